"""A text that comes in, led to its thread in one step: STOP and HELP, a survey, a concern; or nobody reads it.

Whatever answers a survey is kept in the sealed space alone. All replies look alike to whoever sees the main space: one
purpose, one programme, no row that names the phone.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging import queries as consent
from commonbeat.ground.messaging.rules import Programme, Received, Word, full_number
from commonbeat.ground.roles import System
from commonbeat.kit.spaces import SEALED
from commonbeat.listen.reports import actions as reports
from commonbeat.listen.reports.access import Reporter
from commonbeat.listen.reports.rules import Channel, Contact, Kind, Where
from commonbeat.listen.surveys import actions as surveys
from commonbeat.listen.surveys import queries as asked
from commonbeat.listen.surveys.rules.replies import language_asked
from commonbeat.listen.textline import queries, rules
from commonbeat.listen.textline.actions.sending import REPLY
from commonbeat.listen.textline.models import Line
from commonbeat.listen.textline.rules import wording

LINE = System("text line")


def receive(*, agency: Agency, sender: str, body: str, gateway_reference: str) -> Received:
    """The one way in for a text, whichever gateway brings it. Sent twice under one reference, it is dealt with once.

    Both spaces commit together or not at all, but for a crash between their two commits.
    """
    with transaction.atomic(using=SEALED), transaction.atomic():
        number = _number(sender)
        line = queries.line_of(agency, number)
        invitation = asked.open_for(agency, number)
        spoken = (line.language if line else "") or (invitation.language if invitation else "") or "en"
        received = messaging.receive(
            agency=agency, sender=sender, body=body, gateway_reference=gateway_reference, language=spoken
        )
        if received.duplicate or received.word != Word.NONE or not consent.may_text(agency, number, ""):
            return received
        said, language = _answer(agency, number, body, spoken)
        if said:
            _reply(agency, number, said, language)
    return received


def _answer(agency: Agency, number: str, body: str, language: str) -> tuple[str, str]:
    """What to say to words that are for a thread, "" for nothing, and in which language."""
    wanted = language_asked(body)
    if wanted:
        language = wanted
        _keep_language(agency, number, wanted)
    with override(language):
        words = rules.issue_in(body)
        if words is not None:
            return _pointed_out(agency, number, words, language), language
        if consent.may_text(agency, number, Programme.SURVEYS):
            said = _survey(agency, number, body, language)
            if said is not None:
                return said, language
        if wanted:
            return wording.language_changed() if _may_tell(agency, number, rules.MOST_MISREAD) else "", language
        return _nobody_reads(agency, number), language


def _survey(agency: Agency, number: str, body: str, language: str) -> str | None:
    """The next question or thanks, where a survey is open for this phone; None where none is.

    Other words beside an answer are not kept. Begin with ISSUE, also behind an answer, and they become a concern.
    """
    found = surveys.answer_by_text(agency=agency, number=number, body=body)
    if found is None:
        return None
    if not found.understood and not _may_tell(agency, number, rules.MOST_MISREAD):
        return ""
    words = rules.issue_in(found.words)
    if words:
        return " ".join(part for part in (_pointed_out(agency, number, words, language), found.said) if part)
    return wording.with_other_words(found.said, found.words)


def _pointed_out(agency: Agency, number: str, words: str, language: str) -> str:
    """Words that somebody wants us to act on become a concern, which texts its reference, day and link by itself.

    What to say besides: nothing where it was opened. The number is kept sealed with it, for the answer alone.
    """
    if not words:
        return wording.issue_empty()
    if not _may_tell(agency, number, rules.MOST_ISSUES):
        return _nobody_reads(agency, number)
    try:
        reports.open_concern(
            actor=Reporter(),
            agency=agency,
            kind=Kind.CONCERN,
            words=words,
            where=Where(),
            contact=Contact(phone=number),
            channel=Channel.TEXT,
            language=language,
            address=lambda key: agencies.full_address(agency, "concern_status", key),
        )
    except ValidationError:
        return _nobody_reads(agency, number)
    return ""


def _nobody_reads(agency: Agency, number: str) -> str:
    """Where to turn instead; "" where this phone was told today."""
    today = agency.day()
    line = _line(agency, number, today)
    if line.referred_on == today:
        return ""
    line.referred_on = line.changed_on = today
    line.save(update_fields=["referred_on", "changed_on"])
    return wording.nobody_reads(agency=agency.name, link=agencies.full_address(agency, "point_out"))


def _may_tell(agency: Agency, number: str, most: int) -> bool:
    """Whether this phone may be answered again today without an answer of its own; counts it where it may."""
    today = agency.day()
    line = _line(agency, number, today)
    told = line.told if line.told_on == today else 0
    if told >= most:
        return False
    line.told_on, line.told, line.changed_on = today, told + 1, today
    line.save(update_fields=["told_on", "told", "changed_on"])
    return True


def _keep_language(agency: Agency, number: str, language: str) -> None:
    today = agency.day()
    line = _line(agency, number, today)
    line.language, line.changed_on = language, today
    line.save(update_fields=["language", "changed_on"])


def _line(agency: Agency, number: str, today: date) -> Line:
    """What is remembered of this phone, locked; begun where nothing is."""
    row, _made = Line.objects.select_for_update().get_or_create(
        agency=agency, fingerprint=queries.number_mark(number), defaults={"changed_on": today}
    )
    return row


def _number(sender: str) -> str:
    """The sender as E.164; a short code or a name stays as it came."""
    try:
        return full_number(sender)
    except ValidationError:
        return sender.strip()


def _reply(agency: Agency, number: str, said: str, language: str) -> None:
    """Put a reply in the queue; a sender that is no phone gets none."""
    try:
        messaging.queue_text(
            actor=LINE,
            agency=agency,
            to=number,
            body=wording.fitting([wording.Part(said)]),
            purpose=REPLY,
            programme=Programme.ANSWERS,
            language=language,
            reply=True,
        )
    except ValidationError:
        return
