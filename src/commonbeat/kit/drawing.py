"""What every drawing shares: the frame of an SVG, its axis, its key, and the places of text in pixels."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonbeat.kit.tables import DataTable
from commonbeat.kit.words import Words, check_shown, language, level, number
from commonbeat.plumb.numerals import PERCENT
from commonbeat.plumb.result import Estimate, Kind, Shown


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One entry of the key: a drawn mark and what it means."""

    mark: SafeString
    words: Words


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with all that its frame must show: `{{ chart }}` is the SVG, `table` the same numbers in words."""

    svg: SafeString
    table: DataTable
    key: tuple[KeyItem, ...] = ()
    synthetic: bool = False

    def __html__(self) -> str:
        return self.svg

    def __str__(self) -> str:
        return self.svg


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """All parts that a figure must show, for `<c-framed>`; `csv` is empty while no file holds these figures."""

    id: str
    title: Words
    what: Words
    note: Words
    source: Words
    method: str
    csv: str
    chart: Chart


NOTHING = 1e-9
"""Ends as near to zero as this need no axis of their own."""


@dataclass(slots=True)
class Scale:
    """An axis for figures of one kind: from zero (or the lowest end below it) to a round number in a few steps.

    `maximum` is in the units of the figures: 0.4 for 40%.
    """

    shown: Sequence[Shown]
    maximum: float | None = None
    start: float = field(init=False, default=0.0)
    end: float = field(init=False)
    step: float = field(init=False)
    kind: Kind = field(init=False)

    def __post_init__(self) -> None:
        kinds = {one.kind for one in self.shown}
        if len(kinds) > 1:
            raise TypeError(f"One axis holds one kind of figure, not {', '.join(sorted(kinds))}")
        self.kind = kinds.pop() if kinds else Kind.COUNT
        estimates = [one for one in self.shown if isinstance(one, Estimate)]
        top = self.maximum or max((one.high for one in estimates), default=0.0)
        low = min((one.low for one in estimates), default=0.0)
        top = min(top, 1.0) if self.kind is Kind.SHARE else top
        widest = max(top, -low)
        self.end, self.step = _round_end(widest if widest > NOTHING else 1.0, whole=self.kind is Kind.COUNT)
        if low < -NOTHING:
            self.start = -self.step * math.ceil(-low / self.step - 1e-9)
            self.end = self.step * max(math.ceil(top / self.step - 1e-9), 0)

    def share(self, value: float) -> float:
        """Where a value lies between the ends, from 0 to 1."""
        return min(max((value - self.start) / (self.end - self.start), 0.0), 1.0)

    def ticks(self) -> list[float]:
        """The values printed on the axis, both ends among them."""
        return [self.start + self.step * place for place in range(round((self.end - self.start) / self.step) + 1)]

    def said(self, value: float) -> str:
        """A value of the axis in words."""
        percent = self.kind is Kind.SHARE
        value, step = (value * 100, self.step * 100) if percent else (value, self.step)
        places = next(places for places in range(7) if places == 6 or round(step, places) == round(step, 9))
        return f"{number(round(value, 9), places)}{PERCENT[language()[:2]] if percent else ''}"


def _round_end(top: float, *, whole: bool) -> tuple[float, float]:
    """The next round number that holds `top` in three to five steps, and the step; no halves of things counted."""
    if whole and top <= 2:
        return max(math.ceil(top), 1), 1
    first = math.floor(math.log10(top)) - 1
    steps = (lead * 10.0**power for power in range(first, first + 3) for lead in (1, 2, 2.5, 5))
    step = next(step for step in steps if 2 < top / step - 1e-9 <= 5 and not (whole and step % 1))
    return step * math.ceil(top / step - 1e-9), step


def check_all(shown: Iterable[object]) -> bool:
    """Refuse bare numbers (TypeError) and real beside made-up figures (ValueError); say whether they are made up."""
    made_up = set()
    for one in shown:
        check_shown(one)
        if isinstance(one, Estimate):
            made_up.add(one.synthetic)
    if len(made_up) > 1:
        raise ValueError("Real and made-up figures never share a chart.")
    return True in made_up


def widest(shown: Iterable[Shown]) -> float | None:
    """The end of an axis that also holds what the silent could make of a share of answers; None where it need not."""
    estimates = [one for one in shown if isinstance(one, Estimate)]
    ends = [one.worst[1] for one in estimates if one.worst]
    return max([*ends, *(one.high for one in estimates)]) if ends else None


def across(heights: Iterable[object]) -> str:
    """Thin level lines over the whole width, in one path: each runs on until its own drawing cuts it off."""
    return f'<svg><path d="{"".join(f"M0 {y}h9999" for y in heights)}" class="grid"/></svg>'


def upright(x: str, middles: Sequence[int]) -> str:
    """The black ticks that stand one below the other: one line, or a path where there are several."""
    if len(middles) == 1:
        return f'<line x1="{x}" x2="{x}" y1="{middles[0] - 10}" y2="{middles[0] + 10}" class="tick"/>'
    drawn = "".join(f"M0 {y - 10}v20" for y in middles)
    return f'<svg x="{x}" class="cb-over"><path d="{drawn}" class="tick"/></svg>'


def grid(scale: Scale, floor: int) -> Iterator[str]:
    """Thin upright lines with their values underneath; the look aligns the outer two inwards."""
    for value in scale.ticks():
        x = percent(scale.share(value))
        from_, to, at = ("", "", "") if x == "0%" else (f'x1="{x}" ', f'x2="{x}" ', f'x="{x}" ')
        yield f'<line {from_}{to}y1="8" y2="{floor}" class="grid"/>'
        yield f'<text {at}y="{floor + 17}" class="foot">{escape(scale.said(value))}</text>'


def dot_class(estimate: Estimate) -> str:
    """The class of a dot: hollow where the figure is made up."""
    return "dot hollow" if estimate.synthetic else "dot"


def key(shown: Sequence[Shown], reference: Words = "") -> tuple[KeyItem, ...]:
    """What band, dot, tick and dotted line mean; only for those that are there."""
    found = []
    estimates = [one for one in shown if isinstance(one, Estimate)]
    if estimates:
        one = estimates[0]
        words = (
            _("best figure and %(range)s; hollow means synthetic") if one.synthetic else _("best figure and %(range)s")
        )
        drawn = '<rect x="2" y="2" width="32" height="10" class="band"/>'
        drawn += f'<circle cx="18" cy="7" r="4.5" class="{dot_class(one)}"/>'
        found.append(KeyItem(sign(36, 14, drawn), words % {"range": level(one)}))
    if any(one.worst for one in estimates):
        drawn = '<rect x="2" y="4" width="32" height="4" class="quiet"/>'
        found.append(KeyItem(sign(36, 12, drawn), _("if all the silent had said no, or all yes")))
    if reference:
        found.append(KeyItem(sign(10, 18, '<line x1="5" x2="5" y1="0" y2="18" class="tick"/>'), reference))
    if len(estimates) < len(shown):
        found.append(KeyItem(sign(30, 6, '<line x1="0" x2="30" y1="3" y2="3" class="few"/>'), _("not shown")))
    return tuple(found)


LAYERS = ("grid", "quiet", "band", "few", "break", "tick", "dot", "dot hollow")
"""The shapes of a chart from the ground up; words lie over them all."""
_SHAPE = re.compile(r' class="([a-z ]+)"/>(?=(?:</svg>)?$)')
_WORDS = re.compile(r'^<text(.*?)((?: text-anchor="[a-z]+")?(?: class="[a-z]+")?)>')


def layered(inside: Iterable[str]) -> list[str]:
    """The parts of a drawing, those of one class in one group: nothing is said twice, and no band hides a dot."""
    groups: dict[str, list[str]] = {f' class="{css}"': [] for css in LAYERS}
    for part in inside:
        shape, words = _SHAPE.search(part), _WORDS.match(part)
        if shape:
            groups[f' class="{shape[1]}"'].append(part.replace(shape[0], "/>"))
        elif words:
            groups.setdefault(words[2], []).append(part.replace(words[0], f"<text{words[1]}>", 1))
    return [f"<g{marks}>{''.join(parts)}</g>" for marks, parts in groups.items() if parts]


def sign(width: int, height: int, inside: str) -> SafeString:
    """A small drawing for the key; `inside` is already escaped."""
    return mark_safe(f'<svg width="{width}" height="{height}" aria-hidden="true">{inside}</svg>')  # noqa: S308


def svg(inside: Iterable[str], *, title: Words, desc: Words, size: str, css: str = "cb-chart") -> SafeString:
    """The whole drawing, named by its title and description; `inside` is already escaped, `size` are its attributes."""
    name = escape(f"{title}. {desc}")
    return mark_safe(f'<svg class="{css}" {size} role="img" aria-label="{name}">{"".join(inside)}</svg>')  # noqa: S308


def digest(text: str) -> str:
    """A short name, always the same for the same text."""
    return f"c{hashlib.sha256(text.encode()).hexdigest()[:7]}"


def percent(share: float) -> str:
    """A share of the width, as an SVG length: "12.5%"."""
    return f"{short_number(share * 100, 2)}%"


def short_number(value: float, places: int = 1) -> str:
    """A number without needless zeros."""
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def text_width(words: object, *, bold: bool = False, small: bool = False) -> float:
    """About how wide words are in the drawing, in pixels: enough to see whether two fit side by side on a phone."""
    return len(str(words)) * (6.2 if small else 7.9 if bold else 7.2)
