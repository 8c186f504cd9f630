"""Estimate and Withheld: a number that cannot lose its range, and a number that is not shown, with the reason."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self, TypeAlias

from commonbeat.plumb.checks import amount, day, number, one_of, whole, words
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.numerals import ranged
from commonbeat.plumb.terms import POISSON_EXACT, WILSON, Kind, Method, Phrase, Reason, Window, after

__all__ = [
    "POISSON_EXACT",
    "WILSON",
    "Estimate",
    "Kind",
    "Method",
    "Phrase",
    "Reason",
    "Shown",
    "Window",
    "Withheld",
    "shown_from_dict",
]

NEVER_NEGATIVE = (Kind.SHARE, Kind.RATE, Kind.COUNT, Kind.RATIO, Kind.CHANCE)
NEVER_OVER_ONE = (Kind.SHARE, Kind.CHANCE, Kind.INDEX)
PERCENTS = (Kind.SHARE, Kind.CHANCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One figure with all that makes it honest. It is no number: it cannot be added, sorted or turned into one.

    `point`, `low`, `high`: in the units shown (a share from 0 to 1; a rate per `per` of `unit`).
    `n`: the records behind it (a share: trials; a rate or count: events). `level`: of the range, 0 to 1.
    `window`: the days covered. `as_of`: the day when the data were taken.
    `unit`: plural noun in English: what a share is a share of, what a rate is per, what a count counts.
    `numerator`, `denominator`: where the figure is one over the other.
    `notes`: what the method had to do or to assume. `synthetic`: made up for a demonstration.
    `asked`: how many were asked, where the figure is a share of the `n` who answered; all others stayed silent.
    Raises DataError for anything that cannot be.
    """

    point: float
    low: float
    high: float
    n: int
    level: float
    method: Method
    kind: Kind
    window: Window
    as_of: date
    per: int = 1
    unit: str = ""
    numerator: float | None = None
    denominator: float | None = None
    notes: tuple[Phrase, ...] = ()
    synthetic: bool = False
    asked: int | None = None

    def __post_init__(self) -> None:
        """Check every part, and turn numpy's scalars into plain numbers."""
        for name in ("point", "low", "high", "level"):
            object.__setattr__(self, name, number(name, getattr(self, name)))
        for name in ("numerator", "denominator"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, amount(name, getattr(self, name)))
        object.__setattr__(self, "n", whole("n", self.n, least=0))
        object.__setattr__(self, "per", whole("per", self.per, least=1))
        _check_context(self)
        _check_size(self)
        _check_parts(self)
        if self.asked is not None:
            object.__setattr__(self, "asked", _checked_asked(self))

    @property
    def worst(self) -> tuple[float, float] | None:
        """The share if all who stayed silent had said no, and if all had said yes; None where nobody was asked."""
        if not self.asked or self.numerator is None:
            return None
        return self.numerator / self.asked, (self.numerator + self.asked - self.n) / self.asked

    def __str__(self) -> str:
        """One honest line in English; `plumb.wording` says more, and says it in Spanish."""
        percent, count, ratio = self.kind in PERCENTS, self.kind is Kind.COUNT, self.kind is Kind.RATIO
        point, low, high = ranged(self.point, self.low, self.high, percent=percent, count=count, ratio=ratio)
        per = f" per {self.per:,} {self.unit}".rstrip() if self.kind is Kind.RATE else ""
        made_up = "made-up data, " if self.synthetic else ""
        return f"{point}{per} ({self.level * 100:.4g}% range {low} to {high}; n = {self.n:,}; {made_up}{self.window})"

    def as_dict(self) -> dict[str, Any]:
        """Plain values under plain names, for JSON; `from_dict` gives the same Estimate back."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        if self.asked is None:
            del plain["asked"]
        plain |= {"method": self.method.as_dict(), "kind": self.kind.value, "window": self.window.as_dict()}
        notes = [note.as_dict() for note in self.notes]
        return {"type": "estimate", **plain, "as_of": self.as_of.isoformat(), "notes": notes}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The Estimate that `as_dict` wrote; everything is checked again."""
        parts = _parts(data, "estimate", {field.name for field in fields(cls)} - ({"asked"} - data.keys()))
        parts |= {"method": Method(**parts["method"]), "notes": tuple(Phrase(**note) for note in parts["notes"])}
        return cls(**parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A figure that is not shown, and why. It holds nothing from which the figure could be worked out.

    `n_hint`: the number that it would need (a threshold such as 30), never the number that there is.
    `detail`: a sentence for the page, already in the reader's language.
    """

    reason: Reason
    kind: Kind
    window: Window
    as_of: date
    n_hint: int | None = None
    detail: str = ""

    def __post_init__(self) -> None:
        """Check every part."""
        one_of("reason", self.reason, Reason)
        one_of("kind", self.kind, Kind)
        one_of("window", self.window, Window)
        day("as_of", self.as_of)
        words("detail", self.detail)
        if self.n_hint is not None:
            object.__setattr__(self, "n_hint", whole("n_hint", self.n_hint, least=1))

    def __str__(self) -> str:
        """One line in English; `plumb.wording` says more."""
        under = f" (under {self.n_hint:,})" if self.n_hint is not None else ""
        return f"not shown: {self.reason.value.replace('_', ' ')}{under}; {self.window}"

    def as_dict(self) -> dict[str, Any]:
        """Plain values under plain names, for JSON; `from_dict` gives the same Withheld back."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        plain |= {"reason": self.reason.value, "kind": self.kind.value, "window": self.window.as_dict()}
        return {"type": "withheld", **plain, "as_of": self.as_of.isoformat()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The Withheld that `as_dict` wrote; everything is checked again."""
        parts = _parts(data, "withheld", {field.name for field in fields(cls)})
        return cls(**parts | {"reason": Reason(parts["reason"])})


Shown: TypeAlias = Estimate | Withheld


def shown_from_dict(data: dict[str, Any]) -> Shown:
    """The Estimate or Withheld that `as_dict` wrote."""
    return Withheld.from_dict(data) if data.get("type") == "withheld" else Estimate.from_dict(data)


def _check_context(estimate: Estimate) -> None:
    """What the figure is, how it was made and from which days."""
    one_of("method", estimate.method, Method)
    one_of("kind", estimate.kind, Kind)
    one_of("window", estimate.window, Window)
    one_of("synthetic", estimate.synthetic, bool)
    one_of("notes", estimate.notes, tuple)
    words("unit", estimate.unit)
    for note in estimate.notes:
        one_of("notes", note, Phrase)
    after(estimate.window, estimate.as_of)


def _check_size(estimate: Estimate) -> None:
    """Range around point, level inside 0 and 1, and the limits of the kind."""
    if not estimate.low <= estimate.point <= estimate.high:
        found = f"{estimate.point} lies outside {estimate.low} to {estimate.high}"
        raise DataError("low, point, high", found, "A range holds its best figure")
    if not 0 < estimate.level < 1:
        raise DataError("level", f"{estimate.level} is not between 0 and 1", "Write 95% as 0.95")
    if estimate.kind in NEVER_NEGATIVE and estimate.low < 0:
        raise DataError(
            "low", f"a {estimate.kind} cannot be below zero", "Use a range that respects it, or a difference"
        )
    if estimate.kind in NEVER_OVER_ONE and estimate.high > 1:
        raise DataError("high", f"a {estimate.kind} cannot be over 1", "Use a range that respects it, or a rate")
    if estimate.kind is not Kind.RATE and estimate.per != 1:
        raise DataError("per", f"a {estimate.kind} is not per {estimate.per}", "Use a rate")


def _check_parts(estimate: Estimate) -> None:
    """Numerator and denominator, where they are told."""
    if estimate.denominator == 0:
        raise DataError("denominator", "nothing can be divided by zero", "Withhold it: no denominator")
    if estimate.kind is not Kind.SHARE or estimate.numerator is None or estimate.denominator is None:
        return
    if estimate.numerator > estimate.denominator:
        raise DataError("numerator", "a share has more hits than trials", "Swap them, or use a rate")


def _checked_asked(estimate: Estimate) -> int:
    """How many were asked: only for a share of those who answered, and never fewer than they."""
    asked = whole("asked", estimate.asked, least=0)
    if estimate.kind is not Kind.SHARE or estimate.numerator is None or estimate.denominator != estimate.n:
        raise DataError("asked", "this is no share of all who answered", "Say it of a share whose denominator is its n")
    if asked < estimate.n:
        raise DataError("asked", f"{estimate.n:,} answered and {asked:,} were asked", "Whoever answered was asked")
    return asked


def _parts(data: dict[str, Any], type_: str, names: set[str]) -> dict[str, Any]:
    """The arguments written in `data`, which must be exactly those of the type."""
    if set(data) != names | {"type"} or data["type"] != type_:
        raise DataError("data", f"this is not a written {type_}", "Give what as_dict() returned")
    parts = {name: value for name, value in data.items() if name != "type"}
    parts |= {"kind": Kind(data["kind"]), "window": Window.from_dict(data["window"])}
    return parts | {"as_of": date.fromisoformat(data["as_of"])}
