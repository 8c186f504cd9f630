"""What light and dark say of stops, in plain words, and what they cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonbeat.plumb.disparity.frames import with_article
from commonbeat.plumb.frames import framed
from commonbeat.plumb.numerals import ranged, written
from commonbeat.plumb.terms import Phrase

if TYPE_CHECKING:
    from commonbeat.plumb.disparity.light import LightAndDark
    from commonbeat.plumb.result import Estimate

COMPARED = Phrase(
    "At the same time of the clock, the odds that a stopped person was in the group {group} were {point} times as high "
    "in daylight as in darkness ({n} stops, {window}); the range is {low} to {high}. ",
    "A la misma hora del reloj, los momios de que la persona parada perteneciera al grupo {group} fueron, con luz, "
    "{point} veces los de la oscuridad ({n} paradas, {window}); el rango va de {low} a {high}. ",
)
LEFT_OUT = {
    False: Phrase(
        "These odds leave out {places} places ({stops} of {all} stops), as all stops at each of them ended alike. ",
        "Estos momios dejan fuera {places} lugares ({stops} de {all} paradas), donde todas resultaron iguales. ",
    ),
    True: Phrase(
        "These odds leave out one place ({stops} of {all} stops), as all stops there ended alike. ",
        "Estos momios dejan fuera un lugar ({stops} de {all} paradas), donde todas las paradas resultaron iguales. ",
    ),
}
VERDICTS = {
    "more": Phrase(
        "They are a larger part of those stopped when it is light. That is what we would see if seeing who drives made "
        "stops more likely, but other reasons can do the same.",
        "Son una parte mayor de las personas paradas cuando hay luz. Eso se vería si el ver quién conduce hiciera más "
        "probables las paradas, pero otras razones pueden causar lo mismo.",
    ),
    "fewer": Phrase(
        "They are a smaller part of those stopped when it is light. This test shows no sign that seeing who drives "
        "makes stops of this group more likely; it does not prove that there is none.",
        "Son una parte menor de las personas paradas cuando hay luz. Esta prueba no da señal de que el ver quién "
        "conduce haga más probables las paradas de este grupo; no prueba que no ocurra.",
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
    "Before the stop, officers had noted race in {light} of stops in daylight and in {dark} in darkness ({n} stops, "
    "{window}). At the same time of the clock, the odds were {point} times as high in daylight; the range is {low} to "
    "{high}. ",
    "Antes de la parada, los agentes habían percibido la raza en {light} de las paradas con luz y en {dark} a oscuras "
    "({n} paradas, {window}). A la misma hora del reloj, los momios fueron, con luz, {point} veces los de "
    "la oscuridad; el rango va de {low} a {high}. ",
)
RECORDED = Phrase(
    "Race was written down in {light} of stops in daylight and in {dark} in darkness ({n} stops, {window}). At the "
    "same time of the clock, the odds were {point} times as high in daylight; the range is {low} to {high}. ",
    "La raza se anotó en {light} de las paradas con luz y en {dark} a oscuras ({n} paradas, {window}). A la misma hora "
    "del reloj, los momios fueron, con luz, {point} veces los de la oscuridad; el rango va de {low} a {high}. ",
)
KNOWN_VERDICTS = {
    "more": Phrase(
        "Darkness hides something, as the veil of darkness needs.",
        "La oscuridad oculta algo, como el velo de la oscuridad necesita.",
    ),
    "fewer": Phrase(
        "It is noted less often in daylight, so darkness is no veil here and the veil of darkness says little.",
        "Con luz se percibe menos, así que aquí la oscuridad no es un velo y esa prueba dice poco.",
    ),
    "open": Phrase(
        "We cannot tell that darkness hides anything here, so the veil of darkness says little.",
        "No podemos saber si aquí la oscuridad oculta algo, así que esa prueba dice poco.",
    ),
}
RECORDED_VERDICTS = {
    "more": Phrase(
        "It is written down more often in daylight, so stops without a race can shift the veil of darkness.",
        "Con luz se anota más, así que las paradas sin raza pueden desviar el velo de la oscuridad.",
    ),
    "fewer": Phrase(
        "It is written down less often in daylight, so stops without a race can shift the veil of darkness.",
        "Con luz se anota menos, así que las paradas sin raza pueden desviar el velo de la oscuridad.",
    ),
    "open": Phrase(
        "We cannot tell whether light changes how often it is written down.",
        "No podemos saber si la luz cambia cuántas veces se anota.",
    ),
}
KNOWN_LIMITS = Phrase(
    "What officers write down they write after the stop, and may fill in later what they did not see before. It cannot "
    "show what an officer guessed without writing it down, nor whether what was seen led to the stop.",
    "Lo que los agentes anotan lo anotan después de la parada, y pueden completar luego lo que antes no vieron. No "
    "puede mostrar lo que un agente supuso sin anotarlo, ni si lo visto llevó a la parada.",
)
RECORDED_LIMITS = Phrase(
    "It cannot show of which race the people were whose race was not written down, nor why it was not. Even if it is "
    "written down as often in the dark, those left out may be of another mix.",
    "No puede mostrar de qué raza eran las personas cuya raza no se anotó, ni por qué no se anotó. Aunque se anote con "
    "la misma frecuencia a oscuras, quienes faltan pueden ser de otra mezcla.",
)


def veil_sentence(compared: LightAndDark, group: Phrase, language: str) -> str:
    """The odds of a group in daylight against darkness, and what they do not prove."""
    ratio = compared.ratio
    n = written(ratio.n, 0, language=language)
    said = COMPARED.said(language, group=group.said(language), n=n, **_parts(ratio, language))
    said += _left_out(compared, language) + VERDICTS[_verdict(ratio)].said(language)
    return framed(said, [ratio], language)


def noted_sentence(compared: LightAndDark, frame: Phrase, verdicts: dict[str, Phrase], language: str) -> str:
    """How often something was noted in light and in dark, and what that means for the veil of darkness."""
    ratio, shares = compared.ratio, (compared.in_light, compared.in_dark)
    plain = (ranged(one.point, one.low, one.high, language=language, percent=True)[0] for one in shares)
    light, dark = (with_article(one, language) for one in plain)
    n = written(_all(compared), 0, language=language)
    said = frame.said(language, light=light, dark=dark, n=n, **_parts(ratio, language))
    said += _left_out(compared, language) + verdicts[_verdict(ratio)].said(language)
    return framed(said, [ratio], language)


def _all(compared: LightAndDark) -> int:
    return compared.in_light.n + compared.in_dark.n


def _left_out(compared: LightAndDark, language: str) -> str:
    """Which part of the stops the odds leave out; nothing where they leave out none."""
    many = len(compared.left_out)
    every, kept = _all(compared), compared.ratio.n
    stops, all_ = (written(count, 0, language=language) for count in (every - kept, every))
    return LEFT_OUT[many == 1].said(language, places=many, stops=stops, all=all_) if many else ""


def _verdict(ratio: Estimate) -> str:
    return "more" if ratio.low > 1 else "fewer" if ratio.high < 1 else "open"


def _parts(ratio: Estimate, language: str) -> dict[str, str]:
    """The ratio, its ends and its days in words."""
    point, low, high = ranged(ratio.point, ratio.low, ratio.high, language=language)
    return {"point": point, "low": low, "high": high, "window": ratio.window.said(language)}
