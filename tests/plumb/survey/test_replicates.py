"""Replicates give R's jackknife exactly, and the bootstrap agrees with what is derived."""

import numpy as np
import pytest

from commonbeat.plumb import DataError
from commonbeat.plumb.survey import (
    Design,
    Groups,
    Margin,
    bootstrap,
    jackknife,
    mean,
    quantile,
    rake,
    ratio,
    share,
    total,
    trim,
)
from plumb.survey.schools import ABOUT, clus1, column, groups, margins, strat


def agrees(ours, theirs, label="all"):
    assert ours[label].point == pytest.approx(theirs["point"], rel=1e-9)
    assert ours.standard_errors[label] == pytest.approx(theirs["se"], rel=1e-8)


def test_the_jackknife_of_one_stratum_is_rs(api, golden):
    frame = api["apiclus1"]
    sample, theirs = jackknife(clus1(frame)), golden["jk1"]
    assert (sample.scheme, len(sample), sample.degrees) == ("JK1", 15, 14)
    agrees(mean(sample, column(frame, "api00"), about=ABOUT), theirs["mean"])
    agrees(total(sample, column(frame, "enroll"), about=ABOUT), theirs["total"])
    agrees(ratio(sample, column(frame, "api.stu"), column(frame, "enroll"), about=ABOUT), theirs["ratio"])
    by = mean(sample, column(frame, "api00"), by=groups(frame, "awards"), about=ABOUT)
    for label, point, se in zip(*(theirs["by"][name] for name in ("label", "point", "se")), strict=True):
        agrees(by, {"point": point, "se": se}, label)


def test_the_jackknife_of_several_strata_is_rs(api, golden):
    frame = api["apistrat"]
    sample, theirs = jackknife(strat(frame)), golden["jkn"]
    assert (sample.scheme, len(sample)) == ("JKn", 200)
    agrees(mean(sample, column(frame, "api00"), about=ABOUT), theirs["mean"])
    agrees(total(sample, column(frame, "enroll"), about=ABOUT), theirs["total"])


def test_raking_again_in_every_replicate_is_what_r_does(api, golden):
    frame = api["apiclus1"]
    design = clus1(frame).weighted(rake(margins(frame, golden), base=frame.pw))
    again, kept = jackknife(design), jackknife(design, refit=False)
    agrees(mean(again, column(frame, "api00"), about=ABOUT), golden["jk1_raked"]["mean"])
    agrees(total(again, column(frame, "enroll"), about=ABOUT), golden["jk1_raked"]["total"])
    enroll = column(frame, "enroll")
    loose = total(kept, enroll, about=ABOUT).standard_errors["all"]
    assert loose > 1.5 * golden["jk1_raked"]["total"]["se"]  # margins left alone make a total look less sure


def test_the_bootstrap_agrees_with_the_linearized_error(api, golden):
    frame = api["apistrat"]
    design = strat(frame).weighted(rake(margins(frame, golden), base=frame.pw))
    y = column(frame, "api00")
    sample = bootstrap(design, seed=7, replicates=300)
    assert (sample.scheme, sample.degrees) == ("bootstrap", 197)
    found = mean(sample, y, about=ABOUT)
    assert found["all"].method.key == "survey_bootstrap"
    assert found["all"].notes[0].said("en") == "The standard error comes from 300 replicates (bootstrap)"
    assert "300 réplicas" in share(sample, y > 700, about=ABOUT)["all"].notes[0].said("es")
    assert found.standard_errors["all"] == pytest.approx(mean(design, y, about=ABOUT).standard_errors["all"], rel=0.15)
    plain, low = bootstrap(strat(frame), seed=7, replicates=300), mean(strat(frame), y, about=ABOUT)
    assert mean(plain, y, about=ABOUT).standard_errors["all"] == pytest.approx(low.standard_errors["all"], rel=0.15)
    median = quantile(plain, y, 0.5, about=ABOUT)
    woodruff = quantile(strat(frame), y, 0.5, about=ABOUT)
    assert median["all"].point == woodruff["all"].point
    assert median.standard_errors["all"] == pytest.approx(woodruff.standard_errors["all"], rel=0.3)


def test_weights_that_were_trimmed_and_not_fitted_again_are_plain_weights():
    rng = np.random.default_rng(41)
    base, sex = rng.gamma(1, 1, 60) + 0.2, rng.integers(0, 2, 60).astype(str)
    y = rng.normal(size=60) + base
    cut = trim(rake([Margin.of("sex", sex, {"0": 500, "1": 500})], base=base), most=1.6, refit=False)
    design, plain = Design(weights=base).weighted(cut), Design(weights=cut.values)
    assert cut.margin_error > 0.01
    for ask in (lambda d: mean(d, y, about=ABOUT), lambda d: total(d, sex == "0", about=ABOUT)):
        known = ask(plain).standard_errors["all"]
        assert ask(design).standard_errors["all"] == pytest.approx(known)
        assert ask(jackknife(design)).standard_errors == pytest.approx(ask(jackknife(plain)).standard_errors)
        assert ask(jackknife(design)).standard_errors["all"] == pytest.approx(known, rel=0.05)
        assert ask(bootstrap(design, seed=6)).standard_errors["all"] == pytest.approx(known, rel=0.25)


def test_one_seed_gives_one_bootstrap(api):
    frame = api["apiclus1"]
    first, second, other = (bootstrap(clus1(frame), seed=seed, replicates=40) for seed in (1, 1, 2))
    assert (first.seed, bootstrap(clus1(frame)).seed, jackknife(clus1(frame)).seed) == (1, 0, None)
    np.testing.assert_array_equal(first.factors, second.factors)
    assert not np.array_equal(first.factors, other.factors)
    np.testing.assert_allclose(np.mean(bootstrap(clus1(frame), seed=3, replicates=5000).factors, axis=1), 1, atol=0.06)
    assert first.factors.min() >= 0


def test_a_replicate_counts_a_population_that_is_used_up():
    design = Design(weights=np.ones(6), population=6)
    for sample in (jackknife(design), bootstrap(design, seed=1, replicates=20)):
        assert mean(sample, np.arange(6), about=ABOUT).standard_errors["all"] == 0


def test_a_group_that_a_replicate_loses_is_left_out():
    design = Design(weights=np.ones(30))
    by = Groups(name="area", codes=np.repeat([0, 1], [28, 2]), levels=("large", "tiny"))
    found = mean(bootstrap(design, seed=4, replicates=100), np.arange(30), by=by, about=ABOUT)
    assert list(found) == ["large"]
    assert found.left_out["tiny"].value == "too_few"


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda d: jackknife(Design(weights=np.ones(3), strata=list("abb"))), "strata: stratum a has one unit"),
        (lambda d: bootstrap(Design(weights=np.ones(3), strata=list("abb")), seed=1), "strata: stratum a has one unit"),
        (lambda d: jackknife(two_stages()), "design: people were drawn inside its clusters"),
        (lambda d: bootstrap(two_stages(), seed=1), r"design: people .* Give the design itself: its linearized error"),
        (lambda d: jackknife(Design(weights=np.ones(9000))), "9,000 units in 9,000 replicates need too much memory"),
        (lambda d: bootstrap(d, seed=-1), "seed: -1 is not a whole number"),
        (lambda d: bootstrap(d, seed=1, replicates=1), "replicates: 1 is not a whole number from 2 up"),
        (lambda d: quantile(jackknife(d), np.arange(6), 0.5, about=ABOUT), "sample: the jackknife is wrong"),
        (
            lambda d: mean(jackknife(d.weighted(rake([lone()]))), np.arange(6), about=ABOUT),
            "replicates: in replicate 0: no weight is left where kind = a",
        ),
        (
            lambda d: mean(jackknife(d.weighted(rake([even(), lone()]))), np.arange(6), about=ABOUT),
            "replicates: in replicate 0: no weight is left where kind = a",
        ),
    ],
)
def test_errors_say_which_stratum_or_replicate(ask, words):
    with pytest.raises(DataError, match=words):
        ask(Design(weights=np.ones(6)))


def two_stages():
    sizes = {str(i): 10 for i in range(3)}
    return Design(weights=np.ones(6), clusters=np.arange(6) // 2, population=3, cluster_population=sizes)


def lone():
    return Margin.of("kind", list("abbbbb"), {"a": 10, "b": 50})


def even():
    return Margin.of("even", list("xyxyxy"), {"x": 30, "y": 30})
