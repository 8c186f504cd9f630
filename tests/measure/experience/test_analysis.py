"""The score is the share of the two top answers; the silent are those asked who gave none; months must be over."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.measure.experience.analysis import Frame, figures
from commonbeat.measure.experience.rules import BY_MONTH, SCORE
from commonbeat.measure.experience.tables import Answers
from commonbeat.measure.findings.rules import Seen, leaks
from commonbeat.plumb import WILSON, Estimate, Reason, Thresholds, Withheld, wilson

UNTIL = date(2026, 9, 30)
FRAME = Frame(thresholds=Thresholds(), as_of=date(2026, 11, 20))
MONTHS = ("2026-07", "2026-08", "2026-09")


def answers(asked, answered, areas=(1, 2, 3), until=UNTIL):
    return Answers(areas=areas, asked=asked, answered=answered, until=until)


def found(given, frame=FRAME):
    return {draft.key: draft.shown for draft in figures(given, frame)}


def later(shown, as_of=date(2027, 11, 20), **other):
    """Who works it out after this was seen by everybody."""
    ever = {key: one for key, one in shown.items() if isinstance(one, Estimate)}
    return Frame(thresholds=Thresholds(**other), as_of=as_of, seen=Seen(figures=shown, ever=ever))


def area(place, month, top, rest, asked):
    """Cells of one neighborhood and month, with answers of every code."""
    said = [(place, month, "1", top - top // 2), (place, month, "2", top // 2), (place, month, "4", rest)]
    return [(place, month, asked)], said


def both(*cells):
    return [one for asked, _said in cells for one in asked], [one for _asked, said in cells for one in said]


BUSY = both(
    *(area(1, month, 20, 10, 80) for month in MONTHS),
    *(area(2, month, 12, 8, 50) for month in MONTHS),
    area(3, "2026-08", 6, 6, 30),
    area(None, "2026-08", 7, 6, 20),
)


def test_the_score_is_the_share_of_the_two_top_answers_with_its_range_n_and_worst_case():
    whole = found(answers(*BUSY))["contact_score//"]
    assert (whole.numerator, whole.n, whole.asked) == (109, 175, 440)
    assert whole.point == 109 / 175
    assert (whole.low, whole.high) == tuple(float(end) for end in wilson(109, 175))
    assert whole.method == WILSON
    assert whole.worst == (109 / 440, (109 + 440 - 175) / 440)
    assert whole.window.start == date(2026, 7, 1)
    assert whole.window.end == UNTIL


def test_each_neighborhood_and_month_has_its_own_and_a_small_one_is_hidden():
    all_shown = found(answers(*BUSY))
    assert all_shown["contact_score/1/"].n == 90
    assert all_shown["contact_score/3/"].reason is Reason.TOO_FEW
    assert all_shown["contact_score/3/"].n_hint == 30
    assert all_shown["contact_score_by_month//2026-07"].n == 50
    assert all_shown["contact_score_by_month//2026-08"].asked == 180
    assert "contact_score_by_month/1/2026-07" not in all_shown, "neighborhood by month is too few nearly everywhere"


def test_one_who_gave_no_answer_to_the_question_is_silent():
    asked, said = area(1, "2026-07", 20, 20, 60)
    whole = found(answers(asked, [*said, (1, "2026-07", "", 9)]))["contact_score//"]
    assert (whole.n, whole.asked) == (40, 60)


def test_a_month_that_is_not_over_counts_neither_the_asked_nor_the_answers():
    asked, said = both(area(1, "2026-07", 0, 0, 1), area(1, "2026-09", 20, 20, 60))
    late_asked, late_said = area(1, "2026-10", 20, 20, 60)
    assert found(answers(asked + late_asked, said + late_said))["contact_score//"].n == 40


def test_answers_whose_month_or_neighborhood_is_not_kept_count_for_the_whole_alone():
    asked, said = area(1, "2026-07", 20, 20, 90)
    kept = found(answers(asked, [*said, (None, "", "1", 12), (None, "2026-07", "5", 10)]))
    assert kept["contact_score//"].n == 62
    assert kept["contact_score/1/"].n == 40
    assert kept["contact_score_by_month//2026-07"].n == 50


def test_whoever_answered_was_asked_even_where_that_is_no_longer_on_record():
    asked, said = area(1, "2026-07", 20, 20, 10)
    assert found(answers(asked, said))["contact_score//"].asked == 40


def test_months_in_which_nobody_was_asked_are_told_as_too_few():
    cells = both(area(1, "2026-07", 20, 20, 60), area(1, "2026-09", 20, 20, 60))
    assert found(answers(*cells))["contact_score_by_month//2026-08"].reason is Reason.TOO_FEW


def test_before_a_month_of_asking_is_over_there_is_nothing():
    assert figures(answers([], []), FRAME) == []
    assert figures(answers([(1, "2026-11", 50)], []), FRAME) == []


def test_made_up_answers_make_made_up_figures():
    made_up = found(answers(*BUSY), Frame(thresholds=Thresholds(), as_of=FRAME.as_of, synthetic=True))
    assert all(one.synthetic for one in made_up.values() if isinstance(one, Estimate))


NEXT = ("2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03")
NEXT_UNTIL = date(2027, 3, 31)


def test_until_the_next_round_is_due_all_stays_as_it_was_told():
    first = found(answers(*BUSY))
    asked, said = BUSY
    more = [(1, "2026-09", "1", 20), (1, "2026-09", "5", 20), (3, "2026-10", "1", 40), (3, "2026-10", "5", 40)]
    again = found(answers(asked, [*said, *more], until=date(2027, 2, 28)), later(first))
    assert again == first


def test_the_next_round_adds_its_months_and_what_it_adds_to_a_neighborhood():
    first = found(answers(*BUSY))
    asked, said = BUSY
    new = both(*(area(1, month, 10, 8, 40) for month in NEXT), *(area(3, month, 8, 6, 30) for month in NEXT))
    late = [(2, "2026-08", "1", 6), (2, "2026-08", "5", 6)]
    frame = later(first)
    again = found(answers(asked + new[0], said + new[1] + late, until=NEXT_UNTIL), frame)
    assert again["contact_score//"].n == 175 + 108 + 84 + 12
    assert (again["contact_score/1/"].n, again["contact_score/1/"].asked) == (90 + 108, 240 + 240)
    assert again["contact_score/1/"].window.start == date(2026, 7, 1)
    assert again["contact_score/1/"].window.end == again["contact_score//"].window.end == NEXT_UNTIL
    assert again["contact_score/2/"].n == 60, "what comes late counts for the whole alone"
    assert again["contact_score/2/"].window.end == NEXT_UNTIL, "nobody new answered there, and that tells of nobody"
    assert (again["contact_score/3/"].n, again["contact_score/3/"].window.start) == (84, date(2026, 10, 1))
    assert again["contact_score_by_month//2026-08"] == first["contact_score_by_month//2026-08"]
    assert again["contact_score_by_month//2026-10"].n == 32
    assert again["contact_score//"].as_of == frame.as_of


def test_a_neighborhood_that_a_round_could_not_add_to_keeps_its_figure_and_later_begins_anew():
    first = found(answers(*BUSY))
    cells = both(BUSY, *(area(1, month, 10, 8, 40) for month in NEXT), area(2, "2026-12", 10, 2, 40))
    cells = both(cells, area(None, "2026-12", 6, 6, 20))
    second = found(answers(*cells, until=NEXT_UNTIL), later(first))
    assert second["contact_score/2/"] == first["contact_score/2/"]
    summer = [f"2027-0{month}" for month in range(4, 10)]
    more = both(cells, *(area(2, month, 6, 3, 20) for month in summer), area(1, "2027-05", 9, 9, 30))
    third = found(answers(*more, until=date(2027, 9, 30)), later({**first, **second}))
    assert (third["contact_score/2/"].n, third["contact_score/2/"].window.start) == (54, date(2027, 4, 1))
    assert third["contact_score/1/"].n == 90 + 108 + 18


def test_a_round_that_would_tell_of_a_handful_waits():
    first = found(answers(*BUSY))
    few = both(BUSY, area(1, "2026-12", 20, 2, 40))
    assert found(answers(*few, until=NEXT_UNTIL), later(first)) == first
    enough = both(few, area(1, "2027-04", 20, 8, 40))
    assert found(answers(*enough, until=date(2027, 4, 30)), later(first))["contact_score//"].n == 175 + 22 + 28


def test_fewer_answers_than_before_are_no_round():
    first = found(answers(*BUSY))
    fewer = both(area(1, "2026-07", 40, 40, 90), area(1, "2026-12", 60, 60, 150))
    assert found(answers(*fewer, until=NEXT_UNTIL), later(first)) == first


def test_a_neighborhood_that_is_new_between_two_rounds_is_not_shown():
    first = found(answers(*BUSY))
    assert found(answers(*BUSY, areas=(1, 2, 3, 9)), later(first))["contact_score/9/"].reason is Reason.COMPLEMENTARY


def test_higher_thresholds_hide_what_was_told_with_its_cover_and_lower_ones_show_it_again():
    first = found(answers(*BUSY))
    stricter = found(answers(*BUSY), later(first, area=80))
    assert stricter["contact_score/1/"] == first["contact_score/1/"]
    assert stricter["contact_score/2/"].n_hint == 80
    assert stricter["contact_score//"] == first["contact_score//"]
    assert found(answers(*BUSY), later(first)) == first
    none = found(answers(*BUSY), later(first, score=200, area=200))
    assert not any(isinstance(one, Estimate) for one in none.values())
    assert none["contact_score//"].n_hint == 200


def test_a_neighborhood_under_todays_threshold_begins_anew():
    first = found(answers(*BUSY))
    cells = both(BUSY, *(area(2, month, 10, 8, 40) for month in NEXT))
    again = found(answers(*cells, until=NEXT_UNTIL), later(first, area=70))
    assert (again["contact_score/2/"].n, again["contact_score/2/"].window.start) == (108, date(2026, 10, 1))


def test_what_was_taken_back_is_not_told_again_and_the_next_round_goes_on_behind_it():
    first = found(answers(*BUSY))
    ever = {key: one for key, one in first.items() if isinstance(one, Estimate)}
    back = Frame(thresholds=Thresholds(), as_of=date(2027, 11, 20), seen=Seen(figures={}, ever=ever))
    assert figures(answers(*BUSY), back) == []
    cells = both(BUSY, *(area(2, month, 10, 8, 40) for month in NEXT))
    again = found(answers(*cells, until=NEXT_UNTIL), back)
    assert again["contact_score//"].n == 175 + 108
    assert again["contact_score/1/"].reason is Reason.TOO_FEW
    assert again["contact_score/2/"].window.start == date(2026, 10, 1)
    assert again["contact_score_by_month//2026-08"].reason is Reason.COMPLEMENTARY


cells = st.lists(
    st.tuples(
        st.sampled_from([None, 1, 2, 3, 4]), st.sampled_from([*MONTHS, ""]), st.integers(0, 50), st.integers(0, 20)
    ),
    max_size=14,
)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(cells)
def test_every_study_passes_the_check_of_the_findings_and_its_sums_never_give_a_row_away(given_cells):
    asked = [(1, MONTHS[0], 1)] + [
        (place, month or MONTHS[0], top + rest + 9) for place, month, top, rest in given_cells
    ]
    said = [(place, month, code, n) for place, month, top, rest in given_cells for code, n in (("1", top), ("5", rest))]
    drafts = figures(answers(asked, said, areas=(1, 2, 3, 4)), FRAME)
    measures = frozenset({SCORE, BY_MONTH})
    assert leaks(drafts, FRAME.thresholds, measures, measures) == []
    for measure in measures:
        rows = [draft.shown for draft in drafts if draft.measure == measure and (draft.area or draft.code)]
        whole = next((d.shown for d in drafts if d.measure == measure and not (d.area or d.code)), None)
        shown = [one for one in rows if isinstance(one, Estimate)]
        if not shown or not isinstance(whole, Estimate):
            continue
        top, n = (whole.numerator - sum(s.numerator for s in shown), whole.n - sum(s.n for s in shown))
        assert n == 0 or (n >= 10 and not 0 < top < 5 and not 0 < n - top < 5)
        assert all(one.n >= (30 if measure == SCORE else 10) for one in shown)


@pytest.mark.parametrize("top", [3, 38])
def test_a_handful_on_one_side_is_hidden_in_the_whole_too(top):
    whole = found(answers(*area(1, "2026-07", top, 40 - top, 90)))["contact_score//"]
    assert isinstance(whole, Withheld)
    assert whole.reason is Reason.COMPLEMENTARY
