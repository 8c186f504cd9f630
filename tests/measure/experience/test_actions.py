"""The score is worked out from cells of three towns' answers, kept apart, published, and had again from the export."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.places import actions as places
from commonbeat.measure.experience import actions
from commonbeat.measure.findings import corrections, queries
from commonbeat.measure.findings.models import Finding, Run
from commonbeat.measure.findings.rules import RunState
from commonbeat.plumb import Estimate, Reason, Withheld, wilson
from commonbeat.show.opendata import actions as opendata


def shown(run, place=None, code="", measure="contact_score"):
    return Finding.objects.get(run=run, measure=measure, neighborhood=place, code=code).figure


@pytest.fixture
def scored(answered, riverton, console):
    return actions.publish(actor=console, agency=riverton)


def test_the_score_of_the_agency_of_a_neighborhood_and_of_a_month(scored, answered):
    whole = shown(scored)
    assert (whole.numerator, whole.n, whole.asked) == (82, 131, 270)
    assert (shown(scored, answered["seward"]).n, shown(scored, answered["seward"]).asked) == (60, 170)
    month = shown(scored, code="2026-08", measure="contact_score_by_month")
    assert (month.numerator, month.n, month.asked) == (35, 54, 120)
    assert month.window.said() == "August 2026"


def test_the_small_neighborhood_and_month_are_told_as_too_few_with_the_threshold(scored, answered):
    assert shown(scored, answered["bryant"]).reason is Reason.TOO_FEW
    assert shown(scored, answered["bryant"]).n_hint == 30
    october = shown(scored, code="2026-10", measure="contact_score_by_month")
    assert isinstance(october, Withheld)
    assert october.n_hint == 10


def test_a_run_rests_on_counts_that_nobody_can_try_out(scored):
    assert set(scored.inputs[0]) == {"kind", "until", "fingerprint"}
    assert scored.inputs[0]["until"] == "2026-10-31"
    assert scored.check_summary["leaks"] == 0
    assert scored.subjects("es") == ["Después de un contacto con la policía"]


@pytest.mark.parametrize("place", ["all", "seward", "cooper"])
def test_the_score_can_be_worked_out_again_from_the_files(scored, riverton, console, place):
    released = {one.dataset: one for one in opendata.release_new(actor=console, agency=riverton)}
    rows = list(csv.DictReader(io.StringIO(released["contact_score"].file.read().decode())))
    (row,) = [row for row in rows if row["place"] == place]
    check_again(row)
    everything = queries.releases(riverton)
    (figures,) = [one for one in everything if one.dataset == "experience-figures"]
    for row in csv.DictReader(io.StringIO(figures.file.read().decode())):
        if row["value"]:
            assert int(row["numerator"]) / int(row["denominator"]) == pytest.approx(float(row["value"]), abs=1e-6)
            assert int(row["asked"]) >= int(row["n"])
        else:
            assert row["numerator"] == row["asked"] == ""


def check_again(row):
    top, answered, asked = int(row["numerator"]), int(row["n"]), int(row["asked"])
    low, high = wilson(top, answered)
    assert top / answered == pytest.approx(float(row["value"]), abs=1e-9)
    assert (float(low), float(high)) == pytest.approx((float(row["low"]), float(row["high"])), abs=1e-9)
    kept = Finding.objects.get(
        run__state=RunState.PUBLISHED,
        measure="contact_score",
        neighborhood__slug=None if row["place"] == "all" else row["place"],
        code="",
    ).figure
    assert kept.worst == pytest.approx((top / asked, (top + asked - answered) / asked), abs=1e-9)


def test_another_towns_answers_are_not_counted(answered, ask, lakefield, the_state, riverton, console):
    ask(lakefield, "seward", date(2026, 9, 12), asked=60, top=20, rest=20)
    assert shown(actions.compute(actor=console, agency=riverton)).n == 131
    theirs = actions.compute(actor=console, agency=lakefield)
    assert shown(theirs).n == 40
    places.add(actor=console, agency=the_state, names=["Seward"], reason="test")
    with pytest.raises(ValidationError, match="No month of asking is over yet"):
        actions.compute(actor=console, agency=the_state)


def test_before_a_month_is_over_nothing_is_worked_out(towns, ask, riverton, console):
    assert actions.recompute(actor=console, agency=riverton) is None
    ask(riverton, "seward", date(2026, 11, 2), asked=60, top=20, rest=20)
    assert actions.recompute(actor=console, agency=riverton) is None
    with pytest.raises(ValidationError, match="No month of asking is over yet"):
        actions.publish(actor=console, agency=riverton)


def test_a_new_run_is_worked_out_only_where_something_changed(scored, ask, riverton, console):
    assert actions.recompute(actor=console, agency=riverton) is None
    ask(riverton, "seward", date(2026, 9, 20), top=10, rest=10)
    run = actions.recompute(actor=console, agency=riverton)
    assert run.state == RunState.CHECKED
    assert Run.objects.current().get() == scored
    assert actions.recompute(actor=console, agency=riverton) is None


def test_a_score_that_changed_by_a_handful_is_published_as_it_was(scored, answered, ask, riverton, console):
    ask(riverton, "seward", date(2026, 9, 20), top=2, rest=1)
    again = actions.publish(actor=console, agency=riverton)
    assert shown(again, answered["seward"]).n == 60
    assert shown(again).n == 131
    assert corrections.changes(riverton) == []
    ask(riverton, "seward", date(2026, 9, 21), top=8, rest=6)
    later = actions.publish(actor=console, agency=riverton)
    assert shown(later, answered["seward"]).n == 77
    assert {change.measure for change in corrections.changes(riverton)} == {"contact_score", "contact_score_by_month"}


def test_other_thresholds_hide_more(scored, answered, riverton, console, today):
    value = {"people": 5, "count": 5, "rate": 30, "score": 10, "area": 50, "officer": 75}
    agencies.set_value(
        actor=console,
        agency=riverton,
        key=SettingKey.THRESHOLDS,
        value=value,
        effective_from=today,
        citation="test",
    )
    run = actions.recompute(actor=console, agency=riverton)
    assert isinstance(shown(run, answered["cooper"]), Withheld)
    assert shown(run, answered["cooper"]).n_hint == 50


def test_a_demonstrations_score_says_that_it_is_made_up(answered, riverton, console):
    riverton.demo = True
    riverton.save()
    run = actions.compute(actor=console, agency=riverton)
    figures = [one.figure for one in run.findings.all()]
    assert all(one.synthetic for one in figures if isinstance(one, Estimate))


def test_the_trail_says_which_study_was_worked_out(scored):
    kept = AuditEvent.objects.get(verb="findings.keep")
    assert kept.details["study"] == "experience"


def test_two_studies_stand_side_by_side(scored, published, riverton, recorded):
    assert [run.study for run in queries.published_runs(riverton)] == ["disparity", "experience"]
    city = queries.for_city(riverton).figures
    assert city["stops_count"].run == published
    assert city["contact_score"].run == scored
    area = queries.for_area(riverton, recorded["seward"]).figures
    assert area["contact_score"].total.reference.n == 131
    assert area["stops_count"].total is not None
    assert len(queries.by_area(riverton, "contact_score")) == 3
    assert queries.latest_run(riverton, "experience") == scored
