"""Disparity: benchmarked rates, hit rates, veil of darkness; each says in plain words what it cannot show."""

from commonbeat.plumb.disparity.benchmarks import Against, Benchmark, BenchmarkedRates, benchmarked_rates
from commonbeat.plumb.disparity.evenings import DarkCells, dark_cells
from commonbeat.plumb.disparity.hit_tests import EqualityTest
from commonbeat.plumb.disparity.hits import HitRates, hit_rates
from commonbeat.plumb.disparity.light import LightAndDark
from commonbeat.plumb.disparity.standardized import Standardized
from commonbeat.plumb.disparity.sun import SunTimes, sun_times
from commonbeat.plumb.disparity.sun_table import SunTable
from commonbeat.plumb.disparity.veil import (
    RaceKnown,
    RaceRecorded,
    VeilOfDarkness,
    race_known,
    race_recorded,
    veil_of_darkness,
)

__all__ = [
    "Against",
    "Benchmark",
    "BenchmarkedRates",
    "DarkCells",
    "EqualityTest",
    "HitRates",
    "LightAndDark",
    "RaceKnown",
    "RaceRecorded",
    "Standardized",
    "SunTable",
    "SunTimes",
    "VeilOfDarkness",
    "benchmarked_rates",
    "dark_cells",
    "hit_rates",
    "race_known",
    "race_recorded",
    "sun_times",
    "veil_of_darkness",
]
