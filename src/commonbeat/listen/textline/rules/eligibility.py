"""Who is texted after a contact: pure functions of what the agency's own file says; every refusal has its reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.records.rules import WITHOUT_NUMBER, Answer, NumberState, PersonRole

PROGRAMMES = (Programme.UPDATES, Programme.SURVEYS)
"""What a contact may lead to, in the order in which it does."""

NEVER = WITHOUT_NUMBER
"""Who is never texted because of a contact: suspect, arrested, witness."""


class Outcome(TextChoices):
    """What was decided about one contact and one kind of text."""

    SENT = "sent", _("Sent")
    WAITING = "waiting", _("Waits")
    REFUSED = "refused", _("Not sent")


class Reason(TextChoices):
    """Why somebody is not texted, or not yet."""

    ROLE = "role", _("Was suspect, arrested or witness: they are never texted")
    ROLE_UNKNOWN = "role_unknown", _("The file does not say who this was")
    MINOR = "minor", _("Is under 18")
    CARE = "care", _("The call asks for care, such as violence, a death or a crisis")
    CALL_TYPE = "call_type", _("No rule of the agency allows texts after this kind of call")
    NO_NUMBER = "no_number", _("No phone number was given")
    UNREADABLE = "unreadable", _("What was given is no phone number")
    FORGOTTEN = "forgotten", _("The number was deleted: its time was over")
    TOO_OLD = "too_old", _("The contact was too long ago")
    OPTED_OUT = "opted_out", _("This person asked for no such texts")
    ASKED_LATELY = "asked_lately", _("Was asked not long ago")
    NOT_ASKING = "not_asking", _("No survey asks at this time")
    PAUSED = "paused", _("All that goes out is paused")
    NOT_YET = "not_yet", _("Its hour has not come")


_BY_NUMBER = {
    NumberState.NONE: Reason.NO_NUMBER,
    NumberState.UNREADABLE: Reason.UNREADABLE,
    NumberState.FORGOTTEN: Reason.FORGOTTEN,
    NumberState.NOT_KEPT: Reason.ROLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A rule for kinds of call: `pattern` is words with * for anything; of one pattern the newest holds."""

    pattern: str
    update: bool
    survey: bool
    since: date
    pk: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a contact when it is judged: from the file, from people's wishes, from the clock.

    `asked` is the day on which this number was last asked, None where it was not or where that is not known yet; `due`
    whether the hour of this text has come.
    """

    role: str
    minor: str
    flags: Collection[str]
    number: str
    allowed: bool
    age: timedelta
    today: date
    opted_out: bool = False
    asked: date | None = None
    asking: bool = True
    paused: bool = False
    due: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The agency's dated setting as far as it judges: how old a contact may be, how many days two surveys lie apart."""

    update: timedelta
    survey: timedelta
    apart: timedelta


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided, and why; a text that goes out needs no reason."""

    outcome: Outcome
    reason: str = ""


SEND = Verdict(Outcome.SENT)


def judged(programme: str, facts: Facts, limits: Limits) -> Verdict:
    """Whether this person gets this kind of text. The first reason that fits is kept, the lasting ones first.

    Excluding suspects, arrested people, witnesses, minors and calls that ask for care is the house's own floor: no
    rule of an agency opens it.
    """
    if reason := _lasting(programme, facts, limits):
        return Verdict(Outcome.REFUSED, reason)
    if facts.paused:
        return Verdict(Outcome.WAITING, Reason.PAUSED)
    if not facts.due:
        return Verdict(Outcome.WAITING, Reason.NOT_YET)
    if programme == Programme.SURVEYS and not facts.asking:
        return Verdict(Outcome.REFUSED, Reason.NOT_ASKING)
    return SEND


def _lasting(programme: str, facts: Facts, limits: Limits) -> Reason | None:
    """Why this contact never leads to such a text, whatever the hour."""
    if reason := _of_person(facts):
        return reason
    if not facts.allowed:
        return Reason.CALL_TYPE
    if facts.number != NumberState.HELD:
        return _BY_NUMBER[NumberState(facts.number)]
    survey = programme == Programme.SURVEYS
    if facts.age > (limits.survey if survey else limits.update):
        return Reason.TOO_OLD
    if facts.opted_out:
        return Reason.OPTED_OUT
    if survey and facts.asked is not None and facts.today - facts.asked < limits.apart:
        return Reason.ASKED_LATELY
    return None


def _of_person(facts: Facts) -> Reason | None:
    if facts.role in NEVER:
        return Reason.ROLE
    if facts.role == PersonRole.NOT_RECORDED:
        return Reason.ROLE_UNKNOWN
    if facts.minor == Answer.YES:
        return Reason.MINOR
    return Reason.CARE if facts.flags else None


def settled(outcome: str) -> bool:
    """Whether nothing more comes of it, so that the number is not needed for it."""
    return outcome != Outcome.WAITING


def survey_day(contact: date, updated: date | None, days: int) -> date:
    """From which day on the survey may be sent: so many days after the contact, or after the update if later."""
    return max(contact, updated or contact) + timedelta(days=days)


def listed_for(rules: Iterable[Listed], call_type: str) -> Listed | None:
    """The rule for this kind of call: the one that says most about it, of one pattern the newest; None where none does.

    Case and white space do not matter; a pattern fits the whole kind of call.
    """
    words = folded(call_type)
    newest: dict[str, Listed] = {}
    for rule in rules:
        pattern = folded(rule.pattern)
        there = newest.get(pattern)
        if there is None or (rule.since, rule.pk) >= (there.since, there.pk):
            newest[pattern] = rule
    fitting = [(_said(pattern), rule) for pattern, rule in newest.items() if _fits(pattern, words)]
    return max(fitting, key=lambda one: (one[0], one[1].since, one[1].pk))[1] if fitting else None


def folded(words: str) -> str:
    """A kind of call as it is compared."""
    return " ".join(words.casefold().split())


def _said(pattern: str) -> tuple[int, int]:
    """How much a pattern says: the whole kind of call more than a part, a long part more than a short one."""
    return ("*" not in pattern, len(pattern.replace("*", "")))


def _fits(pattern: str, words: str) -> bool:
    """Whether the pattern fits the whole of the words: its parts stand there in their order, each found once."""
    first, *others = pattern.split("*")
    if not others:
        return pattern == words
    *between, last = others
    place, end = len(first), len(words) - len(last)
    if place > end or not (words.startswith(first) and words.endswith(last)):
        return False
    for part in between:
        found = words.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return True
