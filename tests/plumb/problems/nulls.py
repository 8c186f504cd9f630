"""Made-up problems whose truth is known, in most of which the response did nothing: for tests and long proofs."""

from datetime import date

import numpy as np

from commonbeat.plumb import About, DataError, Window
from commonbeat.plumb.problems import (
    Goal,
    Season,
    difference_in_differences,
    displacement,
    interrupted_series,
    near_repeats,
    synthetic_control,
)

ABOUT = About(window=Window.year(2017), as_of=date(2018, 1, 1), unit="calls", synthetic=True)
DAYS = {"fixed_on": date(2016, 12, 1), "started_on": date(2017, 1, 1)}
FALL = Goal(ratio=1.0, **DAYS)
TENTH = Goal(ratio=0.9, **DAYS)
FEWER = Goal(avoided=0.0, **DAYS)


def remembered(rng, n, mean, carried, spread):
    """Counts (n) whose mean has a season, a slight trend and a log surplus of which `carried` lives on each period."""
    time = np.arange(n)
    surplus = np.empty(n)
    surplus[0] = rng.normal() * spread
    fresh = rng.normal(size=n) * spread * np.sqrt(1 - carried**2)
    for place in range(1, n):
        surplus[place] = carried * surplus[place - 1] + fresh[place]
    return rng.poisson(mean * np.exp(0.15 * np.cos(2 * np.pi * time / 12) + 0.2 * time / n + surplus))


def series_rejections(seed, times, *, n=60, start=40, mean=30, carried=0.4, spread=0.25, slope=False, errors="memory"):
    """How often (share of `times`) an interrupted series without an effect is told to have one, at 5%."""
    rng = np.random.default_rng(seed)
    found = [
        interrupted_series(
            remembered(rng, n, mean, carried, spread),
            start,
            about=ABOUT,
            goal=FALL,
            slope=slope,
            season=Season(harmonics=1),
            errors=errors,
        ).p
        for _ in range(times)
    ]
    return float((np.array(found) <= 0.05).mean())


def area_counts(rng, areas, periods):
    """Counts (areas x periods) of areas that differ in size and share a swing, each with surplus of its own."""
    size = rng.gamma(4, 10, areas)
    swing = np.exp(rng.normal(0, 0.15, periods))
    own = np.exp(rng.normal(0, 0.1, (areas, periods)) + rng.normal(0, 0.1, (areas, 2)).repeat(periods // 2, axis=1))
    return rng.poisson(size[:, None] * swing * own)


def difference_rejections(seed, times, *, areas=20, treated=2):
    """How often areas without an effect are told to have one, at 5%; and the 90% range's cover of a true 0.7."""
    rng = np.random.default_rng(seed)
    wrong, held = 0, 0
    flags = np.arange(areas) < treated
    for _ in range(times):
        counts = area_counts(rng, areas, 24)
        wrong += difference_in_differences(counts, flags, 12, about=ABOUT, goal=FALL).p <= 0.05
        counts[:treated, 12:] = rng.binomial(counts[:treated, 12:], 0.7)
        effect = difference_in_differences(counts, flags, 12, about=ABOUT, goal=FALL, level=0.9).effect
        held += effect.low <= 0.7 <= effect.high
    return wrong / times, held / times


def avoided_cover(seed, times, *, areas=20, treated=2):
    """How often the 90% range of the events avoided in two areas holds the number that was taken out of them (30%)."""
    rng = np.random.default_rng(seed)
    flags, held = np.arange(areas) < treated, 0
    for _ in range(times):
        counts = area_counts(rng, areas, 24)
        would = counts[flags, 12:].sum()
        counts[:treated, 12:] = rng.binomial(counts[:treated, 12:], 0.7)
        avoided = difference_in_differences(counts, flags, 12, about=ABOUT, goal=FALL, level=0.9).avoided
        held += avoided.low <= would - counts[flags, 12:].sum() <= avoided.high
    return held / times


def sparse_rejections(seed, times, *, others, own=10.0, areas=40, treated=2):
    """Two busy areas (`own` events each) among small ones (`others` events each), and no effect.

    "told": how many of `times` are not refused for areas that stand still; of these, "wrong": how often p says at 5%
    that there was an effect, "held": how often the 95% range of events avoided holds none.
    """
    rng = np.random.default_rng(seed)
    flags, found = np.arange(areas) < treated, []
    for _ in range(times):
        counts = rng.poisson(np.where(flags, own, others)[:, None] / 8, (areas, 8))
        try:
            found.append(difference_in_differences(counts, flags, 4, about=ABOUT, goal=FALL))
        except DataError as refused:
            if refused.argument != "counts":
                raise
    told = max(len(found), 1)
    held = sum(one.avoided.low <= 0 <= one.avoided.high for one in found)
    return {"told": len(found), "wrong": sum(one.p <= 0.05 for one in found) / told, "held": held / told}


def twice_cover(seed, times):
    """How often the 90% range holds no change where one area is the comparison of both area and ring."""
    rng = np.random.default_rng(seed)
    held = 0
    for own, other, around in rng.poisson(300, (times, 3, 2)):
        effect = displacement(
            own, control=other, ring=around, ring_control=other, about=ABOUT, goal=FEWER, level=0.9
        ).effect
        held += effect.low <= 0 <= effect.high
    return held / times


def displacement_cover(seed, times):
    """How often the 90% ranges hold the truth: of the difference (-28), of the net effect (28), of the quotient."""
    rng = np.random.default_rng(seed)
    means = {"treated": (120, 84), "control": (200, 180), "ring": (90, 93), "ring_control": (80, 71)}
    truth = -36 + 20 + 3 + 9
    net = 180 / 200 * (120 + 90) - (84 + 93)
    quotient = (93 / 180 - 90 / 200) / (84 / 180 - 120 / 200)
    held = np.zeros(3)
    told = 0
    for _ in range(times):
        found = displacement(
            **{name: rng.poisson(pair) for name, pair in means.items()}, about=ABOUT, goal=FEWER, level=0.9
        )
        held[0] += found.effect.low <= truth <= found.effect.high
        held[1] += found.total_net.low <= net <= found.total_net.high
        if hasattr(found.quotient, "low"):
            told += 1
            held[2] += found.quotient.low <= quotient <= found.quotient.high
    return held[0] / times, held[1] / times, held[2] / told


def twin_rejections(seed, times, *, areas=20):
    """How often a synthetic control without an effect is told to have one: by its RMSPE ratio, by its range."""
    rng = np.random.default_rng(seed)
    by_rank, by_range = 0, 0
    for _ in range(times):
        size, load = rng.uniform(30, 80, areas), rng.uniform(0.2, 1.8, areas)
        swing = np.exp(load[:, None] * rng.normal(0, 0.15, 36))
        found = synthetic_control(rng.poisson(size[:, None] * swing), 0, 24, about=ABOUT, goal=FALL, poor=9.0)
        by_rank += found.p <= 0.05
        by_range += not found.effect.low <= 1 <= found.effect.high
    return by_rank / times, by_range / times


def repeat_rejections(seed, times, *, events=200, permutations=99):
    """How often events without near repeats have a band that stands out at 5%, allowing for all bands."""
    rng = np.random.default_rng(seed)
    wrong = 0
    for place in range(times):
        x, y = rng.normal(0, 800, (2, events))
        days = rng.integers(0, 200, events)
        found = near_repeats(
            x, y, days, distances=(150, 400), times=(7, 14), about=ABOUT, seed=place, permutations=permutations
        )
        wrong += found.standing_out > 0
    return wrong / times
