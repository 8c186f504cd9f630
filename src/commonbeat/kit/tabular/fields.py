"""What a kind of row is made of: its fields, what may stand in them, how their columns are often called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonbeat.kit.tabular.cells import plain
from commonbeat.kit.tabular.problems import REMEDIES, FileReason, Problem, Reason, explain
from commonbeat.kit.words import Words

A_NUMBER = _("a number")
"""All that is shown of what a private field holds."""


class FieldType(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    CHOICE = "choice"
    """One of the words of a list."""
    SEVERAL = "several"
    """Any number of words of a list, with ; , | or / between them: read as a tuple of codes in order."""
    PHONE = "phone"
    """A phone number, read as E.164. What is none is never refused: it is read as `phones.UNREADABLE` and noted."""
    MOMENT = "moment"
    """A day and a time of day: read as an aware datetime in UTC. Date and time may stand in two columns."""
    DATE = "date"
    WHOLE = "whole"
    NUMBER = "number"
    SHARE = "share"
    """0 to 1, written 0.353 or 35.3%."""


@dataclass(frozen=True)
class Field:
    """One thing that a row may say.

    `synonyms` are names under which files often carry it; `words` maps what files write to one of `choices`;
    `blank` is what an empty cell or a column that is not there means. A phone's `words` say that there is no number.
    What a `private` field holds is shown and listed nowhere on the way in, and kept in no correction.
    """

    key: str
    label: Words
    type: FieldType = FieldType.TEXT
    required: bool = False
    hint: Words = ""
    example: str = ""
    synonyms: Sequence[str] = ()
    choices: Mapping[str, Words] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    blank: Any = None
    longest: int = 200
    least: float | None = None
    most: float | None = None
    private: bool = False

    @cached_property
    def accepted(self) -> dict[str, str]:
        """Every word that is understood without being told: codes and synonyms, in plain form."""
        codes = {plain(code.replace("_", " ")): code for code in self.choices}
        return codes | {plain(code): code for code in self.choices} | {plain(w): c for w, c in self.words.items()}


@dataclass(frozen=True)
class RowKind:
    """A kind of row that a file may hold: what an app's imports.py says of it.

    `key` goes into addresses and commands; `natural_key` names the fields that together tell one row from another.
    """

    key: str
    label: Words
    explanation: Words
    fields: Sequence[Field]
    natural_key: Sequence[str]
    reasons: Mapping[str, tuple[Words, Words]] = field(default_factory=dict)
    """The app's own reasons to refuse a row: code to (what is wrong, what to do)."""

    def __post_init__(self) -> None:
        """A key is shown wherever its row is told of, so it cannot be private."""
        if any(each.private for each in self.fields if each.key in self.natural_key):
            raise ValueError(f"The key of {self.key} cannot be private.")

    @cached_property
    def by_key(self) -> dict[str, Field]:
        return {each.key: each for each in self.fields}

    @cached_property
    def private(self) -> bool:
        """Whether a field is private. The file of such a kind is deleted as soon as it is read."""
        return any(each.private for each in self.fields)

    def seen(self, problem: Problem) -> str:
        """What stands in the cell, as a page may show it: of a private field only that something does."""
        each = self.by_key.get(problem.field)
        return str(A_NUMBER) if each is not None and each.private else problem.value

    def told(self, problem: Problem) -> tuple[str, str]:
        """What is wrong with a cell, and what to do about it, in the reader's language."""
        what, remedy = self.reasons.get(problem.reason) or (Reason(problem.reason).label, REMEDIES[problem.reason])
        return explain(what, problem.detail), str(remedy)

    def refusal(self, reason: str, detail: Mapping[str, str]) -> str:
        """Why a whole file cannot be taken, from what was kept of it, in the reader's language."""
        keys = detail.get("fields", "").split(", ")
        labels = [str(self.by_key[key].label) for key in keys if key in self.by_key]
        return explain(FileReason(reason).label, {**detail, **({"fields": ", ".join(labels)} if labels else {})})

    @cached_property
    def places(self) -> dict[str, int]:
        """At which place of a row's values each field stands."""
        return {each.key: place for place, each in enumerate(self.fields)}
