"""What several benchmarks say of a group, in plain words, and what none of them can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commonbeat.plumb.frames import framed
from commonbeat.plumb.numerals import ranged
from commonbeat.plumb.result import Estimate, Shown, Withheld
from commonbeat.plumb.terms import Phrase, Reason

ONE = Phrase(
    "set against {name}, {point} times ({low} to {high})", "en relación con {name}, {point} veces (de {low} a {high})"
)
NONE = Phrase("set against {name}, nothing can be said", "en relación con {name}, no se puede decir nada")
GROUP = Phrase(
    "The rate of the group {group} was, next to that of {reference} ({window}): {parts}. {verdict}",
    "La tasa del grupo {group}, comparada con la de {reference} ({window}), fue: {parts}. {verdict}",
)
VERDICTS = {
    "uncounted": Phrase(
        "No benchmark counts both groups, so we cannot tell.",
        "Ninguna referencia cuenta a ambos grupos: no se puede saber.",
    ),
    "few": Phrase(
        "A count of 0 leaves nothing to compare with, so we cannot tell.",
        "Un conteo de 0 no deja con qué comparar: no se puede saber.",
    ),
    "alone": Phrase(
        "Only one benchmark gives a figure, so we cannot tell how much the answer hangs on it.",
        "Solo una referencia da una cifra, así que no se puede saber cuánto depende de ella la respuesta.",
    ),
    "higher": Phrase(
        "All benchmarks say that it was higher; how much higher hangs on which of them is fair.",
        "Todas las referencias dicen que fue más alta; cuánto más depende de cuál sea la justa.",
    ),
    "lower": Phrase(
        "All benchmarks say that it was lower; how much lower hangs on which of them is fair.",
        "Todas las referencias dicen que fue más baja; cuánto más depende de cuál sea la justa.",
    ),
    "rest higher": Phrase(
        "All that give a figure say that it was higher; how much higher hangs on which of them is fair.",
        "Todas las que dan una cifra dicen que fue más alta; cuánto más depende de cuál sea la justa.",
    ),
    "rest lower": Phrase(
        "All that give a figure say that it was lower; how much lower hangs on which of them is fair.",
        "Todas las que dan una cifra dicen que fue más baja; cuánto más depende de cuál sea la justa.",
    ),
    "apart": Phrase(
        "The benchmarks do not agree, so the answer hangs on which of them is fair.",
        "Las referencias no coinciden, así que la respuesta depende de cuál sea la justa.",
    ),
    "some higher": Phrase(
        "Some benchmarks say that it was higher; the others cannot tell.",
        "Algunas referencias dicen que fue más alta; con las otras no se puede saber.",
    ),
    "some lower": Phrase(
        "Some benchmarks say that it was lower; the others cannot tell.",
        "Algunas referencias dicen que fue más baja; con las otras no se puede saber.",
    ),
    "open": Phrase("We cannot tell whether it was higher or lower.", "No se puede saber si fue más alta o más baja."),
}
LIMITS = Phrase(
    "A rate shows how often something happened next to a number of people. It cannot show why. No benchmark is the "
    "number of people who could have been stopped for the same reasons: residents are not drivers, drivers in "
    "crashes are not all drivers, and other stops were made by the same agency and may carry the same bias. People "
    "who live elsewhere are stopped too. Where officers are sent changes who is met. A gap by one benchmark can "
    "vanish by another, and no gap does not prove that all were treated alike. Records without a group are in no "
    "rate.",
    "Una tasa muestra cuántas veces pasó algo en relación con un número de personas. No puede mostrar por qué. "
    "Ninguna referencia es el número de personas que podían haber sido paradas por las mismas razones: los "
    "residentes no son los conductores, quienes chocan no son todos los que conducen, y las otras paradas las hizo "
    "la misma agencia y pueden llevar el mismo sesgo. También se para a gente que vive en otra parte. A dónde se "
    "envía a los agentes cambia con quién se encuentran. Una brecha con una referencia puede desaparecer con otra, "
    "y que no haya brecha no prueba que todos recibieran igual trato. Los registros sin grupo no están en ninguna "
    "tasa.",
)


def sentences(names: Sequence[Phrase], ratios: Mapping[str, tuple[Shown, ...]], reference: str, language: str) -> str:
    """A sentence for each group, with what each benchmark says and whether they agree."""
    said = []
    for group, figures in ratios.items():
        parts = "; ".join(_part(name, one, language) for name, one in zip(names, figures, strict=True))
        verdict = VERDICTS[_verdict(figures)].said(language)
        window = figures[0].window.said(language)
        said.append(GROUP.said(language, group=group, reference=reference, window=window, parts=parts, verdict=verdict))
    return framed(" ".join(said), [one for figures in ratios.values() for one in figures], language)


def _part(name: Phrase, shown: Shown, language: str) -> str:
    if not isinstance(shown, Estimate):
        return NONE.said(language, name=name.said(language))
    point, low, high = ranged(shown.point, shown.low, shown.high, language=language)
    return ONE.said(language, name=name.said(language), point=point, low=low, high=high)


def _verdict(figures: Sequence[Shown]) -> str:
    """On which side of 1 the benchmarks that give a figure put its whole range; without one, why there is none."""
    told = [one for one in figures if isinstance(one, Estimate)]
    if not told:
        few = any(isinstance(one, Withheld) and one.reason is Reason.TOO_FEW for one in figures)
        return "few" if few else "uncounted"
    if len(told) == 1:
        return "alone"
    sides = {"higher" if one.low > 1 else "lower" if one.high < 1 else "open" for one in told}
    if len(sides) == 1:
        side = sides.pop()
        return f"rest {side}" if side != "open" and len(told) < len(figures) else side
    return "apart" if {"higher", "lower"} <= sides else f"some {min(sides - {'open'})}"
