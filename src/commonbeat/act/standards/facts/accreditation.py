"""What is said of a program, of an assessment's comments, of proofs and demands, in whole sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.act.policies.queries.ties import Tie
from commonbeat.act.standards.models import Proof, StandardLink
from commonbeat.act.standards.queries.programs import Asked, Badge
from commonbeat.act.standards.rules import programs
from commonbeat.act.standards.rules.assessments import Aside, Window
from commonbeat.act.standards.rules.programs import AwardStatus
from commonbeat.act.standards.rules.proofs import ProofKind
from commonbeat.kit import words


@dataclass(frozen=True, slots=True)
class Told:
    """A state with its shape, its word and a sentence."""

    title: str
    kind: str
    word: str
    sentence: str


def of_badge(badge: Badge) -> Told:
    """A program's status, with body, scope and days in words; never a logo."""
    program, award = badge.program, badge.award
    said = {"body": program.body, "scope": award.scope if award else program.scope}
    if award:
        said |= {"first": words.day(award.given_on), "last": words.day(award.valid_until)}
    if badge.status is AwardStatus.ACCREDITED:
        sentence = _("Accredited by %(body)s for %(scope)s, from %(first)s to %(last)s.")
    elif badge.status is AwardStatus.EXPIRED:
        sentence = _("Accreditation by %(body)s for %(scope)s ended on %(last)s. It is not in force now.")
    elif award is not None and award.ended_on is not None:
        said |= {"day": words.day(award.ended_on), "why": award.ended_why}
        sentence = _("%(body)s took the accreditation for %(scope)s back on %(day)s. Reason given: %(why)s")
    else:
        sentence = _("In preparation: %(body)s has not accredited the agency for %(scope)s yet.")
    return Told(program.name, programs.AWARD_KINDS[badge.status], str(badge.status.label), sentence % said)


def of_asked(asked: Asked) -> str:
    """When people may comment; once it is over, how many did, and how many were set aside, with the reasons."""
    row = asked.assessment
    if row.comments_from is None or row.comments_until is None:
        return ""
    days = {"days": words.day_range(row.comments_from, row.comments_until)}
    if asked.window is Window.OVER:
        many = ngettext(
            "Comments were taken from %(days)s. %(count)s came.",
            "Comments were taken from %(days)s. %(count)s came.",
            asked.comments,
        )
        told = many % {**days, "count": words.number(asked.comments)}
        return f"{told} {_set_aside(asked)}".strip()
    if asked.window is Window.BEFORE:
        return _("Comments will be taken from %(days)s.") % days
    return _("Comments are taken from %(days)s.") % days


def _set_aside(asked: Asked) -> str:
    """How many comments were set aside, and why; "" where none was."""
    if not asked.aside:
        return _("The assessors get each of them.") if asked.comments else ""
    many = sum(asked.aside.values())
    why = " ".join(f"{Aside(key).label} ({words.number(count)})" for key, count in sorted(asked.aside.items()))
    told = ngettext(
        "The assessors get each of them; %(count)s is marked as set aside: %(why)s",
        "The assessors get each of them; %(count)s are marked as set aside: %(why)s",
        many,
    )
    return told % {"count": words.number(many), "why": why}


def of_link(link: StandardLink, trained: Mapping[str, Tie]) -> dict[str, str]:
    """What a standard is tied to: `said`, and `url` where it has a page. Training is named as it is called today."""
    tied = trained.get(link.training)
    if tied is None:
        return {"said": str(link.version or link.policy or link.words), "url": ""}
    said = _("%(title)s (has ended)") % {"title": tied.title} if tied.ended else tied.title
    return {"said": said, "url": reverse(tied.address, args=[tied.argument])}


def of_proof(row: Proof) -> str:
    """What proves it, in words."""
    if row.kind == ProofKind.POLICY and row.version:
        return str(row.version)
    if row.kind == ProofKind.FINDING and row.finding:
        return row.finding.run.said(row.finding.measure, "title", words.language())
    return row.file_name or row.words
