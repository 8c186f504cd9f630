"""Did it work? A goal fixed in advance, and the three answers that a range can give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from commonbeat.plumb.about import About
from commonbeat.plumb.checks import day, number, one_of
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.frames import framed, in_percent, settles
from commonbeat.plumb.numerals import decimals, ranged, written
from commonbeat.plumb.terms import Kind, Phrase, said_day

if TYPE_CHECKING:
    from commonbeat.plumb.result import Estimate

ANSWERS = {
    "worked": Phrase("It worked", "Funcionó"),
    "no_effect_seen": Phrase("No effect of the agreed size was seen", "No se vio un efecto del tamaño acordado"),
    "cannot_tell": Phrase("We cannot tell whether it worked", "No podemos saber si funcionó"),
}
AT_SUCH_A_LEVEL = Phrase(
    "We cannot tell at a level of {level} whether it worked", "A un nivel del {level} no podemos saber si funcionó"
)
RATIO = Phrase(
    "the count was {point} times what it would have been without the response (range {low} to {high})",
    "el número fue {point} veces lo que habría sido sin la respuesta (rango de {low} a {high})",
)
CHANGE = Phrase(
    "the net change was {point} (range {low} to {high})", "el cambio neto fue de {point} (rango de {low} a {high})"
)
ANY_FALL = Phrase("the goal was any fall", "la meta era cualquier baja")
RATIO_GOAL = Phrase("the goal was at most {goal} times", "la meta era a lo más {goal} veces")
AVOIDED_GOAL = Phrase("the goal was at least {goal} fewer", "la meta era al menos {goal} menos")
UNDATED = Phrase(
    "We do not know that this goal was fixed before the response began, so it proves nothing",
    "No sabemos si esta meta se fijó antes de que empezara la respuesta, así que no prueba nada",
)
AFTERWARDS = Phrase(
    "Nobody fixed this goal before the response began, so it proves nothing",
    "Nadie fijó esta meta antes de que empezara la respuesta, así que no prueba nada",
)

ABOUT_SO = 0.003
"""How much of a goal that needs many digits is not said: a third is 0.333."""


class Verdict(StrEnum):
    """The three answers. `NO_EFFECT` says that the goal was missed for sure; a wide range says `CANNOT_TELL`."""

    WORKED = "worked"
    NO_EFFECT = "no_effect_seen"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What counts as success, for events of which fewer is better: give one of the two.

    `ratio`: at most this share of what would have been (0 to 1; 1 is any fall at all). `avoided`: at least so many
    events fewer, on balance. `fixed_on` and `started_on`: the days on which it was fixed and the response began;
    unless the first is known and no later than the second, the verdict is "cannot tell" and the sentence says why.
    A response that began outside the days of the data is refused by every method.
    """

    ratio: float | None = None
    avoided: float | None = None
    fixed_on: date | None = None
    started_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a goal that cannot be reached or missed."""
        if (self.ratio is None) == (self.avoided is None):
            raise DataError("goal", "it needs a ratio or a number avoided, and not both", "Choose one")
        if self.ratio is not None and not 0 < number("goal.ratio", self.ratio) <= 1:
            raise DataError("goal.ratio", f"{self.ratio} is not between 0 and 1", "Write a fall of 20% as 0.8")
        if self.avoided is not None and number("goal.avoided", self.avoided) < 0:
            raise DataError("goal.avoided", f"{self.avoided} is below zero", "Say how many fewer there should be")
        for name in ("fixed_on", "started_on"):
            if getattr(self, name) is not None:
                day(f"goal.{name}", getattr(self, name))

    @property
    def in_advance(self) -> bool:
        """Whether it is known to have been fixed no later than the response began."""
        return self.fixed_on is not None and self.started_on is not None and self.fixed_on <= self.started_on

    @property
    def bound(self) -> float:
        """The effect below which the goal is reached: a ratio, or a change in the number."""
        return self.ratio if self.ratio is not None else -(self.avoided or 0.0)

    def asks(self, kind: Kind) -> None:
        """Refuse a goal that a method's effect cannot be held against."""
        if (self.ratio is None) == (kind is Kind.RATIO):
            wanted = "ratio" if kind is Kind.RATIO else "avoided"
            raise DataError("goal", f"this method's effect is a {kind}", f"Give the goal as `{wanted}`")

    def said(self, language: str = "en") -> str:
        """The goal in words."""
        if self.ratio == 1 or self.avoided == 0:
            return ANY_FALL.said(language)
        value = abs(self.bound)
        exact, near = decimals(value, value, value), decimals(value, value - ABOUT_SO, value + ABOUT_SO, marks=(1.0,))
        frame = AVOIDED_GOAL if self.ratio is None else RATIO_GOAL
        return frame.said(language, goal=written(value, min(exact, near), language=language))

    def unproven(self) -> Phrase | None:
        """Why reaching it would prove nothing; None if it was fixed in advance."""
        if self.in_advance:
            return None
        return UNDATED if self.fixed_on is None or self.started_on is None else AFTERWARDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a method found of one response: the `effect`, the `goal` it is held against, and `doubts`.

    `doubts`: why even a clear range settles nothing here (no comparison, a trend that differed before); each makes
    the verdict "cannot tell". `remarks`: what a reader of the figures must know besides.
    """

    effect: Estimate
    goal: Goal
    doubts: tuple[Phrase, ...] = ()
    remarks: tuple[Phrase, ...] = ()
    LIMITS: ClassVar[Phrase]

    @property
    def verdict(self) -> Verdict:
        """Worked: the whole range lies beyond the goal. No effect: all of it falls short. Else nobody can tell.

        Nor can anybody where the range is at a level under 90%.
        """
        if self.doubts or not self.goal.in_advance or not settles(self.effect.level):
            return Verdict.CANNOT_TELL
        if self.effect.high < self.goal.bound:
            return Verdict.WORKED
        return Verdict.NO_EFFECT if self.effect.low > self.goal.bound else Verdict.CANNOT_TELL

    def sentence(self, language: str = "en") -> str:
        """The verdict, the effect with its range (and its level, if not 95%), the goal, and what makes it doubtful."""
        return framed(self._said(language), [self.effect], language)

    def _said(self, language: str) -> str:
        """The sentence without what opens and closes it."""
        effect = self.effect
        point, low, high = ranged(effect.point, effect.low, effect.high, language=language)
        frame = RATIO if effect.kind is Kind.RATIO else CHANGE
        found = frame.said(language, point=point, low=low, high=high)
        answer = ANSWERS[self.verdict] if settles(effect.level) else AT_SUCH_A_LEVEL
        said = answer.said(language, level=in_percent(effect.level, language))
        parts = [f"{said}: {found}; {self.goal.said(language)}"]
        parts += [phrase.said(language) for phrase in (*self.remarks, *self.doubts, self.goal.unproven()) if phrase]
        return ". ".join(parts) + "."

    def limits(self, language: str = "en") -> str:
        """What the method cannot show."""
        return self.LIMITS.said(language)


def fits(goal: Goal, about: About, kind: Kind) -> None:
    """Refuse what is no goal or no `about`, a goal of another `kind`, a response that began outside the data's days."""
    one_of("goal", goal, Goal)
    one_of("about", about, About)
    goal.asks(kind)
    window, began = about.window, goal.started_on
    if began is not None and not window.start <= began <= window.end:
        found = f"the response began on {said_day(began)}, and the data cover {window}"
        raise DataError("goal.started_on", found, "Take data from before and after the start, or mend the day")


def chance(value: float) -> str:
    """A p-value as it is written in any language: three decimals, never 0."""
    return f"{value:.3f}" if value >= 0.0005 else "<0.001"
