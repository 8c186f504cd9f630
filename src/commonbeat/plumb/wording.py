"""A result said in one honest sentence, in a few characters, or with its small print, in English and Spanish."""

from commonbeat.plumb.checks import spoken
from commonbeat.plumb.frames import USUAL, in_percent
from commonbeat.plumb.numerals import ranged, written
from commonbeat.plumb.result import PERCENTS, Estimate, Kind, Reason, Shown, Withheld
from commonbeat.plumb.terms import MADE_UP, said_day

UNITS_ES = {
    "adults": "personas adultas",
    "answers": "respuestas",
    "burglaries": "robos a viviendas",
    "calls": "llamadas",
    "contacts": "contactos",
    "crimes": "delitos",
    "drivers in crashes": "conductores en choques",
    "events": "sucesos",
    "flags": "señales",
    "force entries": "anotaciones de uso de la fuerza",
    "force incidents": "usos de la fuerza",
    "hours": "horas",
    "officers": "agentes",
    "people": "personas",
    "points": "puntos",
    "promises": "promesas",
    "residents": "residentes",
    "residents a year": "residentes al año",
    "schools": "escuelas",
    "searches": "cateos",
    "stops": "paradas",
    "students": "estudiantes",
    "such stops": "tales paradas",
    "uses of force": "usos de la fuerza",
}
SHORT = {
    "en": {
        Reason.TOO_FEW: "too few to show",
        Reason.COMPLEMENTARY: "hidden to protect a small figure",
        Reason.NO_DENOMINATOR: "nothing to divide it by",
        Reason.NOT_RECORDED: "not recorded",
        Reason.NOT_COLLECTED: "not collected",
    },
    "es": {
        Reason.TOO_FEW: "muy pocos para mostrar",
        Reason.COMPLEMENTARY: "oculto para proteger una cifra pequeña",
        Reason.NO_DENOMINATOR: "no hay entre qué dividir",
        Reason.NOT_RECORDED: "no se registró",
        Reason.NOT_COLLECTED: "no se recopila",
    },
}
LONG = {
    "en": {
        Reason.TOO_FEW: "Cannot tell: there are too few to show",
        Reason.COMPLEMENTARY: "Not shown, so that nobody can work out a small figure beside it",
        Reason.NO_DENOMINATOR: "No rate or share: nobody counted what it should be divided by",
        Reason.NOT_RECORDED: "Not known: it is not recorded in the data we were given",
        Reason.NOT_COLLECTED: "Not known: nobody collects it",
    },
    "es": {
        Reason.TOO_FEW: "No se puede saber: son muy pocos para mostrar",
        Reason.COMPLEMENTARY: "No se muestra, para que nadie pueda deducir una cifra pequeña vecina",
        Reason.NO_DENOMINATOR: "Sin tasa ni porcentaje: nadie contó aquello entre lo que habría que dividir",
        Reason.NOT_RECORDED: "No se sabe: no está registrado en los datos que recibimos",
        Reason.NOT_COLLECTED: "No se sabe: nadie lo recopila",
    },
}
FRAMES = {
    "en": {
        "best": "Our best figure is {figure} ({basis}); it could be anywhere from {low} to {high}",
        "count": "We counted {figure} ({basis}); chance alone could have made it anywhere from {low} to {high}",
        "chance": "The chance is {figure} ({basis}), if the method's assumptions hold; its range is {low} to {high}",
        "narrow": "Our best figure is {figure} ({basis}); its range is no wider than that",
        "silent": ", and we do not know what those who stayed silent think",
        "response": "{n} of {asked} people asked answered ({share})",
        "at_least": "At least {n} of {asked} people asked answered ({share})",
        "all": "Everybody who was asked answered",
        "worst": "If all who stayed silent had said no, it would be {low}; had all said yes, {high}",
        "synthetic": MADE_UP.en,
        "of": "{numerator} of {denominator}",
        "per": "per",
        "times": "times",
        "to": "to",
        "under": "under",
        "level": "{level} range",
        "data": "Data: {window}.",
        "basis": "n = {n}; {level} range, {method}; data from {window}, as of {as_of}",
    },
    "es": {
        "best": "Nuestra mejor cifra es {figure} ({basis}); podría estar entre {low} y {high}",
        "count": "Contamos {figure} ({basis}); por puro azar podría haber estado entre {low} y {high}",
        "chance": "La probabilidad es {figure} ({basis}), si se cumplen los supuestos del método; "
        "su rango es de {low} a {high}",
        "narrow": "Nuestra mejor cifra es {figure} ({basis}); su rango no es más amplio",
        "silent": ", y no sabemos qué piensan quienes no respondieron",
        "response": "Respondieron {n} de {asked} personas a quienes se preguntó ({share})",
        "at_least": "Respondieron al menos {n} de {asked} personas a quienes se preguntó ({share})",
        "all": "Respondieron todas las personas a quienes se preguntó",
        "worst": "Si todas las que callaron hubieran dicho que no, sería {low}; si todas hubieran dicho que sí, {high}",
        "synthetic": MADE_UP.es,
        "of": "{numerator} de {denominator}",
        "per": "por cada",
        "times": "veces",
        "to": "a",
        "under": "menos de",
        "level": "rango del {level}",
        "data": "Datos: {window}.",
        "basis": "n = {n}; rango de {level}, {method}; periodo: {window}; datos al {as_of}",
    },
}

FRAME_OF = {Kind.COUNT: "count", Kind.CHANCE: "chance"}
"""The frame of a kind's sentence, where it is not "best"."""


def sentence(shown: Shown, language: str = "en", *, unit: str | None = None, silent: bool = False) -> str:
    """One honest sentence: the figure with its basis and range, or why there is none.

    `unit` says the estimate's unit in the reader's words (else plumb's own, or as written); `silent` adds, for an
    answer to a question, that nobody knows what those think who did not answer. Where it is known how many were asked,
    this is said too, with how many answered and what the silent could change. So is a level other than 95%.
    """
    frames = FRAMES[spoken(language)]
    if isinstance(shown, Withheld):
        why = f"{LONG[spoken(language)][shown.reason]}{_under(shown, language)}."
        data = frames["data"].format(window=shown.window.said(language))
        return " ".join(part for part in (why, shown.detail, data) if part)
    point, low, high = _figures(shown, language, signs=True)
    frame = "narrow" if low == high else FRAME_OF.get(shown.kind, "best")
    figure = f"{point}{_suffix(shown, language, unit)}"
    wide = f"{high} ({level})" if (level := _level(shown, language)) else high
    said = frames[frame].format(figure=figure, basis=_counted(shown, language, unit), low=low, high=wide)
    quiet = silent or worst(shown, language)
    ended = f"{frames['synthetic'] if shown.synthetic else ''}{said}{frames['silent'] if quiet else ''}."
    return " ".join([ended, *(f"{one}." for one in (response(shown, language), worst(shown, language)) if one)])


def response(shown: Shown, language: str = "en", *, at_least: bool = False) -> str:
    """How many of those asked answered: "466 of 1,540 people asked answered (30%)"; "" where that is not known.

    `at_least`: not every answer of those asked is among the n, so that more may have answered than they.
    """
    if isinstance(shown, Withheld) or not shown.asked:
        return ""
    frames = FRAMES[spoken(language)]
    if shown.asked == shown.n:
        return frames["all"]
    n, asked = (written(value, 0, language=language) for value in (shown.n, shown.asked))
    rate = written(shown.n / shown.asked * 100, 0, language=language, percent=True)
    return frames["at_least" if at_least else "response"].format(n=n, asked=asked, share=rate)


def worst(shown: Shown, language: str = "en") -> str:
    """What the silent could change: "If all who stayed silent had said no, it would be 28.3%; ..."; "" for nobody."""
    ends = worst_ends(shown, language)
    return FRAMES[spoken(language)]["worst"].format(low=ends[0], high=ends[1]) if ends else ""


def worst_ends(shown: Shown, language: str = "en") -> tuple[str, str] | None:
    """The figure if all the silent had said no, and if all had said yes; None where nobody stayed silent."""
    if isinstance(shown, Withheld) or not shown.worst or shown.asked == shown.n:
        return None
    low, high = (written(end * 100, 1, language=language, percent=True) for end in shown.worst)
    return low, high


def short(shown: Shown, language: str = "en", *, unit: str | None = None) -> str:
    """The figure with its range for a label or a table: "20.4% (19.7 to 21.0)", or "too few to show (under 30)".

    A level other than 95% is said too: "20.4% (19.9 to 20.9; 90% range)".
    """
    if isinstance(shown, Withheld):
        return f"{SHORT[spoken(language)][shown.reason]}{_under(shown, language)}"
    point, low, high = _figures(shown, language, signs=False)
    level = f"; {said}" if (said := _level(shown, language)) else ""
    return f"{point}{_suffix(shown, language, unit)} ({low} {FRAMES[spoken(language)]['to']} {high}{level})"


def basis(estimate: Estimate, language: str = "en") -> str:
    """The small print under a figure: n, level and name of the method, days, when the data were taken, its notes."""
    said = FRAMES[spoken(language)]["basis"].format(
        n=written(estimate.n, 0, language=language),
        level=in_percent(estimate.level, language),
        method=estimate.method.name(language),
        window=estimate.window.said(language),
        as_of=said_day(estimate.as_of, language),
    )
    return ". ".join([said, *(note.said(language) for note in estimate.notes)])


def _figures(estimate: Estimate, language: str, *, signs: bool) -> tuple[str, str, str]:
    return ranged(
        estimate.point,
        estimate.low,
        estimate.high,
        language=language,
        percent=estimate.kind in PERCENTS,
        count=estimate.kind is Kind.COUNT,
        ratio=estimate.kind is Kind.RATIO,
        signs=signs,
    )


def _level(estimate: Estimate, language: str) -> str:
    """The level of the range, where it is not the usual one: "90% range"."""
    if estimate.level == USUAL:
        return ""
    return FRAMES[spoken(language)]["level"].format(level=in_percent(estimate.level, language))


def _unit(estimate: Estimate, language: str, unit: str | None) -> str:
    """The unit in the reader's words."""
    if unit is not None:
        return unit
    return UNITS_ES.get(estimate.unit, estimate.unit) if spoken(language) == "es" else estimate.unit


def _suffix(estimate: Estimate, language: str, unit: str | None) -> str:
    """What follows: nothing for a share, "per 1,000 residents" for a rate, "times" or the unit for all others."""
    name = _unit(estimate, language, unit)
    if estimate.kind in PERCENTS:
        return ""
    if estimate.kind is Kind.RATIO and not name:
        return f" {FRAMES[spoken(language)]['times']}"
    if estimate.kind is Kind.RATE:
        per = f"{estimate.per:,} " if estimate.per != 1 else ""
        return f" {FRAMES[spoken(language)]['per']} {per}{name}".rstrip()
    return f" {name}".rstrip()


def _counted(estimate: Estimate, language: str, unit: str | None) -> str:
    """What the figure rests on: "9 of 14 stops, 2017", else its n and the days."""
    window = estimate.window.said(language)
    if estimate.kind is Kind.COUNT:
        return window
    if estimate.kind is not Kind.SHARE or estimate.numerator is None or estimate.denominator is None:
        return f"n = {estimate.n:,}, {window}"
    parts = [f"{value:,.0f}" for value in (estimate.numerator, estimate.denominator)]
    of = FRAMES[spoken(language)]["of"].format(numerator=parts[0], denominator=parts[1])
    return f"{of} {_unit(estimate, language, unit)}".rstrip() + f", {window}"


def _under(withheld: Withheld, language: str) -> str:
    """The threshold in brackets, where it is told."""
    if withheld.n_hint is None:
        return ""
    return f" ({FRAMES[spoken(language)]['under']} {withheld.n_hint:,})"
