"""Writing one entry of the ledger, tied to the one before; called inside the transaction of an action."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.act.promises import access, rules
from commonbeat.act.promises.models import Commitment, CommitmentEvent
from commonbeat.act.promises.rules import EventKind, Party, State
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor

May = Callable[[Actor, Commitment], bool]
"""Whether somebody may do something with a promise."""


def lock(agency: Agency) -> None:
    """Let one writer at a time go on with this agency's ledger: numbers and hashes follow each other."""
    agencies.take_turns(agency, "promises.ledger")


def take(actor: Actor, commitment: Commitment, *, may: May = access.may_keep) -> Commitment:
    """The promise as it stands now, held until the transaction ends, if they may move it on; else ValidationError."""
    lock(commitment.agency)
    row = Commitment.objects.select_related("agency", "owner__user").get(pk=commitment.pk)
    if not may(actor, row):
        raise ValidationError(_("Only the owner of this promise, or somebody who may make promises, can do this."))
    return row


def check(problem: str, field: str = "") -> None:
    """Refuse, in words, if there are any."""
    if problem:
        raise ValidationError({field: problem} if field else problem)


def move(
    row: Commitment,
    to: State,
    kind: EventKind,
    *,
    actor: Actor,
    verb: str,
    on: date | None,
    by: Party = Party.AGENCY,
    words: str = "",
    public: bool = True,
    details: Mapping[str, Any] | None = None,
    **changes: Any,
) -> CommitmentEvent:
    """Check the step, take it, and write it into ledger and trail; `changes` are set on the promise with its state."""
    check(rules.move_problem(row.state, to))
    row.state = to
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *changes])
    event = enter(row, kind, on=on, by=by, words=words, public=public)
    told = {"number": row.number, "state": str(to), **(details or {})}
    audit.record(agency=row.agency, actor=actor, verb=verb, subject=row, details=told)
    agencies.touch_public(row.agency)
    return event


def enter(
    row: Commitment,
    kind: EventKind,
    *,
    on: date | None,
    by: Party = Party.AGENCY,
    words: str = "",
    public: bool = True,
) -> CommitmentEvent:
    """Append one entry about this promise. Raises ValidationError for a day before its last entry, or in the future."""
    today = row.agency.day()
    day = on or today
    own = CommitmentEvent.objects.filter(commitment=row).order_by("-sequence").first()
    check(rules.day_problem(day, own.day if own else row.made_on, today))
    last = CommitmentEvent.objects.of(row.agency).last()
    said = rules.one_line(words)[:1000]
    salt = rules.new_salt() if said else ""
    event = CommitmentEvent(
        agency=row.agency,
        commitment=row,
        sequence=last.sequence + 1 if last else 1,
        kind=kind,
        by=by,
        day=day,
        recorded_at=timezone.now(),
        state=row.state,
        owner_name=row.owner.name,
        new_due=row.new_due,
        words=said,
        words_public=bool(said) and public,
        salt=salt,
        words_hash=rules.words_hash(said, salt),
        previous=last.hash if last else rules.GENESIS,
    )
    event.hash = event.expected_hash
    event.save(force_insert=True)
    return event
