"""Made-up stops and sun tables that the tests of the veil of darkness share."""

from datetime import date

import numpy as np

from commonbeat.plumb import About, Window
from commonbeat.plumb.disparity import SunTable, SunTimes, dark_cells, veil_of_darkness
from commonbeat.plumb.groups import Groups

FIRST = 736_330
"""2017-01-01 as `date.toordinal` counts."""


def ruled_table():
    """The sun of scripts/oracles/disparity.R: sunset by a rule, dusk 30 minutes later, the clock changed twice."""
    day = np.arange(365)
    sunset = (1020 + np.floor(1.2 * (182 - np.abs(day - 182))))[:, None]
    times = SunTimes(dawn=sunset - 780, sunrise=sunset - 750, sunset=sunset, dusk=sunset + 30)
    offset = np.where((day >= 70) & (day < 309), -300.0, -360.0)[:, None]
    return SunTable(first=FIRST, times=times, offset=offset)


def ruled_stops():
    """The stops of scripts/oracles/disparity.R: day, minute, place, group."""
    i = np.arange(8000)
    group = (i * 1_103_515_245 + 12_345) % 2_147_483_648 < 644_245_094
    return FIRST + (i * 37) % 365, 990 + (i * 7919) % 300, (i // 7) % 3, group


def simulated(draw, table, *, mean=12, log_odds=0.0, spread=0.3):
    """A year of evening stops in which days differ: the chance of the group moves with the hour and from day to day.

    `log_odds`: of the group in daylight over darkness at the same time. Gives days, minutes, group.
    """
    many = draw.poisson(mean * draw.gamma(8, 1 / 8, table.days))
    day = np.repeat(np.arange(table.days), many)
    minute = draw.integers(1020, 1305, len(day))
    logit = -0.6 + 0.8 * np.sin((minute - 1020) / 90) + draw.normal(0, spread, table.days)[day]
    logit += log_odds * (minute < table.times.sunset[day, 0])
    return day + table.first, minute, draw.random(len(day)) < 1 / (1 + np.exp(-logit))


ABOUT = About(window=Window.year(2017), as_of=date(2018, 6, 1), unit="stops", synthetic=True)
TABLE = ruled_table()
DAY, MINUTE, PLACE, GROUP = ruled_stops()
NAMES = ("north", "south", "west")
PLACES = Groups(PLACE, NAMES)
CELLS = dark_cells(DAY, MINUTE, GROUP, sun=TABLE, places=PLACES)


def veil(cells, **others):
    """The veil of darkness from `cells`."""
    return veil_of_darkness(cells, group="Blue", about=ABOUT, **others)
