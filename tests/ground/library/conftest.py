"""Riverton's library as it comes with the program, and records to add to it."""

import pytest

from commonbeat.ground.library import actions
from commonbeat.ground.library.actions import Record
from commonbeat.ground.library.queries import search


@pytest.fixture(autouse=True)
def empty_hands():
    """Each test begins as a new process does."""
    search.forget()


@pytest.fixture
def shipped(riverton, console):
    """What comes with the program."""
    actions.ship(actor=console, agency=riverton)
    return riverton


@pytest.fixture
def add(shipped, console):
    """Add a record: `add("A guide", year=2020)`."""

    def make(title="A guide to beat meetings", *, agency=shipped, **more):
        told = {"types": ("report",), "topics": ("technology",), "year": 2020, **more}
        return actions.add_resource(actor=console, agency=agency, record=Record(title=title, **told))

    return make
