"""The way of a figure to the public: kept, checked for small groups, approved, published; or withdrawn in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat import __version__
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor
from commonbeat.measure.findings import corrections, releases
from commonbeat.measure.findings.models import Finding, Run
from commonbeat.measure.findings.rules import (
    RUN_MOVES,
    Draft,
    LeakRule,
    RunState,
    leaks_between,
    leaks_of,
    may_move,
)
from commonbeat.plumb import Estimate, Thresholds, Window, Withheld, shown_from_dict


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What a study hands over: its name, the days and files that it rests on, the thresholds and words that it used."""

    name: str
    window: Window
    as_of: date
    thresholds: Thresholds
    words: Mapping[str, Any]
    inputs: Sequence[Mapping[str, Any]]
    started_at: datetime


@transaction.atomic
def keep(*, actor: Actor, agency: Agency, study: Study, drafts: Sequence[Draft]) -> Run:
    """Keep what a study found as a new run, not yet public; earlier runs of it that nobody approved are dropped."""
    if not drafts:
        raise ValidationError(_("The study found nothing to keep."))
    waiting = Run.objects.filter(agency=agency, study=study.name, state__in=[RunState.BUILT, RunState.CHECKED])
    dropped = list(waiting.values_list("pk", flat=True))
    Finding.objects.filter(run__in=dropped).delete()
    waiting.delete()
    run = Run.objects.create(
        agency=agency,
        study=study.name,
        started_at=study.started_at,
        ended_at=timezone.now(),
        code_version=__version__,
        settings={"thresholds": asdict(study.thresholds)},
        inputs=list(study.inputs),
        words=dict(study.words),
        window_start=study.window.start,
        window_end=study.window.end,
        as_of=study.as_of,
        author=actor.label[:200],
    )
    Finding.objects.bulk_create((_finding(agency, run, draft) for draft in drafts), batch_size=500)
    details = {"study": study.name, "figures": len(drafts), "dropped_runs": dropped}
    audit.record(agency=agency, actor=actor, verb="findings.keep", subject=run, details=details)
    return run


@transaction.atomic
def check_disclosure(*, actor: Actor, run: Run) -> Run:
    """Look at the figures as an outsider would, and let the run go on only where nothing small can be worked out.

    Raises ValidationError that names the first figures which must not be published.
    """
    _move(run, RunState.CHECKED)
    drafts = [
        Draft(measure=measure, area=area, code=code, shown=shown_from_dict(shown))
        for measure, area, code, shown in run.findings.values_list("measure", "neighborhood_id", "code", "shown")
    ]
    thresholds, measures = Thresholds(**run.settings["thresholds"]), run.words["measures"]
    seen = corrections.seen_before(run.agency, run.study, run)
    found = leaks_of(drafts, thresholds, measures) + leaks_between(drafts, seen, thresholds, measures)
    if found:
        words = [f"{leak.key}: {LeakRule(leak.rule).label}" for leak in found[:20]]
        raise ValidationError([_("These figures must not be published as they stand:"), *words])
    hidden = Counter(draft.shown.reason.value for draft in drafts if isinstance(draft.shown, Withheld))
    run.check_summary = {"figures": len(drafts), "hidden": dict(sorted(hidden.items())), "leaks": 0}
    run.save(update_fields=["state", "check_summary"])
    audit.record(
        agency=run.agency, actor=actor, verb="findings.check_disclosure", subject=run, details=run.check_summary
    )
    return run


@transaction.atomic
def approve(*, actor: Actor, run: Run) -> Run:
    """A person with the right says that these figures may be published."""
    _move(run, RunState.APPROVED)
    run.approved_by, run.approved_at = actor.label[:200], timezone.now()
    run.save(update_fields=["state", "approved_by", "approved_at"])
    audit.record(agency=run.agency, actor=actor, verb="findings.approve", subject=run)
    return run


@transaction.atomic
def publish(*, actor: Actor, run: Run) -> Run:
    """Show the run's figures to the public in place of the run before, release them as a file, and log every change."""
    _move(run, RunState.PUBLISHED)
    before = Run.objects.current().filter(agency=run.agency, study=run.study).first()
    if before and before.pk > run.pk:
        raise ValidationError(_("%(later)s is public already, and was worked out later.") % {"later": before})
    changed = 0
    if before:
        changed = _log_changes(before, run)
        _move(before, RunState.SUPERSEDED)
        before.save(update_fields=["state"])
    run.published_at = timezone.now()
    run.save(update_fields=["state", "published_at"])
    releases.release_figures(actor=actor, run=run)
    details = {"study": run.study, "instead_of": before.pk if before else None, "changed_figures": changed}
    audit.record(agency=run.agency, actor=actor, verb="findings.publish", subject=run, details=details)
    agencies.touch_public(run.agency)
    return run


@transaction.atomic
def publish_at_once(*, actor: Actor, agency: Agency, study: Study, drafts: Sequence[Draft]) -> Run:
    """Keep, check, approve and publish in one go, for whoever has the right: all steps happen, or none."""
    run = keep(actor=actor, agency=agency, study=study, drafts=drafts)
    check_disclosure(actor=actor, run=run)
    approve(actor=actor, run=run)
    return publish(actor=actor, run=run)


@transaction.atomic
def withdraw(*, actor: Actor, run: Run, notice: str) -> Run:
    """Take a run's figures back; its page stays and says why."""
    if not notice.strip():
        raise ValidationError(_("Say why the figures are withdrawn: the public will read it."))
    _move(run, RunState.WITHDRAWN)
    run.notice = notice.strip()[:500]
    run.save(update_fields=["state", "notice"])
    for release in run.releases.current():
        releases.withdraw_release(actor=actor, release=release, notice=run.notice)
    details = {"notice": run.notice}
    audit.record(agency=run.agency, actor=actor, verb="findings.withdraw", subject=run, details=details)
    agencies.touch_public(run.agency)
    return run


def _finding(agency: Agency, run: Run, draft: Draft) -> Finding:
    shown = draft.shown
    seen = shown if isinstance(shown, Estimate) else None
    return Finding(
        agency=agency,
        run=run,
        key=draft.key,
        measure=draft.measure,
        neighborhood_id=draft.area,
        code=draft.code,
        period_start=shown.window.start,
        period_end=shown.window.end,
        shown=shown.as_dict(),
        numerator=seen.numerator if seen else None,
        denominator=seen.denominator if seen else None,
        method=seen.method.key if seen else "",
        position=draft.position,
    )


def _move(run: Run, state: RunState) -> None:
    """Set the state, or ValidationError where the life-cycle has no such step."""
    if not may_move(RUN_MOVES, run.state, state):
        now, then = RunState(run.state).label, state.label
        raise ValidationError(_("This run is %(now)s; it cannot become %(then)s.") % {"now": now, "then": then})
    run.state = state


def _log_changes(before: Run, run: Run) -> int:
    """Write down every published figure that the new run changes: what it was, what it is. Returns how many."""
    changes = corrections.changed(before, run)
    audit.correct(agency=run.agency, subject=run, changes=changes, reason=_reason(before, run), public=True)
    return len(changes)


def _reason(before: Run, run: Run) -> str:
    """Why figures changed, as far as the runs tell."""
    if before.inputs != run.inputs:
        return "the records changed"
    if before.settings != run.settings:
        return "the thresholds changed"
    return "the method changed"
