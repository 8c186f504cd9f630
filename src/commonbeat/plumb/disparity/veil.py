"""The veil of darkness: are more of a group stopped at the same hour when it is light enough to see who drives?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonbeat.plumb.checks import one_of
from commonbeat.plumb.disparity.light import LightAndDark, compared
from commonbeat.plumb.numerals import ranged, written
from commonbeat.plumb.terms import Phrase

if TYPE_CHECKING:
    from commonbeat.plumb.about import About
    from commonbeat.plumb.disparity.evenings import DarkCells
    from commonbeat.plumb.result import Estimate

MADE_UP = Phrase("Made-up data for demonstration. ", "Datos inventados para demostración. ")
COMPARED = Phrase(
    "At the same time of the clock, the odds that a stopped person was in the group {group} were {point} times as high "
    "in daylight as in darkness ({n} stops, {window}); the range is {low} to {high}. ",
    "A la misma hora del reloj, los momios de que la persona parada fuera del grupo {group} fueron {point} veces los de "
    "la oscuridad cuando había luz ({n} paradas, {window}); el rango va de {low} a {high}. ",
)
VERDICTS = {
    "more": Phrase(
        "More of them are stopped when it is light. That is what we would see if seeing who drives made stops more "
        "likely, but other reasons can do the same.",
        "Se para a más de ellas cuando hay luz. Eso se vería si el ver quién conduce hiciera más probables las "
        "paradas, pero otras razones pueden causar lo mismo.",
    ),
    "fewer": Phrase(
        "Fewer of them are stopped when it is light. This test shows no sign that seeing who drives makes stops of "
        "this group more likely; it does not prove that there is none.",
        "Se para a menos de ellas cuando hay luz. Esta prueba no da señal de que el ver quién conduce haga más "
        "probables las paradas de este grupo; no prueba que no ocurra.",
    ),
    "open": Phrase(
        "We cannot tell from these stops whether light makes a difference.",
        "Con estas paradas no podemos saber si la luz cambia algo.",
    ),
}
LIMITS = Phrase(
    "This test cannot show why anyone was stopped. It sees only stops at hours that are light in one season and dark "
    "in another, so it says nothing of noon, of midnight or of what happens after a stop. It takes for granted that "
    "the same people are on the road at the same hour all year: if who drives changes with the season or with the "
    "light, the figure changes without any officer acting differently. Street lights, and cars or places that give "
    "away who drives, lift the veil: then the test finds too little. Officers who can see in neither light nor dark, "
    "or in both, are missed. Stops without a recorded race are left out; if race is written down less often in the "
    "dark, the figure is off. A figure near 1 does not prove that there is no bias.",
    "Esta prueba no puede mostrar por qué se paró a alguien. Solo ve paradas a horas que son claras en una estación y "
    "oscuras en otra; no dice nada del mediodía, de la medianoche ni de lo que pasa después de una parada. Da por "
    "hecho que la misma gente circula a la misma hora todo el año: si quién conduce cambia con la estación o con la "
    "luz, la cifra cambia sin que ningún agente actúe distinto. El alumbrado, y los autos o lugares que delatan quién "
    "conduce, levantan el velo: entonces la prueba encuentra demasiado poco. No ve a los agentes que no distinguen ni "
    "con luz ni sin ella, o que distinguen con ambas. Las paradas sin raza registrada quedan fuera; si de noche se "
    "anota menos, la cifra se desvía. Una cifra cercana a 1 no prueba que no haya sesgo.",
)
CLOCK_CHANGE = Phrase(
    " Near a change of the clock the season hardly moves, but people keep other hours after it.",
    " Cerca de un cambio de hora la estación apenas se mueve, pero después la gente lleva otros horarios.",
)
KNOWN = Phrase(
    "Before the stop, officers knew or noted what was asked in {light} of stops in daylight and in {dark} in darkness "
    "({n} stops, {window}). At the same time of the clock, the odds were {point} times as high in daylight; the range "
    "is {low} to {high}. ",
    "Antes de la parada, los agentes sabían o anotaron lo preguntado en {light} de las paradas con luz y en {dark} a "
    "oscuras ({n} paradas, {window}). A la misma hora del reloj, los momios fueron {point} veces mayores con luz; el "
    "rango va de {low} a {high}. ",
)
KNOWN_VERDICTS = {
    "more": Phrase(
        "Darkness hides something, as the test needs.", "La oscuridad oculta algo, como la prueba necesita."
    ),
    "fewer": Phrase(
        "It is noted less often in daylight, so darkness is no veil here and the test says little.",
        "Con luz se anota menos, así que aquí la oscuridad no es un velo y la prueba dice poco.",
    ),
    "open": Phrase(
        "We cannot tell that darkness hides anything here, so the test says little.",
        "No podemos saber si aquí la oscuridad oculta algo, así que la prueba dice poco.",
    ),
}
KNOWN_LIMITS = Phrase(
    "What officers write down they write after the stop, and may fill in later what they did not see before. It cannot "
    "show what an officer guessed without writing it down, nor whether what was seen led to the stop.",
    "Lo que los agentes anotan lo anotan después de la parada, y pueden completar luego lo que antes no vieron. No "
    "puede mostrar lo que un agente supuso sin anotarlo, ni si lo visto llevó a la parada.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VeilOfDarkness:
    """The veil of darkness for one `group`; `compared` holds the figures.

    `light`, `dark`: stops on each side. `hours`: first and last minute of the day compared. `outside`, `twilight`,
    `sunless`: stops given that were not used, and why. `near_change`: only days near a change of the clock.
    """

    group: Phrase
    compared: LightAndDark
    hours: tuple[int, int]
    outside: int
    twilight: int
    sunless: int
    near_change: bool

    @property
    def ratio(self) -> Estimate:
        """The odds of the group among the stopped in daylight over those in darkness at the same time of the clock."""
        return self.compared.ratio

    @property
    def light(self) -> int:
        """Stops in daylight."""
        return self.compared.in_light.n

    @property
    def dark(self) -> int:
        """Stops in darkness."""
        return self.compared.in_dark.n

    def sentence(self, language: str = "en") -> str:
        """What was found in plain words, with what it does not prove."""
        said = COMPARED.said(language, group=self.group.said(language), **_parts(self.ratio, language))
        return _opening(self.ratio, language) + said + VERDICTS[_verdict(self.ratio)].said(language)

    def limits(self, language: str = "en") -> str:
        """What it cannot show."""
        return LIMITS.said(language) + (CLOCK_CHANGE.said(language) if self.near_change else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceKnown:
    """Whether officers knew, before the stop, what darkness should hide; `compared` holds the figures."""

    compared: LightAndDark

    def sentence(self, language: str = "en") -> str:
        """How often it was known in light and in dark, and what that means for the veil of darkness."""
        ratio, shares = self.compared.ratio, (self.compared.in_light, self.compared.in_dark)
        light, dark = (ranged(one.point, one.low, one.high, language=language, percent=True)[0] for one in shares)
        said = KNOWN.said(language, light=light, dark=dark, **_parts(ratio, language))
        return _opening(ratio, language) + said + KNOWN_VERDICTS[_verdict(ratio)].said(language)

    def limits(self, language: str = "en") -> str:
        """What it cannot show."""
        return KNOWN_LIMITS.said(language)


def veil_of_darkness(
    cells: DarkCells, *, group: Phrase, about: About, df: int = 6, level: float = 0.95
) -> VeilOfDarkness:
    """The veil of darkness from `cells` (of `dark_cells`), whose hits are stops of `group` (a label, as "Black").

    A logistic model on the cells: group on dark, natural spline of the clock with `df` parts, place and change of the
    clock as fixed effects; errors clustered by day. Places whose stops are all or none of the group are left out with
    a note, and the spline gets fewer parts, with a note, where the clock has too few times.
    Raises DataError where light and dark share no time of the clock, on fewer than two days, and if all stops are alike.
    Source: Grogger and Ridgeway, Journal of the American Statistical Association 101 (2006), 878-887.
    """
    one_of("group", group, Phrase)
    return VeilOfDarkness(
        group=group,
        compared=compared(cells, about=about, df=df, level=level),
        hours=cells.hours,
        outside=cells.outside,
        twilight=cells.twilight,
        sunless=cells.sunless,
        near_change=cells.near_change,
    )


def race_known(cells: DarkCells, *, about: About, df: int = 6, level: float = 0.95) -> RaceKnown:
    """Was race known before the stop more often in daylight? `cells` (of `dark_cells`) whose hits are stops where it was.

    If it was not, darkness hides nothing and the veil of darkness says little. Also serves to see whether race is
    written down as often in the dark. Raises DataError as `veil_of_darkness` does.
    Source: the check that Grogger and Ridgeway (2006) call for.
    """
    return RaceKnown(compared=compared(cells, about=about, df=df, level=level))


def _verdict(ratio: Estimate) -> str:
    return "more" if ratio.low > 1 else "fewer" if ratio.high < 1 else "open"


def _opening(ratio: Estimate, language: str) -> str:
    return MADE_UP.said(language) if ratio.synthetic else ""


def _parts(ratio: Estimate, language: str) -> dict[str, str]:
    """The ratio, its ends, its n and its days in words."""
    point, low, high = ranged(ratio.point, ratio.low, ratio.high, language=language)
    n = written(ratio.n, 0, language=language)
    return {"point": point, "low": low, "high": high, "n": n, "window": ratio.window.said(language)}
