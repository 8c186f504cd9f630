"""What an argument must be: a number, a whole number, a day, words."""

import math
from collections.abc import Iterable
from datetime import date, datetime
from operator import index
from typing import Any

from commonbeat.plumb.errors import DataError

LANGUAGES = ("en", "es")


def number(argument: str, value: Any) -> float:
    """`value` as a finite float."""
    try:
        plain = math.nan if isinstance(value, bool | str) else float(value)
    except (TypeError, ValueError, OverflowError):
        plain = math.nan
    if not math.isfinite(plain):
        raise DataError(argument, f"{value!r} is not a number", "Leave the figure out, or withhold it with a reason")
    return plain


def amount(argument: str, value: Any) -> float:
    """`value` as a finite number of zero or more; a whole number stays whole."""
    if number(argument, value) < 0:
        raise DataError(argument, f"{value!r} is below zero", "Nothing can be counted fewer than zero times")
    return value if isinstance(value, int) else float(value)


def whole(argument: str, value: Any, *, least: int) -> int:
    """`value` as a whole number of at least `least`."""
    if isinstance(value, bool) or not hasattr(value, "__index__") or index(value) < least:
        raise DataError(argument, f"{value!r} is not a whole number from {least} up", "Count again")
    return index(value)


def one_of(argument: str, value: object, kind: type) -> None:
    """Refuse a `value` that is not a `kind`."""
    if not isinstance(value, kind):
        article = "an" if kind.__name__[0] in "AEIOU" else "a"
        raise DataError(
            argument, f"{value!r} is not {article} {kind.__name__}", f"Give a commonbeat.plumb {kind.__name__}"
        )


def day(argument: str, value: object) -> date:
    """`value`, which must be a date without a time of day."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise DataError(argument, f"{value!r} is not a day", "Give a datetime.date in the agency's own time zone")
    return value


def words(argument: str, value: object, *, empty: bool = True) -> str:
    """`value`, which must be text, and not blank unless `empty`."""
    if not isinstance(value, str) or (not empty and not value.strip()):
        raise DataError(argument, f"{value!r} is not text that can be shown", "Give it in words")
    return value


def named(argument: str, given: object) -> tuple[str, ...]:
    """`given`, which must be a list of names (not one text), each in words and once."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise DataError(argument, f"{given!r} is not a list of names", "Give a list, one name each")
    names = tuple(words(argument, name, empty=False) for name in given)
    if len(set(names)) < len(names):
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise DataError(argument, f"the name {twice!r} comes twice", "Give each its own name")
    return names


def spoken(language: str) -> str:
    """The language that plumb speaks for a code such as "en", "es" or "es-mx"; DataError for any other."""
    if not isinstance(language, str):
        raise DataError("language", f"{language!r} is no language", "Ask for en or es")
    code = language.lower().replace("_", "-").split("-")[0]
    if code not in LANGUAGES:
        raise DataError("language", f"plumb does not speak {language!r}", "Ask for en or es")
    return code
