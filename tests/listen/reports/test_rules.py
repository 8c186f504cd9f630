"""The words and laws of concerns, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.listen.reports import rules
from commonbeat.listen.reports.rules import Candidate, EventKind, State, clocks, said

SET_TO = {"answer_days": 5, "remind_days": 1, "raise_days": 3, "reopen_days": 30}
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


def test_every_state_has_its_moves_and_its_shape():
    assert set(rules.MOVES) == set(State) == set(rules.SHAPES)


def test_nothing_is_closed_without_an_answer_or_a_reply():
    leads_to_closed = [state for state, to in rules.MOVES.items() if State.CLOSED in to]
    assert leads_to_closed == [State.RESOLVED]


def test_whatever_is_settled_can_be_opened_again_and_nothing_else_can():
    assert {state for state in State if rules.may_move(state, State.REOPENED)} == {State.RESOLVED, *rules.ENDED}


def test_every_open_state_leads_to_an_answer():
    for state in set(rules.OPEN) - {State.RECEIVED}:
        assert rules.may_move(state, State.RESOLVED)


def test_the_closest_rule_says_who_answers():
    candidates = [Candidate(1), Candidate(2, district=7), Candidate(3, topic="lights"), Candidate(4, "lights", 7)]
    asked = [("noise", None), ("noise", 7), ("lights", None), ("lights", 7)]
    chosen = [rules.chosen_owner(candidates, topic=topic, district=place, sergeants={9: 0}) for topic, place in asked]
    assert chosen == [1, 2, 3, 4]


def test_without_a_rule_the_sergeant_with_the_fewest_open_concerns_answers():
    assert rules.chosen_owner([], topic="", district=None, sergeants={5: 2, 8: 1, 6: 1}) == 6
    assert rules.chosen_owner([], topic="", district=None, sergeants={}) is None
    assert rules.chosen_owner([Candidate(1, topic="noise")], topic="", district=None, sergeants={5: 0}) == 5


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("A car blocks the way.  It is blue.", "A car blocks the way"),
        ("Is it safe?\nI wonder.", "Is it safe?"),
        ("one line", "one line"),
        ("...", "..."),
    ],
)
def test_a_concern_is_known_by_its_first_sentence(words, title):
    assert rules.title_of(words) == title


@given(st.text(min_size=1).filter(str.strip))
def test_a_title_is_never_empty_nor_long(words):
    assert 0 < len(rules.title_of(words)) <= rules.TITLE


def test_a_long_sentence_is_cut_at_a_word():
    title = rules.title_of("word " * 40)
    assert title.endswith("word…")


def test_keys_cannot_be_guessed_and_only_their_hash_is_kept():
    keys = {rules.new_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(len(key) == 32 and key not in rules.key_hash(key) for key in keys)


@given(st.lists(st.tuples(st.sampled_from(["", "", "other", "lights"]), st.text(max_size=40)), max_size=12))
def test_codes_of_topics_are_never_shared(names):
    codes = rules.topic_codes(names)
    assert len(set(codes)) == len(codes) == len(names)
    assert all(codes)
    assert all(len(code) <= 40 for code in codes)


def test_a_topic_keeps_its_code_when_it_is_renamed():
    assert rules.topic_codes([("lights", "Street lamps"), ("", "Dogs off leash"), ("", "Dogs off leash")]) == [
        "lights",
        "dogs_off_leash",
        "dogs_off_leash_2",
    ]


@given(st.none() | st.floats(-180, 180))
def test_a_point_is_kept_to_three_decimals(degrees):
    kept = rules.coarse(degrees)
    assert (kept is None) == (degrees is None)
    assert kept is None or abs(kept - degrees) <= 0.0005 + 1e-9


@given(DAYS, st.integers(0, 60))
def test_a_due_day_is_a_working_day_and_counts_back_to_the_days_given(day, days):
    due = clocks.due_after(day, days)
    assert days == 0 or due.weekday() <= 4
    assert clocks.working_days_between(day, due) == days


@given(DAYS, st.integers(-40, 400))
def test_working_days_between_two_days_are_counted_one_by_one(day, length):
    other = day + timedelta(days=length)
    one_by_one = sum((day + timedelta(days=step)).weekday() <= 4 for step in range(1, length + 1))
    assert clocks.working_days_between(day, other) == one_by_one


def test_five_working_days_from_a_friday_are_the_next_friday():
    assert clocks.first_due(FRIDAY, SET_TO, danger=False) == date(2026, 11, 27)
    assert clocks.first_due(FRIDAY, SET_TO, danger=True) == MONDAY


def test_a_late_answer_climbs_one_level_every_few_working_days_and_no_further_than_the_top():
    days = [MONDAY + timedelta(days=step) for step in (-3, 0, 1, 3, 4, 9, 40)]
    assert [clocks.level(MONDAY, day, SET_TO) for day in days] == [0, 0, 1, 1, 2, 3, 3]


def test_over_the_weekend_nothing_becomes_later():
    assert clocks.level(FRIDAY, date(2026, 11, 22), SET_TO) == 0
    assert clocks.days_late(FRIDAY, date(2026, 11, 22)) == 2
    assert clocks.days_late(None, FRIDAY) == 0


def test_a_reminder_comes_the_working_day_before():
    assert [clocks.due_soon(MONDAY, day, SET_TO) for day in (FRIDAY - timedelta(days=1), FRIDAY, MONDAY)] == [
        False,
        True,
        True,
    ]
    assert not clocks.due_soon(MONDAY, MONDAY + timedelta(days=1), SET_TO)


def test_reopening_ends_a_set_time_after():
    then = datetime(2026, 11, 1, tzinfo=UTC)
    assert clocks.reopens_until(then, SET_TO) == datetime(2026, 12, 1, tzinfo=UTC)


def test_a_ceiling_holds_from_itself_on():
    assert [clocks.flooded(taken, 2) for taken in (0, 1, 2, 3)] == [False, False, True, True]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", EventKind.values)
def test_every_kind_of_line_says_something_or_holds_words(kind, language):
    facts = {
        "due": "2026-11-27",
        "owner": "Reyes",
        "rank": "officer",
        "level": 2,
        "by": "silence",
        "outcome": "duplicate",
    }
    with override(language):
        line = said.event(kind, facts)
    own_words = {EventKind.TOLD, EventKind.ADDED, EventKind.NOTE}
    assert bool(line) == (kind not in own_words)


def test_lines_say_who_and_by_when():
    assert said.event("assigned", {"due": "2026-11-27"}) == "An answer is due November 27, 2026."
    assert said.event("assigned", {"due": "2026-11-27", "owner": "Reyes", "rank": "officer"}).startswith(
        "Officer Reyes answers."
    )
    assert said.event("answered", {}) == ""
    assert said.event("referred", {"outcome": "not_ours"}) == ""
    assert said.event("referred", {"outcome": "referred_out", "to": "Public Works"}) == "It goes to: Public Works"
    assert said.event("closed", {"by": "staff"}) == "Closed."
    assert "fixed" in said.event("closed", {"by": "reporter"})
    assert said.event("raised", {"level": 3}).endswith("City manager")


@pytest.mark.parametrize("state", State.values)
def test_the_person_always_reads_what_happens_next(state):
    for owner in ("", "Officer Reyes"):
        for until in (None, MONDAY):
            assert said.next_step(state, due=FRIDAY, owner=owner, until=until)


def test_the_next_step_names_person_and_day():
    step = said.next_step("assigned", due=FRIDAY, owner="Officer Reyes", until=None)
    assert step == "Officer Reyes answers you in writing by November 20, 2026."
    assert "December" not in said.next_step("resolved", due=FRIDAY, owner="", until=None)
    assert "say whether it is fixed" in said.next_step("resolved", due=FRIDAY, owner="", until=MONDAY)
    assert "open it again until" in said.next_step("closed", due=FRIDAY, owner="", until=MONDAY)


def test_how_the_day_was_kept_is_said():
    assert said.answered(FRIDAY, date(2026, 11, 19)) == "answered 1 day early"
    assert said.answered(FRIDAY, MONDAY) == "answered 3 days late"
    assert said.answered(FRIDAY, FRIDAY) == "answered on that day"
