"""The words and laws of surveys: what may be asked, how long a link holds, what is kept of an answer and how long."""

from datetime import date, timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention

RETENTION = {
    "Construct": Retention.PERMANENT,
    "Item": Retention.PERMANENT,
    "Instrument": Retention.PERMANENT,
    "InstrumentItem": Retention.PERMANENT,
    "Campaign": Retention.PERMANENT,
    "Invitation": Retention.RECORDS,
    "OpenAnswer": Retention.OPERATIONAL,
    "UsedLink": Retention.OPERATIONAL,
    "Waiting": Retention.OPERATIONAL,
    "Response": Retention.RECORDS,
    "ResponseItem": Retention.RECORDS,
    "Comment": Retention.THREAD,
}

VERBS = {
    "surveys.prepare": _("prepared the standard questions"),
    "surveys.field": _("fixed the questions for good, so that they may be asked"),
    "surveys.open_campaign": _("began to ask"),
    "surveys.close_campaign": _("set the last day of asking"),
    "surveys.invite": _("invited somebody to a survey"),
    "surveys.forget": _("forgot the numbers and links of surveys that ran out"),
    "surveys.rewrite": _("wrote answers without their link"),
    "surveys.mark_taken": _("took a comment over to be read"),
}
"""How the trail tells of this app's actions. A single answer has no entry: docs/decisions/0011 says why."""

DETAILS = {
    "surveys.title": Told(_("called")),
    "surveys.version": Told(_("version")),
    "surveys.questions": Told(_("questions")),
    "surveys.campaign": Told(_("campaign")),
    "surveys.starts": Told(_("first day")),
    "surveys.ends": Told(_("last day")),
    "surveys.day": Told(_("day")),
    "surveys.invitations": Told(_("invitations")),
    "agency.survey_comments": Told(_("comments in surveys")),
}
SUBJECTS = {
    "surveys.instrument": _("set of questions"),
    "surveys.campaign": _("campaign"),
    "surveys.invitation": _("invitation to a survey"),
    "surveys.comment": _("comment"),
    "survey links": _("survey links"),
}

LINK_HOLDS = timedelta(days=14)
"""How long after its day an invitation can be answered."""

TIMES_OUT = timedelta(days=1)
"""How long an answer that nobody finished stays open; counted in days, so that no time of day need be kept."""

WAITS = timedelta(days=60)
"""After how long an answer that has not found four others like it is written with less said about it."""

WORDS_LIMIT = 1000
"""Characters of a comment."""


class CampaignKind(TextChoices):
    """Who is asked."""

    CONTACT = "contact", _("People who had contact with an officer")


class Channel(TextChoices):
    """How an answer came."""

    WEB = "web", _("Web page")
    TEXT = "text", _("Text message")


class Consent(TextChoices):
    """To whom somebody lets us show the words that they wrote."""

    NONE = "none", _("to nobody")
    OFFICER = "officer", _("to the officer")
    PUBLIC = "public", _("to the officer and in public")


class Link(StrEnum):
    """Where the link of an invitation stands."""

    OPEN = "open"
    USED = "used"
    OVER = "over"
    UNKNOWN = "unknown"


def last_day(sent_on: date) -> date:
    """The last day on which an invitation of that day can be answered."""
    return sent_on + LINK_HOLDS


def is_open(day: date, first: date, last: date | None) -> bool:
    """Whether something that runs from `first` to `last` (both included; None: until further notice) runs that day."""
    return first <= day and (last is None or day <= last)


def timed_out(opened_on: date, today: date) -> bool:
    """Whether an answer begun on that day has been open for a whole day at least, whatever the hour."""
    return today - opened_on > TIMES_OUT


def campaign_problem(*, fielded: bool, starts_on: date, ends_on: date | None) -> str:
    """Why nothing can be asked from that day to that day with these questions; "" where it can."""
    if not fielded:
        return str(_("Fix the questions first: what is asked may not change while people answer."))
    if ends_on is not None and ends_on < starts_on:
        return str(_("The last day lies before the first."))
    return ""
