"""Three rings around one share: R's numbers, coverage of the second ring, and one honest sentence."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import About, DataError, Window
from commonbeat.plumb.sampling import three_rings

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())["rings"]
ABOUT = About(window=Window.year(2025), as_of=date(2026, 1, 5), unit="people")
rules = settings(deadline=None, derandomize=True, max_examples=50)


def test_the_house_figures():
    rings = three_rings([1, 0], count=[436, 30], asked=1540, about=ABOUT)
    assert [rings.sampling.low, rings.sampling.high] == pytest.approx(GOLDEN["wilson"], abs=1e-9)
    assert [round(100 * end, 1) for end in (rings.worst.low, rings.worst.high)] == [28.3, 98.1]
    assert rings.worst.silent == 1074
    assert rings.sentence() == (
        "93.6% of the 466 people who answered said yes; chance alone could have made it anywhere from 91.0% to 95.5%. "
        "1,074 of the 1,540 people asked stayed silent: had they all said no, it would be 28.3%; had they all "
        "said yes, 98.1%."
    )
    assert rings.weighted.notes[0].en.startswith("No weights")
    assert rings.effective_n == 466
    ninety = three_rings([1, 0], count=[436, 30], asked=1540, about=ABOUT, level=0.9)
    assert ninety.sentence().endswith(" Ranges are 90% ranges.")


def test_the_weighted_ring_is_what_the_survey_package_gives():
    rings = three_rings(GOLDEN["y"], weights=GOLDEN["weights"], asked=900, about=ABOUT)
    assert rings.weighted.point == pytest.approx(GOLDEN["point"], abs=1e-12)
    assert rings.effective_n == pytest.approx(GOLDEN["effective"], rel=1e-9)
    assert [rings.weighted.low, rings.weighted.high] == pytest.approx(GOLDEN["ends"], abs=1e-10)


def test_weights_are_told_in_both_languages():
    rings = three_rings([1, 1, 0, 0], count=[300, 136, 20, 10], weights=[1, 2.5, 1, 4], asked=466, about=ABOUT)
    assert "Weighted to stand for everybody it is 91% (87% to 94%)." in rings.sentence()
    assert rings.sentence("es").endswith("Respondieron todas las personas a quienes se preguntó.")
    assert "Con pesos para representar a toda la población, es 91" in rings.sentence("es")
    assert rings.weighted.notes[0].en == "Unequal weights make 466 answers worth 242"
    assert "silent people think" in rings.limits()
    assert "quienes callan" in rings.limits("es")


def test_made_up_data_say_so():
    about = About(window=Window.year(2025), as_of=date(2026, 1, 5), synthetic=True)
    assert three_rings([True, False], asked=2, about=about).sentence().startswith("Made-up data for demonstration. 50%")


@pytest.mark.parametrize("n", [1, 3, 10, 30, 466])
def test_equal_weights_change_nothing_and_are_not_called_unequal(n):
    yes, weight = np.arange(n) % 3 > 0, np.full(n, 1 / 3)
    plain = three_rings(yes, asked=n + 5, about=ABOUT)
    equal = three_rings(yes, weights=weight, asked=n + 5, about=ABOUT)
    assert [equal.weighted.low, equal.weighted.high] == [plain.weighted.low, plain.weighted.high]
    assert equal.effective_n == n
    assert equal.weighted.notes[0].en == "All weights are the same, so each answer counts once"
    assert equal.sentence() == plain.sentence()


def test_a_weight_of_nobody_makes_no_weights_unequal():
    rings = three_rings([1, 0, 1], count=[7, 3, 0], weights=[2, 2, 5], asked=12, about=ABOUT)
    assert rings.effective_n == 10


def test_few_answers_are_worth_what_their_weights_leave_and_no_less():
    # Nearly equal weights: ten answers are worth ten, though the range takes ten as few.
    rings = three_rings([1, 0] * 5, weights=[1, 1.01] * 5, asked=12, about=ABOUT)
    assert rings.weighted.notes[0].en == "Unequal weights make 10 answers worth 10"
    assert rings.weighted.low < rings.sampling.low
    # Two of three weights in one half: Kish's n of unequal weights that say nothing of the answer.
    weights = np.repeat([1.0, 3.0], 50)
    rings = three_rings(np.tile([1, 0], 50), weights=weights, asked=100, about=ABOUT)
    assert rings.effective_n == pytest.approx(weights.sum() ** 2 / (weights**2).sum())


@rules
@given(
    cells=st.lists(
        st.tuples(st.integers(0, 1), st.integers(1, 40), st.sampled_from([0.5, 1.0, 2.0, 3.5])), min_size=2, max_size=8
    ),
    factor=st.floats(0.01, 100),
    more=st.integers(0, 300),
)
def test_rows_cells_and_the_scale_of_weights_give_the_same_rings(cells, factor, more):
    yes, count, weights = (np.array(column) for column in zip(*cells, strict=True))
    asked = int(count.sum()) + more
    grouped = three_rings(yes, count=count, weights=weights * factor, asked=asked, about=ABOUT)
    rows = three_rings(np.repeat(yes, count), weights=np.repeat(weights, count)[...], asked=asked, about=ABOUT)
    assert grouped.sampling == rows.sampling
    assert grouped.worst == rows.worst
    assert grouped.weighted.point == pytest.approx(rows.weighted.point)
    assert [grouped.weighted.low, grouped.weighted.high] == pytest.approx([rows.weighted.low, rows.weighted.high])
    assert grouped.worst.low <= grouped.sampling.point <= grouped.worst.high


def test_where_all_agree_the_weighted_ring_still_has_a_range():
    rings = three_rings(np.ones(50), weights=np.tile([1.0, 3.0], 25), asked=80, about=ABOUT)
    assert rings.weighted.point == 1
    assert rings.weighted.low < rings.sampling.low < 1
    assert rings.effective_n < 40.1


def covered(rng, truth, n, times, level=0.9):
    """How often the second ring holds a share when weights vary and say nothing of the answer."""
    hits = 0
    for _ in range(times):
        answers, weights = rng.random(n) < truth, rng.gamma(2.0, size=n) + 0.1
        ring = three_rings(answers, weights=weights, asked=n, about=ABOUT, level=level).weighted
        hits += ring.low <= truth <= ring.high
    return hits / times


def test_the_weighted_ring_covers_what_it_says():
    assert 0.866 <= covered(np.random.default_rng(911), 0.7, 200, 500) <= 0.934


@pytest.mark.parametrize(
    ("parts", "argument"),
    [
        ({"yes": [1, 2], "asked": 5}, "yes"),
        ({"yes": [1, float("nan")], "asked": 5}, "yes"),
        ({"yes": [], "asked": 5}, "yes"),
        ({"yes": ["1", "0"], "asked": 5}, "yes"),
        ({"yes": [[1, 0]], "asked": 5}, "yes"),
        ({"yes": [1, 0], "count": [0, 0], "asked": 5}, "yes"),
        ({"yes": [1, 0], "count": [3, 0.5], "asked": 5}, "count"),
        ({"yes": [1, 0], "count": [3], "asked": 5}, "count"),
        ({"yes": [1, 0], "weights": [1, 0], "asked": 5}, "weights"),
        ({"yes": ["yes", "no"], "asked": 5}, "yes"),
        ({"yes": pd.array([1, None], dtype="Int64"), "asked": 5}, "yes"),
        ({"yes": [1, 0], "weights": ["a", "b"], "asked": 5}, "weights"),
        ({"yes": [1, 0, 1], "asked": 2}, "asked"),
    ],
)
def test_what_cannot_be_is_named(parts, argument):
    with pytest.raises(DataError) as wrong:
        three_rings(about=ABOUT, **parts)
    assert wrong.value.argument == argument
