"""Numbers, days and sizes in plain words, in the language of the page."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

from commonbeat.plumb.numerals import ranged, written
from commonbeat.plumb.result import Estimate, Kind, Shown, Withheld
from commonbeat.plumb.wording import short, worst_ends

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
"""Text, or text that waits for the language of the page."""

SIZES = ("KB", "MB", "GB", "TB")


def language() -> str:
    """The language of the page, "en" where none is active."""
    return get_language() or "en"


def number(value: float, places: int = 0) -> str:
    """`value` with thousands apart: "51,920"."""
    return written(value, places, language=language()[:2])


def of(part: int, whole: int) -> str:
    """A part of a whole, before any percent: "9 of 14"."""
    return gettext("%(part)s of %(whole)s") % {"part": number(part), "whole": number(whole)}


def spelled(value: int) -> str:
    """A number as it stands in a sentence: up to ten in letters, above in figures."""
    letters = (
        pgettext("number", "none"),
        pgettext("number", "one"),
        pgettext("number", "two"),
        pgettext("number", "three"),
        pgettext("number", "four"),
        pgettext("number", "five"),
        pgettext("number", "six"),
        pgettext("number", "seven"),
        pgettext("number", "eight"),
        pgettext("number", "nine"),
        pgettext("number", "ten"),
    )
    return letters[value] if 0 <= value < len(letters) else number(value)


def day(value: date) -> str:
    """A day: "November 21, 2026"."""
    return date_format(_local(value), pgettext("a day", "F j, Y"))


def short_day(value: date) -> str:
    """A near day, without its year: "Tue., Nov. 24"."""
    return date_format(_local(value), pgettext("a near day", "D., N j"))


def weekday(value: date) -> str:
    """A day as the head of a page: "Monday, November 23"."""
    return date_format(_local(value), pgettext("a day with its weekday", "l, F j"))


def moment(value: datetime) -> str:
    """A day and time in the agency's time zone: "November 21, 2026, 4:40 p.m."."""
    return date_format(_local(value), pgettext("a day and time", "F j, Y, g:i a"))


def day_range(start: date, end: date) -> str:
    """Two days, both included: "July 1 to September 30, 2026"; one day where they are the same."""
    if start == end:
        return day(start)
    near = pgettext("first of two days in one year", "F j")
    first = date_format(start, near) if start.year == end.year else day(start)
    return pgettext("two days", "%(first)s to %(last)s") % {"first": first, "last": day(end)}


def late(days: int) -> str:
    """How late: "3 days late"."""
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": number(days)}


def duration(value: timedelta) -> str:
    """A length of time in its largest two parts: "2 hours 5 minutes"; "less than a second" at the least."""
    seconds = int(value.total_seconds())
    if seconds < 1:
        return gettext("less than a second")
    days, hours, minutes, rest = seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60, seconds % 60
    parts = (
        (days, ngettext("%s day", "%s days", days)),
        (hours, ngettext("%s hour", "%s hours", hours)),
        (minutes, ngettext("%s minute", "%s minutes", minutes)),
        (rest, ngettext("%s second", "%s seconds", rest)),
    )
    said = [name % number(count) if count else "" for count, name in parts]
    first = next(place for place, words in enumerate(said) if words)
    return " ".join(words for words in said[first : first + 2] if words)


def size(count: int) -> str:
    """A number of bytes: "1.2 MB" (a thousand bytes are a KB)."""
    if count < 1000:
        return ngettext("%s byte", "%s bytes", count) % count
    value = float(count)
    for name in SIZES:
        value /= 1000
        if value < 999.95 or name == SIZES[-1]:
            break
    return f"{number(value, 0 if value >= 100 else 1)} {name}"


def listing(items: Sequence[str]) -> str:
    """Several things in a row: "stops, searches and force"."""
    if len(items) < 2:
        return "".join(items)
    return pgettext("list", "%(most)s and %(last)s") % {"most": ", ".join(items[:-1]), "last": items[-1]}


def figure(shown: Shown) -> str:
    """An estimate for a chart that names its unit beside it: "20.4% (19.7 to 21.0)", or why it is not shown."""
    check_shown(shown)
    if isinstance(shown, Withheld):
        return short(shown, language())
    point, spread = parts(shown)
    return f"{point} ({spread})"


def parts(estimate: Estimate, *, signs: bool = False) -> tuple[str, str]:
    """The best figure and its range, apart: ("20.4%", "19.7 to 21.0"); with `signs` the range has percent signs too."""
    point, low, high = ranged(
        estimate.point,
        estimate.low,
        estimate.high,
        language=language()[:2],
        percent=estimate.kind is Kind.SHARE,
        count=estimate.kind is Kind.COUNT,
        signs=signs,
    )
    return point, pgettext("range", "%(low)s to %(high)s") % {"low": low, "high": high}


def silent(shown: Shown) -> str:
    """What those who stayed silent could make of a share of answers: "28.3% to 98.1%"; "–" where nobody did."""
    ends = worst_ends(shown, language())
    return pgettext("range", "%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]} if ends else "–"


def level(estimate: Estimate) -> str:
    """What the range is called: "95% range"."""
    return gettext("%(level)s%% range") % {"level": f"{estimate.level * 100:.4g}"}


def check_shown(shown: object) -> None:
    """Refuse, with a TypeError, whatever is not an Estimate or a Withheld: a bare number has lost its range."""
    if not isinstance(shown, Estimate | Withheld):
        raise TypeError(f"Only an Estimate or a Withheld can be shown, not {type(shown).__name__}: {shown!r}")


def _local(value: date) -> date:
    """A moment in the current time zone; a plain day as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
