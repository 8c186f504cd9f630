"""The Fay-Herriot model: area means with known sampling variances, drawn towards what covariates say of the areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonbeat.plumb.about import About
from commonbeat.plumb.areas.cells import Floats, by_name, of_areas
from commonbeat.plumb.areas.methods import FAY_HERRIOT, FAY_HERRIOT_ADJUSTED
from commonbeat.plumb.areas.reml import adjusted_reml, coefficients, reml
from commonbeat.plumb.areas.unmeasured import half_widths, posterior
from commonbeat.plumb.arrays import counts
from commonbeat.plumb.checks import named, one_of
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import normal_quantile
from commonbeat.plumb.numerals import written
from commonbeat.plumb.result import Estimate, Kind
from commonbeat.plumb.sealed import Sealed
from commonbeat.plumb.terms import MADE_UP, Phrase

INTERCEPT = "intercept"
LEAST = 1e-50
"""Variances from here on can be told from zero."""
KINDS = (Kind.MEAN, Kind.SHARE)
ZERO = Phrase(
    "Chance alone could make the areas differ this much, and the usual fit then gives each area just what the "
    "covariates say. We used the method of Li and Lahiri, which leaves room for true differences",
    "El puro azar podría causar estas diferencias entre zonas, y el ajuste usual da entonces a cada zona solo lo que "
    "dicen las covariables. Usamos el método de Li y Lahiri, que deja lugar a diferencias verdaderas",
)
NO_ANSWERS = Phrase(
    "Nothing was measured here; the figure is what the covariates say of such an area",
    "Aquí no se midió nada; la cifra es lo que las covariables dicen de una zona así",
)
CUT = Phrase("The range was cut at 0% and 100%", "El rango se cortó en 0% y 100%")
SAID = Phrase(
    "{made_up}We have figures for {count} areas, {when}. The model leaves a typical area {weight} of its own answers "
    "and takes the rest from areas like it, {so}.",
    "{made_up}Tenemos cifras de {count} zonas, {when}. El modelo deja a una zona típica {weight} de sus propias "
    "respuestas y toma el resto de zonas parecidas, {so}.",
)
NARROWER = Phrase(
    "which makes the typical range {gain} narrower than from its answers alone",
    "con lo que el rango típico es {gain} más estrecho que con sus respuestas solas",
)
WIDER = Phrase(
    "but gains nothing by it: the typical range is {gain} wider than from its answers alone",
    "pero no gana nada con ello: el rango típico es {gain} más ancho que con sus respuestas solas",
)
UNMEASURED = Phrase(
    "Where nothing was measured ({count} of them), the figure comes from the covariates alone.",
    "Donde no se midió nada ({count} de ellas), la cifra viene solo de las covariables.",
)
NO_GAIN = Phrase(
    "We cannot tell the areas apart beyond what the covariates say.",
    "No podemos distinguir las zonas más allá de lo que dicen las covariables.",
)
LIMITS = Phrase(
    "Each figure is drawn towards areas with like covariates, so an area that is truly unlike them looks less unlike. "
    "The sampling variances are taken as known, though they were estimated; where few answered they are rough. It "
    "cannot show why areas differ, and the order of the areas cannot be read from the figures.",
    "Cada cifra se acerca a las de zonas con covariables parecidas, así que una zona que de verdad es distinta parece "
    "menos distinta. Las varianzas de muestreo se toman como conocidas, aunque se estimaron; donde respondieron pocas "
    "personas son imprecisas. No puede mostrar por qué difieren las zonas, y de las cifras no se puede leer su orden.",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FayHerriotEstimates(Sealed):
    """The figure of each area by the Fay-Herriot model.

    `areas`: Estimates in the order of `names`. `mse`: their estimated mean squared errors;
    `sampling_variances`: those given, nan where nothing was measured. `own_weight` (0 to 1): how
    much each leans on its own direct figure; 0 where there is none. `coefficients`, `coefficient_errors`: by name, with
    "intercept". `variance`: between areas, as used; `variance_reml`: as REML has it, which may be 0.
    """

    names: tuple[str, ...]
    areas: tuple[Estimate, ...]
    mse: Floats
    sampling_variances: Floats
    own_weight: Floats
    coefficients: Mapping[str, float]
    coefficient_errors: Mapping[str, float]
    variance: float
    variance_reml: float

    def of(self, name: str) -> Estimate:
        """The Estimate of one area; DataError where there is none of that name."""
        if not isinstance(name, str) or name not in self.names:
            raise DataError("name", f"there is no area {name!r}", "Use one of its names")
        return self.areas[self.names.index(name)]

    def sentence(self, language: str = "en") -> str:
        """How much the areas lean on their own answers and what that gains, in plain words."""
        some = self.areas[0]
        own = self.own_weight > 0
        weight = float(np.median(self.own_weight[own]))
        narrower = 1 - float(np.median(np.sqrt(self.mse[own] / self.sampling_variances[own])))
        so = WIDER if narrower < 0 else NARROWER
        said = SAID.said(
            language,
            made_up=MADE_UP.said(language) if some.synthetic else "",
            count=len(self.areas),
            when=some.window.during(language),
            weight=written(weight * 100, 0, language=language, percent=True),
            so=so.said(language, gain=written(abs(narrower) * 100, 0, language=language, percent=True)),
        )
        if self.variance_reml == 0:
            said = f"{said} {NO_GAIN.said(language)}"
        silent = int((self.own_weight == 0).sum())
        return f"{said} {UNMEASURED.said(language, count=silent)}" if silent else said

    def limits(self, language: str = "en") -> str:
        """What the figures cannot show, in plain words."""
        return LIMITS.said(language)


def fay_herriot(
    direct: ArrayLike,
    variances: ArrayLike,
    n: ArrayLike,
    *,
    names: Sequence[str],
    covariates: Mapping[str, ArrayLike],
    about: About,
    kind: Kind = Kind.MEAN,
    level: float = 0.95,
) -> FayHerriotEstimates:
    """The empirical best linear unbiased predictor of every area's mean or share, with its mean squared error.

    `direct`: each area's own survey figure; `variances`: its sampling variance, taken as known, over zero; both nan
    (and `n` 0) where nothing was measured. `n`: answers behind each. `covariates`: numbers known of every area, by
    name; an intercept is added. `kind`: MEAN, or SHARE (0 to 1), whose ranges stay in 0 to 1: a figure outside is moved
    to the nearer end and keeps its error inwards; an area whose whole range lies outside is refused.

    figure = weight x direct + (1 - weight) x fitted, weight = A / (A + variance), A the variance between areas by REML.
    MSE = g1 + g2 + 2 g3 (Prasad and Rao, Journal of the American Statistical Association 85 (1990), 163-171; Datta and
    Lahiri 2000); where nothing was measured, A plus the error of the fitted value. Where REML gives A = 0, the adjusted
    method of Li and Lahiri (2010) is used, with a note. Ranges are at `level`: normal; where nothing was measured, over
    all variances between areas that the others leave open (see unmeasured.posterior). Raises DataError with the area.
    """
    one_of("about", about, About)
    if kind not in KINDS:
        raise DataError("kind", f"the model is not for a {kind}", "Give means or shares")
    labels = named("names", names)
    own, sampling, answers = _measured(direct, variances, n, labels, kind)
    x, terms = _covariates(covariates, labels), (INTERCEPT, *covariates)
    seen = np.isfinite(own)
    _check_enough(x[seen], terms)
    given = own[seen], sampling[seen], x[seen]
    by_reml = reml(*given)
    between = by_reml or adjusted_reml(*given)
    beta, covariance = coefficients(*given, between)
    weight = np.where(seen, between / (between + np.where(seen, sampling, 1)), 0.0)
    fitted = x @ beta
    point = weight * np.where(seen, own, 0) + (1 - weight) * fitted
    mse = _mse(between, sampling, seen, np.einsum("ij,jk,ik->i", x, covariance, x))
    half = _half(mse, level, given, x, fitted, seen)
    _check_inside(kind, point, half, labels)
    noted = () if by_reml else (ZERO,)
    rows = zip(point.tolist(), half.tolist(), answers.astype(int).tolist(), seen.tolist(), strict=True)
    return FayHerriotEstimates(
        names=labels,
        areas=tuple(_figure(about, kind, level, *row, noted) for row in rows),
        mse=mse,
        sampling_variances=sampling,
        own_weight=weight,
        coefficients=dict(zip(terms, beta.tolist(), strict=True)),
        coefficient_errors=dict(zip(terms, np.sqrt(np.diag(covariance)).tolist(), strict=True)),
        variance=between,
        variance_reml=by_reml,
    )


def _mse(between: float, sampling: Floats, seen: Floats, fitted: Floats) -> Floats:
    """The second-order estimate of the mean squared error; `fitted`: the variance of each fitted value."""
    total = between + np.where(seen, sampling, np.inf)
    left = np.where(seen, np.where(seen, sampling, 0) / np.where(seen, total, 1), 1.0)
    known = np.where(seen, total, 1)
    uncertain = 2 / (1 / total**2).sum()
    third = np.where(seen, left**2 / known * uncertain, 0.0)
    error: Floats = between * left + left**2 * fitted + 2 * third
    return error


def _half(
    mse: Floats, level: float, given: tuple[Floats, Floats, Floats], x: Floats, fitted: Floats, seen: NDArray[np.bool_]
) -> Floats:
    """How far each range reaches: by the error that is told, or, without a figure, by what `given` leave open."""
    half: Floats = normal_quantile(level) * np.sqrt(mse)
    if not seen.all():
        half[~seen] = half_widths(posterior(*given), x[~seen], fitted[~seen], level)
    return half


def _check_inside(kind: Kind, point: Floats, half: Floats, names: tuple[str, ...]) -> None:
    """Refuse the first share whose whole range lies outside 0 and 1: cut off, it would look certain."""
    outside = np.flatnonzero((kind is Kind.SHARE) & ((point + half <= 0) | (point - half >= 1)))
    if len(outside):
        name, figure = names[outside[0]], point[outside[0]]
        found = f"what they say of area {name!r} lies outside 0 to 100% ({figure:.0%}), with its whole range"
        raise DataError("covariates", found, "Leave the area out, or use MRP, whose shares stay inside")


def _figure(
    about: About, kind: Kind, level: float, point: float, half: float, n: int, seen: bool, noted: tuple[Phrase, ...]
) -> Estimate:
    """One area's Estimate; a share is kept inside 0 and 1, with a note, and its range as wide as its error inwards."""
    notes = noted if seen else (*noted, NO_ANSWERS)
    if kind is Kind.SHARE and (point - half < 0 or point + half > 1):
        point, notes = min(max(point, 0.0), 1.0), (*notes, CUT)
        low, high = max(point - half, 0.0), min(point + half, 1.0)
    else:
        low, high = point - half, point + half
    method = FAY_HERRIOT_ADJUSTED if ZERO in noted else FAY_HERRIOT
    return about.figure(point=point, low=low, high=high, n=n, method=method, kind=kind, level=level, notes=notes)


def _measured(
    direct: ArrayLike, variances: ArrayLike, n: ArrayLike, names: tuple[str, ...], kind: Kind
) -> tuple[Floats, Floats, Floats]:
    """Direct figures, their variances and the answers behind them, one an area."""
    own, sampling = (
        of_areas(argument, values, names, missing=True)
        for argument, values in (("direct", direct), ("variances", variances))
    )
    answers = counts("n", n, rows=len(names))
    seen = np.isfinite(own)
    remedy = "Give both, or nan for both where nothing was measured"
    _named("variances", names, sampling, seen != np.isfinite(sampling), "stands without the other", remedy)
    remedy = "Pool the variances of all areas and divide by n, or give nan for both and 0 as n"
    _named("variances", names, sampling, seen & ~(sampling > LEAST), "is not over zero", remedy)
    _named("n", names, answers, seen & (answers == 0), "is behind a figure", "Say how many answers the figure rests on")
    _named("n", names, answers, ~seen & (answers > 0), "stands without a figure", "Give the figure, or 0 as n")
    if kind is Kind.SHARE:
        _named("direct", names, own, (own < 0) | (own > 1), "is no share from 0 to 1", "Write 35% as 0.35")
    return own, sampling, answers


def _named(
    argument: str, names: tuple[str, ...], values: Floats, wrong: NDArray[np.bool_], problem: str, remedy: str
) -> None:
    """Refuse the first area whose value is `wrong`, by its name."""
    if wrong.any():
        first = int(np.flatnonzero(wrong)[0])
        raise DataError(argument, f"that of area {names[first]!r} is {values[first]:g}, which {problem}", remedy)


def _covariates(covariates: Mapping[str, ArrayLike], names: tuple[str, ...]) -> Floats:
    """Areas x (1 + covariates), the intercept first."""
    columns = [np.ones(len(names))]
    for name, values in by_name("covariates", covariates).items():
        if name == INTERCEPT:
            raise DataError(f"covariates[{name!r}]", "the model has one of its own", "Leave it out, or rename it")
        columns.append(of_areas(f"covariates[{name!r}]", values, names))
    return np.stack(columns, axis=1)


def _check_enough(x: Floats, names: tuple[str, ...]) -> None:
    """Refuse too few areas and a covariate that the others already say."""
    if len(x) < x.shape[1] + 3:
        problem = f"{len(x)} areas were measured, and {x.shape[1]} coefficients need {x.shape[1] + 3}"
        raise DataError("direct", problem, "Use fewer covariates, or direct figures alone")
    scaled = x / np.maximum(np.abs(x).max(axis=0), np.finfo(np.float64).tiny)
    for place, name in enumerate(names):
        if np.linalg.matrix_rank(scaled[:, : place + 1]) <= place:
            raise DataError(f"covariates[{name!r}]", "the others already say all that it says", "Leave it out")
