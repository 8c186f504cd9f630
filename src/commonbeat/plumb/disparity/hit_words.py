"""What hit rates say, in plain words, and what they cannot show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from commonbeat.plumb.disparity.frames import with_article
from commonbeat.plumb.frames import framed
from commonbeat.plumb.numerals import ranged, written
from commonbeat.plumb.result import Estimate, Shown
from commonbeat.plumb.terms import Phrase

if TYPE_CHECKING:
    from commonbeat.plumb.disparity.standardized import Standardized

RATE = {
    False: Phrase(
        "Of {n} searches of the group {group} ({window}), {point} found something ({low} to {high}). ",
        "De {n} cateos del grupo {group} ({window}), {point} encontró algo (de {low} a {high}). ",
    ),
    True: Phrase(
        "Of one search of the group {group} ({window}), {point} found something ({low} to {high}). ",
        "De un cateo del grupo {group} ({window}), {point} encontró algo (de {low} a {high}). ",
    ),
}
NO_RATE = Phrase(
    "For the group {group} there is no search ({window}). ", "Del grupo {group} no hay ningún cateo ({window}). "
)
ORDER = {
    "lower": Phrase(
        "Set beside {reference} in the same places{common}, searches of {group} found something less often "
        "({point} points, {low} to {high}).",
        "Comparados con {reference} en los mismos lugares{common}, los cateos de {group} hallaron algo con menos "
        "frecuencia ({point} puntos, de {low} a {high}).",
    ),
    "higher": Phrase(
        "Set beside {reference} in the same places{common}, searches of {group} found something more often "
        "({point} points, {low} to {high}).",
        "Comparados con {reference} en los mismos lugares{common}, los cateos de {group} hallaron algo con más "
        "frecuencia ({point} puntos, de {low} a {high}).",
    ),
    "open": Phrase(
        "Set beside {reference} in the same places{common}, we cannot tell whether searches of {group} found something "
        "more or less often ({point} points, {low} to {high}).",
        "Comparados con {reference} en los mismos lugares{common}, no se puede saber si los cateos de {group} hallaron "
        "algo con más o menos frecuencia ({point} puntos, de {low} a {high}).",
    ),
    "apart": Phrase(
        "{group} and {reference} were searched in no place alike, so we cannot tell.",
        "{group} y {reference} no fueron cateados en ningún lugar en común, así que no se puede saber.",
    ),
}
SHARED = Phrase(" (which hold {share} of the searches of both)", " (que reúnen {share} de los cateos de ambos)")
TURNED = {
    "sure": Phrase(
        " Over all places together the order is the other way round: it comes from where people were searched.",
        " En todos los lugares juntos el orden es el contrario: se debe a dónde se cateó a la gente.",
    ),
    "chance": Phrase(
        " Over all places together the order is the other way round, which may be chance.",
        " En todos los lugares juntos el orden es el contrario, lo que puede ser azar.",
    ),
    "elsewhere": Phrase(
        " Over all places together the order is the other way round, which may be chance, or come from places where "
        "only one of them was searched.",
        " En todos los lugares juntos el orden es el contrario, lo que puede ser azar o venir de lugares donde solo se "
        "cateó a uno de ellos.",
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
    said = "".join(_rate(group, shown, language) for group, shown in rates.items())
    compared = (_order(group, reference, check, language) for group, (_crude, check) in checks.items())
    return framed((said + " ".join(compared)).rstrip(), rates.values(), language)


def _rate(group: str, shown: Shown, language: str) -> str:
    window = shown.window.said(language)
    if not isinstance(shown, Estimate):
        return NO_RATE.said(language, group=group, window=window)
    point, low, high = ranged(shown.point, shown.low, shown.high, language=language, percent=True)
    n, point = written(shown.n, 0, language=language), with_article(point, language)
    return RATE[shown.n == 1].said(language, group=group, window=window, n=n, point=point, low=low, high=high)


def _order(group: str, reference: str, check: Standardized, language: str) -> str:
    apart = check.difference
    if not isinstance(apart, Estimate):
        return ORDER["apart"].said(language, group=group, reference=reference)
    point, low, high = ranged(apart.point, apart.low, apart.high, language=language)
    which = "lower" if apart.high < 0 else "higher" if apart.low > 0 else "open"
    whole = check.common == 1
    share = with_article(written(check.common * 100, 1, language=language, percent=True), language)
    parts = {"common": "" if whole else SHARED.said(language, share=share), "point": point, "low": low, "high": high}
    said = ORDER[which].said(language, group=group, reference=reference, **parts)
    why = "sure" if check.sure else "chance" if whole else "elsewhere"
    return said + (TURNED[why].said(language) if check.reversed else "")
