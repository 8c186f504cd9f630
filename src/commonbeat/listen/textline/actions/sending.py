"""Writing the text of an update or a survey and putting it in the queue, in the caller's transaction."""

from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import override, pgettext

from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.records.models import ContactEvent
from commonbeat.ground.roles import Actor
from commonbeat.listen.surveys import actions as surveys
from commonbeat.listen.surveys import queries as asked
from commonbeat.listen.surveys.models import Campaign
from commonbeat.listen.textline import queries
from commonbeat.listen.textline.models import Line
from commonbeat.listen.textline.rules import wording

UPDATE, SURVEY, REPLY = "textline.update", "textline.survey", "textline.reply"
"""What a message is for, as in the trail. All replies have one purpose: none tells that a survey was answered."""


def send_update(actor: Actor, contact: ContactEvent, number: str, today: date) -> UUID:
    """Put the update in the queue; the reference of its message."""
    language = _language(contact, queries.line_of(contact.agency, number))
    if language != "en":
        remember(contact, number, today, language=language)
    with override(language):
        body = wording.update_text(
            agency=contact.agency.name,
            role=contact.person_role,
            day=text_day(contact.local_date),
            key=contact.source_key,
            phone=contact.agency.phone,
        )
    return _queue(actor, contact, number, body, UPDATE, Programme.UPDATES, language)


def send_survey(actor: Actor, contact: ContactEvent, number: str, campaign: Campaign, today: date) -> UUID:
    """Invite to the survey and put its first question in the queue; the reference of its message."""
    agency = contact.agency
    language = _language(contact, queries.line_of(agency, number))
    invitation, token = surveys.invite(
        actor=actor,
        agency=agency,
        campaign=campaign,
        contact_reference=contact.reference,
        number=number,
        area=contact.neighborhood.slug if contact.neighborhood else "",
        staff_reference=str(contact.staff.reference) if contact.staff else "",
        language=language,
        contact_on=contact.local_date,
        on=today,
    )
    remember(contact, number, today, language=language, asked=True)
    with override(language):
        body = wording.survey_text(
            agency=agency.name,
            role=contact.person_role,
            day=text_day(contact.local_date),
            question=asked.first_question(invitation),
            link=agencies.full_address(agency, "survey", token),
            other=pgettext("in a text: how to get it in the other language", "ESPAÑOL para español."),
        )
    return _queue(actor, contact, number, body, SURVEY, Programme.SURVEYS, language)


def remember(contact: ContactEvent, number: str, today: date, *, language: str, asked: bool = False) -> None:
    """Remember the language of a phone, and that it was asked."""
    row, _made = Line.objects.get_or_create(
        agency=contact.agency, fingerprint=queries.number_mark(number), defaults={"changed_on": today}
    )
    row.language, row.changed_on = language, today
    row.asked_on = today if asked else row.asked_on
    row.save(update_fields=["language", "changed_on", "asked_on"])


def text_day(day: date) -> str:
    """A near day as a text says it: "Nov 24"."""
    return date_format(day, pgettext("a day in a text", "M j"))


def _language(contact: ContactEvent, line: Line | None) -> str:
    """What the person asked for, else what the file says, else English; only what the agency offers."""
    wanted = (line.language if line else "") or contact.language or "en"
    return wanted if wanted in contact.agency.languages else "en"


def _queue(
    actor: Actor, contact: ContactEvent, number: str, body: str, purpose: str, programme: Programme, language: str
) -> UUID:
    message = messaging.queue_text(
        actor=actor,
        agency=contact.agency,
        to=number,
        body=body,
        purpose=purpose,
        programme=programme,
        language=language,
    )
    return message.reference
