"""The search: words by the database's own index, facets and counts by a shelf in memory that follows the catalogue.

Each process keeps the shelves of the agencies that it serves. One query a search asks for the catalogue's number; where
it moved on, only the entries changed since are read. Right with any number of processes: a shelf is known by the
catalogue's random epoch and by a number that its writers take under a lock, so they commit in order.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import numpy as np
from django.db import connection
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import CatalogEntry, CatalogState, LibraryResource, ResourceRequest
from commonbeat.ground.library.rules import Asked, Found, Shelf
from commonbeat.ground.library.rules.texts import postgresql_query, sqlite_query, terms

PER_PAGE = 10
"""Resources on one page: what stays under 30 KB with every facet beside it."""
SHORT = 3
"""Words of a wish up to so many letters find too much."""
KEPT = 200
"""Shelves that one process keeps; the one unused longest leaves first."""
COLUMNS = ("resource_id", "types", "year", "topics", "audiences", "kind", "provenance", "grade", "language")
APART = "|"
"""What stands between the cells of a column that the database sends as one text; no code and no short name holds it."""
FULL_TEXT = {
    "sqlite": "SELECT group_concat(rowid) FROM library_words WHERE library_words MATCH %s",
    "postgresql": "SELECT library_found(%s::tsquery)",
}
JOINED = {"sqlite": "group_concat({}, '|')", "postgresql": "string_agg({}, '|')"}
"""Every row's cell in one text: thousands of rows come as nine values. All columns are joined in the same order."""
AS_TEXT = {"resource_id": "CAST(resource_id AS text)", "year": "COALESCE(CAST(year AS text), '')"}
"""What is no text, or may be missing; a cell that is missing would not be joined, and the columns would part ways."""
ASK = {"sqlite": sqlite_query, "postgresql": postgresql_query}


@dataclass(frozen=True, slots=True)
class Kept:
    """A shelf and the state of the catalogue that it holds."""

    epoch: str
    sequence: int
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was found, with its resources in order, and the last page's number."""

    asked: Asked
    found: Found
    rows: tuple[LibraryResource, ...]
    last: int
    total: int


_shelves: OrderedDict[int, Kept] = OrderedDict()
_lock = Lock()


def shelf_of(agency: Agency) -> Shelf:
    """What the search knows of the agency's resources now. One query, two where the catalogue has changed."""
    state = CatalogState.objects.filter(agency=agency).values_list("epoch", "sequence").first()
    if state is None:
        return Shelf.of(())
    epoch, sequence = state
    with _lock:
        kept = _shelves.get(agency.pk)
    if kept is None or kept.epoch != epoch or kept.sequence > sequence:
        kept = Kept(epoch, sequence, _read(agency))
    elif kept.sequence < sequence:
        since = CatalogEntry.objects.filter(agency=agency, sequence__gt=kept.sequence)
        changed = list(since.values_list("listed", *COLUMNS))
        gone = [row[1] for row in changed if not row[0]]
        kept = Kept(epoch, sequence, kept.shelf.merged([row[1:] for row in changed if row[0]], gone))
    with _lock:
        _shelves[agency.pk] = kept
        _shelves.move_to_end(agency.pk)
        while len(_shelves) > KEPT:
            _shelves.popitem(last=False)
    return kept.shelf


def forget() -> None:
    """Begin with empty hands, as a new process does."""
    with _lock:
        _shelves.clear()


def _read(agency: Agency) -> Shelf:
    """The whole shelf. One query."""
    joined = JOINED[connection.vendor]
    columns = ", ".join(joined.format(AS_TEXT.get(name, name)) for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM library_catalogentry WHERE agency_id = %s AND listed", [agency.pk])  # noqa: S608
        keys, *cells = cursor.fetchone()
    if keys is None:
        return Shelf.of(())
    return Shelf.of_columns([*map(int, keys.split(APART))], [column.split(APART) for column in cells])


def warm() -> None:
    """Read the shelves of the libraries that change most, before anybody searches in this process."""
    for state in CatalogState.objects.select_related("agency").order_by("-sequence")[:KEPT]:
        shelf_of(state.agency)


def matching(agency: Agency, asked: Asked) -> NDArray[np.int64] | None:
    """The keys of the resources whose words begin with every word asked for; None where none is. One query."""
    if not asked.terms:
        return None
    with connection.cursor() as cursor:
        cursor.execute(FULL_TEXT[connection.vendor], [ASK[connection.vendor](agency.pk, asked.terms)])
        (keys,) = cursor.fetchone()
    return np.fromstring(keys or "", dtype=np.int64, sep=",")


def look(agency: Agency, asked: Asked, *, most: int = PER_PAGE) -> tuple[Found, int]:
    """What the filters find, and how many resources there are in all."""
    shelf = shelf_of(agency)
    text = matching(agency, asked)
    start = (asked.page - 1) * most
    return shelf.look(asked.values, text=text, start=start, most=most), len(shelf)


def page_of(agency: Agency, asked: Asked) -> Page:
    """One page with its rows and all counts; a page beyond the last is the last. At most five queries."""
    found, total = look(agency, asked)
    last = max(-(-found.count // PER_PAGE), 1)
    if asked.page > last:
        asked = asked.on_page(last)
        found, total = look(agency, asked)
    return Page(asked, found, rows_of(agency, found.keys), last, total)


def rows_of(agency: Agency, keys: tuple[int, ...]) -> tuple[LibraryResource, ...]:
    """These resources in this order, each with topics and grade. Two queries."""
    rows = LibraryResource.objects.filter(agency=agency).select_related("entry").prefetch_related("topics")
    found = rows.in_bulk(keys)
    return tuple(found[key] for key in keys if key in found)


def everything(agency: Agency, asked: Asked) -> tuple[int, ...]:
    """The keys of all that the filters find, in order: for files."""
    found, _total = look(agency, asked.on_page(1), most=max(len(shelf_of(agency)), 1))
    return found.keys


def likely_answers(agency: Agency, wish: ResourceRequest, *, most: int = 6) -> list[LibraryResource]:
    """What may answer a wish: what was added after it, newest first, then what its words find. A few queries."""
    rows = LibraryResource.objects.filter(agency=agency).listed()
    found = list(rows.filter(added_at__gt=wish.asked_at).order_by("-added_at", "-pk")[:most])
    for word in sorted(terms(wish.words), key=len, reverse=True):
        if len(found) < most and len(word) > SHORT:
            keys = matching(agency, Asked(text=word))
            likely = [] if keys is None else keys[:most].tolist()
            there = [row.pk for row in found]
            found += rows.filter(pk__in=likely).exclude(pk__in=there).order_by("-year", "-pk")[: most - len(there)]
    return found


def came_and_went(agency: Agency, *, most: int = 30) -> list[LibraryResource]:
    """What was added or withdrawn last, the newest first. Two queries."""
    rows = LibraryResource.objects.filter(agency=agency).prefetch_related("topics")
    return list(rows.order_by(Coalesce("withdrawn_at", "added_at").desc(), "-pk")[:most])
