"""A plan of how many to ask, as a result: the answers needed, the people to invite for them, and what is assumed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from commonbeat.plumb.frames import in_percent
from commonbeat.plumb.numerals import written
from commonbeat.plumb.sealed import Sealed
from commonbeat.plumb.terms import Method, Phrase

OF_ONE = Phrase(" of 1 person", " de 1 persona")
OF_ALL = Phrase(" of the {population} people", " de las {population} personas")
MUST = Phrase("{goal}, {n}{of} must answer{each}", "{goal}, deben responder {n}{of}{each}")
ONE_MUST = Phrase("{goal}, {n}{of} must answer{each}", "{goal}, debe responder {n}{of}{each}")
EACH = Phrase(" in each wave", " en cada ola")
INVITE = Phrase(
    "; if {rate} of those invited answer, invite {invite}",
    "; si responde el {rate} de las personas invitadas, invite a {invite}",
)
SHORTFALL = Phrase(
    "; that cannot be reached: if {rate} answer, asking everybody brings only {reached}",
    "; eso no se puede alcanzar: si responde el {rate}, invitar a todas las personas solo trae {reached}",
)
AREAS_TOTAL = Phrase(
    "The {areas} areas need {n} together; invite {invite}",
    "Las {areas} zonas necesitan {n} en total; invite a {invite}",
)
ONE_AREA = Phrase(
    "The only area needs {n}; invite {invite}",
    "La única zona necesita {n}; invite a {invite}",
)
ANSWERS = Phrase("1 answer", "1 respuesta"), Phrase("{many} answers", "{many} respuestas")
PEOPLE = Phrase("1 person", "1 persona"), Phrase("{many} people", "{many} personas")
AREAS_SHORT = Phrase("; too small to reach theirs: {names}", "; demasiado pequeñas para alcanzar las suyas: {names}")
LIMITS = Phrase(
    "The right number of answers makes a range narrow, not honest: it does not help if those who stay silent think "
    "otherwise. It does not say whether what it can notice is worth noticing.",
    "El número justo de respuestas hace el rango estrecho, no honesto: no ayuda si quienes callan piensan distinto. "
    "Tampoco dice si vale la pena notar lo que permite notar.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSize:
    """A plan: how many answers are needed (`n`, in each of `waves`) and how many people to `invite` for them.

    `population`: people who could be asked, or None where it is so large that it does not matter.
    `response_rate`: the share of those invited who will answer, as expected. `design_effect`: by how much weights and
    clusters inflate the variance. `reachable`: False where even asking everybody would bring fewer than `n` answers.
    """

    n: int
    invite: int
    waves: int
    population: int | None
    level: float
    design_effect: float
    response_rate: float
    reachable: bool
    goal: Phrase
    assumptions: tuple[Phrase, ...]
    method: Method

    def sentence(self, language: str = "en") -> str:
        """The plan in one sentence."""
        rate = percent(self.response_rate).said(language)
        everybody = OF_ONE if self.population == 1 else OF_ALL
        of = everybody.said(language, population=written(self.population, 0)) if self.population else ""
        said = (ONE_MUST if self.n == 1 else MUST).said(
            language,
            goal=self.goal.said(language),
            n=written(self.n, 0),
            of=of,
            each=EACH.said(language) if self.waves > 1 else "",
        )
        if not self.reachable:
            reached = _counted(ANSWERS, math.floor(self.invite * self.response_rate), language)
            return said + SHORTFALL.said(language, rate=rate, reached=reached) + "."
        if self.invite > self.n:
            said += INVITE.said(language, rate=rate, invite=written(self.invite, 0))
        return said + "."

    def assumed(self, language: str = "en") -> tuple[str, ...]:
        """What the plan takes for granted, a sentence each."""
        return tuple(f"{phrase.said(language)}." for phrase in self.assumptions)

    def limits(self, language: str = "en") -> str:
        """What the plan cannot show."""
        return LIMITS.said(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSizes(Sealed):
    """A plan for each area, by name; `n` and `invite` are their totals."""

    areas: Mapping[str, SampleSize]
    n: int
    invite: int

    @property
    def out_of_reach(self) -> tuple[str, ...]:
        """The areas too small for the plan at the expected response rate."""
        return tuple(name for name, plan in self.areas.items() if not plan.reachable)

    def sentence(self, language: str = "en") -> str:
        """The totals in one sentence, with the areas that cannot reach theirs."""
        answers, people = _counted(ANSWERS, self.n, language), _counted(PEOPLE, self.invite, language)
        parts = {"areas": len(self.areas), "n": answers, "invite": people}
        said = (ONE_AREA if len(self.areas) == 1 else AREAS_TOTAL).said(language, **parts)
        if self.out_of_reach:
            said += AREAS_SHORT.said(language, names=", ".join(str(name) for name in self.out_of_reach))
        return said + "."

    def limits(self, language: str = "en") -> str:
        """What the plans cannot show."""
        return LIMITS.said(language)


def percent(value: float) -> Phrase:
    """A chosen share in words: no range, for nobody measured it."""
    return Phrase(in_percent(value, "en"), in_percent(value, "es"))


def _counted(words: tuple[Phrase, Phrase], many: int, language: str) -> str:
    """How many there are, with the word for one or for more."""
    return words[0 if many == 1 else 1].said(language, many=written(many, 0))
