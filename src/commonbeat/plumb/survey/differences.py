"""How much a share changed between two waves, said with its range and with what it cannot show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any

from commonbeat.plumb.frames import framed, in_percent, settles
from commonbeat.plumb.numerals import decimals, written
from commonbeat.plumb.result import Estimate, Reason
from commonbeat.plumb.survey.columns import OVERALL
from commonbeat.plumb.terms import Phrase

SAID = Phrase(
    "{before} ({first}) and then {after} ({second}): {point} points, and it could be anywhere from {low} to {high}. "
    "{so}",
    "{before} ({first}) y después {after} ({second}): {point} puntos, y podría estar entre {low} y {high}. {so}",
)
SO = {
    0: Phrase("We cannot tell whether it rose or fell.", "No se puede saber si subió o bajó."),
    1: Phrase("It rose by more than chance alone would explain.", "Subió más de lo que explicaría el azar."),
    -1: Phrase("It fell by more than chance alone would explain.", "Bajó más de lo que explicaría el azar."),
}
AT_SUCH_A_LEVEL = Phrase(
    "We cannot tell at a level of {level} whether it rose or fell.",
    "A un nivel del {level} no se puede saber si subió o bajó.",
)
LIMITS = Phrase(
    "A difference does not say why. Other people may have answered this time, or they may have been asked in another "
    "way; a change of who answers can look like a change of mind.",
    "Una diferencia no dice por qué. Esta vez pueden haber respondido otras personas, o se les pudo preguntar de otra "
    "manera; un cambio de quienes responden puede parecer un cambio de opinión.",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WaveDifference:
    """How much a share changed: `difference` in points, the shares `before` and `after`, and z.

    `tells`: 1 or -1 where the whole range lies above or below zero, else 0; always 0 at a level under 90%. `z`:
    difference over standard error (NaN where there is none, and the range joins those of both waves).
    """

    difference: Estimate
    before: Estimate
    after: Estimate
    z: float

    @property
    def tells(self) -> int:
        """Which way it went, or 0 where we cannot tell."""
        if not settles(self.difference.level):
            return 0
        return int(self.difference.low > 0) - int(self.difference.high < 0)

    def sentence(self, language: str = "en") -> str:
        """From what to what, by how many points, and whether that tells anything."""
        shares = [100 * one.point for one in (self.before, self.after)]
        points = self.difference.point, self.difference.low, self.difference.high
        places = max(decimals(*points), *(_places(one) for one in (self.before, self.after)))
        if round(shares[1], places) - round(shares[0], places) != round(points[0], places):
            places += 1  # a reader who subtracts the shares should find about the same
        earlier, later = (written(one, places, language=language, percent=True) for one in shares)
        point, low, high = (written(one, places, language=language) for one in points)
        level = self.difference.level
        so = SO[self.tells] if settles(level) else AT_SUCH_A_LEVEL
        said = SAID.said(
            language,
            before=earlier,
            first=self.before.window.said(language),
            after=later,
            second=self.after.window.said(language),
            point=point,
            low=low,
            high=high,
            so=so.said(language, level=in_percent(level, language)),
        )
        return framed(said, [self.difference], language)

    def limits(self, language: str = "en") -> str:
        """What a difference cannot show."""
        return LIMITS.said(language)


def _places(share: Estimate) -> int:
    """How many decimals a share's percent is printed with."""
    return decimals(100 * share.point, 100 * share.low, 100 * share.high, marks=(100.0,))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WaveDifferences(Mapping[str, WaveDifference]):
    """Differences by label of their domain; `left_out`: labels that lack a figure in one of the waves, and why."""

    differences: Mapping[str, WaveDifference]
    left_out: Mapping[str, Reason] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep copies that nobody can change."""
        for name in ("differences", "left_out"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes."""
        return partial(type(self), differences=dict(self.differences), left_out=dict(self.left_out)), ()

    def __getitem__(self, label: str) -> WaveDifference:
        """The difference of a domain."""
        return self.differences[label]

    def __iter__(self) -> Iterator[str]:
        """The labels."""
        return iter(self.differences)

    def __len__(self) -> int:
        """How many domains could be compared."""
        return len(self.differences)

    def sentence(self, language: str = "en") -> str:
        """One line per domain."""
        said = [(label, one.sentence(language)) for label, one in self.items()]
        return "\n".join(text if label == OVERALL else f"{label}: {text}" for label, text in said)
