"""What of the policies and the self-review must be public: the one place where the index asks those rooms."""

from dataclasses import dataclass
from datetime import date

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.ground.agency.models import Agency


@dataclass(frozen=True, slots=True)
class InForce:
    """A public policy that is in force: since which day, and by when it must be reviewed where that is written down."""

    since: date
    review_by: date | None = None


def policies(agency: Agency, slugs: list[str], day: date) -> dict[str, InForce]:
    """Short name to what is public and in force under it: by the policy's own short name, or by a topic of it."""
    rows = (
        PolicyVersion.objects.filter(agency=agency, policy__public=True)
        .in_force(day)
        .select_related("policy")
        .prefetch_related("policy__topics")
    )
    found: dict[str, InForce] = {}
    for row in rows:
        names = {row.policy.slug, *(topic.slug for topic in row.policy.topics.all())}
        for slug in names & set(slugs):
            since = row.effective_from or day
            if slug not in found or since > found[slug].since:
                found[slug] = InForce(since)
    return found


def self_review_shared(agency: Agency) -> tuple[bool | None, date | None]:
    """Whether a closed self-review is shared with the public, and since when; None where nobody can tell yet."""
    return None, None
