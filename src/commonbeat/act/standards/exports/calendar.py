"""The calendar of a cycle as a file: for a calendar program where the library is installed, else as CSV."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.act.standards.queries.assessments import Due
from commonbeat.kit.tabular.writing import lines

LIBRARY = "icalendar"


def can_write_ics() -> bool:
    """Whether the library that writes calendars is installed."""
    return find_spec(LIBRARY) is not None


def calendar_csv(found: Sequence[Due]) -> Iterator[str]:
    """Day and what is due, line by line."""
    return lines([_("day"), _("what is due")], ((one.day.isoformat(), one.what) for one in found), bom=True)


def calendar_ics(found: Sequence[Due], name: str) -> bytes:
    """The same for calendar programs (RFC 5545): one whole-day event for each."""
    library: Any = import_module(LIBRARY)
    whole = library.Calendar()
    whole.add("prodid", "-//Commonbeat//accreditation//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", name)
    for number, one in enumerate(found):
        event = library.Event()
        event.add("summary", one.what)
        event.add("dtstart", one.day)
        event.add("dtstamp", timezone.now())
        event.add("uid", f"{one.day.isoformat()}-{number}@commonbeat")
        whole.add_component(event)
    written: bytes = whole.to_ical()
    return written
