"""How far chance moves a survey's figure: variances over strata and clusters, with the margins taken out first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from commonbeat.plumb.survey.columns import Codes, Floats, added
from commonbeat.plumb.survey.design import Design, Stage
from commonbeat.plumb.survey.margins import dense

CHUNK = 8_000_000
"""Entries of one table of units by domains; more domains are done in turns."""
NOTHING = 1e-12
"""A variance that is smaller than this part of what it was taken from is rounding, hence zero."""
SOLVED = 1e-9
"""Values that known totals explain but for this part of the largest are explained."""
ROUNDED = 1e-20
"""The same where nothing was subtracted but means and fitted parts, unit by unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Linear forms, one per domain: row i adds `values[i]` (its weight included) to domain `domain[i]`.

    `values` (n,), `domain` (n,): -1 for none, and then the value is 0. `domains`: how many there are.
    """

    values: Floats
    domain: Codes
    domains: int


def variances(design: Design, scores: Scores) -> Floats:
    """Variance of each domain's linear form (domains,).

    Where the weights were fitted to margins, each form is replaced by the residual of its regression on the margins,
    times the fitted weight (Deville and Särndal 1992). Everything is done on sums over cells, strata and clusters.
    """
    parts = []
    for scored in _chunks(scores, max(stage_width(stage) for stage in design.stages)):
        beta = _coefficients(design, scored)
        parts.append(sum((_stage(design, stage, scored, beta) for stage in design.stages), np.zeros(scored.domains)))
    return np.concatenate(parts)


def stage_width(stage: Stage) -> int:
    """How many rows a table of this stage has: units where rows are in units, else strata."""
    return len(stage.counts) if stage.stratum_of is None else len(stage.stratum_of)


def unit_totals(design: Design, stage: Stage, scores: Scores) -> Floats:
    """The part of each first-stage unit in each domain's form (units, domains), margins taken out; for panels."""
    return _totals(design, stage.units, stage_width(stage), scores, _coefficients(design, scores))[1]


def deviations(totals: Floats, stage: Stage, stratum_of: Codes) -> Floats:
    """Deviations of unit `totals` (units, domains) from the means of their strata."""
    sums = np.zeros((len(stage.counts), totals.shape[1]))
    np.add.at(sums, stratum_of, totals)
    return np.asarray(totals - _centers(sums, stage)[stratum_of])


def counted(design: Design, domain: Codes, domains: int) -> NDArray[np.bool_]:
    """Domains whose rows lie where everybody was asked, at every stage: chance moves nothing there (domains,)."""
    inside = domain >= 0
    open_rows = np.zeros(len(design), dtype=bool)
    for stage in design.stages:
        open_rows |= stage.scale[stage.strata] > 0
    return np.asarray(added(domain[inside], open_rows[inside].astype(np.float64), domains) == 0)


def explained(design: Design, values: Floats) -> bool:
    """Whether the known totals fix every total of `values` (n,): each value is a sum of what its row's margins add."""
    fit = design.calibration
    if fit is None:
        return False
    everybody = np.zeros(len(design), dtype=np.int8)
    beta = _coefficients(design, Scores(values=design.weights * values, domain=everybody, domains=1))
    left = values - np.asarray(fit.cells.table @ beta)[:, 0][fit.cells.of_row]
    return bool(np.abs(left).max() <= SOLVED * np.abs(values).max())


def degrees(design: Design, domain: Codes, domains: int) -> NDArray[np.int64]:
    """Design degrees of freedom of each domain: first-stage units less strata that have rows in it."""
    stage = design.stages[0]
    inside = domain >= 0
    where = domain[inside].astype(np.int64)

    def present(codes: Codes, size: int) -> NDArray[np.int64]:
        seen = np.zeros(size * domains, dtype=bool)
        seen[codes[inside] * domains + where] = True
        return np.asarray(seen.reshape(size, domains).sum(axis=0), dtype=np.int64)

    strata = present(stage.strata, len(stage.counts))
    if stage.units is None or stage.stratum_of is None:
        return np.bincount(where, minlength=domains) - strata
    return present(stage.units, len(stage.stratum_of)) - strata


def _chunks(scores: Scores, width: int) -> Iterator[Scores]:
    """The same scores, so few domains at a time that a table of `width` rows fits."""
    step = max(1, CHUNK // width)
    if step >= scores.domains:
        yield scores
        return
    for first in range(0, scores.domains, step):
        inside = (scores.domain >= first) & (scores.domain < first + step)
        yield Scores(
            values=np.where(inside, scores.values, 0.0),
            domain=np.where(inside, scores.domain - first, -1),
            domains=min(step, scores.domains - first),
        )


def _coefficients(design: Design, scores: Scores) -> Floats | None:
    """The regressions on the margins (terms, domains); None where nothing was fitted."""
    fit = design.calibration
    if fit is None:
        return None
    inside = scores.domain >= 0
    cell = fit.cells.of_row[inside]
    unweighted = scores.values[inside] / design.weights[inside]
    shape = fit.cells.count, scores.domains
    return fit.coefficients(_crossed(fit.start[inside] * unweighted, cell, scores.domain[inside], shape))


def _crossed(values: Floats, rows: Codes, columns: Codes, shape: tuple[int, int]) -> Any:
    """Values added up in a table of this shape, sparse where it would be large."""
    if shape[0] * shape[1] > CHUNK:
        return csr_array((values, (rows, columns)), shape=shape)
    key = rows.astype(np.int64) * shape[1] + columns
    return added(key, values, shape[0] * shape[1]).reshape(shape)


def _stage(design: Design, stage: Stage, scores: Scores, beta: Floats | None) -> Floats:
    """What one stage adds to the variance of each domain's form."""
    if stage.stratum_of is None:
        return _of_rows(design, stage, scores, beta)
    raw, totals = _totals(design, stage.units, len(stage.stratum_of), scores, beta)
    scale = stage.scale[stage.stratum_of]
    found = scale @ deviations(totals, stage, stage.stratum_of) ** 2
    return np.where(found > ROUNDED * (scale @ raw**2), found, 0.0)


def _totals(
    design: Design, units: Codes | None, count: int, scores: Scores, beta: Floats | None
) -> tuple[Floats, Floats]:
    """Sums of the forms in each unit (or stratum) (count, domains), and the same with the margins taken out."""
    assert units is not None  # noqa: S101 - both callers give a column
    inside = scores.domain >= 0
    key = units[inside].astype(np.int64) * scores.domains + scores.domain[inside]
    summed = added(key, scores.values[inside], count * scores.domains)
    totals = summed.reshape(count, scores.domains)
    if beta is None or design.calibration is None:
        return totals, totals
    cells = design.calibration.cells
    known = _crossed(design.weights, units, cells.of_row, (count, cells.count)) @ cells.table
    return totals, np.asarray(totals - known @ beta)


def _of_rows(design: Design, stage: Stage, scores: Scores, beta: Floats | None) -> Floats:
    """The variance where each row is a unit: squares from sums over cells, so that no row meets every domain."""
    inside = scores.domain >= 0
    domain, values = scores.domain[inside], scores.values[inside]
    scale = stage.scale[stage.strata]
    squared = added(domain, scale[inside] * values**2, scores.domains)
    if beta is not None and design.calibration is not None:
        cells = design.calibration.cells
        weighted = scale * design.weights
        shape = cells.count, scores.domains
        mixed = dense(cells.table.T @ _crossed(weighted[inside] * values, cells.of_row[inside], domain, shape))
        gram = cells.gram(cells.sums(weighted * design.weights))
        taken = 2 * (mixed * beta).sum(axis=0) - (beta * (gram @ beta)).sum(axis=0)
    else:
        taken = np.zeros(scores.domains)
    _, sums = _totals(design, stage.strata, len(stage.counts), scores, beta)
    mean = _centers(sums, stage)
    off = stage.scale @ (mean * (2 * sums - stage.counts[:, None] * mean))
    left = squared - taken - off
    return np.where(left > NOTHING * squared, left, 0.0)


def _centers(sums: Floats, stage: Stage) -> Floats:
    """The mean of each stratum's units (strata, domains); of all units for a stratum with one."""
    return np.where(stage.lonely[:, None], sums.sum(axis=0) / stage.drawn, sums / stage.counts[:, None])
