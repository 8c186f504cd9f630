"""What the ledger does by itself: reminding owners, asking the people promised."""

from django.utils.translation import gettext_lazy as _

from commonbeat.act.promises import actions
from commonbeat.ground.work.rules import Context, Task, daily


def remind(job: Context) -> dict[str, int]:
    """Remind owners whose date is near or has passed."""
    return {"reminded": actions.remind(agency=job.agency)}


def ask(job: Context) -> dict[str, int]:
    """Ask once more where nobody has answered."""
    return {"asked": actions.ask_due(agency=job.agency)}


JOBS = {
    "promises.remind": Task(
        run=remind, words=_("Remind owners of promises that are nearly due or late"), cadence=daily(at="07:10")
    ),
    "promises.ask": Task(
        run=ask, words=_("Ask people once more whether a promise to them was kept"), cadence=daily(at="10:10")
    ),
}
