"""Who read, understood and was trained in which policy: people by policies, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.policies.queries.training import asked, standings
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff

MOST = 6
"""Policies side by side on one page."""


@dataclass(frozen=True, slots=True)
class Read:
    """Whether somebody said that they read a version, and passed its questions."""

    read: bool
    understood: bool


class Reading(Protocol):
    """Says who read which version: by person and version, those alone of whom something is on record."""

    def __call__(
        self, agency: Agency, staff: Sequence[int], versions: Sequence[int]
    ) -> Mapping[tuple[int, int], Read]: ...


@dataclass(frozen=True, slots=True)
class Known:
    """Of one person and one version: None where nothing is kept (reading) or nothing is asked for (training)."""

    read: bool | None
    understood: bool | None
    trained: bool | None


def policy_set(agency: Agency, number: str = "") -> list[PolicyVersion]:
    """The versions in force of the policies asked about: one by its number, else the first that training is tied to."""
    rows = PolicyVersion.objects.in_force(agency.day()).filter(agency=agency).select_related("policy")
    if number:
        return list(rows.filter(policy__number=number)[:1])
    tied = rows.filter(requirements__isnull=False).distinct().order_by("policy__number")
    return list(tied[:MOST])


def policies(agency: Agency) -> list[tuple[str, str]]:
    """Number and title of every policy in force, to choose one. One query."""
    rows = PolicyVersion.objects.in_force(agency.day()).filter(agency=agency).select_related("policy")
    return [(row.policy.number, str(row.policy)) for row in rows.order_by("policy__number")]


def known(
    agency: Agency, staff: Sequence[Staff], versions: Sequence[PolicyVersion], reading: Reading | None = None
) -> dict[tuple[int, int], Known]:
    """By person and version; a fixed number of queries however many people."""
    today = agency.day()
    wanted = [one for one in asked(agency, today) if one.versions & {version.pk for version in versions}]
    found = standings(agency, staff, wanted, today)
    read = reading(agency, [who.pk for who in staff], [one.pk for one in versions]) if reading else {}
    told: dict[tuple[int, int], Known] = {}
    for who in staff:
        for version in versions:
            stands = [found.get((who.pk, one.key)) for one in wanted if version.pk in one.versions]
            asked_of = [one for one in stands if one is not None]
            trained = all(one.current for one in asked_of) if asked_of else None
            seen = read.get((who.pk, version.pk), Read(False, False)) if reading else None
            told[who.pk, version.pk] = Known(seen.read if seen else None, seen.understood if seen else None, trained)
    return told
