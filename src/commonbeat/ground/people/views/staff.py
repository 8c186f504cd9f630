"""Staff: the list, one person, adding, changing, ending."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.people import access, actions, handover, queries
from commonbeat.ground.people.actions.staff import facts_of
from commonbeat.ground.people.forms import ChangeStaffForm, EndStaffForm, StaffForm
from commonbeat.ground.people.models import Staff
from commonbeat.ground.people.rules import Rank
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, FormPage, ListPage, Words
from commonbeat.kit.tables import Cell, Column, Filter, Table
from commonbeat.kit.words import short_day


def name_cell(row: Staff) -> Cell:
    """The name, leading to the person."""
    return Cell(row.name, href=reverse("staff_detail", kwargs={"pk": row.pk}), small=row.title)


def state_cell(row: Any) -> Cell:
    """Whether the person works here, and whether they can sign in."""
    if row.ended is not None:
        return Cell(gettext("Left on %(day)s") % {"day": short_day(row.ended)}, state="moved")
    return Cell(gettext("Signs in"), state="verified") if row.signs_in else Cell(gettext("No sign-in"), state="open")


STATES = (("here", _("Work here")), ("gone", _("Have left")))
"""What the list can be narrowed to."""

COLUMNS = (
    Column("name", _("Name"), sortable=True, value=name_cell),
    Column("badge", _("Badge"), sortable=True),
    Column("rank", _("Rank"), value=lambda row: row.get_rank_display()),
    Column("unit", _("Unit"), value=lambda row: row.unit.name if row.unit else ""),
    Column("supervisor", _("Supervisor"), value=lambda row: row.supervisor.name if row.supervisor else ""),
    Column("state", _("State"), value=state_cell),
)


class StaffList(ListPage):
    """Everybody on the staff."""

    permission = Permission.MANAGE_STAFF
    title = _("People")
    template_name = "people/staff_list.html"

    def rows(self) -> Table:
        shown = queries.with_account(access.visible(self.request.user, self.agency))
        filters = (
            Filter("q", _("Name, badge or mail address"), apply=queries.search),
            Filter("rank", _("Rank"), choices=Rank.choices),
            Filter(
                "state",
                _("State"),
                choices=(("here", _("Work here")), ("gone", _("Have left"))),
                apply=queries.by_state,
            ),
        )
        params = self.request.GET
        return Table(
            queryset=shown,
            columns=COLUMNS,
            params=params,
            caption=_("Staff"),
            order="name",
            per_page=50,
            filters=filters,
        )


class _OnStaff(DetailPage):
    """A page about one person on the staff."""

    abstract = True
    permission = Permission.MANAGE_STAFF

    def find(self) -> Staff | None:
        rows = queries.with_account(access.visible(self.request.user, self.agency)).select_related("user")
        return access.one(rows, self.kwargs["pk"])


class StaffDetail(_OnStaff):
    """One person: facts, supervisor, people supervised, account."""

    template_name = "people/staff_detail.html"

    def heading(self) -> Words:
        return str(self.object.name)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": StaffList.title, "url": reverse("staff_list")}]

    def context(self) -> dict[str, Any]:
        return {
            "person": self.object,
            "shift": queries.shift_of(self.object, self.agency.day()),
            "open_work": handover.open_work(self.object) if self.object.ended is None else [],
            "invitable": queries.invitable(self.object),
        }


class _StaffFormPage(FormPage):
    """A form about one person on the staff."""

    abstract = True
    permission = Permission.MANAGE_STAFF
    template_name = "people/form.html"
    person: Staff

    def prepare(self) -> None:
        found = access.one(access.visible(self.request.user, self.agency), self.kwargs["pk"])
        if found is None:
            raise Http404
        self.person = found

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": StaffList.title, "url": reverse("staff_list")},
            {"label": self.person.name, "url": self.back()},
        ]

    def back(self) -> str:
        return reverse("staff_detail", kwargs={"pk": self.person.pk})


class StaffAdd(FormPage):
    """One more person."""

    permission = Permission.MANAGE_STAFF
    title = _("Add somebody to the staff")
    template_name = "people/form.html"
    form_class = StaffForm
    done_message = _("Added. Invite them when they should sign in.")

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {"rank": Rank.OFFICER, "sworn": True}}

    def context(self) -> dict[str, Any]:
        return {"submit": _("Add"), "back": reverse("staff_list")}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": StaffList.title, "url": reverse("staff_list")}]

    def act(self, form: Any) -> str:
        row = actions.add_staff(actor=self.request.user, agency=self.agency, facts=form.facts())
        return reverse("staff_detail", kwargs={"pk": row.pk})


class StaffChange(_StaffFormPage):
    """Other facts."""

    title = _("Change what is kept")
    form_class = ChangeStaffForm
    done_message = _("Changed. What it was before is in the trail.")

    def form_kwargs(self) -> Mapping[str, Any]:
        facts = facts_of(self.person)
        return {"initial": {name: getattr(facts, name) for name in facts.__dataclass_fields__}}

    def context(self) -> dict[str, Any]:
        return {"submit": _("Save"), "back": self.back()}

    def act(self, form: Any) -> str:
        reason = form.cleaned_data["reason"]
        actions.change_staff(actor=self.request.user, staff=self.person, facts=form.facts(), reason=reason)
        return self.back()


class StaffEnd(_StaffFormPage):
    """End somebody's work: access at once, open work to another."""

    title = _("End this person's work here")
    template_name = "people/staff_end.html"
    form_class = EndStaffForm

    def prepare(self) -> None:
        super().prepare()
        self.open_work = handover.open_work(self.person)

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"colleagues": queries.colleagues(self.person), "needed": bool(self.open_work)}

    def context(self) -> dict[str, Any]:
        return {"person": self.person, "open_work": self.open_work, "back": self.back()}

    def act(self, form: Any) -> str:
        row = actions.end_staff(
            actor=self.request.user,
            staff=self.person,
            on=form.cleaned_data["on"],
            hand_over_to=form.cleaned_data.get("hand_over_to"),
        )
        words = gettext("%(name)s can no longer sign in here. Open work was handed over.") % {"name": row.name}
        messages.success(self.request, words)
        return self.back()
