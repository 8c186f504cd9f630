"""What a figure is before it is kept, the words that are kept with it, and when two are the same to a reader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from commonbeat.plumb import Estimate, Shown, Window, Withheld
from commonbeat.plumb.terms import said_day

LANGUAGES = ("en", "es")
EVERYBODY = ""
"""The group of a finding that is about all people, and the code of the line that sums a figure up."""


class Split(TextChoices):
    """What the lines of a figure are told apart by."""

    GROUP = "group", _("by recorded race")
    MONTH = "month", _("by month")
    YEAR = "year", _("by year")
    KIND = "kind", _("by kind")
    NONE = "none", _("in one figure")


class Base(TextChoices):
    """What stands behind a share or rate, and so from how many on it is shown."""

    RECORDS = "records", _("records")
    ANSWERS = "answers", _("answers to a question")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One figure on its way to being kept: what it measures, where, about whom, and the figure itself.

    `area`: a neighborhood's id, None for all that the agency serves. `code`: the line within its figure ("" sums up).
    `position`: the order of lines as they should be read.
    """

    measure: str
    area: int | None
    code: str
    shown: Shown
    position: int = 0

    @property
    def key(self) -> str:
        """What names this figure from run to run."""
        return key_of(self.measure, self.area, self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What anybody has seen of a study, by the names of its figures: the public, and staff in a run that waits.

    `figures`: what was shown last or, where nothing ever was, why not; runs taken back are left out. `ever`: what was
    shown last, in runs taken back too, for nobody forgets it.
    """

    figures: Mapping[str, Shown] = field(default_factory=dict)
    ever: Mapping[str, Estimate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a reader must know of a measure, in words that may still wait for their language.

    `section`: under which heading it stands ("stops"). `title`: names it. `question`: what it answers. `numerator`,
    `denominator`: what is counted and what by. `caveat`: read with care. `cannot`: what it cannot show.
    `adds_up`: whether its lines and its areas sum to their totals, so that a hidden one could be worked out.
    `base`: what it rests on, which decides from how many on it is shown.
    """

    key: str
    section: str
    split: Split
    title: str | Promise
    question: str | Promise
    numerator: str | Promise
    denominator: str | Promise
    caveat: str | Promise
    cannot: str | Promise
    adds_up: bool = False
    base: Base = Base.RECORDS


def key_of(measure: str, area: int | None, code: str) -> str:
    """The name of a figure from run to run: measure, neighborhood id and line ("stops_count/17/black")."""
    return f"{measure}/{'' if area is None else area}/{code}"


def parts_of(key: str) -> tuple[str, int | None, str]:
    """Measure, area and line code of a figure's name."""
    measure, area, code = key.split("/", 2)
    return measure, int(area) if area else None, code


def both(words: str | Promise) -> dict[str, str]:
    """Words as they stand now in each language, so that a published figure keeps the words it was published under."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = str(words)
    return said


def snapshot(
    measures: Iterable[Measured], labels: Mapping[str, str | Promise], *, left_out: Mapping[str, str | Promise]
) -> dict[str, Any]:
    """All words of a run, in both languages: `measures` by key, their `order`, `labels` by line code.

    The order stands apart, for PostgreSQL keeps no order of keys. It leaves out the measures of `left_out`, which found
    nothing to count: each with the reason. Their other words stay, for an earlier run may have had figures of them.
    """
    measures = list(measures)
    return {
        "order": [one.key for one in measures if one.key not in left_out],
        "left_out": [{"measure": key, "why": both(why)} for key, why in left_out.items()],
        "measures": {
            one.key: {
                "section": one.section,
                "split": one.split.value,
                "adds_up": one.adds_up,
                "base": one.base.value,
                "title": both(one.title),
                "question": both(one.question),
                "numerator": both(one.numerator),
                "denominator": both(one.denominator),
                "caveat": both(one.caveat),
                "cannot": both(one.cannot),
            }
            for one in measures
        },
        "labels": {code: both(words) for code, words in labels.items()},
    }


def period_label(window: Window, language: str) -> str:
    """A month as "May 2017", a year as "2017", a year that is not over as "2021 (to August 31, 2021)"."""
    first_of_year = (window.start.month, window.start.day) == (1, 1)
    if first_of_year and window.end.year == window.start.year and window.days > 31 and window.end != _last(window):
        until = "hasta el" if language.startswith("es") else "to"
        return f"{window.start.year} ({until} {said_day(window.end, language)})"
    return window.said(language)


def _last(window: Window) -> date:
    return date(window.start.year, 12, 31)


def same(old: Shown, new: Shown) -> bool:
    """Whether a reader would see the same figure: same point, range, n and asked, or hidden for one reason."""
    if isinstance(old, Estimate) and isinstance(new, Estimate):
        return _read(old) == _read(new)
    return isinstance(old, Withheld) and isinstance(new, Withheld) and old.reason == new.reason


def _read(one: Estimate) -> tuple[object, ...]:
    return one.point, one.low, one.high, one.n, one.asked, one.window
