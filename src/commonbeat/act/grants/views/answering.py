"""For the state: what agencies ask it, one request with its thread, and the steps of its side."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.grants import access, actions, queries
from commonbeat.act.grants.forms import AnswerForm, DeclineForm
from commonbeat.act.grants.models import AssistanceRequest
from commonbeat.act.grants.rules.help import ASKED, SHAPES, HelpState, may_move, message_problem
from commonbeat.act.grants.views.asking import state_cell, told
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, ListPage
from commonbeat.kit.tables import Cell, Column, Filter, Table


class Inbox(ListPage):
    """Every request that is addressed to this agency, and nothing else of whoever asked."""

    permission = Permission.ANSWER_HELP
    title = gettext_lazy("Agencies that ask for help")
    template_name = "grants/help/inbox.html"

    def rows(self) -> Table:
        return Table(
            queryset=access.asked_of(self.request.user, self.agency),
            columns=(
                Column("title", gettext_lazy("Request"), value=_title),
                Column("agency", gettext_lazy("Who asks"), value=lambda row: row.agency.name),
                Column("asked_on", gettext_lazy("Asked on"), sortable=True, value=lambda row: words.day(row.asked_on)),
                Column("state", gettext_lazy("State"), value=state_cell),
            ),
            filters=(Filter("state", gettext_lazy("State"), HelpState.choices),),
            params=self.request.GET,
            caption=gettext_lazy("Requests for help"),
            order="-asked_on",
        )


def _title(row: AssistanceRequest) -> Cell:
    return Cell(row.title, href=reverse("help_wanted", args=[row.pk]))


class _Wanted:
    """What every page of one request to us shares: the request, or a 404, and the way back to it."""

    request: Any
    agency: Any
    kwargs: dict[str, Any]

    def row(self) -> AssistanceRequest:
        found = access.wanted(self.request.user, self.agency, self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def back(self) -> str:
        return reverse("help_wanted", args=[self.kwargs["pk"]])


class Wanted(DetailPage):
    """One request to us: who asks, what, what was written, and our next step."""

    permission = Permission.ANSWER_HELP
    template_name = "grants/help/wanted.html"
    object: AssistanceRequest

    def find(self) -> AssistanceRequest | None:
        return access.wanted(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return self.object.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Agencies that ask for help"), "url": reverse("help_inbox")}]

    def context(self) -> dict[str, Any]:
        row = self.object
        return {
            "row": row,
            "kind": SHAPES[HelpState(row.state)],
            "word": HelpState(row.state).label,
            "topic": row.topic.name(words.language()) if row.topic else "",
            "thread": told(row, list(queries.thread(row)), reader=ASKED),
            "may_accept": may_move(row.state, HelpState.ACCEPTED, ASKED),
            "may_decline": may_move(row.state, HelpState.DECLINED, ASKED),
            "may_write": not message_problem(row.state, ASKED),
        }


class Accept(_Wanted, ActionPage):
    """Take it on."""

    permission = Permission.ANSWER_HELP
    done_message = gettext_lazy("Taken on. Whoever asked sees it.")

    def act(self) -> str:
        actions.accept(actor=self.request.user, request=self.row())
        return self.back()


class Decline(_Wanted, FormPage):
    """Say that we cannot help, and why."""

    permission = Permission.ANSWER_HELP
    title = gettext_lazy("Decline this request")
    template_name = "grants/help/write.html"
    form_class = DeclineForm
    done_message = gettext_lazy("Declined. Whoever asked reads why.")

    def prepare(self) -> None:
        self.found = self.row()

    def context(self) -> dict[str, Any]:
        return {"row": self.found, "back": self.back()}

    def act(self, form: DeclineForm) -> str:
        actions.decline(actor=self.request.user, request=self.found, reason=form.cleaned_data["reason"])
        return self.back()


class Answer(_Wanted, FormPage):
    """Write the answer, or a question back."""

    permission = Permission.ANSWER_HELP
    title = gettext_lazy("Answer this request")
    template_name = "grants/help/write.html"
    form_class = AnswerForm
    done_message = gettext_lazy("Written.")

    def prepare(self) -> None:
        self.found = self.row()

    def context(self) -> dict[str, Any]:
        return {"row": self.found, "back": self.back()}

    def act(self, form: AnswerForm) -> str:
        clean = form.cleaned_data
        actions.answer(actor=self.request.user, request=self.found, words=clean["words"], answers=clean["answers"])
        return self.back()
