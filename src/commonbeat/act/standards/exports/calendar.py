"""Days as a calendar for calendar programs (RFC 5545): whole days, each under a name that it keeps."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from commonbeat.act.standards.queries.calendar import Due
from commonbeat.ground.agency.models import Agency

LOOKS_AGAIN = timedelta(hours=12)
"""How often a program that subscribed is asked to look again."""


def calendar_ics(found: Sequence[Due], *, name: str, agency: Agency, link: Callable[[Due], str]) -> bytes:
    """These days as one calendar, in the language that is active; `link` gives the whole address of the page of each.

    The same days are the same bytes all day long.
    """
    whole = Calendar()
    language = (get_language() or "en")[:2]
    whole.add("prodid", f"-//Commonbeat//accreditation//{language.upper()}")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", name)
    whole.add("refresh-interval", LOOKS_AGAIN, parameters={"VALUE": "DURATION"})
    written = datetime.combine(agency.day(), time(), UTC)
    for one in found:
        whole.add_component(_event(one, agency, link(one), written))
    return bytes(whole.to_ical())


def _event(one: Due, agency: Agency, link: str, written: datetime) -> Event:
    """One whole day. It is a date, not a moment, so that it is the same day in every time zone."""
    event = Event()
    event.add("uid", f"{one.key}.{agency.slug}@commonbeat")
    event.add("dtstamp", written)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", one.what)
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    if agency.demo:
        event.add("description", _("Made up for a demonstration."))
    return event
