"""The list of concerns, and writing down what somebody told by phone or at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonbeat.ground.places import access as places
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import FormPage, ListPage
from commonbeat.kit.tables import Filter, Table
from commonbeat.listen.reports import access, actions, queries
from commonbeat.listen.reports.forms import ToldForm
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.reports.rules import Channel, Contact, State, Where, clocks
from commonbeat.listen.reports.views.public import address_of


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list."""

    when: str
    late: bool
    title: str
    url: str
    next_step: str
    state: str
    shape: str


class ConcernList(ListPage):
    """Concerns, the latest answers first; narrowed by links."""

    permission = Permission.SEE_CONCERNS
    title = gettext_lazy("Concerns")
    template_name = "reports/list.html"

    SHOWS: ClassVar[tuple[tuple[str, Any], ...]] = (
        ("", gettext_lazy("Waiting for an answer")),
        ("late", gettext_lazy("Late")),
        ("unowned", gettext_lazy("Nobody answers yet")),
        ("mine", gettext_lazy("Mine")),
        ("answered", gettext_lazy("Answered")),
        ("ended", gettext_lazy("Closed")),
    )

    def rows(self) -> Table:
        """The rows that were asked for, fifty on a page."""
        asked = self.request.GET.get("show", "")
        seen = access.visible(self.request.user, self.agency)
        today = self.agency.day()
        narrowed, order = queries.narrowed(seen, asked, actor=self.request.user, today=today)
        return Table(
            queryset=queries.listed(narrowed),
            columns=(),
            params=self.request.GET,
            caption=self.title,
            order=order,
            filters=(Filter("show", "", self.SHOWS, lambda rows, _value: rows),),
        )

    def context(self) -> dict[str, Any]:
        table, user = self.rows(), self.request.user
        today = self.agency.day()
        asked = table.controls[0].value
        return {
            "table": table,
            "tasks": [_task(row, today) for row in table.rows],
            "standing": _standing(queries.standing(access.visible(user, self.agency), today)),
            "shows": [
                {"label": label, "url": f"?show={key}" if key else reverse("concern_list"), "current": key == asked}
                for key, label in self.SHOWS
            ],
            "may_write": user.may(Permission.ANSWER_CONCERNS, self.agency),
            "may_route": user.may(Permission.ROUTE_CONCERNS, self.agency),
        }


def _task(row: Concern, today: date) -> Task:
    behind = clocks.days_late(row.due, today) if row.is_open else 0
    when = words.late(behind) if behind else words.short_day(row.due if row.is_open else row.told_at)
    who = row.owner_words or _("nobody answers yet")
    return Task(
        when=when,
        late=bool(behind),
        title=f"{row.reference} {row.title}",
        url=reverse("concern_detail", args=[row.pk]),
        next_step=" · ".join(part for part in (row.where, who) if part),
        state=str(State(row.state).label),
        shape=row.shape,
    )


def _standing(found: queries.Standing) -> str:
    """How things stand, in a sentence or two."""
    if not found.open:
        return _("Nobody waits for an answer.")
    said = [
        ngettext("%(count)s person waits for an answer.", "%(count)s people wait for an answer.", found.open)
        % {"count": words.spelled(found.open).capitalize()}
    ]
    if found.late:
        said.append(
            ngettext("%(count)s answer is late.", "%(count)s answers are late.", found.late)
            % {"count": words.spelled(found.late).capitalize()}
        )
    return " ".join(said)


class ConcernNew(FormPage):
    """Write down what somebody said by phone or at the desk; their link is shown once, to be handed over."""

    permission = Permission.ANSWER_CONCERNS
    title = gettext_lazy("Write down what somebody told you")
    template_name = "reports/told.html"
    form_class = ToldForm

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Concerns"), "url": reverse("concern_list")}]

    def form_kwargs(self) -> Mapping[str, Any]:
        return {
            "topics": list(queries.topics(self.agency).current.items()),
            "places": list(places.visible(self.request.user, self.agency).light()),
            "initial": {"kind": "concern", "language": "en"},
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Open it and show the link once."""
        form = self.form()
        assert isinstance(form, ToldForm)  # noqa: S101 - tells the type checker what is written above
        if not form.is_valid():
            return self.render(form=form, status=422)
        clean = form.cleaned_data
        try:
            concern, key = actions.open_concern(
                actor=self.request.user,
                agency=self.agency,
                kind=clean["kind"],
                words=clean["words"],
                where=Where(clean["where"], int(clean["neighborhood"]) if clean["neighborhood"] else None),
                contact=Contact(clean["email"], clean["phone"]),
                channel=Channel.DESK,
                language=clean["language"],
                topic=clean["topic"],
                at=form.told_at(),
                address=address_of(request),
            )
        except ValidationError as problem:
            form.add_error(None, problem.messages)
            return self.render(form=form, status=422)
        return self.render(form=None, concern=concern, link=address_of(request)(key))
