"""What the threshold test says: both models side by side, and whether they agree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from commonbeat.plumb.errors import DataError
from commonbeat.plumb.numerals import written
from commonbeat.plumb.sealed import Sealed
from commonbeat.plumb.terms import MADE_UP, Method, Phrase
from commonbeat.plumb.wording import short

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonbeat.plumb.about import About
    from commonbeat.plumb.result import Estimate


class Answer(StrEnum):
    """What both models together say of a group, set against the first."""

    LOWER = "lower"
    HIGHER = "higher"
    CANNOT_TELL = "cannot_tell"
    MODELS_DIFFER = "models_differ"
    DO_NOT_FIT = "do_not_fit"


MOST_OFF = 0.05
"""The largest root mean square between fitted and seen search rates at which a model counts as fitting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAnswer(Sealed):
    """What one model says.

    `thresholds`: for each group the chance of a find at which people are searched. `differences`: from the first
    group's, in points. `r_hat`: the worst of all parameters (1.01 at most). `off_searches`, `off_hits`: how far the
    fitted search and hit rates lie from those seen (root mean square, 0 to 1): large values mean a bad fit.
    """

    method: Method
    thresholds: Mapping[str, Estimate]
    differences: Mapping[str, Estimate]
    r_hat: float
    off_searches: float
    off_hits: float

    def side(self, group: str) -> Answer:
        """Whether this model alone puts the group's threshold lower or higher, beyond its range."""
        if group not in self.differences:
            raise DataError("group", f"{group!r} is set against nobody", f"Take one of {', '.join(self.differences)}")
        if self.off_searches > MOST_OFF:
            return Answer.DO_NOT_FIT
        gap = self.differences[group]
        if gap.low > 0:
            return Answer.HIGHER
        return Answer.LOWER if gap.high < 0 else Answer.CANNOT_TELL


SAID = {
    Answer.LOWER: Phrase(
        "{group} were searched on less suspicion than {first}: by both models a find had to seem less likely "
        "({gaps} points)",
        "A las personas del grupo {group} se les cateó con menos sospecha que a las del grupo {first}: según ambos "
        "modelos, bastaba una menor probabilidad de hallar algo ({gaps} puntos)",
    ),
    Answer.HIGHER: Phrase(
        "{group} were searched only on more suspicion than {first}: by both models a find had to seem more likely "
        "({gaps} points)",
        "A las personas del grupo {group} se les cateó solo con más sospecha que a las del grupo {first}: según ambos "
        "modelos, hacía falta una mayor probabilidad de hallar algo ({gaps} puntos)",
    ),
    Answer.CANNOT_TELL: Phrase(
        "We cannot tell whether {group} were searched on less or more suspicion than {first} ({gaps} points)",
        "No se puede saber si a las personas del grupo {group} se les cateó con menos o más sospecha que a las del "
        "grupo {first} ({gaps} puntos)",
    ),
    Answer.MODELS_DIFFER: Phrase(
        "Which model is used moves the answer for {group} set against {first} ({gaps} points), so we cannot tell",
        "El modelo que se use cambia la respuesta para el grupo {group} frente al grupo {first} ({gaps} puntos), así "
        "que no se puede saber",
    ),
    Answer.DO_NOT_FIT: Phrase(
        "The models do not fit the searches that were seen, so nothing can be said of {group} beside {first}",
        "Los modelos no se ajustan a los cateos observados, así que nada puede decirse del grupo {group} frente al "
        "grupo {first}",
    ),
}
LIMITS = (
    Phrase(
        "It cannot show why officers searched, or whether any one search was right.",
        "No puede mostrar por qué catearon los agentes, ni si algún cateo concreto fue correcto.",
    ),
    Phrase(
        "It takes for granted that officers search whoever seems likely enough to have something, and that a find was "
        "what they looked for. A search that the law demands (after an arrest, say) should be left out first.",
        "Da por hecho que los agentes catean a quien les parece bastante probable que lleve algo, y que lo hallado era "
        "lo que buscaban. Los cateos que la ley obliga a hacer (por ejemplo, tras una detención) deben quitarse antes.",
    ),
    Phrase(
        "Both models guess at the people who were not searched: nobody knows what they carried.",
        "Ambos modelos hacen suposiciones sobre quienes no fueron cateados: nadie sabe qué llevaban.",
    ),
    Phrase(
        "It says nothing of who was stopped in the first place.",
        "No dice nada de a quién se detuvo en primer lugar.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdTest:
    """Both models' answers (`answers`, the beta model first) for `groups`, the first being set against."""

    groups: tuple[str, ...]
    answers: tuple[ModelAnswer, ...]
    seed: int
    about: About

    def answer(self, group: str) -> Answer:
        """What both models together say of a group."""
        sides = {answer.side(group) for answer in self.answers}
        if Answer.DO_NOT_FIT in sides:
            return Answer.DO_NOT_FIT
        return sides.pop() if len(sides) == 1 else Answer.MODELS_DIFFER

    def sentence(self, language: str = "en") -> str:
        """One honest sentence for each group but the first, with both models' ranges."""
        return " ".join(f"{self._said(group, language)}." for group in self.groups[1:])

    def limits(self, language: str = "en") -> str:
        """What the test cannot show, in sentences."""
        return " ".join(limit.said(language) for limit in LIMITS)

    def _said(self, group: str, language: str) -> str:
        gaps = "; ".join(short(answer.differences[group], language, unit="") for answer in self.answers)
        said = SAID[self.answer(group)].said(language, group=group, first=self.groups[0], gaps=gaps)
        n = written(self.answers[0].differences[group].n, 0, language=language)
        made_up = MADE_UP.said(language) if self.about.synthetic else ""
        return f"{made_up}{said} (n = {n}, {self.about.window.said(language)})"
