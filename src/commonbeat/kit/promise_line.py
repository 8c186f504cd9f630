"""The life of a promise on one line of time: made, first due, moved, late, and what was said of it, where it happened.

Black flag = first due date, never moves; open flag = new date; dashed = late; shapes = what was said, on its day;
thin tick = today. Several lines on one page share one axis of months, drawn once and repeated by reference.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commonbeat.kit import drawing
from commonbeat.kit.drawing import Chart, KeyItem, percent
from commonbeat.kit.shapes import drawn
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.words import Words, day

PHONE = 286
"""The width in pixels that a line has on the narrowest phone (320)."""
LABEL = 31
"""The room in pixels that the name of a month needs."""
HEIGHT = 58
FLAG = "-4 1h8v7l-4 4-4-4z"
"""A flag around its staff, drawn from the staff's middle."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a promise on a day: the shape of its state, and the word for the table."""

    day: date
    kind: str
    word: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What is drawn of one promise. `until`: the last day on which it was still owed; None while it is."""

    made: date
    due: date
    today: date
    new_due: date | None = None
    until: date | None = None
    said: Sequence[Said] = ()

    @property
    def last(self) -> date:
        """The last day of the line: when it was no longer owed, or today."""
        return max(self.made, self.until or self.today)

    @property
    def days(self) -> list[date]:
        """Every day that must find room on the axis."""
        moved = [self.new_due] if self.new_due else []
        return [self.made, self.due, self.last, *moved, *(one.day for one in self.said)]


@dataclass(frozen=True)
class Axis:
    """The months that lines of one page share; `end` is the first day after the last month."""

    start: date
    end: date
    today: date

    def share(self, value: date) -> float:
        """Where a day lies between the ends, from 0 to 1."""
        return min(max((value - self.start).days / (self.end - self.start).days, 0.0), 1.0)

    @cached_property
    def months(self) -> list[date]:
        """The first day of every month."""
        found = [self.start]
        while (after := _month_after(found[-1])) < self.end:
            found.append(after)
        return found

    @property
    def name(self) -> str:
        """The id under which its drawing is repeated."""
        return drawing.digest(f"{self.start}{self.end}{self.today}")

    @property
    def said(self) -> str:
        """From which month to which: "April to December 2026"."""
        first, last = self.months[0], self.months[-1]
        month = pgettext("a month of a year", "F Y")
        if first == last:
            return date_format(first, month)
        near = pgettext("first of two months in one year", "F") if first.year == last.year else month
        ends = {"first": date_format(first, near), "last": date_format(last, month)}
        return pgettext("two months", "%(first)s to %(last)s") % ends


def axis_of(lives: Iterable[Life], today: date) -> Axis:
    """The months from the first day of any of these lives to the last."""
    days = [one for life in lives for one in life.days] or [today]
    return Axis(min(days).replace(day=1), _month_after(max(days)), today)


def shared(axis: Axis, kinds: Iterable[str]) -> SafeString:
    """The axis and the shapes, once for all lines of a page; it is not seen by itself."""
    shapes = "".join(f'<g id="{axis.name}-{kind}">{drawn(kind)}</g>' for kind in sorted(set(kinds)))
    return mark_safe(  # noqa: S308
        '<svg class="cb-defs" width="0" height="0" aria-hidden="true">'
        f'<defs><g id="{axis.name}">{"".join(_months(axis))}</g>{shapes}</defs></svg>'
    )


def line(life: Life, axis: Axis, *, title: Words, desc: Words) -> SafeString:
    """The life of one promise; the page must hold `shared(axis, ...)` with its shapes."""
    inside = [f'<use href="#{axis.name}"/>', *_line(life, axis)]
    return drawing.svg(inside, title=title, desc=desc, size=f'width="100%" height="{HEIGHT}"')


def alone(life: Life, *, title: Words, desc: Words, synthetic: bool = False) -> Chart:
    """One promise with its own axis, its key, and all its days as a table."""
    axis = axis_of([life], life.today)
    drawing_ = shared(axis, (one.kind for one in life.said)) + line(life, axis, title=title, desc=desc)
    rows: list[tuple[date, Words | Cell]] = [(life.made, _("Promised")), (life.due, _("First due date"))]
    rows += [(life.new_due, _("New date"))] if life.new_due else []
    rows += [(one.day, Cell(one.word, state=one.kind)) for one in life.said]
    table = DataTable(
        caption=title,
        columns=(Head(_("Day")), Head(_("What happened"))),
        rows=tuple((day(when), what) for when, what in sorted(rows, key=lambda row: row[0])),
        synthetic=synthetic,
    )
    return Chart(drawing_, table, key(moved=life.new_due is not None, late=life.last > life.due), synthetic)


def key(*, moved: bool = True, late: bool = True) -> tuple[KeyItem, ...]:
    """What flags and dashes mean; only for those that are there."""
    flag = '<path class="line-due" d="M2 0h10v8l-5 5-5-5z"/><path class="line-due" d="M7 10v12"/>'
    items = [KeyItem(drawing.sign(14, 22, flag), _("first due date, never moves"))]
    if moved:
        items.append(KeyItem(drawing.sign(14, 22, '<path class="line-new" d="M2 1h10v7l-5 5-5-5z"/>'), _("new date")))
    if late:
        items.append(KeyItem(drawing.sign(30, 6, '<line class="line-late" x2="30" y1="3" y2="3"/>'), _("late")))
    return tuple(items)


def _line(life: Life, axis: Axis) -> Iterator[str]:
    """Time owed, time late, the day it was made, both flags, what was said, today."""
    made, due, last = (axis.share(one) for one in (life.made, life.due, life.last))
    if min(due, last) > made:
        yield _stroke(made, min(due, last), "line-run")
    if last > due:
        yield _stroke(due, last, "line-late")
    yield f'<circle cx="{percent(made)}" cy="24" r="4" class="line-made"/>'
    yield f'<svg x="{percent(due)}" y="4" class="cb-over"><path class="line-due" d="M0 6v26M{FLAG}"/></svg>'
    if life.new_due:
        x = percent(axis.share(life.new_due))
        yield f'<svg x="{x}" y="4" class="cb-over"><path class="line-new" d="M0 13v19M{FLAG}"/></svg>'
    for one in life.said:
        yield (
            f'<svg x="{percent(axis.share(one.day))}" y="15" class="cb-over"><g transform="translate(-9 0)" '
            f'class="cb-shape line-shape is-{one.kind}"><use href="#{axis.name}-{one.kind}"/></g></svg>'
        )
    if life.until is None:
        x = percent(axis.share(life.today))
        yield f'<line x1="{x}" x2="{x}" y1="15" y2="33" class="line-today"/>'


def _stroke(start: float, end: float, css: str) -> str:
    return f'<line x1="{percent(start)}" x2="{percent(end)}" y1="24" y2="24" class="{css}"/>'


def _months(axis: Axis) -> Iterator[str]:
    """A thin upright at the start of each month, and as many names as fit on a phone; today's month stands out."""
    yield '<line x2="100%" y1="24" y2="24" class="line-base"/>'
    every = max(math.ceil(len(axis.months) * LABEL / PHONE), 1)
    years = len(axis.months) > 12
    for place, month in enumerate(axis.months):
        if place % every:
            continue
        after = min(_month_after(month), axis.end)
        x, middle = percent(axis.share(month)), percent((axis.share(month) + axis.share(after)) / 2)
        words = date_format(month, "M y" if years and every > 2 else "M")
        here = " is-now" if month <= axis.today < after else ""
        yield f'<line x1="{x}" x2="{x}" y1="20" y2="28" class="line-base"/>'
        yield f'<text x="{middle}" y="54" class="line-month{here}">{escape(words)}</text>'


def _month_after(value: date) -> date:
    """The first day of the next month."""
    return (value.replace(day=28) + timedelta(days=4)).replace(day=1)
