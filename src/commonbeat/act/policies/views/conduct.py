"""Where a policy was not kept: the list, a new note, one note whole; and one's own page with the answer."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies import actions
from commonbeat.act.policies.access import conduct as access
from commonbeat.act.policies.facts import conduct as facts
from commonbeat.act.policies.forms import conduct as forms
from commonbeat.act.policies.models import DeviationRecord
from commonbeat.act.policies.queries import conduct as queries
from commonbeat.act.policies.rules.conduct import ActionState, State, may_act, may_move
from commonbeat.act.policies.views.conduct_steps import OfDeviation, crumbs
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import FormPage, ListPage, Page
from commonbeat.kit.tables import Cell, Column, Filter, Table
from commonbeat.kit.words import day, language


class Deviations(ListPage):
    """Every note about those for whom this person answers."""

    permission = Permission.NOTE_DEVIATIONS
    title = gettext_lazy("Deviations from policy")
    template_name = "policies/conduct/list.html"

    def rows(self) -> Table:
        return Table(
            queryset=access.visible(self.request.user, self.agency),
            columns=(
                Column("event_day", gettext_lazy("Day"), sortable=True, value=_day),
                Column("version", gettext_lazy("Policy"), value=_policy),
                Column("staff__name", gettext_lazy("Who"), sortable=True, value=lambda row: row.staff.name),
                Column("state", gettext_lazy("State"), value=facts.state_cell),
            ),
            filters=(
                Filter("state", gettext_lazy("State"), State.choices),
                Filter("staff__name__icontains", gettext_lazy("Name")),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Deviations from policy"),
            order="-event_day",
            synthetic=self.agency.demo,
        )


def _day(row: DeviationRecord) -> Cell:
    return Cell(day(row.event_day), href=reverse("deviation_detail", args=[row.pk]))


def _policy(row: DeviationRecord) -> Cell:
    section = _("section %(section)s, version %(number)s")
    return Cell(
        row.version.policy.numbered(language()), small=section % {"section": row.section, "number": row.version.number}
    )


class Note(FormPage):
    """Write down where a policy was not kept."""

    permission = Permission.NOTE_DEVIATIONS
    title = gettext_lazy("Write down where a policy was not kept")
    template_name = "policies/conduct/note.html"
    form_class = forms.DeviationForm
    done_message = gettext_lazy("Written down. The person concerned sees it and can answer.")

    def prepare(self) -> None:
        self.policies = {row.pk: row for row in queries.policies(self.agency)}
        self.people = {row.pk: row for row in access.people(self.request.user, self.agency)}

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "policies": [(pk, row.numbered(language())) for pk, row in self.policies.items()],
            "people": [(pk, row.name, row.badge) for pk, row in self.people.items()],
        }

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def act(self, form: forms.DeviationForm) -> str:
        told = form.cleaned_data
        row = actions.note_deviation(
            actor=self.request.user,
            agency=self.agency,
            policy=self.policies[int(told["policy"])],
            staff=self.people[int(told["staff"])],
            event_day=told["event_day"],
            section=told["section"],
            words=told["words"],
            no_names=told["no_names"],
        )
        return reverse("deviation_detail", args=[row.pk])


class Detail(OfDeviation, Page):
    """One note: what happened, what the signature proves, what like cases led to, what can be done next."""

    permission = Permission.NOTE_DEVIATIONS
    template_name = "policies/conduct/detail.html"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def heading(self) -> str:
        return _("Deviation from policy")

    def context(self) -> dict[str, Any]:
        row = self.find_row()
        action = queries.action_of(row)
        return {
            "row": row,
            "facts": facts.of_deviation(row),
            "state": facts.state_cell(row),
            "proof": facts.proof(row, queries.proof(row)),
            "like": facts.like(queries.like_cases(row)),
            "action": action,
            "action_facts": facts.of_action(action) if action else None,
            "may_decide": may_move(row.state, State.DECIDED),
            "may_withdraw": may_move(row.state, State.WITHDRAWN),
            "may_propose": row.state == State.DECIDED and action is None,
            "may_end": action is not None and may_act(action.state, ActionState.TAKEN),
        }


class Kinds(FormPage):
    """The agency's own kinds of corrective action, and one more."""

    permission = Permission.APPROVE_POLICIES
    title = gettext_lazy("Kinds of corrective action")
    template_name = "policies/conduct/kinds.html"
    form_class = forms.KindForm
    done_message = gettext_lazy("The kind is added.")

    def context(self) -> dict[str, Any]:
        return {"kinds": queries.own_kinds(self.agency)}

    def act(self, form: forms.KindForm) -> str:
        actions.add_kind(actor=self.request.user, agency=self.agency, **form.cleaned_data)
        return reverse("action_kinds")


class Own(ListPage):
    """What was written down about oneself."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("Notes about your own conduct")
    template_name = "policies/conduct/own.html"

    def rows(self) -> list[DeviationRecord]:
        return list(access.own(self.request.user, self.agency))


class OwnAnswer(FormPage):
    """One note about oneself, whole, with what followed; and one's answer."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("A note about your own conduct")
    template_name = "policies/conduct/own_answer.html"
    form_class = forms.AnswerForm
    done_message = gettext_lazy("Your answer stands beside the note.")

    def prepare(self) -> None:
        row = access.own_one(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        self.row = row

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Notes about your own conduct"), "url": reverse("conduct_own")}]

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"words": self.row.answer}}

    def context(self) -> dict[str, Any]:
        action = queries.action_of(self.row)
        return {
            "row": self.row,
            "facts": facts.of_deviation(self.row),
            "state": facts.state_cell(self.row),
            "action_facts": facts.of_action(action) if action else None,
            "proof": facts.proof(self.row, queries.proof(self.row)),
            "stands": self.row.state != State.WITHDRAWN,
        }

    def act(self, form: forms.AnswerForm) -> str:
        actions.answer_deviation(actor=self.request.user, deviation=self.row, words=form.cleaned_data["words"])
        return reverse("conduct_answer", args=[self.row.pk])
