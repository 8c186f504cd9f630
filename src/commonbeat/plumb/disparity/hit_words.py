"""What hit rates say, in plain words, and what they cannot show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from commonbeat.plumb.numerals import ranged, written
from commonbeat.plumb.result import Estimate, Shown
from commonbeat.plumb.terms import Phrase

if TYPE_CHECKING:
    from commonbeat.plumb.disparity.standardized import Standardized

MADE_UP = Phrase("Made-up data for demonstration. ", "Datos inventados para demostración. ")
RATE = Phrase(
    "Of {n} searches of the group {group}, {point} found something ({low} to {high}). ",
    "De {n} cateos del grupo {group}, {point} encontraron algo (de {low} a {high}). ",
)
NO_RATE = Phrase("For the group {group} there is no search. ", "Del grupo {group} no hay ningún cateo. ")
ORDER = {
    "lower": Phrase(
        "Set beside {reference} in the same places, searches of {group} found something less often "
        "({point} points, {low} to {high}).",
        "Comparados con {reference} en los mismos lugares, los cateos de {group} encontraron algo menos veces "
        "({point} puntos, de {low} a {high}).",
    ),
    "higher": Phrase(
        "Set beside {reference} in the same places, searches of {group} found something more often "
        "({point} points, {low} to {high}).",
        "Comparados con {reference} en los mismos lugares, los cateos de {group} encontraron algo más veces "
        "({point} puntos, de {low} a {high}).",
    ),
    "open": Phrase(
        "Set beside {reference} in the same places, we cannot tell whether searches of {group} found something more or "
        "less often ({point} points, {low} to {high}).",
        "Comparados con {reference} en los mismos lugares, no se puede saber si los cateos de {group} encontraron algo "
        "más o menos veces ({point} puntos, de {low} a {high}).",
    ),
    "apart": Phrase(
        "{group} and {reference} were searched in no place alike, so we cannot tell.",
        "{group} y {reference} no fueron cateados en ningún lugar en común, así que no se puede saber.",
    ),
}
TURNED = {
    True: Phrase(
        " Over all places together the order is the other way round: it comes from where people were searched.",
        " En todos los lugares juntos el orden es el contrario: se debe a dónde se cateó a la gente.",
    ),
    False: Phrase(
        " Over all places together the order is the other way round, which may be chance.",
        " En todos los lugares juntos el orden es el contrario, lo que puede ser azar.",
    ),
}
LIMITS = Phrase(
    "A hit rate is an average over all who were searched; what would show a double standard is the weakest case "
    "that was still searched, and no average tells it (infra-marginality). A group with many clear cases has a high "
    "hit rate even if it is searched on weaker grounds, and equal hit rates do not prove equal treatment. So lower "
    "hit rates are a sign, not a proof, and higher ones clear nobody. It says nothing of people who were not "
    "searched, of searches that were not written down, or of what was found: a small find and a grave one count "
    "alike. Searches that the law or a rule calls for (after an arrest) say little of a choice, and should be left "
    "out. The threshold test looks at the standard itself.",
    "Una tasa de hallazgos es un promedio de todas las personas cateadas; lo que mostraría un doble criterio es el "
    "caso más débil que aún se cateó, y ningún promedio lo dice (inframarginalidad). Un grupo con muchos casos "
    "claros tiene una tasa alta aunque se le catee con menos motivo, y tasas iguales no prueban un trato igual. Por "
    "eso tasas más bajas son una señal, no una prueba, y más altas no absuelven a nadie. No dice nada de quienes no "
    "fueron cateados, de cateos que no se anotaron, ni de lo hallado: un hallazgo pequeño y uno grave cuentan "
    "igual. Los cateos que exige la ley o una regla (tras un arresto) dicen poco de una decisión y deben dejarse "
    "fuera. La prueba del umbral mira el criterio mismo.",
)


def sentences(
    rates: Mapping[str, Shown], checks: Mapping[str, tuple[Shown, Standardized]], reference: str, language: str
) -> str:
    """A sentence for each group's hit rate, and one for each comparison."""
    made_up = any(isinstance(shown, Estimate) and shown.synthetic for shown in rates.values())
    said = "".join(_rate(group, shown, language) for group, shown in rates.items())
    compared = (_order(group, reference, check, language) for group, (_crude, check) in checks.items())
    return (MADE_UP.said(language) if made_up else "") + said + " ".join(compared)


def _rate(group: str, shown: Shown, language: str) -> str:
    if not isinstance(shown, Estimate):
        return NO_RATE.said(language, group=group)
    point, low, high = ranged(shown.point, shown.low, shown.high, language=language, percent=True)
    n = written(shown.n, 0, language=language)
    return RATE.said(language, group=group, n=n, point=point, low=low, high=high)


def _order(group: str, reference: str, check: Standardized, language: str) -> str:
    apart = check.difference
    if not isinstance(apart, Estimate):
        return ORDER["apart"].said(language, group=group, reference=reference)
    point, low, high = ranged(apart.point, apart.low, apart.high, language=language)
    which = "lower" if apart.high < 0 else "higher" if apart.low > 0 else "open"
    said = ORDER[which].said(language, group=group, reference=reference, point=point, low=low, high=high)
    return said + (TURNED[check.sure].said(language) if check.reversed else "")
