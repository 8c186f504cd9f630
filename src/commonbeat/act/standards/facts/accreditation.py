"""What is said of a program, an assessment's comments, a demand and an item of the index, in whole sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.act.policies.queries.ties import Tie
from commonbeat.act.standards.models import EvidenceItem, Proof, StandardLink
from commonbeat.act.standards.queries.mandates import Demand
from commonbeat.act.standards.queries.programs import Asked, Badge
from commonbeat.act.standards.rules import mandates, programs, transparency
from commonbeat.act.standards.rules.assessments import Window
from commonbeat.act.standards.rules.mandates import EvidenceKind, RequirementState
from commonbeat.act.standards.rules.programs import AwardStatus
from commonbeat.act.standards.rules.proofs import ProofKind
from commonbeat.act.standards.rules.transparency import ItemState, Judged
from commonbeat.kit import words
from commonbeat.kit.tables import Cell, DataTable, Head


@dataclass(frozen=True, slots=True)
class Told:
    """A state with its shape, its word and a sentence."""

    title: str
    kind: str
    word: str
    sentence: str


def of_badge(badge: Badge) -> Told:
    """A program's status, with body, scope and days in words; never a logo."""
    program, award = badge.program, badge.award
    said = {"body": program.body, "scope": award.scope if award else program.scope}
    if award:
        said |= {"first": words.day(award.given_on), "last": words.day(award.valid_until)}
    if badge.status is AwardStatus.ACCREDITED:
        sentence = _("Accredited by %(body)s for %(scope)s, from %(first)s to %(last)s.")
    elif badge.status is AwardStatus.EXPIRED:
        sentence = _("Accreditation by %(body)s for %(scope)s ended on %(last)s. It is not in force now.")
    elif award is not None and award.ended_on is not None:
        said |= {"day": words.day(award.ended_on), "why": award.ended_why}
        sentence = _("%(body)s took the accreditation for %(scope)s back on %(day)s. Reason given: %(why)s")
    else:
        sentence = _("In preparation: %(body)s has not accredited the agency for %(scope)s yet.")
    return Told(program.name, programs.AWARD_KINDS[badge.status], str(badge.status.label), sentence % said)


def of_asked(asked: Asked) -> str:
    """When people may comment, and how many did once it is over."""
    row = asked.assessment
    if row.comments_from is None or row.comments_until is None:
        return ""
    days = {"days": words.day_range(row.comments_from, row.comments_until)}
    if asked.window is Window.OVER:
        many = ngettext(
            "Comments were taken from %(days)s. %(count)s came.",
            "Comments were taken from %(days)s. %(count)s came.",
            asked.comments,
        )
        return many % {**days, "count": words.number(asked.comments)}
    if asked.window is Window.BEFORE:
        return _("Comments will be taken from %(days)s.") % days
    return _("Comments are taken from %(days)s.") % days


def of_link(link: StandardLink, trained: Mapping[str, Tie]) -> dict[str, str]:
    """What a standard is tied to: `said`, and `url` where it has a page. Training is named as it is called today."""
    tied = trained.get(link.training)
    if tied is None:
        return {"said": str(link.version or link.policy or link.words), "url": ""}
    said = _("%(title)s (has ended)") % {"title": tied.title} if tied.ended else tied.title
    return {"said": said, "url": reverse(tied.address, args=[tied.argument])}


def of_proof(row: Proof) -> str:
    """What proves it, in words."""
    if row.kind == ProofKind.POLICY and row.version:
        return str(row.version)
    if row.kind == ProofKind.FINDING and row.finding:
        return row.finding.run.said(row.finding.measure, "title", words.language())
    return row.file_name or row.words


def of_evidence(item: EvidenceItem) -> str:
    """One item of evidence: its kind and what it is."""
    named: object = item.words
    if item.kind == EvidenceKind.POLICY:
        named = item.version
    elif item.kind == EvidenceKind.FINDING and item.finding:
        named = item.finding.run.said(item.finding.measure, "title", words.language())
    elif item.kind == EvidenceKind.DATASET and item.dataset:
        named = item.dataset.said("title", words.language())
    elif item.kind == EvidenceKind.PROOF and item.proof:
        named = f"{item.proof.standard.number} {item.proof.request}"
    return f"{item.get_kind_display()}: {named}"


def of_demand(demand: Demand) -> Told:
    """A demand as the public reads it: what was found by whom and when; else that nobody has looked at it."""
    row, latest = demand.row, demand.latest
    if latest:
        said = {"who": latest.name, "day": words.day(latest.day), "found": latest.get_grade_display()}
        sentence = _("%(found)s, found by %(who)s on %(day)s.") % said
        if latest.words:
            sentence = f"{sentence} {latest.words}"
    else:
        sentence = _("Nobody outside the agency has assessed it yet.")
    kind = mandates.GRADE_KINDS[mandates.Grade(latest.grade)] if latest else "unknown"
    word = latest.get_grade_display() if latest else str(mandates.Grade.NOT_ASSESSED.label)
    return Told(row.title, kind, word, sentence)


def demand_line(demand: Demand) -> str:
    """Where a demand comes from, where it stands with the agency, and by when it is due."""
    row = demand.row
    parts = [row.get_source_display(), row.citation]
    if row.paragraph:
        parts.append(_("paragraph %(number)s") % {"number": row.paragraph})
    parts.append(str(RequirementState(row.state).label))
    if row.due and row.state not in (RequirementState.KEPT_UP, RequirementState.ENDED):
        parts.append(_("due %(day)s") % {"day": words.day(row.due)})
    return " · ".join(parts)


def of_item(one: Judged) -> Cell:
    """The state of an item, with how late it is."""
    word: words.Words = one.state.label
    if one.state is ItemState.LATE:
        word = words.late(one.days_late)
    return Cell(word, state=transparency.STATE_KINDS[one.state])


def _since(one: Judged) -> str:
    return words.day(one.seen.day) if one.seen.day else str(one.seen.words)


def items(found: tuple[Judged, ...], caption: str, *, synthetic: bool) -> DataTable:
    """Items of the index as a table: what, where it stands, the day that it goes by, how it is judged."""
    return DataTable(
        caption=caption,
        columns=(
            Head(_("What must be public")),
            Head(_("State")),
            Head(_("Last day, or what was found")),
            Head(_("Due")),
        ),
        rows=tuple(
            (
                Cell(one.label, small=transparency.HOW[one.item]),
                of_item(one),
                _since(one),
                words.day(one.due) if one.due else _("no day"),
            )
            for one in found
        ),
        synthetic=synthetic,
    )
