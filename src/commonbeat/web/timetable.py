"""What runs by itself: each name bound to a function of an app's jobs.py, in plain words, with its cadence."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies import actions as policy_actions
from commonbeat.act.policies import jobs as policy_jobs
from commonbeat.act.promises import actions as promise_actions
from commonbeat.act.promises import jobs as promise_jobs
from commonbeat.act.recognition import actions as recognition_actions
from commonbeat.act.recognition import jobs as recognition_jobs
from commonbeat.act.standards import actions as standards_actions
from commonbeat.act.standards import jobs as standards_jobs
from commonbeat.ground.agency import actions as agency_actions
from commonbeat.ground.agency import jobs as agency_jobs
from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.actions import Destroyer
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import DEFAULTS, SettingKey
from commonbeat.ground.audit import jobs as audit_jobs
from commonbeat.ground.library import actions as library_actions
from commonbeat.ground.library import jobs as library_jobs
from commonbeat.ground.messaging import actions as messaging_actions
from commonbeat.ground.messaging import jobs as messaging_jobs
from commonbeat.ground.people import actions as people_actions
from commonbeat.ground.people import jobs as people_jobs
from commonbeat.ground.records import jobs as records_jobs
from commonbeat.ground.work import actions as work_actions
from commonbeat.ground.work import jobs as work_jobs
from commonbeat.ground.work.rules import INSTALLATION, Context, JobFailed, Task, daily, every
from commonbeat.listen.reports import actions as reports_actions
from commonbeat.listen.reports import jobs as reports_jobs
from commonbeat.listen.surveys import actions as surveys_actions
from commonbeat.listen.surveys import jobs as surveys_jobs
from commonbeat.listen.textline import jobs as textline_jobs
from commonbeat.measure.disparity import jobs as disparity_jobs
from commonbeat.measure.experience import jobs as experience_jobs
from commonbeat.show.opendata import jobs as opendata_jobs
from commonbeat.show.portal import jobs as portal_jobs
from commonbeat.web.backup.nightly import make_nightly

DESTROYERS: tuple[Destroyer, ...] = (
    standards_actions.destroy_due,
    recognition_actions.destroy_due,
    policy_actions.destroy_due,
    promise_actions.destroy_due,
    reports_actions.destroy_due,
    surveys_actions.destroy_due,
    messaging_actions.destroy_due,
    people_actions.destroy_due,
    work_actions.destroy_due,
    library_actions.destroy_due,
    agency_actions.destroy_due,
)
"""Every app that keeps rows for a set time only. Files on disk come last: they cannot be taken back."""


def _destroy_due(context: Context) -> dict[str, int]:
    """Each agency by its own schedule, at its own clock."""
    return agency_jobs.destroy_due(context, DESTROYERS)


def _purge_jobs(context: Context) -> dict[str, int]:
    """The installation's own jobs; kept while a legal hold is on at any agency."""
    if any(agencies.on_hold(agency, agency.day()) for agency in Agency.objects.all()):
        return {"destroyed": 0}
    return work_jobs.purge(context, {INSTALLATION: DEFAULTS[SettingKey.RETENTION_DAYS]["operational"]})


def _check_trail(context: Context) -> dict[str, Any]:
    """An altered trail is a failure told in words; trying again would not mend it."""
    try:
        return audit_jobs.check(context)
    except audit_jobs.TrailAltered as found:
        raise JobFailed(str(found), again=False) from found


TASKS: dict[str, Task] = {
    **agency_jobs.JOBS,
    **disparity_jobs.JOBS,
    **experience_jobs.JOBS,
    **library_jobs.JOBS,
    **messaging_jobs.JOBS,
    **people_jobs.JOBS,
    **portal_jobs.JOBS,
    **policy_jobs.JOBS,
    **promise_jobs.JOBS,
    **recognition_jobs.JOBS,
    **records_jobs.JOBS,
    **reports_jobs.JOBS,
    **standards_jobs.JOBS,
    **surveys_jobs.JOBS,
    **textline_jobs.JOBS,
    "task:": Task(run=work_jobs.run_task, words=_("A function ordered through the Tasks API")),
    "backup.nightly": Task(
        run=make_nightly,
        words=_("Make a backup of everything but the keys"),
        cadence=daily(at="01:50", zone="UTC"),
        max_attempts=2,
    ),
    "agency.destroy_due": Task(
        run=_destroy_due,
        words=_("Destroy what was kept long enough, and write the certificate"),
        cadence=daily(at="03:00"),
    ),
    "work.purge": Task(
        run=_purge_jobs,
        words=_("Clear away the installation's own jobs that ended long ago"),
        cadence=daily(at="02:40", zone="UTC"),
    ),
    "audit.check": Task(
        run=_check_trail,
        words=_("Check the trail of who did what, and keep its root"),
        cadence=daily(at="03:10", zone="UTC"),
        max_attempts=1,
    ),
    "opendata.release": Task(
        run=opendata_jobs.release_new,
        words=_("Release a file for every published figure that has none"),
        cadence=every(seconds=300),
    ),
}
"""Names that actions enqueue, and what the clock starts. A name ending in ":" is bound to all names that begin so."""


def zones() -> Mapping[int, str]:
    """Every agency's number and time zone: by whose clock the timetable goes."""
    return dict(Agency.objects.values_list("pk", "timezone"))


def find_agency(number: int) -> Agency:
    """The agency that a job is for."""
    return Agency.objects.get(pk=number)
