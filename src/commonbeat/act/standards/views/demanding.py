"""Writing down what is demanded, who keeps it, what shows it, where it stands, what was found; showing it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import mandates as actions
from commonbeat.act.standards.forms.assessments import (
    EvidenceForm,
    FindingForm,
    KeeperForm,
    RequirementForm,
    RequirementMoveForm,
    WordingForm,
)
from commonbeat.act.standards.models import ComplianceRequirement
from commonbeat.act.standards.queries import programs, proofs
from commonbeat.act.standards.rules.mandates import MOVES, RequirementState, reword_problem
from commonbeat.act.standards.views.asking import Asks
from commonbeat.act.standards.views.mandates import address, crumbs
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage


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
        return access.workable(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row.title}: {self.row.get_state_display()}"

    def _sees(self) -> bool:
        return bool(self.request.user.may(Permission.SEE_STANDARDS, self.agency))

    def breadcrumbs(self) -> list[dict[str, Any]]:
        here = {"label": self.row.title, "url": self.back()}
        return [*crumbs(), here] if self._sees() else [here]

    def back(self) -> str:
        return reverse("mandate" if self._sees() else "mandate_kept", args=[self.kwargs["pk"]])


class MoveRequirement(_OfRequirement):
    """Say where it stands; its keeper: that it is handed in."""

    permission = Permission.GIVE_PROOF
    title = gettext_lazy("Say where it stands")
    form_class = RequirementMoveForm
    submit = gettext_lazy("Keep it so")
    done_message = gettext_lazy("Written down.")

    def form_kwargs(self) -> Mapping[str, Any]:
        onward = MOVES[RequirementState(self.row.state)]
        mine = [one for one in onward if not access.move_problem(self.request.user, self.row, one)]
        return {"states": [state for state in RequirementState if state in mine]}

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


class Reword(_OfRequirement):
    """Put it in other words."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Put it in other words")
    form_class = WordingForm
    submit = gettext_lazy("Keep the change")
    done_message = gettext_lazy("Written down.")

    def stop(self) -> str:
        return reword_problem(self.row.state)

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": asdict(self.row.wording)}

    def act(self, form: WordingForm) -> str:
        actions.reword(actor=self.request.user, requirement=self.row, to=form.wording)
        return self.back()


class AddEvidence(_OfRequirement):
    """Add something that shows that it is kept."""

    permission = Permission.GIVE_PROOF
    title = gettext_lazy("Add evidence")
    form_class = EvidenceForm
    submit = gettext_lazy("Add it")
    done_message = gettext_lazy("Added.")

    def form_kwargs(self) -> Mapping[str, Any]:
        return {
            "versions": proofs.versions(self.agency),
            "measures": proofs.figures(self.agency),
            "datasets": proofs.datasets(self.agency),
            "proofs": proofs.holding(self.agency) if self._sees() else [],
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
