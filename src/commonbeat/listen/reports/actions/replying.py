"""What the person who pointed it out does: add words, say that it is fixed, open it again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor
from commonbeat.listen.reports import queries, rules
from commonbeat.listen.reports.actions import moves
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.reports.rules import ENDED, Channel, EventKind, State, clocks


@transaction.atomic
def add_words(*, actor: Actor, concern: Concern, words: str, channel: str = Channel.WEB) -> Concern:
    """Add to the thread. Raises ValidationError where it is closed for good, or where too much came in this hour."""
    row = moves.held(concern)
    words = words.strip()
    if not words:
        raise ValidationError({"words": _("Write a sentence first.")})
    if len(words) > rules.LONGEST_WORDS:
        raise ValidationError({"words": _("Shorten this, please.")})
    if row.state in ENDED and not _in_time(row):
        raise ValidationError({"words": _("This was closed some time ago. Please point it out anew.")})
    if clocks.flooded(queries.messages_of_the_hour(row), queries.clocks(row.agency)["thread_hourly"]):
        raise ValidationError({"words": _("So many messages came in this hour. Please try again in an hour.")})
    moves.write(row, EventKind.ADDED, words=words, facts={"channel": channel})
    row.unread = True
    row.save()
    audit.record(agency=row.agency, actor=actor, verb="reports.add_words", subject=row, details={"channel": channel})
    return row


@transaction.atomic
def confirm(*, actor: Actor, concern: Concern) -> Concern:
    """The person says that it is fixed: it is closed."""
    row = moves.held(concern)
    moves.go(row, State.CLOSED)
    row.settled_at = row.closed_at = timezone.now()
    row.unread = False
    moves.write(row, EventKind.CLOSED, facts={"by": "reporter"}, at=row.closed_at)
    row.save()
    audit.record(agency=row.agency, actor=actor, verb="reports.confirm", subject=row)
    return row


@transaction.atomic
def reopen(*, actor: Actor, concern: Concern) -> Concern:
    """The person opens it again, within the set time: whoever answered answers anew, by a new day."""
    row = moves.held(concern)
    if rules.may_move(row.state, State.REOPENED) and not _in_time(row):
        raise ValidationError(_("The time for opening it again is over. Please point it out anew."))
    moves.go(row, State.REOPENED)
    row.due = clocks.due_after(row.agency.day(), queries.clocks(row.agency)["answer_days"])
    row.settled_at = row.closed_at = None
    row.duplicate_of = None
    row.raised, row.unread = 0, True
    moves.write(row, EventKind.REOPENED, facts={"due": row.due.isoformat()})
    row.save()
    audit.record(
        agency=row.agency, actor=actor, verb="reports.reopen", subject=row, details={"due": row.due.isoformat()}
    )
    return row


def _in_time(row: Concern) -> bool:
    """Whether it can be opened again now."""
    if row.settled_at is None:
        return False
    return timezone.now() <= clocks.reopens_until(row.settled_at, queries.clocks(row.agency))
