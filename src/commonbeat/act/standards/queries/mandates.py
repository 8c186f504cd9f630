"""Reads of demands: with the latest finding of each, in a fixed number of queries."""

from dataclasses import dataclass

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.models import ComplianceRequirement, EvidenceItem, OutsideFinding, RequirementEvent
from commonbeat.ground.agency.models import Agency


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand with what was found of it last, and how many items of evidence it has."""

    row: ComplianceRequirement
    latest: OutsideFinding | None
    evidence: int


def shown(agency: Agency) -> list[Demand]:
    """Those that the public sees, in the order of their papers. Three queries."""
    rows = access.requirements(None, agency).prefetch_related("findings", "evidence")
    return [demand_of(row) for row in rows]


def demand_of(row: ComplianceRequirement) -> Demand:
    """One demand with its latest finding."""
    found = list(row.findings.all())
    return Demand(row, found[0] if found else None, len(row.evidence.all()))


def latest_grade(row: ComplianceRequirement) -> str:
    """What was found of it last; "" where nobody outside has said anything. One query."""
    found: str | None = row.findings.values_list("grade", flat=True).first()
    return found or ""


def history(row: ComplianceRequirement) -> list[RequirementEvent]:
    """Everything that happened, newest first."""
    return list(row.events.all())


def evidence(row: ComplianceRequirement) -> list[EvidenceItem]:
    """Every item of evidence."""
    return list(row.evidence.select_related("version__policy", "finding__run", "dataset", "proof__standard"))


def findings(row: ComplianceRequirement) -> list[OutsideFinding]:
    """Everything that was found, newest first."""
    return list(row.findings.all())
