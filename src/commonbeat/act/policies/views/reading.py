"""How far reading is, for supervisors and those who answer for policies: counts, who is late, who has signed what."""

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies import actions
from commonbeat.act.policies.access import attestations as access
from commonbeat.act.policies.exports.attestations import readings_csv
from commonbeat.act.policies.facts import progress as facts
from commonbeat.act.policies.forms.attestations import LeaveForm
from commonbeat.act.policies.models import Attestation, PolicyVersion
from commonbeat.act.policies.queries import attestations as queries
from commonbeat.act.policies.queries import chasing
from commonbeat.act.policies.rules.chasing import Standing, standing_of
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import FormPage, ListPage, Page
from commonbeat.kit.tables import Cell, Column, Filter, Table
from commonbeat.kit.words import day, language


def crumbs() -> list[dict[str, Any]]:
    """The way to the overview."""
    return [{"label": _("Who has read what"), "url": reverse("reading")}]


class Overview(Page):
    """Every policy that people are asked to sign, and how far the people are whom this reader may see."""

    permission = Permission.SEE_READING
    title = gettext_lazy("Who has read what")
    template_name = "policies/reading/overview.html"

    def context(self) -> dict[str, Any]:
        found = queries.overview(self.request.user, self.agency)
        return {
            "table": facts.of_rounds(found, synthetic=self.agency.demo) if found else None,
            "whole": access.sees_everybody(self.request.user, self.agency),
            "may_ask": self.request.user.may(Permission.WRITE_POLICIES, self.agency),
        }


class _OfVersion:
    """The version that the address names, or a 404; and the readings of it that this person may see."""

    request: Any
    agency: Any
    kwargs: dict[str, Any]

    def find_version(self) -> PolicyVersion:
        """The version."""
        row = access.version(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        return row

    def readings(self, version: PolicyVersion) -> Any:
        """Their readings, with where each stands."""
        return queries.of_version(access.readings(self.request.user, self.agency), version)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """The way to the overview."""
        return crumbs()


class OfVersion(_OfVersion, ListPage):
    """One version: by unit and squad, then person by person, those who are late first."""

    permission = Permission.SEE_READING
    template_name = "policies/reading/version.html"
    version: PolicyVersion

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.version = self.find_version()
        return super().get(request, *args, **kwargs)

    def heading(self) -> str:
        return self.version.policy.name(language())

    def rows(self) -> Table:
        today = self.agency.day()
        readings = self.readings(self.version)
        untold = chasing.untold(readings, self.agency, today, queries.clocks(self.agency, today))
        return Table(
            queryset=queries.with_standing(readings, today),
            columns=(
                Column("staff__name", gettext_lazy("Name"), sortable=True, value=_person),
                Column("staff__unit__name", gettext_lazy("Unit"), value=_unit),
                Column("due", gettext_lazy("To be signed by"), sortable=True, value=lambda row: day(row.due)),
                Column("state", gettext_lazy("State"), value=lambda row: _standing(row, untold)),
            ),
            filters=(
                Filter("standing", gettext_lazy("State"), Standing.choices, apply=queries.of_standing),
                Filter("staff__name__icontains", gettext_lazy("Name")),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Person by person"),
            order="staff__name",
            synthetic=self.agency.demo,
        )

    def context(self) -> dict[str, Any]:
        found = queries.progress(self.readings(self.version), self.agency.day())
        return {
            "rows": self.rows(),
            "version": self.version,
            "hash": queries.hash_of(self.version),
            "whole": found.whole,
            "facts": facts.of_group(found.whole),
            "units": facts.of_groups(_("By unit"), _("Unit"), found.units, synthetic=self.agency.demo),
            "squads": facts.of_groups(_("By squad"), _("Squad"), found.squads, synthetic=self.agency.demo),
        }


def _person(row: Attestation) -> Cell:
    return Cell(row.staff.name, href=reverse("reading_leave", args=[row.staff_id]), small=row.staff.badge)


def _unit(row: Attestation) -> str:
    parts = (row.staff.unit, row.staff.squad)
    return ", ".join(part.name for part in parts if part)


def _standing(row: Any, untold: Collection[int]) -> Cell:
    standing = standing_of(row.state, account=row.account, away=row.away)
    small = _("signed on %(day)s") % {"day": day(row.attested_on)} if row.attested_on else ""
    if row.pk in untold:
        small = _("nobody to tell: no supervisor with a mail address")
    return Cell(str(standing.label), state=facts.SHAPES[standing], small=small)


class VersionFile(_OfVersion, Page):
    """The same as a file: one row a person."""

    permission = Permission.SEE_READING

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        version = self.find_version()
        rows = queries.with_standing(self.readings(version), self.agency.day()).order_by("staff__name", "pk")
        notice = _("Demonstration: every name here is made up.") if self.agency.demo else ""
        lines = readings_csv(rows.iterator(2000), version, queries.hash_of(version), notice=notice)
        name = f"{self.agency.slug}-policy-{version.policy.slug}-version-{version.number}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse("".join(lines), content_type="text/csv; charset=utf-8; header=present", headers=headers)


class LeaveOf(FormPage):
    """Note that somebody is away, so that they are not chased; or that they are back."""

    permission = Permission.SEE_READING
    title = gettext_lazy("Somebody is away")
    template_name = "policies/reading/leave.html"
    form_class = LeaveForm
    done_message = gettext_lazy("Noted. Nobody chases people who are away.")
    staff: Staff

    def prepare(self) -> None:
        row = access.one_of_people(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        self.staff = row

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        return {"staff_row": self.staff, "leaves": queries.leaves(self.staff)}

    def act(self, form: LeaveForm) -> str:
        actions.note_leave(actor=self.request.user, staff=self.staff, **form.cleaned_data)
        return reverse("reading")
