"""Made-up cities whose truth is known: who answers depends on age and sex, and so does what they say."""

from datetime import date

import numpy as np
from scipy.special import expit

from commonbeat.plumb import About, Window
from commonbeat.plumb.survey import Design, Groups, Margin, Wave, rake, share, wave_difference

ABOUT = About(window=Window.year(2020), as_of=date(2021, 1, 1), unit="adults", synthetic=True)
WORDS = "Do you feel safe? Yes / No"
AREAS, AGES, SEXES = 90, 5, 2
AREA_NAMES = tuple(f"area {i}" for i in range(AREAS))
PEOPLE = 500_000


class City:
    """A city: how its people spread over areas, ages and sexes, what part of each says yes and answers at all."""

    def __init__(self, rng, areas=AREAS):
        self.rng = rng
        self.size = rng.gamma(3, size=areas)
        self.ages, self.sexes = np.array([0.15, 0.25, 0.25, 0.2, 0.15]), np.array([0.5, 0.5])
        self.cells = (self.size / self.size.sum())[:, None, None] * self.ages[:, None] * self.sexes
        effects = (
            rng.normal(0, 0.5, areas)[:, None, None] + np.linspace(-0.6, 0.6, AGES)[:, None] + np.array([-0.2, 0.2])
        )
        self.yes = expit(effects)
        answers = (
            rng.uniform(0.6, 1.4, areas)[:, None, None] * np.linspace(0.5, 1.5, AGES)[:, None] * np.array([0.8, 1.2])
        )
        self.drawn = (self.cells * answers / (self.cells * answers).sum()).ravel()

    @property
    def truth(self):
        """The share of yes in each area."""
        return (self.cells * self.yes).sum(axis=(1, 2)) / self.cells.sum(axis=(1, 2))

    def wave(self, n, year=2020):
        """One wave of n answers with uneven base weights, raked to areas, ages and sexes."""
        cell = self.rng.choice(self.drawn.size, n, p=self.drawn)
        area, age, sex = np.unravel_index(cell, self.cells.shape)
        hits = self.rng.random(n) < self.yes.ravel()[cell]
        base = self.rng.choice([1.0, 2.0], n)  # one or two adults in the household
        kept = np.bincount(area, minlength=len(self.size)) > 0
        levels = np.cumsum(kept) - 1
        names = tuple(name for name, one in zip(AREA_NAMES, kept, strict=False) if one)
        by = Groups(name="area", codes=levels[area], levels=names)
        areas = self.cells.sum(axis=(1, 2))[kept]
        margins = [
            Margin(groups=by, totals=areas),
            Margin(groups=Groups(name="age", codes=age, levels=tuple("abcde")), totals=self.ages),
            Margin(groups=Groups(name="sex", codes=sex, levels=("f", "m")), totals=self.sexes),
        ]
        design = Design(weights=base).weighted(rake(margins, base=base, population=PEOPLE))
        about = About(window=Window.year(year), as_of=date(year + 1, 1, 1), unit="adults", synthetic=True)
        return Wave(design=design, hits=hits, wording=WORDS, about=about), by


def covered(seed, cities, n=9000, interval="logit"):
    """For every area with 30 answers or more: its n and whether the 90% range holds the truth."""
    rng = np.random.default_rng(seed)
    rows = []
    for _city in range(cities):
        city = City(rng)
        wave, by = city.wave(n)
        found = share(wave.design, wave.hits, by=by, about=ABOUT, level=0.9, interval=interval)
        truth = dict(zip(AREA_NAMES, city.truth, strict=True))
        rows += [(one.n, one.low <= truth[label] <= one.high) for label, one in found.items() if one.n >= 30]
    return np.array(rows)


def by_fifth(rows):
    """Coverage in each fifth of the areas by n."""
    order = np.argsort(rows[:, 0], kind="stable")
    return [float(part.mean()) for part in np.array_split(rows[order, 1], 5)]


def false_alarms(seed, runs, n=600):
    """The part of pairs of waves without any change in which the 95% range leaves out zero."""
    rng = np.random.default_rng(seed)
    told = 0
    for _run in range(runs):
        city = City(rng, areas=4)
        (first, _), (second, _) = city.wave(n, 2020), city.wave(n, 2021)
        told += wave_difference(first, second)["all"].tells != 0
    return told / runs


def panel_alarms(seed, runs, people=250):
    """As false_alarms, for panels in which most keep their answer and some join or leave."""
    rng = np.random.default_rng(seed)
    told = 0
    for _run in range(runs):
        lean = rng.normal(size=people)
        waves = []
        for year, ids in ((2020, np.arange(0, 200)), (2021, np.arange(50, 250))):
            hits = lean[ids] + rng.normal(0, 0.5, len(ids)) > 0.2
            about = About(window=Window.year(year), as_of=date(year + 1, 1, 1), unit="adults", synthetic=True)
            design = Design(weights=rng.choice([1.0, 2.0], people)[ids], clusters=ids)
            waves.append(Wave(design=design, hits=hits, wording=WORDS, about=about))
        told += wave_difference(*waves, panel=True)["all"].tells != 0
    return told / runs
