"""What is published: tables of counts, some hidden, in ranges or rounded; their axes; and each release of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Any, Self, TypeAlias

from commonbeat.plumb.checks import day, whole, words
from commonbeat.plumb.disclosure.arguments import axis_along, cell_of, code_of, listed, mapped, plain, rows_of
from commonbeat.plumb.disclosure.suppression import Protected, ProtectedList
from commonbeat.plumb.disclosure.told import Between, Rounded, Told, all_of, counted, packed, told_of
from commonbeat.plumb.errors import DataError

__all__ = ["TOTAL", "Axis", "Between", "Key", "Release", "Rounded", "Table", "Told", "axes_of", "spot", "undeclared"]

TOTAL = ""
"""The code of a total along an axis: everybody."""

Key: TypeAlias = frozenset[tuple[str, str]]
"""A cell of any table: its (axis, code) pairs, without those of which it is the total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What a table is broken down by: its `codes` add up to the total; `parts` says which codes make up a wider one.

    Beats within districts: codes are the beats, parts {"District 1": ("1A", "1B")}. Months and what has been counted
    since January: codes are months, parts {"to March": ("January", "February", "March")}. Old and new borders: codes
    are the pieces that neither cuts, parts the old and the new areas. Raises DataError for a part that is no code.
    """

    name: str
    codes: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Freeze the parts, each as the codes that it is made of."""
        words("name", self.name, empty=False)
        codes = tuple(words("codes", code, empty=False) for code in listed("codes", self.codes))
        if not codes or len(set(codes)) < len(codes):
            raise DataError("codes", f"axis {self.name!r} has no codes, or one twice", "Give each code once")
        inner: dict[str, tuple[str, ...]] = {code: (code,) for code in codes}
        parts = {
            words("parts", wider, empty=False): listed("parts", held)
            for wider, held in mapped("parts", self.parts).items()
        }
        for wider, members in parts.items():
            if wider in inner:
                raise DataError("parts", f"{wider!r} of {self.name!r} is said twice", "Give a wider code another name")
            if lost := [member for member in members if member not in inner]:
                raise DataError("parts", f"{lost[0]!r} of {wider!r} is no code", "Name parts before what they make up")
            made_of = list(chain.from_iterable(inner[member] for member in members))
            if not made_of or len(set(made_of)) < len(made_of):
                raise DataError("parts", f"{wider!r} has no parts, or one twice", "Name each part once")
            inner[wider] = tuple(made_of)
        object.__setattr__(self, "codes", codes)
        object.__setattr__(self, "parts", MappingProxyType({key: inner[key] for key in parts}))

    def __reduce__(self) -> Any:
        """Travel between processes."""
        return packed(self)

    def leaves(self, code: str) -> tuple[str, ...]:
        """The codes that `code` is made of: itself, its parts, or all for TOTAL."""
        if code == TOTAL:
            return self.codes
        if code not in self.parts and code not in self.codes:
            raise DataError("axes", f"{self.name!r} has no code {code!r}", "Name every code in its Axis")
        return self.parts.get(code, (code,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as published: what is told of each cell, by its codes in the order of `axes` (TOTAL for a total).

    A cell that is not in `cells` is not published. `within`: what all cells have in common, {"month": "2017-05"}.
    Tables of one audit are linked by names: two cells with the same codes of the same axes are one, and an axis that a
    table does not name is summed over. So tables of other subjects differ in `within` {"subject": ...}.
    """

    name: str
    axes: tuple[str, ...]
    cells: Mapping[tuple[str, ...], Told]
    within: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check each cell, and freeze them."""
        words("name", self.name, empty=False)
        axes, within = all_of("axes", self.axes, str), mapped("within", self.within)
        names = [words("axes", axis, empty=False) for axis in (*axes, *within)]
        if not names or len(set(names)) < len(names):
            raise DataError("axes", f"table {self.name!r} has no axis, or one twice", "Name each axis once")
        given = mapped("cells", self.cells)
        if not given:
            raise DataError("cells", f"table {self.name!r} has none", "Give at least one cell")
        where = f"cells of {self.name!r}"
        told = {cell_of(where, codes, axes): one for codes, one in given.items()}
        cells = {codes: told_of(self.name, codes, one) for codes, one in told.items()}
        common = {axis: code_of(f"within of {self.name!r}", value) for axis, value in within.items()}
        object.__setattr__(self, "axes", axes)
        object.__setattr__(self, "cells", MappingProxyType(cells))
        object.__setattr__(self, "within", MappingProxyType(common))

    def __reduce__(self) -> Any:
        """Travel between processes."""
        return packed(self)

    def key(self, codes: Iterable[str]) -> Key:
        """The cell of these codes, as it is known in every table."""
        named = zip(self.axes, codes, strict=True)
        return frozenset((axis, code) for axis, code in chain(named, self.within.items()) if code != TOTAL)

    @classmethod
    def grid(
        cls,
        name: str,
        rows: tuple[str, Sequence[str]],
        columns: tuple[str, Sequence[str]],
        counts: Any,
        *,
        totals: bool = True,
        within: Mapping[str, str] | None = None,
    ) -> Self:
        """A table of counts, rows by columns, each given as (axis, codes); with their `totals`, if these are told."""
        grid = [[whole("counts", value, least=0) for value in row] for row in rows_of(counts)]
        plain = Protected(cells=tuple(map(tuple, grid)))
        if totals:
            plain = Protected(
                cells=plain.cells,
                row_totals=tuple(map(sum, grid)),
                column_totals=tuple(map(sum, zip(*grid, strict=True))),
                total=sum(map(sum, grid)),
            )
        return cls.of(plain, name, rows, columns, within=within)

    @classmethod
    def line(
        cls,
        name: str,
        along: tuple[str, Sequence[str]],
        counts: Sequence[int],
        *,
        totals: bool = True,
        within: Mapping[str, str] | None = None,
    ) -> Self:
        """A list of counts along one (axis, codes), with its total if that is told."""
        values = tuple(whole("counts", value, least=0) for value in listed("counts", plain(counts)))
        return cls.of(ProtectedList(cells=values, total=sum(values) if totals else None), name, along, within=within)

    @classmethod
    def of(
        cls,
        shown: Protected | ProtectedList,
        name: str,
        *along: tuple[str, Sequence[str]],
        within: Mapping[str, str] | None = None,
    ) -> Self:
        """What `protect` (two axes) or `protect_list` (one) gave, each axis as (name, codes in order)."""
        along = tuple(axis_along(name, one) for one in along)
        told: dict[tuple[str, ...], Told] = {}
        try:
            if isinstance(shown, Protected):
                (_, rows), (_, columns) = along
                for row, line in zip(rows, shown.cells, strict=True):
                    told |= {(row, column): cell for column, cell in zip(columns, line, strict=True)}
                if shown.total is not None:
                    told |= {(row, TOTAL): cell for row, cell in zip(rows, shown.row_totals, strict=True)}
                    told |= {(TOTAL, column): cell for column, cell in zip(columns, shown.column_totals, strict=True)}
            else:
                ((_, codes),) = along
                told |= {(code,): cell for code, cell in zip(codes, shown.cells, strict=True)}
        except ValueError as error:
            raise DataError("along", f"{name!r} has other rows or columns", "Name every row and column once") from error
        if shown.total is not None:
            told[(TOTAL,) * len(along)] = shown.total
        return cls(name=name, axes=tuple(axis for axis, _ in along), cells=told, within=within or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Tables that are, or shall be, published together: their name and the day.

    `minimum`: under which counts are hidden in them; None for that of the audit. A lower one than the audit's is what
    the outsider knows of the release, and no permission to show more.
    """

    name: str
    day: date
    tables: tuple[Table, ...]
    minimum: int | None = None

    def __post_init__(self) -> None:
        """A release has tables."""
        words("name", self.name, empty=False)
        day("day", self.day)
        object.__setattr__(self, "tables", all_of("tables", self.tables, Table))
        if self.minimum is not None:
            object.__setattr__(self, "minimum", counted("minimum", self.minimum, least=1))
        if not self.tables:
            raise DataError("tables", f"release {self.name!r} has none", "Give at least one table")


def axes_of(tables: Collection[Table], known: Sequence[Axis] = ()) -> dict[str, Axis]:
    """Every axis of the tables by its name: as declared in `known`, else with the codes that the tables show."""
    declared = {axis.name: axis for axis in all_of("axes", known, Axis)}
    seen: dict[str, dict[str, None]] = {}
    for table in tables:
        for place, axis in enumerate(table.axes):
            seen.setdefault(axis, {}).update({codes[place]: None for codes in table.cells if codes[place] != TOTAL})
        for axis, code in table.within.items():
            seen.setdefault(axis, {})[code] = None
    if lost := sorted(declared.keys() - seen.keys()):
        raise DataError("axes", f"no table has an axis {lost[0]!r}", f"The tables have {', '.join(sorted(seen))}")
    if len(declared) < len(known):
        raise DataError("axes", "one is declared twice", "Declare each axis once, with all its codes")
    made = {}
    for name, codes in seen.items():
        made[name] = declared.get(name) or Axis(name=name, codes=tuple(codes) or (name,))
        for code in codes:
            made[name].leaves(code)
    return made


def undeclared(tables: Iterable[Table], known: Sequence[Axis]) -> list[str]:
    """The axes of tables of which no Axis says how the codes hang together."""
    return sorted({name for table in tables for name in (*table.axes, *table.within)} - {axis.name for axis in known})


def spot(key: Key, language: str = "en") -> str:
    """A cell in words: "neighborhood Seward, race Asian"; the total of all as "everybody"."""
    everybody = "todas las personas" if language.startswith("es") else "everybody"
    return ", ".join(f"{axis} {code}" for axis, code in sorted(key)) or everybody
