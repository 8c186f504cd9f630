"""A figure is kept, checked, approved and published in that order; what changes is written down for everybody."""

import csv
import hashlib
import io

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.measure.disparity import actions as disparity
from commonbeat.measure.findings import actions, corrections, queries, releases
from commonbeat.measure.findings.models import DatasetRelease, Finding, Run
from commonbeat.measure.findings.rules import ReleaseState, RunState
from commonbeat.plumb import About, Thresholds, Window, count


def verbs(run):
    events = AuditEvent.objects.filter(subject_type="findings.run", subject_id=str(run.pk))
    return list(events.order_by("pk").values_list("verb", flat=True))


def test_a_run_goes_to_the_public_in_four_steps_each_in_the_trail(published, riverton):
    assert published.state == RunState.PUBLISHED
    assert published.approved_by == "test console"
    steps = ["keep", "check_disclosure", "approve", "publish"]
    assert verbs(published) == [f"findings.{step}" for step in steps]
    assert published.inputs[0]["sha256"] == "s" * 64


def test_no_step_can_be_left_out(recorded, riverton, console):
    run = disparity.compute(actor=console, agency=riverton)
    for step in (actions.approve, actions.publish):
        with pytest.raises(ValidationError, match="cannot become"):
            step(actor=console, run=run)
    with pytest.raises(ValidationError, match="cannot become"):
        actions.withdraw(actor=console, run=run, notice="wrong")


def test_a_hidden_figure_leaves_nothing_of_itself_behind(published):
    hidden = Finding.objects.filter(run=published, shown__type="withheld")
    assert hidden.exists()
    assert not hidden.filter(numerator__isnull=False).exists()
    assert not any({"point", "n", "numerator"} & set(row.shown) for row in hidden)


def test_a_run_that_leaks_is_stopped_by_name(recorded, riverton, console):
    run = disparity.compute(actor=console, agency=riverton)
    row = run.findings.get(measure="stops_count", neighborhood=recorded["bryant"], code="asian")
    row.shown = count(3, about=About(window=Window.year(2017), as_of=run.as_of, unit="stops")).as_dict()
    row.save()
    with pytest.raises(ValidationError) as found:
        actions.check_disclosure(actor=console, run=run)
    assert any("stops_count" in words for words in found.value.messages)
    run.refresh_from_db()
    assert run.state == RunState.BUILT


def test_a_new_run_replaces_the_old_and_every_changed_figure_is_logged(published, recorded, riverton, console, stopped):
    version = riverton.public_version
    stopped(recorded["seward"], "black", yes=10, no=30)
    second = disparity.publish(actor=console, agency=riverton)
    published.refresh_from_db()
    riverton.refresh_from_db()
    assert published.state == RunState.SUPERSEDED
    assert riverton.public_version > version
    log = {(one.measure, one.place, one.label): one for one in corrections.changes(riverton, most=1000)}
    change = log["stops_count", "Seward", "All"]
    assert (change.old.point, change.new.point) == (286, 326)
    assert change.reason == "the records changed"
    assert ("stops_count", "Bryant", "All") not in log
    assert Run.objects.current().get() == second


def test_a_run_that_repeats_the_last_changes_nothing(published, riverton, console):
    disparity.publish(actor=console, agency=riverton)
    assert corrections.changes(riverton) == []


def test_a_figure_that_is_gone_is_logged_too(published, recorded, riverton, console):
    published.findings.filter(measure="stops_count", neighborhood=recorded["bryant"], code="white").update(
        key="stops_count/999/gone"
    )
    disparity.publish(actor=console, agency=riverton)
    assert [one.new for one in corrections.changes(riverton)] == [None]


def test_other_thresholds_are_the_reason_of_a_change(published, riverton, console):
    agencies.set_value(
        actor=console,
        agency=riverton,
        key=SettingKey.THRESHOLDS,
        value={"people": 5, "count": 50, "rate": 200, "score": 10, "area": 30, "officer": 75},
        effective_from=riverton.day(),
        citation="test",
    )
    disparity.publish(actor=console, agency=riverton)
    assert corrections.changes(riverton)[0].reason == "the thresholds changed"


def test_a_changed_method_is_the_reason_where_nothing_else_changed(published, recorded, riverton, console):
    row = published.findings.get(measure="stops_count", neighborhood=recorded["seward"], code="")
    row.shown = {**row.shown, "point": row.shown["point"] + 1}
    row.save()
    disparity.publish(actor=console, agency=riverton)
    assert [one.reason for one in corrections.changes(riverton)] == ["the method changed"]


def test_a_run_that_was_never_published_makes_way(recorded, riverton, console):
    first = disparity.compute(actor=console, agency=riverton)
    second = disparity.compute(actor=console, agency=riverton)
    assert not Run.objects.filter(pk=first.pk).exists()
    event = AuditEvent.objects.get(verb="findings.keep", subject_id=str(second.pk))
    assert event.details["dropped_runs"] == [first.pk]


def test_an_approved_run_does_not_make_way(recorded, riverton, console):
    first = disparity.compute(actor=console, agency=riverton)
    actions.check_disclosure(actor=console, run=first)
    actions.approve(actor=console, run=first)
    disparity.compute(actor=console, agency=riverton)
    assert Run.objects.filter(pk=first.pk, state=RunState.APPROVED).exists()


def test_what_was_seen_before_is_the_last_that_was_shown_and_what_was_taken_back_is_known_too(
    recorded, riverton, console, stopped
):
    first = disparity.publish(actor=console, agency=riverton)
    stopped(recorded["seward"], "black", yes=10, no=30)
    second = disparity.compute(actor=console, agency=riverton)
    key = f"stops_count/{recorded['seward'].pk}/"
    waiting = corrections.seen_before(riverton, first.study)
    assert waiting.figures[key].point == waiting.ever[key].point == 326
    assert corrections.seen_before(riverton, first.study, second).ever[key].point == 286
    actions.check_disclosure(actor=console, run=second)
    actions.approve(actor=console, run=second)
    actions.publish(actor=console, run=second)
    actions.withdraw(actor=console, run=second, notice="wrong")
    after = corrections.seen_before(riverton, first.study)
    assert (after.figures[key].point, after.ever[key].point) == (286, 326)


def test_a_study_without_figures_is_not_kept(riverton, console):
    now = timezone.now()
    study = actions.Study(
        name="empty",
        window=Window.year(2017),
        as_of=now.date(),
        thresholds=Thresholds(),
        words={},
        inputs=[],
        started_at=now,
    )
    with pytest.raises(ValidationError, match="nothing to keep"):
        actions.keep(actor=console, agency=riverton, study=study, drafts=[])


def test_withdrawn_figures_are_gone_with_their_file_and_their_page_says_why(published, riverton, console):
    with pytest.raises(ValidationError, match="Say why"):
        actions.withdraw(actor=console, run=published, notice="  ")
    actions.withdraw(actor=console, run=published, notice="The file counted stops twice.")
    assert not queries.for_city(riverton)
    release = DatasetRelease.objects.get(run=published)
    assert (release.state, release.notice) == (ReleaseState.WITHDRAWN, "The file counted stops twice.")


def test_the_released_file_holds_every_figure_and_its_hash(published):
    release = DatasetRelease.objects.get(run=published)
    with release.file.open("rb") as file:
        content = file.read()
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert hashlib.sha256(content).hexdigest() == release.sha256
    assert len(rows) == release.rows == published.findings.count()
    assert set(rows[0]) == {column["name"] for column in release.dictionary}
    whole = next(row for row in rows if (row["measure"], row["place"], row["line"]) == ("search_share", "Riverton", ""))
    assert (whole["numerator"], whole["denominator"], whole["method"]) == ("65", "424", "wilson")
    assert all(row["value"] == "" and row["n"] == "" for row in rows if row["hidden_because"])


def test_every_row_of_a_demonstrations_file_says_so(recorded, riverton, console):
    riverton.demo, riverton.demo_notice = True, {"en": "Made for a demonstration."}
    riverton.save()
    run = disparity.publish(actor=console, agency=riverton)
    with DatasetRelease.objects.get(run=run).file.open("r") as file:
        rows = list(csv.DictReader(file))
    assert {row["notice"] for row in rows} == {"Made for a demonstration."}


@pytest.fixture
def release(riverton, console):
    def make(content=b"a\r\n1\r\n"):
        package = releases.Package(
            dataset="stops", title={"en": "Stops", "es": "Paradas"}, content=content, rows=1, dictionary=[{"name": "a"}]
        )
        return releases.build_release(actor=console, agency=riverton, package=package)

    return make


def test_a_file_is_checked_and_approved_before_it_is_published(release, console):
    made = release()
    with pytest.raises(ValidationError, match="cannot become"):
        releases.publish_release(actor=console, release=made)
    releases.check_release(actor=console, release=made, summary={"hidden": 2})
    releases.approve_release(actor=console, release=made)
    releases.publish_release(actor=console, release=made)
    assert (made.state, made.version, made.approved_by) == (ReleaseState.PUBLISHED, 1, "test console")
    assert made.said("title", "es-mx") == "Paradas"


def test_the_next_version_leaves_the_one_before_listed_as_corrected(release, console, riverton):
    first, second = release(), release(b"a\r\n2\r\n")
    for made in (first, second):
        releases.check_release(actor=console, release=made, summary={})
        releases.approve_release(actor=console, release=made)
        releases.publish_release(actor=console, release=made)
    first.refresh_from_db()
    assert (first.state, second.version) == (ReleaseState.CORRECTED, 2)
    assert [one.version for one in queries.releases(riverton)] == [2, 1]
    assert queries.released(riverton) == {("stops", None)}
    with pytest.raises(ValidationError, match="Say why"):
        releases.withdraw_release(actor=console, release=second, notice="")
