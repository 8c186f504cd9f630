"""The shelf: what a search needs to know of every resource of one agency, in memory; every count at once.

For each value of each facet one row of flags, a flag a resource. A choice is an OR of rows, a selection an AND of
choices, a count the number of flags set: for 20,000 resources and 80 values that is less than a millisecond.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

FACETS = ("type", "year", "topic", "audience", "kind", "provenance", "evidence", "language")
"""In the order of the page and of addresses."""
TEXT = "q"
"""How free text is called among the filters."""

Flags = NDArray[np.bool_]
Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: how many, the keys of one page, each facet's counts, and how many without each filter."""

    count: int
    keys: tuple[int, ...]
    counts: Mapping[str, Mapping[str, int]]
    without: Mapping[str, int]


class Shelf:
    """Every listed resource of an agency by key. A shelf never changes: `merged` makes the next one."""

    __slots__ = ("flags", "keys", "order", "years")

    def __init__(self, keys: Keys, years: NDArray[np.int64], flags: Mapping[str, Mapping[str, Flags]]) -> None:
        self.keys = keys
        self.years = years
        self.flags = flags
        self.order = np.lexsort((-keys, -years))
        """The newest year first, and of one year what was added last."""

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]]) -> "Shelf":
        """From rows of a key and one cell for each facet, in their order: words with commas between them, or a year."""
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * (len(FACETS) + 1)
        return cls.of_columns(columns[0], columns[1:])

    @classmethod
    def of_columns(cls, keys: Sequence[Any], columns: Sequence[Sequence[Any]]) -> "Shelf":
        """The same from whole columns: the keys, and one column for each facet."""
        taken = [_Column(column) for column in columns]
        years = taken[FACETS.index("year")].numbers()
        flags = {facet: column.flags() for facet, column in zip(FACETS, taken, strict=True)}
        return cls(np.array(keys, dtype=np.int64), years, flags)

    def merged(self, rows: Sequence[Sequence[Any]], gone: Collection[int] = ()) -> "Shelf":
        """The shelf with these rows new or in place of their older selves, and without what is gone."""
        fresh = Shelf.of(rows)
        out = np.concatenate([fresh.keys, np.array([*gone], dtype=np.int64)])
        stays = ~np.isin(self.keys, out)
        flags: dict[str, dict[str, Flags]] = {}
        for facet in FACETS:
            old, new = self.flags[facet], fresh.flags[facet]
            both = {
                value: np.concatenate([_row(old, value, len(self))[stays], _row(new, value, len(fresh))])
                for value in {**old, **new}
            }
            flags[facet] = {value: row for value, row in both.items() if row.any()}
        keys = np.concatenate([self.keys[stays], fresh.keys])
        return Shelf(keys, np.concatenate([self.years[stays], fresh.years]), flags)

    def look(
        self, chosen: Mapping[str, Collection[str]], *, text: NDArray[np.int64] | None = None, start: int = 0, most: int
    ) -> Found:
        """What fits: one of the chosen values within each facet, every facet that names any, and the text's keys.

        A facet's counts leave out its own choice. `without` says for each filter how many fit if it alone is dropped.
        """
        masks = {facet: self._either(facet, values) for facet, values in chosen.items() if values}
        if text is not None:
            masks[TEXT] = np.isin(self.keys, text)
        everything = np.ones(len(self), dtype=np.bool_)
        fits = _all(everything, masks.values())
        spared = {name: _all(everything, (row for other, row in masks.items() if other != name)) for name in masks}
        counts = {
            facet: {
                value: int(np.count_nonzero(row & spared.get(facet, fits))) for value, row in self.flags[facet].items()
            }
            for facet in FACETS
        }
        ordered = self.order[fits[self.order]]
        return Found(
            count=len(ordered),
            keys=tuple(self.keys[ordered[start : start + most]].tolist()),
            counts=counts,
            without={name: int(np.count_nonzero(row)) for name, row in spared.items()},
        )

    def _either(self, facet: str, values: Collection[str]) -> Flags:
        found = np.zeros(len(self), dtype=np.bool_)
        for value in values:
            found |= _row(self.flags[facet], value, len(self))
        return found


def _all(everything: Flags, rows: Any) -> Flags:
    found = everything
    for row in rows:
        found = found & row
    return found


def _row(flags: Mapping[str, Flags], value: str, length: int) -> Flags:
    """The flags of a value; none where nothing has it."""
    found = flags.get(value)
    return np.zeros(length, dtype=np.bool_) if found is None else found


class _Column:
    """One column of a catalogue. It has few different cells: each is taken apart once."""

    def __init__(self, cells: Sequence[Any]) -> None:
        places: defaultdict[Any, int] = defaultdict(count().__next__)
        self.codes = np.fromiter(map(places.__getitem__, cells), dtype=np.int64, count=len(cells))
        """Which of its different cells each row has."""
        self.different = [*places]

    def numbers(self) -> NDArray[np.int64]:
        """Each row's cell as a number; 0 where it says none."""
        return np.array([int(cell or 0) for cell in self.different] or [0], dtype=np.int64)[self.codes]

    def flags(self) -> dict[str, Flags]:
        """The flags of every value."""
        holders: dict[str, list[int]] = {}
        for place, cell in enumerate(self.different):
            for value in _values(cell):
                holders.setdefault(value, []).append(place)
        found = {}
        for value, held in holders.items():
            member = np.zeros(len(self.different), dtype=np.bool_)
            member[held] = True
            found[value] = member[self.codes]
        return found


def _values(cell: Any) -> tuple[str, ...]:
    return () if cell in (None, "") else tuple(str(cell).split(","))
