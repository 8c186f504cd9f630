"""Working the score out, and bringing it to the public: one run of the score by neighborhood and month."""

from django.core.exceptions import ValidationError
from django.db import transaction
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
from commonbeat.measure.findings.corrections import shown_last
from commonbeat.measure.findings.models import Run
from commonbeat.measure.findings.queries import latest_run
from commonbeat.measure.findings.rules import Draft, snapshot
from commonbeat.plumb import Thresholds, Window


def compute(*, actor: Actor, agency: Agency) -> Run:
    """Work out the score from the answers that are there, as a new run that nobody sees before it is published.

    Raises ValidationError while no month of asking is over.
    """
    study, drafts = _worked_out(agency)
    return findings.keep(actor=actor, agency=agency, study=study, drafts=drafts)


def publish(*, actor: Actor, agency: Agency) -> Run:
    """Work out, check, approve and publish in one go, for whoever has the right: all steps happen, or none."""
    study, drafts = _worked_out(agency)
    with transaction.atomic():
        run = findings.keep(actor=actor, agency=agency, study=study, drafts=drafts)
        findings.check_disclosure(actor=actor, run=run)
        findings.approve(actor=actor, run=run)
        return findings.publish(actor=actor, run=run)


def recompute(*, actor: Actor, agency: Agency) -> Run | None:
    """Work out and check a new run where answers, months, thresholds or code have changed since the last; else None.

    None too while no month of asking is over. The run waits for a person to approve it.
    """
    found = dataset.records(agency, agency.day())
    if not found.answers.months or _same_basis(latest_run(agency, STUDY), found, agency):
        return None
    run = compute(actor=actor, agency=agency)
    return findings.check_disclosure(actor=actor, run=run)


def _worked_out(agency: Agency) -> tuple[findings.Study, list[Draft]]:
    """The study and every figure of it."""
    started, today = timezone.now(), agency.day()
    found = dataset.records(agency, today)
    frame = analysis.Frame(
        thresholds=Thresholds(**setting(agency, SettingKey.THRESHOLDS, today)),
        as_of=today,
        synthetic=agency.demo,
        before=shown_last(agency, STUDY),
    )
    drafts = analysis.figures(found.answers, frame)
    if not drafts:
        raise ValidationError(_("No month of asking is over yet, so there is no score to work out."))
    study = findings.Study(
        name=STUDY,
        window=Window(start=min(one.shown.window.start for one in drafts), end=found.answers.until),
        as_of=today,
        thresholds=frame.thresholds,
        words=snapshot(MEASURES, LABELS, left_out={}),
        inputs=found.inputs,
        started_at=started,
    )
    return study, drafts


def _same_basis(last: Run | None, found: dataset.Records, agency: Agency) -> bool:
    """Whether a new run could only repeat the last one."""
    thresholds = dict(setting(agency, SettingKey.THRESHOLDS, agency.day()))
    return (
        last is not None
        and last.inputs == found.inputs
        and last.settings["thresholds"] == thresholds
        and last.code_version == __version__
    )
