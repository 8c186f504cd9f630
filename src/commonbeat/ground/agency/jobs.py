"""What an agency needs done behind a page: files checked and loaded, and what was kept long enough destroyed."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency import actions
from commonbeat.ground.roles import System
from commonbeat.ground.work.rules import Context, Task, daily


def check_import(job: Context) -> None:
    """Check one uploaded file."""
    actions.check(batch_id=job.payload["batch"], progress=job.progress)


def load_import(job: Context) -> None:
    """Load one checked file."""
    actions.load(batch_id=job.payload["batch"], progress=job.progress)


def destroy_due(job: Context, by: Sequence[actions.Destroyer]) -> dict[str, int]:
    """Destroy what the job's agency has kept long enough; a legal hold is told as such."""
    actor = System("retention schedule")
    destroyed = actions.destroy_by_schedule(actor=actor, agency=job.agency, by=by, now=timezone.now())
    return {"legal_hold": 1} if destroyed is None else destroyed


def clear_private_uploads(job: Context) -> dict[str, int]:
    """Delete files with phone numbers that should be gone."""
    actor = System("nightly clearing")
    return {"deleted": actions.clear_private_uploads(actor=actor, agency=job.agency, now=timezone.now())}


JOBS = {
    "agency.check_import": Task(run=check_import, words=_("Check a file before it is loaded"), max_attempts=3),
    "agency.load_import": Task(run=load_import, words=_("Load a file"), max_attempts=3),
    "agency.clear_private_uploads": Task(
        run=clear_private_uploads,
        words=_("Delete files with phone numbers on which nobody decided"),
        cadence=daily(at="02:50"),
    ),
}
