"""What a caller hands over for a table: mappings, codes, rows of counts; what is none of these is refused in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from commonbeat.plumb.checks import words
from commonbeat.plumb.errors import DataError


def mapped(argument: str, given: Any) -> dict[Any, Any]:
    """A mapping (or pandas' Series) as a dict; refuses what is none, and a label that stands twice."""
    if not isinstance(given, Mapping) and not hasattr(given, "items"):
        raise DataError(argument, f"it is a {type(given).__name__}", "Give a mapping: {label: value}")
    pairs = list(given.items())
    found = dict(pairs)
    if len(found) < len(pairs):
        raise DataError(argument, "a label stands there twice", "Add its numbers up, or drop one")
    return found


def listed(argument: str, given: Any) -> tuple[Any, ...]:
    """What one can go through, as a tuple."""
    if not isinstance(given, Iterable):
        raise DataError(argument, f"{given!r} is no list", "Give a list")
    return tuple(given)


def code_of(argument: str, value: Any) -> str:
    """A code of an axis as plain text, or TOTAL; numbers are refused, since 2019 and "2019" would be two codes."""
    if not isinstance(value, str):
        raise DataError(argument, f"the code {value!r} is no text", f"Write it as text: {str(value)!r}")
    return str(value)


def cell_of(argument: str, codes: Any, axes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of a cell, one for each of `axes`."""
    if isinstance(codes, str) or not isinstance(codes, Iterable):
        raise DataError(argument, f"{codes!r} is no tuple of codes", f"Give one code for each of {', '.join(axes)}")
    found = tuple(code_of(argument, one) for one in codes)
    if len(found) != len(axes):
        raise DataError(argument, f"{found} has not one code an axis", "Give one code an axis")
    return found


def axis_along(table: str, given: Any) -> tuple[str, tuple[str, ...]]:
    """An axis and its codes in order: text, each once."""
    if isinstance(given, str) or len(pair := listed("along", given)) != 2:
        raise DataError(
            "along", f"{given!r} of {table!r} is no axis", 'Give its name and its codes: ("area", ["A", "B"])'
        )
    axis = words("along", pair[0], empty=False)
    where = f"along: {axis!r} of {table!r}"
    codes = tuple(code_of(where, one) for one in listed(where, pair[1]))
    if not codes or "" in codes or len(set(codes)) < len(codes):
        problem = f"{axis!r} of {table!r} has no codes, a code without a name, or one twice"
        raise DataError("along", problem, "Name each once")
    return axis, codes


def rows_of(given: Any) -> list[tuple[Any, ...]]:
    """Rows of counts (lists, an array or pandas' DataFrame), all of one length."""
    found = [listed("counts", row) for row in listed("counts", plain(given))]
    if wrong := [place for place, row in enumerate(found) if len(row) != len(found[0])]:
        problem = f"row {wrong[0]} has {len(found[wrong[0]])} counts where row 0 has {len(found[0])}"
        raise DataError("counts", problem, "Give as many counts in every row")
    return found


def plain(given: Any) -> Any:
    """Lists in place of an array, or of pandas' DataFrame, which would be gone through by the names of its columns."""
    array = given.to_numpy() if hasattr(given, "to_numpy") else given
    return array.tolist() if hasattr(array, "tolist") else array
