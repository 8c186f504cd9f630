"""The outsider at work: how low and how high each hidden cell can be, given every equation and bound that is published.

Bounds are first tightened line by line. What is left is solved by linear programs (HiGHS), and in whole numbers where
a program's answer has fractions; each answer is a whole table that fits all that is published, checked without
rounding, and shows at once how far every other cell can move. A cell is never called free on less than two of them.
Source: M. Fischetti and J. J. Salazar, Models and algorithms for optimizing cell suppression in tabular data with
linear constraints, Journal of the American Statistical Association 95 (2000).
"""

from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from commonbeat.plumb.disclosure.system import CONTRADICTION, Array, System
from commonbeat.plumb.errors import DataError

ROUNDS = 12
"""Programs that move many cells at once, before single cells are asked for."""
SECONDS = 60.0
"""A whole-number program may take this long."""
NEAR = 1e-6
PASSES = 50
ENDLESS = 2**62
"""The most that a spot without an upper limit can be."""


class Attack:
    """Ranges of a system's spots as they become known.

    `low`, `high` (int64, one for each spot): no table that fits what is published lies outside; `seen_low`,
    `seen_high`: what tables that fit have reached. Where both agree the range is the tightest. Where nothing published
    limits a spot both its highs are ENDLESS. `programs`: how many were solved.
    """

    def __init__(self, system: System) -> None:
        self.system, self.programs = system, 0
        self._lower, self._upper = tightened(system)
        told = system.told
        self.low, self.high = system.picks @ self._lower, system.picks @ self._upper
        self.low[:told] = np.maximum(self.low[:told], system.low[:told])
        self.high[:told] = np.minimum(self.high[:told], system.high[:told])
        self._free = np.flatnonzero(self._upper > self._lower)
        fixed = np.where(self._upper > self._lower, 0, self._lower)
        least, most = _reach(system.matrix, self._lower, self._upper)
        self._lines = np.flatnonzero((least < system.low) | (most > system.high))
        self._base = fixed
        self._programs_matrix = system.matrix[self._lines][:, self._free]
        shift = (system.matrix @ fixed)[self._lines]
        self._rows = LinearConstraint(
            self._programs_matrix.astype(float), system.low[self._lines] - shift, system.high[self._lines] - shift
        )
        self._bounds = Bounds(self._lower[self._free], self._upper[self._free])
        self._picks = system.picks[:, self._free].astype(float).tocsr()
        first = self._solve(np.zeros(len(self._free)))
        self.seen_low, self.seen_high = system.picks @ first, system.picks @ first
        open_ended = endless(system)
        self.high[open_ended] = self.seen_high[open_ended] = ENDLESS

    @property
    def exact(self) -> Array:
        """Which ranges are the tightest (bool, one for each spot)."""
        both: Array = (self.low == self.seen_low) & (self.high == self.seen_high)
        return both

    def stir(self, wanted: Array) -> None:
        """Move many of the wanted spots (their numbers) at once, in directions drawn alike every time."""
        signs = np.random.default_rng(len(wanted)).choice([-1.0, 1.0], size=(ROUNDS, len(wanted)))
        for sign in signs if len(wanted) else []:
            self._see(self._solve(self._picks[wanted].T @ sign))

    def least(self, spot: int) -> None:
        """The least that a spot can be."""
        if self.seen_low[spot] > self.low[spot]:
            self._see(self._solve(self._cost(spot)))
            self.low[spot] = self.seen_low[spot]

    def most(self, spot: int) -> None:
        """The most that a spot can be."""
        if self.seen_high[spot] < self.high[spot]:
            self._see(self._solve(-self._cost(spot)))
            self.high[spot] = self.seen_high[spot]

    def _cost(self, spot: int) -> Array:
        return np.asarray(self._picks[[spot]].toarray()[0])

    def _see(self, table: Array) -> None:
        values = self.system.picks @ table
        np.minimum(self.seen_low, values, out=self.seen_low)
        np.maximum(self.seen_high, values, out=self.seen_high)

    def _solve(self, cost: Array) -> Array:
        """The whole table (int64) that fits all that is published and costs least.

        Lines that are in no program hold for every table within the bounds, as `tightened` has checked.
        """
        table = self._base.copy()
        if len(self._free):
            table[self._free] = self._program(cost)
        return table

    def _program(self, cost: Array) -> Array:
        self.programs += 1
        answer = milp(cost, constraints=self._rows, bounds=self._bounds)
        if answer.x is not None and self._whole(answer.x):
            return np.rint(answer.x).astype(np.int64)
        if answer.status == 2:
            raise contradiction()
        self.programs += 1
        answer = milp(
            cost,
            constraints=self._rows,
            bounds=self._bounds,
            integrality=np.ones(len(cost), dtype=np.int64),
            options={"mip_rel_gap": 0.0, "time_limit": SECONDS},
        )
        if answer.status == 2:
            raise contradiction()
        if answer.status != 0 or not self._whole(answer.x):
            raise DataError("tables", f"no answer was found ({answer.message})", "Audit fewer tables at once")
        return np.rint(answer.x).astype(np.int64)

    def _whole(self, found: Array) -> bool:
        """Whether an answer is in whole numbers, which fit each line and bound exactly."""
        whole = np.rint(found)
        if np.abs(found - whole).max() > NEAR:
            return False
        lines = self._programs_matrix @ whole.astype(np.int64)
        inside = (whole >= self._bounds.lb).all() and (whole <= self._bounds.ub).all()
        return bool(inside and (lines >= self._rows.lb).all() and (lines <= self._rows.ub).all())


def contradiction() -> DataError:
    """No table of counts fits what is published."""
    return DataError("tables", "no table of counts fits all that they say", CONTRADICTION)


def endless(system: System) -> Array:
    """Which spots have no upper limit (bool): what can be added any number of times, and all that is told stays true.

    Nothing can be added to a smallest cell that a told upper limit covers. To others as much as tables that share a
    margin can take together: one program finds all of these at once.
    """
    covered = np.ones(int(system.closed.sum())) @ system.picks[: system.told][system.closed] > 0
    ties = system.matrix[system.told :][:, ~covered].astype(float)
    added = np.zeros(system.size)
    added[~covered] = 1
    if ties.nnz:
        count = ties.shape[1]
        answer = milp(
            np.concatenate([-np.ones(count), np.zeros(count)]),
            constraints=LinearConstraint(sparse.hstack([ties, ties], format="csr"), 0, 0),
            bounds=Bounds(0, np.concatenate([np.ones(count), np.full(count, np.inf)])),
        )
        if answer.x is None:
            raise DataError("tables", f"no answer was found ({answer.message})", "Audit fewer tables at once")
        added[~covered] = answer.x[:count] > 1 / 2
    found: Array = system.picks @ added > 0
    return found


def tightened(system: System) -> tuple[Array, Array]:
    """The least and the most of each smallest cell (int64), tightened line by line, PASSES times at most."""
    matrix = system.matrix.tocoo()
    lines, columns, plus = matrix.row, matrix.col, matrix.data > 0
    lower = np.zeros(system.size, dtype=np.int64)
    upper = np.full(system.size, system.ceiling, dtype=np.int64)
    passes = 0
    while True:
        least, most = _reach(system.matrix, lower, upper)
        if (least > system.high).any() or (most < system.low).any():
            raise contradiction()
        top = system.high[lines] - least[lines]
        bottom = system.low[lines] - most[lines]
        new_lower, new_upper = lower.copy(), upper.copy()
        np.maximum.at(new_lower, columns, np.where(plus, bottom + upper[columns], upper[columns] - top))
        np.minimum.at(new_upper, columns, np.where(plus, top + lower[columns], lower[columns] - bottom))
        passes += 1
        if passes > PASSES or ((new_lower == lower).all() and (new_upper == upper).all()):
            return lower, upper
        lower, upper = new_lower, new_upper
        if (lower > upper).any():
            raise contradiction()


def _reach(matrix: Any, lower: Array, upper: Array) -> tuple[Array, Array]:
    """The least and the most that each line can sum to."""
    center, spread = lower + upper, upper - lower
    doubled, width = matrix @ center, abs(matrix) @ spread
    return (doubled - width) // 2, (doubled + width) // 2
