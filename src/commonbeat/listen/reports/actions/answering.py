"""What staff do with a concern: give it to somebody, begin, answer, send it elsewhere, close it, note something."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import Actor
from commonbeat.listen.reports import access, queries
from commonbeat.listen.reports.actions import moves, telling
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.reports.rules import Elsewhere, EventKind, State


@transaction.atomic
def assign(
    *, actor: Actor, concern: Concern, owner: Staff, topic: str = "", neighborhood: Neighborhood | None = None
) -> Concern:
    """Say who answers; `topic` and `neighborhood` put right what the person left out. The day of the answer stays."""
    row = moves.held(concern)
    if owner.agency_id != row.agency_id or owner.ended is not None:
        raise ValidationError({"owner": _("Choose somebody who works here.")})
    if topic and topic not in queries.topics(row.agency).names:
        raise ValidationError({"topic": _("Choose one of the topics.")})
    if neighborhood is not None and neighborhood.agency_id != row.agency_id:
        raise ValidationError({"neighborhood": _("Choose one of the neighborhoods.")})
    row.topic = topic or row.topic
    row.neighborhood = neighborhood or row.neighborhood
    moves.give(row, owner)
    row.save()
    details = {"owner": owner.badge, "topic": row.topic, "neighborhood": row.neighborhood_id}
    audit.record(agency=row.agency, actor=actor, verb="reports.assign", subject=row, details=details)
    return row


@transaction.atomic
def start(*, actor: Actor, concern: Concern) -> Concern:
    """Begin to work on it; what nobody answers yet is taken up by whoever starts."""
    row = moves.held(concern)
    if row.state == State.IN_PROGRESS:
        raise ValidationError(_("Somebody works on it already."))
    _take_up(actor, row)
    moves.go(row, State.IN_PROGRESS)
    moves.write(row, EventKind.STARTED)
    row.save()
    audit.record(agency=row.agency, actor=actor, verb="reports.start", subject=row)
    return row


@transaction.atomic
def answer(
    *,
    actor: Actor,
    concern: Concern,
    words: str,
    settles: bool,
    again_by: date | None = None,
    address: telling.Address | None = None,
) -> Concern:
    """Answer in writing. `settles`: the person is asked whether it is fixed; else the next answer is due `again_by`.

    The answer goes by mail to whoever gave an address; everybody with the link reads it on the page.
    """
    row = moves.held(concern)
    words = moves.written(words)
    if not settles:
        again_by = _next_day(row, again_by)
    _take_up(actor, row)
    moves.go(row, State.RESOLVED if settles else State.IN_PROGRESS)
    now = timezone.now()
    row.answered_at = row.answered_at or now
    row.unread, row.raised = False, 0
    row.settled_at = now if settles else None
    if again_by is not None and not settles:
        row.due = again_by
    facts = {} if settles else {"due": row.due.isoformat()}
    moves.write(row, EventKind.ANSWERED, words=words, by=actor, facts=facts, at=now)
    row.save()
    details = {"settles": settles, "first_due": row.first_due.isoformat(), "next_due": facts.get("due")}
    audit.record(agency=row.agency, actor=actor, verb="reports.answer", subject=row, details=details)
    telling.send_reply(actor, row, words, address, "reports.answer")
    return row


@transaction.atomic
def refer(
    *,
    actor: Actor,
    concern: Concern,
    outcome: str,
    words: str,
    to: str = "",
    same_as: int | None = None,
    address: telling.Address | None = None,
) -> Concern:
    """Say in writing why it is not answered here, and where to go: `to` names the office, `same_as` the earlier one."""
    row = moves.held(concern)
    words = moves.written(words)
    if outcome == Elsewhere.REFERRED_OUT and not to.strip():
        raise ValidationError({"to": _("Name the office, and how to reach it.")})
    if outcome == Elsewhere.DUPLICATE:
        row.duplicate_of = _original(row, same_as)
    moves.go(row, State(Elsewhere(outcome).value))
    now = timezone.now()
    row.answered_at = row.answered_at or now
    row.settled_at = row.closed_at = now
    row.unread, row.raised = False, 0
    facts = {"outcome": outcome, "to": to.strip()}
    moves.write(row, EventKind.REFERRED, words=words, by=actor, facts=facts, at=now)
    row.save()
    audit.record(agency=row.agency, actor=actor, verb="reports.refer", subject=row, details=facts)
    telling.send_reply(actor, row, words, address, "reports.refer")
    return row


def _next_day(row: Concern, again_by: date | None) -> date:
    """The day of the next answer: after today, and not so far off that nobody waits for it any more."""
    today, most = row.agency.day(), queries.clocks(row.agency)["again_days"]
    if again_by is None or again_by <= today:
        raise ValidationError({"again_by": _("Say by which day you write again.")})
    if (again_by - today).days > most:
        raise ValidationError({"again_by": _("Choose a day within the next %(days)s days.") % {"days": most}})
    return again_by


def _original(row: Concern, number: int | None) -> Concern:
    """The earlier concern of that number, or the one that it is itself the same as."""
    found = queries.numbered(row.agency, number) if number else None
    found = found.duplicate_of if found is not None and found.duplicate_of is not None else found
    if found is None or found.pk == row.pk:
        raise ValidationError({"same_as": _("Give the number of the earlier concern.")})
    return found


@transaction.atomic
def close(*, actor: Actor, concern: Concern, words: str, address: telling.Address | None = None) -> Concern:
    """Close what was answered, with a last word to the person; they can open it again for a while."""
    row = moves.held(concern)
    words = moves.written(words)
    moves.go(row, State.CLOSED)
    now = timezone.now()
    row.settled_at = row.closed_at = now
    row.unread = False
    moves.write(row, EventKind.CLOSED, words=words, by=actor, facts={"by": "staff"}, at=now)
    row.save()
    audit.record(agency=row.agency, actor=actor, verb="reports.close", subject=row)
    telling.send_reply(actor, row, words, address, "reports.close")
    return row


@transaction.atomic
def note(*, actor: Actor, concern: Concern, words: str) -> Concern:
    """Write something for colleagues; the person who pointed it out never sees it."""
    row = moves.held(concern)
    moves.write(row, EventKind.NOTE, words=moves.written(words), by=actor)
    audit.record(agency=row.agency, actor=actor, verb="reports.note", subject=row)
    return row


def _take_up(actor: Actor, row: Concern) -> None:
    """What nobody answers yet is from now on answered by whoever acts, if they are on the staff."""
    if row.owner is None and (own := access.own_staff(actor, row.agency)) is not None:
        moves.give(row, own)
