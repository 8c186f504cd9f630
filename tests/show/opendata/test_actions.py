"""A file goes out only with published figures, only if it gives nothing away, and once."""

import pytest
from django.core.exceptions import ValidationError

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.measure.disparity import actions as disparity
from commonbeat.measure.findings.models import DatasetRelease, Finding
from commonbeat.measure.findings.rules import ReleaseState
from commonbeat.plumb import About, Estimate, count, rate, share
from commonbeat.show.opendata import actions, exports, jobs, queries


class Watch:
    """A job that only counts."""

    def progress(self, done, total=None, words=""):
        self.last = (done, total)


@pytest.fixture
def released(published, riverton, console):
    return actions.release_new(actor=console, agency=riverton)


def test_every_published_measure_gets_a_file_once(released, published, riverton, console):
    assert {one.dataset for one in released} == set(published.words["measures"])
    assert {one.state for one in released} == {ReleaseState.PUBLISHED}
    assert actions.release_new(actor=console, agency=riverton) == []
    assert AuditEvent.objects.filter(verb="findings.publish_release").count() == len(released) + 1


def test_a_measure_without_a_figure_waits_for_no_file(towns, stopped, riverton, console):
    stopped(towns["seward"], "black", yes=20, no=60)
    disparity.publish(actor=console, agency=riverton)
    made = {one.dataset for one in actions.release_new(actor=console, agency=riverton)}
    assert "stops_count" in made
    assert not {measure for measure in made if measure.startswith("force")}
    assert queries.measures_to_release(riverton) == []


def test_the_summary_says_what_was_looked_at_and_for_which_days(released):
    summary = next(one for one in released if one.dataset == "stops_by_month").check_summary
    assert summary["leaks"] == 0
    assert summary["figures"] > sum(summary["hidden"].values())
    assert (summary["from"], summary["to"]) == ("2017-01-01", "2017-04-25")


def test_figures_that_are_not_published_cannot_become_a_file(recorded, riverton, console):
    run = disparity.compute(actor=console, agency=riverton)
    with pytest.raises(ValidationError, match="Only figures that are published"):
        actions.build_release(actor=console, agency=riverton, run=run, measure="stops_count")


def test_a_file_that_would_give_something_away_is_refused_and_not_kept(published, riverton, console):
    small = count(3, about=about(published))
    finding = Finding.objects.filter(run=published, measure="stops_count", neighborhood__isnull=False).first()
    finding.shown = small.as_dict()
    finding.save()
    with pytest.raises(ValidationError, match="must not be released"):
        actions.build_release(actor=console, agency=riverton, run=published, measure="stops_count")
    assert not DatasetRelease.objects.filter(dataset="stops_count").exists()


def test_a_new_run_brings_a_new_version_and_the_old_one_stays(released, stopped, towns, riverton, console):
    stopped(towns["seward"], "white", no=12)
    disparity.publish(actor=console, agency=riverton)
    again = actions.release_new(actor=console, agency=riverton)
    assert {one.version for one in again} == {2}
    states = dict(DatasetRelease.objects.filter(dataset="stops_count").values_list("version", "state"))
    assert states == {1: ReleaseState.CORRECTED, 2: ReleaseState.PUBLISHED}


def test_a_withdrawn_file_stays_away_until_a_new_run(released, riverton, console):
    release = next(one for one in released if one.dataset == "stops_count")
    actions.withdraw(actor=console, release=release, notice="A column was mixed up.")
    assert queries.measures_to_release(riverton) == []
    dataset = queries.dataset(riverton, "stops_count")
    assert dataset.current is None
    assert dataset.newest.notice == "A column was mixed up."


def test_every_published_figure_can_be_worked_out_again_from_its_file(released, published):
    """The files alone give back every figure that the pages draw; its range follows from numbers in the same row."""
    for release in released:
        with release.file.open("rb") as file:
            rows = exports.rows_of(file.read())
        found = {(row["place"], row["line"]): exports.shown_of(row, as_of=published.as_of) for row in rows}
        kept = Finding.objects.filter(run=published, measure=release.dataset).select_related("neighborhood")
        assert len(found) == kept.count() == release.rows
        for finding in kept:
            place = finding.neighborhood.slug if finding.neighborhood else "all"
            read, shown = found[place, finding.code or "all"], finding.figure
            if isinstance(shown, Estimate):
                assert read == shown
                worked_out_again(read)
            else:
                assert (read.reason, read.kind, read.window) == (shown.reason, shown.kind, shown.window)


def worked_out_again(figure):
    """Point and range from the counts alone."""
    days = About(window=figure.window, as_of=figure.as_of)
    if figure.kind == "share":
        again = share(int(figure.numerator), int(figure.denominator), about=days)
    elif figure.kind == "count":
        again = count(figure.n, about=days)
    else:
        years = figure.window.days / 365.25 if figure.unit.endswith("a year") else 1
        again = rate(figure.n, figure.denominator * years, per=figure.per, unit=figure.unit, about=days)
    assert (again.point, again.low, again.high) == (figure.point, figure.low, figure.high)


def about(run):
    window = run.findings.filter(measure="stops_count").first().figure.window
    return About(window=window, as_of=run.as_of, unit="stops")


def test_the_job_releases_for_every_agency_and_goes_on_past_a_refused_one(published, riverton, the_state):
    watch = Watch()
    done = jobs.release_new(watch)
    assert len(done["released"]) == len(published.words["measures"])
    assert watch.last[1] >= 2
    assert jobs.release_new(watch) == {"released": []}


def test_the_job_fails_loudly_where_a_file_would_give_something_away(published, riverton):
    finding = Finding.objects.filter(run=published, measure="stops_count", neighborhood__isnull=False).first()
    finding.shown = count(2, about=about(published)).as_dict()
    finding.save()
    with pytest.raises(jobs.NotReleased, match="riverton"):
        jobs.release_new(Watch())
