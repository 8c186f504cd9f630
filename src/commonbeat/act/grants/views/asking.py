"""For an agency that asks: what it has asked, a new request, one request with its thread, and the steps of its side."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.grants import access, actions, queries
from commonbeat.act.grants.forms import AskForm, WriteForm
from commonbeat.act.grants.models import AssistanceMessage, AssistanceRequest
from commonbeat.act.grants.rules.help import ASKER, SHAPES, UNDER_WAY, HelpState, may_move
from commonbeat.ground.library.rules.peers import contact_link
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, ListPage
from commonbeat.kit.tables import Cell, Column, Filter, Table


def told(row: AssistanceRequest, messages: list[AssistanceMessage], *, reader: bool) -> list[dict[str, Any]]:
    """The thread as one side reads it, newest first."""
    return [
        {
            "when": words.day(one.written_on),
            "who": queries.name_of(one, row, reader=reader),
            "words": one.words,
        }
        for one in reversed(messages)
    ]


def state_cell(row: AssistanceRequest) -> Cell:
    """Where a request stands, in a list."""
    state = HelpState(row.state)
    return Cell(state.label, state=SHAPES[state], small=words.day(row.moved_on))


class Asked(ListPage):
    """Everything that this agency has asked."""

    permission = Permission.ASK_FOR_HELP
    title = gettext_lazy("Ask for help")
    template_name = "grants/help/list.html"

    def rows(self) -> Table:
        return Table(
            queryset=access.asked_by(self.request.user, self.agency),
            columns=(
                Column("number", gettext_lazy("Number"), sortable=True, value=_number),
                Column("title", gettext_lazy("Request"), value=_title),
                Column("whom", gettext_lazy("Asked"), value=lambda row: row.whom),
                Column("state", gettext_lazy("State"), value=state_cell),
            ),
            filters=(Filter("state", gettext_lazy("State"), HelpState.choices),),
            params=self.request.GET,
            caption=gettext_lazy("Requests for help"),
            order="-number",
            synthetic=self.agency.demo,
        )


def _number(row: AssistanceRequest) -> Cell:
    return Cell(str(row.number), href=reverse("help_detail", args=[row.number]))


def _title(row: AssistanceRequest) -> Cell:
    return Cell(row.title, href=reverse("help_detail", args=[row.number]), small=words.day(row.asked_on))


class Ask(FormPage):
    """Ask the state, a network or a peer."""

    permission = Permission.ASK_FOR_HELP
    title = gettext_lazy("Ask for help")
    template_name = "grants/help/ask.html"
    form_class = AskForm
    done_message = gettext_lazy("Asked.")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Requests for help"), "url": reverse("help_list")}]

    def form_kwargs(self) -> Mapping[str, Any]:
        asked = self.request.GET
        peer = asked.get("peer", "")
        return {
            "choices": queries.choices(self.request.user, self.agency),
            "topics": queries.topics(self.agency, words.language()),
            "initial": {
                "whom": f"peer-{peer}" if peer else queries.STATE,
                "title": asked.get("about", "").replace("\x00", "")[:120],
            },
        }

    def context(self) -> dict[str, Any]:
        return {"parent": self.agency.parent}

    def act(self, form: AskForm) -> str:
        clean = form.cleaned_data
        whom = queries.whom(self.request.user, self.agency, clean["whom"])
        row = actions.ask(
            actor=self.request.user,
            agency=self.agency,
            whom=whom or queries.Whom(),
            title=clean["title"],
            words=clean["words"],
            topic=queries.topic(self.agency, clean["topic"]),
        )
        return reverse("help_detail", args=[row.number])


class _Own:
    """What every page of one own request shares: the request, or a 404, and the way back to it."""

    request: Any
    agency: Any
    kwargs: dict[str, Any]

    def row(self) -> AssistanceRequest:
        found = access.own(self.request.user, self.agency, self.kwargs["number"])
        if found is None:
            raise Http404
        return found

    def back(self) -> str:
        return reverse("help_detail", args=[self.kwargs["number"]])


class Detail(DetailPage):
    """One request: where it stands, the next steps of our side, and what was written."""

    permission = Permission.ASK_FOR_HELP
    template_name = "grants/help/detail.html"
    object: AssistanceRequest

    def find(self) -> AssistanceRequest | None:
        return access.own(self.request.user, self.agency, self.kwargs["number"])

    def heading(self) -> str:
        return self.object.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Requests for help"), "url": reverse("help_list")}]

    def context(self) -> dict[str, Any]:
        row = self.object
        outside = row.network or row.peer
        return {
            "row": row,
            "kind": SHAPES[HelpState(row.state)],
            "word": HelpState(row.state).label,
            "thread": told(row, list(queries.thread(row)), reader=ASKER),
            "may_write": row.state in UNDER_WAY,
            "may_close": may_move(row.state, HelpState.CLOSED, ASKER),
            "may_withdraw": may_move(row.state, HelpState.WITHDRAWN, ASKER),
            "office": outside,
            "office_url": contact_link(outside.contact) if outside else "",
        }


class Write(_Own, FormPage):
    """Write more, or ask again."""

    permission = Permission.ASK_FOR_HELP
    title = gettext_lazy("Write more")
    template_name = "grants/help/write.html"
    form_class = WriteForm
    done_message = gettext_lazy("Written.")

    def prepare(self) -> None:
        self.found = self.row()

    def context(self) -> dict[str, Any]:
        return {"row": self.found, "back": self.back()}

    def act(self, form: WriteForm) -> str:
        actions.add(actor=self.request.user, request=self.found, words=form.cleaned_data["words"])
        return self.back()


class WriteDown(Write):
    """Write down what a network or a peer answered elsewhere."""

    permission = Permission.ASK_FOR_HELP
    title = gettext_lazy("Write down what they answered")

    def act(self, form: WriteForm) -> str:
        actions.write_down(actor=self.request.user, request=self.found, words=form.cleaned_data["words"])
        return self.back()


class Close(_Own, ActionPage):
    """The answer is enough."""

    permission = Permission.ASK_FOR_HELP
    done_message = gettext_lazy("Closed.")

    def act(self) -> str:
        actions.close(actor=self.request.user, request=self.row())
        return self.back()


class Withdraw(_Own, ActionPage):
    """Take it back."""

    permission = Permission.ASK_FOR_HELP
    done_message = gettext_lazy("Taken back.")

    def act(self) -> str:
        actions.withdraw(actor=self.request.user, request=self.row())
        return self.back()
