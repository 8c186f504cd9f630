"""Asking: beginning and ending a campaign, inviting somebody, and forgetting numbers and links that ran out."""

import secrets
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor, System
from commonbeat.kit.spaces import SEALED
from commonbeat.listen.surveys import keys, rules
from commonbeat.listen.surveys.models import Campaign, Instrument, Invitation, UsedLink

LINKS = "survey links"


@transaction.atomic
def open_campaign(
    *, actor: Actor, agency: Agency, instrument: Instrument, title: str, starts_on: date, ends_on: date | None = None
) -> Campaign:
    """Begin to ask, from a day on. Raises ValidationError where the questions are not fixed or the days do not fit."""
    fielded = instrument.agency_id == agency.pk and instrument.fielded_at is not None
    if problem := rules.campaign_problem(fielded=fielded, starts_on=starts_on, ends_on=ends_on):
        raise ValidationError(problem)
    row = Campaign(agency=agency, instrument=instrument, title=title, starts_on=starts_on, ends_on=ends_on)
    row.full_clean()
    row.save(force_insert=True)
    details = {"title": title, "version": instrument.version, "starts": starts_on, "ends": ends_on}
    audit.record(agency=agency, actor=actor, verb="surveys.open_campaign", subject=row, details=details)
    return row


@transaction.atomic
def close_campaign(*, actor: Actor, campaign: Campaign, on: date) -> Campaign:
    """Set the last day of asking; whoever was invited by then may still answer while their link holds."""
    row = Campaign.objects.select_for_update(of=("self",)).select_related("agency").get(pk=campaign.pk)
    if problem := rules.campaign_problem(fielded=True, starts_on=row.starts_on, ends_on=on):
        raise ValidationError(problem)
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    audit.record(agency=row.agency, actor=actor, verb="surveys.close_campaign", subject=row, details={"ends": on})
    return row


@transaction.atomic
def invite(
    *,
    actor: Actor,
    agency: Agency,
    campaign: Campaign,
    contact_reference: UUID,
    number: str,
    area: str = "",
    staff_reference: str = "",
    language: str = "en",
    contact_on: date | None = None,
    on: date | None = None,
) -> tuple[Invitation, str]:
    """Note that somebody is asked about a contact; returns the invitation and the token of its link.

    Call it in the transaction that queues the text. `number` is E.164; it is not kept, only its fingerprint. The
    token is kept nowhere: put it into the text (`reverse("survey", args=[token])`) and forget it; a text reply needs
    no token, the number that it comes from is enough. `area` is a neighborhood's slug, `staff_reference` the officer's
    `str(Staff.reference)`, `language` that of the text.

    Raises ValidationError where the campaign does not ask on that day or the contact was asked before.
    """
    day = on or agency.day()
    if campaign.agency_id != agency.pk or not campaign.asks_on(day):
        raise ValidationError(_("This campaign does not ask anybody on that day."))
    if Invitation.objects.filter(campaign=campaign, contact_reference=contact_reference).exists():
        raise ValidationError(_("Somebody was asked about this contact before."))
    nonce = secrets.token_hex(16)
    token = keys.token_for(number, nonce)
    row = Invitation.objects.create(
        agency=agency,
        campaign=campaign,
        contact_reference=contact_reference,
        contact_on=contact_on,
        nonce=nonce,
        number_fingerprint=keys.number_mark(number),
        link_fingerprint=keys.link_mark(token),
        area=area,
        staff_reference=staff_reference,
        language=language,
        sent_on=day,
        expires_on=rules.last_day(day),
    )
    details = {"campaign": campaign.title, "day": day}
    audit.record(agency=agency, actor=actor, verb="surveys.invite", subject=row, details=details)
    return row, token


def forget(*, agency: Agency, now: datetime | None = None) -> int:
    """Empty the fingerprints and nonces of invitations that ran out, and drop what was known of used links since.

    Returns how many invitations. Called nightly; each space is one transaction, and doing it again does no harm.
    """
    day = agency.day(now)
    known = ~Q(number_fingerprint="") | ~Q(link_fingerprint="") | ~Q(nonce="")
    with transaction.atomic():
        rows = Invitation.objects.filter(known, agency=agency, expires_on__lt=day)
        count = rows.update(number_fingerprint="", link_fingerprint="", nonce="")
        if count:
            details = {"invitations": count, "day": day}
            audit.record(agency=agency, actor=System("surveys"), verb="surveys.forget", subject=LINKS, details=details)
    with transaction.atomic(using=SEALED):
        UsedLink.objects.filter(agency_id=agency.pk, forget_on__lt=day).delete()
    return count
