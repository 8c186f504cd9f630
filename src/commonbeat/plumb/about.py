"""What the data are about: their days, when they were taken, their unit; every figure of a method carries it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonbeat.plumb.checks import one_of, words
from commonbeat.plumb.result import Estimate, Kind, Method, Phrase, Reason, Window, Withheld
from commonbeat.plumb.terms import after


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The days that the data cover, the day when they were taken, what one record is, whether they are made up.

    `unit`: plural noun in English ("stops", "adults"). Raises DataError for anything that cannot be.
    """

    window: Window
    as_of: date
    unit: str = ""
    synthetic: bool = False

    def __post_init__(self) -> None:
        """Check every part now, so that a method does not fail at its end."""
        one_of("window", self.window, Window)
        after(self.window, self.as_of)
        words("unit", self.unit)
        one_of("synthetic", self.synthetic, bool)

    def figure(
        self,
        *,
        point: float,
        low: float,
        high: float,
        n: int,
        method: Method,
        kind: Kind,
        level: float = 0.95,
        notes: Collection[Phrase] = (),
        **parts: Any,
    ) -> Estimate:
        """An Estimate of these data; `parts` are its others (another `unit`, `per`, `numerator`)."""
        given: dict[str, Any] = {"unit": self.unit, **parts}
        return Estimate(
            point=point,
            low=low,
            high=high,
            n=n,
            level=level,
            method=method,
            kind=kind,
            window=self.window,
            as_of=self.as_of,
            notes=tuple(notes),
            synthetic=self.synthetic,
            **given,
        )

    def withheld(self, reason: Reason, kind: Kind, *, n_hint: int | None = None) -> Withheld:
        """A figure of these data that is not shown, and why."""
        return Withheld(reason=reason, kind=kind, window=self.window, as_of=self.as_of, n_hint=n_hint)
