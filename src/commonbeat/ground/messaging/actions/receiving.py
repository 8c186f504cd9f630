"""Texts that come in: STOP, HELP and START work at once; any other words are for somebody else, and not kept here."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import queries, rules
from commonbeat.ground.messaging.actions.queueing import put_text
from commonbeat.ground.messaging.models import Consent, Inbound
from commonbeat.ground.messaging.rules import Haste, Meant, Received, Word
from commonbeat.ground.roles import Actor, System
from commonbeat.kit.sealing import fingerprint

SOMEBODY = System("a text that came in")


@transaction.atomic
def receive(*, agency: Agency, sender: str, body: str, gateway_reference: str, language: str = "") -> Received:
    """Do at once what STOP, HELP and START ask, with one confirmation; tell the caller what the text was.

    For Word.NONE the caller leads the words to their thread, within the same transaction as this call, so that a copy
    that the gateway brings again is a duplicate only if the first was dealt with. `language` is that of the thread, if
    the caller knows one: it is used where the word itself ("STOP") is of both.
    """
    meant = rules.meaning(body)
    spoken = meant.language or language or "en"
    if _seen_before(agency, gateway_reference):
        return Received(meant.word, spoken, True, meant.programme)
    number = _number(sender)
    if meant.perhaps and queries.may_text(agency, number, ""):
        meant = Meant(Word.NONE)
    if meant.word == Word.STOP:
        changed = set_consent(actor=SOMEBODY, agency=agency, number=number, programme=meant.programme, allowed=False)
    elif meant.word == Word.START:
        changed = _allow_all(agency, number)
    else:
        changed = meant.word == Word.HELP
    if changed:
        _confirm(agency, number, meant, spoken)
    return Received(meant.word, spoken, False, meant.programme)


@transaction.atomic
def set_consent(*, actor: Actor, agency: Agency, number: str, programme: str, allowed: bool) -> bool:
    """From now on text this number, or not, for one programme or ("") for all; returns whether that is a change.

    The number itself is not kept, only its keyed fingerprint.
    """
    programme = rules.texted(programme).value if programme else ""
    row, made = Consent.objects.select_for_update().get_or_create(
        agency=agency,
        fingerprint=queries.fingerprint_of(number),
        programme=programme,
        defaults={"allowed": allowed},
    )
    changed = (not allowed) if made else row.allowed != allowed
    if not changed:
        return False
    row.allowed = allowed
    row.save(update_fields=["allowed", "changed_at"])
    verb = "messaging.opt_in" if allowed else "messaging.opt_out"
    audit.record(agency=agency, actor=actor, verb=verb, subject=row, details={"programme": programme or "all"})
    return True


def _seen_before(agency: Agency, gateway_reference: str) -> bool:
    """Whether the gateway has brought this text already; notes it where not."""
    _row, fresh = Inbound.objects.get_or_create(
        agency=agency,
        fingerprint=fingerprint(gateway_reference, "messaging.inbound"),
        defaults={"day": agency.day()},
    )
    return not fresh


def _number(sender: str) -> str:
    """The sender as E.164; a short code or a name stays as it came."""
    try:
        return rules.full_number(sender)
    except ValidationError:
        return sender.strip()


def _allow_all(agency: Agency, number: str) -> bool:
    """Somebody wants texts again: all that they had stopped."""
    stopped = Consent.objects.filter(agency=agency, fingerprint=queries.fingerprint_of(number), allowed=False)
    changed = [
        set_consent(actor=SOMEBODY, agency=agency, number=number, programme=row.programme, allowed=True)
        for row in list(stopped)
    ]
    return any(changed)


def _confirm(agency: Agency, number: str, meant: Meant, language: str) -> None:
    """One text that says what was done, in few segments: no letter that would halve them. Nothing holds it back."""
    names = {"agency": agency.name, "phone": agency.phone or agency.email}
    with override(language):
        if meant.word == Word.STOP and meant.programme:
            words = _("%(agency)s: We will send you no more texts of this kind. Reply STOP to end all our texts.")
        elif meant.word == Word.STOP:
            words = _("%(agency)s: We will send you no more texts. Reply START to get them again.")
        elif meant.word == Word.START:
            words = _("%(agency)s: You will get our texts again. Reply STOP to end them.")
        elif names["phone"]:
            words = _(
                "%(agency)s texts people who had contact with it. In an emergency call 911. Questions: %(phone)s. "
                "Message and data rates may apply. Reply STOP to end."
            )
        else:
            words = _(
                "%(agency)s texts people who had contact with it. In an emergency call 911. "
                "Message and data rates may apply. Reply STOP to end."
            )
        body = words % names
    try:
        put_text(SOMEBODY, agency, number, body, f"messaging.{meant.word.value}", "", language, Haste.AT_ONCE)
    except ValidationError:
        return  # A short code or a name: nobody to answer.
