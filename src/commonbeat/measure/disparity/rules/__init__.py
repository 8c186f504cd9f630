"""What the study on stops, searches and force measures, in which words, for which days."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.measure.disparity.rules.measures import MEASURES, left_out, measures, pull
from commonbeat.measure.disparity.rules.periods import month_window, months, year_window, years
from commonbeat.measure.disparity.rules.words import (
    BUSY,
    CAVEAT,
    LABELS,
    NAMED_GROUPS,
    NO_FORCE,
    NO_RACE,
    NO_STOPS,
    NOT_SEARCHED,
    PULLED,
    PULLS,
    SEARCHED,
    STUDY,
    UNSAID,
    Section,
    group_of,
)

__all__ = [
    "BUSY",
    "CAVEAT",
    "DETAILS",
    "LABELS",
    "MEASURES",
    "NAMED_GROUPS",
    "NOT_SEARCHED",
    "NO_FORCE",
    "NO_RACE",
    "NO_STOPS",
    "PULLED",
    "PULLS",
    "RETENTION",
    "SEARCHED",
    "STUDY",
    "UNSAID",
    "Section",
    "group_of",
    "left_out",
    "measures",
    "month_window",
    "months",
    "pull",
    "year_window",
    "years",
]

RETENTION: dict[str, str] = {}
"""This app keeps no rows of its own: its figures are findings."""

DETAILS = {"findings.study": Told(words={STUDY: _("stops, searches and force")})}
