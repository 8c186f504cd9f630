"""What a definition is made of: the dimensions that tell cells apart and the counts inside each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from commonbeat.plumb.errors import DataError


class Form(StrEnum):
    """What the values of a dimension are; dates become text that sorts: 2017-05-03, 2017-05, 2017."""

    TEXT = "text"
    WHOLE = "whole"
    FLAG = "flag"
    DAY = "%Y-%m-%d"
    MONTH = "%Y-%m"
    YEAR = "%Y"


DATES = (Form.DAY, Form.MONTH, Form.YEAR)
"""The forms that are written from a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """What cells are told apart by: a column or expression (`sql`, as PostgreSQL writes it) under a `name`.

    With a `width`, whole numbers are put in buckets, each named by its least number: 17 and 19 are 15 where the width
    is 5, and -1 is -5. Raises DataError for a width below 1, or of what is no whole number.
    """

    name: str
    sql: str
    form: Form = Form.TEXT
    width: int = 1

    def __post_init__(self) -> None:
        """Refuse buckets that are not of whole numbers."""
        if type(self.width) is not int or self.width < 1:
            raise DataError("width", f"{self.name} has buckets of {self.width}", "Give a whole number from 1")
        if self.width > 1 and self.form is not Form.WHOLE:
            raise DataError("width", f"{self.name} is no whole number", "Take Form.WHOLE, or leave the width out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What is counted in each cell: rows, or the sum of a whole-number expression `of`, where `where` holds.

    Missing values add nothing; a cell without any is 0.
    """

    name: str
    where: str = ""
    of: str = ""
