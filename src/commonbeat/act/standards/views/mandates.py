"""What is demanded of the agency, for those who keep or see it: the list with its progress, one demand."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.facts import mandates as facts
from commonbeat.act.standards.models import ComplianceRequirement
from commonbeat.act.standards.queries import mandates
from commonbeat.act.standards.rules.mandates import GRADE_KINDS, KINDS, Grade, RequirementState, SourceKind
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, ListPage
from commonbeat.kit.tables import Cell, Column, Filter, Table
from commonbeat.kit.words import day


def crumbs() -> list[dict[str, Any]]:
    """The way to the list."""
    return [{"label": _("Decrees and mandates"), "url": reverse("mandate_list")}]


def address(row: ComplianceRequirement) -> str:
    """The page of a demand."""
    return reverse("mandate", args=[row.pk])


class Requirements(ListPage):
    """Every demand, with where it comes from and where it stands."""

    permission = Permission.SEE_STANDARDS
    title = gettext_lazy("Decrees and mandates")
    template_name = "standards/requirements.html"

    def rows(self) -> Table:
        today = self.agency.day()
        return Table(
            queryset=access.requirements(self.request.user, self.agency),
            columns=(
                Column("title", gettext_lazy("Demand"), value=_title),
                Column("owner", gettext_lazy("Who keeps it"), value=lambda row: row.owner.name),
                Column("due", gettext_lazy("Due"), sortable=True, value=lambda row: facts.due_cell(row, today)),
                Column(
                    "state",
                    gettext_lazy("State"),
                    value=lambda row: Cell(row.get_state_display(), state=KINDS[RequirementState(row.state)]),
                ),
                Column("public", gettext_lazy("Public"), value=lambda row: _("yes") if row.public else _("no")),
            ),
            filters=(
                Filter("state", gettext_lazy("State"), RequirementState.choices),
                Filter("source", gettext_lazy("Where it comes from"), SourceKind.choices),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Decrees and mandates"),
            synthetic=self.agency.demo,
        )

    def context(self) -> dict[str, Any]:
        may_manage = self.request.user.may(Permission.MANAGE_STANDARDS, self.agency)
        every = list(access.requirements(self.request.user, self.agency))
        return {
            "rows": self.rows(),
            "may_manage": may_manage,
            "papers": facts.papers(every, self.agency.day()),
        }


def _title(row: ComplianceRequirement) -> Cell:
    paper = f"{row.get_source_display()}, {row.citation}, {row.paragraph}".rstrip(", ")
    return Cell(row.title, href=address(row), small=paper)


class RequirementPage(DetailPage):
    """One demand: what it is, its evidence, what was found, and everything that happened."""

    permission = Permission.SEE_STANDARDS
    template_name = "standards/requirement.html"
    object: ComplianceRequirement

    def find(self) -> ComplianceRequirement | None:
        return access.requirement(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return self.object.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        row = self.object
        return {
            "requirement": row,
            "kind": KINDS[RequirementState(row.state)],
            "line": facts.demand_line(mandates.demand_of(row), self.agency.day()),
            "evidence": [
                {"when": day(one.added_on), "shown": facts.of_evidence(one)} for one in mandates.evidence(row)
            ],
            "findings": [
                {
                    "when": day(one.day),
                    "who": f"{one.get_finder_display()}: {one.name}",
                    "kind": GRADE_KINDS[Grade(one.grade)],
                    "found": one.get_grade_display(),
                    "words": one.words,
                }
                for one in mandates.findings(row)
            ],
            "history": [facts.of_event(one) for one in mandates.history(row)],
            "may_manage": self.request.user.may(Permission.MANAGE_STANDARDS, self.agency),
            "may_work": access.may_work(self.request.user, row),
        }


class KeptRequirement(RequirementPage):
    """The same page for who keeps that demand and does not see the others."""

    permission = Permission.GIVE_PROOF

    def find(self) -> ComplianceRequirement | None:
        return access.kept_one(self.request.user, self.agency, self.kwargs["pk"])

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return []
