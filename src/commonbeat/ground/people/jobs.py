"""What people does by itself: forgetting sessions that are over."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.work.rules import Context, Task, daily


def forget_sessions(job: Context) -> None:
    """Delete sessions that have run out, and what was listed of them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    gone, _kinds = UserSession.objects.filter(~Exists(alive)).delete()
    job.finish({"forgotten": gone})


JOBS = {
    "people.forget_sessions": Task(
        run=forget_sessions, words=_("Forget sessions that are over"), cadence=daily(at="03:40", zone="UTC")
    )
}
