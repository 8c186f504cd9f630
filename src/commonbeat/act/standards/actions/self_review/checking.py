"""Whether the signed snapshots are still what was signed: checked every night, and told in the trail."""

from django.db import transaction

from commonbeat.act.standards.queries import self_review_snapshot as snapshots
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import System

BY_ITSELF = System("self-review")


@transaction.atomic
def check_snapshots(*, agency: Agency) -> int | None:
    """The place of the first snapshot that was altered; None where all are whole. Says so in the trail."""
    at, before = snapshots.fault(agency), snapshots.altered(agency)
    if at is not None or before is not None:
        verb, details = (snapshots.WHOLE, {}) if at is None else (snapshots.ALTERED, {"snapshot": at})
        audit.record(agency=agency, actor=BY_ITSELF, verb=verb, subject=snapshots.CHAIN, details=details)
    return at
