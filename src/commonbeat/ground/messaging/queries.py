"""How messages leave now, what holds them back, who wants none, and what waits for a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, Min, Q, When
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency, Setting
from commonbeat.ground.agency.rules import DEFAULTS, SettingKey
from commonbeat.ground.messaging import access, gateways, rules
from commonbeat.ground.messaging.models import Consent, Gateway, Message, MessageQuerySet, Pause, Receipt
from commonbeat.ground.messaging.rules import Haste, Kind, State
from commonbeat.ground.roles import Actor
from commonbeat.kit.sealing import fingerprint
from commonbeat.kit.tasks import Waiting


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of message: its gateway, whose that is, and what waits or was refused in all."""

    kind: Kind
    gateway: Gateway | None
    borrowed: bool
    waiting: int
    failed: int


def ways(agency: Agency) -> list[Way]:
    """Mail first, then text."""
    counts = {
        row["kind"]: row
        for row in Message.objects.filter(agency=agency)
        .values("kind")
        .annotate(
            waiting=Count("pk", Q(state__in=(State.QUEUED, State.SENDING))), failed=Count("pk", Q(state=State.FAILED))
        )
        .order_by("kind")
    }
    found = []
    for kind in Kind:
        gateway = gateways.in_force(agency, kind)
        row = counts.get(kind.value, {"waiting": 0, "failed": 0})
        borrowed = gateway is not None and gateway.agency_id != agency.pk
        found.append(Way(kind, gateway, borrowed, row["waiting"], row["failed"]))
    return found


def fingerprint_of(number: str) -> str:
    """By what this app knows a phone number again without keeping it; no other app's fingerprint is the same."""
    return fingerprint(number, "messaging.number")


def may_text(agency: Agency, number: str, programme: str) -> bool:
    """Has nobody with this number (E.164) asked for no texts of this programme, or for none at all?"""
    return not Consent.objects.against(agency, programme).filter(fingerprint=fingerprint_of(number)).exists()


def unwanted(rows: Iterable[Message], prints: Mapping[int, str]) -> set[int]:
    """Which of these texts their recipients do not want; `prints` maps a row to the fingerprint of its number."""
    against = set(
        Consent.objects.filter(allowed=False, fingerprint__in=set(prints.values())).values_list(
            "agency_id", "fingerprint", "programme"
        )
    )
    return {
        row.pk
        for row in rows
        if any((row.agency_id, prints[row.pk], programme) in against for programme in ("", row.programme))
    }


def told_of(agency: Agency, *, gateway_reference: str, reference: str) -> Message | None:
    """The message that a receipt is about: by our own reference where the gateway brings it, else by the gateway's."""
    rows = Message.objects.filter(agency=agency)
    if reference:
        try:
            return rows.filter(reference=UUID(reference)).first()
        except ValueError:
            return None
    return rows.filter(gateway_reference=gateway_reference).first() if gateway_reference else None


def pause_in_force(agency: Agency) -> Pause | None:
    """The pause that holds now, if one does."""
    return Pause.objects.in_force().filter(agency=agency).first()


def texts_leave_again(agency: Agency, now: datetime | None = None) -> datetime | None:
    """When the agency's quiet hours end; None where texts may leave now."""
    moment = now or timezone.now()
    day = agency.day(moment)
    return rules.opening(moment, agency.timezone, agencies.setting(agency, SettingKey.QUIET_HOURS, day))


@dataclass(frozen=True, slots=True)
class Holds:
    """Which agencies' messages may not leave now, and until when: all of a programme, or the unasked texts."""

    paused: Mapping[int, datetime]
    quiet: Mapping[int, datetime]

    def until(self, agency_id: int, haste: int) -> datetime | None:
        """When such a message may leave; None where nothing holds it."""
        ends = [self.paused.get(agency_id)] if haste != Haste.AT_ONCE else []
        ends += [self.quiet.get(agency_id)] if haste == Haste.ORDINARY else []
        return max((end for end in ends if end is not None), default=None)


def holds(kind: str) -> Holds:
    """What holds messages of this kind back now, agency by agency; three queries at most."""
    paused: dict[int, datetime] = {}
    for number, until in Pause.objects.in_force().values_list("agency_id", "until"):
        paused[number] = max(until, paused.get(number, until))
    if kind != Kind.TEXT:
        return Holds(paused, {})
    now, quiet = timezone.now(), {}
    dated: dict[int, list[Setting]] = {}
    for row in Setting.objects.filter(key=SettingKey.QUIET_HOURS).order_by("effective_from", "pk"):
        dated.setdefault(row.agency_id, []).append(row)
    for agency in Agency.objects.only("timezone"):
        today = agency.day(now)
        set_here = [row.value for row in dated.get(agency.pk, []) if row.effective_from <= today]
        hours = {**DEFAULTS[SettingKey.QUIET_HOURS], **(set_here[-1] if set_here else {})}
        if (again := rules.opening(now, agency.timezone, hours)) is not None:
            quiet[agency.pk] = again
    return Holds(paused, quiet)


def not_held(kind: str, found: Holds | None = None) -> MessageQuerySet:
    """Queued, due, and held back by nothing."""
    found = found or holds(kind)
    rows = Message.objects.ready(kind)
    if found.paused:
        rows = rows.exclude(haste__gt=Haste.AT_ONCE, agency_id__in=found.paused)
    return rows.exclude(haste=Haste.ORDINARY, agency_id__in=found.quiet) if found.quiet else rows


def next_ready(kind: str) -> datetime | None:
    """When the next of what waits may leave, if something waits: due later, waiting for a look-up, or held."""
    found = holds(kind)
    due = Message.objects.waiting().filter(kind=kind, ready_at__gt=Now()).aggregate(first=Min("ready_at"))["first"]
    held = Message.objects.ready(kind).order_by().values_list("agency_id", "haste").distinct()
    ends = [due, *(found.until(agency_id, haste) for agency_id, haste in held)]
    return min((end for end in ends if end is not None), default=None)


def held_at(agency: Agency) -> Holds:
    """What holds this agency's messages back now."""
    pause, quiet = pause_in_force(agency), texts_leave_again(agency)
    return Holds({agency.pk: pause.until} if pause else {}, {agency.pk: quiet} if quiet else {})


def counts(rows: MessageQuerySet) -> dict[str, int]:
    """How many of these messages are in each state; one query."""
    found = dict(rows.order_by().values_list("state").annotate(count=Count("pk")))
    return {state.value: found.get(state.value, 0) for state in State}


def undecided_first(rows: MessageQuerySet) -> MessageQuerySet:
    """What waits for a person, then the latest."""
    return rows.order_by(Case(When(state=State.UNKNOWN, then=0), default=1), "-pk")


def receipts(row: Message) -> list[Receipt]:
    """What the gateway told later, in the order in which it came."""
    return list(row.receipts.order_by("pk"))


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """For the Monday list: messages that may or may not have left, which only a person can decide about."""
    number = access.visible_messages(actor, agency).filter(state=State.UNKNOWN).count()
    if not number:
        return []
    words = ngettext_lazy(
        "%(number)s message may or may not have left", "%(number)s messages may or may not have left", number
    )
    return [Waiting(title=words % {"number": number}, address="outbox", next_step=_("Send again, or leave it"))]
