"""Tables: fixed ones for figures, and lists that filter, sort and page any queryset with two queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any, ClassVar, cast
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonbeat.kit.shapes import drawn_once, shape
from commonbeat.kit.words import Words, number


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; `sort` is the address that sorts by it, `sorted` "ascending" or "descending" if it is."""

    label: Words
    numeric: bool = False
    sort: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, where they lead, the state they name, small print under them, over how many columns."""

    text: Words
    href: str = ""
    state: str = ""
    late: bool = False
    small: Words = ""
    span: int = 1

    def __html__(self) -> str:
        """The cell's inside, escaped."""
        words = conditional_escape(self.text)
        if self.href:
            words = format_html('<a href="{}">{}</a>', self.href, words)
        if self.state:
            words = format_html('<span class="cb-state is-{}">{}{}</span>', self.state, shape(self.state), words)
        if self.late:
            words = format_html('<span class="cb-late">{}</span>', words)
        if self.small:
            words = format_html('{}<br><span class="cb-small">{}</span>', words, self.small)
        return words

    def __str__(self) -> str:
        return str(self.text)


def _escaped(value: object) -> SafeString:
    """Whatever is to be printed, escaped unless it is safe already."""
    return conditional_escape(cast(str, value))


def _head(heads: Sequence[Head], labels: bool) -> str:
    """The row of heads; a sorted column says so to a screen reader. `labels` as for `_line`."""
    cells = []
    for place, head in enumerate(heads):
        words = conditional_escape(head.label)
        if head.sort:
            mark = {"ascending": " ▲", "descending": " ▼"}.get(head.sorted, "")
            arrow = format_html('<span aria-hidden="true">{}</span>', mark) if mark else ""
            words = format_html('<a href="{}">{}</a>{}', head.sort, words, arrow)
        order = f' aria-sort="{head.sorted}"' if head.sorted else ""
        cells.append(f'<th scope="col"{_look(head, labels) if labels or place else ""}{order}>{words}</th>')
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def _look(head: Head, labels: bool) -> str:
    """Numbers stand right: in a table of numbers by themselves, so that there its words are marked instead."""
    if labels:
        return ' class="cb-num"' if head.numeric else ""
    return "" if head.numeric else ' class="cb-words"'


def _line(heads: Sequence[Head], cells: Sequence[object], here: bool, labels: bool) -> str:
    """One row: its first cell names it, numbers stand right.

    `labels` name the cells where rows become cards. Without, the table is one of numbers.
    """
    written = [f'<th scope="row">{_escaped(cells[0])}</th>']
    place = 1
    for cell in cells[1:]:
        head, span = heads[min(place, len(heads) - 1)], cell.span if isinstance(cell, Cell) else 1
        look = f' class="cb-why" colspan="{span}"' if span > 1 else _look(head, labels)
        label = f' data-label="{conditional_escape(head.label)}"' if labels else ""
        written.append(f"<td{look}{label}>{_escaped(cell)}</td>")
        place += span
    if place != len(heads):
        raise ValueError(f"This row fills {place} of {len(heads)} columns: {[str(cell) for cell in cells]}")
    row_class = ' class="cb-here"' if here else ""
    return f"<tr{row_class}>{''.join(written)}</tr>"


def _markup(
    heads: Sequence[Head], lines: Iterable[tuple[Sequence[object], bool]], *, labels: bool = True
) -> SafeString:
    """Head and body; everything in it has been escaped on the way."""
    body = "".join(_line(heads, cells, here, labels) for cells, here in lines)
    return mark_safe(f"{_head(heads, labels)}<tbody>{drawn_once(body)}</tbody>")  # noqa: S308


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """The numbers of a figure as a table; the first column names the rows, `here` is the row of the current place."""

    caption: Words
    columns: tuple[Head, ...]
    rows: tuple[tuple[Words | Cell, ...], ...]
    here: int | None = None
    synthetic: bool = False

    @property
    def numbers(self) -> bool:
        """Does it hold numbers (it stays a table on a phone) or words (it becomes cards)?"""
        return any(column.numeric for column in self.columns)

    @property
    def markup(self) -> SafeString:
        """Head and body as HTML; the component adds the caption. A table of numbers never becomes cards."""
        lines = ((row, place == self.here) for place, row in enumerate(self.rows))
        return _markup(self.columns, lines, labels=not self.numbers)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: `key` is the field or annotation shown and sorted by; `value` makes the cell of a row."""

    key: str
    label: Words
    numeric: bool = False
    sortable: bool = False
    value: Callable[[Any], Any] | None = None

    def cell(self, row: Any) -> Any:
        """What to print for this row: numbers with thousands apart, nothing for None."""
        found = self.value(row) if self.value else getattr(row, self.key)
        if found is None:
            return ""
        return number(found) if isinstance(found, int) and not isinstance(found, bool) else found


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice (or, without choices, a search word) above the list; `apply` narrows the queryset to a value.

    The choice that narrows nothing, "All", is added where the choices bring none. `dated`: the word is a day.
    """

    key: str
    label: Words
    choices: Sequence[tuple[str, Words]] = ()
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    dated: bool = False

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The rows that fit; without `apply`, those whose field `key` has the value."""
        return self.apply(rows, value) if self.apply else rows.filter(**{self.key: value})


@dataclass(frozen=True, slots=True)
class Control:
    """A filter with the value chosen, as the form above the list draws it."""

    key: str
    label: Words
    value: str
    choices: Sequence[tuple[str, Words]]
    dated: bool = False

    @property
    def id(self) -> str:
        """The control's id in the page."""
        return f"filter-{self.key}"


@dataclass(frozen=True, slots=True)
class PageLink:
    """One link of the row of pages; no `url` where it leads nowhere (the current page, a gap)."""

    label: str
    url: str = ""
    name: str = ""
    current: bool = False


@dataclass(kw_only=True)
class Table:
    """A list: what the address asks for (`params`, untrusted) of a queryset. It costs two queries, whatever its rows.

    `order` is the sort key used when the address names none; prefix "-" for descending.
    """

    queryset: QuerySet[Any]
    columns: Sequence[Column]
    params: Mapping[str, str]
    caption: Words
    order: str = ""
    per_page: int = 50
    filters: Sequence[Filter] = ()
    here: Callable[[Any], bool] | None = None
    synthetic: bool = False
    numbers: ClassVar[bool] = False
    """A list becomes cards on a phone, whatever its columns hold."""

    @cached_property
    def controls(self) -> list[Control]:
        """The filters with their values; a value that is not one of the choices is no value."""
        found = []
        for filter_ in self.filters:
            value = self.params.get(filter_.key, "").replace("\x00", "").strip()[:200]
            if filter_.choices and value not in {str(choice) for choice, _label in filter_.choices}:
                value = ""
            choices = list(filter_.choices)
            if choices and "" not in {str(choice) for choice, _label in choices}:
                choices.insert(0, ("", _("All")))
            found.append(Control(filter_.key, filter_.label, value, choices, filter_.dated))
        return found

    @cached_property
    def sort(self) -> str:
        """The sort key that the address asks for, if a column allows it; else ""."""
        asked = self.params.get("sort", "")
        allowed = {column.key for column in self.columns if column.sortable}
        return asked if asked.removeprefix("-") in allowed else ""

    @cached_property
    def _found(self) -> QuerySet[Any]:
        rows = self.queryset
        for filter_, control in zip(self.filters, self.controls, strict=True):
            if control.value:
                rows = filter_.narrow(rows, control.value)
        order = self.sort or self.order
        # The primary key last, so that rows that sort alike do not wander between pages.
        return rows.order_by(order, "pk") if order else rows

    @cached_property
    def count(self) -> int:
        """How many rows fit the filters: the first query."""
        return self._found.count()

    @cached_property
    def page(self) -> int:
        """The page shown, from 1: what the address asks for, kept inside the list."""
        asked = self.params.get("page", "1")
        wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
        return min(max(wanted, 1), self.last)

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(ceil(self.count / self.per_page), 1)

    @cached_property
    def rows(self) -> list[Any]:
        """The rows of this page: the second query."""
        start = (self.page - 1) * self.per_page
        return list(self._found[start : start + self.per_page])

    @property
    def heads(self) -> list[Head]:
        """The heads, with the addresses that sort; a second click turns the order round."""
        order = self.sort or self.order
        made = []
        for column in self.columns:
            here = order.removeprefix("-") == column.key and column.sortable
            down = order.startswith("-")
            link = self._address(sort=column.key if not here or down else f"-{column.key}") if column.sortable else ""
            made.append(
                Head(column.label, column.numeric, link, ("descending" if down else "ascending") if here else "")
            )
        return made

    @property
    def markup(self) -> SafeString:
        """Head and body as HTML; the component adds the caption."""
        lines = (
            ([column.cell(row) for column in self.columns], bool(self.here and self.here(row))) for row in self.rows
        )
        return _markup(self.heads, lines)

    @property
    def pages(self) -> list[PageLink]:
        """Links to the first, last and near pages, with gaps between."""
        near = {1, self.last, *range(max(self.page - 2, 1), min(self.page + 2, self.last) + 1)}
        links: list[PageLink] = []
        before = 0
        for place in sorted(near):
            if place > before + 1:
                links.append(PageLink("…"))
            name = _("Page %(number)s") % {"number": number(place)}
            address = "" if place == self.page else self._address(page=str(place))
            links.append(PageLink(number(place), address, name, place == self.page))
            before = place
        return links

    @property
    def position(self) -> str:
        """Which rows are shown: "51 to 100 of 1,234"."""
        start = (self.page - 1) * self.per_page
        return _("%(first)s to %(last)s of %(count)s") % {
            "first": number(start + 1),
            "last": number(start + len(self.rows)),
            "count": number(self.count),
        }

    def _address(self, *, sort: str = "", page: str = "") -> str:
        """This list with another order or page; filters stay, a new order starts at the first page."""
        parts = {control.key: control.value for control in self.controls if control.value}
        order = sort or self.sort
        parts |= {"sort": order} if order else {}
        parts |= {"page": page} if page else {}
        return f"?{urlencode(parts)}"
