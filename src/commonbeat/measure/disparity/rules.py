"""Which comparison answers which question: what is counted, what by, and what it cannot show."""

from collections.abc import Mapping, Sequence

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.records.rules import WITHOUT_RACE, ForceType, RaceGroup, RecordedBy
from commonbeat.measure.findings.rules import EVERYBODY, Measured, Split
from commonbeat.plumb import Window

RETENTION: dict[str, str] = {}
"""This app keeps no rows of its own: its figures are findings."""

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
PULLS_UP = _(
    "Race was written down more often when someone was searched, so the figures for named groups are likely too high. "
    "This shows a difference. It does not show the reason."
)
ENTRIES = _(
    "One entry is one kind of force on one person, so one event can make several. "
    "Entries are neither events nor people."
)

MEASURES: Sequence[Measured] = (
    Measured(
        key="stops_rate",
        section=Section.STOPS,
        split=Split.GROUP,
        title=_("Stops per 1,000 residents"),
        question=_("How often are people stopped, for each 1,000 who live there?"),
        numerator=_("Stops recorded in the neighborhood."),
        denominator=_("People who live there, by the census figures that were loaded."),
        caveat=BUSY,
        cannot=NO_RATE,
    ),
    Measured(
        key="stops_count",
        section=Section.STOPS,
        split=Split.GROUP,
        title=_("Stops by recorded race"),
        question=_("How many stops were recorded, and of whom?"),
        numerator=_("Stops, by the race that the officer wrote down."),
        denominator=_("Nothing: this is a count. Its range says what chance alone could have made of it."),
        caveat=RACE_AS_WRITTEN,
        cannot=_("A count says nothing of how many people could have been stopped."),
        adds_up=True,
    ),
    Measured(
        key="stops_share",
        section=Section.STOPS,
        split=Split.GROUP,
        title=_("Share of stops by recorded race"),
        question=_("Of stops with a recorded race, which part was of each group?"),
        numerator=_("Stops of the group."),
        denominator=_("Stops in which a race was written down."),
        caveat=RACE_AS_WRITTEN,
        cannot=_("It leaves out every stop without a usable race, and says nothing of how many people live here."),
    ),
    Measured(
        key="stops_by_month",
        section=Section.STOPS,
        split=Split.MONTH,
        title=_("Stops by month"),
        question=_("Were there more stops in some months?"),
        numerator=_("Stops, by the month on the agency's own clock."),
        denominator=_("Nothing: this is a count. Its range says what chance alone could have made of it."),
        caveat=CAVEAT,
        cannot=_("One year cannot tell a season from a change."),
        adds_up=True,
    ),
    Measured(
        key="search_share",
        section=Section.SEARCHES,
        split=Split.GROUP,
        title=_("Share of stopped people who were searched"),
        question=_("Of people stopped, how many were searched?"),
        numerator=_("Stops in which the record says that the person was searched."),
        denominator=_("Stops in which the record says whether the person was searched."),
        caveat=PULLS_UP,
        cannot=_("The records do not say why a search was made, with what right, or what was found."),
        adds_up=True,
    ),
    Measured(
        key="vehicle_search_share",
        section=Section.SEARCHES,
        split=Split.GROUP,
        title=_("Share of stops in which a vehicle was searched"),
        question=_("In how many stops was a vehicle searched?"),
        numerator=_("Stops in which the record says that a vehicle was searched."),
        denominator=_("Stops in which the record says whether a vehicle was searched, with or without a vehicle."),
        caveat=PULLS_UP,
        cannot=_("The records do not say in which stops there was a vehicle to search."),
        adds_up=True,
    ),
    Measured(
        key="search_by_month",
        section=Section.SEARCHES,
        split=Split.MONTH,
        title=_("Share of stopped people who were searched, by month"),
        question=_("Did the share of people searched change over the year?"),
        numerator=_("Stops in which the record says that the person was searched."),
        denominator=_("Stops in which the record says whether the person was searched."),
        caveat=CAVEAT,
        cannot=_("One year cannot tell a season from a change."),
        adds_up=True,
    ),
    Measured(
        key="force_by_year",
        section=Section.FORCE,
        split=Split.YEAR,
        title=_("Use-of-force entries by year"),
        question=_("Was there more or less force from year to year?"),
        numerator=_("Entries in the force records."),
        denominator=_("Nothing: this is a count. Its range says what chance alone could have made of it."),
        caveat=ENTRIES,
        cannot=_("A year that is not over cannot be set against whole years."),
        adds_up=True,
    ),
    Measured(
        key="force_by_month",
        section=Section.FORCE,
        split=Split.MONTH,
        title=_("Use-of-force entries by month"),
        question=_("Was there more force in some months?"),
        numerator=_("Entries in the force records, by the month on the agency's own clock."),
        denominator=_("Nothing: this is a count. Its range says what chance alone could have made of it."),
        caveat=ENTRIES,
        cannot=_("One large event can make many entries in one month."),
        adds_up=True,
    ),
    Measured(
        key="force_rate",
        section=Section.FORCE,
        split=Split.GROUP,
        title=_("Use-of-force entries per 1,000 residents a year"),
        question=_("How often is force recorded, for each 1,000 who live there, in a year?"),
        numerator=_("Entries in the force records of all years."),
        denominator=_("People who live there, by the census figures that were loaded, times the years covered."),
        caveat=ENTRIES,
        cannot=NO_RATE,
    ),
    Measured(
        key="force_count",
        section=Section.FORCE,
        split=Split.GROUP,
        title=_("Use-of-force entries by recorded race"),
        question=_("How many entries were recorded, and of whom?"),
        numerator=_("Entries in the force records, by the race that the officer wrote down."),
        denominator=_("Nothing: this is a count. Its range says what chance alone could have made of it."),
        caveat=ENTRIES,
        cannot=_("The records hold no number for an event, so events and people cannot be counted."),
        adds_up=True,
    ),
    Measured(
        key="force_share",
        section=Section.FORCE,
        split=Split.GROUP,
        title=_("Share of use-of-force entries by recorded race"),
        question=_("Of entries with a recorded race, which part was of each group?"),
        numerator=_("Entries of the group."),
        denominator=_("Entries in which a race was written down."),
        caveat=ENTRIES,
        cannot=_("It says nothing of how many people live here or were met by officers."),
    ),
    Measured(
        key="force_by_type",
        section=Section.FORCE,
        split=Split.KIND,
        title=_("Use-of-force entries by kind of force"),
        question=_("Which kinds of force were used?"),
        numerator=_("Entries in the force records, by kind; kinds with fewer than five entries are joined."),
        denominator=_("Nothing: this is a count. Its range says what chance alone could have made of it."),
        caveat=ENTRIES,
        cannot=_("The records do not say whether force was within policy."),
        adds_up=True,
    ),
    Measured(
        key="race_missing",
        section=Section.MISSING,
        split=Split.NONE,
        title=_("Stops without a usable race"),
        question=_("In how many stops can nobody say who was stopped?"),
        numerator=_("Stops in which the officer wrote that race is unknown, or wrote nothing."),
        denominator=_("All stops."),
        caveat=_("When race is missing, almost nobody is recorded as searched."),
        cannot=_("Nobody can say who these people were."),
        adds_up=True,
    ),
    Measured(
        key="race_recorded",
        section=Section.MISSING,
        split=Split.KIND,
        title=_("Race written down, by whether the person was searched"),
        question=_("Which way does the missing race pull the figures on searches?"),
        numerator=_("Stops in which a race was written down."),
        denominator=_("Stops in which the record says whether the person was searched."),
        caveat=PULLS_UP,
        cannot=_("It cannot say what the missing entries would have been."),
        adds_up=True,
    ),
    Measured(
        key="search_missing",
        section=Section.MISSING,
        split=Split.KIND,
        title=_("Stops that do not say whether anyone was searched"),
        question=_("In how many stops can nobody say whether there was a search?"),
        numerator=_("Stops without an answer on searches."),
        denominator=_("All stops."),
        caveat=_("Only the squad car's computer asks about searches and race. Stops recorded another way never say."),
        cannot=_("Whether these people were searched more or less often than others."),
        adds_up=True,
    ),
    Measured(
        key="force_race_missing",
        section=Section.MISSING,
        split=Split.NONE,
        title=_("Use-of-force entries without a recorded race"),
        question=_("In how many entries can nobody say on whom force was used?"),
        numerator=_("Entries in which no race was written down."),
        denominator=_("All entries."),
        caveat=ENTRIES,
        cannot=_("Nobody can say who these people were."),
        adds_up=True,
    ),
)

LABELS: Mapping[str, str | Promise] = {
    EVERYBODY: _("All"),
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


def month_window(code: str, data: Window) -> Window:
    """The days of a month ("2017-05") that the data cover."""
    year, month = (int(part) for part in code.split("-"))
    return _within(Window.month(year, month), data)


def year_window(code: str, data: Window) -> Window:
    """The days of a year ("2017") that the data cover."""
    return _within(Window.year(int(code)), data)


def months(data: Window) -> list[str]:
    """Every month that the data touch, those without a record too."""
    first, last = data.start.year * 12 + data.start.month - 1, data.end.year * 12 + data.end.month - 1
    return [f"{number // 12}-{number % 12 + 1:02}" for number in range(first, last + 1)]


def years(data: Window) -> list[str]:
    """Every year that the data touch."""
    return [str(year) for year in range(data.start.year, data.end.year + 1)]


def _within(window: Window, data: Window) -> Window:
    return Window(start=max(window.start, data.start), end=min(window.end, data.end))
