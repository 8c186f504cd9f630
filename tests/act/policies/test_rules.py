"""Moves, approvals, required policies, scopes, consultations, reviews, reading grades: pure rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules import consultations as asking
from commonbeat.act.policies.rules.grade import grade
from commonbeat.act.policies.rules.required import DEFAULTS, Rule, needed
from commonbeat.act.policies.rules.reviews import is_overdue, review_problem
from commonbeat.act.policies.rules.searching import folded, wanted
from commonbeat.act.policies.rules.versions import (
    MOVES,
    OPEN,
    Bound,
    Ready,
    approval_problems,
    approver_problem,
    back_problem,
    binds,
    late_start_problem,
    may_move,
    move_problem,
    next_review,
    waiting_problem,
)

S = VersionState
DAY = date(2027, 6, 16)


def test_every_version_can_go_back_to_draft_until_it_is_approved_and_none_after():
    assert {state for state in S if may_move(state, S.DRAFT)} == set(OPEN) - {S.DRAFT}
    assert MOVES[S.SUPERSEDED] == frozenset()
    assert "cannot become" in move_problem(S.DRAFT, S.APPROVED)
    assert move_problem(S.LEGAL, S.APPROVED) == ""
    assert back_problem(" ")
    assert not back_problem("Too long.")


READY = {"faults": 0, "summary": True, "summary_es": True}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"faults": 2}, "Mend the text"),
        ({"summary": False}, "in English"),
        ({"summary_es": False}, "in Spanish"),
        ({"consultation_open": True}, "consultation has ended"),
        ({"comments_held": 1}, "Read every comment"),
        ({"comments_loose": 1}, "under a theme"),
        ({"unanswered": 1}, "Answer every theme"),
    ],
)
def test_an_approval_names_all_that_is_missing(wrong, words):
    assert approval_problems(Ready(**READY), effective_from=DAY, today=DAY) == []
    (found,) = approval_problems(Ready(**{**READY, **wrong}), effective_from=DAY, today=DAY)
    assert words in found


def test_nothing_is_in_force_before_it_is_approved():
    (found,) = approval_problems(Ready(**READY), effective_from=date(2027, 6, 15), today=DAY)
    assert "from today on" in found
    assert late_start_problem(DAY, DAY)
    assert not late_start_problem(None, DAY)
    assert waiting_problem(approved=True)
    assert not waiting_problem(approved=False)


def test_a_writer_approves_alone_only_where_nobody_else_may():
    assert approver_problem(wrote_it=True, others=True)
    assert not approver_problem(wrote_it=True, others=False)
    assert not approver_problem(wrote_it=False, others=True)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_a_review_is_due_on_the_same_day_of_a_later_month_or_its_last(day, months):
    due = next_review(day, months)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == months
    assert due.day <= day.day


def test_a_review_of_the_last_of_january_comes_at_the_end_of_february():
    assert next_review(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert next_review(date(2027, 1, 31), 3) == date(2027, 4, 30)


def test_a_policy_without_lines_binds_everybody_else_whom_a_line_fits():
    officer = {"unit": 3, "rank": "officer", "sworn": True}
    assert binds([], **officer)
    assert binds([Bound(unit=3)], **officer)
    assert binds([Bound(rank="chief"), Bound(sworn=True)], **officer)
    assert not binds([Bound(unit=4), Bound(rank="chief"), Bound(sworn=False)], **officer)


def rule(code, *, start=DAY, end=None, of_state=False, name="X"):
    return Rule(code, {"en": name, "es": name}, "Code 1", start, end, of_state)


def test_the_required_list_holds_ours_the_agency_s_and_the_state_s():
    assert [one.code for one in needed([], DAY)] == list(DEFAULTS)
    found = needed([rule("pursuits"), rule("later", start=date(2030, 1, 1))], DAY)
    assert [one.code for one in found][-1] == "pursuits"
    assert found[-1].name("es") == "X"
    assert str(found[0].name("en")) == "Use of force"


def test_an_agency_can_end_one_of_ours_but_none_of_its_state():
    ended = rule("stops", end=DAY)
    assert "stops" not in [one.code for one in needed([ended], DAY)]
    kept = needed([ended, rule("stops", of_state=True, name="State's")], DAY)
    assert [one.name("en") for one in kept if one.code == "stops"] == ["State's"]


def test_the_days_of_a_consultation():
    later = date(2027, 6, 20)
    assert asking.dates_problem(DAY, later, DAY) == ""
    assert asking.dates_problem(DAY, later, later)
    assert asking.dates_problem(DAY, DAY, DAY)
    assert asking.is_open(DAY, later, None, later)
    assert not asking.is_open(DAY, later, DAY, later)
    assert not asking.is_open(DAY, later, None, date(2027, 6, 21))


def test_a_comment_says_something_and_not_too_much():
    assert asking.comment_problem(" ")
    assert asking.comment_problem("x" * 2001)
    assert not asking.comment_problem("Be kind.")


def test_of_a_comment_words_are_taken_out_and_never_put_in():
    original = "I am Kim and I say be kind to all"
    assert asking.shown_problem(original, "[…] be kind to all") == ""
    assert "not in the comment: cruel" in asking.shown_problem(original, "be cruel")
    assert asking.shown_problem(original, "kind be")
    assert "leave it out" in asking.shown_problem(original, "[…]")


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1), st.data())
def test_whatever_is_left_of_a_comment_can_be_shown(words, data):
    kept = [word if data.draw(st.booleans()) else "[…]" for word in words]
    problem = asking.shown_problem(" ".join(words), " ".join(kept))
    assert bool(problem) == all(word == "[…]" for word in kept)


def test_a_review_answers_every_question():
    long = "We do not know, because nobody counts."
    assert set(review_problem({"burden": long, "figures": "no"})) == {"figures", "heard"}
    assert review_problem(dict.fromkeys(("burden", "figures", "heard"), long)) == {}
    assert is_overdue(date(2027, 6, 15), DAY)
    assert not is_overdue(DAY, DAY)
    assert not is_overdue(None, DAY)


def test_short_words_read_more_easily_than_long_ones_in_both_languages():
    easy = "The dog ran to us. We sat in the sun. He was glad. " * 4
    hard = "Constitutional considerations necessitate comprehensive organizational accountability mechanisms. " * 6
    facil = "El perro vino a casa. Nos dio la pata. Todo fue bien. " * 4
    dificil = "La constitucionalidad administrativa requiere consideraciones organizativas interdisciplinarias. " * 6
    assert grade(easy, "en") < 3 < 12 < grade(hard, "en")
    assert grade(facil, "es") < 5 < grade(dificil, "es")
    assert grade("Too few words.", "en") is None


@given(st.text(max_size=300), st.sampled_from(["en", "es"]))
def test_a_grade_is_never_below_nothing(text, language):
    assert (grade(text, language) or 0) >= 0


@given(st.text(max_size=60))
def test_no_typed_word_can_be_read_as_a_command(text):
    assert all(word.isalnum() for word in wanted(text))
    assert len(wanted(text)) <= 8


def test_accents_and_case_make_no_difference():
    assert folded("Acción") == folded("ACCION")
