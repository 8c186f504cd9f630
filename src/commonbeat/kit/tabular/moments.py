"""Dates and times as files write them: ISO, US or day first, month names, spreadsheet day numbers, 12 or 24 hours."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum

from commonbeat.kit.tabular.problems import Note, Reason, Refused

FIRST_YEAR = 1900
SPREADSHEET_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet's count (1900 system, with its false leap day allowed for)."""

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan ene",
            "feb",
            "mar",
            "apr abr",
            "may",
            "jun",
            "jul",
            "aug ago",
            "sep set",
            "oct",
            "nov",
            "dec dic",
        ),
        1,
    )
    for name in names.split()
}
_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d+))?)?\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?"
)
_ZONE = r"\s*(?P<zone>Z|z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_TAIL = rf"(?:(?:[T\s]\s*|,\s*){_TIME}{_ZONE})?"
SHAPES = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _TAIL),
    re.compile(r"(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + _TAIL),
    re.compile(r"(?P<day>\d{1,2})[-\s]?(?P<name>[A-Za-z]{3,10})\.?[-,\s]?\s*(?P<year>\d{4}|\d{2})" + _TAIL),
    re.compile(r"(?P<name>[A-Za-z]{3,10})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})" + _TAIL),
    re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})" + _TAIL),
)
CLOCK = re.compile(_TIME + _ZONE)
MILITARY = re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?")
SERIAL = re.compile(r"(?P<day>[2-7]\d{4})(?:\.(?P<part>\d+))?")
FRACTION = re.compile(r"0?\.\d+")


class DateOrder(StrEnum):
    """Which comes first where a date is written 1/2/2017. Dates that begin with the year are read in any case."""

    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"


class Clock(StrEnum):
    """Whose clock the times of a file show."""

    AS_WRITTEN = "as_written"
    """An offset written with the time counts; without one it is the agency's local time."""
    LOCAL = "local"
    """The agency's local time, whatever is written with it."""
    UTC = "utc"
    """UTC, although it may look local."""


def read_usual(cell: str, order: DateOrder) -> datetime | None:
    """A moment as most files write it, ISO 8601 or 11/22/2026 14:05, read at once; None where it is not so."""
    size = len(cell)
    if size in (16, 19) and cell[2] == cell[5] == "/" and cell[10] in " T" and cell[13] == ":":
        if size == 19 and cell[16] != ":":
            return None
        one, two = cell[:2], cell[3:5]
        month, day = (two, one) if order == DateOrder.DAY_FIRST else (one, two)
        cell = f"{cell[6:10]}-{month}-{day}{cell[10:]}"
    try:
        return datetime.fromisoformat(cell) if size > 12 else None
    except ValueError:
        return None


def read_moment(value: str, order: DateOrder) -> tuple[datetime, bool, str]:
    """What a cell says: the moment (aware only if the cell names an offset), whether a time was there, and a note.

    Raises Refused.
    """
    if serial := SERIAL.fullmatch(value):
        day = SPREADSHEET_ZERO + timedelta(days=int(serial["day"]))
        seconds = round(float(f"0.{serial['part'] or 0}") * 86_400)
        return datetime.combine(day, time()) + timedelta(seconds=seconds), serial["part"] is not None, Note.SERIAL_DATE
    for shape in SHAPES:
        if found := shape.fullmatch(value):
            return _moment(found, order), found["hour"] is not None, ""
    raise Refused(Reason.NOT_A_DATE)


def read_clock(value: str) -> time:
    """A time of day in a column of its own: 13:45, 1:45 PM, 1345, or a spreadsheet's part of a day. Raises Refused."""
    if FRACTION.fullmatch(value):
        return (datetime.min + timedelta(seconds=round(float(value) * 86_400) % 86_400)).time()
    found = CLOCK.fullmatch(value) or MILITARY.fullmatch(value.zfill(4))
    if not found:
        try:
            whole, with_time, _note = read_moment(value, DateOrder.MONTH_FIRST)
        except Refused:
            with_time = False
        if not with_time:
            raise Refused(Reason.NOT_A_TIME)
        return whole.time()
    return _time(found)


def read_date(value: str, order: DateOrder) -> tuple[date, str]:
    """The day that a cell names, and a note. Raises Refused."""
    moment, _with_time, note = read_moment(value, order)
    return moment.date(), note


def in_utc(moment: datetime, clock: Clock, zone: tzinfo) -> tuple[datetime, str]:
    """The moment in UTC, and a note where the clock ran twice, was skipped, or an offset was set aside."""
    note = ""
    if moment.tzinfo is not None:
        if clock == Clock.AS_WRITTEN:
            return moment.astimezone(UTC), ""
        if clock == Clock.LOCAL or moment.utcoffset():
            note = Note.OFFSET_IGNORED
    if clock == Clock.UTC:
        return moment.replace(tzinfo=UTC), note
    local = moment.replace(tzinfo=zone)
    first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
    if first is not None and second is not None and first != second:
        note = Note.TWICE_HOUR if first > second else Note.LOST_HOUR
    return local.astimezone(UTC), note


def _moment(found: re.Match[str], order: DateOrder) -> datetime:
    parts = found.groupdict()
    year = int(parts["year"])
    if year < 100:
        year += 2000 if year <= datetime.now(UTC).year % 100 + 1 else 1900
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        month, day = (two, one) if order == DateOrder.DAY_FIRST else (one, two)
    else:
        day = int(parts["day"])
        month = int(parts["month"]) if "month" in parts else MONTHS.get(parts["name"][:3].lower(), 0)
    if "name" in parts and not month:
        raise Refused(Reason.NOT_A_DATE)
    clock = _time(found) if parts["hour"] is not None else time()
    try:
        return datetime.combine(date(year, month, day), clock, tzinfo=_offset(parts["zone"]))
    except ValueError:
        raise Refused(Reason.NO_SUCH_DAY) from None


def _time(found: re.Match[str]) -> time:
    parts = found.groupdict()
    hour = int(parts["hour"])
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            raise Refused(Reason.NO_SUCH_DAY)
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    try:
        return time(hour, int(parts["minute"]), int(parts["second"] or 0), _microseconds(parts.get("part")))
    except ValueError:
        raise Refused(Reason.NO_SUCH_DAY) from None


def _microseconds(part: str | None) -> int:
    return int(part[:6].ljust(6, "0")) if part else 0


def _offset(zone: str | None) -> tzinfo | None:
    if zone is None:
        return None
    if zone[0] not in "+-":
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 15 or minutes > 59:
        raise Refused(Reason.NO_SUCH_DAY)
    return timezone((-1 if zone[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
