"""States, history, laws, reviews and whom a policy binds, in the reader's language."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.act.policies.models import LegalRequirement, PolicyConsultation, PolicyReview, PolicyVersion
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.versions import IN_PUBLIC
from commonbeat.kit.words import day, day_range, language, number

SHAPES = {
    VersionState.DRAFT: "unknown",
    VersionState.INTERNAL: "open",
    VersionState.PUBLIC_COMMENT: "reported",
    VersionState.LEGAL: "open",
    VersionState.APPROVED: "reported",
    VersionState.EFFECTIVE: "verified",
    VersionState.SUPERSEDED: "moved",
    VersionState.WITHDRAWN: "broken",
}


def shape_of(state: str) -> str:
    """The shape and color of a version's state."""
    return SHAPES[VersionState(state)]


def state_words(version: PolicyVersion) -> str:
    """Where it stands, with its days: "In force since May 1, 2026"."""
    start, end = version.effective_from, version.effective_until
    if version.state == VersionState.EFFECTIVE and start:
        return _("In force since %(day)s") % {"day": day(start)}
    if version.state == VersionState.SUPERSEDED and start and end:
        return _("Was in force from %(start)s up to %(end)s") % {"start": day(start), "end": day(end)}
    if version.state == VersionState.APPROVED and start:
        return _("In force from %(day)s on") % {"day": day(start)}
    return str(VersionState(version.state).label)


def paragraphs(words: str) -> list[str]:
    """Words cut at their empty lines."""
    return [" ".join(one.split()) for one in words.replace("\r\n", "\n").split("\n\n") if one.strip()]


def history(versions: Iterable[PolicyVersion]) -> list[dict[str, Any]]:
    """Versions that were in force, the newest first, each with what it changed and where the change can be read."""
    rows = list(versions)
    told = []
    for place, row in enumerate(rows):
        before = rows[place + 1] if place + 1 < len(rows) else None
        change, spoken = row.said("change", language())
        told.append(
            {
                "number": row.number,
                "kind": shape_of(row.state),
                "word": state_words(row),
                "change": change,
                "language": spoken,
                "approved": _("Approved on %(day)s by %(name)s")
                % {"day": day(row.approved_on), "name": row.approved_by}
                if row.approved_on
                else "",
                "url": reverse("policy_version", args=[row.policy.slug, row.number]),
                "compare": reverse("policy_change_page", args=[row.policy.slug, before.number, row.number])
                if before
                else "",
                "before": before.number if before else "",
            }
        )
    return told


def laws(rows: Iterable[LegalRequirement]) -> list[dict[str, Any]]:
    """What laws ask of a policy, and where it goes beyond them."""
    spoken = language()
    return [
        {
            "citation": row.citation,
            "demands": row.said("demands", spoken),
            "exceeds": row.exceeds_law,
            "how": row.said("how", spoken),
        }
        for row in rows
    ]


def reviews(rows: Iterable[PolicyReview]) -> list[dict[str, Any]]:
    """Reviews, the newest first."""
    return [
        {
            "day": day(row.done_on),
            "by": row.by,
            "outcome": row.get_outcome_display(),
            "kind": "verified" if row.outcome == "keep" else "reported",
            "answers": [row.burden, row.figures, row.heard],
            "figure": row.finding.run.said(row.finding.measure, "title", language()) if row.finding else "",
            "url": reverse("run", args=[row.finding.run_id]) if row.finding else "",
        }
        for row in rows
    ]


def bound_words(lines: Iterable[tuple[str, str, bool | None]]) -> str:
    """Whom a policy binds: "everybody", or units, ranks and badges in a row."""
    said = []
    for unit, rank, sworn in lines:
        badge = "" if sworn is None else (_("all who are sworn") if sworn else _("all who are not sworn"))
        said.append(", ".join(part for part in (unit, rank, badge) if part))
    return "; ".join(one for one in said if one) or _("Everybody who works here")


def citation(version: PolicyVersion, agency: str, address: str) -> str:
    """How to name this version so that anybody finds it again."""
    words = _("%(agency)s, policy %(number)s, “%(title)s”, version %(version)s, %(state)s. %(address)s")
    return words % {
        "agency": agency,
        "number": version.policy.number,
        "title": version.policy.name(language()),
        "version": number(version.number),
        "state": state_words(version)[:1].lower() + state_words(version)[1:],
        "address": address,
    }


def became(version: PolicyVersion, why: str = "") -> dict[str, Any] | None:
    """What came of a draft that people were asked about; None as long as nobody knows."""
    if not version.fixed:
        return None
    public = version.state in IN_PUBLIC
    return {
        "label": _("Version %(number)s") % {"number": version.number},
        "url": reverse("policy_version", args=[version.policy.slug, version.number]) if public else "",
        "word": state_words(version),
        "kind": shape_of(version.state),
        "adopted": public,
        "withdrawn": version.state == VersionState.WITHDRAWN,
        "why": why,
    }


def consultation_line(row: PolicyConsultation, today: date, shown: int | None = None) -> dict[str, Any]:
    """A consultation as a list tells it."""
    open_now, withdrawn = row.open_on(today), row.version.state == VersionState.WITHDRAWN
    counted = ngettext("%(count)s comment shown", "%(count)s comments shown", shown or 0) % {
        "count": number(shown or 0)
    }
    return {
        "title": row.version.policy.name(language()),
        "url": reverse("consultation", args=[row.pk]),
        "kind": "broken" if withdrawn else "reported" if open_now else "verified",
        "word": str(VersionState.WITHDRAWN.label)
        if withdrawn
        else _("Open until %(day)s") % {"day": day(row.ends_on)}
        if open_now
        else _("Ended"),
        "days": day_range(row.starts_on, row.ended_on or row.ends_on),
        "shown": counted if shown is not None else "",
    }
