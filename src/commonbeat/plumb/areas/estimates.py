"""Shares of areas (or groups) with what belongs to them: the share of all, how far each leans on the others, draws."""

from dataclasses import dataclass, field

import numpy as np

from commonbeat.plumb.areas.cells import Floats
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.numerals import written
from commonbeat.plumb.result import Estimate
from commonbeat.plumb.sealed import Sealed
from commonbeat.plumb.terms import MADE_UP, Phrase
from commonbeat.plumb.wording import short

AREAS = Phrase("areas", "zonas")
GROUPS = Phrase("groups", "grupos")
NONE_OF_AREAS = Phrase("any of the {count} areas", "ninguna de las {count} zonas")
NONE_OF_GROUPS = Phrase("any of the {count} groups", "ninguno de los {count} grupos")
SAID = Phrase(
    "{made_up}For all together our best figure is {overall}, {when}. "
    "The best figures of the {count} {what} run from {low} to {high}; the typical range is {width} points wide, "
    "so do not read much into smaller differences.",
    "{made_up}Para el conjunto, nuestra mejor cifra es {overall}, {when}. "
    "Las mejores cifras de {count} {what} van de {low} a {high}; el rango típico tiene {width} puntos de ancho, "
    "así que no conviene leer mucho en diferencias menores.",
)
UNANSWERED = Phrase(
    "Where nobody answered ({count} of them), the figure comes from the model alone.",
    "Donde nadie respondió ({count}), la cifra viene solo del modelo.",
)
LIMITS = Phrase(
    "Each figure borrows from the others: where few answered, it says what places and people like these tend to say, "
    "not what is special about this one. It cannot show why areas differ. It leans on the census being right, and on "
    "those who answered thinking like their neighbors of the same group who did not. The figures are pulled together, "
    "so neither the order of the areas nor the highest and lowest can be read from them.",
    "Cada cifra toma prestado de las demás: donde respondieron pocas personas, dice lo que suele responder gente y "
    "lugares parecidos, no lo que este tiene de especial. No puede mostrar por qué difieren las zonas. Supone que el "
    "censo es correcto y que quienes respondieron piensan como sus vecinos del mismo grupo que no respondieron. Las "
    "cifras se acercan entre sí, así que de ellas no se puede leer ni el orden de las zonas ni la más alta o más baja.",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AreaEstimates(Sealed):
    """The share of each level of the factor `by`, and of all together.

    `areal`: the levels are the model's areas (else groups of people). `names`: levels in the census's order, `areas`:
    their Estimates in the same order (Kind.SHARE), `overall`: of all. `shrinkage` (0 to 1, one a level, None for a
    fixed factor): how much of the variance between levels is still open once the level's own answers are known; 1 where
    nobody answered, near 0 where the figure rests on its own answers. The draws are kept, read-only, for comparisons;
    `seed` is theirs.
    """

    by: str
    areal: bool
    names: tuple[str, ...]
    areas: tuple[Estimate, ...]
    overall: Estimate
    shrinkage: Floats | None
    seed: int
    _own: Floats | None = field(repr=False)
    _draws: Floats = field(repr=False)
    _overall: Floats = field(repr=False)

    def of(self, name: str) -> Estimate:
        """The Estimate of one level; DataError where there is none of that name."""
        if not isinstance(name, str) or name not in self.names:
            raise DataError("name", f"there is no {name!r} in {self.by!r}", "Use one of its names")
        return self.areas[self.names.index(name)]

    @property
    def draws(self) -> Floats:
        """Levels x draws from the joint posterior of the shares, read-only; for comparisons, not for display."""
        return self._draws

    @property
    def own_effects(self) -> Floats | None:
        """By how much each level differs from what all else in the model says of it (mean, logit scale), read-only."""
        return self._own

    @property
    def overall_draws(self) -> Floats:
        """The same draws of the share of all."""
        return self._overall

    def sentence(self, language: str = "en") -> str:
        """What the figures say together, and how sure they are, in plain words."""
        points = np.array([area.point for area in self.areas]) * 100
        low, high = (written(end, 0, language=language, percent=True) for end in (points.min(), points.max()))
        width = np.median([area.high - area.low for area in self.areas]) * 100
        said = SAID.said(
            language,
            made_up=MADE_UP.said(language) if self.overall.synthetic else "",
            overall=short(self.overall, language),
            when=self.overall.window.during(language),
            count=len(self.areas),
            what=kind_of_level(self.areal).said(language),
            low=low,
            high=high,
            width=written(float(width), 0, language=language),
        )
        silent = sum(area.n == 0 for area in self.areas)
        return f"{said} {UNANSWERED.said(language, count=silent)}" if silent else said

    def limits(self, language: str = "en") -> str:
        """What the figures cannot show, in plain words."""
        return LIMITS.said(language)


def kind_of_level(areal: bool) -> Phrase:
    """What the levels are called: areas, or groups."""
    return AREAS if areal else GROUPS


def none_of(areal: bool) -> Phrase:
    """That something holds of none of `{count}` areas or groups."""
    return NONE_OF_AREAS if areal else NONE_OF_GROUPS
