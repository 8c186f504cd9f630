"""The walk of every page misses none: each address that answers GET is walked, or named with its reason."""

import pytest

from house.test_pages import ADDRESSES
from journeys import pages

NAMES = {name: arguments for name, _view, arguments in ADDRESSES}


def test_every_address_is_walked_by_somebody_or_named_with_its_reason():
    """A new library page fails here until WHO says who opens it, or NOT_WALKED why nobody does."""
    assert [str(stop) for stop in pages.pages() if not stop.who] == []
    assert all(reason.strip() for reason in pages.NOT_WALKED.values())


def test_every_page_of_the_walk_has_an_address():
    """A new address with arguments fails here until tests/house/addresses.py or ROWS fills them."""
    assert [str(stop) for stop in pages.STOPS if not stop.path and NAMES[stop.name] and not stop.rows] == []


@pytest.mark.parametrize("named", [pages.NOT_WALKED, pages.WHO, pages.ROWS], ids=["NOT_WALKED", "WHO", "ROWS"])
def test_no_list_names_an_address_that_is_gone(named):
    assert set(named) <= set(NAMES)


def test_no_page_is_both_walked_and_left_out():
    assert {stop.name for stop in pages.STOPS} & set(pages.NOT_WALKED) == set()


def test_every_face_of_the_walk_has_a_name_of_its_own():
    assert len({str(stop) for stop in pages.STOPS}) == len(pages.STOPS)
