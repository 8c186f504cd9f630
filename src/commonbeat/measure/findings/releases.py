"""The way of a file to the public: built, checked for small groups, approved, published; or withdrawn with a notice."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor
from commonbeat.measure.findings import exports
from commonbeat.measure.findings.models import DatasetRelease, Run
from commonbeat.measure.findings.rules import RELEASE_MOVES, ReleaseState, both, may_move


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A file on its way to the public: `dataset` names it from version to version; texts are by language."""

    dataset: str
    title: Mapping[str, str]
    content: bytes
    rows: int
    dictionary: Sequence[Mapping[str, Any]]
    method_note: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def build_release(*, actor: Actor, agency: Agency, package: Package, run: Run | None = None) -> DatasetRelease:
    """Keep a file as the next version of its dataset, not yet public."""
    latest = DatasetRelease.objects.filter(agency=agency, dataset=package.dataset).order_by("-version").first()
    release = DatasetRelease(
        agency=agency,
        dataset=package.dataset,
        version=latest.version + 1 if latest else 1,
        run=run,
        title=dict(package.title),
        sha256=hashlib.sha256(package.content).hexdigest(),
        rows=package.rows,
        dictionary=[dict(column) for column in package.dictionary],
        method_note=dict(package.method_note),
        built_by=actor.label[:200],
    )
    release.file.save("", ContentFile(package.content), save=False)
    release.save(force_insert=True)
    _audited(actor, release, "build", sha256=release.sha256, rows=release.rows)
    return release


@transaction.atomic
def check_release(*, actor: Actor, release: DatasetRelease, summary: Mapping[str, Any]) -> DatasetRelease:
    """Say that the file was looked through for small groups, and what was found and hidden."""
    _move(release, ReleaseState.CHECKED)
    release.check_summary = dict(summary)
    release.save(update_fields=["state", "check_summary"])
    _audited(actor, release, "check", **summary)
    return release


@transaction.atomic
def approve_release(*, actor: Actor, release: DatasetRelease) -> DatasetRelease:
    """A person with the right says that the file may be published."""
    _move(release, ReleaseState.APPROVED)
    release.approved_by, release.approved_at = actor.label[:200], timezone.now()
    release.save(update_fields=["state", "approved_by", "approved_at"])
    _audited(actor, release, "approve")
    return release


@transaction.atomic
def publish_release(*, actor: Actor, release: DatasetRelease) -> DatasetRelease:
    """Let the public take the file; the version before stays listed as corrected."""
    _move(release, ReleaseState.PUBLISHED)
    before = DatasetRelease.objects.current().filter(agency=release.agency, dataset=release.dataset).first()
    if before:
        _move(before, ReleaseState.CORRECTED)
        before.save(update_fields=["state"])
    release.published_at = timezone.now()
    release.save(update_fields=["state", "published_at"])
    _audited(actor, release, "publish", instead_of=before.version if before else None)
    agencies.touch_public(release.agency)
    return release


@transaction.atomic
def withdraw_release(*, actor: Actor, release: DatasetRelease, notice: str) -> DatasetRelease:
    """Take a file back; that there was one, and why it went, stays on its page."""
    if not notice.strip():
        raise ValidationError(_("Say why the file is withdrawn: the public will read it."))
    _move(release, ReleaseState.WITHDRAWN)
    release.notice = notice.strip()[:500]
    release.save(update_fields=["state", "notice"])
    _audited(actor, release, "withdraw", notice=release.notice)
    agencies.touch_public(release.agency)
    return release


def release_figures(*, actor: Actor, run: Run) -> DatasetRelease:
    """Release a published run's figures as a file; check and approval are the run's own."""
    agency = run.agency
    notice = agency.demo_notice.get("en", "") if agency.demo else ""
    findings = run.findings.select_related("neighborhood").order_by("position", "pk")
    written = exports.figures_csv(run, findings, language="en", place=agency.place, notice=notice)
    package = Package(
        dataset=f"{run.study}-figures",
        title={
            language: f"{words}: {'; '.join(run.subjects(language))}"
            for language, words in both(gettext_lazy("Every published figure")).items()
        },
        content="".join(written).encode(),
        rows=run.findings.count(),
        dictionary=exports.dictionary(),
        method_note=both(
            gettext_lazy("Each figure's method is explained on its page, by the key in the first column.")
        ),
    )
    release = build_release(actor=actor, agency=agency, package=package, run=run)
    check_release(actor=actor, release=release, summary=run.check_summary)
    approve_release(actor=actor, release=release)
    return publish_release(actor=actor, release=release)


def _move(release: DatasetRelease, state: ReleaseState) -> None:
    if not may_move(RELEASE_MOVES, release.state, state):
        now, then = ReleaseState(release.state).label, state.label
        raise ValidationError(_("This file is %(now)s; it cannot become %(then)s.") % {"now": now, "then": then})
    release.state = state


def _audited(actor: Actor, release: DatasetRelease, verb: str, **details: Any) -> None:
    audit.record(agency=release.agency, actor=actor, verb=f"findings.{verb}_release", subject=release, details=details)
