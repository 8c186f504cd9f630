"""The veil of darkness: are more of a group stopped at the same hour when it is light enough to see who drives?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonbeat.plumb.checks import words
from commonbeat.plumb.disparity.light import LightAndDark, compared
from commonbeat.plumb.disparity.veil_words import (
    CLOCK_CHANGE,
    KNOWN,
    KNOWN_LIMITS,
    KNOWN_VERDICTS,
    LIMITS,
    RECORDED,
    RECORDED_LIMITS,
    RECORDED_VERDICTS,
    noted_sentence,
    veil_sentence,
)
from commonbeat.plumb.terms import Phrase

if TYPE_CHECKING:
    from commonbeat.plumb.about import About
    from commonbeat.plumb.disparity.evenings import DarkCells
    from commonbeat.plumb.result import Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class VeilOfDarkness:
    """The veil of darkness for one `group`; `compared` holds the figures.

    `light`, `dark`: stops on each side, also of places that the odds leave out. `hours`: first and last minute of the
    day compared. `outside`, `twilight`, `sunless`: stops given that were not used, and why. `near_change`: only days
    near a change of the clock.
    """

    group: Phrase
    compared: LightAndDark
    hours: tuple[int, int]
    outside: int
    twilight: int
    sunless: int
    near_change: bool

    @property
    def ratio(self) -> Estimate:
        """The odds of the group among the stopped in daylight over those in darkness at the same time of the clock."""
        return self.compared.ratio

    @property
    def light(self) -> int:
        """Stops in daylight."""
        return self.compared.in_light.n

    @property
    def dark(self) -> int:
        """Stops in darkness."""
        return self.compared.in_dark.n

    def sentence(self, language: str = "en") -> str:
        """What was found in plain words, with what it does not prove."""
        return veil_sentence(self.compared, self.group, language)

    def limits(self, language: str = "en") -> str:
        """What it cannot show."""
        return LIMITS.said(language) + (CLOCK_CHANGE.said(language) if self.near_change else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceKnown:
    """Whether officers knew, before the stop, what darkness should hide; `compared` holds the figures."""

    compared: LightAndDark

    def sentence(self, language: str = "en") -> str:
        """How often it was known in light and in dark, and what that means for the veil of darkness."""
        return noted_sentence(self.compared, KNOWN, KNOWN_VERDICTS, language)

    def limits(self, language: str = "en") -> str:
        """What it cannot show."""
        return KNOWN_LIMITS.said(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceRecorded:
    """Whether race was written down as often in the dark; `compared` holds the figures."""

    compared: LightAndDark

    def sentence(self, language: str = "en") -> str:
        """How often it was written down in light and in dark, and what that means for the veil of darkness."""
        return noted_sentence(self.compared, RECORDED, RECORDED_VERDICTS, language)

    def limits(self, language: str = "en") -> str:
        """What it cannot show."""
        return RECORDED_LIMITS.said(language)


def veil_of_darkness(
    cells: DarkCells, *, group: Phrase | str, about: About, df: int = 6, level: float = 0.95
) -> VeilOfDarkness:
    """The veil of darkness from `cells` (of `dark_cells`), whose hits are stops of `group` (a label).

    A logistic model on the cells: group on dark, natural spline of the clock with `df` parts, place and change of the
    clock as fixed effects; errors clustered by day. Places whose stops are all or none of the group are left out with
    a note, and the spline gets fewer parts, with a note, where the clock has too few times.
    Raises DataError where light and dark share no time of the clock, with fewer than three days of stops on either
    side, if all stops of a side or of every place are alike, and for days outside the window of `about`.
    Source: Grogger and Ridgeway, Journal of the American Statistical Association 101 (2006), 878-887.
    """
    label = group if isinstance(group, Phrase) else Phrase(words("group", group), words("group", group))
    return VeilOfDarkness(
        group=label,
        compared=compared(cells, about=about, df=df, level=level),
        hours=cells.hours,
        outside=cells.outside,
        twilight=cells.twilight,
        sunless=cells.sunless,
        near_change=cells.near_change,
    )


def race_known(cells: DarkCells, *, about: About, df: int = 6, level: float = 0.95) -> RaceKnown:
    """Was race known before the stop more often in daylight? The hits of `cells` are the stops where it was.

    If it was not, darkness hides nothing and the veil of darkness says little. Raises DataError as
    `veil_of_darkness` does.
    """
    return RaceKnown(compared=compared(cells, about=about, df=df, level=level))


def race_recorded(cells: DarkCells, *, about: About, df: int = 6, level: float = 0.95) -> RaceRecorded:
    """Was race written down more often for stops in daylight? The hits of `cells` are the stops where it was.

    If it was, or was less often, leaving out all other stops can shift the veil of darkness either way. Raises
    DataError as `veil_of_darkness` does.
    """
    return RaceRecorded(compared=compared(cells, about=about, df=df, level=level))
