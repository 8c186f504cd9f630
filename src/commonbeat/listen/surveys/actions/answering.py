"""Answering: each tap or text saves at once; nothing of it goes into the main space, the trail or a queue.

An entry of the trail carries its moment, and so does a job. Beside the moments at which texts left, that would lead
from an answer to a phone; so the entry for answers is written when they are rewritten (docs/decisions/0011).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.ground.agency.models import Agency
from commonbeat.kit.spaces import SEALED
from commonbeat.listen.surveys import keys, queries, rules
from commonbeat.listen.surveys.models import Invitation, OpenAnswer, UsedLink, Waiting
from commonbeat.listen.surveys.queries import Found
from commonbeat.listen.surveys.rules import Channel, Consent, Link
from commonbeat.listen.surveys.rules.answers import Given, answers_of, first_of_month, readable, words_of
from commonbeat.listen.surveys.rules.questions import NOT_SAID
from commonbeat.listen.surveys.rules.replies import language_asked, understood


class Closed(ValidationError):
    """The link leads to no survey that can be answered: unknown, over, or used (`link`)."""

    def __init__(self, link: Link) -> None:
        super().__init__(_("This survey cannot be answered any more."))
        self.link = link


class Refused(ValidationError):
    """What was sent is no answer of this survey."""

    def __init__(self) -> None:
        super().__init__(_("Choose one of the answers."))


def answer(
    *,
    agency: Agency,
    token: str,
    item: str,
    code: str,
    channel: str = Channel.WEB,
    language: str = "",
    now: datetime | None = None,
) -> Given:
    """Save one answer, in place of an earlier one to the same question. NOT_SAID is "I would rather not say".

    Raises Closed where the link cannot be used, Refused for what is no answer of this survey.
    """
    day = agency.day(now)
    found = _open(agency, token, day)
    question = found.question(item)
    if question is None or code not in (*question.codes, NOT_SAID):
        raise Refused
    return _take(found, token, day, language, (item, code, channel))


def _take(found: Found, token: str, day: date, language: str, answered: tuple[str, str, str] | None) -> Given:
    """Save the language, and a question with its code and channel, in one transaction of the sealed space."""
    with transaction.atomic(using=SEALED):
        given = replace(_begun(found, token, day), language=language)
        given = given.answered(*answered) if answered else given
        box, spare = keys.boxes(token, given)
        OpenAnswer.objects.filter(pk=keys.lookup_of(token)).update(box=box, spare=spare)
    return given


def complete(
    *, agency: Agency, token: str, words: str = "", consent: str = Consent.NONE, now: datetime | None = None
) -> None:
    """Finish: the link is used up, and what was answered waits, without it, to be written with others.

    `words` are a comment, `consent` to whom it may be shown. Everybody who finishes on the web page leaves a box for
    words, empty or not, so that nobody sees who wrote any; by text no words are kept. Raises Closed where nothing was
    begun under the link.
    """
    day = agency.day(now)
    if consent not in Consent.values:
        raise Refused
    with transaction.atomic(using=SEALED):
        row = OpenAnswer.objects.select_for_update().filter(pk=keys.lookup_of(token), agency_id=agency.pk).first()
        if row is None:
            raise Closed(Link.USED if queries.is_used(token) else Link.UNKNOWN)
        given = keys.opened(token, row.box)
        put_by(row, given, day)
        if given.channel == Channel.WEB:
            kept = words_of(given, day, readable(words), consent)
            Waiting.objects.create(agency_id=row.agency_id, box=keys.put_by(kept))


def put_by(row: OpenAnswer, given: Given, day: date) -> None:
    """Close an open answer inside a transaction of the sealed space. One without any answer leaves nothing behind."""
    kept = answers_of(given, day)
    row.delete()
    if kept is None:
        return
    Waiting.objects.create(agency_id=row.agency_id, box=keys.put_by(kept))
    used = UsedLink(pk=given.used, agency_id=row.agency_id, forget_on=rules.last_day(day))
    UsedLink.objects.bulk_create([used], ignore_conflicts=True)


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """What came of a text: what to say next, the words besides the answer, and whether it was understood and the last.

    `words` are kept nowhere by surveys: they are the text line's to lead on, or to forget.
    """

    said: str
    words: str = ""
    understood: bool = True
    done: bool = False


def answer_by_text(*, agency: Agency, number: str, body: str, now: datetime | None = None) -> TextAnswer | None:
    """Take a text from a number (E.164) as the answer to the survey that is open for it; None where none is.

    `said` is the next question, a thank-you, or how to answer. The text line sends it and keeps nothing of `body`. A
    text that is only the name of a language changes the language.
    """
    day = agency.day(now)
    invitation = queries.open_for(agency, number, day)
    if invitation is None:
        return None
    token = keys.token_for(number, invitation.nonce)
    found = _open(agency, token, day)
    asked = language_asked(body)
    language = asked or (found.given.language if found.given else "") or invitation.language
    with override(language):
        if asked:
            question = found.question(_next(found, _take(found, token, day, asked, None)))
            return TextAnswer(question.as_text(asked) if question else _thanks())
        return _answered(agency, token, found, body, language, now)


def _answered(agency: Agency, token: str, found: Found, body: str, language: str, now: datetime | None) -> TextAnswer:
    question = found.question(_next(found, found.given))
    if question is None:  # all was answered on the web page, and left open there
        complete(agency=agency, token=token, now=now)
        return TextAnswer(_thanks(), words=body.strip(), done=True)
    reply = understood(body, question)
    if reply.code is None:
        said = _("We could not read that as an answer. %(question)s") % {"question": question.as_text(language)}
        return TextAnswer(said, words=reply.words, understood=False)
    day = agency.day(now)
    given = _take(found, token, day, language, (question.key, reply.code, Channel.TEXT))
    following = found.question(given.next)
    if following is None:
        complete(agency=agency, token=token, now=now)
        return TextAnswer(_thanks(), words=reply.words, done=True)
    said = _("Thank you, that is saved. %(question)s") % {"question": following.as_text(language)}
    return TextAnswer(said, words=reply.words)


def _next(found: Found, given: Given | None) -> str | None:
    return given.next if given else found.questions[0].key


def _thanks() -> str:
    return _("Thank you. Your answers are saved. Nothing in them leads back to you.")


def _open(agency: Agency, token: str, day: date) -> Found:
    found = queries.survey(agency, token, day)
    if found.link is not Link.OPEN:
        raise Closed(found.link)
    return found


def _begun(found: Found, token: str, day: date) -> Given:
    """The open answer, locked; begun now where this is the first tap."""
    invitation = found.invitation
    assert invitation is not None  # noqa: S101 - an open link has one
    lookup = keys.lookup_of(token)
    rows = OpenAnswer.objects.select_for_update().filter(pk=lookup)
    row = rows.first()
    if row is None:
        box, spare = keys.boxes(token, _blank(found, invitation, token))
        begun = OpenAnswer(pk=lookup, agency_id=invitation.agency_id, box=box, spare=spare, opened_on=day)
        OpenAnswer.objects.bulk_create([begun], ignore_conflicts=True)
        row = rows.get()
    if queries.is_used(token):
        raise Closed(Link.USED)
    return keys.opened(token, row.box)


def _blank(found: Found, invitation: Invitation, token: str) -> Given:
    return Given(
        campaign=invitation.campaign.reference.hex,
        version=invitation.campaign.instrument.version,
        month=first_of_month(invitation.sent_on),
        area=invitation.area,
        staff=invitation.staff_reference,
        used=keys.used_mark(token),
        questions=tuple(question.key for question in found.questions),
    )
