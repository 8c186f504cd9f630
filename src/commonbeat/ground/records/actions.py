"""Every write to records that no file makes: what the agency collects, ties found later, numbers whose time is over."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.records.models import ContactEvent, ContactQuerySet, DataInventoryAnswer
from commonbeat.ground.records.queries import MODELS, can_be_matched, unmatched
from commonbeat.ground.records.rules import (
    NUMBER_PURPOSE,
    Collected,
    InventoryItem,
    NumberState,
    Published,
    horizon,
)
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.sealing import unseal

ANSWER = ("collected", "quality", "published", "plan", "plan_by")


@transaction.atomic
def answer_inventory(
    *,
    actor: Actor,
    agency: Agency,
    item: InventoryItem,
    collected: Collected,
    published: Published,
    quality: str = "",
    plan: str = "",
    plan_by: date | None = None,
) -> DataInventoryAnswer:
    """Say whether something is collected, how well, whether it is public and what is planned; keeps earlier answers."""
    if not actor.may(Permission.ANSWER_INVENTORY, agency):
        raise PermissionDenied
    new = {"collected": collected, "quality": quality, "published": published, "plan": plan, "plan_by": plan_by}
    rows = DataInventoryAnswer.objects.select_for_update()
    row = rows.filter(agency=agency, item=item).first() or DataInventoryAnswer(agency=agency, item=item)
    old = {field: getattr(row, field) for field in ANSWER}
    changes = {field: (_plain(old[field]), _plain(new[field])) for field in ANSWER if old[field] != new[field]}
    if row.pk and not changes:
        return row
    known_before = row.pk is not None
    for field, value in new.items():
        setattr(row, field, value)
    row.answered_by = actor.label[:200]
    row.full_clean()
    row.save()
    if known_before:
        audit.correct(agency=agency, subject=row, changes=changes, reason="answered again", public=True)
    details = {"item": item.value, "collected": collected.value}
    audit.record(agency=agency, actor=actor, verb="records.answer_inventory", subject=row, details=details)
    agencies.touch_public(agency)
    return row


@transaction.atomic
def match_neighborhoods(*, actor: Actor, agency: Agency) -> int:
    """Tie records to neighborhoods that got their name, or a spelling of it, after the file was loaded; how many."""
    if not actor.may(Permission.IMPORT_RECORDS, agency):
        raise PermissionDenied
    found = can_be_matched(agency, unmatched(agency))
    tied = 0
    for model in MODELS.values():
        for name, pk in found.items():
            rows = model._default_manager.filter(agency=agency, neighborhood__isnull=True, neighborhood_text=name)
            tied += rows.update(neighborhood_id=pk)
    if tied:
        details = {"names": sorted(found), "records": tied}
        audit.record(agency=agency, actor=actor, verb="records.match_neighborhoods", subject=agency, details=details)
        agencies.touch_public(agency)
    return tied


@transaction.atomic
def forget_numbers(*, actor: Actor, agency: Agency, now: datetime) -> int:
    """Delete the phone numbers of contacts that are older than the agency keeps them; how many."""
    day = agency.day(now)
    days = setting(agency, SettingKey.CONTACT_NUMBERS, day)["days"]
    old = ContactEvent.objects.filter(agency=agency, at__lt=horizon(now, days)).held()
    return _forget(actor, agency, old, {"days": days})


@transaction.atomic
def forget_numbers_of(*, actor: Actor, agency: Agency, contacts: Collection[int]) -> int:
    """Delete the numbers of these contacts before their time: nothing will need them any more; how many."""
    return _forget(actor, agency, ContactEvent.objects.filter(agency=agency, pk__in=contacts).held(), {})


def _forget(actor: Actor, agency: Agency, rows: ContactQuerySet, details: dict[str, int]) -> int:
    """One entry of the trail, with the count alone."""
    gone = rows.update(number="", number_state=NumberState.FORGOTTEN)
    if gone:
        told = {**details, "numbers": gone}
        audit.record(agency=agency, actor=actor, verb="records.forget_numbers", subject="contacts", details=told)
    return gone


def number_of(contact: ContactEvent) -> str:
    """The phone number of a contact (E.164), "" where none is held; for whoever sends it a text, and nobody else.

    Raises Unreadable where it was sealed under a key that is lost.
    """
    return unseal(contact.number, NUMBER_PURPOSE)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
