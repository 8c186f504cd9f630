"""The shelf counts as a plain loop over all rows would."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.ground.library.rules import FACETS, TEXT, Shelf

SPACE = {
    "type": ("report", "training", "video"),
    "year": (None, 2010, 2012),
    "topic": ("trust", "force"),
    "audience": ("agency", "community"),
    "kind": ("", "tool", "strategy"),
    "provenance": ("", "research"),
    "evidence": ("strong", "not_rated"),
    "language": ("en", "es"),
}
MANY = ("type", "topic", "audience")


@st.composite
def cells(draw):
    row = []
    for facet in FACETS:
        if facet in MANY:
            row.append(",".join(sorted(draw(st.sets(st.sampled_from(SPACE[facet]))))))
        else:
            row.append(draw(st.sampled_from(SPACE[facet])))
    return tuple(row)


libraries = st.dictionaries(st.integers(1, 60), cells(), max_size=25)
choices = st.fixed_dictionaries(
    {}, optional={facet: st.sets(st.sampled_from([str(v) for v in SPACE[facet] if v]), min_size=1) for facet in FACETS}
)
texts = st.none() | st.sets(st.integers(1, 60))


def values(cell):
    return set(str(cell).split(",")) - {"", "None"}


def plainly(rows, chosen, text, but=""):
    """The keys that fit, one row after the other."""
    found = []
    for key, row in rows.items():
        facets = dict(zip(FACETS, row, strict=True))
        fits = all(values(facets[facet]) & set(wanted) for facet, wanted in chosen.items() if facet != but)
        if fits and (text is None or but == TEXT or key in text):
            found.append(key)
    return found


def agrees(shelf, rows, chosen, text):
    words = None if text is None else np.array([*text], dtype=np.int64)
    found = shelf.look(chosen, text=words, most=7)
    keys = sorted(plainly(rows, chosen, text), key=lambda key: (-(rows[key][FACETS.index("year")] or 0), -key))
    assert found.count == len(keys)
    assert list(found.keys) == keys[:7]
    assert list(shelf.look(chosen, text=words, start=3, most=4).keys) == keys[3:7]
    for facet in FACETS:
        others = plainly(rows, chosen, text, facet)
        there = {value for row in rows.values() for value in values(row[FACETS.index(facet)])}
        counted = {v: sum(v in values(rows[key][FACETS.index(facet)]) for key in others) for v in there}
        assert dict(found.counts[facet]) == counted
    names = [*chosen, *([TEXT] if text is not None else [])]
    assert dict(found.without) == {name: len(plainly(rows, chosen, text, name)) for name in names}


def shelved(rows):
    return Shelf.of([(key, *row) for key, row in rows.items()])


@settings(max_examples=40)
@given(libraries, choices, texts)
def test_counts_pages_and_offers_are_those_of_a_plain_loop(rows, chosen, text):
    agrees(shelved(rows), rows, chosen, text)


@settings(max_examples=30)
@given(libraries, libraries, st.sets(st.integers(1, 60)), choices)
def test_a_shelf_that_was_brought_up_to_date_is_one_that_was_made_anew(before, changed, gone, chosen):
    after = {key: row for key, row in {**before, **changed}.items() if key in changed or key not in gone}
    merged = shelved(before).merged([(key, *row) for key, row in changed.items()], gone)
    agrees(merged, after, chosen, None)
    assert len(merged) == len(after)


def test_an_empty_shelf_finds_nothing():
    found = Shelf.of(()).look({"type": ("report",)}, most=10)
    assert (found.count, found.keys, found.without) == (0, (), {"type": 0})


@pytest.mark.parametrize("facet", FACETS)
def test_a_value_that_nothing_has_finds_nothing(facet):
    shelf = shelved({1: ("report", 2010, "trust", "agency", "tool", "research", "strong", "en")})
    assert shelf.look({facet: ("zzz",)}, most=10).count == 0
