"""What the clock does: reminds, tells the next person above, closes what stayed answered, deletes contact details."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor
from commonbeat.kit.retention import Retention
from commonbeat.listen.reports import queries
from commonbeat.listen.reports.actions import moves, telling
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.reports.rules import LEVELS, EventKind, State, clocks


def remind(*, actor: Actor, agency: Agency, now: datetime) -> dict[str, int]:
    """Remind owners whose answer is due soon; tell of late ones one level up. Returns how many of each."""
    done = {"reminded": 0, "raised": 0}
    for concern in Concern.objects.filter(agency=agency).open().order_by("pk"):
        with transaction.atomic():
            if step := _remind(actor, concern, now):
                done[step] += 1
    return done


def _remind(actor: Actor, concern: Concern, now: datetime) -> str:
    """What was done about one concern: "reminded", "raised", or "" for nothing."""
    row = moves.held(concern)
    today, set_to = row.agency.day(now), queries.clocks(row.agency)
    level = clocks.level(row.due, today, set_to)
    if not row.is_open:
        return ""
    if level > row.raised:
        row.raised = level
        moves.write(row, EventKind.RAISED, facts={"level": level}, at=now)
        telling.tell_level(actor, row, LEVELS[level], "reports.remind")
        step = "raised"
    elif row.owner and row.reminded_for != row.due and clocks.due_soon(row.due, today, set_to):
        row.reminded_for = row.due
        moves.write(row, EventKind.REMINDED, facts=moves.named(row.owner), at=now)
        telling.tell_owner(actor, row, "reports.remind")
        step = "reminded"
    else:
        return ""
    row.save()
    details = {"did": step, "level": row.raised, "due": row.due.isoformat()}
    audit.record(agency=row.agency, actor=actor, verb="reports.remind", subject=row, details=details)
    return step


@transaction.atomic
def close_silent(*, actor: Actor, agency: Agency, now: datetime) -> int:
    """Close what was answered and not opened again in time; returns how many."""
    limit = now - (clocks.reopens_until(now, queries.clocks(agency)) - now)
    rows = Concern.objects.filter(agency=agency, state=State.RESOLVED, settled_at__lt=limit)
    numbers = []
    for concern in rows.select_for_update().order_by("pk"):
        moves.go(concern, State.CLOSED)
        concern.closed_at = now
        moves.write(concern, EventKind.CLOSED, facts={"by": "silence"}, at=now)
        concern.save()
        numbers.append(concern.number)
    if numbers:
        details = {"numbers": numbers}
        audit.record(agency=agency, actor=actor, verb="reports.close_silent", subject=agency, details=details)
    return len(numbers)


def destroy_due(*, agency: Agency, before: Mapping[str, datetime]) -> dict[str, int]:
    """Delete the contact details of what closed before that moment; the person's own link still opens its page."""
    due = Concern.objects.filter(agency=agency, closed_at__lt=before[Retention.THREAD]).exclude(contact="")
    rows = list(due.select_for_update())
    for concern in rows:
        concern.contact = ""
        concern.save(update_fields=["contact"])
        moves.write(concern, EventKind.FORGOTTEN)
    return {"concern_contacts": len(rows)}
