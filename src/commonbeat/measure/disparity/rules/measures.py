"""Which comparison answers which question: what is counted, what by, and what it cannot show."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonbeat.measure.disparity.rules.words import (
    BUSY,
    CAVEAT,
    ENTRIES,
    NO_FORCE,
    NO_RATE,
    NO_STOPS,
    PULLED,
    PULLS,
    RACE_AS_WRITTEN,
    UNSAID,
    Section,
)
from commonbeat.measure.findings.rules import Measured, Split
from commonbeat.plumb import Estimate, Shown

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
        caveat=CAVEAT,
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
        caveat=CAVEAT,
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
        cannot=_("Events and people are not counted, only entries."),
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
        numerator=_("Entries in the force records, by kind; kinds with too few entries are joined."),
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
        caveat=CAVEAT,
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
        caveat=CAVEAT,
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
        caveat=_("Whether a record says so can depend on how it was made: compare the ways of recording."),
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


def pull(searched: Shown, others: Shown) -> str:
    """Which way missing race pulls, from how often race was written down with a search and without: a key of PULLS."""
    if not isinstance(searched, Estimate) or not isinstance(others, Estimate):
        return "unknown"
    if searched.low > others.high:
        return "up"
    return "down" if searched.high < others.low else "neither"


def measures(way: str) -> list[Measured]:
    """Every measure, those that missing race pulls with the words that fit this run."""
    return [replace(one, caveat=PULLS[way]) if one.key in PULLED else one for one in MEASURES]


def left_out(found: Collection[str]) -> dict[str, str | Promise]:
    """Every measure that is not among those `found`, with the reason: no such record, or none that answers."""
    missing = [one.key for one in MEASURES if one.key not in found]
    return {key: _why(key, found) for key in missing}


def _why(key: str, found: Collection[str]) -> str | Promise:
    """Why a measure found nothing: every file of stops makes a count of them, every file of force one by year."""
    if key.startswith("force_"):
        return UNSAID[key] if "force_by_year" in found else NO_FORCE
    return UNSAID[key] if "stops_count" in found else NO_STOPS
