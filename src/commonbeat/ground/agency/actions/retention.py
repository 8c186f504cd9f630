"""Destroying what was kept long enough, with a certificate; a legal hold stops it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import on_hold, setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor


class Destroyer(Protocol):
    """An app's `actions.destroy_due`: destroys the agency's rows whose class was due before the moment given for it.

    `before` is by retention class ("operational"). Returns how many of each kind it destroyed, under the names that
    the rules of the app give to the trail (`agency.<name>` in its DETAILS).
    """

    def __call__(self, *, agency: Agency, before: Mapping[str, datetime]) -> Mapping[str, int]: ...


@transaction.atomic
def destroy_by_schedule(
    *, actor: Actor, agency: Agency, by: Sequence[Destroyer], now: datetime
) -> dict[str, int] | None:
    """Destroy what is due by the agency's dated setting. The entry of the trail is the certificate: how many of each
    kind, kept how long. None where a legal hold stops it; no entry where nothing was due.

    All or nothing: without its certificate nothing is destroyed. Should this end between a file and its entry, the next
    run counts that file again.
    """
    today = agency.day(now)
    if on_hold(agency, today):
        return None
    kept = setting(agency, SettingKey.RETENTION_DAYS, today)
    before = {name: now - timedelta(days=days) for name, days in kept.items()}
    destroyed: dict[str, int] = {}
    for destroy_due in by:
        destroyed |= {kind: count for kind, count in destroy_due(agency=agency, before=before).items() if count}
    if destroyed:
        details = {"destroyed": destroyed, "kept": dict(kept)}
        audit.record(agency=agency, actor=actor, verb="agency.destroy_by_schedule", subject=agency, details=details)
    return destroyed
