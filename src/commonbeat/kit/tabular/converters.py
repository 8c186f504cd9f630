"""From the text of a cell to its value: one function a column, made once, fast enough for a million rows."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from commonbeat.kit.tabular.amounts import LARGEST, read_number, read_share, read_whole
from commonbeat.kit.tabular.cells import clean, has_invisible, plain, shown
from commonbeat.kit.tabular.fields import Field, FieldType
from commonbeat.kit.tabular.mapping import ColumnMapping
from commonbeat.kit.tabular.moments import (
    FIRST_YEAR,
    in_utc,
    read_clock,
    read_date,
    read_moment,
    read_usual,
)
from commonbeat.kit.tabular.phones import UNREADABLE, full_number, usual_number, without_numbers
from commonbeat.kit.tabular.problems import Note, Reason, Refused

Converter = Callable[[str], Any]

JOIN = "\x1f"
"""What stands between the date and the time of day that come from two columns."""
REMEMBERED = 5_000
OFTEN_BLANK = frozenset({"", "na", "n/a", "nan", "null", "none", "#n/a", "-"})
"""What programs write into a cell that holds nothing."""
BETWEEN = re.compile(r"[;,|/]")
"""What stands between the words of a list in one cell."""


@dataclass
class Settings:
    """What all columns of one file share. Converters add to `noticed`; the reader ties it to the line and clears it."""

    mapping: ColumnMapping
    zone: tzinfo
    now: datetime
    hide_numbers: bool = False
    """Whether texts are searched for phone numbers: where the rows hold some, they slip into any column."""
    keys: frozenset[str] = frozenset()
    """Fields whose text tells one row from another: it stays as it is."""
    noticed: list[str] = field(default_factory=list)


def converter(each: Field, settings: Settings, *, paired: bool = False) -> Converter:
    """The function for one column: text in, value out; raises Refused.

    `paired`: the text is a date and a time of day from two columns with JOIN between them.
    """
    if paired:
        return _pair(each, settings)
    if each.type == FieldType.PHONE:
        return _usual_phone(_or_blank(each, _phone(each, settings), settings), settings)
    make = {
        FieldType.TEXT: _text,
        FieldType.CHOICE: _choice,
        FieldType.SEVERAL: _several,
        FieldType.MOMENT: _moment,
        FieldType.DATE: _date,
        FieldType.WHOLE: _whole,
        FieldType.NUMBER: _number,
        FieldType.SHARE: _share,
    }[each.type]
    convert = _or_blank(each, make(each, settings), settings)
    if each.type == FieldType.MOMENT:
        return _usual_moment(convert, settings)
    if each.type == FieldType.NUMBER:
        return convert if settings.mapping.decimal_comma else _usual_number(convert, each)
    return _remembering(convert, settings)


def _usual_moment(convert: Converter, settings: Settings) -> Converter:
    """The same, but a moment written as most are is read at once."""
    settle, order = _settler(settings), settings.mapping.date_order

    def moment(cell: str) -> Any:
        found = read_usual(cell, order)
        return convert(cell) if found is None else settle(found, "")

    return moment


def _usual_number(convert: Converter, each: Field) -> Converter:
    """The same, but a plain number within its range, as most are, is read at once."""
    least, most = _range(each)

    def number(cell: str) -> Any:
        try:
            found = float(cell)
        except ValueError:
            return convert(cell)
        return found if least <= found <= most and cell.isascii() and "_" not in cell else convert(cell)

    return number


def _range(each: Field) -> tuple[float, float]:
    """Within which numbers a field lies."""
    return -LARGEST if each.least is None else each.least, LARGEST if each.most is None else each.most


def _usual_phone(convert: Converter, settings: Settings) -> Converter:
    """The same, but a number written as most are is read at once, and a cell that is no text is no number."""

    def phone(cell: str) -> Any:
        if usual := usual_number(cell):
            return usual
        try:
            return convert(cell)
        except Refused as refused:
            if refused.reason == Reason.EMPTY:
                raise
        settings.noticed.append(Note.NO_NUMBER)
        return UNREADABLE

    return phone


def _remembering(convert: Converter, settings: Settings) -> Converter:
    """The same, but each word is looked at once: a column of a file has few different words."""
    known: dict[str, Any] = {}

    def look_up(cell: str) -> Any:
        try:
            return known[cell]
        except KeyError:
            value = convert(cell)
            if len(known) < REMEMBERED and len(cell) < 200 and not settings.noticed:
                known[cell] = value
            return value

    return look_up


def _or_blank(each: Field, convert: Converter, settings: Settings) -> Converter:
    explained = settings.mapping.words.get(each.key, {})
    told = frozenset(word for word, code in explained.items() if code == "")
    usual = frozenset({""}) if each.required and each.type == FieldType.TEXT else OFTEN_BLANK - explained.keys()
    empty = (told | usual) - frozenset(each.accepted)
    longest = max(map(len, empty))

    def cell_or_blank(cell: str) -> Any:
        value = clean(cell)
        if len(value) <= longest and plain(value) in empty:
            if each.required:
                raise Refused(Reason.EMPTY)
            return each.blank
        if not cell.isascii() and has_invisible(cell):
            settings.noticed.append(Note.INVISIBLE)
        return convert(value)

    return cell_or_blank


def _text(each: Field, settings: Settings) -> Converter:
    def text(value: str) -> str:
        if len(value) > each.longest:
            raise Refused(Reason.TOO_LONG, length=len(value), most=each.longest)
        return " ".join(value.split())

    def text_without_numbers(value: str) -> str:
        found = without_numbers(value)
        if found != value:
            settings.noticed.append(Note.NUMBER_IN_TEXT)
        return text(found)

    return text_without_numbers if settings.hide_numbers and each.key not in settings.keys else text


def _phone(each: Field, settings: Settings) -> Converter:
    none = {plain(word) for word in each.words}

    def phone(value: str) -> Any:
        if plain(value) in none:
            return each.blank
        found = full_number(value)
        if not found:
            settings.noticed.append(Note.NO_NUMBER)
        return found or UNREADABLE

    return phone


def _several(each: Field, settings: Settings) -> Converter:
    """Words of one cell; what is a word as a whole is not taken apart."""
    words: Mapping[str, str] = each.accepted | dict(settings.mapping.words.get(each.key, {}))
    find = _choice(each, settings)

    def several(value: str) -> tuple[str, ...]:
        whole = plain(value)
        parts = [value] if whole in words else [part for part in BETWEEN.split(value) if part.strip()]
        return tuple(sorted({find(part) for part in parts} - {""}))

    return several


def _choice(each: Field, settings: Settings) -> Converter:
    words: Mapping[str, str] = each.accepted | dict(settings.mapping.words.get(each.key, {}))

    def choice(value: str) -> str:
        try:
            return words[plain(value)]
        except KeyError:
            raise Refused(Reason.UNKNOWN_WORD, word=shown(plain(value), 100)) from None

    return choice


def _moment(each: Field, settings: Settings) -> Converter:
    settle = _settler(settings)

    def moment(value: str) -> datetime:
        found, with_time, note = read_moment(value, settings.mapping.date_order)
        if not with_time:
            raise Refused(Reason.NO_TIME)
        return settle(found, note)

    return moment


def _pair(each: Field, settings: Settings) -> Converter:
    """A date and a time of day that stand in two columns."""
    settle = _settler(settings)

    def pair(cell: str) -> Any:
        day, clock = (clean(part) for part in cell.split(JOIN, 1))
        if not day:
            if each.required:
                raise Refused(Reason.EMPTY)
            return each.blank
        found, note = read_date(day, settings.mapping.date_order)
        if not clock:
            raise Refused(Reason.NO_TIME)
        return settle(datetime.combine(found, read_clock(clock)), note)

    return pair


def _settler(settings: Settings) -> Callable[[datetime, str], datetime]:
    """From what a cell says to the moment in UTC, by the file's clock, noting what was unusual."""
    clock, zone, latest = settings.mapping.clock, settings.zone, settings.now

    def settle(found: datetime, note: str) -> datetime:
        if found.year < FIRST_YEAR:
            raise Refused(Reason.TOO_LONG_AGO, year=FIRST_YEAR)
        if found.year > latest.year + 1:
            raise Refused(Reason.IN_THE_FUTURE)
        at, second_note = in_utc(found, clock, zone)
        if note or second_note:
            settings.noticed += [each for each in (note, second_note) if each]
        if at > latest:
            raise Refused(Reason.IN_THE_FUTURE)
        return at

    return settle


def _date(each: Field, settings: Settings) -> Converter:
    latest = settings.now.astimezone(settings.zone).date()

    def day(value: str) -> date:
        found, note = read_date(value, settings.mapping.date_order)
        if note:
            settings.noticed.append(note)
        if found > latest:
            raise Refused(Reason.IN_THE_FUTURE)
        if found.year < FIRST_YEAR:
            raise Refused(Reason.TOO_LONG_AGO, year=FIRST_YEAR)
        return found

    return day


def _number(each: Field, settings: Settings) -> Converter:
    comma, (least, most) = settings.mapping.decimal_comma, _range(each)
    return lambda value: read_number(value, least, most, comma=comma)


def _whole(each: Field, settings: Settings) -> Converter:
    comma, (least, most) = settings.mapping.decimal_comma, _range(each)
    return lambda value: read_whole(value, least, most, comma=comma)


def _share(each: Field, settings: Settings) -> Converter:
    comma = settings.mapping.decimal_comma
    return lambda value: read_share(value, comma=comma)
