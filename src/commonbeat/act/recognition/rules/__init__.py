"""The words and laws of praise: where a comment stands, why one is left out, what an officer may do with their own.

Praise has no score, no count and no order but the newest first: nothing here can be laid beside another officer.
"""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
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
    ELSEWHERE = "elsewhere", _("It is about something that another office should hear of")


class Keeping(TextChoices):
    """What an officer does with words about them."""

    SHOWN = "shown", _("On the desk")
    FILED = "filed", _("In your file")
    HIDDEN = "hidden", _("Hidden")


VERBS = {
    "recognition.gather": _("put new comments on the list of those who read them"),
    "recognition.pass_on": _("passed on words of praise"),
    "recognition.leave_out": _("left out a comment"),
    "recognition.choose": _("decided about praise of their own"),
    "recognition.set_digest": _("changed whether the weekly mail about praise comes"),
    "recognition.send_digest": _("sent the weekly mails about praise"),
}
"""How the trail tells of this app's actions. None names the officer beside the words."""

DETAILS = {
    "recognition.comments": Told(_("comments")),
    "recognition.to": Told(_("to"), {"officer": _("the officer"), "team": _("the whole team")}),
    "recognition.reason": Told(_("reason"), dict(Reason.choices)),
    "recognition.keeping": Told(_("kept"), dict(Keeping.choices)),
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

WEEK = timedelta(days=7)


def week_before(day: date) -> tuple[date, date]:
    """The seven days that a weekly mail of this day tells of: the first, and the last, which is the day before."""
    return day - WEEK, day - timedelta(days=1)


def due(came_on: date, days: int) -> date:
    """By when a comment that came on the list on that day is to be read."""
    return came_on + timedelta(days=days)
