"""What self-reviews do by themselves: marking what is to be looked at again, and making PDFs of what is signed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from commonbeat.act.standards.actions import self_review as actions
from commonbeat.ground.work.rules import Context, JobFailed, Task, daily


def mark_again(job: Context) -> dict[str, int]:
    """Mark questions that are due again."""
    return {"marked": actions.mark_again(agency=job.agency)}


def check_snapshots(job: Context) -> dict[str, int]:
    """Check the chain of signed snapshots. An altered one is a failure told in words: again would not mend it."""
    at = actions.check_snapshots(agency=job.agency)
    if at is not None:
        raise JobFailed(
            gettext_noop("A signed self-review was altered, from snapshot %(at)s on. Compare it with a kept copy."),
            again=False,
            params={"at": at},
        )
    return {"altered": 0}


def make_paper(job: Context) -> dict[str, int]:
    """Make the PDF that somebody ordered, saying how far it is."""
    snapshot, language = int(job.payload["snapshot"]), str(job.payload["language"])
    paper = actions.make_paper(agency=job.agency, snapshot=snapshot, language=language, say=job.progress)
    return {"bytes": paper.size}


def order_papers(job: Context) -> dict[str, int]:
    """Order the PDFs that are missing or were made with an older layout."""
    return {"ordered": actions.order_missing(agency=job.agency)}


JOBS = {
    "standards.self_review_check": Task(
        run=check_snapshots, words=_("Check that signed self-reviews are what was signed"), cadence=daily(at="03:20")
    ),
    "standards.self_review_again": Task(
        run=mark_again, words=_("Mark questions of the self-review that are due again"), cadence=daily(at="06:40")
    ),
    "standards.self_review_papers": Task(
        run=order_papers, words=_("Order the PDFs of signed self-reviews that are missing"), cadence=daily(at="03:40")
    ),
    "standards.self_review_paper": Task(run=make_paper, words=_("Make the PDF of a signed self-review")),
}
