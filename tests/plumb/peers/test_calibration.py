"""Over many made-up departments few flags are wrong, as few as is said; careless rules are wrong far more often.

The full counts are in bench/proofs/test_peers.py, where the share of all flags is held too; so few departments as here
tell the mean over departments, which is what the rule promises. Seeds are 0 up, drawn once.
"""

import numpy as np
import pytest

from commonbeat.plumb.peers import department, patrol
from plumb.peers.rules import by_benchmark, by_peers, by_poisson, by_shares, by_three_a_year, searches, tally

NOMINAL, ALLOWED = 0.10, 0.03


def test_of_the_flags_on_counts_no_more_are_wrong_than_the_rule_accepts():
    found = tally((department(seed) for seed in range(40)), by_peers)
    assert found.false_share <= NOMINAL + ALLOWED
    assert found.power > 0.35
    assert found.wrong < 2 * found.stated


@pytest.mark.parametrize(("spread", "power"), [(0.2, 0.35), (0.36, 0.1)])
def test_the_rule_holds_too_where_the_pace_of_officers_is_log_normal(spread, power):
    towns = (department(seed, spread=spread, log_normal=True) for seed in range(20))
    found = tally(towns, by_peers)
    assert found.mean_share <= NOMINAL + ALLOWED
    assert found.power > power
    assert found.wrong < 2 * found.stated


def test_the_rule_holds_too_where_the_odds_of_officers_are_log_normal():
    found = tally((searches(seed, log_odds=0.4) for seed in range(20)), by_shares)
    assert found.mean_share <= NOMINAL + ALLOWED
    assert found.power > 0.08


def test_of_the_flags_on_shares_no_more_are_wrong_than_the_rule_accepts():
    found = tally((searches(seed) for seed in range(20)), by_shares)
    assert found.mean_share <= NOMINAL + ALLOWED
    assert found.power > 0.25


def test_of_the_flags_of_the_internal_benchmark_no_more_are_wrong_than_the_rule_accepts():
    found = tally((patrol(seed) for seed in range(12)), by_benchmark)
    assert found.mean_share <= NOMINAL + ALLOWED
    assert found.power > 0.5


def test_ignoring_that_officers_differ_flags_many_times_as_many():
    towns = [department(seed, share=0.0) for seed in range(10)]
    careless, careful = tally(towns, by_poisson), tally(towns, by_peers)
    assert careless.flags > 50 * max(careful.flags, 1)
    assert careless.wrong == careless.flags


def test_a_count_of_one_year_is_mostly_wrong():
    towns = [department(seed, usual=1.0, share=0.03) for seed in range(10)]
    assert tally(towns, by_three_a_year).false_share > 0.75


def test_small_departments_are_judged_with_more_care():
    found = tally((department(seed, officers=60, assignments=4) for seed in range(30)), by_peers)
    assert found.false_share <= NOMINAL
    assert found.power > 0.2


def test_the_made_up_departments_are_what_they_say():
    town = department(9, officers=2000, share=0.1, times=4.0, spread=0.2)
    totals = np.bincount(town.officers.codes, town.events)
    assert totals[town.unlike].mean() / totals[~town.unlike].mean() > 3
    assert town.unlike.sum() == 200
