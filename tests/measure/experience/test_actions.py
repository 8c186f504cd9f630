"""The score is worked out from cells of three towns' answers, kept apart, published, and had again from the export."""

import csv
import io
from datetime import date
from math import sqrt

import pytest
from django.core.exceptions import ValidationError

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.places import actions as places
from commonbeat.ground.places.models import Neighborhood
from commonbeat.measure.experience import actions
from commonbeat.measure.findings import actions as findings
from commonbeat.measure.findings import corrections, queries
from commonbeat.measure.findings.models import Finding, Run
from commonbeat.measure.findings.rules import RunState
from commonbeat.plumb import Estimate, Reason, Withheld
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
    month = shown(scored, code="2026-09", measure="contact_score_by_month")
    assert (month.numerator, month.n, month.asked) == (41, 65, 140)
    assert month.window.said() == "September 2026"


def test_a_month_is_hidden_where_both_lists_together_would_tell_a_neighborhood(scored):
    """The neighborhoods leave Bryant and the answers without one, 12 of 23; all months would leave these alone."""
    assert shown(scored, code="2026-08", measure="contact_score_by_month").reason is Reason.COMPLEMENTARY


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


def wilsons_ends(top, answered):
    """Wilson (1927): (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), with z for 95% in two tails."""
    z, share = 1.959963984540054, top / answered
    middle = share + z**2 / (2 * answered)
    spread = z * sqrt(share * (1 - share) / answered + z**2 / (4 * answered**2))
    return (middle - spread) / (1 + z**2 / answered), (middle + spread) / (1 + z**2 / answered)


def check_again(row):
    top, answered, asked = int(row["numerator"]), int(row["n"]), int(row["asked"])
    low, high = wilsons_ends(top, answered)
    assert top / answered == pytest.approx(float(row["value"]), abs=1e-9)
    assert (low, high) == pytest.approx((float(row["low"]), float(row["high"])), abs=1e-9)
    kept = Finding.objects.get(
        run__state=RunState.PUBLISHED,
        measure="contact_score",
        neighborhood__slug=None if row["place"] == "all" else row["place"],
        code="",
    ).figure
    assert kept.worst == pytest.approx((top / asked, (top + asked - answered) / asked), abs=1e-9)


def test_another_towns_answers_are_not_counted(answered, ask, lakefield, the_state, riverton, console):
    ask(lakefield, "seward", date(2026, 8, 12), asked=60, top=20, rest=20)
    assert shown(actions.compute(actor=console, agency=riverton)).n == 131
    theirs = actions.compute(actor=console, agency=lakefield)
    assert shown(theirs).n == 40
    places.add(actor=console, agency=the_state, names=["Seward"], reason="test")
    with pytest.raises(ValidationError, match="Three months of asking must be over"):
        actions.compute(actor=console, agency=the_state)


def test_before_three_months_are_over_nothing_is_worked_out(towns, ask, riverton, console):
    assert actions.recompute(actor=console, agency=riverton) is None
    ask(riverton, "seward", date(2026, 9, 2), asked=60, top=20, rest=20)
    assert actions.recompute(actor=console, agency=riverton) is None
    with pytest.raises(ValidationError, match="Three months of asking must be over"):
        actions.publish(actor=console, agency=riverton)


@pytest.fixture
def half_a_year_on(ask, riverton, later):
    """Another six months are over, with enough answers in Seward."""
    for month in (11, 12, 13, 14, 15, 16):
        day = date(2026 + (month - 1) // 12, (month - 1) % 12 + 1, 12)
        ask(riverton, "seward", day, asked=40, top=12, rest=8)
    later(date(2027, 5, 20))


def test_answers_that_come_in_before_the_next_round_change_nothing(scored, ask, riverton, console):
    assert actions.recompute(actor=console, agency=riverton) is None
    ask(riverton, "seward", date(2026, 9, 20), top=2, rest=1)
    ask(riverton, "seward", date(2026, 10, 20), asked=80, top=30, rest=30)
    assert actions.recompute(actor=console, agency=riverton) is None
    again = actions.publish(actor=console, agency=riverton)
    assert shown(again).n == 131
    assert corrections.changes(riverton) == []


def test_the_next_round_is_worked_out_at_night_and_adds_to_what_was_told(
    scored, answered, half_a_year_on, ask, riverton, console
):
    ask(riverton, "cooper", date(2026, 9, 20), top=6, rest=6)
    run = actions.recompute(actor=console, agency=riverton)
    assert run.state == RunState.CHECKED
    assert Run.objects.current().get() == scored
    assert (shown(run).n, shown(run, answered["seward"]).n) == (131 + 120 + 12, 60 + 120)
    assert shown(run, answered["cooper"]).n == 48, "what comes late counts for the whole alone"
    assert shown(run, code="2027-04", measure="contact_score_by_month").n == 20
    assert actions.recompute(actor=console, agency=riverton) is None


def test_what_staff_saw_in_a_run_that_waits_counts_as_told(answered, half_a_year_on, ask, riverton, console):
    run = actions.recompute(actor=console, agency=riverton)
    seen = {one.key: one.figure for one in run.findings.all()}
    assert shown(run).n == 131 + 120
    for _night in range(3):
        ask(riverton, "seward", date(2026, 12, 20), top=3, rest=2)
        assert actions.recompute(actor=console, agency=riverton) is None
    again = actions.compute(actor=console, agency=riverton)
    assert {one.key: one.figure for one in again.findings.all()} == seen


def test_an_approved_run_waits_until_somebody_publishes_it(scored, half_a_year_on, later, riverton, console):
    run = actions.recompute(actor=console, agency=riverton)
    findings.approve(actor=console, run=run)
    later(date(2027, 12, 20))
    assert actions.recompute(actor=console, agency=riverton) is None
    assert Run.objects.get(pk=run.pk).state == RunState.APPROVED
    newer = actions.compute(actor=console, agency=riverton)
    assert Run.objects.filter(pk=run.pk).exists()
    findings.check_disclosure(actor=console, run=newer)
    findings.approve(actor=console, run=newer)
    findings.publish(actor=console, run=newer)
    with pytest.raises(ValidationError, match="is public already, and was worked out later"):
        findings.publish(actor=console, run=run)


def test_a_run_whose_answers_do_not_follow_what_was_seen_is_stopped(
    scored, answered, half_a_year_on, riverton, console
):
    run = actions.compute(actor=console, agency=riverton)
    row = run.findings.get(measure="contact_score", neighborhood=answered["cooper"])
    row.shown = {**row.shown, "numerator": 33.0, "denominator": 51.0, "n": 51, "point": 33 / 51}
    row.save()
    with pytest.raises(ValidationError) as found:
        findings.check_disclosure(actor=console, run=run)
    assert any("a group that is too small" in words for words in found.value.messages)


def test_figures_that_were_withdrawn_are_not_told_again(scored, riverton, console, later, ask, answered):
    findings.withdraw(actor=console, run=scored, notice="Counted twice.")
    assert actions.recompute(actor=console, agency=riverton) is None
    with pytest.raises(ValidationError, match="six more for each round"):
        actions.compute(actor=console, agency=riverton)
    ask(riverton, "seward", date(2026, 12, 12), asked=120, top=40, rest=30)
    later(date(2027, 5, 20))
    run = actions.recompute(actor=console, agency=riverton)
    assert shown(run).n == 131 + 70
    assert isinstance(shown(run, answered["cooper"]), Withheld)


def test_a_new_neighborhood_makes_a_new_run_and_a_month_that_is_not_over_does_not_mark_it(
    scored, ask, riverton, console
):
    ask(riverton, "seward", date(2026, 11, 2), asked=9, top=9)
    again = actions.compute(actor=console, agency=riverton)
    assert again.inputs == scored.inputs
    places.add(actor=console, agency=riverton, names=["Como"], reason="test")
    more = actions.recompute(actor=console, agency=riverton)
    assert more.inputs != scored.inputs
    assert isinstance(shown(more, Neighborhood.objects.get(agency=riverton, slug="como")), Withheld)


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
