"""The steps of one note of a deviation: decide, take back, propose what follows, take it, drop it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies import actions
from commonbeat.act.policies.access import conduct as access
from commonbeat.act.policies.facts import conduct as facts
from commonbeat.act.policies.forms import conduct as forms
from commonbeat.act.policies.models import CorrectiveAction, DeviationRecord
from commonbeat.act.policies.queries import conduct as queries
from commonbeat.ground.roles import Permission
from commonbeat.kit.forms import Form
from commonbeat.kit.pages import FormPage, Words


def crumbs(pk: int | None = None) -> list[dict[str, Any]]:
    """The way to the list, or to one note of it."""
    found = [{"label": _("Deviations from policy"), "url": reverse("deviation_list")}]
    if pk is not None:
        found.append({"label": _("The deviation"), "url": reverse("deviation_detail", args=[pk])})
    return found


class OfDeviation:
    """The note that the address names, or a 404."""

    request: Any
    agency: Any
    kwargs: dict[str, Any]

    def find_row(self) -> DeviationRecord:
        """A note that this person may decide about."""
        row = access.one(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        return row

    def find_action(self) -> CorrectiveAction:
        """The action that follows from it."""
        action = queries.action_of(self.find_row())
        if action is None:
            raise Http404
        return action


def _nothing(page: "StepPage") -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one step asks, says and does; `offers` are the choices of its form."""

    title: Words
    form: type[Form]
    submit: Words
    done: Words
    does: Callable[["StepPage", Mapping[str, Any]], object]
    offers: Callable[["StepPage"], Mapping[str, Any]] = _nothing


class StepPage(OfDeviation, FormPage):
    """One step of one note, in words; the address says which."""

    permission = Permission.NOTE_DEVIATIONS
    template_name = "policies/conduct/step.html"
    form_class = forms.WhyForm
    step: Step = None  # type: ignore[assignment]
    """Given by the address: `StepPage.of(DECIDE)`."""

    @classmethod
    def of(cls, step: Step) -> Callable[..., Any]:
        """The view of one step."""
        return cls.as_view(step=step, form_class=step.form, done_message=step.done)

    def prepare(self) -> None:
        self.row = self.find_row()

    def heading(self) -> Words:
        return self.step.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs(self.kwargs["pk"])

    def form_kwargs(self) -> Mapping[str, Any]:
        return self.step.offers(self)

    def context(self) -> dict[str, Any]:
        return {"row": self.row, "submit": self.step.submit, "proof": facts.proof(self.row, queries.proof(self.row))}

    def act(self, form: Any) -> str:
        self.step.does(self, form.cleaned_data)
        return reverse("deviation_detail", args=[self.row.pk])


DECIDE = Step(
    title=gettext_lazy("Decide about a deviation"),
    form=forms.DecideForm,
    submit=gettext_lazy("Decide"),
    done=gettext_lazy("Decided. The person concerned sees it."),
    does=lambda page, told: actions.decide(actor=page.request.user, deviation=page.row, **told),
)
WITHDRAW = Step(
    title=gettext_lazy("Take this note back"),
    form=forms.WhyForm,
    submit=gettext_lazy("Take it back"),
    done=gettext_lazy("Taken back. The record says why."),
    does=lambda page, told: actions.withdraw(actor=page.request.user, deviation=page.row, **told),
)
PROPOSE = Step(
    title=gettext_lazy("Propose a corrective action"),
    form=forms.ProposeForm,
    submit=gettext_lazy("Propose it"),
    done=gettext_lazy("Proposed. It is not taken yet."),
    does=lambda page, told: actions.propose_action(actor=page.request.user, deviation=page.row, **told),
    offers=lambda page: {"kinds": queries.kinds(page.agency, page.agency.day())},
)
TAKE = Step(
    title=gettext_lazy("Take the corrective action"),
    form=forms.TakeForm,
    submit=gettext_lazy("It is taken"),
    done=gettext_lazy("Written down as taken. The person concerned sees it."),
    does=lambda page, told: actions.take_action(actor=page.request.user, action=page.find_action(), **told),
)
DROP = Step(
    title=gettext_lazy("Drop the corrective action"),
    form=forms.WhyForm,
    submit=gettext_lazy("Drop it"),
    done=gettext_lazy("Dropped. The record says why."),
    does=lambda page, told: actions.drop_action(actor=page.request.user, action=page.find_action(), **told),
)
