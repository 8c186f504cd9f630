"""Working the study out, and bringing it to the public: one run of every figure on stops, searches and force."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat import __version__
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.places.queries import population
from commonbeat.ground.places.rules import ALL
from commonbeat.ground.roles import Actor
from commonbeat.measure.disparity import analysis, dataset
from commonbeat.measure.disparity.rules import LABELS, NOT_SEARCHED, SEARCHED, STUDY, left_out, measures, pull
from commonbeat.measure.disparity.tables import Frame
from commonbeat.measure.findings import actions as findings
from commonbeat.measure.findings.models import Run
from commonbeat.measure.findings.queries import latest_run
from commonbeat.measure.findings.rules import EVERYBODY, Draft, snapshot
from commonbeat.plumb import Thresholds, Window


def compute(*, actor: Actor, agency: Agency) -> Run:
    """Work out every figure from the records that are loaded, as a new run that nobody sees before it is published.

    Raises ValidationError where no records are loaded.
    """
    study, drafts = _worked_out(agency)
    return findings.keep(actor=actor, agency=agency, study=study, drafts=drafts)


def publish(*, actor: Actor, agency: Agency) -> Run:
    """Work out, check, approve and publish in one go, for whoever has the right: all steps happen, or none."""
    study, drafts = _worked_out(agency)
    return findings.publish_at_once(actor=actor, agency=agency, study=study, drafts=drafts)


def _worked_out(agency: Agency) -> tuple[findings.Study, list[Draft]]:
    """The study and every figure of it, outside any transaction: counting takes seconds."""
    started = timezone.now()
    found = dataset.records(agency)
    frame = _frame(agency, found.as_of)
    drafts: list[Draft] = []
    windows: list[Window] = []
    if found.stop_days:
        stops = analysis.Stops(cast(Sequence[analysis.StopCell], found.stops.rows), found.areas, found.stop_days)
        drafts += analysis.stop_figures(stops, frame) + analysis.search_figures(stops, frame)
        windows.append(stops.window)
    if found.force_days:
        force = analysis.Force(cast(Sequence[analysis.ForceCell], found.force.rows), found.areas, found.force_days)
        drafts += analysis.force_figures(force, frame)
        windows.append(force.window)
    if not windows:
        raise ValidationError(_("No stops and no uses of force are loaded yet, so there is nothing to work out."))
    study = findings.Study(
        name=STUDY,
        window=Window(start=min(one.start for one in windows), end=max(one.end for one in windows)),
        as_of=frame.as_of,
        thresholds=frame.thresholds,
        words=snapshot(measures(_pull(drafts)), LABELS, left_out=left_out({one.measure for one in drafts})),
        inputs=found.inputs,
        started_at=started,
    )
    return study, drafts


def recompute(*, actor: Actor, agency: Agency) -> Run | None:
    """Work out and check a new run where records, thresholds or code have changed since the last; else None.

    None too while there are only neighborhoods and people: an agency loads these first, and that is no failure. The
    run waits for a person to approve it: nothing is published by a machine.
    """
    last = latest_run(agency, STUDY)
    if last and _same_basis(last, agency):
        return None
    if not dataset.is_recorded(agency):
        return None
    run = compute(actor=actor, agency=agency)
    return findings.check_disclosure(actor=actor, run=run)


def _same_basis(last: Run, agency: Agency) -> bool:
    """Whether a new run could only repeat the last one."""
    thresholds = dict(setting(agency, SettingKey.THRESHOLDS, agency.day()))
    return (
        last.inputs == dataset.inputs(agency)
        and last.settings["thresholds"] == thresholds
        and last.code_version == __version__
    )


def _pull(drafts: list[Draft]) -> str:
    """Which way missing race pulls, by the study's own figures."""
    found = {one.code: one.shown for one in drafts if one.measure == "race_recorded"}
    return pull(found[SEARCHED], found[NOT_SEARCHED]) if found else "unsaid"


def _frame(agency: Agency, as_of: date | None) -> Frame:
    """The thresholds that hold today, the day when the data came, and who lives where by the latest figures."""
    today = agency.day()
    people = {
        (area, EVERYBODY if group == ALL else group): margin.count
        for (area, group), margin in population(agency, today).margins.items()
    }
    return Frame(Thresholds(**setting(agency, SettingKey.THRESHOLDS, today)), as_of or today, people)
