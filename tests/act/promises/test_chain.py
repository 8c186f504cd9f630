"""The chain of records, as pure text: what is changed shows, words can be taken out, spreadsheets run nothing."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.promises import rules
from commonbeat.act.promises.rules import CHAINED, GENESIS, Chained

DAY = date(2026, 5, 15)
VALUES = {
    "sequence": 1,
    "promise": 4,
    "day": DAY,
    "recorded_at": datetime(2026, 5, 15, 12, 30, tzinfo=UTC),
    "event": "made",
    "by": "agency",
    "state": "proposed",
    "title": "Move two street lights",
    "promised_to": "the block club",
    "owner": "Marcus Bell",
    "made_on": DAY,
    "first_due": date(2026, 8, 15),
    "new_due": None,
    "words_hash": "",
}


def link(sequence=1, before=None, words="", **changed) -> Chained:
    salt = "s" * 32 if words else ""
    entry = rules.entry_of(**{**VALUES, "sequence": sequence, "words_hash": rules.words_hash(words, salt), **changed})
    previous = before.hash if before else GENESIS
    return Chained(entry, previous, rules.hash_of(previous, entry), words, salt)


def test_an_entry_is_text_only_with_days_in_iso_form_and_nothing_as_nothing():
    entry = rules.entry_of(**VALUES)
    assert list(entry) == list(CHAINED)
    assert entry["day"] == "2026-05-15"
    assert entry["recorded_at"] == "2026-05-15T12:30:00+00:00"
    assert entry["new_due"] == ""
    with pytest.raises(ValueError, match="holds exactly"):
        rules.entry_of(sequence=1)


def test_a_cell_that_a_spreadsheet_would_run_is_hashed_as_it_stands_in_the_file():
    assert rules.entry_of(**{**VALUES, "title": "=HYPERLINK(1)"})["title"] == "'=HYPERLINK(1)"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_other_text_gives_another_hash(one, other):
    hashes = {rules.hash_of(GENESIS, rules.entry_of(**{**VALUES, "title": title})) for title in (one, other)}
    same = rules.entry_of(**{**VALUES, "title": one}) == rules.entry_of(**{**VALUES, "title": other})
    assert (len(hashes) == 1) == same


def test_a_whole_chain_has_no_fault_and_each_kind_of_tampering_has_its_own():
    first = link(words="We saw officers twice.")
    second = link(2, first)
    assert rules.fault_of(first, None) == ""
    assert rules.fault_of(second, first) == ""
    assert rules.fault_of(link(3, first), first) == "order"
    assert rules.fault_of(link(2, None), first) == "link"
    moved = Chained({**second.entry, "first_due": "2026-12-31"}, second.previous, second.hash)
    assert rules.fault_of(moved, first) == "changed"
    put_in = Chained(first.entry, first.previous, first.hash, "We saw officers every Friday.", first.salt)
    assert rules.fault_of(put_in, None) == "words"


def test_words_that_were_taken_out_leave_the_chain_whole():
    said = link(words="Call me at 555-0100")
    assert rules.fault_of(Chained(said.entry, said.previous, said.hash), None) == ""
    assert rules.words_hash("", "salt") == ""
    assert len({rules.words_hash("the same", rules.new_salt()) for _one in range(10)}) == 10


@given(st.text())
def test_words_are_kept_on_one_line(words):
    kept = rules.one_line(words)
    assert "\n" not in kept
    assert "\0" not in kept
    assert rules.one_line(kept) == kept
