"""For those who keep the catalogue: what is stale or dead, and wishes."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.library import actions
from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.models import Citation, ResourceRequest
from commonbeat.ground.library.queries.search import likely_answers
from commonbeat.ground.library.queries.waiting import health
from commonbeat.ground.library.rules import LinkState, RequestState
from commonbeat.ground.roles import Permission
from commonbeat.kit.forms import Hinted
from commonbeat.kit.pages import ActionPage, FormPage, ListPage
from commonbeat.kit.tables import Cell, Column, Filter, Table
from commonbeat.kit.words import day
from commonbeat.show.library import facts
from commonbeat.show.library.forms import AnswerForm
from commonbeat.show.library.views.staff import crumbs


class Report(ListPage):
    """Links, those that died first; and how many records are to be looked at again."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("How the library stands")
    template_name = "library/staff/report.html"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def rows(self) -> Table:
        return Table(
            queryset=access.links(self.request.user, self.agency),
            columns=(
                Column("resource", gettext_lazy("Resource"), value=_resource),
                Column("url", gettext_lazy("Link"), sortable=True),
                Column("link_state", gettext_lazy("State"), sortable=True, value=_state),
                Column("checked_at", gettext_lazy("Last tried"), sortable=True, value=_tried),
            ),
            filters=(
                Filter("link_state", gettext_lazy("State"), [("", gettext_lazy("Every link")), *LinkState.choices]),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Links"),
            order="link_state",
        )

    def context(self) -> dict[str, Any]:
        return {"rows": self.rows(), "health": health(self.request.user, self.agency)}


def _resource(row: Citation) -> Cell:
    return Cell(row.resource.title, href=reverse("resource_change", args=[row.resource.slug]))


def _state(row: Citation) -> Cell:
    said = row.said if row.link_state in (LinkState.DEAD, LinkState.FAILED) else ""
    return Cell(LinkState(row.link_state).label, late=row.link_state == LinkState.DEAD, small=said)


def _tried(row: Citation) -> str:
    return day(row.checked_at) if row.checked_at else ""


class Requests(ListPage):
    """What people asked for, those that wait first."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Wishes for resources")
    template_name = "library/staff/requests.html"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def rows(self) -> Table:
        return Table(
            queryset=access.requests(self.request.user, self.agency),
            columns=(
                Column("words", gettext_lazy("What was looked for"), value=_wish),
                Column("asked_at", gettext_lazy("Asked on"), sortable=True, value=lambda row: day(row.asked_at)),
                Column("state", gettext_lazy("State"), value=lambda row: RequestState(row.state).label),
            ),
            filters=(
                Filter("state", gettext_lazy("State"), [("", gettext_lazy("Every wish")), *RequestState.choices]),
            ),
            params=self.request.GET,
            caption=self.title,
            order="-asked_at",
        )


def _wish(row: ResourceRequest) -> Cell:
    found = row.resource.title if row.resource else ""
    return Cell(row.words, href=reverse("resource_request", args=[row.pk]), small=found)


class OfRequest:
    """What pages about one wish share."""

    def found(self) -> ResourceRequest:
        """The wish, or 404."""
        row = access.request(self.request.user, self.agency, self.kwargs["number"])  # type: ignore[attr-defined]
        if row is None:
            raise Http404
        return row


class Request(OfRequest, FormPage):
    """One wish: answer it with a resource of the library, or close it without one."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("A wish for a resource")
    template_name = "library/staff/request.html"
    form_class = AnswerForm
    done_message = gettext_lazy("Answered.")

    def prepare(self) -> None:
        self.wish = self.found()

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [*crumbs(), {"label": _("Wishes for resources"), "url": reverse("resource_request_list")}]

    def context(self) -> dict[str, Any]:
        search = f"{reverse('library')}?{self.wish.asked}{facts.FOUND}" if self.wish.asked else ""
        return {"wish": self.wish, "waits": self.wish.state == RequestState.WAITING, "search": search}

    def form_kwargs(self) -> Mapping[str, Any]:
        may = likely_answers(self.agency, self.wish)
        return {"offered": [(row.slug, Hinted(row.title, row.publisher)) for row in may]}

    def act(self, form: AnswerForm) -> str:
        row = access.resource(self.request.user, self.agency, form.slug)
        if row is None:
            raise ValidationError({"address": _("No resource of this library has this address. Copy it once more.")})
        actions.answer_request(actor=self.request.user, request=self.wish, resource=row)
        return reverse("resource_request_list")


class RequestClose(OfRequest, ActionPage):
    """Close a wish that cannot be met."""

    permission = Permission.MANAGE_LIBRARY
    done_message = gettext_lazy("Closed without a resource.")

    def act(self) -> str:
        actions.answer_request(actor=self.request.user, request=self.found(), resource=None)
        return reverse("resource_request_list")

    def back(self) -> str:
        return reverse("resource_request", args=[self.kwargs["number"]])
