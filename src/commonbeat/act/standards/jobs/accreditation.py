"""What standards do by themselves: proofs age and are asked for again, people are reminded."""

from django.utils.translation import gettext_lazy as _

from commonbeat.act.standards.actions import proofs
from commonbeat.ground.work.rules import Context, Task, daily


def age(job: Context) -> dict[str, int]:
    """Mark what is out of date, ask for it again, take standards back."""
    return {"aged": proofs.age_due(agency=job.agency)}


def remind(job: Context) -> dict[str, int]:
    """Remind those who are asked for a proof."""
    return {"reminded": proofs.remind_due(agency=job.agency)}


JOBS = {
    "standards.age": Task(
        run=age,
        words=_("Mark proofs of standards that are out of date, and ask for them again"),
        cadence=daily(at="04:10"),
    ),
    "standards.remind": Task(
        run=remind, words=_("Remind those who are asked for a proof of a standard"), cadence=daily(at="07:20")
    ),
}
