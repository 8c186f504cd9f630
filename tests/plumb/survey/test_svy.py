"""A second oracle: the Python package svy finds the same weights, figures, errors and ranges."""

import numpy as np
import polars
import pytest
import svy

from commonbeat.plumb.survey import mean, rake, ratio, share, total
from plumb.survey.schools import ABOUT, THREE, clus1, column, groups, margins, strat


@pytest.fixture(scope="module")
def both(api):
    """Our frame, and the stratified sample in svy."""
    frame = api["apistrat"]
    numbers = {name: column(frame, name) for name in ("api00", "api.stu", "enroll", "pw", "fpc")}
    words = {name: [str(one) for one in frame[name]] for name in ("stype", "sch.wide", "comp.imp", "awards")}
    yes = (frame.awards == "Yes").to_numpy().astype(float)
    data = polars.DataFrame(numbers | words | {"yes": yes})
    return frame, svy.Sample(data, svy.Design(stratum="stype", wgt="pw", pop_size="fpc"))


def rows(found):
    return found.to_polars().to_dicts()


def known(golden):
    return {name: dict(golden["margins"][name]) for name in THREE}


def agrees(ours, theirs, label="all", rel=1e-7):
    assert ours[label].point == pytest.approx(theirs["est"], rel=1e-9)
    assert ours.standard_errors[label] == pytest.approx(theirs["se"], rel=rel)


def test_means_totals_and_ratios(both):
    frame, sample = both
    design, estimation = strat(frame), sample.estimation
    found = mean(design, column(frame, "api00"), about=ABOUT)
    agrees(found, rows(estimation.mean("api00"))[0])
    assert found["all"].low == pytest.approx(rows(estimation.mean("api00"))[0]["lci"], rel=1e-9)
    agrees(total(design, column(frame, "enroll"), about=ABOUT), rows(estimation.total("enroll"))[0])
    students, enrolled = column(frame, "api.stu"), column(frame, "enroll")
    agrees(ratio(design, students, enrolled, about=ABOUT), rows(estimation.ratio("api.stu", "enroll"))[0])


def test_raked_weights_keep_their_base(both, golden):
    frame, sample = both
    theirs = sample.weighting.rake(controls=known(golden), tol=1e-13, wgt_name="raked")
    weights = rake(margins(frame, golden), base=frame.pw)
    np.testing.assert_allclose(weights.values, theirs.data["raked"].to_numpy(), rtol=1e-10)


def test_raked_weights_lead_to_the_same_errors_where_the_base_is_even(api, golden):
    frame = api["apiclus1"]
    words = {name: [str(one) for one in frame[name]] for name in (*THREE, "awards", "dnum")}
    data = polars.DataFrame({name: column(frame, name) for name in ("api00", "pw", "fpc")} | words)
    sample = svy.Sample(data, svy.Design(psu="dnum", wgt="pw", pop_size="fpc"))
    theirs = sample.weighting.rake(controls=known(golden), tol=1e-13, wgt_name="raked")
    design = clus1(frame).weighted(rake(margins(frame, golden), base=frame.pw))
    found = mean(design, column(frame, "api00"), by=groups(frame, "awards"), about=ABOUT)
    for row in rows(theirs.estimation.mean("api00", by="awards")):
        agrees(found, row, row["awards"], rel=5e-5)  # svy and R sweep over the margins a few times, not to the end


@pytest.mark.parametrize(("interval", "rel"), [("logit", 1e-7), ("wilson", 1e-4)])
def test_ranges_of_a_share(both, interval, rel):
    frame, sample = both
    theirs = next(row for row in rows(sample.estimation.prop("yes", ci_method=interval)) if row["yes"] == 1)
    found = share(strat(frame), frame.awards == "Yes", about=ABOUT, interval=interval)
    agrees(found, theirs)  # svy counts degrees of freedom twice in Wilson's range, hence its wider margin
    assert found["all"].low == pytest.approx(theirs["lci"], rel=rel)
    assert found["all"].high == pytest.approx(theirs["uci"], rel=rel)
