"""Who fell behind: what changed between two waves in each area or group, and how sure one can be that it got worse."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from commonbeat.plumb.about import About
from commonbeat.plumb.areas.cells import Floats
from commonbeat.plumb.areas.estimates import AreaEstimates, none_of
from commonbeat.plumb.areas.leveling import leveled
from commonbeat.plumb.areas.methods import MRP_LAPLACE, POSTERIOR_DRAWS
from commonbeat.plumb.checks import number, one_of, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.frames import closing, in_percent
from commonbeat.plumb.interval import confidence, wilson
from commonbeat.plumb.numerals import ranged, written
from commonbeat.plumb.result import Estimate, Kind
from commonbeat.plumb.terms import MADE_UP, Phrase, Window

MONTE_CARLO = Phrase(
    "The range says only how exactly the chance was worked out, from {draws} draws of the model; it is one chance for "
    "one place or group, looked at alone",
    "El rango dice solo con qué exactitud se calculó la probabilidad, con {draws} simulaciones del modelo; es una "
    "probabilidad para un solo lugar o grupo, visto por separado",
)
OPENING = Phrase(
    "{made_up}For all together the share went from {before} to {after}, a change of {change} points ({low} to {high}).",
    "{made_up}Para el conjunto, el porcentaje pasó de {before} a {after}, un cambio de {change} puntos "
    "({low} a {high}).",
)
FELL = Phrase(
    "It fell, with a chance of {sure} or more each, in: {names}.",
    "Bajó, con una probabilidad de {sure} o más en cada caso, en: {names}.",
)
NONE_FELL = Phrase("We cannot tell of {none_of} that it fell.", "No podemos decir de {none_of} que bajara.")
BEHIND = Phrase(
    "These did less well than all together, with a chance of {sure} or more each: {names}.",
    "Les fue peor que al conjunto, con una probabilidad de {sure} o más en cada caso: {names}.",
)
UNSURE = Phrase(
    "For {count} of {all} we cannot tell whether it rose or fell.",
    "En {count} de {all} no podemos decir si subió o bajó.",
)
ONE = Phrase(
    "{made_up}{name}: {before} before, {after} now, a change of {change} points ({low} to {high}). The chance that it "
    "truly fell is {worse}; {verdict}. The chance that it did less well than all together is {behind}.",
    "{made_up}{name}: {before} antes, {after} ahora, un cambio de {change} puntos ({low} a {high}). La probabilidad de "
    "que de verdad bajara es {worse}; {verdict}. La probabilidad de que le fuera peor que al conjunto es {behind}.",
)
LEVELED = Phrase(
    "The model drew one wave closer to the others here than the other wave; before they were compared, both were drawn "
    "as close",
    "El modelo acercó aquí más a las demás cifras las de una ronda que las de la otra; antes de compararlas se "
    "acercaron por igual",
)
UNHEARD = Phrase(
    "Nobody answered here in one of the waves, so the chances come from the model alone.",
    "Nadie respondió aquí en una de las rondas, así que las probabilidades vienen solo del modelo.",
)
LEVELED_SOME = Phrase(
    "In {count} of {all} one wave rests on fewer answers, so that both were drawn alike towards the others before they "
    "were compared.",
    "En {count} de {all} una ronda se apoya en menos respuestas, así que ambas se acercaron por igual a las demás "
    "antes de compararlas.",
)
LIMITS = Phrase(
    "A change in the answers is not yet a change in what people lived through: other people answered, and other things "
    "happened in between. The question must have been asked in the same words both times. Where few answered, even in "
    "one wave only, a true change may not show. Of many areas some look worse by luck: a chance of 90% is wrong one "
    "time in ten. It cannot show why anything changed.",
    "Un cambio en las respuestas aún no es un cambio en lo que la gente vivió: respondieron otras personas y entre "
    "tanto pasaron otras cosas. La pregunta debe haberse hecho con las mismas palabras las dos veces. Donde "
    "respondieron pocas personas, aunque sea en una sola ronda, un cambio verdadero puede no verse. Entre muchas "
    "zonas, algunas parecen peor por puro azar; una probabilidad del 90% se equivoca una vez de cada diez. No puede "
    "mostrar por qué cambió algo.",
)


class Verdict(StrEnum):
    """What may be said of a change: it fell, it rose, or nobody can tell."""

    FELL = "fell"
    ROSE = "rose"
    UNSURE = "unsure"


VERDICTS = {
    Verdict.FELL: Phrase("we are sure enough that it fell", "estamos bastante seguros de que bajó"),
    Verdict.ROSE: Phrase("we are sure enough that it rose", "estamos bastante seguros de que subió"),
    Verdict.UNSURE: Phrase("we cannot tell whether it rose or fell", "no podemos decir si subió o bajó"),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WaveChange:
    """What changed from wave `before` to wave `after`, in each level and in all together.

    `changes`: differences in points (Kind.DIFFERENCE). `worse`: the chance that the share truly fell, `behind`: the
    chance that it changed for less than that of all together (Kind.CHANCE, with their Monte Carlo range). All in the
    order of `names`. `sure`: the chance from which on it is called sure. Where one wave rests on fewer answers, both
    are drawn towards the other levels alike before they are compared (leveling.leveled), with a note on the change;
    the sentences then give the shares as compared, while `before` and `after` stay as they were. `seed`: of the draws'
    order.
    """

    before: AreaEstimates
    after: AreaEstimates
    sure: float
    changes: tuple[Estimate, ...]
    worse: tuple[Estimate, ...]
    behind: tuple[Estimate, ...]
    overall_change: Estimate
    overall_worse: Estimate
    seed: int
    _compared: tuple[tuple[float, float], ...] = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The levels, in the census's order."""
        return self.before.names

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What may be said of each level; nothing where nobody answered in one of the waves."""
        return tuple(
            _verdict(worse.point, self.sure) if heard else Verdict.UNSURE
            for worse, heard in zip(self.worse, self._heard, strict=True)
        )

    @property
    def _heard(self) -> tuple[bool, ...]:
        """Of which levels somebody answered in both waves."""
        return tuple(min(then.n, now.n) > 0 for then, now in zip(self.before.areas, self.after.areas, strict=True))

    def sentence(self, language: str = "en") -> str:
        """The change of all together, who fell and who was left behind as far as one can be sure, and who is unsure."""
        said = [
            OPENING.said(
                language,
                made_up=MADE_UP.said(language) if self.overall_change.synthetic else "",
                **_moved(self.before.overall.point, self.after.overall.point, self.overall_change, language),
            )
        ]
        verdicts, sure = self.verdicts, in_percent(self.sure, language)
        fell = [place for place, verdict in enumerate(verdicts) if verdict is Verdict.FELL]
        none = none_of(self.before.areal).said(language, count=len(self.names))
        said.append(
            FELL.said(language, sure=sure, names=self._listed(fell, language))
            if fell
            else NONE_FELL.said(language, none_of=none)
        )
        behind = [
            place
            for place, (chance, heard) in enumerate(zip(self.behind, self._heard, strict=True))
            if chance.point >= self.sure and heard and place not in fell
        ]
        if behind:
            said.append(BEHIND.said(language, sure=sure, names=self._listed(behind, language)))
        if unsure := verdicts.count(Verdict.UNSURE):
            said.append(UNSURE.said(language, count=unsure, all=len(self.names)))
        if drawn := sum(LEVELED in change.notes for change in self.changes):
            said.append(LEVELED_SOME.said(language, count=drawn, all=len(self.names)))
        return " ".join(said) + closing([self.overall_change.level], language)

    def sentence_of(self, name: str, language: str = "en") -> str:
        """What one level's answers say; DataError where there is none of that name."""
        synthetic = self.before.of(name).synthetic or self.after.of(name).synthetic
        place = self.names.index(name)
        worse, behind = (_chance(chances[place], language) for chances in (self.worse, self.behind))
        said = ONE.said(
            language,
            made_up=MADE_UP.said(language) if synthetic else "",
            name=name,
            worse=worse,
            behind=behind,
            verdict=VERDICTS[self.verdicts[place]].said(language),
            **_moved(*self._compared[place], self.changes[place], language),
        )
        said = f"{said} {LEVELED.said(language)}." if LEVELED in self.changes[place].notes else said
        said = said if self._heard[place] else f"{said} {UNHEARD.said(language)}"
        return said + closing([self.changes[place].level], language)

    def limits(self, language: str = "en") -> str:
        """What the comparison cannot show, in plain words."""
        return LIMITS.said(language)

    def _listed(self, places: list[int], language: str) -> str:
        """Levels with their figures before and after."""
        parts = []
        for place in places:
            then, now = (written(end * 100, 0, language=language, percent=True) for end in self._compared[place])
            parts.append(f"{self.names[place]} ({then}, {now})")
        return ", ".join(parts)


def compare_waves(
    before: AreaEstimates, after: AreaEstimates, *, level: float = 0.95, sure: float = 0.9, seed: int = 0
) -> WaveChange:
    """Compare two waves by the draws of their posteriors, level by level, both drawn towards the others alike.

    The two waves must have asked other people (independent samples), and their estimates have the same levels. The
    draws of the second wave are shuffled (`seed`), so that two fits with one seed do not move together.
    `level`: of the ranges of the changes. `sure` (over 0.5): the chance from which on something is called sure.
    """
    for name, wave in (("before", before), ("after", after)):
        one_of(name, wave, AreaEstimates)
    if (before.by, before.names) != (after.by, after.names):
        raise DataError(
            "after", f"its levels are not those of the wave before ({before.by!r})", "Use one list for both"
        )
    if after.overall.window.start <= before.overall.window.end:
        raise DataError("after", "its days do not come after those of the wave before", "Swap the waves")
    confidence(level)
    if not 0.5 < number("sure", sure) < 1:
        raise DataError("sure", f"{sure} is not between 0.5 and 1", "Write 90% as 0.9")
    seed = whole("seed", seed, least=0)
    draws = min(len(before.overall_draws), len(after.overall_draws))
    order = np.random.default_rng(seed).permutation(draws)
    then, now, drawn = leveled(before, after)
    change = now[:, order] - then[:, :draws]
    change_all = after.overall_draws[order] - before.overall_draws[:draws]
    about = _of_both(before.overall, after.overall)
    n = [first.n + second.n for first, second in zip(before.areas, after.areas, strict=True)]
    total = before.overall.n + after.overall.n
    rows = list(zip(change, n, [(LEVELED,) if far else () for far in drawn], strict=True))
    return WaveChange(
        before=before,
        after=after,
        sure=sure,
        changes=tuple(_difference(about, moved, count, level, notes) for moved, count, notes in rows),
        worse=tuple(chance(about, moved < 0, count) for moved, count, _ in rows),
        behind=tuple(chance(about, moved < change_all, count) for moved, count, _ in rows),
        overall_change=_difference(about, change_all, total, level),
        overall_worse=chance(about, change_all < 0, total),
        seed=seed,
        _compared=tuple(zip(then.mean(axis=1).tolist(), now.mean(axis=1).tolist(), strict=True)),
    )


def _of_both(before: Estimate, after: Estimate) -> About:
    """What the data of two waves are about."""
    return About(
        window=Window(start=before.window.start, end=after.window.end),
        as_of=max(before.as_of, after.as_of),
        synthetic=before.synthetic or after.synthetic,
    )


def chance(about: About, happened: NDArray[np.bool_], n: int) -> Estimate:
    """How often something is so among draws of a posterior, with the 95% range that so few draws leave open."""
    count, draws = int(happened.sum()), len(happened)
    low, high = wilson(count, draws)
    return about.figure(
        point=count / draws,
        low=float(low),
        high=float(high),
        n=n,
        method=POSTERIOR_DRAWS,
        kind=Kind.CHANCE,
        notes=[MONTE_CARLO.filled(draws=f"{draws:,}")],
    )


def _difference(about: About, moved: Floats, n: int, level: float, notes: tuple[Phrase, ...] = ()) -> Estimate:
    """The mean change in points and the middle `level` of its draws."""
    tail, points = (1 - level) / 2, moved * 100
    low, high = np.quantile(points, [tail, 1 - tail])
    return about.figure(
        point=float(points.mean()),
        low=float(low),
        high=float(high),
        n=n,
        method=MRP_LAPLACE,
        kind=Kind.DIFFERENCE,
        level=level,
        unit="points",
        notes=notes,
    )


def _verdict(worse: float, sure: float) -> Verdict:
    if worse >= sure:
        return Verdict.FELL
    return Verdict.ROSE if worse <= 1 - sure else Verdict.UNSURE


def _chance(estimate: Estimate, language: str) -> str:
    """A chance in whole percent, never 0% or 100%, as draws cannot show that much."""
    return written(min(max(estimate.point * 100, 0.01), 99.99), 0, language=language, percent=True)


def _moved(before: float, after: float, change: Estimate, language: str) -> dict[str, str]:
    """Two shares and their difference, written."""
    then, now = (written(share * 100, 0, language=language, percent=True) for share in (before, after))
    point, low, high = ranged(change.point, change.low, change.high, language=language)
    return {"before": then, "after": now, "change": point, "low": low, "high": high}
