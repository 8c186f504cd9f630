"""Rules of standards, proofs, assessments, demands and the index, as pure functions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.standards.rules import assessments, mandates, programs, proofs, transparency
from commonbeat.act.standards.rules.assessments import Compared, Line, Mark, Window
from commonbeat.act.standards.rules.mandates import Grade, RequirementState
from commonbeat.act.standards.rules.programs import AwardStatus, Given, StandardState
from commonbeat.act.standards.rules.proofs import Gap, Held, ProofState, Why
from commonbeat.act.standards.rules.transparency import Item, ItemState, Seen

TODAY = date(2027, 6, 16)
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
HELD = st.builds(
    Held,
    part=st.sampled_from([None, 1, 2, 3]),
    state=st.sampled_from([state.value for state in ProofState]),
    covers_to=st.none() | DAYS,
    due=st.none() | DAYS,
)


@given(st.lists(st.sampled_from([1, 2, 3]), unique=True), st.lists(HELD), st.integers(1, 900), DAYS)
def test_a_part_has_a_gap_exactly_when_no_proof_of_it_is_verified_and_young_enough(parts, held, days, today):
    gaps = {gap.part for gap in proofs.gaps_of(parts, held, days, today)}
    for part in parts or [None]:
        current = [
            one
            for one in held
            if one.part == part
            and one.state == ProofState.VERIFIED
            and one.covers_to
            and (today - one.covers_to).days <= days
        ]
        assert (part in gaps) == (not current)


@given(st.lists(st.sampled_from([1, 2, 3]), unique=True), st.lists(HELD), st.integers(1, 900), DAYS)
def test_a_current_proof_closes_its_gap_and_opens_none(parts, held, days, today):
    before = {gap.part for gap in proofs.gaps_of(parts, held, days, today)}
    for part in parts or [None]:
        more = [*held, Held(part, ProofState.VERIFIED, today)]
        assert {gap.part for gap in proofs.gaps_of(parts, more, days, today)} == before - {part}


@given(st.lists(st.sampled_from([1, 2, 3]), unique=True), st.lists(HELD), st.integers(1, 900), DAYS)
def test_gaps_only_grow_as_days_go_by(parts, held, days, today):
    before = {gap.part for gap in proofs.gaps_of(parts, held, days, today)}
    assert before <= {gap.part for gap in proofs.gaps_of(parts, held, days, today + timedelta(days=1))}


@given(DAYS, st.integers(1, 900))
def test_a_proof_is_good_up_to_its_last_day_and_not_one_longer(covers_to, days):
    last = proofs.good_until(covers_to, days)
    held = Held(None, ProofState.VERIFIED, covers_to)
    assert proofs.is_current(held, days, last)
    assert not proofs.is_current(held, days, last + timedelta(days=1))


@pytest.mark.parametrize(
    ("held", "why", "said"),
    [
        ([], Why.NEVER, "No proof was ever asked for."),
        ([Held(None, "requested", due=date(2027, 6, 20))], Why.ASKED, "It is due on June 20, 2027."),
        ([Held(None, "requested", due=date(2027, 6, 15))], Why.LATE, "It is 1 day late."),
        ([Held(None, "requested", due=date(2027, 6, 10))], Why.LATE, "It is 6 days late."),
        ([Held(None, "submitted")], Why.TO_CHECK, "waits to be checked."),
        ([Held(None, "rejected")], Why.SENT_BACK, "sent back."),
        ([Held(None, "stale", date(2025, 1, 1))], Why.STALE, "It covers days up to January 1, 2025."),
        ([Held(None, "verified", date(2025, 1, 1))], Why.STALE, "out of date."),
        ([Held(7, "verified", date(2027, 6, 1))], Why.NEVER, "ever asked"),
    ],
)
def test_a_gap_says_why_it_is_one(held, why, said):
    (gap,) = proofs.gaps_of([], held, 365, TODAY)
    assert gap.why is why
    assert said in gap.said(TODAY)


def test_a_late_gap_without_a_day_still_says_why():
    assert Gap(None, Why.LATE).said(TODAY) == "A proof was asked for and has not come."


@pytest.mark.parametrize("state", list(ProofState))
@pytest.mark.parametrize("to", list(ProofState))
def test_a_proof_goes_only_where_its_life_leads(state, to):
    assert (proofs.proof_move_problem(state, to) == "") == (to in proofs.MOVES[state])


@given(st.integers(1, 99), st.integers(1, 99))
def test_nobody_checks_their_own_proof(submitter, checker):
    assert bool(proofs.checker_problem((submitter, None), checker)) == (submitter == checker)
    assert bool(proofs.checker_problem((None, submitter), checker)) == (submitter == checker)
    assert "account" in proofs.checker_problem((submitter,), None)
    assert proofs.checker_problem((None, None), checker) == ""


def test_a_proof_covers_days_in_order_that_have_been():
    assert proofs.period_problem(TODAY, TODAY, TODAY) == ""
    assert "after the first" in proofs.period_problem(TODAY, TODAY - timedelta(days=1), TODAY)
    assert "still to come" in proofs.period_problem(TODAY, TODAY + timedelta(days=1), TODAY)


@pytest.mark.parametrize(
    ("state", "due", "reminded", "expected"),
    [
        ("requested", 5, None, True),
        ("requested", 9, None, False),
        ("requested", 5, -1, False),
        ("requested", -1, -3, True),
        ("requested", -5, None, True),
        ("requested", -5, -2, False),
        ("rejected", 0, None, True),
        ("submitted", -5, None, False),
    ],
)
def test_who_was_asked_is_reminded_once_before_and_once_after(state, due, reminded, expected):
    on = TODAY + timedelta(days=reminded) if reminded is not None else None
    assert proofs.reminder_due(state, TODAY + timedelta(days=due), on, TODAY, 7) is expected


@pytest.mark.parametrize("state", list(StandardState))
@pytest.mark.parametrize("to", list(StandardState))
def test_a_standard_goes_only_where_its_life_leads(state, to):
    problem = programs.standard_move_problem(state, to, reason="Because", gaps=0)
    assert (problem == "") == (to in programs.MOVES[state])


@given(st.integers(1, 50))
def test_a_standard_with_a_gap_is_never_compliant(gaps):
    assert programs.standard_move_problem("in_progress", "compliant", reason="We are sure", gaps=gaps)


@pytest.mark.parametrize("to", ["waived", "not_compliant"])
def test_a_waiver_and_a_failing_need_a_reason(to):
    assert "Say why" in programs.standard_move_problem("in_progress", to, reason=" ", gaps=0)


def test_beyond_the_law_names_the_law():
    assert programs.law_problem(True, " ")
    assert programs.law_problem(True, "Stat. 1") == programs.law_problem(False, "") == ""


@given(DAYS, st.integers(1, 240))
def test_months_later_is_the_same_day_or_the_last_of_its_month(day, months):
    later = programs.after_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("latest", "status"),
    [
        (None, AwardStatus.PREPARING),
        (Given(date(2027, 7, 1), date(2030, 7, 1)), AwardStatus.PREPARING),
        (Given(date(2025, 1, 1), TODAY), AwardStatus.ACCREDITED),
        (Given(date(2025, 1, 1), TODAY - timedelta(days=1)), AwardStatus.EXPIRED),
        (Given(date(2025, 1, 1), date(2030, 1, 1), TODAY), AwardStatus.TAKEN_BACK),
        (Given(date(2025, 1, 1), date(2030, 1, 1), TODAY + timedelta(days=1)), AwardStatus.ACCREDITED),
    ],
)
def test_what_an_award_says_today(latest, status):
    assert programs.award_status(latest, TODAY) is status


def test_an_award_has_been_given_and_ends_later():
    assert programs.award_problem(TODAY, TODAY + timedelta(days=1), TODAY) == ""
    assert programs.award_problem(TODAY + timedelta(days=1), TODAY + timedelta(days=9), TODAY)
    assert programs.award_problem(TODAY, TODAY, TODAY)


@pytest.mark.parametrize(
    ("first", "last", "window"),
    [(None, None, Window.NONE), (1, 2, Window.BEFORE), (0, 0, Window.OPEN), (-2, -1, Window.OVER)],
)
def test_comments_are_open_between_two_days_both_included(first, last, window):
    days = [TODAY + timedelta(days=one) if one is not None else None for one in (first, last)]
    assert assessments.window_of(*days, TODAY) is window


def test_a_window_has_two_days_in_order_and_a_way_to_the_assessors():
    assert assessments.window_problem(None, None, "") == ""
    assert assessments.window_problem(TODAY, TODAY, "a@b") == ""
    assert "both days" in assessments.window_problem(TODAY, None, "a@b")
    assert "after the first" in assessments.window_problem(TODAY, TODAY - timedelta(days=1), "a@b")
    assert "reached" in assessments.window_problem(TODAY, TODAY, " ")


def test_a_comment_needs_words_an_open_window_and_room():
    assert assessments.comment_problem(Window.OPEN, "Good", 2, 3) == ""
    assert "not open" in assessments.comment_problem(Window.OVER, "Good", 0, 3)
    assert "Write" in assessments.comment_problem(Window.OPEN, " ", 0, 3)
    assert "hour" in assessments.comment_problem(Window.OPEN, "Good", 3, 3)


def test_what_is_not_met_is_told_with_words():
    assert assessments.mark_problem("not_met", " ")
    assert assessments.mark_problem("not_met", "No list") == assessments.mark_problem("met", "") == ""


MARKS = st.dictionaries(st.sampled_from(["1", "2", "3"]), st.sampled_from([mark.value for mark in Mark]))


@given(MARKS, MARKS)
def test_two_assessments_are_compared_standard_by_standard(before, after):
    lines = assessments.compare(before, after)
    assert {one.number for one in lines} == set(before) | set(after)
    turned = {one.number: one.compared for one in assessments.compare(after, before)}
    opposite = {Compared.BETTER: Compared.WORSE, Compared.WORSE: Compared.BETTER}
    assert all(turned[one.number] == opposite.get(one.compared, one.compared) for one in lines)
    assert sum(assessments.tally(after).values()) == len(after)


def test_met_before_and_not_now_is_worse():
    assert Line("1", Mark.MET, Mark.NOT_MET).compared is Compared.WORSE
    assert Line("1", Mark.NOT_MET, Mark.MET).compared is Compared.BETTER
    assert Line("1", Mark.MET, Mark.MET).compared is Compared.SAME
    assert Line("1", Mark.MET, Mark.NOT_LOOKED_AT).compared is Compared.UNKNOWN


@pytest.mark.parametrize("state", list(RequirementState))
@pytest.mark.parametrize("to", list(RequirementState))
def test_a_demand_goes_only_where_its_life_leads(state, to):
    problem = mandates.requirement_move_problem(state, to, words="By order", grade=Grade.FULL, evidence=1)
    assert (problem == "") == (to in mandates.MOVES[state])


def test_a_demand_needs_evidence_a_finding_in_full_and_a_paper_that_ends_it():
    move = mandates.requirement_move_problem
    assert "evidence" in move("in_progress", "with_assessor", words="", grade="", evidence=0)
    assert "in full" in move("with_assessor", "kept_up", words="", grade="partial", evidence=1)
    assert "which paper" in move("in_progress", "ended", words=" ", grade="", evidence=0)


@given(st.sampled_from(list(Item)), st.none() | st.booleans(), st.none() | DAYS, st.integers(0, 900), DAYS)
def test_an_item_is_late_exactly_from_the_day_after_its_last(item, there, day, days, today):
    one = transparency.judge(item, Seen(there, day), days, today)
    if there is None or (there and not day and days):
        assert one.state is ItemState.CANNOT_TELL
    elif not there:
        assert one.state is ItemState.NOT_MET
    elif day and days and today > day + timedelta(days=days):
        assert (one.state, one.days_late) == (ItemState.LATE, (today - day).days - days)
    else:
        assert one.state is ItemState.MET
    assert (one.days_late > 0) == (one.state is ItemState.LATE)
    assert transparency.count_met([one]) == (one.state is ItemState.MET)


def test_the_thing_s_own_day_goes_before_the_list_s_days():
    seen = Seen(True, date(2020, 1, 1), due=TODAY)
    assert transparency.judge(Item.POLICIES, seen, 10, TODAY).state is ItemState.MET
    assert transparency.judge(Item.POLICIES, seen, 10, TODAY + timedelta(days=2)).days_late == 2


def test_a_list_keeps_known_items_with_days_in_order():
    given_items = {"self_review": 3, "files": 0, "stops": 9, "promises": None, "inventory": -1}
    assert list(transparency.clean_items(given_items).items()) == [("files", 0), ("self_review", 3)]
    assert transparency.clean_items(transparency.DEFAULT_ITEMS) == transparency.DEFAULT_ITEMS
    assert set(transparency.HOW) == set(Item)


def test_a_gap_tells_what_an_earlier_proof_covered():
    held = [Held(None, "stale", date(2025, 1, 1)), Held(None, "requested", due=date(2027, 7, 1))]
    (gap,) = proofs.gaps_of([], held, 365, TODAY)
    assert (gap.why, gap.old) == (Why.ASKED, date(2025, 1, 1))
    assert gap.said(TODAY).endswith("The one before covered days up to January 1, 2025.")
    assert proofs.stand_of(gap, waived=False) is proofs.Stand.STALE


@pytest.mark.parametrize(
    ("gap", "waived", "stand"),
    [
        (None, False, "proven"),
        (None, True, "waived"),
        (Gap(None, Why.NEVER), True, "waived"),
        (Gap(None, Why.NEVER), False, "missing"),
        (Gap(None, Why.LATE), False, "missing"),
        (Gap(None, Why.TO_CHECK), False, "to_check"),
        (Gap(None, Why.SENT_BACK), False, "sent_back"),
        (Gap(None, Why.STALE), False, "stale"),
    ],
)
def test_each_part_is_counted_once_as_what_it_is(gap, waived, stand):
    assert proofs.stand_of(gap, waived=waived) == stand
    assert set(proofs.STAND_KINDS) == set(proofs.Stand)


def test_of_several_requests_the_one_due_first_tells_how_late_it_is():
    held = [Held(None, "requested", due=TODAY - timedelta(days=days)) for days in (2, 9, 4)]
    (gap,) = proofs.gaps_of([], held, 365, TODAY)
    assert "9 days late" in gap.said(TODAY)


@pytest.mark.parametrize(
    ("to", "aside", "problem"),
    [
        ("read", "", ""),
        ("aside", "names", ""),
        ("aside", "", "Choose why"),
        ("aside", "unwelcome", "Choose why"),
        ("new", "", "what becomes"),
    ],
)
def test_a_comment_is_set_aside_only_for_a_reason_of_the_list(to, aside, problem):
    assert assessments.sort_problem(to, aside).startswith(problem) or problem in assessments.sort_problem(to, aside)
    assert bool(assessments.sort_problem(to, aside)) == bool(problem)


@pytest.mark.parametrize(
    ("window", "words", "waiting", "problem"),
    [
        ("open", "We hear you", 0, "are over"),
        ("over", "We hear you", 2, "still wait"),
        ("over", " ", 0, "Write the answer"),
        ("over", "We hear you", 0, ""),
    ],
)
def test_an_answer_comes_after_every_comment_was_read(window, words, waiting, problem):
    said = assessments.answer_problem(assessments.Window(window), words, waiting)
    assert problem in said
    assert bool(said) == bool(problem)


def test_an_award_is_taken_back_between_its_first_day_and_today():
    given = TODAY - timedelta(days=9)
    assert programs.end_problem(given, given, TODAY) == programs.end_problem(given, TODAY, TODAY) == ""
    assert "still to come" in programs.end_problem(given, TODAY + timedelta(days=1), TODAY)
    assert "after this day" in programs.end_problem(given, given - timedelta(days=1), TODAY)


@pytest.mark.parametrize(
    ("state", "grade", "after"),
    [
        ("with_assessor", "full", "kept_up"),
        ("with_assessor", "partial", "in_progress"),
        ("kept_up", "none", "in_progress"),
        ("kept_up", "not_assessed", "kept_up"),
        ("in_progress", "full", "in_progress"),
        ("ended", "none", "ended"),
    ],
)
def test_the_latest_finding_says_where_a_demand_stands(state, grade, after):
    assert mandates.after_finding(state, grade) == after


def test_the_progress_of_a_paper_counts_what_was_found_in_full_of_what_did_not_end():
    day = timedelta(days=1)
    rows = [
        ("kept_up", TODAY - day),
        ("in_progress", TODAY - day),
        ("with_assessor", TODAY),
        ("not_started", None),
        ("in_progress", TODAY + 9 * day),
        ("ended", TODAY - day),
    ]
    found = mandates.progress_of("Case 1", "decree", rows, TODAY)
    assert (found.full, found.total, found.late, found.next_due) == (1, 5, 1, TODAY)
    assert mandates.progress_of("Case 1", "decree", [], TODAY).next_due is None
    assert [mandates.is_late("in_progress", TODAY - n * day, TODAY) for n in (1, 0)] == [True, False]


def test_a_shorter_list_says_what_it_left_out():
    assert transparency.left_out(transparency.DEFAULT_ITEMS) == []
    assert transparency.Item.COMPLAINT_FORM in transparency.left_out({"files": 0})
