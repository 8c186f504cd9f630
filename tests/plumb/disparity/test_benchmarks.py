"""Rates stand against several benchmarks; ratios are R's poisson.test; a group that nobody counted gets no rate."""

import json
import pickle
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.contingency_tables import Table2x2

from commonbeat.plumb import About, DataError, Kind, Phrase, Reason, Window, rate
from commonbeat.plumb.disparity import Benchmark, benchmarked_rates
from commonbeat.plumb.disparity.ratios import odds_exact, ratio_of_counts

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())
ABOUT = About(window=Window.year(2017), as_of=date(2018, 6, 1), unit="stops", synthetic=True)
WHY = Phrase("Who lives there", "Quién vive allí")
RESIDENTS = Benchmark(
    name=Phrase("residents", "residentes"), why=WHY, amounts={"Blue": 8000, "Green": 20_000}, unit="residents"
)
CRASHES = Benchmark(
    name=Phrase("drivers in crashes", "conductores en choques"),
    why=Phrase("Who drives badly enough to crash", "Quién conduce tan mal que choca"),
    amounts={"Blue": 500, "Green": 600, "Red": 40},
    unit="drivers in crashes",
    per=1,
    counted=True,
)
EVENTS = {"Blue": 400, "Green": 500, "Red": 12}
rules = settings(deadline=None, derandomize=True, max_examples=50)


def found(events=EVENTS, benchmarks=(RESIDENTS, CRASHES), reference="Green", **others):
    return benchmarked_rates(events, benchmarks, reference=reference, about=ABOUT, **others)


@pytest.mark.parametrize("golden", GOLDEN["ratios"])
def test_ratios_of_rates_are_r_s_poisson_test(golden):
    blue, green, size = golden["a"], golden["b"], {"Blue": golden["s"], "Green": golden["t"]}
    people = Benchmark(name=Phrase("people", "gente"), why=WHY, amounts=size, unit="people")
    ratio = found({"Blue": blue, "Green": green}, [people], level=golden["level"]).against[0].ratios[0]
    assert [ratio.point, ratio.low, ratio.high] == pytest.approx([golden[end] for end in ("point", "low", "high")])
    assert ratio.method.key == "rate_ratio_exact"


def test_a_rate_against_a_census_is_plumb_s_rate():
    ours = found().against[0].rates[0]
    theirs = rate(400, 8000, per=1000, unit="residents", about=ABOUT)
    assert (ours.point, ours.low, ours.high) == pytest.approx((theirs.point, theirs.low, theirs.high))
    assert ours.notes == (WHY,)


@rules
@given(events=st.integers(0, 400), others=st.integers(1, 400), level=st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_exact_ends_are_where_a_tail_of_the_binomial_reaches_half_of_what_is_left(events, others, level):
    low, high = (float(end) for end in odds_exact(events, others, level))
    n, tail = events + others, (1 - level) / 2
    assert binom.cdf(events, n, high / (1 + high)) == pytest.approx(tail, rel=1e-6)
    if events:
        assert binom.sf(events - 1, n, low / (1 + low)) == pytest.approx(tail, rel=1e-6)
    else:
        assert low == 0


def test_the_ends_of_a_column_that_has_no_others_are_open():
    low, high = odds_exact([3, 0], [0, 0])
    assert np.isinf(high).all()
    assert low[0] > 0
    assert low[1] == 0


@rules
@given(scale=st.integers(2, 50))
def test_counting_residents_in_another_unit_changes_no_ratio(scale):
    bigger = {group: size * scale for group, size in RESIDENTS.amounts.items()}
    other = Benchmark(name=RESIDENTS.name, why=WHY, amounts=bigger, unit="residents")
    one, two = (found(benchmarks=[bench]).against[0].ratios[0] for bench in (RESIDENTS, other))
    assert (two.point, two.low, two.high) == pytest.approx((one.point, one.low, one.high))


def test_a_counted_benchmark_adds_its_own_chance():
    counted = found().against[1]
    census = Benchmark(name=CRASHES.name, why=WHY, amounts=CRASHES.amounts, unit="drivers in crashes", per=1)
    known = found(benchmarks=[census]).against[0]
    for ours, theirs in zip(counted.rates + counted.ratios, known.rates + known.ratios, strict=True):
        assert ours.point == pytest.approx(theirs.point)
        assert ours.high - ours.low > theirs.high - theirs.low
    half = 1.959963984540054 * np.sqrt(1 / 400 + 1 / 500 + 1 / 500 + 1 / 600)
    assert counted.ratios[0].low == pytest.approx(0.96 * np.exp(-half))
    assert "itself a count" in counted.ratios[0].notes[1].en
    assert counted.rates[0].method.key == "count_ratio_exact"


def test_half_is_added_where_a_count_is_zero_and_said():
    none = found({"Blue": 0, "Green": 500}, [Benchmark(**parts(amounts={"Blue": 500, "Green": 600}))])
    assert none.against[0].ratios[0].notes[-1].en.startswith("Half was added")
    assert none.against[0].ratios[0].point == pytest.approx((0.5 / 500.5) / (500.5 / 600.5))
    assert none.against[0].rates[0].low == 0


def test_the_log_normal_range_is_statsmodels_s():
    theirs = Table2x2([[1, 2], [3, 4]])
    wanted = (theirs.oddsratio, *theirs.oddsratio_confint(0.1))
    assert ratio_of_counts((1, 2, 3, 4), 0.9) == (pytest.approx(wanted), False)


def parts(**others):
    """CRASHES, with other parts."""
    plain = {name: getattr(CRASHES, name) for name in ("name", "why", "amounts", "unit", "per", "counted")}
    return plain | others


def test_a_group_that_nobody_counted_gets_no_rate_and_no_ratio():
    residents = found().against[0]
    assert residents.rates[2].reason is Reason.NO_DENOMINATOR
    assert (residents.rates[2].kind, residents.ratios[1].kind) == (Kind.RATE, Kind.RATIO)
    empty = Benchmark(name=RESIDENTS.name, why=WHY, amounts={"Blue": None, "Green": 0}, unit="residents")
    assert {shown.reason for shown in found(benchmarks=[empty]).against[0].rates} == {Reason.NO_DENOMINATOR}


def test_without_events_of_the_reference_there_is_no_ratio():
    for benchmark in (RESIDENTS, CRASHES):
        none = found({"Blue": 3, "Green": 0, "Red": 1}, [benchmark]).against[0].ratios[0]
        assert (none.reason, none.n_hint) == (Reason.TOO_FEW, 1)


def test_benchmarks_that_disagree_are_told_apart_and_never_joined():
    both = found()
    assert both.others == ("Blue", "Red")
    assert [ratio.point for ratio in both.ratios("Blue")] == pytest.approx([2.0, 0.96])
    said = both.sentence()
    assert said.startswith("Made-up data")
    assert "group Blue was, next to that of Green (2017): set against residents, 2.0" in said
    assert "Some benchmarks say that it was higher; the others cannot tell." in said
    assert "Only one benchmark gives a figure" in said
    assert "set against residents, nothing can be said" in said
    assert "residents: Who lives there; drivers in crashes: Who drives badly" in said
    apart = found(benchmarks=[RESIDENTS, Benchmark(**parts(amounts={"Blue": 900, "Green": 600}))])
    assert "The benchmarks do not agree, so the answer hangs" in apart.sentence()
    assert "no coinciden" in apart.sentence("es")
    assert "La tasa del grupo Blue, comparada con la de Green (2017), fue: en relación con" in both.sentence("es")
    assert "ranges" not in said
    assert "Ranges are 90% ranges. (" in found(level=0.9).sentence()
    assert not [name for name in dir(both) if name in ("point", "ratio", "rate", "mean")]


@pytest.mark.parametrize(
    ("blue", "said"), [(1600, "say that it was higher"), (60, "say that it was lower"), (207, "We cannot tell whether")]
)
def test_benchmarks_that_agree_say_so(blue, said):
    near = Benchmark(**parts(amounts={"Blue": 210, "Green": 500}))
    alike = found({"Blue": blue, "Green": 500}, [RESIDENTS, near])
    assert said in alike.sentence()


@pytest.mark.parametrize(("blue", "side", "lado"), [(1600, "higher", "alta"), (60, "lower", "baja")])
def test_a_benchmark_that_says_nothing_is_not_said_to_agree(blue, side, lado):
    near = Benchmark(**parts(amounts={"Blue": 210, "Green": 500}))
    silent = Benchmark(**parts(amounts={"Blue": 210, "Green": None}))
    figures = {"Blue": blue, "Green": 500}
    told = found(figures, [RESIDENTS, near, silent])
    assert f"All that give a figure say that it was {side}; how much" in told.sentence()
    assert f"Todas las que dan una cifra dicen que fue más {lado}; cuánto" in told.sentence("es")
    assert f"All benchmarks say that it was {side}; how much" in found(figures, [RESIDENTS, near]).sentence()


@pytest.mark.parametrize(
    ("blue", "said"), [(300, "Some benchmarks say that it was higher"), (130, "Some benchmarks say that it was lower")]
)
def test_benchmarks_of_which_some_cannot_tell_do_not_disagree(blue, said):
    near = Benchmark(**parts(amounts={"Blue": 6 if blue == 300 else 500, "Green": 10 if blue == 300 else 600}))
    wide = Benchmark(**parts(amounts={"Blue": 8 if blue == 130 else 200, "Green": 20 if blue == 130 else 500}))
    mixed = found({"Blue": blue, "Green": 500}, [near, wide])
    assert f"{said}; the others cannot tell." in mixed.sentence()
    assert "con las otras no se puede saber" in mixed.sentence("es")


def test_a_count_of_0_is_told_from_a_group_that_nobody_counted():
    unseen = found({"Blue": 3, "Green": 0}, [RESIDENTS, Benchmark(**parts(amounts={"Blue": 5, "Green": 6}))])
    assert "A count of 0 leaves nothing to compare with" in unseen.sentence()
    zero = found({"Blue": 3, "Green": 8}, [Benchmark(**parts(amounts={"Blue": 0, "Green": 6}))])
    assert (zero.against[0].rates[0].reason, zero.against[0].ratios[0].reason) == (Reason.TOO_FEW, Reason.TOO_FEW)
    assert "Un conteo de 0" in zero.sentence("es")
    assert zero.against[0].benchmark.of("Blue") == 0
    assert zero.against[0].benchmark.of("Red") is None


def test_amounts_are_kept_apart_from_what_the_caller_holds_and_travel():
    mine = {"Blue": 500, "Green": 600}
    kept = Benchmark(**parts(amounts=mine))
    mine["Blue"] = 1
    assert kept.of("Blue") == 500
    with pytest.raises(TypeError):
        kept.amounts["Blue"] = 2
    assert pickle.loads(pickle.dumps(kept)) == kept
    assert pickle.loads(pickle.dumps(found())) == found()


def test_series_and_iterators_serve_and_a_doubled_label_does_not():
    series = pd.Series({"Blue": 400, "Green": 500})
    amounts = pd.Series(RESIDENTS.amounts)
    given = Benchmark(name=RESIDENTS.name, why=WHY, amounts=amounts, unit="residents")
    assert found(series, iter([given])).against[0].ratios == found(dict(series), [RESIDENTS]).against[0].ratios
    twice = pd.Series([100, 50, 70], index=["Blue", "Blue", "Green"])
    with pytest.raises(DataError, match=r"events\[Blue\]: the group stands there twice"):
        found(twice, [RESIDENTS])
    with pytest.raises(DataError, match=r"amounts\[Blue\]: the group stands there twice"):
        Benchmark(**parts(amounts=twice))


def test_a_group_that_no_benchmark_counts_cannot_be_told():
    assert "No benchmark counts both groups" in found(benchmarks=[RESIDENTS]).sentence()
    real = About(window=Window.year(2017), as_of=date(2018, 6, 1), unit="stops")
    plain = benchmarked_rates({"Blue": 1, "Green": 2}, [RESIDENTS], reference="Green", about=real)
    assert plain.sentence().startswith("The rate of the group Blue")


def test_it_says_what_it_cannot_show():
    assert "residents are not drivers" in found().limits()
    assert "los residentes no son los conductores" in found().limits("es")


SPOILED = [
    (lambda: found([3, 4]), "events: .* does not say which group is which"),
    (lambda: Benchmark(**parts(amounts=7)), "amounts: 7 does not say which group is which"),
    (lambda: benchmarked_rates(EVENTS, [CRASHES], reference="Green", about=None), "about: None"),
    (lambda: found({1: 3, 2: 4}), "events: group: 1 is not text"),
    (lambda: found(reference="Grey"), "reference: no events are given for 'Grey'"),
    (lambda: found({"Blue": -1, "Green": 2}), r"events\[Blue\]: -1 is not a whole number"),
    (lambda: found({"Green": 2}), "nothing to compare"),
    (lambda: found(benchmarks=[]), "nothing to compare"),
    (lambda: found(benchmarks=["residents"]), "is not a Benchmark"),
    (lambda: found(benchmarks=RESIDENTS), "benchmarks: it is a Benchmark. Give a list, even of one Benchmark"),
    (lambda: found({"Blue": 1, "Green": 2}, [CRASHES]), "count 'Red', a group without events"),
    (lambda: Benchmark(**parts(why="because")), "why: 'because' is not a Phrase"),
    (lambda: Benchmark(**parts(name="x")), "name: 'x' is not a Phrase"),
    (lambda: Benchmark(**parts(unit=" ")), "unit"),
    (lambda: Benchmark(**parts(per=0)), "per"),
    (lambda: Benchmark(**parts(amounts={"Blue": -2})), r"amounts\[Blue\]: -2 drivers in crashes cannot be"),
    (lambda: Benchmark(**parts(amounts={"Blue": 2.5})), "2.5 drivers in crashes cannot be"),
    (lambda: Benchmark(**parts(amounts={"Blue": float("nan")})), "nan is not a number"),
    (lambda: found().ratios("Green"), "'Green' has no ratio"),
]


@pytest.mark.parametrize(("spoiled", "said"), SPOILED)
def test_what_cannot_be_is_said(spoiled, said):
    with pytest.raises(DataError, match=said):
        spoiled()
