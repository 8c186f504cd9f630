"""Low and sure: the areas whose share lies under a level with a high chance, never a ranking by the figure alone."""

from dataclasses import dataclass

from commonbeat.plumb.about import About
from commonbeat.plumb.areas.estimates import AreaEstimates, kind_of_level, none_of
from commonbeat.plumb.areas.waves import chance
from commonbeat.plumb.checks import number, one_of
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.frames import in_percent
from commonbeat.plumb.numerals import written
from commonbeat.plumb.result import Estimate
from commonbeat.plumb.terms import MADE_UP, Phrase
from commonbeat.plumb.wording import short

LISTED = Phrase(
    "{made_up}In {count} of {all} {what} the share is under {under}, with a chance of {sure} or more each: {names}. "
    "By these chances {wrong} of them may stand here wrongly.",
    "{made_up}En {count} de {all} {what} el porcentaje está por debajo de {under}, con una probabilidad de {sure} o "
    "más en cada caso: {names}. Según esas probabilidades, {wrong} podrían estar aquí por error.",
)
ABOUT = Phrase("about {count}", "alrededor de {count}")
HARDLY = Phrase("fewer than {count}", "menos de {count}")
FEWEST = 0.1
"""The smallest number of wrong ones that is told; under it, it is told that there are fewer."""
EMPTY = Phrase(
    "{made_up}We cannot tell of {none_of} that its share is under {under} with a chance of {sure} or more.",
    "{made_up}No podemos decir de {none_of} que su porcentaje esté por debajo de {under} con una "
    "probabilidad de {sure} o más.",
)
UNSURE = Phrase(
    "Of {count} more we cannot tell on which side they are.",
    "De {count} más no podemos decir de qué lado están.",
)
UNSURE_OF_ONE = Phrase(
    "Of 1 more we cannot tell on which side it is.",
    "De 1 más no podemos decir de qué lado está.",
)
LIMITS = Phrase(
    "The list is not a ranking: areas on it may be alike, and an area that is not on it may be low too, where few "
    "answered. It cannot show why a share is low. It leans on the model and the census, as the figures do.",
    "La lista no es una clasificación: las zonas que están en ella pueden ser parecidas, y una que no está puede ser "
    "baja también, donde respondieron pocas personas. No puede mostrar por qué un porcentaje es bajo. Se apoya en el "
    "modelo y en el censo, como las cifras.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LowArea:
    """One area on the list: its share, and the chance that the share is under the level."""

    name: str
    share: Estimate
    chance: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class LowAndSure:
    """The areas under a level with a chance of `sure` or more, in the census's order.

    `under`: the level (0 to 1). `listed`: those areas. `unsure`: how many others may lie on either side.
    `looked_at`: how many areas there are. `expected_wrong`: how many of those listed are expected to be over the level
    after all; of each one draw at least is counted so, as the draws cannot show that there is no chance of it.
    """

    under: float
    sure: float
    listed: tuple[LowArea, ...]
    unsure: int
    looked_at: int
    expected_wrong: float
    areal: bool
    synthetic: bool

    def sentence(self, language: str = "en") -> str:
        """Who is low for sure, or that nobody can tell."""
        under, sure = (in_percent(end, language) for end in (self.under, self.sure))
        wrong = max(self.expected_wrong, FEWEST)
        said = (LISTED if self.listed else EMPTY).said(
            language,
            made_up=MADE_UP.said(language) if self.synthetic else "",
            count=len(self.listed),
            all=self.looked_at,
            what=kind_of_level(self.areal).said(language),
            none_of=none_of(self.areal).said(language, count=self.looked_at),
            under=under,
            sure=sure,
            names=", ".join(f"{area.name}: {short(area.share, language)}" for area in self.listed),
            wrong=(ABOUT if self.expected_wrong >= FEWEST else HARDLY).said(
                language, count=written(wrong, 1, language=language)
            ),
        )
        unsure = UNSURE_OF_ONE if self.unsure == 1 else UNSURE
        return f"{said} {unsure.said(language, count=self.unsure)}" if self.unsure else said

    def limits(self, language: str = "en") -> str:
        """What the list cannot show, in plain words."""
        return LIMITS.said(language)


def low_and_sure(estimates: AreaEstimates, *, under: float, sure: float = 0.9) -> LowAndSure:
    """The areas of `estimates` whose share is under `under` (0 to 1) with a posterior chance of at least `sure`.

    `sure`: over 0.5 and under 1. Raises DataError for a level or chance that cannot be.
    """
    one_of("estimates", estimates, AreaEstimates)
    if not 0 < number("under", under) < 1:
        raise DataError("under", f"{under} is not between 0 and 1", "Write 50% as 0.5")
    if not 0.5 < number("sure", sure) < 1:
        raise DataError("sure", f"{sure} is not between 0.5 and 1", "Write 90% as 0.9")
    overall, draws = estimates.overall, len(estimates.overall_draws)
    about = About(window=overall.window, as_of=overall.as_of, synthetic=overall.synthetic)
    chances = [
        chance(about, drawn < under, area.n) for drawn, area in zip(estimates.draws, estimates.areas, strict=True)
    ]
    rows = list(zip(estimates.names, estimates.areas, chances, strict=True))
    listed = tuple(LowArea(name=name, share=share, chance=low) for name, share, low in rows if low.point >= sure)
    return LowAndSure(
        under=under,
        sure=sure,
        listed=listed,
        unsure=sum(1 - sure < low.point < sure for low in chances),
        looked_at=len(chances),
        expected_wrong=float(sum(max(1 - area.chance.point, 1 / draws) for area in listed)),
        areal=estimates.areal,
        synthetic=overall.synthetic,
    )
