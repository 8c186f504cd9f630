"""Everything that a new installation must be told, one question at a time, each with its check and its usual answer."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.rules import Language
from commonbeat.ground.messaging.rules import LOOPBACK, Security, full_number

Answers = Mapping[str, Any]
Words = str | Promise

ZONES = {
    "1": "America/New_York",
    "2": "America/Chicago",
    "3": "America/Denver",
    "4": "America/Phoenix",
    "5": "America/Los_Angeles",
    "6": "America/Anchorage",
    "7": "Pacific/Honolulu",
}
"""The zones of the states, by the number that may be typed for one."""


class Unfit(ValueError):
    """An answer that cannot be taken; says why and what to write."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be told. `key` is `section.field` in an answers file; `check` returns the value or raises Unfit."""

    key: str
    words: Words
    check: Callable[[str], Any]
    hint: Words = ""
    usual: Callable[[Answers], str] | None = None
    when: Callable[[Answers], bool] | None = None
    secret: bool = False

    def asked(self, answers: Answers) -> bool:
        """Whether this is asked, after those answers."""
        return self.when is None or self.when(answers)

    def answer(self, text: str, answers: Answers) -> Any:
        """The value of what was written, the usual one for nothing. Raises Unfit."""
        text = text.strip() if not self.secret else text
        if not text and self.usual is not None:
            text = self.usual(answers)
        try:
            return self.check(text)
        except ValidationError as problem:
            raise Unfit(" ".join(problem.messages)) from None


def written(most: int) -> Callable[[str], str]:
    """Any words, up to so many letters."""

    def check(text: str) -> str:
        if not text:
            raise Unfit(gettext("Something must be written here."))
        if len(text) > most:
            raise Unfit(gettext("At most %(most)s letters, please.") % {"most": most})
        return text

    return check


def one_of(*choices: str) -> Callable[[str], str]:
    """One of these words."""

    def check(text: str) -> str:
        if text.lower() not in choices:
            raise Unfit(gettext("Write one of: %(choices)s") % {"choices": ", ".join(choices)})
        return text.lower()

    return check


def _first_segments(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    """What the addresses of the site begin with."""
    for each in patterns:
        begin = str(each.pattern).split("/")[0]
        if begin:
            yield begin
        elif isinstance(each, URLResolver):
            yield from _first_segments(each.url_patterns)


def short_name(text: str) -> str:
    """A name fit for an address; never one that would hide a page of the site."""
    with override("en"):
        used = {*Language.values, "static", *_first_segments(get_resolver().url_patterns)}
    if not re.fullmatch(r"[a-z0-9-]+", text) or len(text) > 50 or text in used:
        raise Unfit(gettext("Small letters, digits and dashes, at most 50, and not a word that addresses already use."))
    return text


def suggested_short_name(answers: Answers) -> str:
    """The place, without accents and spaces."""
    plain = unicodedata.normalize("NFKD", str(answers.get("agency.place", ""))).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.split(",")[0].lower()).strip("-")[:50] or "agency"


def zone(text: str) -> str:
    """A time zone by its number or name."""
    name = ZONES.get(text, text)
    if name not in available_timezones():
        raise Unfit(gettext("Write a number from the list, or a name such as America/Chicago."))
    return name


def languages(text: str) -> list[str]:
    """Language codes with commas or spaces between."""
    codes = [code for code in re.split(r"[,\s]+", text.lower()) if code]
    if not codes or set(codes) - set(Language.values):
        raise Unfit(gettext("Write en, es, or en, es."))
    return [code for code in Language.values if code in codes]


def mail_address(text: str) -> str:
    """An address that mail can go to."""
    try:
        validate_email(text)
    except ValidationError:
        raise Unfit(gettext("Write a mail address like this: name@example.gov")) from None
    return text.lower()


def perhaps(check: Callable[[str], Any]) -> Callable[[str], Any]:
    """The same, or nothing."""
    return lambda text: check(text) if text else ""


def web_address(text: str) -> str:
    """Where people will open the site: https, or http on this same machine."""
    parts = urlsplit(text.rstrip("/"))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise Unfit(gettext("Write it like this: https://beat.example.gov"))
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise Unfit(gettext("Passkeys and passwords need HTTPS: only localhost may begin with http://."))
    return text.rstrip("/")


def port(text: str) -> int:
    """A port number."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Unfit(gettext("The port is a number from 1 to 65535, usually 587."))
    return int(text)


def _mail(answers: Answers) -> bool:
    return answers.get("mail.carrier") == "smtp"


def _text(answers: Answers) -> bool:
    return answers.get("text.carrier") == "twilio"


def _is(value: str) -> Callable[[Answers], str]:
    return lambda _answers: value


def _twilio_account(text: str) -> str:
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", text):
        raise Unfit(gettext("The account SID begins with AC and has 34 characters."))
    return text


def _twilio_sender(text: str) -> str:
    return text if re.fullmatch(r"MG[0-9a-fA-F]{32}", text) else full_number(text)


QUESTIONS: tuple[Question, ...] = (
    Question("agency.name", _("What is the agency called?"), written(200), _("Such as Riverton Police Department.")),
    Question("agency.place", _("Which place does it serve?"), written(200), _("Such as Riverton, Minnesota.")),
    Question(
        "agency.slug",
        _("A short name for addresses?"),
        short_name,
        _("Used in the address only where several agencies share one installation."),
        usual=suggested_short_name,
    ),
    Question(
        "agency.timezone",
        _("In which time zone does it lie?"),
        zone,
        ", ".join(f"{number} {name}" for number, name in ZONES.items()),
        usual=_is("America/Chicago"),
    ),
    Question("agency.languages", _("Which languages do its pages speak?"), languages, usual=_is("en, es")),
    Question(
        "site.address",
        _("Under which address will people open the site?"),
        web_address,
        _("Such as https://beat.example.gov. For a try on this machine, take the usual answer."),
        usual=_is("http://localhost:8000"),
    ),
    Question("administrator.name", _("Who is the first administrator?"), written(150), _("A person's name.")),
    Question("administrator.email", _("Their mail address?"), mail_address, _("It becomes their sign-in name.")),
    Question(
        "administrator.entry",
        _("How do they get in the first time?"),
        one_of("link", "password"),
        _("link: a link that opens once, printed here and mailed. password: chosen here, now."),
        usual=_is("link"),
    ),
    Question(
        "administrator.password",
        _("Their password, at least 12 characters?"),
        written(4096),
        when=lambda answers: answers.get("administrator.entry") == "password",
        secret=True,
    ),
    Question(
        "mail.carrier",
        _("How do mails leave?"),
        one_of("smtp", "console", "none"),
        _(
            "smtp: through your mail server. console: into the program's log, for a try. none: not yet; then you hand"
            " over invitation links yourself and nobody can reset a password."
        ),
        usual=_is("none"),
    ),
    Question("mail.host", _("The mail server?"), written(200), _("Such as mail.example.gov."), when=_mail),
    Question("mail.port", _("Its port?"), port, usual=_is("587"), when=_mail),
    Question(
        "mail.security",
        _("How is the way there encrypted?"),
        one_of(*Security.values),
        _("none is possible only to a mail server on this same machine."),
        usual=_is("starttls"),
        when=_mail,
    ),
    Question("mail.username", _("User name there, if it asks for one?"), str, usual=_is(""), when=_mail),
    Question(
        "mail.password",
        _("Password there?"),
        str,
        usual=_is(""),
        when=lambda answers: _mail(answers) and bool(answers.get("mail.username")),
        secret=True,
    ),
    Question("mail.sender", _("From which address do mails come?"), mail_address, when=_mail),
    Question(
        "mail.test_to",
        _("Send a test mail to?"),
        perhaps(mail_address),
        _("Write no to skip it: you then do not know yet whether mail works."),
        usual=lambda answers: str(answers.get("administrator.email", "")),
        when=_mail,
    ),
    Question(
        "text.carrier",
        _("How do text messages leave?"),
        one_of("twilio", "console", "none"),
        _("none: not yet. Nothing in this version needs texts; residents are asked by text in later ones."),
        usual=_is("none"),
    ),
    Question("text.account", _("Twilio's account SID?"), _twilio_account, _("It begins with AC."), when=_text),
    Question("text.token", _("Twilio's auth token?"), written(200), when=_text, secret=True),
    Question(
        "text.sender",
        _("Which number or messaging service do texts come from?"),
        _twilio_sender,
        _("A number such as +16125550100, or a service that begins with MG."),
        when=_text,
    ),
    Question(
        "text.test_to",
        _("Send a test text to?"),
        perhaps(full_number),
        _("A phone that you hold now. Write nothing to skip it."),
        usual=_is(""),
        when=_text,
    ),
)
"""In the order in which they are asked."""

SKIP = frozenset({"no", "skip", "-"})
"""What says "no test message" where the usual answer would send one."""
