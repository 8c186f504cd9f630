"""The list of capabilities tells the truth: every page and test that it names exists."""

import re
from pathlib import Path

from django.urls import get_resolver

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|\n ").split("|")]
    for line in (ROOT / "docs" / "capabilities.md").read_text().splitlines()
    if re.match(r"\| C\d{3} ", line)
]


def test_all_186_capabilities_are_listed_once():
    assert [row[0] for row in ROWS] == [f"C{number:03d}" for number in range(1, 187)]


def test_what_has_a_state_has_a_page_and_a_test_and_what_has_none_names_none():
    for capability, _what, state, page, test, finished_by in ROWS:
        assert bool(page) == bool(test) == (state != "not yet"), capability
        assert finished_by, capability


def test_every_page_named_is_an_address_of_the_site():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    for capability, _what, _state, page, _test, _by in ROWS:
        for name in re.findall(r"`([^`]+)`", page):
            assert name in names, (capability, name)


def test_every_test_named_is_there():
    for capability, _what, _state, _page, test, _by in ROWS:
        for name in re.findall(r"`([^`]+)`", test):
            assert (ROOT / name).exists(), (capability, name)
