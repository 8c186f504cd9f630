"""Working the score out, and bringing it to the public: one run of the score by neighborhood and month."""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat import __version__
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.roles import Actor
from commonbeat.measure.experience import analysis, dataset
from commonbeat.measure.experience.rules import LABELS, MEASURES, STUDY
from commonbeat.measure.findings import actions as findings
from commonbeat.measure.findings.corrections import seen_before
from commonbeat.measure.findings.models import Run
from commonbeat.measure.findings.queries import latest_run
from commonbeat.measure.findings.rules import Draft, RunState, same, snapshot
from commonbeat.plumb import Thresholds, Window, shown_from_dict


def compute(*, actor: Actor, agency: Agency) -> Run:
    """Work out the score from the answers that are there, as a new run that nobody sees before it is published.

    Raises ValidationError while too few months of asking are over.
    """
    study, drafts = _worked_out(agency)
    return findings.keep(actor=actor, agency=agency, study=study, drafts=drafts)


def publish(*, actor: Actor, agency: Agency) -> Run:
    """Work out, check, approve and publish in one go, for whoever has the right: all steps happen, or none."""
    study, drafts = _worked_out(agency)
    return findings.publish_at_once(actor=actor, agency=agency, study=study, drafts=drafts)


def recompute(*, actor: Actor, agency: Agency) -> Run | None:
    """Work out and check a new run where a round is due, or thresholds, neighborhoods or code have changed; else None.

    None too while too few months of asking are over, and while an approved run waits to be published. The run waits
    for a person to approve it.
    """
    last = latest_run(agency, STUDY)
    if last and last.state == RunState.APPROVED:
        return None
    study, drafts = _found(agency)
    if not drafts or (last and _repeats(last, study, drafts)):
        return None
    run = findings.keep(actor=actor, agency=agency, study=study, drafts=drafts)
    return findings.check_disclosure(actor=actor, run=run)


def _worked_out(agency: Agency) -> tuple[findings.Study, list[Draft]]:
    """The study and every figure of it; ValidationError where there is none."""
    study, drafts = _found(agency)
    if not drafts:
        raise ValidationError(
            _("Three months of asking must be over before there is a score, and six more for each round after it.")
        )
    return study, drafts


def _found(agency: Agency) -> tuple[findings.Study, list[Draft]]:
    """The study and every figure of it; no figure while there is nothing to tell."""
    started, today = timezone.now(), agency.day()
    found = dataset.records(agency, today)
    frame = analysis.Frame(
        thresholds=Thresholds(**setting(agency, SettingKey.THRESHOLDS, today)),
        as_of=today,
        synthetic=agency.demo,
        seen=seen_before(agency, STUDY),
    )
    drafts = analysis.figures(found.answers, frame)
    windows = [one.shown.window for one in drafts] or [Window(start=found.answers.until, end=found.answers.until)]
    study = findings.Study(
        name=STUDY,
        window=Window(start=min(one.start for one in windows), end=max(one.end for one in windows)),
        as_of=today,
        thresholds=frame.thresholds,
        words=snapshot(MEASURES, LABELS, left_out={}),
        inputs=found.inputs,
        started_at=started,
    )
    return study, drafts


def _repeats(last: Run, study: findings.Study, drafts: list[Draft]) -> bool:
    """Whether a new run would only repeat the last one."""
    shown = {key: shown_from_dict(kept) for key, kept in last.findings.values_list("key", "shown")}
    return (
        shown.keys() == {one.key for one in drafts}
        and all(same(shown[one.key], one.shown) for one in drafts)
        and last.settings["thresholds"] == asdict(study.thresholds)
        and last.code_version == __version__
    )
