"""What a survey's methods hand back: one Estimate per domain, by label, with the standard errors beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from types import MappingProxyType
from typing import Any

from commonbeat.plumb.result import Estimate, Reason
from commonbeat.plumb.survey.columns import OVERALL
from commonbeat.plumb.wording import sentence


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Estimates(Mapping[str, Estimate]):
    """Estimates by label of their domain ("all" where there are no domains); a mapping in the order of the levels.

    `standard_errors`, `degrees`: of each label (diagnostics). `left_out`: labels without a figure and why: nobody in
    them (NO_DENOMINATOR), or no two sampled units of one stratum, or one number from all, from which no range can be
    had (TOO_FEW); show them as Withheld.
    """

    figures: Mapping[str, Estimate]
    standard_errors: Mapping[str, float]
    degrees: Mapping[str, float]
    left_out: Mapping[str, Reason] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep copies that nobody can change."""
        for one in fields(self):
            object.__setattr__(self, one.name, MappingProxyType(dict(getattr(self, one.name))))

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes."""
        return partial(type(self), **{one.name: dict(getattr(self, one.name)) for one in fields(self)}), ()

    def __getitem__(self, label: str) -> Estimate:
        """The estimate of a domain."""
        return self.figures[label]

    def __iter__(self) -> Iterator[str]:
        """The labels."""
        return iter(self.figures)

    def __len__(self) -> int:
        """How many domains have an estimate."""
        return len(self.figures)

    def sentence(self, language: str = "en") -> str:
        """One sentence per domain, each on a line of its own, its label in front (none for everybody)."""
        said = [(label, sentence(figure, language)) for label, figure in self.items()]
        return "\n".join(text if label == OVERALL else f"{label}: {text}" for label, text in said)
