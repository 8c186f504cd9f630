"""Which gateways there are, what each needs to be told, and how one proves that a call is its own."""

import base64
import hmac
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit, urlunsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.messaging.rules.outbox import Kind

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Backend(TextChoices):
    """Who carries it."""

    CONSOLE = "console", _("Write it to the program's log only (for trying things out)")
    SMTP = "smtp", _("A mail server (SMTP)")
    TWILIO = "twilio", _("Twilio")
    SIMULATOR = "simulator", _("The phones of the demonstration: nothing leaves this machine")


BACKENDS = {Kind.MAIL: (Backend.SMTP, Backend.CONSOLE), Kind.TEXT: (Backend.TWILIO, Backend.CONSOLE, Backend.SIMULATOR)}
"""Which carriers each kind may use, the usual one first."""


LOOKS_UP = frozenset({Backend.SIMULATOR})
"""Carriers that can be asked by our own reference whether they have a text. Twilio knows only its own."""


class Security(TextChoices):
    """How the way to the mail server is encrypted."""

    STARTTLS = "starttls", _("STARTTLS (usually port 587)")
    TLS = "tls", _("TLS from the start (usually port 465)")
    NONE = "none", _("None (only to a mail server on this same machine)")


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
    if not str(settings.get("callback") or "https://").startswith("https://"):
        found["callback"] = str(_("The address at which the gateway tells what became of a text begins with https://."))
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


def twilio_signature(token: str, url: str, fields: Iterable[tuple[str, str]]) -> str:
    """What Twilio puts into X-Twilio-Signature: HMAC-SHA1 under the auth token, in base64, of the full address followed
    by each field's name and value in the order of their names (twilio.com/docs/usage/security, "Validating requests").
    """
    signed = url + "".join(name + value for name, value in sorted(set(fields)))
    return base64.b64encode(hmac.digest(token.encode(), signed.encode(), "sha1")).decode()


def signature_holds(token: str, url: str, fields: Iterable[tuple[str, str]], signature: str) -> bool:
    """Did whoever holds the token sign this call? Twilio signs some addresses with the usual port and some without."""
    pairs = list(fields)
    expected = [twilio_signature(token, form, pairs) for form in (url, *_with_and_without_port(url))]
    return any(hmac.compare_digest(one.encode(), signature.encode()) for one in expected)


def _with_and_without_port(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    usual = ":443" if parts.scheme == "https" else ":80"
    host = parts.netloc.removesuffix(usual)
    return urlunsplit(parts._replace(netloc=host)), urlunsplit(parts._replace(netloc=host + usual))
