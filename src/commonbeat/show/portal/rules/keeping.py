"""Who keeps a public page, answer or entry, by when it must be read again, and when it has grown stale."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention

RETENTION = {"PageRecord": Retention.CONFIGURATION}
VERBS = {
    "portal.keep_page": _("said who keeps a public page"),
    "portal.review_page": _("read a public page again"),
}
DETAILS = {
    "portal.page": Told(_("page")),
    "portal.owner": Told(_("owner, by number")),
    "portal.review_by": Told(_("to be read again by")),
}
SUBJECTS = {"portal.pagerecord": _("public page")}

SOON = timedelta(days=14)
"""So long before its day something is due soon."""


class Keep(TextChoices):
    """How well something public is kept."""

    NOBODY = "nobody", _("Nobody keeps it")
    STALE = "stale", _("Should have been read again")
    SOON = "soon", _("To be read again soon")
    FINE = "fine", _("Kept")


SHAPES = {Keep.NOBODY: "unknown", Keep.STALE: "broken", Keep.SOON: "reported", Keep.FINE: "fine"}
"""The shape that stands beside each word."""


def keep_of(owned: bool, review_by: date | None, today: date) -> Keep:
    """How well something is kept that has an owner (or none) and a day by which it is read again (or none)."""
    if not owned or review_by is None:
        return Keep.NOBODY
    if review_by < today:
        return Keep.STALE
    return Keep.SOON if review_by <= today + SOON else Keep.FINE


def review_problem(review_by: date, today: date) -> str:
    """Why something cannot be read again by that day; "" where it can."""
    if review_by <= today:
        return gettext("Choose a day after today.")
    if review_by > today.replace(year=today.year + 5, day=min(today.day, 28)):
        return gettext("Choose a day within five years: what nobody reads again grows old unseen.")
    return ""


def both_languages(texts: Mapping[str, str]) -> dict[str, str]:
    """What to say at each field that is empty: the public reads it in both languages."""
    return {
        field: gettext("Write it in both languages: the public reads it in either.")
        for field, words in texts.items()
        if not words.strip()
    }
