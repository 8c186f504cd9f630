"""For everybody who works here: the policies that apply to them, a search, a day of the past, a copy to keep."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies import access, facts, queries
from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.policies.views import lines
from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, Page
from commonbeat.kit.tables import Cell, Column, Filter, Table
from commonbeat.kit.words import day, language


class PolicyDesk(Page):
    """What applies to me: the version of each policy that is in force today, or on an earlier day."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("Policies that apply to you")
    template_name = "policies/desk.html"

    def context(self) -> dict[str, Any]:
        today = self.agency.day()
        asked = self.request.GET.get("on", "")
        day_asked = lines.day_of(asked)
        on = min(day_asked or today, today)
        return {
            "rows": self._table(on),
            "given": [] if on != today else [_given(row) for row in access.given(self.request.user, self.agency)],
            "day": on,
            "past": on != today,
            "wrong": bool(asked) and day_asked is None,
            "ahead": day_asked is not None and day_asked > today,
            "copy_days": agencies.setting(self.agency, SettingKey.POLICIES, today)["copy_days"],
            "works_on": access.works_on(self.request.user, self.agency),
        }

    def _table(self, on: Any) -> Table:
        everything = self.request.GET.get("which", "") == "all"
        actor, agency = self.request.user, self.agency
        policies = access.visible(actor, agency) if everything else queries.applying(actor, agency)
        found = queries.versions_of(policies, on)
        return Table(
            queryset=found,
            columns=(
                Column("policy__number", gettext_lazy("Number"), sortable=True, value=lambda row: row.policy.number),
                Column("policy__title", gettext_lazy("Policy"), sortable=True, value=_title),
                Column("effective_from", gettext_lazy("In force from"), sortable=True, value=_since),
            ),
            filters=(
                Filter("words", gettext_lazy("Word"), apply=self._search),
                Filter("which", gettext_lazy("Show"), WHICH, apply=lambda rows, _value: rows),
                Filter("on", gettext_lazy("In force on"), apply=lambda rows, _value: rows, dated=True),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Policies"),
            order="policy__number",
            synthetic=agency.demo,
        )

    def _search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return queries.found_in(rows, queries.search(self.agency, words, language()))


WHICH = [("", gettext_lazy("What applies to me")), ("all", gettext_lazy("Every policy"))]


def _title(row: PolicyVersion) -> Cell:
    summary = (facts.paragraphs(row.said("summary", language())[0]) or [""])[0]
    return Cell(
        row.policy.name(language()),
        href=reverse("policy_read", args=[row.policy.slug, row.number]),
        small=summary if len(summary) <= 140 else f"{summary[:140].rsplit(' ', 1)[0]} …",
    )


def _given(row: PolicyVersion) -> dict[str, Any]:
    """A version that is not in force yet, and where to read it."""
    return {
        "title": row.policy.name(language()),
        "kind": facts.shape_of(row.state),
        "word": facts.state_words(row),
        "url": reverse("policy_read", args=[row.policy.slug, row.number]),
    }


def _since(row: PolicyVersion) -> Cell:
    return Cell(day(row.effective_from) if row.effective_from else "", small=_("version %(n)s") % {"n": row.number})


class PolicyRead(DetailPage):
    """One version for staff, public or not: summary, whom it binds, text."""

    permission = Permission.READ_POLICIES
    template_name = "policies/read.html"
    object: PolicyVersion

    def find(self) -> PolicyVersion | None:
        return access.version(self.request.user, self.agency, self.kwargs["slug"], self.kwargs["number"])

    def heading(self) -> str:
        return self.object.policy.name(language())

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Policies that apply to you"), "url": reverse("policy_desk")}]

    def context(self) -> dict[str, Any]:
        version = self.object
        summary, spoken = version.said("summary", language())
        published = version.policy.public and version.state in ("effective", "superseded")
        return {
            "version": version,
            "policy": version.policy,
            "kind": facts.shape_of(version.state),
            "word": facts.state_words(version),
            "summary": facts.paragraphs(summary),
            "summary_language": spoken,
            "text": facts.text_page(version.said("text", language()), self.request.GET.get("page", "")),
            "bound": facts.bound_words(queries.scopes_in_words(version.policy)),
            "public": reverse("policy_version", args=[version.policy.slug, version.number]) if published else "",
        }
