"""What a small-area model is made of, and its columns laid out for any table of cells."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from commonbeat.plumb.areas.cells import AnswerCells, CensusCells, Floats, Whole, by_name, of_areas
from commonbeat.plumb.areas.laplace import Problem
from commonbeat.plumb.arrays import numbers
from commonbeat.plumb.checks import number, words
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.sealed import Sealed

MOST_LEVELS = 50_000
"""The most levels of one random term: their draws must find room in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MrpModel(Sealed):
    """A multilevel logistic model of a yes/no answer.

    `area`: the factor that is poststratified to, always a random effect. `random`: other factors that are random
    effects (age group, race group). `fixed`: factors with few, well-filled levels that are fixed effects (sex).
    `interactions`: sets of factors whose combinations are one more random effect, as ("area", "race").
    `covariates`: numbers known of every area, in the order of its levels; each is put on mean 0 and SD 1.
    Priors on the logit scale, all weakly informative: SDs of random effects half-normal with `sd_scale`, fixed effects
    and covariates normal with SD `fixed_scale`, the intercept normal with SD `intercept_scale`.
    """

    area: str = "area"
    random: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    interactions: tuple[tuple[str, ...], ...] = ()
    covariates: Mapping[str, ArrayLike] = field(default_factory=dict)
    sd_scale: float = 1.0
    fixed_scale: float = 2.5
    intercept_scale: float = 5.0

    def __post_init__(self) -> None:
        """Refuse a factor used twice and a scale that is not over zero."""
        for name in ("sd_scale", "fixed_scale", "intercept_scale"):
            if number(name, getattr(self, name)) <= 0:
                raise DataError(name, f"{getattr(self, name)} is not over zero", "Leave it as it is, or widen it")
        for name in ("random", "fixed", "interactions"):
            object.__setattr__(self, name, _listed(name, getattr(self, name)))
        object.__setattr__(self, "interactions", tuple(_listed("interactions", one) for one in self.interactions))
        alone = [words("model", name, empty=False) for name in (self.area, *self.random, *self.fixed)]
        twice = sorted({name for name in alone if alone.count(name) > 1})
        if twice:
            raise DataError("model", f"{twice[0]!r} is used twice", "Make each factor fixed or random, once")
        met: set[frozenset[str]] = set()
        for together in self.interactions:
            for name in together:
                words("interactions", name, empty=False)
            if len(set(together)) < max(2, len(together)):
                raise DataError(
                    "interactions", f"{together!r} is no combination of factors", "Name two or more factors"
                )
            if frozenset(together) in met:
                raise DataError("interactions", f"{together!r} stands there twice", "Name each combination once")
            met.add(frozenset(together))
        given = by_name("covariates", self.covariates)
        object.__setattr__(self, "covariates", {name: _kept(name, values) for name, values in given.items()})
        Sealed.__post_init__(self)

    @property
    def terms(self) -> tuple[tuple[str, ...], ...]:
        """The random terms, each as the factors whose combinations are its levels."""
        return ((self.area,), *((name,) for name in self.random), *self.interactions)

    @property
    def factors(self) -> tuple[str, ...]:
        """Every factor that the model uses, once."""
        return tuple(dict.fromkeys([*self.fixed, *(name for term in self.terms for name in term)]))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout(Sealed):
    """Where each effect stands: intercept, dummies of fixed factors, covariates, then the random terms, largest last.

    `references`: for each fixed factor the level left out. `terms` in the order of the effects; `sizes`: levels of
    each; `covariates`: one column an area level, put on mean 0 and SD 1.
    """

    model: MrpModel
    references: Mapping[str, int]
    fixed_levels: Mapping[str, int]
    covariates: Floats
    terms: tuple[tuple[str, ...], ...]
    sizes: tuple[int, ...]

    @property
    def fixed(self) -> int:
        """How many fixed effects there are, the intercept among them."""
        return 1 + sum(levels - 1 for levels in self.fixed_levels.values()) + len(self.covariates.T)

    def start(self, term: int) -> int:
        """Where the effects of random term `term` begin."""
        return self.fixed + sum(self.sizes[:term])

    def columns(self, cells: AnswerCells | CensusCells) -> tuple[Whole, Floats]:
        """For each cell the effects that bear on it and by how much: two arrays, cells x parts."""
        rows = len(next(iter(cells.codes.values())))
        places, amounts, at = [np.zeros(rows, dtype=np.intp)], [np.ones(rows)], 1
        for name, levels in self.fixed_levels.items():
            code, left_out = cells.codes[name], self.references[name]
            places.append(at + np.minimum(np.where(code > left_out, code - 1, code), levels - 2))
            amounts.append((code != left_out).astype(np.float64))
            at += levels - 1
        for column in self.covariates.T:
            places.append(np.full(rows, at, dtype=np.intp))
            amounts.append(column[cells.codes[self.model.area]])
            at += 1
        for term, size in zip(self.terms, self.sizes, strict=True):
            places.append(at + self.codes(cells, term))
            amounts.append(np.ones(rows))
            at += size
        return np.stack(places, axis=1), np.stack(amounts, axis=1)

    def codes(self, cells: AnswerCells | CensusCells, term: tuple[str, ...]) -> Whole:
        """Each cell's level of a random term."""
        shape = [len(cells.levels[name]) for name in term]
        return np.ravel_multi_index([cells.codes[name] for name in term], shape)

    def design(self, cells: AnswerCells | CensusCells) -> csr_array:
        """Cells x effects, sparse."""
        places, amounts = self.columns(cells)
        rows, parts = places.shape
        ends = np.arange(0, rows * parts + 1, parts)
        return csr_array((amounts.ravel(), places.ravel(), ends), shape=(rows, self.start(len(self.sizes))))

    def problem(self, cells: AnswerCells, deff: Floats, offset: Floats | None = None) -> Problem:
        """The model on the answers, each cell's counts divided by its `deff`."""
        places, amounts = self.columns(cells)
        rows, rest, levels = len(places), self.start(len(self.sizes) - 1), self.sizes[-1]
        last, near, by = places[:, -1] - rest, places[:, :-1], amounts[:, :-1]
        both = (near[:, :, None] * rest + near[:, None, :]).reshape(rows, -1)
        pairs = _map(both, (by[:, :, None] * by[:, None, :]).reshape(rows, -1), rest * rest)
        cross = _map(near * levels + last[:, None], by, rest * levels)
        fixed_sd = np.full(rest + levels, self.model.fixed_scale)
        fixed_sd[0] = self.model.intercept_scale
        design = self.design(cells)
        return Problem(
            design=design,
            transposed=csr_array(design.T),
            pairs=pairs,
            pairs_back=csr_array(pairs.T),
            cross=cross,
            cross_back=csr_array(cross.T),
            last=last,
            rest=rest,
            term=np.repeat(np.arange(-1, len(self.sizes)), [self.fixed, *self.sizes]),
            fixed_sd=fixed_sd,
            n=cells.n / deff,
            yes=cells.yes / deff,
            offset=np.zeros(rows) if offset is None else offset,
        )


def laid_out(model: MrpModel, cells: AnswerCells) -> Layout:
    """The layout of `model` on `cells`; DataError where factors or fixed levels are missing or terms too large."""
    for name in model.factors:
        if name not in cells.levels:
            raise DataError("model", f"the answers have no factor {name!r}", f"Use one of {', '.join(cells.levels)}")
    references = {}
    for name in model.fixed:
        asked = np.bincount(cells.codes[name], minlength=len(cells.levels[name]))
        if np.any(asked == 0):
            level = cells.levels[name][int(np.argmin(asked))]
            problem = f"nobody of level {level!r} of the fixed factor {name!r} answered"
            raise DataError("cells", problem, "Make the factor random, merge the level, or leave it out")
        references[name] = int(np.argmax(np.bincount(cells.codes[name], cells.n)))
    columns = [_standard(name, values, cells.levels[model.area]) for name, values in model.covariates.items()]
    size = {term: math.prod(len(cells.levels[name]) for name in term) for term in model.terms}
    for term, combinations in size.items():
        if combinations > MOST_LEVELS:
            problem = f"{' x '.join(term)} has {combinations:,} combinations, and {MOST_LEVELS:,} can be fitted"
            raise DataError("model", problem, "Name fewer factors together, or merge levels")
    terms = tuple(sorted(model.terms, key=lambda term: size[term]))
    return Layout(
        model=model,
        references=references,
        fixed_levels={name: len(cells.levels[name]) for name in model.fixed},
        covariates=np.stack(columns, axis=1) if columns else np.zeros((len(cells.levels[model.area]), 0)),
        terms=terms,
        sizes=tuple(size[term] for term in terms),
    )


def _map(targets: Whole, amounts: Floats, size: int) -> csr_array:
    """The sparse map that adds each cell's weight, times its amounts, to its targets."""
    cells = np.repeat(np.arange(len(targets)), targets.shape[1])
    return csr_array((amounts.ravel(), (targets.ravel(), cells)), shape=(size, len(targets)))


def _listed(argument: str, names: object) -> tuple[Any, ...]:
    """A list of names as a tuple; one name alone is refused."""
    if isinstance(names, str) or not isinstance(names, Collection):
        raise DataError(argument, f"{names!r} is not a list of names", f"Write ({names!r},)")
    return tuple(names)


def _kept(name: str, values: ArrayLike) -> tuple[float, ...]:
    """One covariate as plain numbers that stay as they are."""
    argument = f"covariates[{name!r}]"
    given = numbers(argument, values)
    if given.ndim != 1:
        raise DataError(argument, f"it has {given.ndim} dimensions", "Give one number an area")
    return tuple(given.tolist())


def _standard(name: str, values: ArrayLike, areas: tuple[str, ...]) -> Floats:
    """A covariate on mean 0 and SD 1; every area must have a number, and they must differ."""
    argument = f"covariates[{name!r}]"
    column = of_areas(argument, values, areas)
    if np.ptp(column) == 0:
        raise DataError(argument, "it is the same in every area", "Leave the covariate out")
    standard: Floats = (column - column.mean()) / column.std()
    return standard
