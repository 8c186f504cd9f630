"""What a reader asks of the library, as an address says it: one order, one spelling, so that addresses stay."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

from commonbeat.ground.library.rules.shelf import FACETS, TEXT
from commonbeat.ground.library.rules.texts import LONGEST_QUERY, terms

LONGEST_VALUE = 60
MOST_VALUES = 20
"""Values of one facet that an address may name."""
LAST_PAGE = 9999


class Given(Protocol):
    """An address's parameters, as Django's QueryDict holds them."""

    def getlist(self, key: str) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """Free text, the chosen values of each facet in order, and the page."""

    text: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    page: int = 1

    @property
    def values(self) -> Mapping[str, tuple[str, ...]]:
        """The chosen values by facet; facets without any are left out."""
        return dict(self.chosen)

    @property
    def terms(self) -> tuple[str, ...]:
        """The words that are looked for."""
        return terms(self.text)

    @property
    def empty(self) -> bool:
        """Is nothing asked for?"""
        return not self.text and not self.chosen

    def filters(self) -> Iterator[tuple[str, str]]:
        """Every filter that is on: the text, then each value, in the order of addresses."""
        if self.text:
            yield TEXT, self.text
        for facet, values in self.chosen:
            for value in values:
                yield facet, value

    def without(self, name: str, value: str | None = None) -> "Asked":
        """The same without one value, or without a whole filter; from the first page."""
        if name == TEXT:
            return replace(self, text="", page=1)
        kept = (
            (f, tuple(v for v in values if value is not None and v != value)) for f, values in self.chosen if f == name
        )
        rest = dict(self.chosen) | dict(kept)
        return replace(self, chosen=_settled(rest), page=1)

    def on_page(self, page: int) -> "Asked":
        """The same on another page."""
        return replace(self, page=page)

    def query(self) -> str:
        """What stands behind the ? of its address: text, facets in their order, values in theirs, the page last."""
        pairs = [*self.filters(), *([("page", str(self.page))] if self.page > 1 else [])]
        return urlencode(pairs)


def asked(given: Given) -> Asked:
    """From an address's parameters; what is unknown, doubled or empty falls away."""
    text = " ".join(next(iter(given.getlist(TEXT)), "").replace("\0", " ").split())[:LONGEST_QUERY].strip()
    number = next(iter(given.getlist("page")), "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) <= 4 else 1
    chosen = {facet: [value for value in given.getlist(facet) if fits(value)] for facet in FACETS}
    return Asked(text if terms(text) else "", _settled(chosen), min(max(page, 1), LAST_PAGE))


def fits(value: str) -> bool:
    """Whether this can be a facet's value at all: a year, a code or a topic's short name."""
    return 0 < len(value) <= LONGEST_VALUE and all(
        letter.isascii() and (letter.isalnum() or letter in "-_") for letter in value
    )


def _settled(chosen: Mapping[str, Iterable[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Facets in their order, each with its different values in theirs."""
    found = ((facet, tuple(sorted(set(chosen.get(facet, ())))[:MOST_VALUES])) for facet in FACETS)
    return tuple((facet, values) for facet, values in found if values)
