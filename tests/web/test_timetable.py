"""The nightly destruction goes through every app; the installation's own jobs are kept while any hold is on."""

from datetime import date, timedelta

from django.utils import timezone

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.work import actions as work
from commonbeat.ground.work.models import Job
from commonbeat.web.timetable import TASKS


class Context:
    """As much of a job as these need."""

    def __init__(self, agency=None):
        self.agency = agency


def test_the_nightly_job_destroys_what_every_app_has_kept_long_enough(riverton, console):
    message = Message.objects.create(agency=riverton, kind="mail", purpose="test", state="sent")
    Message.objects.filter(pk=message.pk).update(settled_at=timezone.now() - timedelta(days=91))
    assert TASKS["agency.destroy_due"].run(Context(riverton)) == {"messages": 1}
    entry = AuditEvent.objects.of(riverton.pk).get(verb="agency.destroy_by_schedule")
    assert entry.actor_label == "retention schedule"
    assert TASKS["agency.destroy_due"].run(Context(riverton)) == {}


def test_the_installations_own_jobs_go_unless_a_legal_hold_is_on(riverton, console):
    work.enqueue("old")
    Job.objects.update(state="done", finished=timezone.now() - timedelta(days=91))
    agencies.set_value(
        actor=console,
        agency=riverton,
        key="legal_hold",
        value={"hold": 1},
        effective_from=date(2026, 1, 1),
        citation="Order",
    )
    assert TASKS["work.purge"].run(Context()) == {"destroyed": 0}
    agencies.set_value(
        actor=console,
        agency=riverton,
        key="legal_hold",
        value={"hold": 0},
        effective_from=riverton.day(),
        citation="Order lifted",
    )
    assert TASKS["work.purge"].run(Context()) == {"destroyed": 1}
