"""The words and laws of praise: where a comment stands, why one is left out, what an officer may do with their own.

Praise has no score, no count and no order but the newest first: nothing here can be laid beside another officer.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.ground.roles import Role
from commonbeat.kit.retention import Retention

RETENTION = {"Praise": Retention.THREAD, "NoDigest": Retention.ACCOUNT}


class State(TextChoices):
    """Where a comment stands. Until it is passed on, its words lie sealed elsewhere and not here."""

    WAITING = "waiting", _("Waits to be read")
    PASSED_ON = "passed_on", _("Passed on")
    LEFT_OUT = "left_out", _("Left out")


class Reason(TextChoices):
    """Why a comment is passed on to nobody."""

    NOT_PRAISE = "not_praise", _("It is not praise")
    TELLS_WHO = "tells_who", _("It cannot be shown without telling who wrote it or whom it is about")
    ELSEWHERE = "elsewhere", _("It is about something else")
    NO_OFFICER = "no_officer", _("The officer is not known or has left")


class Standing(StrEnum):
    """What a comment that waits is to somebody who reads comments first."""

    THEIRS = "theirs"
    ANOTHERS = "anothers"
    """It is about them, or about somebody below them: another reads it."""
    NOBODYS = "nobodys"
    """Its officer is not known or has left: its writer agreed to nobody else, so nobody reads it."""
    CLOSED = "closed"
    """Its words are gone, or this installation's key does not open them."""


JUDGES = frozenset(
    {
        *(Role.CHIEF, Role.COMMANDER, Role.SERGEANT),
        *(Role.INTERNAL_AFFAIRS, Role.BOARD_MEMBER, Role.INDEPENDENT_REVIEWER, Role.CITY_MANAGER),
    }
)
"""Who supervises officers, then who disciplines or investigates them: whoever has one of these roles reads no comment
before it is passed on, whatever else they may do here."""


def chain(officer: int, supervisors: Mapping[int, int | None]) -> list[int]:
    """An officer, their supervisor, that one's supervisor, and so on up; each once, though a list may run in a circle.

    `supervisors` maps everybody on the staff, those who left too, to whoever supervises them.
    """
    found: list[int] = []
    above: int | None = officer
    while above is not None and above not in found:
        found.append(above)
        above = supervisors.get(above)
    return found


class Keeping(TextChoices):
    """What an officer does with words about them."""

    SHOWN = "shown", _("On the desk")
    FILED = "filed", _("In your file")
    HIDDEN = "hidden", _("Hidden")


VERBS = {
    "recognition.gather": _("put new comments on the list of those who read them"),
    "recognition.pass_on": _("passed on words of praise"),
    "recognition.leave_out": _("left out a comment"),
    "recognition.choose": _("noted that an officer decided about praise of their own"),
    "recognition.set_digest": _("changed whether the weekly mail about praise comes"),
    "recognition.send_digest": _("sent the weekly mails about praise"),
}
"""How the trail tells of this app's actions. None names the officer beside the words or what they did with them."""

DETAILS = {
    "recognition.comments": Told(_("comments")),
    "recognition.gone": Told(_("gone since")),
    "recognition.reason": Told(_("reason"), dict(Reason.choices)),
    "recognition.wanted": Told(_("weekly mail"), {"True": _("yes"), "False": _("no")}),
    "recognition.mails": Told(_("mails")),
    "agency.praise": Told(_("words of praise")),
    "agency.praise_wishes": Told(_("wishes about the weekly mail on praise")),
    "messaging.purpose": Told(words={"recognition.digest": _("the weekly mail about praise")}),
}
SUBJECTS = {
    "recognition.praise": _("praise"),
    "recognition.nodigest": _("wish about the weekly mail on praise"),
}


def monday(day: date) -> date:
    """The Monday of that day's week: under it comments come on the list, and up to it a weekly mail tells of praise.

    So a week is a week, whatever day the machine runs on.
    """
    return day - timedelta(days=day.weekday())


def due(came_on: date, days: int) -> date:
    """By when a comment that came on the list on that day is to be read."""
    return came_on + timedelta(days=days)
