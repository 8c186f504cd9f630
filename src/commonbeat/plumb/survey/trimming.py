"""Trimming: the largest weights are cut, what was cut is spread over the others, and the margins are fitted again."""

from dataclasses import replace

import numpy as np

from commonbeat.plumb.checks import number, one_of, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.survey.columns import Floats
from commonbeat.plumb.survey.methods import TRIMMING
from commonbeat.plumb.survey.weights import Weights, fitted
from commonbeat.plumb.terms import Phrase

SLACK = 1e-9
CUT = Phrase(
    "{count} weights were cut to at most {most} times the mean weight",
    "{count} pesos se recortaron a un máximo de {most} veces el peso medio",
)
RAISED = Phrase(
    "{count} weights were raised to at least {least} times the mean weight",
    "{count} pesos se elevaron a un mínimo de {least} veces el peso medio",
)


def trim(weights: Weights, *, most: float, least: float = 0.0, refit: bool = True, rounds: int = 50) -> Weights:
    """Weights between `least` and `most` times the mean weight, which still fit the margins.

    What is cut from the weights outside is spread evenly over those inside (as R's trimWeights does), then the margins
    are fitted again with the same method; both in turn, until both hold. `refit=False` leaves the margins off, and
    their error is told; standard errors and replicates then take the weights as plain, since no margin is met.
    `least` below 1, `most` above 1.
    Raises DataError where limits and margins cannot both hold within `rounds`.
    Source: Potter (1990).
    """
    one_of("weights", weights, Weights)
    low, high = number("least", least), number("most", most)
    if not 0 <= low < 1 < high:
        raise DataError("most", f"{low:g} to {high:g} does not hold 1", "Give limits in mean weights, such as most=5")
    whole("rounds", rounds, least=1)
    mean = float(weights.values.mean())
    floor, ceiling = low * mean, high * mean
    hit = _hit(weights.values, low, high)
    if not hit:
        return weights
    notes = (*weights.notes, *hit)
    if not refit:
        return _left(weights, cut(weights.values, floor, ceiling), notes)
    now = weights
    for _round in range(rounds):
        start = cut(now.values, floor, ceiling)
        start.setflags(write=False)
        fit = weights.calibration
        now = fitted(cells=fit.cells, start=start, base=weights.base, method=weights.method, fit=fit.fit, notes=notes)
        if now.values.max() <= ceiling * (1 + SLACK) and now.values.min() >= floor * (1 - SLACK):
            return now
    problem = f"after {rounds} rounds a weight is still {now.values.max() / mean:.3g} times the mean"
    raise DataError("most", problem, "Allow larger weights, or merge sparse levels of the margins")


def _hit(values: Floats, low: float, high: float) -> tuple[Phrase, ...]:
    """How many weights were cut and how many raised, each where there are any."""
    mean = float(values.mean())
    above, below = int(np.sum(values > high * mean)), int(np.sum(values < low * mean))
    cut_some = (CUT.filled(count=f"{above:,}", most=f"{high:g}"),) if above else ()
    return (*cut_some, RAISED.filled(count=f"{below:,}", least=f"{low:g}")) if below else cut_some


def cut(values: Floats, floor: float, ceiling: float) -> Floats:
    """Weights inside the limits with the same sum: the excess is spread evenly over those inside, again and again.

    A weight that was cut stays at its limit, unless none is left inside to take the excess. The sum can be kept, since
    floor < mean < ceiling; each turn brings at least one more weight to a limit.
    """
    now = np.clip(values, floor, ceiling)
    inside = now == values
    total = values.sum()
    while abs(excess := float(total - now.sum())) > 1e-12 * total:
        free = inside if inside.any() else (now < ceiling if excess > 0 else now > floor)
        moved = now + np.where(free, excess / free.sum(), 0.0)
        now = np.clip(moved, floor, ceiling)
        inside = inside & (now == moved)
    return now


def _left(weights: Weights, values: Floats, notes: tuple[Phrase, ...]) -> Weights:
    """Weights that were cut and not fitted again, with the error that their margins have now."""
    cells = weights.calibration.cells
    have = cells.table.T @ cells.sums(values)
    known = cells.targets != 0
    error = float(np.abs(have[known] / cells.targets[known] - 1).max())
    values.setflags(write=False)
    ratio = values / weights.base
    return replace(
        weights,
        values=values,
        method=TRIMMING,
        margin_error=error,
        least_factor=float(ratio.min()),
        greatest_factor=float(ratio.max()),
        notes=notes,
        holds=False,
    )
