"""How sentences of figures open and close: made-up data, ranges that are no 95% ranges, levels that settle nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from commonbeat.plumb.checks import spoken
from commonbeat.plumb.numerals import PERCENT
from commonbeat.plumb.result import Estimate
from commonbeat.plumb.terms import MADE_UP, Phrase

if TYPE_CHECKING:
    from commonbeat.plumb.result import Shown

LEVEL = Phrase(" Ranges are {level} ranges.", " Los rangos son del {level}.")
USUAL = 0.95
"""The level that is not said."""
LEAST_LEVEL = 0.9
"""The level of a range below which nothing is settled by it."""


def framed(said: str, shown: Iterable[Shown], language: str) -> str:
    """`said`, opened by whether data were made up and closed by the level of the ranges of the figures `shown`."""
    figures = [one for one in shown if isinstance(one, Estimate)]
    opening = MADE_UP.said(language) if any(one.synthetic for one in figures) else ""
    return f"{opening}{said}{closing((one.level for one in figures), language)}"


def closing(levels: Iterable[float], language: str) -> str:
    """The sentence that says the `levels` of ranges, a blank before it; "" where all are 95% ranges."""
    return "".join(LEVEL.said(language, level=in_percent(one, language)) for one in sorted(set(levels) - {USUAL}))


def settles(level: float) -> bool:
    """Whether a range at `level` may carry a verdict: at 90% or more."""
    return level >= LEAST_LEVEL - 1e-9


def in_percent(chosen: float, language: str) -> str:
    """A level or limit that somebody chose (0 to 1) in percent: up to four digits, six where four would make it all."""
    text = f"{chosen * 100:.4g}"
    return f"{text if float(text) < 100 else format(chosen * 100, '.6g')}{PERCENT[spoken(language)]}"
