"""Reading the trail: is a chain whole, what is its root, and in what words does an entry tell of its deed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from commonbeat.ground.audit import rules
from commonbeat.ground.audit.models import AuditEvent, AuditEventQuerySet, AuditHead, AuditRoot
from commonbeat.ground.audit.rules import GENESIS, Root, Tampering
from commonbeat.kit.spaces import MAIN, SPACES
from commonbeat.kit.words import Words

AT_ONCE = 20_000
"""Up to this many entries a page checks the whole chain; beyond, only what came after the last root that was kept."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of one chain found: the first thing wrong, if any, and where the chain stood."""

    agency_id: int
    first: int
    """The sequence of the first entry checked; later than 1 where the check began at a kept root."""
    count: int
    root: Root
    problem: Tampering | None = None
    at: int = 0
    """The sequence from which on the chain cannot be trusted; 0 where nothing is wrong."""

    @property
    def ok(self) -> bool:
        """Nothing wrong was found."""
        return self.problem is None


def root(agency_id: int, *, using: str = "default") -> Root:
    """Where the chain stands now."""
    head = AuditHead.objects.using(using).filter(pk=agency_id).first()
    return Root(agency_id, head.sequence, head.hash) if head else Root(agency_id, 0, GENESIS)


def last_kept(agency_id: int, *, using: str = "default") -> AuditRoot | None:
    """The latest root that a whole check of the chain left behind."""
    return AuditRoot.objects.using(using).filter(agency_id=agency_id).order_by("-sequence").first()


def chains(*, using: str = "default") -> list[int]:
    """The numbers of all chains that there are or that a root was kept of."""
    heads = AuditHead.objects.using(using).values_list("pk", flat=True)
    kept = AuditRoot.objects.using(using).values_list("agency_id", flat=True).distinct()
    return sorted({*heads, *kept})


def contains(kept: Root, *, using: str = "default") -> bool:
    """Whether the chain still has the entry of a root that somebody kept. Says nothing about other entries."""
    if kept.sequence == 0:
        return kept.hash == GENESIS
    return AuditEvent.objects.using(using).of(kept.agency_id).filter(sequence=kept.sequence, hash=kept.hash).exists()


def verify(agency_id: int, *, since: AuditRoot | None = None, using: str = "default") -> Verification:
    """Walk the chain, entry by entry, against its own hashes, its head, and every root that was kept.

    `since` starts behind a root that an earlier whole check left. Four queries, more only where something is wrong.
    """
    events = AuditEvent.objects.using(using).of(agency_id)
    newest = events.aggregate(newest=Max("sequence"))["newest"] or 0
    head = root(agency_id, using=using)
    roots = list(AuditRoot.objects.using(using).filter(agency_id=agency_id).order_by("sequence"))
    start = since.sequence if since else 0
    found = Verification(agency_id, start + 1, 0, head)
    for kept in roots:
        if not authentic(kept):
            return replace(found, problem=Tampering.FORGED_ROOT, at=kept.sequence)
    walk = events.filter(sequence__gt=start, sequence__lte=head.sequence).order_by("sequence", "pk").iterator(2000)
    sequence, link, count, problem = _walk(
        walk, start, since.hash if since else GENESIS, {kept.sequence: kept.hash for kept in roots}
    )
    found = replace(found, count=count)
    if problem is not None:
        kind, at = problem if isinstance(problem, tuple) else _named(events, problem, sequence, link, head)
        return replace(found, problem=kind, at=at)
    kept_up_to = max((kept.sequence for kept in roots), default=0)
    if sequence < max(head.sequence, kept_up_to):
        return replace(found, problem=Tampering.TRUNCATED, at=sequence + 1)
    if newest > head.sequence:
        return replace(found, problem=Tampering.INSERTED, at=head.sequence + 1)
    if link != head.hash:
        return replace(found, problem=Tampering.REWRITTEN, at=head.sequence)
    return found


def authentic(kept: AuditRoot) -> bool:
    """Whether a root in the database carries this installation's signature, by its key of now or an earlier one."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(
        constant_time_compare(rules.signature(str(key).encode(), kept.root, kept.at), kept.signature) for key in keys
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """A check as a page shows it: what was found now, the last whole check that left a root, and in which space."""

    found: Verification
    kept: AuditRoot | None
    space: str = MAIN


def check_now(agency_id: int, *, whole: bool = False, using: str = MAIN) -> Checked:
    """Check while somebody waits: all of a short chain; of a long one what came after the last whole check."""
    kept = last_kept(agency_id, using=using)
    long = root(agency_id, using=using).sequence > AT_ONCE
    return Checked(verify(agency_id, since=kept if long and not whole else None, using=using), kept, using)


def check_all(numbers: Sequence[int], *, whole: bool = False) -> list[Checked]:
    """These chains in every space; those of the sealed space where anything was ever written there."""
    return [
        check_now(number, whole=whole, using=space)
        for space in SPACES
        for number in numbers
        if space == MAIN or root(number, using=space).sequence
    ]


def alarm(numbers: Sequence[int]) -> AuditEvent | None:
    """The last failed check of these chains that no whole check has followed."""
    for space in SPACES:
        events = AuditEvent.objects.using(space).filter(agency_id__in=numbers, verb="audit.check_failed")
        if failed := events.first():
            kept = last_kept(failed.agency_id, using=space)
            if kept is None or kept.at < failed.at:
                return failed
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which entries of the trail somebody wants; empty means all."""

    actor: str = ""
    verb: str = ""
    subject: str = ""
    day: date | None = None


def narrowed(events: AuditEventQuerySet, asked: Asked) -> AuditEventQuerySet:
    """The entries that fit; a day is one of the current time zone."""
    if asked.actor:
        events = events.filter(actor_label__icontains=asked.actor)
    if asked.verb:
        events = events.filter(verb=asked.verb)
    if asked.subject:
        events = events.filter(Q(subject_id=asked.subject) | Q(subject_type__icontains=asked.subject))
    if asked.day:
        start = timezone.make_aware(datetime.combine(asked.day, time.min))
        end = timezone.make_aware(datetime.combine(asked.day + timedelta(days=1), time.min))
        events = events.filter(at__gte=start, at__lt=end)
    return events


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of the trail, newest first; `older` is the cursor of the next page, 0 where there is none."""

    events: list[AuditEvent]
    older: int


def page_of(events: AuditEventQuerySet, *, before: int = 0, size: int = 50) -> Slice:
    """The `size` newest entries, or those before the cursor: one query, however long the trail."""
    found = list((events.filter(pk__lt=before) if before else events).order_by("-pk")[: size + 1])
    return Slice(found[:size], found[size - 1].pk if len(found) > size else 0)


def verb_words(verb: str) -> Words:
    """A verb in words that follow a name: "tried again what had failed"; the verb itself where no app names it."""
    return _verbs().get(verb, verb)


def known_verbs() -> Mapping[str, Words]:
    """All verbs that have words."""
    return _verbs()


def lists_of(kind: str) -> Iterator[Mapping[str, Any]]:
    """The list of that name ("VERBS", "DETAILS", "SUBJECTS") in the rules of every app that has one."""
    for config in apps.get_app_configs():
        name = f"{config.name}.rules"
        if config.name.startswith("commonbeat.") and find_spec(name) is not None:
            yield getattr(import_module(name), kind, {})


Problem = tuple[Tampering, int] | AuditEvent


def _walk(
    events: Iterator[AuditEvent], sequence: int, link: str, kept: Mapping[int, str]
) -> tuple[int, str, int, Problem | None]:
    """The last good sequence and hash, how many entries were good, and the first one that is not."""
    count = 0
    for event in events:
        if event.sequence != sequence + 1 or event.previous != link or event.hash != event.expected_hash:
            return sequence, link, count, event
        if kept.get(event.sequence, event.hash) != event.hash:
            return sequence, link, count, (Tampering.REWRITTEN, event.sequence)
        sequence, link, count = event.sequence, event.hash, count + 1
    return sequence, link, count, None


def _named(
    events: QuerySet[AuditEvent], bad: AuditEvent, sequence: int, link: str, head: Root
) -> tuple[Tampering, int]:
    """What was done, judged by the first entry that does not follow the last good one (`sequence`, `link`)."""
    if bad.sequence <= sequence:
        return (Tampering.DOUBLED if bad.hash == link else Tampering.INSERTED), bad.sequence
    if bad.sequence > sequence + 1:
        return Tampering.REMOVED, sequence + 1
    if events.filter(previous=link).exclude(pk=bad.pk).exists():
        # The true next entry is there, but elsewhere.
        more = events.count() > head.sequence
        return (Tampering.INSERTED if more else Tampering.REORDERED), bad.sequence
    if bad.previous == link:
        return Tampering.EDITED, bad.sequence
    before = events.filter(hash=bad.previous).first()
    if before is not None and before.sequence < sequence:
        return Tampering.INSERTED, before.sequence + 1
    whole = bad.hash == bad.expected_hash
    return (Tampering.EDITED, sequence) if whole and sequence else (Tampering.REMOVED, bad.sequence)


@cache
def _verbs() -> dict[str, Words]:
    return {verb: said for list_ in lists_of("VERBS") for verb, said in list_.items()}
