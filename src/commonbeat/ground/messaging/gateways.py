"""From an agency to its carrier: which gateway is in force, and handing it a mail or a text."""

import logging
import uuid
from collections.abc import Iterable, Sequence
from email.utils import formataddr, make_msgid

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging import carriers, rules
from commonbeat.ground.messaging.models import Gateway
from commonbeat.ground.messaging.rules import LOOKS_UP, Backend, Kind, Outcome
from commonbeat.kit.sealing import unseal

log = logging.getLogger("commonbeat.messaging")
SEALED_FOR = "messaging.gateway"
"""What the gateway's password is sealed for."""


def in_force(agency: Agency, kind: str) -> Gateway | None:
    """The gateway that carries now: the agency's own, else that of the state above it."""
    for owner in (agency, agency.parent):
        if owner is not None and (gateway := Gateway.objects.in_force(owner, kind).first()):
            return gateway
    return None


def carry_mail(
    agency: Agency, to: str, subject: str, body: str, *, reference: str = "", gateway: Gateway | None = None
) -> Outcome:
    """Send one mail now, by the given gateway or the one in force; the same `reference` gives the same Message-ID."""
    message = EmailMessage(subject=subject, body=body, to=[to])
    if reference:
        message.extra_headers["Message-ID"] = f"<{reference}@commonbeat>"
    return _mail(message, agency, gateway or in_force(agency, Kind.MAIL))


def carry_text(agency: Agency, to: str, body: str, *, reference: str = "", gateway: Gateway | None = None) -> Outcome:
    """Send one text now. `to` is a number with + and country code (E.164); `reference` is ours."""
    gateway = gateway or in_force(agency, Kind.TEXT)
    if gateway is None and not settings.DEMO:
        return Outcome(False, _("No text gateway is set: texts cannot leave."))
    if gateway is None or gateway.backend == Backend.CONSOLE:
        return carriers.text_by_console(to, body)
    if gateway.backend == Backend.SIMULATOR:
        if not settings.DEMO:
            return Outcome(False, _("The phones of the demonstration are not there: set a real text gateway."))
        return carriers.text_by_simulator(to, body, reference or str(uuid.uuid4()))
    return carriers.text_by_twilio(to, body, gateway.settings, unseal(gateway.secret, SEALED_FOR), reference)


def looks_up(gateway: Gateway | None) -> bool:
    """Can this gateway be asked by our own reference whether it took a message?"""
    return gateway is not None and gateway.backend in LOOKS_UP


def look_up(gateway: Gateway, reference: str) -> Outcome | None:
    """What the gateway says of a message of ours; None where it never had it. Only where `looks_up`."""
    if not carriers.simulator_has(reference):
        return None
    return Outcome(True, _("The gateway was asked and had it already."), reference)


def signature_holds(agency: Agency, *, url: str, fields: Iterable[tuple[str, str]], signature: str) -> bool:
    """Did the agency's own text gateway sign this call? Never where no gateway that signs is in force.

    `url` is the full address as the gateway called it, `fields` each name and value of the form in any order.
    """
    gateway = in_force(agency, Kind.TEXT)
    if gateway is None or gateway.backend != Backend.TWILIO:
        return False
    return rules.signature_holds(unseal(gateway.secret, SEALED_FOR), url, fields, signature)


def _mail(message: EmailMessage, agency: Agency, gateway: Gateway | None) -> Outcome:
    if gateway is None and not settings.DEMO:
        return Outcome(False, _("No mail gateway is set: mails cannot leave."))
    if gateway is None or gateway.backend == Backend.CONSOLE:
        return carriers.mail_by_console(message)
    sender = gateway.settings["sender"]
    message.from_email = formataddr((agency.name, sender))
    message.extra_headers.setdefault("Message-ID", make_msgid(domain=sender.rpartition("@")[2]))
    return carriers.mail_by_smtp(message, gateway.settings, unseal(gateway.secret, SEALED_FOR))


class AgencyMail(BaseEmailBackend):
    """Django's own mails (EMAIL_BACKEND), by the gateway of `message.agency`, else of the only agency there is."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send each; returns how many were taken. A refusal is logged, and raised unless told to fail silently."""
        taken = 0
        for message in email_messages:
            agency = getattr(message, "agency", None) or agencies.agency_for("", "")[0]
            if agency is None:
                outcome = Outcome(False, "No agency is here yet, so there is no mail gateway.")
            else:
                outcome = _mail(message, agency, in_force(agency, Kind.MAIL))
            taken += outcome.ok
            if not outcome.ok:
                log.warning("A mail was not sent: %s", outcome.words)
                if not self.fail_silently:
                    raise OSError(outcome.words)
        return taken
