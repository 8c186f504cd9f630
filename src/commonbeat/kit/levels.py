"""Answers on a scale of a few levels: where each group stands, every answer counted, nothing averaged or added up.

One row a group: a dot at each level, its area the number of answers, which stands beside it; a black tick at the middle
answer; whoever does not know is counted apart at the right. Real = solid, made up = hollow, as in every chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonbeat.kit import drawing
from commonbeat.kit.drawing import Chart, KeyItem, percent, short_number
from commonbeat.kit.tables import DataTable, Head
from commonbeat.kit.words import Words, number

LARGEST = 10
"""The radius in pixels of the largest dot of a chart."""
ROW = 46
"""The height of a row, in pixels."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One group: how many answered at each level, how many apart (they do not know), how many outside (no question).

    `middle`: the middle answer as its place on the scale from 0; None where too few gave one.
    """

    label: Words
    counts: Sequence[int]
    apart: int = 0
    outside: int = 0
    middle: float | None = None

    @property
    def n(self) -> int:
        """How many answered at all."""
        return sum(self.counts) + self.apart + self.outside


@dataclass(frozen=True, slots=True)
class Scale:
    """The levels by name, lowest first, and what the two columns beside them are called."""

    levels: Sequence[Words]
    apart: Words
    outside: Words

    def x(self, place: float) -> str:
        """Where a place of the scale stands, as a share of the width."""
        return percent((place + 0.5) / (len(self.levels) + 1))

    def said(self, middle: float | None) -> str:
        """The middle answer in words: one level, or between two."""
        if middle is None:
            return "–"
        low = int(middle)
        if middle == low:
            return str(self.levels[low])
        return _("between %(low)s and %(high)s") % {"low": self.levels[low], "high": self.levels[low + 1]}


def level_rows(
    rows: Sequence[LevelRow], *, scale: Scale, title: Words, desc: Words, name: Words, synthetic: bool = False
) -> Chart:
    """The rows with their table. `name` heads the table's first column."""
    most = max((count for row in rows for count in (*row.counts, row.apart)), default=1) or 1
    inside: list[str] = []
    for place, row in enumerate(rows):
        inside.extend(_row(row, scale, place * ROW, most, "dot hollow" if synthetic else "dot"))
    floor = len(rows) * ROW
    ends = ((0, "0", "start", scale.levels[0]), (len(scale.levels) - 1, "", "middle", scale.levels[-1]))
    for at, fixed, anchor, words in ends:
        x = fixed or scale.x(at)
        inside.append(f'<text x="{x}" y="{floor + 15}" text-anchor="{anchor}" class="axis">{escape(words)}</text>')
    border = percent(len(scale.levels) / (len(scale.levels) + 1))
    inside.append(f'<line x1="{border}" x2="{border}" y1="18" y2="{floor}" class="break"/>')
    svg = drawing.svg(drawing.layered(inside), title=title, desc=desc, size=f'width="100%" height="{floor + 22}"')
    return Chart(svg, level_table(rows, scale=scale, caption=title, name=name, synthetic=synthetic), (), synthetic)


def level_table(
    rows: Sequence[LevelRow], *, scale: Scale, caption: Words, name: Words, synthetic: bool = False
) -> DataTable:
    """The same in numbers: n, every level, apart, outside, and the middle answer in words."""
    heads = (
        Head(name),
        Head("n", numeric=True),
        *(Head(level, numeric=True) for level in (*scale.levels, scale.apart, scale.outside)),
        Head(_("Middle answer")),
    )
    lines = tuple(
        (
            row.label,
            number(row.n),
            *(number(count) for count in (*row.counts, row.apart, row.outside)),
            scale.said(row.middle),
        )
        for row in rows
    )
    return DataTable(caption=caption, columns=heads, rows=lines, synthetic=synthetic)


def level_key(scale: Scale, *, synthetic: bool = False) -> tuple[KeyItem, ...]:
    """What dot, tick and dashed line mean: once for a page of such charts."""
    css = "dot hollow" if synthetic else "dot"
    dot = drawing.sign(18, 18, f'<circle cx="9" cy="9" r="6" class="{css}"/>')
    tick = drawing.sign(10, 18, '<line x1="5" x2="5" y1="0" y2="18" class="tick"/>')
    line = drawing.sign(10, 18, '<line x1="5" x2="5" y1="0" y2="18" class="break"/>')
    names = ", ".join(str(level).lower() for level in scale.levels)
    return (
        KeyItem(dot, _("how many answered, from left: %(levels)s") % {"levels": names}),
        KeyItem(tick, _("the middle answer of the group")),
        KeyItem(line, _("right of it: “%(apart)s”") % {"apart": scale.apart}),
    )


def positions_shared(*, levels: int = 5, synthetic: bool = False) -> SafeString:
    """The scale and its marks, once for all `position` of a page; it is not seen by itself."""
    middle = [at * 24 + 12 for at in range(levels)]
    steps = "".join(f'<circle class="level-step" cx="{x}" cy="11" r="2.5"/>' for x in middle)
    line = f'<g id="lv"><path class="level-line" d="M12 11H{middle[-1]}"/>{steps}</g>'
    css = "level-dot is-hollow" if synthetic else "level-dot"
    dots = "".join(f'<circle id="lv{at}" class="{css}" cx="{x}" cy="11" r="6.5"/>' for at, x in enumerate(middle))
    ticks = "".join(
        f'<g id="lb{at}"><use href="#lv"/><path class="level-tick" d="M{x} 1v20"/></g>' for at, x in enumerate(middle)
    )
    return mark_safe(  # noqa: S308
        f'<svg class="cb-defs" width="0" height="0" aria-hidden="true"><defs>{line}{dots}{ticks}</defs></svg>'
    )


def position(place: int | None, before: int | None = None) -> SafeString:
    """One answer as its place on the scale, and a tick where it was before; the words stand beside it.

    The page must hold `positions_shared()`.
    """
    parts = ["lv" if before is None else f"lb{before}", *([f"lv{place}"] if place is not None else [])]
    inside = "".join(f'<use href="#{part}"/>' for part in parts)
    return mark_safe(f'<svg aria-hidden="true">{inside}</svg>')  # noqa: S308


def _row(row: LevelRow, scale: Scale, top: int, most: int, css: str) -> Iterator[str]:
    """Label and n above; a line, dots with their numbers, and the tick of the middle answer below."""
    y = top + 32
    yield f'<text y="{top + 14}" class="name">{escape(row.label)}</text>'
    yield f'<text x="100%" y="{top + 14}" text-anchor="end" class="aside">n = {number(row.n)}</text>'
    yield f'<line x1="2%" x2="98%" y1="{y}" y2="{y}" class="grid"/>'
    for place, count in enumerate((*row.counts, row.apart)):
        if count:
            radius = max(LARGEST * sqrt(count / most), 3)
            x = scale.x(place)
            yield f'<circle cx="{x}" cy="{y}" r="{short_number(radius)}" class="{css}"/>'
            yield f'<text x="{x}" y="{y + 5}" dx="{short_number(radius + 4)}">{number(count)}</text>'
    if row.middle is not None:
        x = scale.x(row.middle)
        yield f'<line x1="{x}" x2="{x}" y1="{y - 12}" y2="{y + 12}" class="tick"/>'
