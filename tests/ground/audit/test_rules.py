"""The chain's arithmetic: one way to write an entry, and every change shows."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.ground.audit.rules import GENESIS, Root, canonical, chained, parse_root, settled, signature

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
DETAILS = st.dictionaries(st.text(max_size=8), JSON, max_size=4)
ROOTS = st.builds(
    Root,
    agency_id=st.integers(0, 10**17),
    sequence=st.integers(0, 10**17),
    hash=st.text("0123456789abcdef", min_size=64, max_size=64),
)
quick = settings(deadline=None, derandomize=True, max_examples=100)


@quick
@given(DETAILS)
def test_an_entry_reads_the_same_after_a_database_gave_it_back(details):
    once = settled(details)
    assert canonical(settled(once)) == canonical(once)


@quick
@given(DETAILS, DETAILS)
def test_two_entries_share_a_hash_only_if_they_say_the_same(one, other):
    same = canonical(settled(one)) == canonical(settled(other))
    assert (chained(GENESIS, settled(one)) == chained(GENESIS, settled(other))) == same


def test_whole_numbers_are_written_without_a_point_however_a_database_keeps_them():
    assert canonical({"n": 2.0}) == canonical({"n": 2}) == b'{"n":2}'
    assert canonical({"n": [1e16, 0.5]}) == b'{"n":[10000000000000000,0.5]}'


def test_days_and_moments_become_words_before_they_are_kept():
    assert settled({"day": datetime(2026, 11, 22, tzinfo=UTC)}) == {"day": "2026-11-22T00:00:00+00:00"}
    assert settled({"other": {1}}) == {"other": "{1}"}
    assert canonical({"at": datetime(2026, 11, 22, tzinfo=UTC)}) == b'{"at":"2026-11-22T00:00:00+00:00"}'


def test_numbers_as_names_are_sorted_as_the_words_they_become():
    assert settled({10: "ten", 9: "nine"}) == {"10": "ten", "9": "nine"}


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="Out of range"):
        settled({"n": float("nan")})


@quick
@given(ROOTS)
def test_a_root_can_be_copied_with_line_breaks_and_capitals(root):
    words = str(root).upper()
    assert parse_root(f" {words[:20]}\n  {words[20:]} ") == root


@quick
@given(st.text(max_size=90))
def test_other_words_are_no_root(words):
    assert parse_root(words) is None


def test_a_signature_needs_the_key_the_root_and_its_time():
    at, root = datetime(2026, 11, 22, tzinfo=UTC), Root(1, 2, "a" * 64)
    signed = signature(b"key", root, at)
    assert signed != signature(b"other", root, at)
    assert signed != signature(b"key", Root(1, 3, "a" * 64), at)
    assert signed != signature(b"key", root, at.replace(day=23))
