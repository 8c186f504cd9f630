"""Sessions that are over are forgotten, those in use are kept."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from commonbeat.ground.people import jobs

pytestmark = pytest.mark.django_db


class Finished(list):
    """What the job said at its end."""

    def finish(self, result):
        self.append(result)


def test_only_what_is_over_is_forgotten(person, riverton):
    officer = person("officer", agency=riverton)
    for key, days in (("over", -1), ("in use", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days))
        UserSession.objects.create(user=officer, session_key=key, ip="127.0.0.1")
    job = Finished()
    jobs.JOBS["people.forget_sessions"].run(job)
    assert job == [{"forgotten": 1}]
    assert UserSession.objects.get().session_key == Session.objects.get().session_key == "in use"
