"""Reads of programs: the edition in force, gaps in words, the workspace of a standard, what can be said today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from commonbeat.act.policies.models import Policy
from commonbeat.act.standards.models import (
    Assessment,
    Award,
    Bullet,
    CommentAnswer,
    Program,
    Proof,
    PublicComment,
    Standard,
    StandardLink,
    StandardSet,
)
from commonbeat.act.standards.rules import assessments, programs, proofs
from commonbeat.act.standards.rules.assessments import Window
from commonbeat.act.standards.rules.programs import AwardStatus, LinkKind, StandardState
from commonbeat.act.standards.rules.proofs import Gap
from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.people.models import Staff
from commonbeat.kit.words import Words


@dataclass(frozen=True, slots=True)
class Badge:
    """What can be said of a program today: its status, the award it rests on, and the next day that matters."""

    program: Program
    status: AwardStatus
    award: Award | None


@dataclass(frozen=True, slots=True)
class Overview:
    """A program in one line: its edition in force, how many of its standards stand where, and its status."""

    program: Program
    edition: StandardSet | None
    counts: dict[str, int]
    badge: Badge

    @property
    def total(self) -> int:
        """How many standards the edition has."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a standard with its proofs, newest first, and its gap if it has one; None for the whole."""

    bullet: Bullet | None
    proofs: tuple[Proof, ...]
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything about one standard: what it is tied to, its parts with their proofs."""

    standard: Standard
    links: tuple[StandardLink, ...]
    parts: tuple[Part, ...]
    days: int

    @property
    def gaps(self) -> int:
        """How many parts have no current verified proof."""
        return sum(part.gap is not None for part in self.parts)


@dataclass(frozen=True, slots=True)
class Asked:
    """An assessment about which people are, were or will be asked: how many spoke, how many were set aside and why."""

    assessment: Assessment
    window: Window
    comments: int
    aside: dict[str, int]
    answers: tuple[CommentAnswer, ...]


def clocks(agency: Agency, day: date) -> dict[str, int]:
    """The dated numbers that standards go by."""
    return dict(agencies.setting(agency, SettingKey.STANDARDS, day))


def edition_of(editions: Iterable[StandardSet], day: date) -> StandardSet | None:
    """The one in force on that day; before the first is, the first to come."""
    ordered = sorted(editions, key=lambda row: (row.effective_from, row.pk))
    begun = [row for row in ordered if row.effective_from <= day]
    return begun[-1] if begun else (ordered[0] if ordered else None)


def current_edition(program: Program, day: date) -> StandardSet | None:
    """The edition of a program in force on that day. One query."""
    return edition_of(program.editions.all(), day)


def badges(agency: Agency, *, public: bool = True) -> list[Badge]:
    """What can be said of each program today. Two queries."""
    rows = Program.objects.filter(agency=agency)
    found = list((rows.public() if public else rows).prefetch_related("awards"))
    return [badge_of(program, agency.day()) for program in found]


def badge_of(program: Program, day: date) -> Badge:
    """What can be said of one program; its awards must be at hand for it to cost nothing."""
    given = [row for row in program.awards.all() if row.given_on <= day]
    latest = max(given, key=lambda row: (row.given_on, row.pk), default=None)
    return Badge(program, programs.award_status(latest.given if latest else None, day), latest)


def overviews(agency: Agency) -> list[Overview]:
    """Every program in one line. Four queries."""
    day = agency.day()
    found = list(Program.objects.filter(agency=agency).prefetch_related("awards", "editions"))
    current = {program.pk: edition_of(program.editions.all(), day) for program in found}
    counts: dict[int, dict[str, int]] = {}
    wanted = [row.pk for row in current.values() if row]
    for edition, state in Standard.objects.filter(edition__in=wanted).values_list("edition_id", "state"):
        of = counts.setdefault(edition, {str(one): 0 for one in StandardState})
        of[state] += 1
    return [
        Overview(one, row := current[one.pk], counts.get(row.pk, {}) if row else {}, badge_of(one, day))
        for one in found
    ]


def workspace(standard: Standard) -> Workspace:
    """Everything about one standard. Four queries."""
    day = standard.agency.day()
    bullets = list(standard.bullets.filter(ended=False))
    given = list(standard.proofs.select_related("asked", "version__policy", "finding__run").order_by("-pk"))
    days = standard.proof_days or clocks(standard.agency, day)["proof_days"]
    gaps = {
        gap.part: gap for gap in proofs.gaps_of([one.pk for one in bullets], [one.held for one in given], days, day)
    }
    wanted: list[Bullet | None] = [*bullets] or [None]
    parts = []
    for bullet in wanted:
        key = bullet.pk if bullet else None
        parts.append(Part(bullet, tuple(one for one in given if one.bullet_id == key), gaps.get(key)))
    links = tuple(standard.links.select_related("policy", "version__policy"))
    return Workspace(standard, links, tuple(parts), days)


def asked(agency: Agency) -> list[Asked]:
    """Every assessment of a public program about which people are or were asked, newest first. Three queries."""
    day = agency.day()
    rows = Assessment.objects.filter(agency=agency, edition__program__public=True, comments_from__isnull=False)
    found = list(rows.select_related("edition__program").prefetch_related("answers"))
    counts: dict[int, dict[str, int]] = {}
    said = PublicComment.objects.filter(assessment__in=found).order_by()
    for key, aside, many in said.values_list("assessment_id", "aside").annotate(many=Count("pk")):
        counts.setdefault(key, {})[aside] = many
    return [_asked(one, counts.get(one.pk, {}), day) for one in found]


def _asked(row: Assessment, counts: dict[str, int], day: date) -> Asked:
    window = assessments.window_of(row.comments_from, row.comments_until, day)
    aside = {why: many for why, many in counts.items() if why}
    return Asked(row, window, sum(counts.values()), aside, tuple(row.answers.all()))


def people(agency: Agency) -> list[Staff]:
    """Everybody who works here and can be asked for a proof, by name."""
    return list(Staff.objects.working().filter(agency=agency).order_by("name", "pk"))


def somebody(agency: Agency, number: str) -> Staff | None:
    """One of them by number; None where nobody is named."""
    return Staff.objects.working().filter(agency=agency, pk=number).first() if number else None


def policies(agency: Agency) -> list[tuple[int, Words]]:
    """Number and title of every policy, to tie a standard to."""
    return [(row.pk, str(row)) for row in Policy.objects.filter(agency=agency)]


def policy(agency: Agency, number: str) -> Policy | None:
    """One of them by number."""
    return Policy.objects.filter(agency=agency, pk=number).first() if number else None


def links_of_kind(standard: Standard, kind: LinkKind) -> list[StandardLink]:
    """What a standard is tied to of one kind."""
    return list(standard.links.filter(kind=kind).select_related("policy", "version__policy"))


def awards(program: Program) -> list[Award]:
    """Every accreditation that a program gave, newest first."""
    return list(program.awards.select_related("assessment"))


def parts_of(standard: Standard) -> list[Bullet]:
    """The parts that a standard has now, in order."""
    return list(standard.bullets.filter(ended=False))


def part(standard: Standard, number: str) -> Bullet | None:
    """One of them by number."""
    return next((one for one in parts_of(standard) if str(one.pk) == number), None)
