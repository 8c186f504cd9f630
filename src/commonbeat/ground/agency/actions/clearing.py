"""Files with phone numbers that are still there: what a crash left, and what nobody decided on."""

from datetime import datetime, timedelta

from commonbeat.ground.agency.actions.importing import discard
from commonbeat.ground.agency.actions.stored import delete_private_upload, is_private
from commonbeat.ground.agency.models import Agency, ImportBatch
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import ENDED, SettingKey
from commonbeat.ground.roles import Actor


def clear_private_uploads(*, actor: Actor, agency: Agency, now: datetime) -> int:
    """Delete files with phone numbers that a crash left, and give up those on which nobody decided for some days.

    Usually there are none: such a file goes as soon as it is loaded or discarded. How many there were.
    """
    today = agency.day(now)
    days = setting(agency, SettingKey.CONTACT_NUMBERS, today)["undecided"]
    kept = ImportBatch.objects.filter(agency=agency).exclude(stored="")
    left = [batch for batch in kept.filter(state__in=ENDED) if delete_private_upload(batch)]
    waiting = kept.exclude(state__in=ENDED).filter(received_at__lt=now - timedelta(days=days))
    given_up = [batch for batch in waiting if is_private(batch)]
    for batch in given_up:
        discard(actor=actor, batch=batch)
    return len(left) + len(given_up)
