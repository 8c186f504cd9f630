"""Who read, understood and was trained in which policy: people by policies, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from commonbeat.act.policies.models import AttestationRound, PolicyVersion, QuizItem
from commonbeat.act.policies.queries import attestations
from commonbeat.act.policies.queries.training import Asked, asked, standings
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff

MOST = 6
"""Policies side by side on one page."""


@dataclass(frozen=True, slots=True)
class Known:
    """Of one person and one version in force: None where it was not asked of them.

    `read`: they signed that they read it. `understood`: they passed its questions; None where it has none, too.
    """

    read: bool | None
    understood: bool | None
    trained: bool | None


def policy_set(agency: Agency, number: str = "") -> list[PolicyVersion]:
    """Versions in force: of one policy by its number, else the first that training is tied to or that people sign."""
    rows = PolicyVersion.objects.in_force(agency.day()).filter(agency=agency).select_related("policy")
    if number:
        return list(rows.filter(policy__number=number)[:1])
    signed = AttestationRound.objects.filter(version=OuterRef("pk"))
    of_interest = rows.filter(Q(requirements__isnull=False) | Exists(signed)).distinct()
    return list(of_interest.order_by("policy__number")[:MOST])


def policies(agency: Agency) -> list[tuple[str, str]]:
    """Number and title of every policy in force, to choose one. One query."""
    rows = PolicyVersion.objects.in_force(agency.day()).filter(agency=agency).select_related("policy")
    return [(row.policy.number, str(row.policy)) for row in rows.order_by("policy__number")]


def known(agency: Agency, staff: Sequence[Staff], versions: Sequence[PolicyVersion]) -> dict[tuple[int, int], Known]:
    """By person and version; a fixed number of queries however many people."""
    today = agency.day()
    numbers = [version.pk for version in versions]
    wanted = [one for one in asked(agency, today) if one.versions & set(numbers)]
    found = standings(agency, staff, wanted, today)
    read = attestations.of_versions(agency, [who.pk for who in staff], numbers)
    asks = set(QuizItem.objects.filter(version__in=numbers).values_list("version_id", flat=True))
    told: dict[tuple[int, int], Known] = {}
    for who in staff:
        for version in versions:
            stands = [found.get((who.pk, one.key)) for one in wanted if version.pk in one.versions]
            asked_of = [one for one in stands if one is not None]
            trained = all(one.current for one in asked_of) if asked_of else None
            seen = read.get((who.pk, version.pk))
            understood = seen.understood if seen and version.pk in asks else None
            told[who.pk, version.pk] = Known(seen.read if seen else None, understood, trained)
    return told


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A requirement that trains for a version which another has replaced: nobody has said yet whether it still fits."""

    asked: Asked
    old: PolicyVersion
    new: PolicyVersion


def left_behind(agency: Agency, day: date, wanted: Sequence[Asked]) -> list[LeftBehind]:
    """Of these requirements, those tied to a version that is in force no more while a newer one is. Two queries."""
    tied = PolicyVersion.objects.filter(pk__in={pk for one in wanted for pk in one.versions}).select_related("policy")
    old = {row.pk: row for row in tied}
    policies_of = {row.policy_id for row in old.values()}
    rows = PolicyVersion.objects.in_force(day).filter(agency=agency, policy__in=policies_of).select_related("policy")
    now = {row.policy_id: row for row in rows}
    found = []
    for one in wanted:
        kept = {old[pk].policy_id for pk in one.versions if now.get(old[pk].policy_id) == old[pk]}
        newest = {old[pk].policy_id: old[pk] for pk in sorted(one.versions, key=lambda pk: old[pk].number)}
        found += [
            LeftBehind(one, row, now[policy])
            for policy, row in newest.items()
            if policy not in kept and policy in now and now[policy].number > row.number
        ]
    return found
