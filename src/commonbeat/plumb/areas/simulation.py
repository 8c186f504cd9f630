"""A made-up city whose truth is known, to try small-area methods on before they meet real answers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from commonbeat.plumb.areas.cells import AnswerCells, CensusCells, Floats, by_name
from commonbeat.plumb.checks import number, whole
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.groups import Groups
from commonbeat.plumb.sealed import Sealed

SEXES = ("women", "men")
AGES = ("18-24", "25-34", "35-49", "50-64", "65+")
RACES = ("Asian", "Black", "Latino", "Native", "Other", "White")
PEOPLE_BY_AGE = np.array([0.13, 0.25, 0.26, 0.21, 0.15])
PEOPLE_BY_RACE = np.array([0.06, 0.19, 0.10, 0.02, 0.05, 0.58])
ANSWERING_BY_AGE = np.array([0.4, 0.7, 1.0, 1.4, 1.8])
ANSWERING_BY_RACE = np.array([0.8, 0.6, 0.6, 0.5, 0.9, 1.2])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SimulatedCity(Sealed):
    """A made-up city: the answers of one wave, the census, and the shares that are true of its people.

    `area_truth`, `race_truth`, `overall_truth`: the share (0 to 1) who would say yes. `income`: a number of each area
    that is tied to the answer.
    """

    cells: AnswerCells
    census: CensusCells
    income: Floats
    area_truth: Floats
    race_truth: Floats
    overall_truth: float


def simulate_city(
    seed: int,
    *,
    areas: int = 90,
    respondents: int = 20_000,
    level: float = 0.3,
    area_sd: float = 0.35,
    race_sd: float = 0.4,
    age_sd: float = 0.3,
    income_slope: float = 0.3,
) -> SimulatedCity:
    """One made-up city of 2 sexes x 5 age groups x 6 races x `areas`, and one wave of `respondents` answers.

    The logit of a yes is `level`, plus effects of sex, age, race and area (drawn with the SDs given), plus
    `income_slope` times the area's income. Areas differ in size tenfold; the old and White residents answer more often
    than others, so that a plain mean of the answers is wrong. `seed`: the same one gives the same city.
    """
    return simulate_waves(
        seed,
        areas=areas,
        respondents=respondents,
        level=level,
        area_sd=area_sd,
        race_sd=race_sd,
        age_sd=age_sd,
        income_slope=income_slope,
    )[0]


def simulate_waves(
    seed: int,
    *,
    areas: int = 90,
    respondents: int = 20_000,
    change: float = 0.0,
    race_changes: Mapping[str, float] | None = None,
    level: float = 0.3,
    area_sd: float = 0.35,
    race_sd: float = 0.4,
    age_sd: float = 0.3,
    income_slope: float = 0.3,
) -> tuple[SimulatedCity, SimulatedCity]:
    """Two waves of the city of simulate_city, with other people asked: the logit of a yes moves by `change`.

    `race_changes`: races whose logit moves by another number instead.
    """
    whole("seed", seed, least=0)
    whole("areas", areas, least=2)
    whole("respondents", respondents, least=1)
    for name, value in (("area_sd", area_sd), ("race_sd", race_sd), ("age_sd", age_sd)):
        if number(name, value) < 0:
            raise DataError(name, f"{value} is below zero", "Give a standard deviation")
    for name, value in (("change", change), ("level", level), ("income_slope", income_slope)):
        number(name, value)
    moves = by_name("race_changes", race_changes or {})
    for race, move in moves.items():
        if race not in RACES:
            raise DataError("race_changes", f"there is no race {race!r}", f"Use {', '.join(RACES)}")
        number(f"race_changes[{race!r}]", move)
    rng = np.random.default_rng(seed)
    people = _people(rng, areas)
    income, effects = rng.normal(size=areas), rng.normal(0, area_sd, areas)
    logit = level + (income_slope * income + effects)[:, None, None, None] + np.array([0.1, -0.1])[None, :, None, None]
    logit = logit + rng.normal(0, age_sd, len(AGES))[:, None] + rng.normal(0, race_sd, len(RACES))
    moved = logit + np.array([moves.get(race, change) for race in RACES])
    return _wave(rng, people, logit, income, respondents), _wave(rng, people, moved, income, respondents)


def _people(rng: np.random.Generator, areas: int) -> Floats:
    """Residents by area, sex, age and race: areas of 1,000 to 10,000, each with a mix of its own, no cell empty."""
    size = 1000 * 10 ** rng.uniform(0, 1, areas)
    age = rng.dirichlet(PEOPLE_BY_AGE * 40, areas)
    race = rng.dirichlet(PEOPLE_BY_RACE * 8 + 0.05, areas)
    by_sex = size[:, None, None, None] / 2 * np.ones((1, 2, 1, 1))
    return np.ceil(by_sex * age[:, None, :, None] * race[:, None, None])


def _wave(rng: np.random.Generator, people: Floats, logit: Floats, income: Floats, respondents: int) -> SimulatedCity:
    """One wave of answers from a city whose logits of a yes are known."""
    chance = expit(logit)
    willing = people * ANSWERING_BY_AGE[:, None] * ANSWERING_BY_RACE
    n = rng.multinomial(respondents, (willing / willing.sum()).ravel())
    names = [f"Area {area + 1}" for area in range(len(people))]
    levels = {"area": names, "sex": SEXES, "age": AGES, "race": RACES}
    places = (axis.ravel() for axis in np.indices(people.shape))
    groups = {name: Groups(place, levels[name]) for name, place in zip(levels, places, strict=True)}
    agreeing = people * chance
    return SimulatedCity(
        cells=AnswerCells(groups=groups, n=n, yes=rng.binomial(n, chance.ravel())),
        census=CensusCells(groups=groups, people=people.ravel()),
        income=income,
        area_truth=agreeing.sum(axis=(1, 2, 3)) / people.sum(axis=(1, 2, 3)),
        race_truth=agreeing.sum(axis=(0, 1, 2)) / people.sum(axis=(0, 1, 2)),
        overall_truth=float(agreeing.sum() / people.sum()),
    )
