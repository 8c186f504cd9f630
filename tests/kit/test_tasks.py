"""The Monday list: the longest late first, then by day, then what has no day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commonbeat.kit.tasks import Waiting, ordered

TODAY = date(2026, 11, 23)


def waiting(days=None):
    due = None if days is None else TODAY + timedelta(days=days)
    return Waiting(title=f"due {days}", address="desk", next_step="Open it", due=due)


def test_what_is_late_says_by_how_many_days():
    assert waiting(-3).days_late(TODAY) == 3
    assert waiting(0).days_late(TODAY) == 0
    assert waiting(2).days_late(TODAY) == 0
    assert waiting().days_late(TODAY) == 0


@given(st.lists(st.one_of(st.none(), st.integers(-60, 60))))
def test_late_comes_first_then_the_day_then_what_has_none(days):
    found = ordered([waiting(one) for one in days], TODAY)
    assert len(found) == len(days)
    late = [one.days_late(TODAY) for one in found]
    assert late == sorted(late, reverse=True)
    open_days = [one.due for one in found if one.due and not one.days_late(TODAY)]
    assert open_days == sorted(open_days)
    assert all(one.due is None for one in found[len([one for one in found if one.due]) :])
