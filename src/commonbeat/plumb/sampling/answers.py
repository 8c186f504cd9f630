"""Answers to the items of a scale as one checked table, items turned round where they ask the other way."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from commonbeat.plumb.checks import number, words
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.sampling.columns import Floats, table


def turned(answers: ArrayLike, items: Sequence[str], lowest: float, highest: float, reverse: Collection[str]) -> Floats:
    """The answers (people, items) as floats from `lowest` to `highest`, with the items of `reverse` turned round.

    Where `answers` has named columns (a data frame), those of `items` are taken, in the order of `items`. NaN, None and
    pandas' NA are no answer. Raises DataError that names the item or the row.
    """
    for argument, given in (("items", items), ("reverse", reverse)):
        if isinstance(given, str) or not hasattr(given, "__iter__"):
            raise DataError(argument, f"{given!r} is no list of names", "Write it as ['fair', 'polite']")
    names = [words("items", name, empty=False) for name in items]
    if len(names) < 2 or len(set(names)) != len(names):
        raise DataError("items", f"{names!r} are not two or more different names", "Name each column once")
    found = table("answers", _columns(answers, names))
    if found.ndim != 2 or found.shape[0] == 0 or found.shape[1] != len(names):
        raise DataError(
            "answers", f"its shape {found.shape} is not people by {len(names)} items", "Give a row a person"
        )
    if number("highest", highest) <= number("lowest", lowest):
        raise DataError("highest", f"{highest!r} is not over {lowest!r}", "Give the ends of the scale")
    unknown = sorted({str(name) for name in reverse} - set(names))
    if unknown:
        raise DataError("reverse", f"{unknown[0]!r} is no item", "Name a column")
    wrong = ~np.isnan(found) & ~((found >= lowest) & (found <= highest))
    if wrong.any():
        row, at = (int(place) for place in np.argwhere(wrong)[0])
        problem = f"row {row} answers '{names[at]}' with {found[row, at]:g}"
        raise DataError("answers", problem, f"Answers lie from {lowest:g} to {highest:g}; NaN means none")
    turn = np.isin(names, list(reverse))
    found[:, turn] = lowest + highest - found[:, turn]
    return found


def _columns(answers: Any, names: list[str]) -> Any:
    """The columns `names` of a data frame; anything without named columns as it is."""
    if not hasattr(answers, "columns"):
        return answers
    for name in names:
        if name not in list(answers.columns):
            raise DataError("answers", f"it has no column '{name}'", "Name the items as the columns are named")
    return answers[names]


def patterns(complete: Floats) -> tuple[Floats, Floats]:
    """The different rows, and how often each occurs: items are folded into one code, one after the other."""
    code = np.zeros(complete.shape[0], dtype=np.int64)
    for at in range(complete.shape[1]):
        values, own = np.unique(complete[:, at], return_inverse=True)
        code = np.unique(code * values.size + own, return_inverse=True)[1].astype(np.int64)
    _, first, counts = np.unique(code, return_index=True, return_counts=True)
    return complete[first], counts.astype(np.float64)
