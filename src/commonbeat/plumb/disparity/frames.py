"""How every sentence of disparity opens and closes: made-up data, ranges that are no 95% ranges, the article."""

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


def framed(said: str, shown: Iterable[Shown], language: str) -> str:
    """`said`, opened by whether data were made up and closed by the level of the ranges of the figures `shown`."""
    figures = [one for one in shown if isinstance(one, Estimate)]
    opening = MADE_UP.said(language) if any(one.synthetic for one in figures) else ""
    levels = {one.level for one in figures} - {USUAL}
    close = "".join(LEVEL.said(language, level=f"{one * 100:.6g}{PERCENT[spoken(language)]}") for one in sorted(levels))
    return f"{opening}{said}{close}"


def with_article(percent: str, language: str) -> str:
    """A percent as it stands in running text: Spanish wants "el 20.8 %", but not before "menos de" or "más de"."""
    return f"el {percent}" if spoken(language) == "es" and percent[:1].isdigit() else percent
