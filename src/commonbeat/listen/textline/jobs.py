"""What the text line does by itself: looking at contacts that came in, sending surveys in their hour, forgetting."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import System
from commonbeat.ground.work.rules import Context, Task, daily, every
from commonbeat.listen.textline import actions

CLOCK = System("text line")


def decide(job: Context) -> dict[str, int]:
    """Decide on the contacts of the job's agency, or of every agency where the clock calls."""
    agencies = [job.agency] if job.agency is not None else list(Agency.objects.order_by("pk"))
    done: Counter[str] = Counter()
    for agency in agencies:
        done += actions.decide(actor=CLOCK, agency=agency)
    return dict(done)


def forget(job: Context) -> dict[str, int]:
    """Forget phones that nothing was heard of for long."""
    return {"phones": actions.forget(actor=CLOCK, agency=job.agency)}


JOBS = {
    "textline.decide": Task(
        run=decide,
        words=_("Decide which contacts are texted, and send surveys in their hour"),
        cadence=every(seconds=60),
    ),
    "textline.forget": Task(
        run=forget, words=_("Forget phones that nothing was heard of for long"), cadence=daily(at="03:45")
    ),
}
