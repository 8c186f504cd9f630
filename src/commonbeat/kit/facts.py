"""A fact as a page lists it: what it is called, what is said, and where it leads."""

from typing import NamedTuple

from commonbeat.kit.words import Words


class Fact(NamedTuple):
    """One line of `<c-facts :of="facts">`; a fact without words is not shown."""

    name: Words
    words: Words
    href: str = ""
