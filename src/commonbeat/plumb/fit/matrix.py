"""The matrix of a model: named columns from numbers, splines and groups, each checked before anything is fitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import qr

from commonbeat.plumb.arrays import frozen, same_length
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Groups, grouped

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """`values` (rows x columns, read-only) under their `names`."""

    names: tuple[str, ...]
    values: Floats

    def place(self, name: str) -> int:
        """Where the column `name` stands."""
        if name not in self.names:
            raise DataError("name", f"{name!r} is no column of the model", f"Take one of {', '.join(self.names)}")
        return self.names.index(name)


def matrix(*, intercept: bool = True, **parts: ArrayLike | Groups) -> Matrix:
    """The columns of a model, in the order given: an intercept (unless told not to), then each part under its name.

    A part is one column, several (rows x k: "name 1", "name 2", ...) or Groups (one 0/1 column for each level but the
    first: "name: level"). Raises DataError for lengths that differ, values that are missing, levels that no row
    has, and columns that follow from others.
    """
    if not parts:
        raise DataError("parts", "there are no columns", "Name at least one")
    names: list[str] = []
    blocks: list[Floats] = []
    rows: int | None = None
    for name, part in parts.items():
        labels, block = _levels(name, part, rows) if isinstance(part, Groups) else _plain(name, part, rows)
        rows = len(block)
        names += labels
        blocks.append(block)
    if intercept:
        names.insert(0, "intercept")
        blocks.insert(0, np.ones((rows or 0, 1)))
    values = np.hstack(blocks)
    _independent(names, values)
    return Matrix(names=tuple(names), values=frozen(values))


def _plain(name: str, part: ArrayLike, rows: int | None) -> tuple[list[str], Floats]:
    try:
        block = np.asarray(part, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise DataError(name, "it holds something that is no number", "Give numbers, or Groups") from error
    if block.ndim not in (1, 2):
        raise DataError(name, f"it has {block.ndim} dimensions", "Give one column, or rows by columns")
    same_length(name, block, rows)
    if not np.isfinite(block).all():
        first = int(np.flatnonzero(~np.isfinite(block.reshape(len(block), -1)).all(axis=1))[0])
        raise DataError(name, f"row {first:,} is missing or not finite", "Drop or fill such rows first")
    if block.ndim == 1:
        return [name], block[:, None]
    return [f"{name} {place + 1}" for place in range(block.shape[1])], block


def _levels(name: str, part: Groups, rows: int | None) -> tuple[list[str], Floats]:
    numbers, levels = grouped(name, part, rows=rows).codes, part.levels
    found = np.bincount(numbers, minlength=len(levels))
    if (found == 0).any():
        lacking = ", ".join(level for level, many in zip(levels, found, strict=True) if not many)
        raise DataError(name, f"no row has the level {lacking}", "Leave the level out, or merge it with another")
    return [f"{name}: {level}" for level in levels[1:]], np.equal.outer(numbers, np.arange(1, len(levels))) * 1.0


def _independent(names: Sequence[str], values: Floats) -> None:
    """Refuse columns that others already say (by a QR with pivoting on columns of one size)."""
    if len(values) < len(names):
        raise DataError("rows", f"{len(values):,} rows cannot carry {len(names):,} columns", "Ask less of the data")
    sizes = np.linalg.norm(values, axis=0)
    triangle, order = qr(values / np.where(sizes == 0, 1, sizes), mode="r", pivoting=True)[:2]
    diagonal = np.abs(np.diag(triangle))
    if (lost := diagonal < 1e-9 * max(diagonal[0], 1e-300)).any():
        said = ", ".join(names[place] for place in order[: len(names)][lost])
        raise DataError("columns", f"{said} follows from the other columns", "Leave it out, or merge levels")
