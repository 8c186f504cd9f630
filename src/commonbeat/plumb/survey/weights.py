"""Weights that fit what is known of everybody, with what they cost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.linalg import eigh

from commonbeat.plumb.arrays import frozen
from commonbeat.plumb.numerals import written
from commonbeat.plumb.survey.columns import Floats
from commonbeat.plumb.survey.margins import Cells, Margin, check_levels, dense
from commonbeat.plumb.terms import Method, Phrase

RANK = 1e-12
"""Directions in which the margins say nothing new (relative size of an eigenvalue)."""
MET = 1e-6
"""Known totals that are met to this part of them are said to be met."""
SAID_OFF = Phrase(
    "The answers of {n} people were weighted; of {terms} known totals the worst is off by {error}. Uneven weights have "
    "a price: the {n} count like {effective} people drawn evenly.",
    "Las respuestas de {n} personas se ponderaron; de {terms} totales conocidos, el peor se desvía {error}. La "
    "ponderación desigual tiene un precio: las {n} cuentan como {effective} personas elegidas por igual.",
)
SAID = Phrase(
    "The answers of {n} people were weighted until they fit {terms} known totals. Uneven weights have a price: "
    "the {n} count like {effective} people drawn evenly.",
    "Las respuestas de {n} personas se ponderaron hasta ajustarse a {terms} totales conocidos. La ponderación "
    "desigual tiene un precio: las {n} cuentan como {effective} personas elegidas por igual.",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Calibration:
    """How weights were fitted: enough to fit again in a replicate, and to take the margins out of a residual.

    `start` (n,): the weights that the fit began with. `fit`: from cell sums of start weights to factors of cells,
    iterations and largest error.
    """

    cells: Cells
    start: Floats
    fit: Callable[[Cells, Floats], tuple[Floats, int, float]]

    def coefficients(self, sums: Any) -> Floats:
        """Regression of a variable on the margins, weighted by the start weights.

        `sums` (cells, domains): start weight times variable, added up in each cell. Returns (terms, domains).
        Levels of several margins overlap; of the many equal solutions the shortest is taken.
        """
        gram = self.cells.gram(self.cells.sums(self.start))
        size = np.sqrt(np.diag(gram))
        size[size == 0] = 1.0
        values, vectors = eigh(gram / np.outer(size, size))
        kept = values > RANK * values[-1]
        basis = vectors[:, kept] / size[:, None]
        right = dense(self.cells.table.T @ sums)
        return np.asarray(basis @ ((basis.T @ right) / values[kept][:, None]))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """Weights, one per respondent, that reproduce the margins; read-only.

    `values` (n,): the weights. `base` (n,): the weights before. `iterations`, `margin_error`: of the fit (largest
    relative error of a margin). `least_factor`, `greatest_factor`: of values over base. `notes`: what had to be done.
    `calibration`: how they were fitted. `holds`: the fit still holds; where trimming has left it, standard errors
    take the weights as plain ones.
    """

    values: Floats
    base: Floats
    method: Method
    iterations: int
    margin_error: float
    least_factor: float
    greatest_factor: float
    calibration: Calibration
    notes: tuple[Phrase, ...] = ()
    holds: bool = True

    @property
    def design_effect(self) -> float:
        """What unequal weights cost: n times the sum of squares over the square of the sum (Kish 1965; 1 at best)."""
        return float(len(self.values) * np.dot(self.values, self.values) / self.values.sum() ** 2)

    @property
    def effective_n(self) -> float:
        """How many people drawn evenly would say as much: n over the design effect."""
        return len(self.values) / self.design_effect

    def sentence(self, language: str = "en") -> str:
        """How many were weighted to how much, and what it cost, in plain words."""
        numbers = {"n": len(self.values), "terms": len(self.calibration.cells.terms), "effective": self.effective_n}
        said = {name: written(value, 0, language=language) for name, value in numbers.items()}
        if self.margin_error > MET:
            said["error"] = written(100 * self.margin_error, 1, language=language, percent=True)
        text = (SAID_OFF if "error" in said else SAID).said(language, **said)
        return " ".join([text, *(f"{note.said(language)}." for note in self.notes)])

    def limits(self, language: str = "en") -> str:
        """What weights cannot do."""
        return LIMITS.said(language)


LIMITS = Phrase(
    "Weights make the known groups count as much as they should. They do not show what people think who would never "
    "answer: if those differ from people like them who do answer, no weight can tell.",
    "La ponderación hace que los grupos conocidos cuenten lo que deben. No muestra qué piensan quienes nunca "
    "responderían: si difieren de personas parecidas que sí responden, ninguna ponderación lo revela.",
)


def fitted(
    *,
    cells: Cells,
    start: Floats,
    base: Floats,
    method: Method,
    fit: Any,
    margins: Sequence[Margin] = (),
    notes: tuple[Phrase, ...] = (),
) -> Weights:
    """Fit the cells of `start` and hand each row its factor; `margins`, where told, are first held against cells."""
    sums = cells.sums(start)
    check_levels(margins, cells, sums)
    factors, iterations, error = fit(cells, sums)
    values = factors[cells.of_row]
    values *= start
    if start is base:
        used = factors[~np.isnan(factors)]
        least, greatest = float(used.min()), float(used.max())
    else:
        ratio = values / base
        least, greatest = float(ratio.min()), float(ratio.max())
    return Weights(
        values=frozen(values),
        base=base,
        method=method,
        iterations=iterations,
        margin_error=error,
        least_factor=least,
        greatest_factor=greatest,
        calibration=Calibration(cells=cells, start=start, fit=fit),
        notes=notes,
    )
