"""The carriers themselves: one call each that takes a message out and says honestly what was answered."""

import base64
import http.client
import json
import logging
import smtplib
import socket
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _

from commonbeat.ground.messaging import simulator
from commonbeat.ground.messaging.rules import TWILIO, Outcome, Security

log = logging.getLogger("commonbeat.messaging")
SECONDS = 15
"""How long a gateway may take to answer."""


def mail_by_console(message: EmailMessage) -> Outcome:
    """Write the mail to the program's log: for trying things out, never for a real agency."""
    log.info("Mail to %s: %s\n%s", ", ".join(message.to), message.subject, message.body)
    return Outcome(True, _("Written to the program's log. No mail left this machine."))


def mail_by_smtp(message: EmailMessage, settings: Mapping[str, Any], secret: str) -> Outcome:
    """Hand the mail to the agency's mail server."""
    connection = EmailBackend(
        host=settings["host"],
        port=settings["port"],
        username=settings.get("username", ""),
        password=secret,
        use_tls=settings["security"] == Security.STARTTLS,
        use_ssl=settings["security"] == Security.TLS,
        timeout=SECONDS,
    )
    try:
        connection.send_messages([message])
    except (smtplib.SMTPException, OSError) as problem:
        return _smtp_refusal(problem, settings)
    words = _("%(host)s took the mail for delivery. Whether it arrives is seen in the mailbox.")
    return Outcome(True, words % {"host": settings["host"]}, str(message.extra_headers.get("Message-ID", "")))


def _smtp_refusal(problem: Exception, settings: Mapping[str, Any]) -> Outcome:
    """What went wrong, in words, with the server's own reason."""
    host = settings["host"]
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        words, again = _("%(host)s did not accept the user name and password: %(reason)s"), False
    elif isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _reason in problem.recipients.values()]
        words, again = _("%(host)s refused the recipient: %(reason)s"), all(code < 500 for code in codes)
    elif isinstance(problem, smtplib.SMTPResponseException):
        words, again = _("%(host)s refused the mail: %(reason)s"), problem.smtp_code < 500
    elif isinstance(problem, smtplib.SMTPNotSupportedError):
        words, again = _("%(host)s does not offer what was asked: %(reason)s"), False
    elif isinstance(problem, ssl.SSLCertVerificationError):
        words, again = _("The certificate of %(host)s cannot be trusted: %(reason)s"), False
    else:
        words, again = _("%(host)s could not be reached: %(reason)s"), True
    return Outcome(False, (words % {"host": host, "reason": _reason(problem)})[:500], again=again)


def _reason(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_plain(reason)}" for code, reason in problem.recipients.values())
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"{problem.smtp_code} {_plain(problem.smtp_error)}"
    return str(problem) or type(problem).__name__


def _plain(reason: bytes | str) -> str:
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason


def text_by_console(to: str, body: str) -> Outcome:
    """Write the text to the program's log."""
    log.info("Text to %s: %s", to, body)
    return Outcome(True, _("Written to the program's log. No text left this machine."))


def text_by_twilio(to: str, body: str, settings: Mapping[str, Any], secret: str, reference: str = "") -> Outcome:
    """Ask Twilio to send a text: POST to Messages.json with basic authentication (Twilio's REST API of 2010-04-01).

    Where the settings name a `callback`, Twilio tells there what became of the text, with our own reference.
    """
    account, sender = settings["account"], settings["sender"]
    service = {"MessagingServiceSid": sender} if sender.startswith("MG") else {"From": sender}
    if reference and settings.get("callback"):
        service["StatusCallback"] = f"{settings['callback']}?{urllib.parse.urlencode({'reference': reference})}"
    request = urllib.request.Request(  # noqa: S310 (rules.problems lets through only https, or this same machine)
        f"{settings.get('address') or TWILIO}/2010-04-01/Accounts/{account}/Messages.json",
        data=urllib.parse.urlencode({"To": to, "Body": body, **service}).encode(),
        headers={"Authorization": "Basic " + base64.b64encode(f"{account}:{secret}".encode()).decode()},
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:  # noqa: S310
            answer = json.loads(response.read(65536))
    except urllib.error.HTTPError as problem:
        return _twilio_refusal(problem)
    except (OSError, ValueError, http.client.HTTPException) as problem:
        words = _("The text gateway could not be reached: %(reason)s") % {"reason": problem}
        never_left = _never_left(problem)
        return Outcome(False, words[:500], again=never_left, unknown=not never_left)
    words = _("The text gateway took the text for delivery (%(status)s). Whether it arrives is seen on the phone.")
    return Outcome(True, words % {"status": answer.get("status", "")}, str(answer.get("sid", "")))


def _never_left(problem: Exception) -> bool:
    """Is it sure that the gateway was asked nothing? Only where there was no connection to ask it over."""
    reason = problem.reason if isinstance(problem, urllib.error.URLError) else None
    return isinstance(reason, ConnectionRefusedError | socket.gaierror | ssl.SSLError)


def _twilio_refusal(problem: urllib.error.HTTPError) -> Outcome:
    """Twilio's own reason, which it sends as JSON with a code of its own."""
    try:
        said = json.loads(problem.read(65536))
        reason = f"{said.get('code', problem.code)} {said.get('message', '')}".strip()
    except (ValueError, AttributeError):
        reason = f"{problem.code} {problem.reason}"
    words = _("The text gateway refused the text: %(reason)s") % {"reason": reason}
    return Outcome(
        False,
        words[:500],
        again=problem.code in NOT_TAKEN,
        unknown=problem.code >= 500 and problem.code not in NOT_TAKEN,
    )


NOT_TAKEN = frozenset({429, 503})
"""Too many requests, and out of service: the gateway says itself that it has not looked at the text."""


def text_by_simulator(to: str, body: str, reference: str) -> Outcome:
    """Onto a phone of the demonstration; a second copy under the same reference is not taken."""
    simulator.deliver(reference, to, body)
    return Outcome(True, _("On a phone of the demonstration. No text left this machine."), reference)


def simulator_has(reference: str) -> bool:
    """Does a phone of the demonstration have this text?"""
    return simulator.look_up(reference)
