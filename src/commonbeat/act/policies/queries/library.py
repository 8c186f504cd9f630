"""The policies in force on a day, the required ones among them, and what of the list is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from commonbeat.act.policies.models import Policy, PolicyQuerySet, PolicyVersion, PolicyVersionQuerySet, RequiredPolicy
from commonbeat.act.policies.rules.required import Needed, needed
from commonbeat.act.policies.rules.reviews import is_overdue
from commonbeat.act.policies.rules.versions import IN_PUBLIC
from commonbeat.ground.agency.models import Agency


@dataclass(frozen=True, slots=True)
class Listed:
    """A policy with the version in force on the day asked for, and the required policy that it is, if any."""

    policy: Policy
    version: PolicyVersion
    needed: Needed | None = None
    overdue: bool = False


def required_set(agency: Agency, on: date) -> list[Needed]:
    """What must be there on that day: our list, the agency's rows and its state's."""
    agencies = [agency.pk, *([agency.parent_id] if agency.parent_id else [])]
    rows = RequiredPolicy.objects.filter(agency__in=agencies)
    return needed([row.rule(agency) for row in rows], on)


def in_force(policies: PolicyQuerySet, on: date) -> list[PolicyVersion]:
    """The version of each of these policies that is in force on that day, by number of the policy. One query."""
    rows = PolicyVersion.objects.in_force(on).filter(policy__in=policies.order_by().values("pk"))
    found = rows.select_related("policy__owner").order_by("policy__number", "-number")
    return list({version.policy_id: version for version in reversed(list(found))}.values())[::-1]


def versions_of(policies: PolicyQuerySet, on: date) -> PolicyVersionQuerySet:
    """The same as rows that a list can filter, sort and page."""
    rows = PolicyVersion.objects.in_force(on).filter(policy__in=policies.order_by().values("pk"))
    return rows.select_related("policy")


def found_in(versions: QuerySet[Any], policies: Sequence[int]) -> QuerySet[Any]:
    """Those of the policies that a search found."""
    return versions.filter(policy__in=policies)


def listed(policies: PolicyQuerySet, agency: Agency, on: date, needs: Sequence[Needed]) -> list[Listed]:
    """Each with its version of that day; the required ones first, in the order of the list."""
    place = {one.code: number for number, one in enumerate(needs)}
    by_code = {one.code: one for one in needs}
    found = [
        Listed(
            version.policy,
            version,
            by_code.get(version.policy.required),
            is_overdue(version.policy.next_review, on) and on >= agency.day(),
        )
        for version in in_force(policies, on)
    ]
    return sorted(found, key=lambda one: (place.get(one.policy.required, len(place)), one.policy.number))


def hidden(agency: Agency, on: date) -> int:
    """How many policies in force on that day the public does not see: the list says so."""
    return Policy.objects.filter(agency=agency, public=False).in_force(on).count()


def missing(found: Sequence[Listed], needs: Sequence[Needed]) -> list[Needed]:
    """What must be there and is not."""
    held = {one.policy.required for one in found}
    return [one for one in needs if one.code not in held]


def version_on(policy: Policy, on: date) -> PolicyVersion | None:
    """The version of a policy that is in force on that day."""
    return PolicyVersion.objects.in_force(on).filter(policy=policy).order_by("-number").first()


def neighbors(version: PolicyVersion) -> PolicyVersion | None:
    """The version that it took the place of, if any was in force before it."""
    rows = PolicyVersion.objects.filter(policy=version.policy_id, number__lt=version.number, state__in=IN_PUBLIC)
    return rows.order_by("-number").first()
