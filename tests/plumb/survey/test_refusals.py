"""What is no answer, no design and no margin is refused by its name, and never taken for a number."""

import numpy as np
import pandas as pd
import pytest

from commonbeat.plumb import DataError
from commonbeat.plumb.survey import (
    Design,
    Margin,
    bootstrap,
    calibrate,
    jackknife,
    mean,
    quantile,
    rake,
    share,
    trim,
)
from plumb.survey.schools import ABOUT


@pytest.mark.parametrize(
    "answers",
    [
        np.array([1, 2, "NaT", 4], dtype="timedelta64[m]"),
        np.array(["2020-01-01", "NaT", "2020-01-03", "2020-01-04"], dtype="datetime64[D]"),
        [np.timedelta64(1, "m"), 2, 3, 4],
        ["1", "2", "3", "4"],
    ],
)
@pytest.mark.parametrize("skip_missing", [True, False])
def test_dates_and_lengths_of_time_are_no_answers_and_a_missing_one_is_none(answers, skip_missing):
    """The missing ones were once taken for -9e18, and a mean of minutes was -1.5e18."""
    with pytest.raises(DataError, match="values: it holds something that is no number"):
        mean(Design(weights=np.ones(4)), answers, about=ABOUT, skip_missing=skip_missing)


def test_missing_answers_may_still_be_left_out():
    design = Design(weights=np.ones(4))
    for answers in ([1, None, 2, 3], [1.0, np.nan, 2.0, 3.0], pd.array([1, None, 2, 3], dtype="Int64")):
        assert mean(design, answers, about=ABOUT, skip_missing=True)["all"].point == pytest.approx(2)
    flags = pd.array([True, None, False, False], dtype="boolean")
    assert share(design, flags, about=ABOUT, skip_missing=True)["all"].point == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("ask", "argument", "words"),
    [
        (lambda d: mean(np.ones(4), np.ones(4), about=ABOUT), "sample", "no Design and no Replicates but a ndarray"),
        (lambda d: share(d, [0, 1, 0, 1], about=None), "about", "None is not an About"),
        (lambda d: quantile(d, [1, 2, 3, 4], 0.5, about=None), "about", "None is not an About"),
        (lambda d: share(d, [0, 1, 0, 1], about=ABOUT).sentence(None), "language", "None is no language"),
        (lambda d: d.weighted(np.ones(4)), "weighting", "is not a Weights"),
        (lambda d: jackknife(np.ones(4)), "design", "is not a Design"),
        (lambda d: bootstrap(None, seed=1), "design", "is not a Design"),
        (lambda d: trim(np.ones(4), most=3), "weights", "is not a Weights"),
        (lambda d: rake(Margin.of("g", [0, 1, 0, 1], {0: 9, 1: 9})), "margins", "one Margin and no list"),
        (lambda d: rake([("g", [0, 1, 0, 1])]), "margins[0]", "is not a Margin"),
        (lambda d: rake("margins"), "margins", "is no list"),
        (lambda d: calibrate(amounts=[np.ones(4)]), "amounts[0]", "is not an Amount"),
        (lambda d: Design(weights=d, strata=3), "weights", "no number"),
    ],
)
def test_what_is_of_another_kind_is_named(ask, argument, words):
    with pytest.raises(DataError, match=words) as refused:
        ask(Design(weights=np.ones(4)))
    assert refused.value.argument == argument


@pytest.mark.parametrize("make", [jackknife, lambda design: bootstrap(design, seed=1)])
def test_the_units_of_replicates_are_read_only_without_clusters_too(make):
    with pytest.raises(ValueError, match="read-only"):
        make(Design(weights=np.ones(4))).unit[0] = 3
