"""What of the policies and the self-review must be public: the one place where the index asks those rooms."""

from dataclasses import dataclass
from datetime import date

from commonbeat.act.policies import queries as policies
from commonbeat.act.policies.models import Policy
from commonbeat.act.policies.rules.required import Needed
from commonbeat.act.standards.access import self_review
from commonbeat.ground.agency.models import Agency


@dataclass(frozen=True, slots=True)
class InForce:
    """A public policy that is in force: since which day, and by when it must be reviewed where that is written down."""

    since: date
    slug: str
    review_by: date | None = None


def needed(agency: Agency, day: date) -> list[Needed]:
    """The policies that must be there on that day, of the agency's list and its state's. One query."""
    return policies.required_set(agency, day)


def public_policies(agency: Agency, day: date) -> dict[str, InForce]:
    """Code of each required policy to what is public and in force on that day; the youngest counts. One query."""
    rows = Policy.objects.filter(agency=agency).public().exclude(required="")
    found: dict[str, InForce] = {}
    for version in policies.in_force(rows, day):
        code, since = version.policy.required, version.effective_from or day
        if code not in found or since > found[code].since:
            found[code] = InForce(since, version.policy.slug, version.policy.next_review)
    return found


def self_review_shared(agency: Agency) -> tuple[date, int] | None:
    """When the latest self-review that the public may read was closed, and its number; None where none is shared."""
    return max(
        ((row.closed_on, row.number) for row in self_review.visible(None, agency) if row.closed_on), default=None
    )
