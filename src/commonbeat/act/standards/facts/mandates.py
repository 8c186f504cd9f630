"""What is said of a demand: what shows it, what was found, how far the paper is that it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.act.policies.rules.versions import VersionState
from commonbeat.act.standards.facts.accreditation import Told
from commonbeat.act.standards.models import ComplianceRequirement, EvidenceItem, RequirementEvent
from commonbeat.act.standards.queries.mandates import Demand, progress
from commonbeat.act.standards.rules import mandates
from commonbeat.act.standards.rules.mandates import EvidenceKind, Happened, Progress, RequirementState
from commonbeat.act.standards.rules.proofs import KINDS, ProofState
from commonbeat.kit import words
from commonbeat.kit.tables import Cell
from commonbeat.kit.units import units
from commonbeat.measure.findings.rules.states import ReleaseState, RunState


@dataclass(frozen=True, slots=True)
class Shown:
    """One item of evidence: its kind and name, where it stands if that can be opened, and how good it is today."""

    said: str
    href: str = ""
    kind: str = ""
    word: str = ""


def of_evidence(item: EvidenceItem) -> Shown:
    """One item of evidence for those who see standards; a proof says where it stands now, since it ages."""
    named, href = _named(item)
    said = f"{item.get_kind_display()}: {named}"
    if item.kind == EvidenceKind.PROOF and item.proof:
        state = ProofState(item.proof.state)
        return Shown(said, reverse("proof", args=[item.proof.pk]), KINDS[state], str(state.label))
    return Shown(said, href)


def public_evidence(items: tuple[EvidenceItem, ...]) -> tuple[list[Shown], int]:
    """What of the evidence anybody can open, and how many items more there are."""
    found = [_named(item) for item in items]
    shown = [Shown(named, href) for named, href in found if href]
    return shown, len(found) - len(shown)


def _named(item: EvidenceItem) -> tuple[str, str]:
    """What it is called, and its public page; "" where it has none, or has one no more."""
    if item.kind == EvidenceKind.POLICY and item.version:
        version = item.version
        public = version.policy.public and version.state in (VersionState.EFFECTIVE, VersionState.SUPERSEDED)
        return str(version), reverse("policy_version", args=[version.policy.slug, version.number]) if public else ""
    if item.kind == EvidenceKind.FINDING and item.finding:
        run, measure = item.finding.run, item.finding.measure
        named = run.said(measure, "title", words.language())
        return named, reverse("measure", args=[measure]) if run.state == RunState.PUBLISHED else ""
    if item.kind == EvidenceKind.DATASET and item.dataset:
        named = item.dataset.said("title", words.language())
        there = item.dataset.state == ReleaseState.PUBLISHED
        return named, reverse("dataset", args=[item.dataset.dataset]) if there else ""
    return f"{item.proof.standard.number} {item.proof.request}" if item.proof else item.words, ""


def of_demand(demand: Demand) -> Told:
    """A demand as the public reads it: what was found by whom and when; else that nobody has looked at it."""
    row, latest = demand.row, demand.latest
    if latest:
        said = {"who": latest.name, "day": words.day(latest.day), "found": latest.get_grade_display()}
        sentence = _("%(found)s, found by %(who)s on %(day)s.") % said
        if latest.words:
            sentence = f"{sentence} {latest.words}"
        if demand.reworded:
            changed = _("The agency put this demand in other words on %(day)s.")
            sentence = f"{sentence} {changed % {'day': words.day(demand.reworded)}}"
    else:
        sentence = _("Nobody outside the agency has assessed it yet.")
    kind = mandates.GRADE_KINDS[mandates.Grade(latest.grade)] if latest else "unknown"
    word = latest.get_grade_display() if latest else str(mandates.Grade.NOT_ASSESSED.label)
    return Told(row.title, kind, word, sentence)


def of_event(event: RequirementEvent) -> dict[str, str]:
    """One entry of the history: what happened, by whom and when, its words; where it stood then, if that was said.

    Where the demand was reworded, its words tell how it was written until then.
    """
    what, said = event.get_kind_display(), event.words
    stands = event.get_state_display()
    if event.kind == Happened.MOVED:
        what = f"{what}: {stands}"
    elif event.kind == Happened.FOUND:
        said = f"{said}. {_('It stands now')}: {stands}."
    elif event.kind == Happened.REWORDED:
        said = _("Until then: %(words)s") % {"words": event.words}
    return {"when": words.day(event.day), "by": event.by, "what": what, "words": said}


def demand_line(demand: Demand, today: date) -> str:
    """Where a demand comes from, where it stands with the agency, and by when it is due or how late it is."""
    row = demand.row
    parts = [row.get_source_display(), row.citation]
    if row.paragraph:
        parts.append(_("paragraph %(number)s") % {"number": row.paragraph})
    parts.append(str(RequirementState(row.state).label))
    if row.due and mandates.is_late(row.state, row.due, today):
        parts.append(words.late((today - row.due).days))
    elif row.due and row.state not in (RequirementState.KEPT_UP, RequirementState.ENDED):
        parts.append(_("due %(day)s") % {"day": words.day(row.due)})
    return " · ".join(parts)


def due_cell(row: Any, today: date) -> Cell | str:
    """The day of a demand; how late it is, where it is."""
    if row.due is None:
        return ""
    if mandates.is_late(row.state, row.due, today):
        return Cell(words.late((today - row.due).days), late=True, small=words.day(row.due))
    return words.day(row.due)


def papers(rows: Sequence[ComplianceRequirement], today: date) -> list[dict[str, Any]]:
    """How far each paper is whose demands these are."""
    return [
        of_progress(one, [row.state for row in rows if (row.citation, row.source) == (one.citation, one.source)])
        for one in progress(rows, today)
    ]


def of_progress(one: Progress, states: list[str]) -> dict[str, Any]:
    """How far a paper is: "9 of 14 demands are found in full", a mark for each, what is late, what comes next."""
    counted = {"part": words.of(one.full, one.total)}
    told = [ngettext("%(part)s demand is found in full.", "%(part)s demands are found in full.", one.total) % counted]
    if one.late:
        late = ngettext("%(count)s demand is late.", "%(count)s demands are late.", one.late)
        told.append(late % {"count": words.number(one.late)})
    if one.next_due:
        told.append(_("The next is due on %(day)s.") % {"day": words.day(one.next_due)})
    kinds = [mandates.KINDS[RequirementState(state)] for state in states if state != RequirementState.ENDED]
    return {
        "citation": one.citation,
        "said": " ".join(told),
        "marks": units([(kind, kinds.count(kind)) for kind in dict.fromkeys(kinds)]),
    }
