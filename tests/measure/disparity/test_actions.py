"""The study counts what is loaded, hides what is small, and says what is missing and which way it pulls."""

import pytest
from django.core.exceptions import ValidationError

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.rules import ImportState, SettingKey
from commonbeat.ground.records.models import StopRecord
from commonbeat.measure.disparity import actions
from commonbeat.measure.findings import actions as findings
from commonbeat.measure.findings import queries
from commonbeat.measure.findings.models import Finding, Run
from commonbeat.measure.findings.rules import RunState
from commonbeat.plumb import Estimate, Reason, Withheld


def shown(run, measure, place=None, code=""):
    return Finding.objects.get(run=run, measure=measure, neighborhood=place, code=code).figure


def test_searches_are_shares_of_stops_that_say_so(published, recorded):
    found = shown(published, "search_share", recorded["seward"], "black")
    assert (found.numerator, found.denominator) == (20, 80)
    whole = shown(published, "search_share")
    assert (whole.numerator, whole.denominator) == (65, 424)


def test_a_small_numerator_is_not_given_away_by_its_share(published, recorded):
    assert isinstance(shown(published, "search_share", recorded["bryant"], "white"), Withheld)
    assert shown(published, "search_share", recorded["bryant"], "asian").n_hint == 30


def test_rates_are_per_resident_where_residents_are_counted(published, recorded):
    found = shown(published, "stops_rate", recorded["seward"])
    assert (found.numerator, found.denominator) == (286, 2000)
    assert shown(published, "stops_rate", recorded["cooper"]).reason is Reason.NO_DENOMINATOR
    assert shown(published, "stops_rate", recorded["seward"], "asian").reason is Reason.NO_DENOMINATOR


def test_what_is_missing_is_a_figure_too(published, recorded):
    assert shown(published, "race_missing").numerator == 101
    assert shown(published, "search_missing").numerator == 40
    assert shown(published, "search_missing", code="by_other").point == 1
    searched, others = (shown(published, "race_recorded", code=code) for code in ("searched", "not_searched"))
    assert searched.point > others.point


def test_force_of_no_neighborhood_counts_for_the_whole(published):
    assert shown(published, "force_by_year").point == 81
    assert shown(published, "force_by_year", code="2019").point == 40


def test_kinds_with_few_entries_are_joined(published):
    kinds = {line.code: line.shown for line in queries.figures_of(published).figures["force_by_type"].lines}
    assert list(kinds) == ["type_taser", "type_bodily_force", "type_other"]
    assert kinds["type_other"].point == 7


def test_months_without_a_record_are_zeros_not_gaps(published, recorded):
    months = queries.figures_of(published).figures["stops_by_month"].lines
    assert len(months) == 4
    assert sum(line.shown.point for line in months if isinstance(line.shown, Estimate)) <= 464


def test_rows_of_a_file_that_is_not_loaded_are_not_counted(recorded, riverton, console, stopped, batch):
    stopped(recorded["seward"], "black", no=100, file=batch(state=ImportState.LOADING))
    run = actions.compute(actor=console, agency=riverton)
    assert shown(run, "stops_count").point == 464


def test_another_agencys_records_are_not_counted(recorded, riverton, lakefield, console, stopped):
    stopped(None, "black", no=100, agency=lakefield)
    assert shown(actions.compute(actor=console, agency=riverton), "stops_count").point == 464
    assert shown(actions.compute(actor=console, agency=lakefield), "stops_count").point == 100


def test_stops_alone_make_a_study(towns, stopped, riverton, console):
    stopped(towns["seward"], "black", yes=20, no=60)
    measures = set(actions.publish(actor=console, agency=riverton).findings.values_list("measure", flat=True))
    assert "stops_count" in measures
    assert not any(measure.startswith("force") for measure in measures)


def test_force_alone_makes_a_study(towns, forced, riverton, console):
    forced(towns["seward"], "black", "taser", 40)
    measures = set(actions.publish(actor=console, agency=riverton).findings.values_list("measure", flat=True))
    assert measures == {m for m in measures if m.startswith("force")}


def test_nothing_loaded_is_nothing_to_work_out(riverton, console):
    with pytest.raises(ValidationError, match="nothing to work out"):
        actions.compute(actor=console, agency=riverton)
    assert actions.recompute(actor=console, agency=riverton) is None


def test_what_no_record_answers_is_not_told_as_too_few(towns, stopped, riverton, console):
    stopped(towns["seward"], "black", unsaid=60)
    run = actions.compute(actor=console, agency=riverton)
    measures = set(run.findings.values_list("measure", flat=True))
    unsaid = {"search_share", "search_by_month", "race_recorded", "vehicle_search_share"}
    assert "search_missing" in measures
    assert not unsaid & measures
    why = dict(run.left_out("en"))
    assert why["search_share"] == "No record says whether the person was searched."
    assert why["vehicle_search_share"] == "No record says whether a vehicle was searched."
    assert why["force_by_year"] == "No record of force was loaded."
    assert run.said("race_missing", "caveat", "en").startswith("No record says whether the person was searched, so")


def test_vehicles_are_counted_also_where_nobody_writes_of_persons(towns, stopped, riverton, console):
    stopped(towns["seward"], "black", yes=20, no=40)
    StopRecord.objects.update(person_search="not_recorded")
    run = actions.compute(actor=console, agency=riverton)
    assert shown(run, "vehicle_search_share").numerator == 20
    assert "search_share" in dict(run.left_out("en"))


def test_an_agency_with_force_alone_is_told_that_no_stop_was_loaded(towns, forced, riverton, console):
    forced(towns["seward"], "not_recorded", "taser", 40)
    run = actions.compute(actor=console, agency=riverton)
    why = dict(run.left_out("es"))
    assert why["stops_count"] == "No se cargó ningún registro de paradas."
    assert why["force_share"] == "Ningún registro nombra una raza."
    assert run.measures[0] == "force_by_year"


def test_groups_of_fewer_than_five_people_are_merged(towns, stopped, riverton, console):
    stopped(towns["seward"], "black", yes=20, no=60)
    stopped(towns["seward"], "asian", no=3)
    stopped(towns["seward"], "pacific_islander", no=4)
    run = actions.compute(actor=console, agency=riverton)
    codes = set(run.findings.filter(measure="stops_count").values_list("code", flat=True))
    assert codes == {"", "black", "other"}


def test_a_new_run_is_worked_out_only_where_something_changed(published, recorded, riverton, console, stopped):
    assert actions.recompute(actor=console, agency=riverton) is None
    stopped(recorded["seward"], "black", no=10)
    run = actions.recompute(actor=console, agency=riverton)
    assert run.state == RunState.CHECKED
    assert Run.objects.current().get() == published
    assert actions.recompute(actor=console, agency=riverton) is None


def test_other_thresholds_make_another_run_and_hide_more(published, recorded, riverton, console):
    value = {"people": 5, "count": 50, "rate": 200, "score": 10, "area": 30, "officer": 75}
    agencies.set_value(
        actor=console,
        agency=riverton,
        key=SettingKey.THRESHOLDS,
        value=value,
        effective_from=riverton.day(published.ended_at),
        citation="test",
    )
    run = actions.recompute(actor=console, agency=riverton)
    assert run.settings["thresholds"]["count"] == 50
    hidden = [sum(one.counts[1:3]) for one in queries.hidden_by_measure(run)]
    assert sum(hidden) > sum(sum(one.counts[1:3]) for one in queries.hidden_by_measure(published))


def test_the_words_of_a_run_are_kept_in_both_languages(published):
    assert published.said("stops_rate", "title", "en") == "Stops per 1,000 residents"
    assert published.said("stops_rate", "title", "es-mx") != published.said("stops_rate", "title", "en")


def test_a_published_study_holds_the_check(published):
    assert published.check_summary["leaks"] == 0
    with pytest.raises(ValidationError, match="cannot become"):
        findings.approve(actor=None, run=published)


def test_a_share_does_not_tell_a_count_that_is_hidden(towns, stopped, riverton, console):
    seward, bryant, cooper = towns["seward"], towns["bryant"], towns["cooper"]
    for place, asian in ((seward, 3), (bryant, 60), (cooper, 60)):
        stopped(place, "asian", no=asian)
        stopped(place, "black", yes=20, no=20)
        stopped(place, "white", yes=50, no=50)
    run = actions.compute(actor=console, agency=riverton)
    hidden = run.findings.filter(measure="stops_count", neighborhood__isnull=False, shown__type="withheld")
    assert hidden.count() >= 4
    for row in hidden:
        assert isinstance(shown(run, "search_share", row.neighborhood, row.code), Withheld)
        assert isinstance(shown(run, "vehicle_search_share", row.neighborhood, row.code), Withheld)
