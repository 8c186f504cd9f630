"""Which gateways there are, what each needs to be told, and what a message may be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import phonenumbers
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention

RETENTION = {"Gateway": Retention.CONFIGURATION, "Message": Retention.OPERATIONAL}

VERBS = {
    "messaging.set_gateway": _("set how messages leave"),
    "messaging.send_test": _("sent a test message"),
    "messaging.queue_mail": _("put a mail in the queue"),
    "messaging.send": _("sent a mail, or was refused"),
}
"""How the trail tells of this app's actions."""

MAIL_HOLDS = timedelta(days=7)
"""A mail that could not be sent within this time is emptied: its links have run out anyway."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Kind(TextChoices):
    """How a message travels."""

    MAIL = "mail", _("Mail")
    TEXT = "text", _("Text message")


class Backend(TextChoices):
    """Who carries it."""

    CONSOLE = "console", _("Write it to the program's log only (for trying things out)")
    SMTP = "smtp", _("A mail server (SMTP)")
    TWILIO = "twilio", _("Twilio")


BACKENDS = {Kind.MAIL: (Backend.SMTP, Backend.CONSOLE), Kind.TEXT: (Backend.TWILIO, Backend.CONSOLE)}
"""Which carriers each kind may use, the usual one first."""


class Security(TextChoices):
    """How the way to the mail server is encrypted."""

    STARTTLS = "starttls", _("STARTTLS (usually port 587)")
    TLS = "tls", _("TLS from the start (usually port 465)")
    NONE = "none", _("None (only to a mail server on this same machine)")


class State(TextChoices):
    """What became of a message."""

    QUEUED = "queued", _("Waiting")
    SENT = "sent", _("Taken by the gateway")
    FAILED = "failed", _("Refused by the gateway")


DETAILS = {
    "messaging.kind": Told(_("what is sent"), dict(Kind.choices)),
    "messaging.backend": Told(_("carried by"), dict(Backend.choices)),
    "messaging.host": Told(_("mail server")),
    "messaging.port": Told(_("port")),
    "messaging.security": Told(_("encryption"), dict(Security.choices)),
    "messaging.username": Told(_("user name")),
    "messaging.account": Told(_("account")),
    "messaging.sender": Told(_("sent from")),
    "messaging.address": Told(_("address of the gateway")),
    "messaging.secret": Told(_("password or token"), {"changed": _("changed"), "kept": _("kept as it was")}),
    "messaging.accepted": Told(_("taken by the gateway")),
    "messaging.answer": Told(_("the gateway's answer")),
    "messaging.purpose": Told(_("what about")),
    "messaging.state": Told(_("what became of it"), dict(State.choices)),
    "agency.messages": Told(_("messages")),
}
SUBJECTS = {"messaging.gateway": _("gateway"), "messaging.message": _("message"), **dict(Kind.choices)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a gateway said. `again` tells whether a later try may help; `reference` is the gateway's own."""

    ok: bool
    words: str
    reference: str = ""
    again: bool = False


def problems(kind: str, backend: str, settings: Mapping[str, object], *, has_secret: bool) -> dict[str, str]:
    """What is wrong with these settings, by field; empty where they can be tried."""
    if backend not in BACKENDS.get(Kind(kind), ()):
        return {"backend": str(_("This carrier does not carry that kind of message."))}
    if backend == Backend.SMTP:
        return _smtp_problems(settings)
    return _twilio_problems(settings, has_secret) if backend == Backend.TWILIO else {}


def _smtp_problems(settings: Mapping[str, object]) -> dict[str, str]:
    found = {}
    host = str(settings.get("host") or "")
    if not host:
        found["host"] = str(_("Name the mail server, such as mail.example.gov."))
    port = settings.get("port")
    if not isinstance(port, int) or not 0 < port < 65536:
        found["port"] = str(_("The port is a number from 1 to 65535, usually 587."))
    security = settings.get("security")
    if security not in Security.values:
        found["security"] = str(_("Say how the way to the mail server is encrypted."))
    elif security == Security.NONE and host not in LOOPBACK:
        found["security"] = str(
            _("Mail leaves this machine only encrypted: choose STARTTLS or TLS, or a mail server on this machine.")
        )
    if not settings.get("sender"):
        found["sender"] = str(_("Give the address that mails come from."))
    return found


def _twilio_problems(settings: Mapping[str, object], has_secret: bool) -> dict[str, str]:
    found = {}
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", str(settings.get("account") or "")):
        found["account"] = str(_("The account SID begins with AC and has 34 characters."))
    sender = str(settings.get("sender") or "")
    if not re.fullmatch(r"\+[1-9]\d{6,14}|MG[0-9a-fA-F]{32}", sender):
        found["sender"] = str(
            _("The sender is a number with + and country code, or a messaging service that begins with MG.")
        )
    address = str(settings.get("address") or TWILIO)
    if not (address.startswith("https://") or re.match(r"http://(localhost|127\.0\.0\.1)(:\d+)?$", address)):
        found["address"] = str(_("The address of the gateway begins with https://."))
    if not has_secret:
        found["secret"] = str(_("Twilio needs its auth token."))
    return found


TWILIO = "https://api.twilio.com"
"""Where Twilio answers (Twilio's Messages resource, API version 2010-04-01)."""


def full_number(written: str) -> str:
    """A number as people in the US write it, or with +, as E.164. Raises ValidationError in words."""
    try:
        number = phonenumbers.parse(written, "US")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValidationError(_("Write the phone number like this: 612-555-0100"))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
