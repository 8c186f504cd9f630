"""Means, totals, ratios, shares and their errors are R's, for every design and every way of weighting."""

import numpy as np
import pytest

from commonbeat.plumb import DataError, Kind, Reason
from commonbeat.plumb.survey import Amount, Design, Groups, calibrate, mean, quantile, rake, ratio, share, total
from plumb.survey.schools import ABOUT, clus1, clus2, column, groups, margins, strat

EXACT = {"rel": 1e-9}
SWEEPS = 5e-5
"""R takes raked margins out of a residual by ten sweeps only; its calibrate(calfun="raking") goes to the end."""


def linear_strat(frame, golden):
    weights = calibrate(
        margins(frame, golden, ("sch.wide", "comp.imp")),
        amounts=[Amount(name="enroll", values=column(frame, "enroll"), total=golden["enrolled"])],
        base=frame.pw,
    )
    return strat(frame).weighted(weights)


def linear(frame, golden):
    weights = calibrate(
        margins(frame, golden, ("stype",)),
        amounts=[Amount(name="enroll", values=column(frame, "enroll"), total=golden["enrolled"])],
        base=frame.pw,
    )
    return clus1(frame).weighted(weights)


def bounded(frame, golden):
    known = margins(frame, golden, ("stype", "sch.wide"))
    return clus1(frame).weighted(calibrate(known, base=frame.pw, method="logit", bounds=(0.5, 2.5)))


DESIGNS = {
    "strat": ("apistrat", lambda frame, golden: strat(frame)),
    "open": ("apistrat", lambda frame, golden: strat(frame, population=None)),
    "clus1": ("apiclus1", lambda frame, golden: clus1(frame)),
    "clus2": ("apiclus2", lambda frame, golden: clus2(frame)),
    "raked_clus1": ("apiclus1", lambda f, golden: clus1(f).weighted(rake(margins(f, golden), base=f.pw))),
    "exponential": ("apistrat", lambda f, golden: strat(f).weighted(rake(margins(f, golden), base=f.pw))),
    "linear": ("apiclus1", linear),
    "linear_strat": ("apistrat", linear_strat),
    "bounded": ("apiclus1", bounded),
}


@pytest.fixture(params=DESIGNS)
def case(request, api, golden):
    """A frame, its design, what R found, and how exactly."""
    name, make = DESIGNS[request.param]
    rel = SWEEPS if request.param == "raked_clus1" else 1e-7
    return api[name], make(api[name], golden), golden[request.param], rel


def agrees(ours, theirs, label="all", rel=1e-7):
    assert ours[label].point == pytest.approx(theirs["point"], **EXACT)
    assert ours.standard_errors[label] == pytest.approx(theirs["se"], rel=rel, abs=1e-12 * abs(theirs["point"]))


def agrees_by(ours, theirs, rel):
    assert set(ours) == {label.replace(".", ", ") for label in theirs["label"]}
    for label, point, se in zip(theirs["label"], theirs["point"], theirs["se"], strict=True):
        agrees(ours, {"point": point, "se": se}, label.replace(".", ", "), rel)


def test_means_totals_and_ratios_agree_with_r(case):
    frame, design, theirs, rel = case
    enroll, told = column(frame, "enroll"), {"about": ABOUT, "skip_missing": True}
    agrees(mean(design, column(frame, "api00"), about=ABOUT), theirs["mean"], rel=rel)
    agrees(total(design, enroll, **told), theirs["total"], rel=rel)
    agrees(ratio(design, column(frame, "api.stu"), enroll, **told), theirs["ratio"], rel=rel)
    assert mean(design, column(frame, "api00"), about=ABOUT).degrees["all"] == theirs["degf"]


def test_domains_agree_with_r(case):
    frame, design, theirs, rel = case
    told = {"by": groups(frame, "awards"), "about": ABOUT, "skip_missing": True}
    agrees_by(mean(design, column(frame, "api00"), **told), theirs["by"], rel)
    agrees_by(total(design, column(frame, "enroll"), **told), theirs["by_total"], rel)
    agrees_by(ratio(design, column(frame, "api.stu"), column(frame, "enroll"), **told), theirs["by_ratio"], rel)


def test_crossed_domains_agree_with_r_where_two_units_are_in_them(case):
    frame, design, theirs, rel = case
    found = mean(design, column(frame, "api00"), by=[groups(frame, "awards"), groups(frame, "stype")], about=ABOUT)
    columns = (theirs["crossed"][name] for name in ("label", "point", "se"))
    known = {label.replace(".", ", "): {"point": point, "se": se} for label, point, se in zip(*columns, strict=True)}
    assert len(found) + len(found.left_out) == len(known)
    assert set(found.left_out.values()) <= {Reason.TOO_FEW}
    for label in found:
        agrees(found, known[label], label, rel)


def test_shares_have_rs_logit_range(case):
    frame, design, theirs, rel = case
    found = share(design, frame.awards == "Yes", about=ABOUT, level=theirs["share"]["level"])
    agrees(found, theirs["share"], rel=rel)
    assert found["all"].low == pytest.approx(theirs["share"]["low"], rel=rel)
    assert found["all"].high == pytest.approx(theirs["share"]["high"], rel=rel)


def test_quantiles_have_rs_woodruff_range(case):
    frame, design, theirs, _ = case
    for known in theirs["quantiles"]:
        found = quantile(design, column(frame, "api00"), known["at"], about=ABOUT)
        figure = found["all"]
        assert (figure.point, figure.low, figure.high) == (known["point"], known["low"], known["high"])
        assert found.standard_errors["all"] == pytest.approx(known["se"], **EXACT)


def test_the_published_figures_of_the_api_data(api):
    found = mean(strat(api["apistrat"]), column(api["apistrat"], "api00"), about=ABOUT)
    assert (round(found["all"].point, 7), round(found.standard_errors["all"], 5)) == (662.2873632, 9.40894)
    found = mean(clus1(api["apiclus1"]), column(api["apiclus1"], "api00"), about=ABOUT)
    assert (round(found["all"].point, 7), round(found.standard_errors["all"], 8)) == (644.1693989, 23.54224069)
    found = total(strat(api["apistrat"]), column(api["apistrat"], "enroll"), about=ABOUT)
    assert (round(found["all"].point, 3), round(found.standard_errors["all"], 4)) == (3687177.532, 114641.7161)


def test_a_stratum_with_one_school_is_compared_with_all_as_in_r(api, golden):
    frame = api["apistrat"]
    few = frame[(frame.stype != "H") | (np.arange(200) == np.argmax(frame.stype == "H"))]
    design = strat(few)
    found = mean(design, column(few, "api00"), about=ABOUT)
    agrees(found, golden["lonely"]["mean"])
    agrees(ratio(design, column(few, "api.stu"), column(few, "enroll"), about=ABOUT), golden["lonely"]["ratio"])
    assert "One stratum with a single unit" in found["all"].notes[0].said("en")
    assert "Un estrato" in found["all"].notes[0].said("es")


def test_a_total_that_is_a_margin_has_no_error(api, golden):
    frame = api["apistrat"]
    design = strat(frame).weighted(rake(margins(frame, golden), base=frame.pw))
    found = total(design, frame.stype == "H", about=ABOUT)
    assert found["all"].point == pytest.approx(755)
    assert found.standard_errors["all"] == 0


def test_many_domains_at_once_are_the_same_as_in_turns(api, golden, monkeypatch):
    frame = api["apiclus1"]
    for design in (
        clus1(frame).weighted(rake(margins(frame, golden), base=frame.pw)),
        strat(api["apistrat"]).weighted(rake(margins(api["apistrat"], golden), base=api["apistrat"].pw)),
    ):
        rows = len(design)
        by = Groups(name="third", codes=np.arange(rows) % 4 - 1, levels=("a", "b", "c"))
        y = np.arange(rows) ** 1.5
        at_once = mean(design, y, by=by, about=ABOUT)
        with monkeypatch.context() as turns:
            turns.setattr("commonbeat.plumb.survey.linearization.CHUNK", 4)
            in_turns = mean(design, y, by=by, about=ABOUT)
        assert in_turns.standard_errors == pytest.approx(at_once.standard_errors)


def test_wilson_at_the_effective_n_is_wilson_where_all_count_the_same():
    hits = np.arange(900) < 540
    found = share(Design(weights=np.ones(900)), hits, about=ABOUT, interval="wilson")["all"]
    assert (found.low, found.high) == (pytest.approx(0.5676, abs=5e-4), pytest.approx(0.6315, abs=5e-4))
    assert found.method.key == "survey_wilson"


@pytest.mark.parametrize("interval", ["logit", "wilson"])
def test_where_all_answer_alike_the_range_is_wilsons_with_a_note(interval):
    design = Design(weights=np.tile([1.0, 3.0], 20))
    by = Groups.of(np.repeat(["yes", "no", "some"], [10, 10, 20]), name="group")
    hits = np.concatenate([np.ones(10), np.zeros(10), np.arange(20) % 2])
    found = share(design, hits, by=by, about=ABOUT, interval=interval)
    assert (found["yes"].point, found["yes"].high, found["no"].low) == (1, 1, 0)
    effective = 20**2 / (5 * 1 + 5 * 9)
    assert effective == 8
    assert found["yes"].low == pytest.approx(1 - found["no"].high)
    assert 0.55 < found["yes"].low < 8 / (8 + 1.96**2)  # Wilson's low end at 8 of 8, lower for few degrees of freedom
    assert "gave the same answer" in found["yes"].notes[-1].said("en")
    assert not found["some"].notes


def test_a_share_that_the_margins_fix_has_a_range_of_no_width(golden, api):
    frame = api["apistrat"]
    design = Design(weights=frame.pw).weighted(rake(margins(frame, golden), base=frame.pw))
    for interval in ("logit", "wilson"):
        found = share(design, frame.stype == "H", about=ABOUT, interval=interval)["all"]
        assert found.low == pytest.approx(755 / 6194)
        assert found.high == pytest.approx(755 / 6194)


def test_groups_without_answers_are_left_out_with_the_reason():
    design = Design(weights=np.ones(6))
    by = Groups(name="area", codes=np.array([0, 0, 0, 1, -1, 2]), levels=("a", "b", "c", "d"))
    found = mean(design, [1, 2, 3, 4, 5, np.nan], by=by, about=ABOUT, skip_missing=True)
    assert list(found) == ["a"]
    assert found.left_out == {
        "b": Reason.TOO_FEW,
        "c": Reason.NO_DENOMINATOR,
        "d": Reason.NO_DENOMINATOR,
    }
    assert found["a"].n == 3
    assert found["a"].notes[-1].said("en") == "1 rows without an answer were left out"
    twice = ratio(design, [1, 2, 3, 0, 0, 0], [1, 1, 1, 0, 0, 0], by=[by, by], about=ABOUT)
    assert list(twice) == ["a, a"]
    assert twice.left_out == {"b, b": Reason.NO_DENOMINATOR, "c, c": Reason.NO_DENOMINATOR}


def test_results_say_themselves(api):
    frame = api["apistrat"]
    found = share(strat(frame), frame.awards == "Yes", by=groups(frame, "stype"), about=ABOUT)
    lines = found.sentence().split("\n")
    assert lines[0].startswith("E: Our best figure is 73% (n = 100, 2000)")
    assert found.sentence("es").split("\n")[0].startswith("E: Nuestra mejor cifra es 73")
    assert mean(strat(frame), frame.awards == "Yes", about=ABOUT).sentence().startswith("Our best figure")
    assert {(figure.kind, figure.unit) for figure in found.values()} == {(Kind.SHARE, "schools")}
    students = total(strat(frame), column(frame, "enroll"), about=ABOUT, unit="students")
    assert students.sentence().startswith("Our best figure is 3,687,178 students (n = 200, 2000)")
    assert mean(strat(frame), column(frame, "enroll"), about=ABOUT)["all"].unit == ""


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda d: mean(d, [1, 2, np.nan, 4], about=ABOUT), "values: row 2 has no answer"),
        (lambda d: mean(d, [1, 2, 3], about=ABOUT), "values: it has 3 rows, the design 4"),
        (lambda d: mean(d, [1, 2, np.inf, 4], about=ABOUT), "row 2 is infinite"),
        (lambda d: mean(d, ["a", "b", "c", "d"], about=ABOUT), "values: it holds something that is no number"),
        (lambda d: mean(d, [[1, 2], [3, 4]], about=ABOUT), "it has 2 dimensions"),
        (lambda d: share(d, ["yes"] * 4, about=ABOUT), "hits: it holds something that is no number"),
        (lambda d: share(d, [0, 1, 2, 0], about=ABOUT), "hits: row 2 is neither 0 nor 1"),
        (lambda d: share(d, [0, 1, 1, 0], about=ABOUT, interval="wald"), "interval: 'wald' is not known"),
        (lambda d: share(d, [0, 1, 1, 0], about=ABOUT, level=95), "level: 95 is not between 0 and 1"),
        (lambda d: ratio(d, [0, 1, -1, 0], [1, 1, 1, 1], about=ABOUT), "values: row 2 is below zero"),
        (lambda d: ratio(d, [0, 1, 1, 0], [1, 1, 1, -1], about=ABOUT), "over: row 3 is below zero"),
        (lambda d: mean(d, [1, 2, 3, 4], by=[], about=ABOUT), "by: no column of groups"),
        (lambda d: mean(d, [1, 2, 3, 4], by=Groups.of(list("abc"), name="area"), about=ABOUT), "area: it has 3 rows"),
        (
            lambda d: mean(d, [1, 2, 3, 4], by=Groups.of(list("abcd"), name="area"), about=ABOUT),
            "area: in no group of it were two units of one stratum drawn",
        ),
        (
            lambda d: mean(
                d,
                [1, 2, 3, 4],
                by=[Groups.of(list("abcd"), ["a"], name="p"), Groups.of(list("abcd"), ["b"], name="q")],
                about=ABOUT,
            ),
            "by: no row belongs to a level of every column",
        ),
        (lambda d: quantile(d, [np.nan] * 4, 0.5, skip_missing=True, about=ABOUT), "all: nobody in it answered"),
        (lambda d: mean(d, [np.nan] * 4, skip_missing=True, about=ABOUT), "all: nobody in it answered"),
        (lambda d: quantile(d, [1, 2, 3, 4], 50, about=ABOUT), "at: 50 is not between 0 and 1"),
    ],
)
def test_errors_name_the_argument_and_the_row(ask, words):
    with pytest.raises(DataError, match=words):
        ask(Design(weights=np.ones(4)))
