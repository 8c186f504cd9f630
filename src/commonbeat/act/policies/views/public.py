"""Policies for everybody: the list with its search, one policy, one version, what held on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from commonbeat.act.policies import access, facts, queries
from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.policies.queries import Listed
from commonbeat.act.policies.views import lines
from commonbeat.kit.pages import DetailPage, Page
from commonbeat.kit.words import language


class Policies(Page):
    """Every public policy in force, the required ones first, with what is missing said in words; and the search."""

    public = True
    cached = True
    section = "act"
    title = gettext_lazy("Policies")
    template_name = "policies/list.html"

    def words(self) -> str:
        """What is searched for: nothing here, so that this page can be kept in memory."""
        return ""

    def context(self) -> dict[str, Any]:
        day = self.agency.day()
        words = self.words()
        needs = queries.required_set(self.agency, day)
        rows = queries.listed(access.visible(None, self.agency), self.agency, day, needs)
        shown = lines.by_rank(rows, queries.search(self.agency, words, language())) if words else rows
        page = lines.paged(shown, self.request.GET.get("page", ""), words=words)
        asked = [facts.consultation_line(one, day) for one in access.consultations(self.agency)]
        return {
            "words": words,
            "missing": [one.name(language()) for one in queries.missing(rows, needs)],
            "needed": len(needs),
            "held": len(needs) - len(queries.missing(rows, needs)),
            "rows": [lines.of_policy(one) for one in page.rows],
            "page_of": page,
            "count": len(shown),
            "hidden": queries.hidden(self.agency, day),
            "open": [one for one in asked if one["kind"] == "reported"],
            "ended": [one for one in asked if one["kind"] != "reported"][:5],
            "synthetic": self.agency.demo,
        }


class Search(Policies):
    """The same list, by the words that a reader typed; the page is not kept, and neither are the words."""

    public = True
    cached = False

    def words(self) -> str:
        return self.request.GET.get("words", "").replace("\x00", "").strip()[:200]


class InForce(Page):
    """What held on a day, today at the latest: every public policy with the version of that day."""

    public = True
    section = "act"
    title = gettext_lazy("What was in force on a day")
    template_name = "policies/in_force.html"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return lines.crumbs()

    def context(self) -> dict[str, Any]:
        today = self.agency.day()
        asked = self.request.GET.get("on", "")
        day = lines.day_of(asked)
        shown = min(day or today, today)
        rows = queries.listed(access.visible(None, self.agency), self.agency, shown, [])
        page = lines.paged(rows, self.request.GET.get("page", ""), on=str(shown))
        return {
            "asked": asked[:20],
            "wrong": bool(asked) and day is None,
            "ahead": day is not None and day > today,
            "day": shown,
            "rows": [lines.of_policy(one, dated=True) for one in page.rows],
            "page_of": page,
        }


class _Reading(DetailPage):
    """A page about one version: its summary, its text page by page, its versions, laws and reviews."""

    abstract = True
    public = True
    cached = True
    section = "act"
    template_name = "policies/policy.html"
    object: PolicyVersion

    def heading(self) -> str:
        return self.object.policy.name(language())

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return lines.crumbs()

    def context(self) -> dict[str, Any]:
        version, policy = self.object, self.object.policy
        published = list(access.versions(None, policy).published())
        summary, spoken = version.said("summary", language())
        text = facts.text_page(version.said("text", language()), self.request.GET.get("page", ""))
        address = self.request.build_absolute_uri(reverse("policy_version", args=[policy.slug, version.number]))
        return {
            "policy": policy,
            "version": version,
            "kind": facts.shape_of(version.state),
            "word": facts.state_words(version),
            "summary": facts.paragraphs(summary),
            "summary_language": spoken,
            "text": text,
            "first": text.page == 1,
            "current": version.effective_until is None,
            "bound": facts.bound_words(queries.scopes_in_words(policy)),
            "overdue": bool(policy.next_review and policy.next_review < self.agency.day()),
            "history": facts.history(published),
            "laws": facts.laws(policy.laws.all()) if text.page == 1 else [],
            "reviews": facts.reviews(policy.reviews.select_related("finding__run")[:3]) if text.page == 1 else [],
            "consultations": lines.consultations_of(version, self.agency.day()),
            "citation": facts.citation(version, self.agency.name, address),
            "files": lines.files(version),
        }


class PolicyPage(_Reading):
    """A policy as it is in force today, or as it last was."""

    def find(self) -> PolicyVersion | None:
        policy: Policy | None = access.policy(None, self.agency, self.kwargs["slug"])
        if policy is None:
            return None
        newest: PolicyVersion | None = access.versions(None, policy).published().first()
        return queries.version_on(policy, self.agency.day()) or newest


class VersionPage(_Reading):
    """One version, whether it is in force or not."""

    def find(self) -> PolicyVersion | None:
        return access.version(None, self.agency, self.kwargs["slug"], self.kwargs["number"])


def listed_on(agency: Any, day: date) -> Sequence[Listed]:
    """What is in force on that day, for the files."""
    needs = queries.required_set(agency, day)
    return queries.listed(access.visible(None, agency), agency, day, needs)
