"""Whoever keeps every release and adds and subtracts all figures of both lists works out nobody who is hidden."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.measure.experience.rounds import round_of
from commonbeat.measure.experience.rules import BY_MONTH, SCORE, months
from commonbeat.measure.experience.tables import Answers, Row
from commonbeat.plumb import Estimate, Reason, Thresholds
from measure.experience.attacker import WHOLE, Town


def end(month):
    """The last day of the month: 3 is March 2026, 13 is January 2027."""
    year, number = divmod(month, 12)
    return date(2026 + year, number + 1, 1) - timedelta(days=1)


some = st.integers(0, 45) | st.integers(0, 12)


@st.composite
def histories(draw, most=9):
    """Two to four releases, the months that are over then, and what came in before each."""
    releases, until = [], 0
    for _number in range(draw(st.integers(2, 4))):
        until += draw(st.sampled_from([3, 6, 6, 7, 1] if until else [3, 3, 4]))
        over = [*months("2026-01", end(until))[-4:], ""]
        cells = st.tuples(st.sampled_from([1, 2, None]), st.sampled_from(over), some, some)
        found = draw(st.lists(cells, max_size=most))
        releases.append((end(until), [(area if month else None, month, *both) for area, month, *both in found]))
    return releases


@settings(deadline=None, derandomize=True, max_examples=150)
@given(histories())
def test_no_group_that_follows_from_all_releases_is_small_and_no_hidden_line_follows(history):
    town = Town()
    for until, cells in history:
        town.release(until, cells)
        assert town.found() == []
        for key in town.hidden[-1]:
            _measure, area, month = key.split("/")
            assert not town.follows(town.of(int(area or 0), month)), key


def release(town, month, *cells):
    """Until the end of that month: neighborhood, month, satisfied, others."""
    return town.release(
        end(month), [(area, f"2026-{number:02}" if number else "", *both) for area, number, *both in cells]
    )


def shown(found, measure=BY_MONTH):
    return {key: one.n for key, one in found.items() if key.startswith(f"{measure}/") and isinstance(one, Estimate)}


def test_a_month_that_was_hidden_to_cover_another_stays_hidden():
    """Else the first whole, less July and August, would be September: 1 of 4."""
    town = Town()
    first = release(town, 3, (1, 1, 25, 15), (1, 2, 6, 6), (1, 3, 1, 3))
    assert first[f"{BY_MONTH}//2026-02"].reason is Reason.COMPLEMENTARY
    again = release(town, 9, (1, 4, 5, 6), (1, 5, 20, 20))
    assert not isinstance(again[f"{BY_MONTH}//2026-02"], Estimate)
    assert again[WHOLE].n == 56 + 51
    assert town.found() == []


def test_what_is_left_of_the_whole_moves_only_by_a_group_that_is_large_enough():
    """Else the remainders of two releases, 6 of 11 and 8 of 19, would differ by August: 2 of 8."""
    town = Town()
    release(town, 4, (1, 1, 40, 40), (1, 2, 3, 2), (1, 3, 3, 3))
    again = release(town, 10, (1, 5, 2, 6), (1, 6, 20, 10))
    assert f"{BY_MONTH}//2026-06" not in shown(again)
    assert again[WHOLE].n == 91 + 38
    assert town.found() == []


def test_the_lists_by_neighborhood_and_by_month_give_nothing_away_together():
    """Else what the months leave, 6 of 12, taken from what the neighborhoods leave, 11 of 18, would be 5 of 6."""
    town = Town()
    found = release(town, 3, (1, 1, 20, 20), (2, 2, 20, 20), (None, 2, 5, 1), (None, 0, 6, 6))
    assert shown(found, SCORE) == {WHOLE: 98, "contact_score/1/": 40, "contact_score/2/": 40}
    assert shown(found) == {f"{BY_MONTH}//": 98}
    assert town.found() == []


def test_a_whole_is_never_smaller_than_its_parts():
    """Else July would grow by 20 while August and the whole were held: 90 in parts of 80."""
    town = Town()
    release(town, 3, (1, 1, 20, 20), (1, 2, 20, 20))
    again = release(town, 9, (1, 1, 10, 0), (1, 2, 0, 2), (1, 4, 1, 1))
    assert again[WHOLE].n == 80
    parts = [one for key, one in again.items() if key.startswith(f"{BY_MONTH}//2") and isinstance(one, Estimate)]
    assert sum(one.n for one in parts) <= 80


def test_a_neighborhood_in_one_month_alone_is_not_told_as_this_month():
    asked = [(1, f"2026-0{month}", 90) for month in (1, 2, 3)]
    said = [(2, "2026-01", "1", 10), (2, "2026-01", "5", 10), (1, "2026-02", "1", 40), (1, "2026-03", "5", 40)]
    said += [(None, "2026-03", "1", 8), (None, "2026-02", "5", 8)]
    answers = Answers(areas=(1, 2), asked=asked, answered=said, until=end(3))
    found = round_of(answers, Row(), ["2026-01", "2026-02", "2026-03"], [], Thresholds())
    assert set(found.areas) == {1}
    assert "2026-01" in found.hides


def test_a_first_round_of_many_months_tells_twelve_one_by_one():
    town = Town()
    found = town.release(
        end(18), [(1, month, 20 + place, 20) for place, month in enumerate(months("2026-01", end(18)))]
    )
    assert len(shown(found)) == 1 + 12
    assert f"{BY_MONTH}//2026-01" not in shown(found)
