"""What can be told of a count besides the count itself: a reason why it is hidden, a range, a rounded figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, TypeAlias

from commonbeat.plumb.checks import whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.result import Reason

LARGEST = 1_000_000_000
"""No count may be larger: the programs of the audit are exact in whole numbers up to here."""

TIES = ("up", "even")


def counted(argument: str, value: Any, *, least: int = 0) -> int:
    """`value` as a whole number from `least` up to LARGEST."""
    number = whole(argument, value, least=least)
    if number > LARGEST:
        raise DataError(argument, f"counts too large: {number:,}", f"No more than {LARGEST:,} can be audited")
    return number


@dataclass(frozen=True, slots=True)
class Between:
    """A count told as a range: `low` to `high`, both included; `high` None says "or more"."""

    low: int
    high: int | None = None

    def __post_init__(self) -> None:
        """Refuse a range that ends before it starts."""
        object.__setattr__(self, "low", counted("low", self.low))
        if self.high is not None:
            object.__setattr__(self, "high", counted("high", self.high, least=self.low))

    @property
    def range(self) -> tuple[int, int | None]:
        """The least and the most that the count can be."""
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class Rounded:
    """A count rounded to a multiple of `base`: at random (less than a base away), or to the `nearest` multiple.

    `ties`: where a half goes by rounding to the nearest multiple of an even base: "up", or to the "even" multiple (as
    Python and numpy round). It must be said there, because a reader who knows it knows more.
    """

    value: int
    base: int
    nearest: bool = False
    ties: str | None = None

    def __post_init__(self) -> None:
        """The value must be a multiple of the base."""
        object.__setattr__(self, "base", counted("base", self.base, least=2))
        object.__setattr__(self, "value", counted("value", self.value))
        if self.value % self.base:
            raise DataError("value", f"{self.value} is no multiple of {self.base}", "Round it, or tell it as a count")
        if self.ties not in (*TIES, None):
            raise DataError("ties", f"{self.ties!r} is no rule", "Say up or even")
        if self.nearest and self.base % 2 == 0 and self.ties is None:
            raise DataError("ties", f"a half of {self.base} has two nearest multiples", "Say ties='up' or ties='even'")

    @property
    def range(self) -> tuple[int, int]:
        """The least and the most that the count can be for one who knows how it was rounded."""
        if not self.nearest:
            down = up = self.base - 1
        else:
            down = up = self.base // 2
            if self.base % 2 == 0 and self.ties == "up":
                up -= 1
            elif self.base % 2 == 0 and (self.value // self.base) % 2:
                down, up = down - 1, up - 1
        return max(0, self.value - down), self.value + up


Told: TypeAlias = int | Reason | Between | Rounded

HIDDEN = (Reason.TOO_FEW, Reason.COMPLEMENTARY)
"""The reasons that protect people; others say that there is no count."""


def told_of(table: str, codes: Iterable[str], told: Any) -> Told:
    """What is told of a cell, with numpy's whole numbers made plain."""
    if isinstance(told, Reason | Between | Rounded):
        return told
    return counted(f"{table} at {', '.join(code or 'total' for code in codes)}", told)


def all_of(argument: str, given: Any, kind: type) -> tuple[Any, ...]:
    """`given` as a tuple, of which each must be a `kind`."""
    if not isinstance(given, Iterable) or isinstance(given, str | Mapping):
        raise DataError(argument, f"it is a {type(given).__name__}", f"Give a list of {kind.__name__}s")
    every = tuple(given)
    for one in every:
        if not isinstance(one, kind):
            raise DataError(argument, f"one is a {type(one).__name__}", f"Give a list of {kind.__name__}s")
    return every


def rebuilt(kind: type, values: Mapping[str, Any]) -> Any:
    """What `packed` took apart, made and checked anew."""
    return kind(**values)


def packed(one: Any) -> tuple[Any, tuple[type, dict[str, Any]]]:
    """A frozen dataclass with read-only mappings, as pickle and copy need it."""
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    plain = {name: dict(value) if isinstance(value, MappingProxyType) else value for name, value in values.items()}
    return rebuilt, (type(one), plain)
