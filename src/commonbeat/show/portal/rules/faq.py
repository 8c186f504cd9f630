"""Common questions: how many may say in an hour whether an answer helped, and what is kept of that."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention

RETENTION = {"Faq": Retention.PERMANENT, "FaqHelp": Retention.PERMANENT}
"""How many said yes or no in a month is a count like any other: nobody stands behind it."""
VERBS = {
    "portal.answer_question": _("wrote the answer to a common question"),
    "portal.change_answer": _("changed the answer to a common question"),
}
DETAILS = {"portal.published": Told(_("public")), "portal.measure": Told(_("published figure"))}
SUBJECTS = {"portal.faq": _("common question")}

HOURLY = 120
"""So many answers to "Did this help?" are counted at one agency in an hour; more than that is a machine."""


def month_of(day: date) -> date:
    """The finest time that is kept of a yes or no."""
    return day.replace(day=1)


def flooded(counted: int) -> bool:
    """Whether this hour has brought all that is counted."""
    return counted >= HOURLY
