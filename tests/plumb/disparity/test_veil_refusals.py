"""What cannot be sorted into light and dark, or compared, is refused in words; nobody writes into results."""

from datetime import date

import numpy as np
import pytest

from commonbeat.plumb import About, DataError, Window
from commonbeat.plumb.disparity import SunTable, dark_cells, veil_of_darkness
from commonbeat.plumb.groups import Groups
from plumb.disparity.stops import ABOUT, CELLS, DAY, FIRST, GROUP, MINUTE, NAMES, PLACE, PLACES, TABLE, veil


def cells(days=DAY, minutes=MINUTE, hits=GROUP, **others):
    return dark_cells(days, minutes, hits, **{"sun": TABLE, **others})


TWO_SUNS = SunTable.of(
    date(2017, 1, 1), date(2017, 12, 31), latitude=[45, 44], longitude=[-93, -93], zone="America/Chicago"
)
LIGHT = TABLE.times.sunset[DAY - FIRST, 0] > MINUTE
YEAR_BEFORE = About(window=Window.year(2016), as_of=date(2018, 6, 1), unit="stops")


SPOILED = [
    (lambda: cells(places=NAMES), "places: it has 3 rows where 8,000"),
    (lambda: cells(places=Groups(np.where(DAY == FIRST + 3, -1, PLACE), NAMES)), "places: row 79 .*none of the levels"),
    (lambda: cells(places=np.array(NAMES)[PLACE], sun=TWO_SUNS), "places: the sun table has 2 places, and labels do"),
    (lambda: cells(places=PLACE % 2, sun=TWO_SUNS), "Give Groups with the levels in the order of its columns"),
    (lambda: cells(places=PLACES, sun=TWO_SUNS), "sun: it holds 2 places, the stops 3"),
    (lambda: cells(days=DAY + 2**32), "days: row 0 is .* which is over 3,652,059"),
    (lambda: cells(hits=GROUP * 1, stops=np.full(8000, 2**64 - 1, np.uint64)), "is more than can be counted"),
    (lambda: cells(weeks="6"), "weeks: '6' is not a whole number"),
    (lambda: cells(weeks=0), "weeks: 0 is not a whole number"),
    (
        lambda: veil_of_darkness(CELLS, group="Blue", about=YEAR_BEFORE),
        "about: there are stops on 2017-.*, outside 2016. Give the window of these stops",
    ),
    (
        lambda: veil(cells(hits=PLACE % 2, places=PLACES)),
        "in every place all stops ended alike. Join places",
    ),
    (lambda: veil(cells(hits=GROUP & LIGHT)), "hits: 0 of 2,949 stops in darkness are of the group. Give more stops"),
    (lambda: veil(cells(hits=GROUP | LIGHT)), "hits: 2,150 of 2,150 stops in daylight are of the group"),
    (lambda: cells(days=[]), "days: it is not one column of whole numbers"),
    (lambda: cells(days=DAY[:0], minutes=MINUTE[:0], hits=GROUP[:0]), "there are no rows"),
    (lambda: cells(days=DAY * 1.0), "days: it is not one column of whole numbers"),
    (lambda: cells(days=np.where(np.arange(8000) == 7, np.datetime64("NaT"), np.datetime64("2017-03-01"))), "row 7"),
    (lambda: cells(days=DAY + (np.arange(8000) == 9) * 999), "row 9 is .*, which is no day of the sun table"),
    (lambda: cells(days=-DAY), "days: row 0 is .*below zero"),
    (lambda: cells(minutes=MINUTE[:5]), "minutes: it has 5 rows where 8,000"),
    (lambda: cells(minutes=MINUTE + 200), "minutes: row .* is over 1,439"),
    (lambda: cells(minutes=MINUTE, width=5), "begins no cell of 5 minutes"),
    (lambda: cells(hits=GROUP * 2), "hits: row .* more than the stops of its row"),
    (lambda: cells(hits=GROUP * 2, stops=GROUP * 1), "hits: row .* more than the stops of its row"),
    (lambda: cells(stops=GROUP * -1), "stops: row .* below zero"),
    (lambda: cells(step=7), "7 minutes do not hold whole cells of 1, or do not fill a day"),
    (lambda: cells(step=5, width=3), "do not hold whole cells of 3"),
    (
        lambda: cells(
            sun=SunTable.of(date(2017, 1, 1), date(2017, 12, 31), latitude=[45, 44], longitude=[-93, -93], offset=-360)
        ),
        "sun: it holds 2 places, the stops 1",
    ),
    (lambda: cells(minutes=MINUTE - 600), "no stop lies in the hours"),
    (lambda: veil(cells(hits=GROUP * 0)), "all stops have the same outcome"),
    (lambda: veil(cells(days=np.full(8000, FIRST))), "no time of the clock is seen both in light and in dark"),
    (lambda: veil(cells(hits=GROUP & (MINUTE < 1100))), "parts the outcome"),
    (lambda: veil(CELLS, df=0), "df"),
    (lambda: veil(CELLS, level=95), "level"),
    (lambda: veil_of_darkness(CELLS, group=3, about=ABOUT), "group"),
    (lambda: veil_of_darkness(CELLS, group="Blue", about=None), "about: None is not an About"),
]


@pytest.mark.parametrize(("spoiled", "said"), SPOILED)
def test_what_cannot_be_is_said_with_its_row(spoiled, said):
    with pytest.raises(DataError, match=said):
        spoiled()


def test_results_cannot_be_written_into():
    for name in ("clock", "dark", "place", "change", "day", "cell", "hits", "stops"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(CELLS, name)[0] = 1
