"""What the forms of whoever works on policies offer: owners, units, figures; and each policy's newest version."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from commonbeat.act.policies.models import PolicyQuerySet, PolicyVersion
from commonbeat.ground.agency.models import Agency, Unit
from commonbeat.ground.people.models import Staff
from commonbeat.measure.findings.models import Finding
from commonbeat.measure.findings.rules import RunState


def with_newest(policies: PolicyQuerySet) -> QuerySet[Any]:
    """Each policy with state and number of its newest version, in one query."""
    newest = PolicyVersion.objects.filter(policy=OuterRef("pk")).order_by("-number")
    return policies.annotate(
        newest_state=Subquery(newest.values("state")[:1]), newest_number=Subquery(newest.values("number")[:1])
    )


def colleagues(agency: Agency) -> list[tuple[int, str, str]]:
    """Everybody who works here, whom a form can name: number, name, badge."""
    return list(Staff.objects.working().filter(agency=agency).values_list("pk", "name", "badge"))


def owner(agency: Agency, chosen: str) -> Staff | None:
    """Whom the form names; None for nobody."""
    return Staff.objects.working().filter(agency=agency, pk=int(chosen)).first() if chosen else None


def units(agency: Agency) -> list[tuple[int, str]]:
    """The units of the agency."""
    return [(row.pk, row.name) for row in Unit.objects.filter(agency=agency).order_by("name")]


def _published(agency: Agency) -> QuerySet[Finding]:
    """The figures for all that the agency serves, each once: the line that sums up, or the first."""
    rows = Finding.objects.filter(agency=agency, run__state=RunState.PUBLISHED, neighborhood__isnull=True)
    return rows.select_related("run").order_by("run", "measure", "position", "pk")


def figures(agency: Agency, language: str) -> list[tuple[str, str]]:
    """Published figures that a review can look at: key of the measure and its title."""
    found: dict[str, str] = {}
    for row in _published(agency):
        found.setdefault(row.measure, row.run.said(row.measure, "title", language) or row.measure)
    return list(found.items())


def figure(agency: Agency, measure: str) -> Finding | None:
    """The figure that the form names; None for none."""
    return _published(agency).filter(measure=measure).first() if measure else None
