"""For those who make and keep promises: the list, making one, and one with its next steps."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from commonbeat.act.promises import access, actions, facts, queries
from commonbeat.act.promises.actions import letters
from commonbeat.act.promises.forms import MakeForm
from commonbeat.act.promises.models import Commitment
from commonbeat.act.promises.rules import CLOSED, State, may_move
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, FormPage, ListPage
from commonbeat.kit.tables import Cell, Column, Filter, Table
from commonbeat.kit.words import day
from commonbeat.listen.reports import access as reports
from commonbeat.listen.reports.models import Concern

STEPS = {
    "promise_accept": State.ACCEPTED,
    "promise_decline": State.DECLINED,
    "promise_start": State.IN_PROGRESS,
    "promise_report": State.REPORTED_KEPT,
    "promise_renegotiate": State.RENEGOTIATED,
    "promise_break": State.BROKEN,
}
"""Where each step leads, by the name of its address."""


def crumbs(number: int | None = None) -> list[dict[str, Any]]:
    """The way to the list, or to one promise of it."""
    found = [{"label": _("Promises"), "url": reverse("promise_list")}]
    if number is not None:
        found.append({"label": _("Promise %(number)s") % {"number": number}, "url": detail(number)})
    return found


def detail(number: int) -> str:
    """The address of a promise for staff."""
    return reverse("promise_detail", args=[number])


class Promises(ListPage):
    """Every promise; those of the person who looks can be picked out."""

    permission = Permission.KEEP_PROMISES
    title = gettext_lazy("Promises")
    template_name = "promises/promise_list.html"

    def rows(self) -> Table:
        today = self.agency.day()
        return Table(
            queryset=access.visible(self.request.user, self.agency),
            columns=(
                Column("number", gettext_lazy("Number"), sortable=True, value=_number),
                Column("title", gettext_lazy("Promise"), value=_title),
                Column("owner", gettext_lazy("Owner"), value=lambda row: row.owner.name),
                Column("due", gettext_lazy("Due"), sortable=True, value=_due),
                Column(
                    "state",
                    gettext_lazy("State"),
                    value=lambda row: Cell(facts.state_of(row, today), state=facts.kind_of(row, today)),
                ),
            ),
            filters=(
                Filter("state", gettext_lazy("State"), [("", gettext_lazy("Every state")), *State.choices]),
                Filter("owner__name__icontains", gettext_lazy("Owner")),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Promises"),
            order="-number",
            synthetic=self.agency.demo,
        )

    def context(self) -> dict[str, Any]:
        return {
            "rows": self.rows(),
            "may_make": self.request.user.may(Permission.MAKE_PROMISES, self.agency),
        }


def _number(row: Commitment) -> Cell:
    return Cell(str(row.number), href=detail(row.number))


def _title(row: Commitment) -> Cell:
    return Cell(row.title, href=detail(row.number), small=row.promised_to)


def _due(row: Commitment) -> Cell:
    return Cell(day(row.new_due or row.due), small=_("first: %(day)s") % {"day": day(row.due)} if row.new_due else "")


class Make(FormPage):
    """Make a promise, perhaps because of a figure; at the end its link for the person promised is shown once."""

    permission = Permission.MAKE_PROMISES
    title = gettext_lazy("Make a promise")
    template_name = "promises/make.html"
    form_class = MakeForm
    concern: Concern | None = None

    def prepare(self) -> None:
        """The concern that the address names, if it names one that this person may read."""
        if chosen := self.request.GET.get("concern", ""):
            self.concern = reports.one(self.request.user, self.agency, int(chosen)) if _is_number(chosen) else None
            if self.concern is None:
                raise Http404

    def context(self) -> dict[str, Any]:
        return {"concern": self.concern}

    def form_kwargs(self) -> Mapping[str, Any]:
        offered = [(code, name) for code, name in settings.LANGUAGES if code in self.agency.languages]
        return {
            "owners": [(row.pk, row.name) for row in queries.owners(self.agency)],
            "measures": queries.figures(self.agency, get_language() or "en"),
            "places": queries.places(self.agency),
            "languages": offered,
            "initial": {"measure": self.request.GET.get("measure", ""), **_of_concern(self.concern)},
        }

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the link once."""
        self.prepare()
        form = self.form()
        if form.is_valid():
            try:
                row, key = self._make(form)
                return self.render(form=None, promise=row, link=link_of(request, row, key))
            except ValidationError as problem:
                form.add_error(None, problem)
        return self.render(form=form, status=422)

    def _make(self, form: Any) -> tuple[Commitment, str]:
        clean = form.cleaned_data
        place = queries.place(self.agency, clean["neighborhood"])
        return actions.make(
            actor=self.request.user,
            agency=self.agency,
            title=clean["title"],
            words=clean["words"],
            promised_to=clean["promised_to"],
            owner=queries.owner(self.agency, clean["owner"]),
            due=clean["due"],
            finding=queries.finding_of(self.agency, clean["measure"], place) if clean["measure"] else None,
            concern=self.concern,
            neighborhood=place,
            contact=clean["contact"],
            language=clean["language"],
            site=_site(self.request),
            agreed=clean["agreed"],
        )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _of_concern(concern: Concern | None) -> dict[str, Any]:
    """What is known already where a promise answers a concern; how to reach its person is not: that thread keeps it."""
    return {"neighborhood": concern.neighborhood_id or "", "language": concern.language} if concern else {}


def _site(request: HttpRequest) -> str:
    """How addresses of this agency begin, for mails that are written later."""
    return request.build_absolute_uri(get_script_prefix())


def link_of(request: HttpRequest, row: Commitment, key: str) -> str:
    """The link of the person promised, in their language; known only now."""
    with override(row.contact_language):
        return request.build_absolute_uri(reverse("promise_verify", args=[key]))


class Detail(DetailPage):
    """One promise: its next steps, its record with the words that only staff may read, how to reach whom."""

    permission = Permission.KEEP_PROMISES
    template_name = "promises/promise_detail.html"
    object: Commitment

    def find(self) -> Commitment | None:
        return access.promise(self.request.user, self.agency, self.kwargs["number"])

    def heading(self) -> str:
        return self.object.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        row, today = self.object, self.agency.day()
        one = queries.record_of(row)
        mine = access.may_keep(self.request.user, row)
        return {
            "promise": row,
            "kind": facts.kind_of(row, today),
            "word": facts.state_of(row, today),
            "meta": facts.meta_of(one, today),
            "mine": mine,
            "steps": [name for name, state in STEPS.items() if mine and may_move(row.state, state)],
            "open": row.state not in CLOSED,
            "contact": letters.contact_of(row) if mine else "",
            "record": facts.record(one, all_words=mine),
            "concern": reports.one(self.request.user, self.agency, row.concern_id) if row.concern_id else None,
        }
