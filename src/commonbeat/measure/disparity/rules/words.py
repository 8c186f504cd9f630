"""The words of the study: headings, lines, and what must be said beside a figure."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonbeat.ground.records.rules import WITHOUT_RACE, ForceType, RaceGroup, RecordedBy
from commonbeat.measure.findings.rules import EVERYBODY

STUDY = "disparity"

NO_RACE = "no_race"
"""The line of records without a usable race: the officer wrote that it is unknown, or nothing."""
SEARCHED, NOT_SEARCHED = "searched", "not_searched"

NAMED_GROUPS: tuple[str, ...] = tuple(group.value for group in RaceGroup if group not in WITHOUT_RACE)
"""Groups that records name, in the order in which they are read."""


class Section(TextChoices):
    """Under which heading a measure stands."""

    STOPS = "stops", _("Stops")
    SEARCHES = "searches", _("Searches")
    FORCE = "force", _("Use of force")
    MISSING = "missing", _("What is missing")


CAVEAT = _("This shows a difference. It does not show the reason.")
BUSY = _(
    "Many people stopped do not live where they were stopped. A busy street raises the figure for those beside it."
)
NO_RATE = _(
    "There is a rate only where somebody counted how many people live there. The figure for the whole place leaves out "
    "neighborhoods without a population figure. Other groups are given as counts and shares, because nobody counted "
    "how many people of the group live here."
)
RACE_AS_WRITTEN = _("Race is what the officer wrote down, not what the person said.")
PULLS: Mapping[str, str | Promise] = {
    "up": _(
        "Race was written down more often when someone was searched, so the figures for named groups are likely too "
        "high. This shows a difference. It does not show the reason."
    ),
    "down": _(
        "Race was written down less often when someone was searched, so the figures for named groups are likely too "
        "low. This shows a difference. It does not show the reason."
    ),
    "neither": _(
        "Race was written down about as often with a search as without, so what is missing need not pull the figures "
        "for named groups. This shows a difference. It does not show the reason."
    ),
    "unknown": _(
        "Too few records say both race and search to tell which way what is missing pulls. This shows a difference. "
        "It does not show the reason."
    ),
    "unsaid": _(
        "No record says whether the person was searched, so nobody can tell which way what is missing pulls. This "
        "shows a difference. It does not show the reason."
    ),
}
"""Which way missing race pulls the figures for named groups: found in the records of each run, never assumed."""
PULLED = ("search_share", "vehicle_search_share", "race_missing", "race_recorded")
"""The measures that must say so."""
NO_STOPS = _("No record of a stop was loaded.")
NO_FORCE = _("No record of force was loaded.")
_NO_SEARCH = _("No record says whether the person was searched.")
_NO_RACE_SAID = _("No record names a race.")
UNSAID: Mapping[str, str | Promise] = {
    "search_share": _NO_SEARCH,
    "search_by_month": _NO_SEARCH,
    "race_recorded": _NO_SEARCH,
    "vehicle_search_share": _("No record says whether a vehicle was searched."),
    "stops_share": _NO_RACE_SAID,
    "force_share": _NO_RACE_SAID,
}
"""Why a measure finds nothing although its records are loaded: what it counts was not collected, and is not too few."""
ENTRIES = _(
    "One entry is one kind of force on one person, so one event can make several. "
    "Entries are neither events nor people."
)

LABELS: Mapping[str, str | Promise] = {
    EVERYBODY: pgettext_lazy("people", "All"),
    **{group.value: group.label for group in RaceGroup},
    **{f"section_{section.value}": section.label for section in Section},
    NO_RACE: _("Race unknown or not recorded"),
    SEARCHED: _("Stops with a search"),
    NOT_SEARCHED: _("Stops without a search"),
    **{f"by_{way.value}": way.label for way in RecordedBy},
    **{f"type_{kind.value}": kind.label for kind in ForceType},
}
"""What each line of a figure is called; months and years say themselves."""


def group_of(race: str) -> str:
    """The line of a recorded race: its own, or the one of records without a usable race."""
    return race if race in NAMED_GROUPS else NO_RACE
