"""The chance to answer, cell by cell: logistic where the frame knows everybody asked, linear with margins alone."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.linalg import qr
from scipy.special import expit

from commonbeat.plumb.arrays import frozen
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.fit import Matrix, binomial
from commonbeat.plumb.sampling.columns import Floats, Ints
from commonbeat.plumb.terms import Phrase

SWEEPS = 1000
CLOSE = 1e-10
ALIASED = 1e-9
HALF_ADDED = Phrase(
    "Nobody, or everybody, of '{level}' ({variable}) answered: half an answer and half a silence were added to it",
    "De '{level}' ({variable}) no respondió nadie, o respondieron todas las personas: se le sumó media respuesta y "
    "medio silencio",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Propensity:
    """The fitted chance of each cell, how it moves with the parameters, and where there is no difference at all.

    `weight`: each cell's part of the people (sum 1). `slope` (cells, parameters) and `covariance` belong together, as
    do `even_slope` and `even_covariance`, which hold where everybody is equally likely to answer.
    """

    chance: Floats
    slope: Floats
    covariance: Floats
    even_slope: Floats
    even_covariance: Floats
    weight: Floats
    notes: tuple[Phrase, ...] = ()


def dummies(codes: Mapping[str, Ints], sizes: Mapping[str, int]) -> Floats:
    """One column a level but the first of each variable."""
    parts = [np.equal.outer(codes[name], np.arange(1, sizes[name])).astype(np.float64) for name in codes]
    return np.concatenate(parts, axis=1)


def logistic(
    asked: Floats, answered: Floats, people: Floats, codes: Mapping[str, Ints], names: Mapping[str, list[str]]
) -> Propensity:
    """Main-effects logistic regression of `answered` of `asked` on grouped cells (`plumb.fit.binomial`).

    A level of which nobody or everybody answered gets half an answer and half a silence, with a note. Raises DataError
    where levels only together tell who answers for sure.
    """
    asked_fit, answered_fit, notes = _softened(asked, answered, codes, names)
    design = _independent(asked, codes, names)
    fit = binomial(design, answered_fit, asked_fit)
    chance = expit(design.values @ fit.coef)
    even = float(answered.sum() / asked.sum())
    even_strength = even * (1 - even)
    return Propensity(
        chance=chance,
        slope=(chance * (1 - chance))[:, None] * design.values,
        covariance=fit.cov,
        even_slope=even_strength * design.values,
        even_covariance=_inverse((design.values.T * (even_strength * asked)) @ design.values),
        weight=people / people.sum(),
        notes=notes,
    )


def linear(
    answered: Floats,
    asked: int,
    codes: Mapping[str, Ints],
    names: Mapping[str, list[str]],
    margins: Mapping[str, Floats],
) -> Propensity:
    """Linear propensities of those who answered against known population `margins` (shares, in the order of `names`).

    The population's cells are the answers raked to the margins; with V the covariance of the levels in it and d the
    difference of the answers' means from the population's, the chance is rate * (1 + x' V^-1 d), and its variance is
    rate^2 * d' V^-1 d. Source: Bianchi and others (2019); Särndal (2011).
    """
    weight = rake(answered / answered.sum(), codes, margins)
    part = answered / answered.sum()
    rate = float(answered.sum()) / asked
    design = dummies(codes, {name: len(found) for name, found in names.items()})
    away = design - weight @ design
    inverse = _inverse((away.T * weight) @ away)
    difference = part @ away
    around = away - difference
    own = (around.T * part) @ around
    even = rate**2 / answered.sum() * inverse
    return Propensity(
        chance=rate * (1 + away @ inverse @ difference),
        slope=away,
        covariance=rate**2 / answered.sum() * inverse @ own @ inverse,
        even_slope=away,
        even_covariance=even,
        weight=weight,
    )


def rake(part: Floats, codes: Mapping[str, Ints], margins: Mapping[str, Floats]) -> Floats:
    """`part` (cells, sum 1) scaled until each variable's levels have the shares of `margins`."""
    weight = part.copy()
    for _ in range(SWEEPS):
        moved = 0.0
        for name, wanted in margins.items():
            factor = wanted / np.bincount(codes[name], weight, minlength=wanted.size)
            moved = max(moved, float(np.abs(factor - 1).max()))
            weight = weight * factor[codes[name]]
        if moved < CLOSE:
            return weight
    raise DataError("margins", "no weights of the answers reach them all", "Merge levels that only occur together")


def collapse(
    codes: Mapping[str, Ints], sizes: Mapping[str, int], columns: tuple[Floats, ...]
) -> tuple[dict[str, Ints], tuple[Floats, ...]]:
    """The different cells and the sums of `columns` in each."""
    rows = next(iter(codes.values())).size
    code = np.zeros(rows, dtype=np.int64)
    for name, own in codes.items():
        code = np.unique(code * sizes[name] + own, return_inverse=True)[1].astype(np.int64)
    _, first, back = np.unique(code, return_index=True, return_inverse=True)
    summed = tuple(np.bincount(back, column).astype(np.float64) for column in columns)
    return {name: own[first] for name, own in codes.items()}, summed


def _softened(
    asked: Floats, answered: Floats, codes: Mapping[str, Ints], names: Mapping[str, list[str]]
) -> tuple[Floats, Floats, tuple[Phrase, ...]]:
    """The counts to fit, with half an answer and half a silence in each level that lacks one or the other."""
    asked_fit, answered_fit = asked.copy(), answered.copy()
    notes = []
    for name, own in codes.items():
        tried, gave = np.bincount(own, asked), np.bincount(own, answered)
        for at in np.flatnonzero((gave == 0) | (gave == tried)):
            inside = np.where(own == at, asked, 0.0) / tried[at]
            asked_fit += inside
            answered_fit += inside / 2
            notes.append(HALF_ADDED.filled(level=names[name][at], variable=name))
    return asked_fit, answered_fit, tuple(notes)


def _independent(asked: Floats, codes: Mapping[str, Ints], names: Mapping[str, list[str]]) -> Matrix:
    """An intercept and the levels' columns, without those that others say (a district that its areas tell)."""
    columns = dummies(codes, {name: len(found) for name, found in names.items()})
    values = np.concatenate([np.ones((asked.size, 1)), columns], axis=1)
    labels = ["intercept", *(f"{name}: {level}" for name, found in names.items() for level in found[1:])]
    triangle, order = qr(values * np.sqrt(asked)[:, None], mode="r", pivoting=True)[:2]
    size = np.abs(np.diag(triangle))
    kept = np.sort(order[: size.size][size > ALIASED * size[0]])
    return Matrix(names=tuple(labels[at] for at in kept), values=frozen(values[:, kept]))


def _inverse(matrix: Floats) -> Floats:
    """The inverse, or where columns say the same thing the one of least size; fitted values do not depend on it."""
    return np.asarray(np.linalg.pinv(matrix, rcond=1e-11, hermitian=True))
