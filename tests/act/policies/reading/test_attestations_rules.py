"""Reading as rules: which step may follow, which question can be asked, who is chased on which day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.policies.rules import attestations as rules
from commonbeat.act.policies.rules.attestations import Answer, State
from commonbeat.act.policies.rules.chasing import (
    Clocks,
    Reading,
    Standing,
    Step,
    due_after,
    due_for,
    standing_of,
    step_of,
)
from commonbeat.act.policies.rules.passages import anchor_of, passages

DAY = date(2027, 6, 16)
CLOCKS = Clocks.of({"due_days": 14, "remind_days": 7, "again_days": 7, "escalate_days": 3, "escalate_again_days": 7})
TWO = [Answer("Look on", "", False), Answer("Step in", "", True)]


@pytest.mark.parametrize("state", State)
def test_only_the_states_named_may_follow(state):
    assert {to for to in State if rules.may_move(state, to)} == rules.MOVES[state]


def test_late_never_ends_by_itself():
    for state in rules.LATE:
        assert State.OPENED not in rules.MOVES[state]


@pytest.mark.parametrize(
    ("state", "passed", "said"),
    [
        (State.PASSED, DAY, ""),
        (State.OVERDUE, DAY, ""),
        (State.ESCALATED, DAY, ""),
        (State.OPENED, None, "answer its questions first"),
        (State.OVERDUE, None, "answer its questions first"),
        (State.ATTESTED, DAY, "already"),
        (State.VOIDED, DAY, "nothing of you"),
        (State.CLOSED, None, "nothing of you"),
    ],
)
def test_what_can_be_signed(state, passed, said):
    problem = rules.sign_problem(state, passed)
    assert said in problem
    assert bool(problem) == bool(said)


@pytest.mark.parametrize(
    ("question", "answers", "why", "section", "said"),
    [
        ("?", TWO, "w", "1", ""),
        (" ", TWO, "w", "1", "Write the question"),
        ("?", TWO[:1], "w", "1", "two to five"),
        ("?", [*TWO, Answer(" step IN", "", False)], "w", "1", "the same"),
        ("?", [TWO[0], Answer("c", "", False)], "w", "1", "at least one answer as right"),
        ("?", [TWO[1], Answer("c", "", True)], "w", "1", "not right"),
        ("?", TWO, " ", "1", "Say why"),
        ("?", TWO, "w", " ", "Say why"),
    ],
)
def test_which_question_can_be_asked(question, answers, why, section, said):
    problem = rules.question_problem(question, answers, why, section)
    assert said in problem
    assert bool(problem) == bool(said)


@given(st.sets(st.integers(0, 4), min_size=1), st.sets(st.integers(0, 4)))
def test_right_is_exactly_the_right_answers(right, chosen):
    assert rules.is_right(right, chosen) == (right == chosen)
    assert rules.wrong({7: right}, {7: chosen}) == ([] if right == chosen else [7])


def test_a_question_without_an_answer_needs_another_look():
    assert rules.wrong({7: {1}}, {}) == [7]


@pytest.mark.parametrize(("days", "said"), [(1, ""), (0, "still to come"), (181, "half a year")])
def test_by_when_it_may_be_due(days, said):
    assert said in rules.due_problem(DAY + timedelta(days=days), DAY)
    assert bool(rules.due_problem(DAY + timedelta(days=days), DAY)) == bool(said)


def test_who_is_asked_must_be_somebody():
    assert rules.who_problem("everybody", (), ()) == ""
    assert rules.who_problem("units", (1,), ()) == ""
    assert "units" in rules.who_problem("units", (), ())
    assert "ranks" in rules.who_problem("ranks", (), ())


def test_a_changed_word_changes_the_fingerprint():
    assert rules.version_hash("300", 1, "a", "") != rules.version_hash("300", 1, "b", "")
    assert rules.version_hash("300", 1, "a", "") != rules.version_hash("300", 2, "a", "")


def test_a_receipt_follows_from_what_it_says():
    told = {"version": "v", "staff": "s", "name": "n", "day": DAY}
    assert rules.receipt_code(**told) == rules.receipt_code(**told)
    assert rules.receipt_code(**told) != rules.receipt_code(**told | {"name": "m"})


@pytest.mark.parametrize(
    ("late", "state", "reminded", "level", "step"),
    [
        (-8, State.ASSIGNED, None, 0, None),
        (-7, State.ASSIGNED, None, 0, Step.REMIND),
        (-1, State.OPENED, 2, 0, None),
        (0, State.ASSIGNED, 7, 0, Step.REMIND),
        (1, State.PASSED, 0, 0, Step.LATE),
        (3, State.OVERDUE, 2, 0, None),
        (3, State.OVERDUE, 7, 0, Step.LATE_AGAIN),
        (4, State.OVERDUE, 2, 0, Step.FIRST_LEVEL),
        (10, State.ESCALATED, 6, 1, None),
        (11, State.ESCALATED, 7, 1, Step.SECOND_LEVEL),
        (20, State.ESCALATED, 7, 2, Step.LATE_AGAIN),
        (20, State.ATTESTED, None, 0, None),
        (20, State.VOIDED, None, 0, None),
    ],
)
def test_what_is_done_on_which_day(late, state, reminded, level, step):
    last = None if reminded is None else DAY - timedelta(days=reminded)
    one = Reading(state=state, due=DAY - timedelta(days=late), reminded_on=last, level=level)
    assert step_of(one, DAY, CLOCKS) == step


@given(st.integers(-30, 60), st.sampled_from(sorted(State)))
def test_nobody_is_ever_chased_who_is_away_or_cannot_sign_in(late, state):
    due = DAY - timedelta(days=late)
    for why in ({"away": True}, {"account": False}):
        assert step_of(Reading(state=state, due=due, **why), DAY, CLOCKS) is None


@pytest.mark.parametrize(
    ("state", "account", "away", "standing"),
    [
        (State.ATTESTED, False, True, Standing.SIGNED),
        (State.OVERDUE, False, True, Standing.NO_ACCOUNT),
        (State.OVERDUE, True, True, Standing.AWAY),
        (State.ESCALATED, True, False, Standing.LATE),
        (State.PASSED, True, False, Standing.PASSED),
        (State.OPENED, True, False, Standing.OPENED),
        (State.ASSIGNED, True, False, Standing.WAITING),
    ],
)
def test_people_who_cannot_are_told_apart_from_those_who_are_late(state, account, away, standing):
    assert standing_of(state, account=account, away=away) == standing


def test_by_when_one_person_signs():
    due = DAY + timedelta(days=5)
    told = {"due": due, "opened": DAY, "days": 14}
    assert due_for(**told, today=DAY) == due
    assert due_for(**told, today=DAY, back=DAY + timedelta(days=3)) == DAY + timedelta(days=17)
    assert due_for(**told, today=DAY + timedelta(days=1)) == DAY + timedelta(days=15)
    assert due_after(DAY, 14, back=DAY - timedelta(days=9)) == DAY + timedelta(days=14)


def test_a_text_is_read_by_its_headings():
    found = passages("First words.\n\n4 Force\n\nUse little.\r\n\r\n# Else\nMore.\n\n4.2. Stepping in\n\nStep in.")
    assert [(one.number, one.title) for one in found] == [
        ("", ""),
        ("4", "Force"),
        ("", "Else"),
        ("4.2", "Stepping in"),
    ]
    assert found[2].paragraphs == ("More.",)
    assert [one.anchor for one in found] == ["", "section-4", "", "section-4-2"]
    assert anchor_of("4.2") == "section-4-2"


@given(st.lists(st.from_regex(r"[a-z]{1,8}( [a-z]{1,8}){0,3}", fullmatch=True), min_size=1, max_size=6))
def test_no_word_of_a_text_is_lost(blocks):
    found = passages("\n\n".join(blocks))
    assert [one for passage in found for one in passage.paragraphs] == blocks
