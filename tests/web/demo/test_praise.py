"""Made-up thanks take the way of real ones: most are passed on, one is left out, those with most in them wait."""

import json

import pytest

from commonbeat.act.recognition.models import Praise
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Role
from commonbeat.kit.sealing import seal
from commonbeat.listen.surveys import keys
from commonbeat.listen.surveys.models import Comment
from commonbeat.web.demo import answers, praise
from commonbeat.web.demo.agency import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(console, settings, tmp_path):
    """The invented agency with one comment of each kind, all about the officer whom a newcomer plays."""
    settings.DATA_DIR = tmp_path
    agency = found(console)
    officer = Staff.objects.get(agency=agency, user__memberships__role=Role.OFFICER)
    for words in answers.WORDS:
        kept = json.dumps({"words": words, "staff": str(officer.reference)})
        Comment.objects.create(agency_id=agency.pk, consent="officer", words=seal(kept, keys.COMMENT))
    return agency


def test_most_are_passed_on_and_some_are_left_to_a_newcomer_and_doing_it_again_changes_nothing(agency, console):
    said = []
    praise.bring(console, agency, said.append)
    passed = len(answers.WORDS) - praise.LEFT_WAITING - 1
    assert said == [f"{passed} made-up words of thanks passed on, {praise.LEFT_WAITING} wait to be read"]
    assert Praise.objects.filter(reason="not_praise").count() == 1
    assert not Praise.objects.filter(state="passed_on", staff=None).exists()
    assert Praise.objects.filter(keeping="filed", staff__user__memberships__role=Role.OFFICER).count() == 1
    praise.bring(console, agency, said.append)
    assert said[0] == said[1]
    assert Praise.objects.filter(keeping="filed").count() == 1


def test_an_agency_without_comments_has_nothing_to_bring(console, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    said = []
    praise.bring(console, found(console), said.append)
    assert said == ["0 made-up words of thanks passed on, 0 wait to be read"]


def test_the_invented_officers_have_somebody_who_supervises_them(agency):
    officer = Staff.objects.get(agency=agency, user__memberships__role=Role.OFFICER)
    assert officer.supervisor.user.memberships.get().role == Role.SERGEANT
    assert not Staff.objects.filter(agency=agency, rank="officer", supervisor=None).exists()
