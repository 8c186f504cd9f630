"""The outbox: claim a few messages, hand each to its gateway under our own reference, settle them together.

Between claim and settling a worker may die. What it had claimed is then looked up at the gateway by our own reference
before anything is sent again; where a gateway cannot be asked, a person decides.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import models, transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Value
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import gateways, queries, rules
from commonbeat.ground.messaging.actions.queueing import WORDS, wake
from commonbeat.ground.messaging.models import Gateway, Message, MessageQuerySet
from commonbeat.ground.messaging.rules import Haste, Kind, Outcome, State
from commonbeat.ground.roles import System
from commonbeat.ground.work.rules import backoff
from commonbeat.kit.sealing import Unreadable, unseal

log = logging.getLogger("commonbeat.messaging")

STRETCH = 5.0
"""Seconds after which a carrying job lets another go on, so that a worker that is asked to stop stops between two."""

STOPPED = timedelta(0)


@dataclass(slots=True)
class Carried:
    """A claimed message with its words, and what became of it: a state, and how long to wait before the next look."""

    row: Message
    lost: bool
    to: str = ""
    subject: str = ""
    body: str = ""
    outcome: Outcome | None = None
    state: State = State.SENDING
    wait: timedelta = STOPPED


def carry(
    *,
    kinds: Iterable[str] = tuple(Kind),
    tell: Callable[[int], None],
    done: Callable[[dict[str, int]], None],
    lease: timedelta = rules.LEASE,
) -> int:
    """Carry what is due, for a stretch; `done` is called in the transaction that orders the next look, `tell` between
    two claims. Returns how many messages were dealt with. Called by the job `messaging.carry`."""
    until, count = time.monotonic() + STRETCH, 0
    while (dealt := sum(carry_some(kind=kind, lease=lease) for kind in kinds)) and time.monotonic() < until:
        count += dealt
        tell(count)
    with transaction.atomic():
        for kind in kinds:
            _order_next(kind)
        done({"carried": count + dealt})
    return count + dealt


def carry_some(*, kind: str, lease: timedelta = rules.LEASE, limit: int = rules.CLAIMED) -> int:
    """Claim up to `limit` messages, hand them over, settle them in one transaction; returns how many were claimed.

    What is left when most of the lease is over is given back, so that nobody hands over what another has claimed.
    """
    last = time.monotonic() + lease.total_seconds() * 0.75
    claimed = claim(kind=kind, lease=lease, limit=limit)
    if not claimed:
        return 0
    _open(claimed)
    for one in claimed:
        if one.outcome is None and time.monotonic() < last:
            _deal_with(one)
        elif one.outcome is None and not one.lost:
            one.state = State.QUEUED
    settle(claimed)
    return len(claimed)


def claim(*, kind: str, lease: timedelta = rules.LEASE, limit: int = rules.CLAIMED) -> list[Carried]:
    """Take messages that are due, first those that another worker has lost."""
    with transaction.atomic():
        lost = _locked(Message.objects.lost(kind), limit)
        fresh = _locked(queries.not_held(kind), limit - len(lost))
        in_force: dict[int, Gateway | None] = {}
        for row in fresh:
            if row.agency_id not in in_force:
                in_force[row.agency_id] = gateways.in_force(row.agency, kind)
            row.gateway = in_force[row.agency_id]
        for gateway in {row.gateway for row in fresh}:
            _take([row for row in fresh if row.gateway == gateway], lease, gateway=gateway)
        _take(lost, lease)
    return [Carried(row, lost=False) for row in fresh] + [Carried(row, lost=True) for row in lost]


def settle(dealt: Sequence[Carried]) -> None:
    """Keep what became of each, in one transaction, and forget the words of those that have left or never will.

    What another worker has claimed since, or a receipt has settled, is left as it is.
    """
    with transaction.atomic():
        pks = [one.row.pk for one in dealt]
        rows = Message.objects.select_for_update().filter(pk__in=pks, state=State.SENDING).order_by("pk")
        claims = set(rows.values_list("pk", "attempts"))
        kept = [one for one in dealt if (one.row.pk, one.row.attempts) in claims]
        for one in kept:
            _tell(one)
        _keep(kept)
        for one in kept:
            if one.state in (*rules.ENDED, State.UNKNOWN):
                note(one.row)


def empty(pks: Sequence[int]) -> None:
    """Forget whom these messages were for and what they said."""
    Message.objects.filter(pk__in=pks).update(recipient="", subject="", body="", settled_at=timezone.now())


def note(row: Message) -> None:
    """Write into the trail what became of a message."""
    details = {"state": row.state, "answer": row.answer}
    audit.record(agency=row.agency, actor=System("messaging"), verb="messaging.send", subject=row, details=details)


def _locked(rows: MessageQuerySet, limit: int) -> list[Message]:
    tied = rows.select_related("agency__parent", "gateway")
    return list(tied.select_for_update(skip_locked=True, of=("self",))[:limit]) if limit else []


def _take(rows: Sequence[Message], lease: timedelta, **values: Gateway | None) -> None:
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=State.SENDING, attempts=F("attempts") + 1, ready_at=_from_now(lease), **values
    )
    for row in rows:
        row.attempts += 1


def _open(dealt: Sequence[Carried]) -> None:
    """Unseal what is to be handed over; refuse at once what nobody can open, and what its recipient does not want."""
    prints: dict[int, str] = {}
    for one in (one for one in dealt if not one.lost):
        try:
            one.to, one.subject, one.body = (
                unseal(sealed, WORDS) for sealed in (one.row.recipient, one.row.subject, one.row.body)
            )
        except Unreadable as problem:
            one.outcome, one.state = Outcome(False, str(problem)), State.FAILED
            continue
        if one.row.kind == Kind.TEXT and one.row.haste != Haste.AT_ONCE:
            prints[one.row.pk] = queries.fingerprint_of(one.to)
    unwanted = queries.unwanted([one.row for one in dealt if one.row.pk in prints], prints)
    for one in dealt:
        if one.row.pk in unwanted:
            one.outcome, one.state = Outcome(False, rules.OPTED_OUT), State.REFUSED


def _deal_with(one: Carried) -> None:
    """Hand over what is fresh, look up what was lost, and say where it goes from here."""
    row, known = one.row, gateways.looks_up(one.row.gateway)
    one.outcome = _asked(row) if one.lost else _handed_over(one)
    if one.outcome is None:
        one.state = State.QUEUED
        return
    repeat = rules.may_repeat(row.kind, row.purpose)
    one.state = rules.after(one.outcome, attempts=row.attempts, looks_up=known, may_repeat=repeat)
    one.wait = backoff(row.attempts, row.pk)


def _asked(row: Message) -> Outcome | None:
    """What the gateway knows of a message that was lost; None where it never had it."""
    if row.gateway is None or not gateways.looks_up(row.gateway):
        return Outcome(
            False, gettext_noop("Its worker stopped before it could tell whether this had left."), unknown=True
        )
    try:
        return gateways.look_up(row.gateway, str(row.reference))
    except Exception as problem:
        return _fault(problem)


def _handed_over(one: Carried) -> Outcome:
    row, reference = one.row, str(one.row.reference)
    try:
        if row.kind == Kind.TEXT:
            return gateways.carry_text(row.agency, one.to, one.body, reference=reference, gateway=row.gateway)
        return gateways.carry_mail(row.agency, one.to, one.subject, one.body, reference=reference, gateway=row.gateway)
    except Exception as problem:
        return _fault(problem)


def _fault(problem: Exception) -> Outcome:
    """A fault of ours in the middle of handing over: its kind alone, for its message may hold somebody's words."""
    log.error("A message met a fault of the program: %s", type(problem).__qualname__)
    return Outcome(False, _("A fault of the program: %(kind)s") % {"kind": type(problem).__qualname__}, unknown=True)


def _tell(one: Carried) -> None:
    """Write the outcome into the row."""
    one.row.state = one.state
    if one.outcome is not None:
        one.row.answer = rules.without_recipients(one.outcome.words.replace(one.to or "\0", "…"))[:500]
        one.row.gateway_reference = one.outcome.reference[:100]


def _keep(kept: Sequence[Carried]) -> None:
    """Write the rows: those with the same story together, so that twenty cost little more than one."""
    alike: dict[tuple[str, str], list[int]] = {}
    for one in kept:
        alike.setdefault((one.row.state, one.row.answer), []).append(one.row.pk)
        if one.state not in rules.ENDED:
            Message.objects.filter(pk=one.row.pk).update(ready_at=_from_now(one.wait))
    for (state, answer), pks in alike.items():
        Message.objects.filter(pk__in=pks).update(state=state, answer=answer)
        if state in rules.ENDED:
            empty(pks)
    referred = [one.row for one in kept if one.row.gateway_reference]
    Message.objects.bulk_update(referred, ["gateway_reference"])


def _order_next(kind: str) -> None:
    """See that somebody looks again when the next of what waits may leave."""
    if Message.objects.lost(kind).exists() or queries.not_held(kind).exists():
        wake(kind)
    elif (when := queries.next_ready(kind)) is not None:
        wake(kind, when)


def _from_now(length: timedelta) -> models.Expression:
    return ExpressionWrapper(Now() + Value(length), output_field=DateTimeField())
