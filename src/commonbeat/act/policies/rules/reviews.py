"""Looking at a policy again: when it is due, what is asked, what comes of it."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {"PolicyReview": Retention.PERMANENT}
VERBS: dict[str, Words] = {"policies.review": _("looked at a policy again")}


class Outcome(TextChoices):
    """What a review ends in."""

    KEEP = "keep", _("It stays as it is")
    CHANGE = "change", _("It is to be changed")


DETAILS: dict[str, Told] = {
    "policies.outcome": Told(_("outcome"), dict(Outcome.choices)),
    "policies.finding": Told(_("published figure")),
}
SUBJECTS: dict[str, Words] = {}

QUESTIONS: dict[str, Words] = {
    "burden": _("Whom does this policy burden, and whom does it spare?"),
    "figures": _("What do stops, searches, force and complaints say about how it works?"),
    "heard": _("What have people and officers told us about it?"),
}
"""What every review asks; each needs an answer, "we do not know" with the reason among them."""

SHORTEST = 20


def review_problem(answers: dict[str, str]) -> dict[str, str]:
    """Which answers are missing or too short to say anything, by question."""
    words = gettext("Answer in a sentence or two. Where you do not know, say why not.")
    return {name: words for name in QUESTIONS if len(answers.get(name, "").strip()) < SHORTEST}


def is_overdue(due: date | None, today: date) -> bool:
    """Whether its review is late."""
    return due is not None and due < today
