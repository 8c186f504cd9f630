"""How a sample is shared out over strata: in proportion, by Neyman's rule or equally, with a least number in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from commonbeat.plumb.checks import number, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.numerals import written
from commonbeat.plumb.sampling.columns import Floats, Ints, named
from commonbeat.plumb.sealed import Sealed
from commonbeat.plumb.terms import Phrase

HALVINGS = 200
OVER = 1.005
FAINT = 1e-12
"""People times spread under this part of the largest have no say in how a sample is shared out."""


class Rule(StrEnum):
    """What a stratum's part of the sample grows with: its people, its people times their spread, or nothing."""

    PROPORTIONAL = "proportional"
    NEYMAN = "neyman"
    EQUAL = "equal"


RULES = {
    Rule.PROPORTIONAL: Phrase("in proportion to the people in each", "en proporción a las personas de cada uno"),
    Rule.NEYMAN: Phrase(
        "in proportion to the people in each times the spread of their answers (Neyman)",
        "en proporción a las personas de cada uno por la dispersión de sus respuestas (Neyman)",
    ),
    Rule.EQUAL: Phrase("equally", "por igual"),
}
SAID = Phrase(
    "{n} people are shared out over {strata} {rule}, {floor}", "{n} personas se reparten {strata} {rule}, {floor}"
)
SAID_ONE = Phrase(
    "1 person is shared out over {strata} {rule}, {floor}", "1 persona se reparte {strata} {rule}, {floor}"
)
ONE_GROUP = Phrase("1 group", "en un solo grupo")
GROUPS = Phrase("{strata} groups", "entre {strata} grupos")
FLOOR = Phrase("with at least {least} in each", "con al menos {least} en cada uno")
NO_FLOOR = Phrase("without a least number", "sin un número mínimo")
OVERSAMPLED = Phrase(
    "; drawn more often than others, so that their answers weigh less: {names}",
    "; se eligen más a menudo que otros, por lo que sus respuestas pesan menos: {names}",
)

LIMITS = Phrase(
    "It says how many to draw, not how many will answer. Groups of a few people each still give wide ranges, and "
    "Neyman's rule is only as good as the spread it was given.",
    "Dice a cuántas personas elegir, no cuántas responderán. Los grupos con pocas personas elegidas siguen dando "
    "rangos amplios, y la regla de Neyman vale solo lo que valga la dispersión que se le dio.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation(Sealed):
    """How many to draw from each stratum (`drawn`, by name) of the people in it (`people`)."""

    people: Mapping[str, int]
    drawn: Mapping[str, int]
    rule: Rule
    least: int

    @property
    def n(self) -> int:
        """The whole sample."""
        return sum(self.drawn.values())

    @property
    def oversampled(self) -> dict[str, float]:
        """Strata drawn more often than the whole, beyond rounding, with how many times as often."""
        overall = self.n / sum(self.people.values())
        times = {name: self.drawn[name] / self.people[name] / overall for name in self.people}
        return {
            name: factor
            for name, factor in times.items()
            if factor > OVER and self.drawn[name] - overall * self.people[name] >= 1
        }

    def sentence(self, language: str = "en") -> str:
        """How the sample is shared out, in one sentence, oversampled strata named."""
        floor = FLOOR.said(language, least=self.least) if self.least else NO_FLOOR.said(language)
        groups = ONE_GROUP if len(self.people) == 1 else GROUPS.filled(strata=len(self.people))
        rule = RULES[self.rule].said(language)
        said = (SAID_ONE if self.n == 1 else SAID).said(
            language, n=written(self.n, 0), strata=groups.said(language), rule=rule, floor=floor
        )
        if self.oversampled:
            names = ", ".join(f"{name} (×{factor:.2g})" for name, factor in self.oversampled.items())
            said += OVERSAMPLED.said(language, names=names)
        return said + "."

    def limits(self, language: str = "en") -> str:
        """What it cannot show."""
        return LIMITS.said(language)


def allocate(
    people: Mapping[str, int],
    n: int,
    *,
    rule: Rule | str = Rule.PROPORTIONAL,
    spread: Mapping[str, float] | None = None,
    least: int = 2,
) -> Allocation:
    """Share a sample of `n` out over strata of `people`, at least `least` and at most everybody in each.

    `people`: the number of people by stratum (a mapping, or a pandas Series such as value_counts() gives). `spread`:
    the standard deviation expected within each stratum, needed for Neyman's rule alone. The real-valued shares are
    rounded by largest remainder (ties go to the larger stratum, then to the first). `least` is 2 by default, for a
    variance needs two. Raises DataError that names the stratum where it cannot be done.
    Source: Neyman (1934); Cochran (1977), chapter 5.
    """
    rule = _rule(rule)
    n, least = whole("n", n, least=1), whole("least", least, least=0)
    people = named("people", people)
    names = list(people)
    if not names:
        raise DataError("people", "there is no stratum", "Give each stratum's number of people")
    sizes = np.array([whole(f"people[{name}]", people[name], least=1) for name in names], dtype=np.int64)
    _check_room(names, sizes, n, least)
    measure = _measure(rule, names, sizes, spread)
    drawn = _largest_remainder(_clipped(measure, sizes, n, least), sizes, n)
    return Allocation(
        people=dict(zip(names, sizes.tolist(), strict=True)),
        drawn=dict(zip(names, drawn.tolist(), strict=True)),
        rule=rule,
        least=least,
    )


def _rule(rule: Rule | str) -> Rule:
    try:
        return Rule(rule)
    except ValueError:
        raise DataError("rule", f"{rule!r} is no rule", f"Choose one of {', '.join(Rule)}") from None


def _check_room(names: list[str], sizes: Ints, n: int, least: int) -> None:
    """Refuse a stratum under the least number, and a sample that cannot fit."""
    if np.any(sizes < least):
        at = int(np.argmax(sizes < least))
        raise DataError(
            f"people[{names[at]}]", f"it has {sizes[at]:,} people, and the least is {least:,}", "Merge it with another"
        )
    if n < least * len(names):
        raise DataError("n", f"{n:,} is under {least:,} in each of {len(names):,} strata", "Draw more, or merge strata")
    if n > sizes.sum():
        raise DataError("n", f"{n:,} is more than the {sizes.sum():,} people there are", "Ask everybody")


def _measure(rule: Rule, names: list[str], sizes: Ints, spread: Mapping[str, float] | None) -> Floats:
    """What each stratum's part grows with."""
    if (rule is Rule.NEYMAN) != (spread is not None):
        raise DataError("spread", "Neyman's rule needs it, and no other uses it", "Give both, or neither")
    if spread is None:
        return sizes.astype(np.float64) if rule is Rule.PROPORTIONAL else np.ones(sizes.size)
    spread = named("spread", spread)
    for name in names:
        if name not in spread or number(f"spread[{name}]", spread[name]) < 0:
            raise DataError(f"spread[{name}]", "it is lacking or below zero", "Give a standard deviation")
    measure = sizes * (given := np.array([float(spread[name]) for name in names]))
    if (faint := (given > 0) & (measure < FAINT * measure.max())).any():
        said = "it is as good as nothing beside the largest"
        raise DataError(f"spread[{names[int(np.argmax(faint))]}]", said, "Give 0 where all answer alike")
    return np.asarray(measure)


def _clipped(measure: Floats, sizes: Ints, n: int, least: int) -> Floats:
    """The real-valued parts t * measure, held between `least` and the stratum's size, whose sum is `n`."""
    room = np.where(measure > 0, sizes, least)
    if room.sum() < n:
        raise DataError("spread", "strata with a spread of zero cannot take the rest", "Give each a spread over zero")
    low, high = 0.0, float((sizes[measure > 0] / measure[measure > 0]).max(initial=0.0))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if np.clip(middle * measure, least, room).sum() < n:
            low = middle
        else:
            high = middle
    return np.clip(high * measure, least, room)


def _largest_remainder(parts: Floats, sizes: Ints, n: int) -> Ints:
    """Whole numbers next to `parts` that sum to `n`."""
    parts = np.round(parts, 9)
    floor = np.floor(parts).astype(np.int64)
    order = np.lexsort((np.arange(parts.size), -sizes, -(parts - floor)))
    floor[order[: n - int(floor.sum())]] += 1
    return floor
