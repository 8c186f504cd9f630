"""What is handed in wrongly is refused by the name of its argument, never with a raw error."""

import numpy as np
import pytest

from commonbeat.plumb import DataError
from commonbeat.plumb.peers import (
    beta_binomial,
    compare_counts,
    compare_shares,
    department,
    empirical_null,
    internal_benchmark,
    patrol,
)
from plumb.peers.rules import ABOUT

WHO, WHAT, EVENTS = [str(row // 2) for row in range(24)], ["days", "nights"] * 12, np.arange(24) % 5 + 1
SCORES = np.linspace(-2, 2, 9)


def counted(**parts):
    return compare_counts(WHO, WHAT, EVENTS, np.full(24, 100), **{"about": ABOUT, **parts})


def shared(**parts):
    return compare_shares(WHO, WHAT, EVENTS, np.full(24, 100), **{"about": ABOUT, **parts})


def matched(**parts):
    return internal_benchmark(WHO, {"time": WHAT}, EVENTS, np.full(24, 100), **{"about": ABOUT, **parts})


@pytest.mark.parametrize("room", [counted, shared, matched])
@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"fewest_officers": None}, "fewest_officers: None is not a whole number"),
        ({"fewest_officers": "5"}, "fewest_officers: '5' is not a whole number"),
        ({"fewest_officers": -1}, "fewest_officers: -1 is not a whole number"),
        ({"rate": "0.1"}, "rate: '0.1' is not a number"),
        ({"rate": 1}, "rate: 1 is not between 0 and 1"),
        ({"level": 95}, "level: 95 is not between 0 and 1"),
        ({"about": None}, "about: None is not an About"),
    ],
)
def test_how_to_judge_is_checked_before_anything_is_fitted(room, parts, said):
    with pytest.raises(DataError, match=said):
        room(**parts)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: beta_binomial(WHAT, EVENTS, EVENTS + 5, spread="a"), "spread: 'a' is not a number"),
        (lambda: beta_binomial(WHAT, EVENTS, EVENTS + 5, spread=1), "spread: 1 is no correlation"),
        (lambda: empirical_null(["a", "b"]), "low: it holds something that is no number"),
        (lambda: empirical_null(SCORES, ["a"] * 9), "high: it holds something that is no number"),
        (lambda: empirical_null(SCORES, 3.0), "high: it has 0 dimensions"),
        (lambda: empirical_null(3.0), "low: it has 0 dimensions"),
        (lambda: empirical_null(SCORES, fewest="5"), "fewest: '5' is not a whole number"),
        (lambda: empirical_null(SCORES, reach=0), "reach: 0 is not above zero"),
        (lambda: empirical_null(SCORES).over(["a"]), "scores: it holds something that is no number"),
        (lambda: department(1, officers=10, share=5), "share: 5 is more than all"),
        (lambda: department(1, officers=10, share=-1), "share: -1 is below zero"),
        (lambda: department(1, times="4"), "times: '4' is not a number"),
        (lambda: department(1, spread=-0.2), "spread: -0.2 is below zero"),
        (lambda: department(1, usual=1e300), "usual: 1e[+]300 is more than any department has"),
        (lambda: department(-1), "seed: -1 is not a whole number"),
        (lambda: patrol(1, officers=1), "officers: 1 is not a whole number from 2 up"),
        (lambda: patrol(1, stops=0), "stops: 0 is not a whole number"),
        (lambda: patrol(1, share=2), "share: 2 is more than all"),
        (lambda: patrol(1, times=-3), "times: -3 is below zero"),
        (lambda: patrol("1"), "seed: '1' is not a whole number"),
    ],
)
def test_no_raw_error_is_raised_for_what_cannot_be(wrong, said):
    with pytest.raises(DataError, match=said):
        wrong()


def test_unlike_officers_may_never_search():
    town = patrol(2, officers=20, share=1, times=0)
    assert town.unlike.all()
    assert not town.searches.any()
