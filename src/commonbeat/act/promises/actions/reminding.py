"""What happens by itself: owners are reminded, people promised are asked, contacts and private words destroyed."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from commonbeat.act.promises import rules
from commonbeat.act.promises.actions import entries, letters
from commonbeat.act.promises.models import Commitment, CommitmentEvent, VerifierKey
from commonbeat.act.promises.rules import Ask, State
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor, System
from commonbeat.kit.retention import Retention

BY_ITSELF = System("promises")


def ask(actor: Actor, row: Commitment, on: date, why: Ask = Ask.FIRST) -> bool:
    """Ask the person promised whether it was kept, in the caller's transaction; False where no mail can reach them."""
    if not letters.tell_promised(actor, row, ask=why):
        return False
    row.times_asked, row.asked_on = row.times_asked + 1, on
    row.save(update_fields=["times_asked", "asked_on"])
    details = {"number": row.number, "time": row.times_asked}
    audit.record(agency=row.agency, actor=actor, verb="promises.ask", subject=row, details=details)
    return True


def ask_due(*, agency: Agency, on: date | None = None) -> int:
    """Ask once more where nobody answered for some days; returns how many were asked. Called daily."""
    day = on or agency.day()
    days = setting(agency, SettingKey.PROMISE_DAYS, day)["person_promised"]
    asked = 0
    waiting = Commitment.objects.filter(agency=agency).in_state(State.REPORTED_KEPT).exclude(contact="")
    for number in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            entries.lock(agency)
            row = Commitment.objects.select_related("agency").get(pk=number)
            why = rules.ask_due(row.state, row.times_asked, row.asked_on, day, days)
            asked += why is not None and ask(BY_ITSELF, row, day, why)
    return asked


def remind(*, agency: Agency, on: date | None = None) -> int:
    """Remind owners whose date is near or has passed; returns how many mails went out. Called daily."""
    day = on or agency.day()
    days = setting(agency, SettingKey.PROMISE_DAYS, day)["owner"]
    sent = 0
    owed = Commitment.objects.filter(agency=agency).in_state(*rules.OWED)
    for number in list(owed.values_list("pk", flat=True)):
        with transaction.atomic():
            entries.lock(agency)
            row = Commitment.objects.select_related("agency", "owner__user").get(pk=number)
            why = rules.reminder_due(row.state, row.new_due or row.due, row.reminded_on, day, days)
            if why is None or not letters.remind_owner(BY_ITSELF, row, why):
                continue
            row.reminded_on = day
            row.save(update_fields=["reminded_on"])
            details = {"number": row.number, "why": why.value}
            audit.record(agency=agency, actor=BY_ITSELF, verb="promises.remind", subject=row, details=details)
            sent += 1
    return sent


@transaction.atomic
def destroy_due(*, agency: Agency, before: Mapping[str, datetime]) -> dict[str, int]:
    """Destroy how to reach the people promised, their links, and their words that are not public, where a promise ended
    by the moment given for threads. The promise and its record stay; the chain holds the hash of the words.
    """
    limit = agency.day(before[Retention.THREAD])
    entries.lock(agency)
    ended = Commitment.objects.filter(agency=agency, closed_on__lte=limit).in_state(*rules.CLOSED)
    hidden = CommitmentEvent.objects.filter(commitment__in=ended, words_public=False).exclude(words="")
    return {
        "promise_words": hidden.update(words="", salt=""),
        "promise_links": VerifierKey.objects.filter(commitment__in=ended).delete()[0],
        "promise_contacts": ended.exclude(contact="").update(contact=""),
    }
