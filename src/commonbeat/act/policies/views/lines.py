"""What several pages of policies share: crumbs, lines of a list, pages of it, files of a version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from commonbeat.act.policies import facts
from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.policies.queries import Listed
from commonbeat.kit.words import day, language, number

PER_PAGE = 25


def crumbs(policy: Policy | None = None) -> list[dict[str, Any]]:
    """The way to the public list, or to one policy of it."""
    found = [{"label": _("Policies"), "url": reverse("policy_list")}]
    if policy is not None:
        found.append({"label": policy.name(language()), "url": reverse("policy", args=[policy.slug])})
    return found


def work_crumbs(policy: Policy | None = None, version: PolicyVersion | None = None) -> list[dict[str, Any]]:
    """The same for whoever works on policies."""
    found = [{"label": _("Work on policies"), "url": reverse("policy_work")}]
    if policy is not None:
        found.append({"label": policy.numbered(language()), "url": reverse("policy_work_detail", args=[policy.slug])})
    if policy is not None and version is not None:
        words = _("Version %(number)s") % {"number": version.number}
        found.append({"label": words, "url": reverse("policy_work_version", args=[policy.slug, version.number])})
    return found


def day_of(text: str) -> date | None:
    """A day as an address names it; None where it names none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class PageOf:
    """One page of a list, with the addresses of those beside it."""

    rows: list[Any]
    before: str
    after: str
    position: str


def paged(rows: Sequence[Any], asked: str, **kept: str) -> PageOf:
    """The rows of the page that the address names; what else the address holds stays."""
    pages = [rows[start : start + PER_PAGE] for start in range(0, len(rows), PER_PAGE)]
    return page_of(pages, asked, **kept)


def by_size(sizes: Sequence[tuple[int, int]], most: int) -> list[list[int]]:
    """Rows, each by number and size, cut into pages that hold so much at most, or one row."""
    pages: list[list[int]] = []
    left = 0
    for pk, size in sizes:
        if not pages or size > left:
            pages.append([])
            left = most
        pages[-1].append(pk)
        left -= size
    return pages


def page_of(pages: Sequence[Sequence[Any]], asked: str, *, name: str = "page", **kept: str) -> PageOf:
    """One of these pages, by what the address says under this name; what else the address holds stays."""
    last = max(len(pages), 1)
    page = min(max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1, 1), last)

    def link(to: int) -> str:
        parts = {name: value for name, value in kept.items() if value}
        return f"?{urlencode({**parts, name: str(to)})}#all" if 1 <= to <= last else ""

    return PageOf(
        rows=list(pages[page - 1]) if pages else [],
        before=link(page - 1),
        after=link(page + 1),
        position=_("Page %(page)s of %(last)s") % {"page": number(page), "last": number(last)} if last > 1 else "",
    )


def by_rank(rows: Sequence[Listed], ranked: Sequence[int]) -> list[Listed]:
    """Those that a search found, the best fit first."""
    place = {pk: number_ for number_, pk in enumerate(ranked)}
    return sorted((one for one in rows if one.policy.pk in place), key=lambda one: place[one.policy.pk])


def of_policy(one: Listed, *, dated: bool = False) -> dict[str, Any]:
    """A policy as a list tells it; `dated` leads to the very version."""
    policy, version = one.policy, one.version
    summary, spoken = version.said("summary", language())
    first = (facts.paragraphs(summary) or [""])[0]
    words = first if len(first) <= 200 else f"{first[:200].rsplit(' ', 1)[0]} …"
    return {
        "number": policy.number,
        "title": policy.name(language()),
        "url": reverse("policy_version", args=[policy.slug, version.number])
        if dated
        else reverse("policy", args=[policy.slug]),
        "kind": "disputed" if one.overdue else facts.shape_of(version.state),
        "word": facts.state_words(version),
        "overdue": _("Its review is late: it was due on %(day)s.") % {"day": day(policy.next_review)}
        if one.overdue and policy.next_review
        else "",
        "required": one.needed is not None,
        "summary": words,
        "language": spoken,
        "synthetic": policy.synthetic,
    }


def consultations_of(version: PolicyVersion, today: date) -> list[dict[str, Any]]:
    """The consultations from which this version came."""
    rows = version.consultations.select_related("version__policy")
    return [facts.consultation_line(row, today) for row in rows if row.starts_on <= today]


def version_line(version: PolicyVersion) -> dict[str, Any]:
    """A version by its number, its days and its address."""
    return {
        "number": version.number,
        "word": facts.state_words(version),
        "kind": facts.shape_of(version.state),
        "url": reverse("policy_version", args=[version.policy.slug, version.number]),
    }


def files(version: PolicyVersion) -> list[dict[str, str]]:
    """The files of a version."""
    told = (
        ("html", _("All of it on one page, to print or keep")),
        ("txt", _("Plain text")),
        ("json", _("JSON for programs")),
    )
    return [
        {"url": reverse("policy_file", args=[version.policy.slug, version.number, ending]), "words": words}
        for ending, words in told
    ]
