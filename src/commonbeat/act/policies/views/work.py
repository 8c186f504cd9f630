"""For whoever works on policies: the list, one policy, one version with its faults, its grade and its next steps."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from commonbeat.act.policies import access, facts, queries
from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.grade import AIM, grade
from commonbeat.act.policies.rules.versions import EDITABLE, MOVES, OPEN, approval_problems, may_withdraw
from commonbeat.act.policies.views import lines
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, ListPage
from commonbeat.kit.tables import Cell, Column, Filter, Table
from commonbeat.kit.words import day, language, number


class PolicyWork(ListPage):
    """Every policy, drafts too: where its newest version stands and when it is looked at again."""

    permission = Permission.WRITE_POLICIES
    title = gettext_lazy("Work on policies")
    template_name = "policies/work/list.html"

    def rows(self) -> Table:
        today = self.agency.day()
        return Table(
            queryset=queries.with_newest(access.visible(self.request.user, self.agency)),
            columns=(
                Column("number", gettext_lazy("Number"), sortable=True),
                Column("title", gettext_lazy("Policy"), sortable=True, value=_title),
                Column("newest_state", gettext_lazy("Newest version"), value=_state),
                Column("next_review", gettext_lazy("Next review"), sortable=True, value=lambda row: _due(row, today)),
            ),
            filters=(
                Filter(
                    "newest_state", gettext_lazy("State"), [("", gettext_lazy("Every state")), *VersionState.choices]
                ),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Policies"),
            order="number",
            synthetic=self.agency.demo,
        )

    def context(self) -> dict[str, Any]:
        today = self.agency.day()
        needs = queries.required_set(self.agency, today)
        held = queries.listed(access.visible(self.request.user, self.agency), self.agency, today, needs)
        return {
            "rows": self.rows(),
            "missing": [one.name(language()) for one in queries.missing(held, needs)],
        }


def _title(row: Policy) -> Cell:
    small = "" if row.public else _("Not public")
    return Cell(row.name(language()), href=reverse("policy_work_detail", args=[row.slug]), small=small)


def _state(row: Any) -> Cell:
    state = VersionState(row.newest_state)
    return Cell(state.label, state=facts.shape_of(state), small=_("version %(n)s") % {"n": row.newest_number})


def _due(row: Policy, today: Any) -> Cell | str:
    if row.next_review is None:
        return ""
    return Cell(day(row.next_review), late=row.next_review < today)


class PolicyWorkDetail(DetailPage):
    """One policy: its versions, whom it binds, what laws ask of it, its reviews."""

    permission = Permission.WRITE_POLICIES
    template_name = "policies/work/policy.html"
    object: Policy

    def find(self) -> Policy | None:
        return access.policy(self.request.user, self.agency, self.kwargs["slug"])

    def heading(self) -> str:
        return str(self.object)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return lines.work_crumbs()

    def context(self) -> dict[str, Any]:
        policy = self.object
        versions = list(access.versions(self.request.user, policy))
        return {
            "policy": policy,
            "versions": [
                {**lines.version_line(row), "url": reverse("policy_work_version", args=[policy.slug, row.number])}
                for row in versions
            ],
            "at_work": any(row.state in MOVES and not row.fixed for row in versions),
            "in_force": any(row.state == VersionState.EFFECTIVE for row in versions),
            "bound": facts.bound_words(queries.scopes_in_words(policy)),
            "laws": facts.laws(policy.laws.all()),
            "reviews": facts.reviews(policy.reviews.select_related("finding__run")),
            "overdue": bool(policy.next_review and policy.next_review < self.agency.day()),
        }


class VersionWork(DetailPage):
    """One version: what is wrong with its text, how hard its summary reads, what happens next, and what happened."""

    permission = Permission.READ_POLICIES
    template_name = "policies/work/version.html"
    object: PolicyVersion

    def find(self) -> PolicyVersion | None:
        return access.version(self.request.user, self.agency, self.kwargs["slug"], self.kwargs["number"])

    def heading(self) -> str:
        words = _("%(policy)s, version %(number)s")
        return words % {"policy": self.object.policy, "number": self.object.number}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        works_on = access.works_on(self.request.user, self.agency)
        return lines.work_crumbs(self.object.policy) if works_on else []

    def context(self) -> dict[str, Any]:
        row, actor, today = self.object, self.request.user, self.agency.day()
        writes = actor.may(Permission.WRITE_POLICIES, self.agency)
        text = facts.text_page((row.text, "en"), self.request.GET.get("page", ""))
        summary, spoken = row.said("summary", language())
        at_lawyer = row.state == VersionState.LEGAL
        works_on = access.works_on(actor, self.agency)
        return {
            "version": row,
            "policy": row.policy,
            "kind": facts.shape_of(row.state),
            "word": facts.state_words(row),
            "text": text,
            "summary": facts.paragraphs(summary),
            "summary_language": spoken,
            "faults": [] if row.fixed else text.faults,
            "grades": [] if row.fixed else _grades(row),
            "steps": [str(to) for to in MOVES[VersionState(row.state)] if to in OPEN] if writes else [],
            "may_write": writes and row.state in EDITABLE,
            "may_approve": at_lawyer and actor.may(Permission.APPROVE_POLICIES, self.agency),
            "may_ask": writes and row.state in (VersionState.APPROVED, VersionState.EFFECTIVE),
            "may_withdraw": may_withdraw(row.state, row.effective_from, today)
            and actor.may(Permission.APPROVE_POLICIES, self.agency),
            "not_ready": approval_problems(queries.ready(row, today), effective_from=today, today=today)
            if at_lawyer
            else [],
            "consultations": list(row.consultations.all()) if writes else [],
            "history": [
                {
                    "day": day(one.day),
                    "by": one.by,
                    "state": one.get_state_display(),
                    "reason": one.reason if works_on or one.state == VersionState.WITHDRAWN else "",
                }
                for one in row.steps.all()
            ][::-1],
        }


def _grades(row: PolicyVersion) -> list[str]:
    """How many years of school each summary asks for; a hint, never a gate."""
    names = {
        "en": pgettext("language of a summary", "English"),
        "es": pgettext("language of a summary", "Spanish"),
    }
    found = []
    for words, code in ((row.summary, "en"), (row.summary_es, "es")):
        years = grade(words, code)
        if years is not None:
            hard = years > AIM
            advice = (
                _("The summary in %(language)s reads like grade %(grade)s. Shorter sentences help: aim at %(aim)s.")
                if hard
                else _("The summary in %(language)s reads like grade %(grade)s. Good.")
            )
            found.append(advice % {"language": names[code], "grade": number(years, 1), "aim": AIM})
    return found
