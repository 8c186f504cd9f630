"""Cells of people asked and of their answers, their sums row by row, and which rows may be shown beside the total."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from commonbeat.measure.experience.rules import TOP, months
from commonbeat.plumb import Reason, Thresholds

Key: TypeAlias = int | str
"""What names a row: a neighborhood's number, or a month."""
AskedCell = tuple[int | None, str, int]
"""Neighborhood (None: none said), month, how many were asked."""
AnswerCell = tuple[int | None, str, str, int]
"""Neighborhood (None: not kept), month ("": not kept), code of the answer ("": none given), how many."""


@dataclass(frozen=True, slots=True)
class Row:
    """How many gave one of the top answers, how many answered, how many were asked."""

    top: int = 0
    answered: int = 0
    asked: int = 0

    @property
    def rest(self) -> int:
        """How many gave another answer."""
        return self.answered - self.top

    def __add__(self, other: "Row") -> "Row":
        return Row(self.top + other.top, self.answered + other.answered, self.asked + other.asked)

    def __sub__(self, other: "Row") -> "Row":
        return Row(self.top - other.top, self.answered - other.answered, self.asked - other.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """People asked in months that are over, and what they answered; the neighborhoods that there are."""

    areas: tuple[int, ...]
    asked: Sequence[AskedCell]
    answered: Sequence[AnswerCell]
    until: date

    @property
    def months(self) -> list[str]:
        """From the first month in which somebody was asked to the last that is over; none before anybody was."""
        first = min((month for _area, month, _number in self.asked), default="")
        return months(first, self.until) if first else []

    def counted(self) -> list[tuple[int | None, str, Row]]:
        """Every cell of those months as a row; answers whose month is not kept are among them."""
        over = {*self.months, ""}
        found = [(area, month, Row(asked=number)) for area, month, number in self.asked if month in over]
        for area, month, code, number in self.answered:
            if code and month in over:
                found.append((area, month, Row(top=number if code in TOP else 0, answered=number)))
        return found


def total(rows: Sequence[Row]) -> Row:
    """All rows together."""
    return sum(rows, Row())


def unshown(row: Row, least: int, limits: Thresholds) -> Reason | None:
    """Why a row is not shown: too few answers, or so few of one kind that it would tell of single people."""
    if row.answered < least:
        return Reason.TOO_FEW
    if any(0 < part < limits.count for part in (row.top, row.rest)):
        return Reason.COMPLEMENTARY
    return None


def safe(row: Row, limits: Thresholds) -> bool:
    """Whether a group that anybody can work out tells of nobody: it is empty, or large enough to be told itself."""
    if not (row.top or row.answered):
        return True
    return min(row.top, row.rest) >= 0 and unshown(row, limits.score, limits) is None


def hidden(
    rows: Mapping[Key, Row],
    apart: Row,
    least: Mapping[Key, int],
    limits: Thresholds,
    tells: Callable[[Collection[Key]], bool] = lambda _hidden: False,
) -> dict[Key, Reason]:
    """The rows that must not be shown beside the total of all, and why.

    `apart`: answers that the total holds and no row does. `least`: from how many answers on a row is shown. After the
    small rows the smallest others are hidden, one by one, until what an outsider gets by taking all shown rows from the
    total is itself large enough to be shown, and is no single row, and until what is hidden no longer `tells` by
    another way. Where none is left to show, only the total remains, which is judged by itself.
    """
    hides = {key: why for key, row in rows.items() if (why := unshown(row, least[key], limits))}
    others = sorted((key for key in rows if key not in hides), key=lambda key: (rows[key].answered, str(key)))
    while others and (not _covered([(rows[key], least[key]) for key in hides], apart, limits) or tells(hides)):
        hides[others.pop(0)] = Reason.COMPLEMENTARY
    return hides


def _covered(out: Sequence[tuple[Row, int]], apart: Row, limits: Thresholds) -> bool:
    """Whether no row of those left `out` can be worked out from their sum, and the sum is no small one."""
    held = [(row, least) for row, least in out if row.answered]
    rest = total([*(row for row, _least in held), apart])
    if not safe(rest, limits):
        return False
    if not rest.answered or apart.answered:
        return True
    # Each is told as "under `least`": where all are as large as that allows, their sum gives every one of them.
    told = all(row.answered < least for row, least in held)
    return len(held) > 1 and not (told and rest.answered >= sum(least - 1 for _row, least in held))
