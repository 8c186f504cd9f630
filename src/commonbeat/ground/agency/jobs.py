"""What the agency's files need done behind a page: checking them, loading them, deleting what was kept long enough."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency import actions
from commonbeat.ground.work.rules import Context, Task, daily


def check_import(job: Context) -> None:
    """Check one uploaded file."""
    actions.check(batch_id=job.payload["batch"], progress=job.progress)


def load_import(job: Context) -> None:
    """Load one checked file."""
    actions.load(batch_id=job.payload["batch"], progress=job.progress)


def delete_uploads(job: Context) -> dict[str, int]:
    """Delete files that were loaded or given up long ago."""
    return {"deleted": actions.delete_uploads(agency=job.agency, now=timezone.now())}


JOBS = {
    "agency.check_import": Task(run=check_import, words=_("Check a file before it is loaded"), max_attempts=3),
    "agency.load_import": Task(run=load_import, words=_("Load a file"), max_attempts=3),
    "agency.delete_uploads": Task(
        run=delete_uploads, words=_("Delete uploaded files that were kept long enough"), cadence=daily(at="03:00")
    ),
}
