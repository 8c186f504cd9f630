"""Accreditation in words: areas, the life of a standard, its ties, the cycle, what an award says today."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {
    "Program": Retention.PERMANENT,
    "StandardSet": Retention.PERMANENT,
    "Chapter": Retention.PERMANENT,
    "Standard": Retention.PERMANENT,
    "Bullet": Retention.PERMANENT,
    "StandardLink": Retention.PERMANENT,
    "Award": Retention.PERMANENT,
}

VERBS: dict[str, Words] = {
    "standards.begin_program": _("added a program of accreditation"),
    "standards.change_program": _("changed a program of accreditation"),
    "standards.begin_edition": _("began an edition of a set of standards"),
    "standards.write_standard": _("wrote down a standard"),
    "standards.change_standard": _("changed how a standard is written down"),
    "standards.load_standards": _("loaded a file of standards"),
    "standards.link_standard": _("tied a standard to something"),
    "standards.unlink_standard": _("untied a standard from something"),
    "standards.move_standard": _("said where a standard stands"),
    "standards.fall_back": _("took a standard back to in progress, since a proof is out of date"),
    "standards.give_award": _("wrote down an accreditation that was given"),
    "standards.end_award": _("wrote down that an accreditation was taken back"),
}


class Area(TextChoices):
    """What a standard is about."""

    LEADERSHIP = "leadership", _("Leadership")
    RESOURCES = "resource_management", _("Resource management")
    TRAINING = "training", _("Training")
    SERVICE = "service_delivery", _("Service delivery")


class StandardState(TextChoices):
    """Where a standard stands (reference/model.md)."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLIANT = "compliant", _("Compliant")
    NOT_COMPLIANT = "not_compliant", _("Not compliant")
    WAIVED = "waived", _("Waived")


class LinkKind(TextChoices):
    """What a standard is tied to: training that has a page here to that page, other training in words."""

    DIRECTIVE = "directive", _("Policy")
    TRAINING = "training", _("Training")
    RECORD = "record", pgettext_lazy("what a standard is tied to", "Record")


class AwardStatus(TextChoices):
    """What can be said of a program today."""

    ACCREDITED = "accredited", _("Accredited")
    EXPIRED = "expired", _("Expired")
    TAKEN_BACK = "taken_back", _("Taken back")
    PREPARING = "preparing", _("In preparation")


DETAILS = {
    "standards.program": Told(_("program")),
    "standards.edition": Told(_("edition")),
    "standards.number": Told(_("number")),
    "standards.state": Told(_("it stands now"), dict(StandardState.choices)),
    "standards.reason": Told(_("reason")),
    "standards.fields": Told(
        _("changed"),
        {
            "title": _("title"),
            "text": _("text"),
            "area": _("area"),
            "bullets": _("parts to be proved"),
            "exceeds_law": _("goes beyond the law"),
            "citation": _("law, policy or decision"),
            "owner": _("owner, by number"),
            "proof_days": _("days that a proof stays good"),
            "name": _("name"),
            "body": _("who accredits"),
            "scope": _("for what"),
            "months": _("months of a cycle"),
            "starts_on": _("begins on"),
            "public": _("shown to the public"),
            "kind": _("kind"),
            "assessor": _("who assesses"),
            "contact": _("how the assessors are reached"),
            "comments_from": _("comments from"),
            "comments_until": _("comments until"),
        },
    ),
    "standards.tied_to": Told(_("tied to"), dict(LinkKind.choices)),
    "standards.new": Told(_("new rows")),
    "standards.changed": Told(_("rows that had other values")),
    "standards.same": Told(_("rows that were there already")),
    "standards.sha256": Told(_("fingerprint (SHA-256)")),
    "standards.until": Told(_("until")),
    "standards.from": Told(_("from")),
}
SUBJECTS: dict[str, Words] = {
    "standards.program": _("program of accreditation"),
    "standards.standardset": _("edition of standards"),
    "standards.standard": _("standard"),
    "standards.award": _("accreditation"),
}

MOVES: dict[StandardState, frozenset[StandardState]] = {
    StandardState.NOT_STARTED: frozenset({StandardState.IN_PROGRESS, StandardState.WAIVED}),
    StandardState.IN_PROGRESS: frozenset({StandardState.COMPLIANT, StandardState.NOT_COMPLIANT, StandardState.WAIVED}),
    StandardState.COMPLIANT: frozenset({StandardState.IN_PROGRESS, StandardState.NOT_COMPLIANT}),
    StandardState.NOT_COMPLIANT: frozenset({StandardState.IN_PROGRESS, StandardState.WAIVED}),
    StandardState.WAIVED: frozenset({StandardState.IN_PROGRESS}),
}
"""Nothing is compliant at once: somebody works on it first, and a waiver or a failing can be taken up again."""

NEEDS_REASON = frozenset({StandardState.WAIVED, StandardState.NOT_COMPLIANT})

KINDS = {
    StandardState.NOT_STARTED: "unknown",
    StandardState.IN_PROGRESS: "open",
    StandardState.COMPLIANT: "verified",
    StandardState.NOT_COMPLIANT: "broken",
    StandardState.WAIVED: "moved",
}
"""The drawn shape of each state."""

AWARD_KINDS = {
    AwardStatus.ACCREDITED: "verified",
    AwardStatus.EXPIRED: "raised",
    AwardStatus.TAKEN_BACK: "broken",
    AwardStatus.PREPARING: "open",
}


def standard_move_problem(state: str, to: str, *, reason: str, gaps: int) -> str:
    """Why a standard may not go from one state to the other, in words; "" where it may.

    `gaps`: how many of its parts have no current verified proof.
    """
    target = StandardState(to)
    if target not in MOVES[StandardState(state)]:
        told = {"now": StandardState(state).label, "then": target.label}
        return gettext("This standard is: %(now)s. It cannot become: %(then)s.") % told
    if target in NEEDS_REASON and not reason.strip():
        return gettext("Say why, in a sentence: whoever reviews it will ask.")
    if target == StandardState.COMPLIANT and gaps:
        return gettext("It can be called compliant only when each part has a checked proof that is not out of date.")
    return ""


def law_problem(exceeds_law: bool, citation: str) -> str:
    """Why a standard cannot be said to go beyond the law: without the law nobody can compare."""
    return gettext("Name the law that it goes beyond.") if exceeds_law and not citation.strip() else ""


def after_months(day: date, months: int) -> date:
    """The same day so many months later; the month's last day where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Given:
    """An award as far as its status needs it."""

    given_on: date
    valid_until: date
    ended_on: date | None = None


def award_status(latest: Given | None, today: date) -> AwardStatus:
    """What the latest award of a program says on that day; without one, the agency prepares."""
    if latest is None or latest.given_on > today:
        return AwardStatus.PREPARING
    if latest.ended_on and latest.ended_on <= today:
        return AwardStatus.TAKEN_BACK
    return AwardStatus.ACCREDITED if today <= latest.valid_until else AwardStatus.EXPIRED


def award_problem(given_on: date, valid_until: date, today: date) -> str:
    """Why an award cannot be written down so."""
    if given_on > today:
        return gettext("Write it down when it has been given: this day is still to come.")
    if valid_until <= given_on:
        return gettext("It ends after the day on which it was given.")
    return ""


def end_problem(given_on: date, day: date, today: date) -> str:
    """Why an award cannot have been taken back on that day."""
    if day > today:
        return gettext("Write it down when it has been taken back: this day is still to come.")
    return gettext("It was given after this day.") if day < given_on else ""
