"""What goes out, without words or numbers: what waits, what was refused, what nobody knows; and the pause."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.messaging import access, actions, queries
from commonbeat.ground.messaging.forms import PauseForm
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.messaging.rules import OPTED_OUT, Haste, Kind, State
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, ListPage
from commonbeat.kit.tables import Cell, Column, Filter, Table

SHAPES = {
    State.QUEUED: "open",
    State.SENDING: "moved",
    State.SENT: "reported",
    State.DELIVERED: "verified",
    State.FAILED: "broken",
    State.REFUSED: "fine",
    State.UNKNOWN: "disputed",
    State.LEFT_ALONE: "unknown",
}
"""The shape that stands beside each state's word."""


def what_for(row: Message) -> str:
    """What a message is for, in words; never what it says."""
    if row.programme:
        return str(row.get_programme_display())
    return gettext("An account here") if row.kind == Kind.MAIL else gettext("An answer to STOP, HELP or START")


def told(row: Message) -> str:
    """What the gateway answered, or why it was not asked."""
    if row.answer == OPTED_OUT:
        return gettext("This person asked for no such texts.")
    return gettext(row.answer) if row.answer else ""


def _name(row: Message) -> Cell:
    return Cell(row.get_kind_display(), href=reverse("message", args=[row.pk]), small=what_for(row))


def _state(row: Message) -> Cell:
    return Cell(row.get_state_display(), state=SHAPES[State(row.state)], small=told(row))


def _when(held: queries.Holds) -> Callable[[Message], Cell]:
    """When a message left or may leave, as far as is known."""

    def cell(row: Message) -> Cell:
        if row.settled_at:
            return Cell(words.moment(row.settled_at))
        until = held.until(row.agency_id, row.haste) if row.state == State.QUEUED else None
        if until is not None and until > row.ready_at:
            return Cell(gettext("held until %(time)s") % {"time": words.moment(until)}, small=_why(held, row))
        if row.state == State.QUEUED:
            return Cell(gettext("not before %(time)s") % {"time": words.moment(row.ready_at)})
        return Cell(gettext("since %(time)s") % {"time": words.moment(row.created_at)})

    return cell


def _why(held: queries.Holds, row: Message) -> str:
    return gettext("Paused") if row.agency_id in held.paused else gettext("Quiet hours")


class Outbox(ListPage):
    """What waits, what was refused, what may or may not have left; those that wait for a person first."""

    permission = Permission.PAUSE_SENDING
    title = _("What goes out")
    template_name = "messaging/outbox.html"

    def context(self) -> dict[str, Any]:
        rows = access.visible_messages(self.request.user, self.agency)
        columns = (
            Column("kind", _("What"), sortable=True, value=_name),
            Column("state", _("State"), sortable=True, value=_state),
            Column("ready_at", _("When"), sortable=True, value=_when(queries.held_at(self.agency))),
            Column("segments", _("Segments"), numeric=True),
        )
        table = Table(
            queryset=queries.undecided_first(rows),
            columns=columns,
            params=self.request.GET,
            caption=_("Messages: what waits for a decision, then the latest"),
            filters=[
                Filter("state", _("State"), [("", _("All")), *State.choices]),
                Filter("kind", _("What"), [("", _("All")), *Kind.choices]),
            ],
        )
        return {
            "table": table,
            "counts": queries.counts(rows),
            "pause": queries.pause_in_force(self.agency),
            "opens": queries.texts_leave_again(self.agency),
        }


class MessageDetail(DetailPage):
    """One message: what became of it; and where nobody knows, the decision."""

    permission = Permission.PAUSE_SENDING
    template_name = "messaging/message.html"

    def find(self) -> Message | None:
        return access.one_message(self.request.user, self.agency, self.kwargs["number"])

    def heading(self) -> str:
        row: Message = self.object
        return gettext("%(kind)s: %(what)s") % {"kind": row.get_kind_display(), "what": what_for(row)}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": Outbox.title, "url": reverse("outbox")}]

    def context(self) -> dict[str, Any]:
        row: Message = self.object
        return {
            "row": row,
            "shape": SHAPES[State(row.state)],
            "told": told(row),
            "receipts": queries.receipts(row),
            "undecided": row.state == State.UNKNOWN,
            "holdable": row.haste != Haste.AT_ONCE,
        }


class _Decision(ActionPage):
    """A person's word on a message that may or may not have left."""

    abstract = True
    permission = Permission.PAUSE_SENDING
    decide: ClassVar[Callable[..., Message]]

    def act(self) -> str:
        row = access.one_message(self.request.user, self.agency, self.kwargs["number"])
        if row is None:
            raise Http404
        type(self).decide(actor=self.request.user, message=row)
        return reverse("outbox")

    def back(self) -> str:
        return reverse("outbox")


class SendAgain(_Decision):
    """Better twice than never."""

    done_message = _("It is sent again now.")
    decide = actions.send_again


class LeaveIt(_Decision):
    """Better never than twice."""

    done_message = _("Left as it is. Its words are forgotten.")
    decide = actions.leave


class PauseSending(FormPage):
    """Hold back all that goes out: why, and until when."""

    permission = Permission.PAUSE_SENDING
    title = _("Pause all that goes out")
    template_name = "messaging/pause.html"
    form_class = PauseForm
    done_message = _(
        "Paused. No update, survey, answer or notice to staff leaves until then, or until somebody resumes."
    )

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": Outbox.title, "url": reverse("outbox")}]

    def context(self) -> dict[str, Any]:
        return {"pause": queries.pause_in_force(self.agency)}

    def act(self, form: Any) -> str:
        actions.pause(actor=self.request.user, agency=self.agency, **form.cleaned_data)
        return reverse("outbox")


class ResumeSending(ActionPage):
    """End the pause."""

    permission = Permission.PAUSE_SENDING
    done_message = _("Resumed. What waited leaves now.")

    def act(self) -> str:
        actions.resume(actor=self.request.user, agency=self.agency)
        return self.back()

    def back(self) -> str:
        return reverse("outbox")


def pause_panel(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    """For the desk of everybody: that nothing goes out, why, and until when; nothing where nothing is paused."""
    agency, user = request.agency, request.user  # type: ignore[attr-defined]
    pause = queries.pause_in_force(agency)
    may_resume = user.may(Permission.PAUSE_SENDING, agency)  # type: ignore[union-attr]
    return {"pause": pause, "may_resume": may_resume} if pause else None
