"""Before and after: the paired change with its range, held against numpy and scipy."""

from datetime import date
from statistics import stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from commonbeat.act.policies.analysis import Scores, mean_change, of_pairs, together
from commonbeat.plumb import About, Estimate, Reason, Window, sentence

ABOUT = About(window=Window.year(2026), as_of=date(2027, 1, 1), unit="points")
score = st.floats(0, 10)
PAIRS = [(5, 7), (6, 6), (4, 8), (7, 8), (3, 6), (6, 9), (5, 5), (6, 8), (4, 7), (5, 8)]


def test_the_change_of_ten_people_is_the_paired_t_range():
    found = mean_change(of_pairs(PAIRS), minimum=10, about=ABOUT)
    before, after = np.array(PAIRS, dtype=float).T
    ends = stats.ttest_rel(after, before).confidence_interval(0.95)
    assert isinstance(found, Estimate)
    assert (found.low, found.high) == pytest.approx((ends.low, ends.high))
    assert found.point == pytest.approx((after - before).mean())
    assert "10" in sentence(found)


@given(st.lists(st.lists(st.tuples(score, score), min_size=2, max_size=9), min_size=1, max_size=4))
def test_groups_together_are_as_all_their_pairs_at_once(groups):
    whole = of_pairs([pair for group in groups for pair in group])
    found = together(of_pairs(group) for group in groups)
    assert found.people == whole.people
    assert found.before == pytest.approx(whole.before)
    assert found.spread == pytest.approx(whole.spread, abs=1e-6)


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        (None, Reason.NOT_COLLECTED),
        (Scores(9, 5, 6, 1), Reason.TOO_FEW),
        (Scores(12, 5, 6, None), Reason.NOT_RECORDED),
        (Scores(12, 5, 6, 0), Reason.NOT_RECORDED),
    ],
)
def test_what_cannot_be_told_is_withheld(scores, reason):
    assert mean_change(scores, minimum=10, about=ABOUT).reason == reason


def test_a_group_without_its_spread_leaves_all_without():
    assert together([]) is None
    assert together([of_pairs(PAIRS), Scores(8, 5, 6, None)]).spread is None
    assert together([Scores(1, 5, 6, 0.0)]).spread is None
    assert of_pairs(PAIRS).spread == pytest.approx(stdev(after - before for before, after in PAIRS))
