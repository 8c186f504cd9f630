"""What is demanded of the agency, for those who keep or see it: the list, one demand, its evidence, what was found."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import mandates as actions
from commonbeat.act.standards.facts import accreditation as facts
from commonbeat.act.standards.forms.assessments import (
    EvidenceForm,
    FindingForm,
    KeeperForm,
    RequirementForm,
    RequirementMoveForm,
)
from commonbeat.act.standards.models import ComplianceRequirement
from commonbeat.act.standards.queries import mandates, programs, proofs
from commonbeat.act.standards.rules.mandates import GRADE_KINDS, KINDS, MOVES, Grade, RequirementState, SourceKind
from commonbeat.act.standards.views.asking import Asks
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, DetailPage, ListPage
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
        return Table(
            queryset=access.requirements(self.request.user, self.agency),
            columns=(
                Column("title", gettext_lazy("Demand"), value=_title),
                Column("owner", gettext_lazy("Who keeps it"), value=lambda row: row.owner.name),
                Column("due", gettext_lazy("Due"), sortable=True, value=lambda row: day(row.due) if row.due else ""),
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
        return {"rows": self.rows(), "may_manage": may_manage}


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
            "line": facts.demand_line(mandates.demand_of(row)),
            "evidence": [{"when": day(one.added_on), "said": facts.of_evidence(one)} for one in mandates.evidence(row)],
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
            "history": [
                {
                    "when": day(one.day),
                    "by": one.by,
                    "what": one.get_kind_display(),
                    "state": one.get_state_display(),
                    "words": one.words,
                }
                for one in mandates.history(row)
            ],
            "may_manage": self.request.user.may(Permission.MANAGE_STANDARDS, self.agency),
        }


class NewRequirement(Asks):
    """Write down a demand."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Write down a demand")
    form_class = RequirementForm
    submit = gettext_lazy("Write it down")
    done_message = gettext_lazy("Written down.")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def back(self) -> str:
        return reverse("mandate_list")

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"people": [(one.pk, one.name) for one in programs.people(self.agency)]}

    def act(self, form: RequirementForm) -> str:
        clean = form.cleaned_data
        clean["owner"] = _keeper(self.agency, clean["owner"])
        return address(actions.write(actor=self.request.user, agency=self.agency, **clean))


def _keeper(agency: Any, number: str) -> Staff:
    """Who was chosen to keep it."""
    found = programs.somebody(agency, number)
    if found is None:
        raise Http404
    return found


class _OfRequirement(Asks):
    """A form about one demand."""

    abstract = True
    row: ComplianceRequirement

    def find(self) -> ComplianceRequirement | None:
        return access.requirement(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row.title}: {self.row.get_state_display()}"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [*crumbs(), {"label": self.row.title, "url": address(self.row)}]

    def back(self) -> str:
        return reverse("mandate", args=[self.kwargs["pk"]])


class MoveRequirement(_OfRequirement):
    """Say where it stands."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Say where it stands")
    form_class = RequirementMoveForm
    submit = gettext_lazy("Keep it so")
    done_message = gettext_lazy("Written down.")

    def form_kwargs(self) -> Mapping[str, Any]:
        onward = MOVES[RequirementState(self.row.state)]
        return {"states": [state for state in RequirementState if state in onward]}

    def act(self, form: RequirementMoveForm) -> str:
        clean = form.cleaned_data
        actions.move(actor=self.request.user, requirement=self.row, to=clean["state"], words=clean["words"])
        return self.back()


class KeepRequirement(_OfRequirement):
    """Say who keeps it, by when."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Say who keeps it, by when")
    form_class = KeeperForm
    submit = gettext_lazy("Keep the change")
    done_message = gettext_lazy("Written down.")

    def form_kwargs(self) -> Mapping[str, Any]:
        people = [(one.pk, one.name) for one in programs.people(self.agency)]
        return {"people": people, "initial": {"owner": self.row.owner_id, "due": self.row.due}}

    def act(self, form: KeeperForm) -> str:
        clean = form.cleaned_data
        owner = _keeper(self.agency, clean["owner"])
        actions.hand_over(actor=self.request.user, requirement=self.row, owner=owner, due=clean["due"])
        return self.back()


class AddEvidence(_OfRequirement):
    """Add something that shows that it is kept."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Add evidence")
    form_class = EvidenceForm
    submit = gettext_lazy("Add it")
    done_message = gettext_lazy("Added.")

    def form_kwargs(self) -> Mapping[str, Any]:
        return {
            "versions": proofs.versions(self.agency),
            "measures": proofs.figures(self.agency),
            "datasets": proofs.datasets(self.agency),
            "proofs": proofs.holding(self.agency),
        }

    def act(self, form: EvidenceForm) -> str:
        clean = form.cleaned_data
        actions.add_evidence(
            actor=self.request.user,
            requirement=self.row,
            kind=clean["kind"],
            version=proofs.version(self.agency, clean["version"]),
            finding=proofs.finding(self.agency, clean["measure"]),
            dataset=proofs.dataset(self.agency, clean["dataset"]),
            proof=proofs.held_proof(self.agency, clean["proof"]),
            words=clean["words"],
        )
        return self.back()


class AddFinding(_OfRequirement):
    """Write down what somebody outside found."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Write down what was found")
    form_class = FindingForm
    submit = gettext_lazy("Write it down")
    done_message = gettext_lazy("Written down.")

    def act(self, form: FindingForm) -> str:
        actions.add_finding(actor=self.request.user, requirement=self.row, **form.cleaned_data)
        return self.back()


class ShowRequirement(ActionPage):
    """Show it to the public, or no longer."""

    permission = Permission.MANAGE_STANDARDS
    done_message = gettext_lazy("Written down.")

    def act(self) -> str:
        row = access.requirement(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        return address(actions.show(actor=self.request.user, requirement=row, public=not row.public))

    def back(self) -> str:
        return reverse("mandate", args=[self.kwargs["pk"]])
