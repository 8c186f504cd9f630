"""What is asked of every database alike: hostile words, nothing, too much; and the whole list of definitions."""

import math
from datetime import date

import pytest

from commonbeat.kit.cells import Cells, Count
from commonbeat.plumb.errors import DataError
from kit.cells.pitfalls import check_pitfalls
from kit.cells.town import EVERY, HOSTILE, ROWS, all_rows

TOTAL = all_rows("all", where="town = :town", counts=(Count(name="rows"), Count(name="minutes", of="minutes")))
"""One row, even of nothing."""

LABELED = all_rows("one label", where="label = :label AND searched = :flag AND shift > :least AND day > :start")
"""A value of every kind."""
LEAST = {"flag": True, "least": -1000, "start": date(1, 1, 1)}


def check_hostile_words(connection):
    """Each hostile word finds the rows that hold it, and none else."""
    for word in [*HOSTILE, "x' OR '1'='1"]:
        rows = sum(row[5] == word and row[3] is True and row[6] is not None and row[2] is not None for row in ROWS)
        assert LABELED.run(connection, LEAST | {"label": word}).rows == ((rows,),), word


def check_totals(connection):
    """Nothing is counted as 0, and as one row."""
    riverton = [row for row in ROWS if row[0] == "riverton"]
    both = ((len(riverton), sum(row[4] or 0 for row in riverton)),)
    assert TOTAL.run(connection, {"town": "riverton"}).rows == both
    assert TOTAL.run(connection, {"town": "nowhere"}).rows == ((0, 0),)


TOO_LARGE = ["large * 1000", "large * large"]
"""Of each stop 64 bits hold the first, but not its sum; the second they do not hold."""


def check_too_large(connection, of):
    """A sum or a product that leaves 64 bits is refused in words, not wrapped around."""
    cells = all_rows("too large", counts=(Count(name="sum", of=of),), where="large > 1")
    with pytest.raises(DataError, match="64 bits"):
        cells.run(connection)


def _speeds():
    """Every row's speed, None where it is no number."""
    return [None if row[9] is None or math.isnan(row[9]) else row[9] for row in ROWS]


SPEEDS = {
    "speed > 50": lambda speed: speed is not None and speed > 50,
    "speed <= 50": lambda speed: speed is not None and speed <= 50,
    "NOT speed > 50": lambda speed: speed is not None and speed <= 50,
    "speed <> 60": lambda speed: speed is not None and speed != 60,
    "speed = 60": lambda speed: speed == 60,
    "speed = speed": lambda speed: speed is not None,
    "speed IS NULL": lambda speed: speed is None,
    "speed IS NOT DISTINCT FROM NULL": lambda speed: speed is None,
    "speed IN (60, 50)": lambda speed: speed in (60, 50),
    "speed NOT IN (60, 50)": lambda speed: speed is not None and speed not in (60, 50),
    "COALESCE(speed, 60) = 60": lambda speed: speed in (None, 60),
}
"""Conditions on a floating number, and what they mean where one that is no number (NaN) is missing."""


def check_what_is_no_number(connection):
    """NaN is missing, as SQLite stores it: elsewhere it would be larger than all others, or like none."""
    cells = all_rows("speeds", counts=tuple(Count(name=where, where=where) for where in SPEEDS))
    assert cells.run(connection).rows == (tuple(sum(map(meant, _speeds())) for meant in SPEEDS.values()),)


SOURCE = "SELECT 1 AS id, CAST('NaN' AS {0}) AS speed UNION ALL SELECT 2, 60 UNION ALL SELECT 3, NULL"
"""A table of a database's own with a floating number that is none."""


def check_a_table_of_its_own(connection, table):
    """In a table that is no view of files NaN is missing too, whatever stands beside it."""
    counts = (Count(name="fast", where="a.speed > 50"), Count(name="unknown", where="a.speed IS NULL"))
    plain = Cells(name="own", source_table=f"{table} AS a", counts=counts)
    assert plain.run(connection).rows == ((1, 2),)
    both = f"{table} AS a LEFT JOIN {table} AS b ON b.id = a.id AND b.speed > 50"
    joined = Cells(name="own", source_table=both, counts=(*counts, Count(name="beside", where="b.id IS NULL")))
    assert joined.run(connection).rows == ((1, 2, 2),)
    named = Cells(name="own", source_table=table, where=f"{table}.speed > :least AND id = :id")
    assert named.run(connection, {"least": 50, "id": 1}).rows == ((0,),)


def check_everything(connection):
    """All of the above in one go, for a database that takes long to start."""
    for cells, values, rows in EVERY:
        assert cells.run(connection, values).rows == rows, cells.name
    check_hostile_words(connection)
    check_totals(connection)
    for of in TOO_LARGE:
        check_too_large(connection, of)
    check_pitfalls(connection)
    check_what_is_no_number(connection)
