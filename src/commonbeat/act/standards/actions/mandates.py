"""Writing down what is demanded of the agency, its evidence, what was found; each with an entry in its history."""

from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions.programs import check, keeper
from commonbeat.act.standards.models import (
    ComplianceRequirement,
    EvidenceItem,
    OutsideFinding,
    Proof,
    RequirementEvent,
)
from commonbeat.act.standards.queries import mandates as queries
from commonbeat.act.standards.rules import mandates as rules
from commonbeat.act.standards.rules.mandates import EvidenceKind, Grade, Happened
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor
from commonbeat.kit.words import day as in_words
from commonbeat.measure.findings.models import DatasetRelease, Finding


def _enter(actor: Actor, row: ComplianceRequirement, kind: Happened, words: str, on: date | None = None) -> None:
    """Add to the history, in the caller's transaction; public pages that show it are made anew."""
    RequirementEvent.objects.create(
        agency=row.agency,
        requirement=row,
        kind=kind,
        state=row.state,
        day=on or row.agency.day(),
        by=actor.label[:200],
        words=words.strip()[:1000],
    )
    agencies.touch_public(row.agency)


def _held(requirement: ComplianceRequirement) -> ComplianceRequirement:
    rows = ComplianceRequirement.objects.select_for_update(of=("self",)).select_related("agency", "owner")
    return rows.get(pk=requirement.pk)


@transaction.atomic
def write(
    *,
    actor: Actor,
    agency: Agency,
    source: str,
    citation: str,
    title: str,
    demand: str,
    owner: Staff,
    paragraph: str = "",
    due: date | None = None,
    public: bool = False,
    on: date | None = None,
) -> ComplianceRequirement:
    """Write down one demand, in the agency's own words, with who keeps it and by when; the very same one once."""
    keeper(agency, owner)
    agencies.take_turns(agency, "standards.write_requirement")
    told = rules.Wording(source, citation.strip(), paragraph.strip(), title.strip(), demand.strip())
    if twin := ComplianceRequirement.objects.filter(agency=agency, **asdict(told)).first():
        return twin
    row = ComplianceRequirement.objects.create(agency=agency, **asdict(told), owner=owner, due=due, public=public)
    _enter(actor, row, Happened.WRITTEN, "", on)
    details = {"source": source, "owner": owner.pk, "public": public}
    audit.record(agency=agency, actor=actor, verb="standards.write_requirement", subject=row, details=details)
    return row


@transaction.atomic
def move(
    *, actor: Actor, requirement: ComplianceRequirement, to: str, words: str = "", on: date | None = None
) -> ComplianceRequirement:
    """Say where a demand stands now: who keeps the standards anything, its own keeper only that it is handed in."""
    row = _held(requirement)
    check(access.move_problem(actor, row, to))
    problem = rules.requirement_move_problem(
        row.state, to, words=words, grade=queries.latest_grade(row), evidence=row.evidence.count()
    )
    check(problem)
    row.state = to
    row.save(update_fields=["state"])
    _enter(actor, row, Happened.MOVED, words, on)
    details = {"requirement_state": str(to)}
    audit.record(agency=row.agency, actor=actor, verb="standards.move_requirement", subject=row, details=details)
    return row


@transaction.atomic
def hand_over(
    *, actor: Actor, requirement: ComplianceRequirement, owner: Staff, due: date | None
) -> ComplianceRequirement:
    """Say who keeps it from now on, and by when."""
    row = _held(requirement)
    keeper(row.agency, owner)
    row.owner, row.due = owner, due
    row.save(update_fields=["owner", "due"])
    _enter(actor, row, Happened.OWNER, f"{owner.name}, {in_words(due)}" if due else owner.name)
    details = {"owner": owner.pk, "due": due.isoformat() if due else ""}
    audit.record(agency=row.agency, actor=actor, verb="standards.change_requirement", subject=row, details=details)
    return row


@transaction.atomic
def reword(*, actor: Actor, requirement: ComplianceRequirement, to: rules.Wording) -> ComplianceRequirement:
    """Put a demand in other words, or name its paper anew; its history keeps in full how it was written until then.

    Where nothing is changed, nothing is written.
    """
    row = _held(requirement)
    old = row.wording
    check(rules.reword_problem(row.state))
    if to == old:
        return row
    row.source, row.citation, row.paragraph = to.source, to.citation, to.paragraph
    row.title, row.demand = to.title, to.demand
    row.save(update_fields=["source", "citation", "paragraph", "title", "demand"])
    if old.line != to.line:
        _enter(actor, row, Happened.REWORDED, old.line)
    if old.demand != to.demand:
        _enter(actor, row, Happened.REWORDED, old.demand)
    audit.record(
        agency=row.agency, actor=actor, verb="standards.reword_requirement", subject=row, details={"source": to.source}
    )
    return row


@transaction.atomic
def show(*, actor: Actor, requirement: ComplianceRequirement, public: bool) -> ComplianceRequirement:
    """Decide whether the public sees it, with all that was found of it."""
    row = _held(requirement)
    if row.public == public:
        return row
    row.public = public
    row.save(update_fields=["public"])
    _enter(actor, row, Happened.SHOWN if public else Happened.HIDDEN, "")
    details = {"public": public}
    audit.record(agency=row.agency, actor=actor, verb="standards.show_requirement", subject=row, details=details)
    return row


@transaction.atomic
def add_evidence(
    *,
    actor: Actor,
    requirement: ComplianceRequirement,
    kind: str,
    version: PolicyVersion | None = None,
    finding: Finding | None = None,
    dataset: DatasetRelease | None = None,
    proof: Proof | None = None,
    words: str = "",
    on: date | None = None,
) -> EvidenceItem:
    """Add one item of evidence: exactly what its kind says, of this agency."""
    row = _held(requirement)
    check("" if access.may_work(actor, row) else _("Only its keeper, or who keeps the standards, can add evidence."))
    given = {
        EvidenceKind.POLICY: version,
        EvidenceKind.FINDING: finding,
        EvidenceKind.DATASET: dataset,
        EvidenceKind.PROOF: proof,
        EvidenceKind.DOCUMENT: words.strip(),
    }
    field = {EvidenceKind.POLICY: "version", EvidenceKind.DOCUMENT: "words"}.get(EvidenceKind(kind), kind)
    if not given[EvidenceKind(kind)]:
        raise ValidationError({field: _("Say which one.")})
    for thing in (version, finding, dataset, proof):
        check(_("Choose something of this agency.") if thing and thing.agency_id != row.agency_id else "")
    item = EvidenceItem.objects.create(
        agency=row.agency,
        requirement=row,
        kind=kind,
        version=version if kind == EvidenceKind.POLICY else None,
        finding=finding if kind == EvidenceKind.FINDING else None,
        dataset=dataset if kind == EvidenceKind.DATASET else None,
        proof=proof if kind == EvidenceKind.PROOF else None,
        words=words.strip(),
        added_on=on or row.agency.day(),
    )
    _enter(actor, row, Happened.EVIDENCE, item.words or str(EvidenceKind(kind).label), on)
    audit.record(agency=row.agency, actor=actor, verb="standards.add_evidence", subject=row, details={"evidence": kind})
    return item


@transaction.atomic
def add_finding(
    *,
    actor: Actor,
    requirement: ComplianceRequirement,
    finder: str,
    name: str,
    grade: str,
    day: date,
    words: str = "",
) -> OutsideFinding:
    """Write down what a monitor, a court or the state found; the latest finding says where the demand stands.

    What was handed in and is found in full must be kept up; what is not found in full goes back to in progress.
    """
    row = _held(requirement)
    check(
        _("Write it down when it has been found: this day is still to come.") if day > row.agency.day() else "", "day"
    )
    if grade in (Grade.PARTIAL, Grade.NONE) and not words.strip():
        raise ValidationError({"words": _("Say what is missing, as they found it.")})
    found = OutsideFinding.objects.create(
        agency=row.agency, requirement=row, finder=finder, name=name.strip(), grade=grade, day=day, words=words.strip()
    )
    latest = queries.latest_grade(row)
    if (after := rules.after_finding(row.state, latest)) != row.state:
        row.state = after
        row.save(update_fields=["state"])
    _enter(actor, row, Happened.FOUND, f"{found.name}: {found.get_grade_display()}", day)
    details = {"finder": finder, "grade": grade}
    audit.record(agency=row.agency, actor=actor, verb="standards.add_finding", subject=row, details=details)
    return found
