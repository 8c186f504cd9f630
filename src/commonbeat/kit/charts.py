"""Small charts as SVG: every figure drawn with its range, x in percent and text in pixels, each with its table.

They accept only Estimate and Withheld of commonbeat.plumb.result. One grammar: pale band = range, dot = best figure,
black tick = comparison, hollow dot = synthetic, dotted line = not shown. What is withheld is never drawn as zero.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonbeat.kit import drawing
from commonbeat.kit.drawing import Chart, KeyItem, Scale, percent, short_number
from commonbeat.kit.shapes import drawn, rank, shape
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.words import Words, figure, language, level, number, parts, silent
from commonbeat.plumb.result import Estimate, Kind, Shown, Withheld
from commonbeat.plumb.wording import short

__all__ = [
    "Chart",
    "IntervalRow",
    "KeyItem",
    "Mark",
    "TrendPoint",
    "interval_rows",
    "interval_table",
    "trend",
    "unit_marks",
]

PHONE = 286
"""The width in pixels that a chart has on the narrowest phone (320)."""
PANEL = 180
"""The height of a trend's panel, in pixels."""


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One row: a label, its figure, what it is compared with, and a word more where the figure needs it."""

    label: Words
    shown: Shown
    reference: Estimate | None = None
    note: Words = ""

    @property
    def name(self) -> str:
        """The label with its note."""
        return f"{self.label} ({self.note})" if self.note else str(self.label)


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period of a trend; `break_before` says why it cannot be compared with the periods before it."""

    label: Words
    shown: Shown
    break_before: Words = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A state in unit marks: its shape, its word, how many of it, and its meaning where the word alone is too short."""

    kind: str
    word: Words
    count: int
    meaning: Words = ""


def interval_rows(
    rows: Sequence[IntervalRow],
    *,
    title: Words,
    desc: Words,
    maximum: float | None = None,
    unit: Words = "",
    reference: Words = "",
    names: Sequence[Words] = (),
) -> Chart:
    """Rows of band, dot and tick on one axis from zero; values and ranges stand in words at the right.

    `maximum`: end of the axis in the units of the figures (0.4 for 40%), else the next round number.
    `unit`: what the axis counts ("per 1,000 residents"). `reference`: what the black tick is ("all stops, 12.0%").
    `names`: heads of the table's first columns ("Recorded race", "Stops", "Searched").
    Raises TypeError for bare numbers or mixed kinds, ValueError for real beside made-up figures.
    """
    shown = [row.shown for row in rows]
    references = [row.reference for row in rows if row.reference is not None]
    synthetic = drawing.check_all([*shown, *references])
    scale = Scale([*shown, *references], maximum or drawing.widest(shown))
    inside: list[str] = []
    ticks: dict[str, list[int]] = {}
    level_lines = []
    y = 8
    for row in rows:
        lines = _lines(row)
        y += 24 + 20 * (lines - 1)
        inside.extend(_row(row, scale, y, lines))
        if isinstance(row.shown, Estimate):
            level_lines.append(y)
        if row.reference is not None:
            ticks.setdefault(percent(scale.share(row.reference.point)), []).append(y)
        y += 26
    inside.extend(drawing.upright(x, middles) for x, middles in ticks.items())
    inside = [*drawing.grid(scale, y), drawing.across(level_lines), *inside]
    if unit:
        inside.append(f'<text x="0" y="{y + 35}" class="axis">{escape(unit)}</text>')
    table = interval_table(rows, caption=title, unit=unit, names=names)
    size = f'width="100%" height="{y + (42 if unit else 24)}"'
    svg = drawing.svg(drawing.layered(inside), title=title, desc=desc, size=size)
    return Chart(svg, table, drawing.key(shown, reference), synthetic)


def interval_table(
    rows: Sequence[IntervalRow], *, caption: Words, unit: Words = "", names: Sequence[Words] = ()
) -> DataTable:
    """The rows in words: n (or whole and part), figure, range, and the comparison where rows have their own."""
    estimates = [row.shown for row in rows if isinstance(row.shown, Estimate)]
    shares = bool(estimates) and all(
        one.kind is Kind.SHARE and one.numerator is not None and one.denominator is not None for one in estimates
    )
    counts = bool(estimates) and all(one.kind is Kind.COUNT for one in estimates)
    compared = len({row.reference for row in rows if row.reference}) > 1
    asked = any(one.asked for one in estimates)
    usual = [_("Group"), *([] if counts else ["n"]), *([_("Of them")] if shares else [])]
    heads = [*names, *usual[len(names) :]] if len(names) <= len(usual) else list(names[: len(usual)])
    heads += [unit or (_("Share") if shares else _("Figure")), level(estimates[0]) if estimates else _("Range")]
    heads += [_("Compared with")] * compared + [_("Asked"), _("If the silent all said no, or yes")] * asked
    body: list[tuple[str | Cell, ...]] = []
    for row in rows:
        cells = _cells(row.shown, shares=shares, counts=counts)
        other = (figure(row.reference) if row.reference else "–",) * compared
        body.append((row.name, *cells, *other, *_silence(row.shown) * asked))
    columns = tuple(Head(words, numeric=place > 0) for place, words in enumerate(heads))
    return DataTable(
        caption=caption, columns=columns, rows=tuple(body), synthetic=any(one.synthetic for one in estimates)
    )


def trend(
    points: Sequence[TrendPoint],
    *,
    title: Words,
    desc: Words,
    maximum: float | None = None,
    unit: Words = "",
    names: Sequence[Words] = (),
) -> Chart:
    """A dot and band for each period, side by side; a dashed upright says where what is counted changed, and why."""
    shown = [point.shown for point in points]
    synthetic = drawing.check_all(shown)
    scale = Scale(shown, maximum or drawing.widest(shown))
    heights = {value: short_number(16 + PANEL * (1 - scale.share(value))) for value in scale.ticks()}
    inside = [drawing.across(heights.values())]
    inside += [f'<text y="{y}" dy="-3" class="axis">{escape(scale.said(value))}</text>' for value, y in heights.items()]
    width = 0.88 / max(len(points), 1)
    longest = max((drawing.text_width(point.label, small=True) for point in points), default=0)
    every = max(math.ceil(len(points) * (longest + 8) / (PHONE * 0.88)), 1)
    for place, point in enumerate(points):
        middle = 0.12 + width * (place + 0.5)
        inside.extend(_period(point, scale, middle, width))
        if (len(points) - 1 - place) % every == 0:
            where = f'x="{percent(middle)}" y="{PANEL + 38}" text-anchor="middle"'
            inside.append(f'<text {where} class="axis">{escape(point.label)}</text>')
    table = _trend_table(points, caption=title, unit=unit, names=names)
    key = drawing.key(shown)
    reasons = [str(point.break_before) for point in points if point.break_before]
    if reasons:
        words = _("what is counted changed: %(reason)s") % {"reason": "; ".join(reasons)}
        key += (KeyItem(drawing.sign(10, 18, '<line x1="5" x2="5" y1="0" y2="18" class="break"/>'), words),)
    size = f'width="100%" height="{PANEL + 46}"'
    svg = drawing.svg(drawing.layered(inside), title=title, desc=desc, size=size)
    return Chart(svg, table, key, synthetic)


def unit_marks(marks: Sequence[Mark], *, title: Words, desc: Words, synthetic: bool = False, name: Words = "") -> Chart:
    """One mark for each of a few (under about 30), seven in a line, in the fixed order of states.

    A count is complete in itself: it needs no range, and every single one is drawn. `name` heads the table's words.
    Where marks bring their meaning, the table beside the drawing is its key.
    """
    ordered = sorted((mark for mark in marks if mark.count), key=lambda mark: rank(mark.kind))
    prefix = drawing.digest(f"{title}{desc}{[(mark.kind, mark.count) for mark in ordered]}")
    inside, places = [], iter(range(sum(mark.count for mark in ordered)))
    for mark in ordered:
        name_of = f"{prefix}-{mark.kind}"
        uses = "".join(
            f'<use href="#{name_of}" x="{place % 7 * 38}" y="{place // 7 * 40}" width="28" height="28"/>'
            for place in itertools.islice(places, mark.count)
        )
        symbol = f'<symbol id="{name_of}" viewBox="0 0 18 18">{drawn(mark.kind)}</symbol>'
        inside.append(f'<g class="cb-shape is-{mark.kind}">{symbol}{uses}</g>')
    told = any(mark.meaning for mark in ordered)
    heads = (Head(name or _("State")), Head(_("How many"), numeric=True), Head(_("What it means")))
    table = DataTable(
        caption=title,
        columns=heads if told else heads[:2],
        rows=tuple(
            (Cell(mark.word, state=mark.kind), number(mark.count), *((mark.meaning,) * told)) for mark in ordered
        ),
        synthetic=synthetic,
    )
    key = () if told else tuple(KeyItem(_counted(mark), "") for mark in ordered)
    size = f'width="260" height="{max(math.ceil(sum(mark.count for mark in ordered) / 7), 1) * 40}"'
    svg = drawing.svg(inside, title=title, desc=desc, size=size)
    return Chart(svg, table, key, synthetic)


def _lines(row: IntervalRow) -> int:
    """How many lines the words over a row need on a phone: label beside figure, or one under the other."""
    hidden = isinstance(row.shown, Withheld)
    label, words = drawing.text_width(row.name, bold=True), drawing.text_width(figure(row.shown), small=hidden)
    return 1 if label + words + 12 <= PHONE else 1 + math.ceil(label / PHONE)


def _row(row: IntervalRow, scale: Scale, y: int, lines: int) -> Iterator[str]:
    """Label and words above the line at `y`; band and dot on it."""
    for place, words in enumerate(_wrapped(row.name, lines - 1)):
        yield f'<text y="{y - 14 - 20 * (lines - 1 - place)}" class="name">{escape(words)}</text>'
    hidden = isinstance(row.shown, Withheld)
    words_class = ' class="aside"' if hidden else ""
    yield f'<text x="100%" y="{y - 14}" text-anchor="end"{words_class}>{escape(figure(row.shown))}</text>'
    if hidden:
        yield f'<line x2="100%" y1="{y}" y2="{y}" class="few"/>'
    if isinstance(row.shown, Estimate):
        if row.shown.worst:
            least, most = (scale.share(end) for end in row.shown.worst)
            size = f'x="{percent(least)}" width="{percent(most - least)}"'
            yield f'<rect {size} y="{y - 2}" height="4" class="quiet"/>'
        low, high = scale.share(row.shown.low), scale.share(row.shown.high)
        yield f'<rect x="{percent(low)}" width="{percent(high - low)}" y="{y - 6}" height="12" class="band"/>'
        x = percent(scale.share(row.shown.point))
        yield f'<circle cx="{x}" cy="{y}" r="6" class="{drawing.dot_class(row.shown)}"/>'


def _wrapped(words: str, lines: int) -> list[str]:
    """A label broken at its spaces into about equal lines; one line where it fits."""
    if lines < 2:
        return [words]
    made, room = [""], len(words) / lines + 6
    for word in words.split():
        if made[-1] and len(made[-1]) + 1 + len(word) > room and len(made) < lines:
            made.append(word)
        else:
            made[-1] = f"{made[-1]} {word}".strip()
    return made


def _period(point: TrendPoint, scale: Scale, middle: float, width: float) -> Iterator[str]:
    """Band and dot of one period, or the dotted line of one that is not shown."""
    if point.break_before:
        border = percent(middle - width / 2)
        yield f'<line x1="{border}" x2="{border}" y1="4" y2="{PANEL + 22}" class="break"/>'
    if isinstance(point.shown, Withheld):
        x = percent(middle)
        yield f'<line x1="{x}" x2="{x}" y1="16" y2="{PANEL + 16}" class="few"/>'
        return
    low, high, best = (
        16 + PANEL * (1 - scale.share(value)) for value in (point.shown.low, point.shown.high, point.shown.point)
    )
    if point.shown.worst:
        bottom, top = (16 + PANEL * (1 - scale.share(end)) for end in point.shown.worst)
        place = f'x="{percent(middle - 0.004)}" width="0.8%"'
        yield f'<rect {place} y="{short_number(top)}" height="{short_number(bottom - top)}" class="quiet"/>'
    half = min(width / 4, 0.015)
    place = f'x="{percent(middle - half)}" width="{percent(2 * half)}"'
    yield f'<rect {place} y="{short_number(high)}" height="{short_number(low - high)}" class="band"/>'
    radius = 6 if width > 0.06 else 4
    css = drawing.dot_class(point.shown)
    yield f'<circle cx="{percent(middle)}" cy="{short_number(best)}" r="{radius}" class="{css}"/>'


def _trend_table(points: Sequence[TrendPoint], *, caption: Words, unit: Words, names: Sequence[Words]) -> DataTable:
    """The periods in words; a break is noted beside the period that it stands before."""
    rows = [IntervalRow(point.label, point.shown, note=point.break_before) for point in points]
    return interval_table(rows, caption=caption, unit=unit, names=names or [_("Period")])


def _cells(shown: Shown, *, shares: bool, counts: bool) -> list[str | Cell]:
    """One figure in the cells of a table; a withheld one gives its reason and dashes, never a zero."""
    before = 2 if shares else 0 if counts else 1
    if isinstance(shown, Withheld):
        return [*["–"] * before, Cell(short(shown, language()), span=2)]
    if shares:
        return [number(shown.denominator or 0), number(shown.numerator or 0), *parts(shown)]
    return [*([] if counts else [number(shown.n)]), *parts(shown)]


def _silence(shown: Shown) -> tuple[str, ...]:
    """How many were asked, and what those who stayed silent could make of the figure."""
    return (number(shown.asked), silent(shown)) if isinstance(shown, Estimate) and shown.asked else ("–", "–")


def _counted(mark: Mark) -> SafeString:
    """A state with its count, for the key of unit marks."""
    words = escape(f"{number(mark.count)} {mark.word}")
    return mark_safe(f'<span class="cb-state is-{mark.kind}">{shape(mark.kind)}{words}</span>')  # noqa: S308
