"""Facets: what a long list can be narrowed by, each value with the number of rows that it would leave."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonbeat.kit.words import Words


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: what addresses call it, its words, how many rows it would leave, whether it is on."""

    value: str
    label: Words
    count: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet; it stands open where a value of it is on."""

    key: str
    label: Words
    values: Sequence[FacetValue]

    @property
    def open(self) -> bool:
        """Is a value of it on?"""
        return any(one.chosen for one in self.values)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on: its words, and the address of the list without it."""

    label: Words
    href: str
