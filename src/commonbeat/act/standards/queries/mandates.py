"""Reads of demands: with the latest finding of each, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.models import ComplianceRequirement, EvidenceItem, OutsideFinding, RequirementEvent
from commonbeat.act.standards.models.mandates import RequirementQuerySet
from commonbeat.act.standards.rules.mandates import Happened, Progress, progress_of
from commonbeat.ground.agency.models import Agency


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand with what was found of it last, its evidence, and the day since that finding that reworded it."""

    row: ComplianceRequirement
    latest: OutsideFinding | None
    evidence: tuple[EvidenceItem, ...]
    reworded: date | None = None


EVIDENCE = ("evidence__version__policy", "evidence__finding__run", "evidence__dataset", "evidence__proof")


def shown(agency: Agency) -> RequirementQuerySet:
    """Those that the public sees, in the order of their papers, with their evidence. A fixed number of queries."""
    reworded = RequirementEvent.objects.filter(kind=Happened.REWORDED)
    return access.requirements(None, agency).prefetch_related("findings", Prefetch("events", reworded), *EVIDENCE)


def progress(rows: Iterable[ComplianceRequirement], day: date) -> list[Progress]:
    """How far each paper is, in the order of the papers."""
    papers: dict[tuple[str, str], list[tuple[str, date | None]]] = {}
    for row in rows:
        papers.setdefault((row.citation, row.source), []).append((row.state, row.due))
    return [progress_of(citation, source, found, day) for (citation, source), found in papers.items()]


def demand_of(row: ComplianceRequirement) -> Demand:
    """One demand with its latest finding."""
    latest = next(iter(row.findings.all()), None)
    changed = [one.day for one in row.events.all() if one.kind == Happened.REWORDED]
    since = [day for day in changed if latest and day >= latest.day]
    return Demand(row, latest, tuple(row.evidence.all()), max(since, default=None))


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
