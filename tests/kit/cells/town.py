"""A made-up town's stops with everything that bites, definitions over them, and the cells counted by plain Python."""

import random
from datetime import date
from pathlib import Path

import duckdb

from commonbeat.kit.cells import Cells, Count, Dimension, Form

MOMENTS = {"2017-01-31 23:30:00-06:00": "2017-02-01", "2016-03-13 12:00:00+00:00": "2016-03-13"}
"""Moments, and the day that it was then in Greenwich."""
SPEEDS = [60.0, float("nan"), None, 10.5, -0.0, float("inf"), 50.0]
"""Floating numbers; what is no number is missing."""
LARGE = 2**53 + 1
"""The first whole number that a floating one cannot hold."""
PLACES = {1: "Áurea", 2: "zeta", 3: "Beta", 4: "", 5: None}
HOSTILE = [
    "' OR 1=1 --",
    "it's; --",
    "%s",
    "100%",
    "%(town)s",
    ":town",
    "$town",
    "{town:String}",
    "bound_value_town",
    '"',
    "\\",
    "\\'",
    "a\\tb\tc\nd\r",
    "\\N",
    "`",
    "日本 ñ",
    "",
]
STOP = """
    town TEXT, place INTEGER, day DATE, searched BOOLEAN, minutes BIGINT, label TEXT, shift SMALLINT, large BIGINT,
    moment TIMESTAMP WITH TIME ZONE, speed DOUBLE PRECISION
"""
PLACE = "id INTEGER, name TEXT"


def made_up(n=600):
    """Rows with missing values, every hostile word, other centuries, negative and large numbers, places unknown."""
    draw = random.Random(2017)
    return [
        (
            draw.choice(["riverton", "riverton", "lakefield"]),
            draw.choice([*PLACES, 77]),
            draw.choice([date(draw.choice([2016, 2017]), draw.choice([1, 2, 11, 12]), draw.randint(1, 28))] * 9)
            if draw.random() < 0.9
            else draw.choice([date(17, 5, 3), date(1931, 2, 28), None]),
            draw.choice([True, False, None]),
            draw.choice([None, 0, 7, 60, 2_000_000_000]),
            draw.choice([*HOSTILE, None]),
            draw.choice([-721, -300, -61, -60, -5, -1, 0, 1, 4, 5, 32_000, None]),
            draw.choice([LARGE, -LARGE, 1, None]),
            draw.choice([*MOMENTS, None]),
            SPEEDS[number % len(SPEEDS)],
        )
        for number in range(n)
    ]


ROWS = made_up()


def write_files(folder: Path) -> dict[str, list[Path]]:
    """The rows as Parquet files: the stops in two, whose columns are in another order."""
    with duckdb.connect() as bulk:
        bulk.execute(f"CREATE TABLE stop ({STOP})")
        bulk.execute(f"CREATE TABLE place ({PLACE})")
        bulk.executemany("INSERT INTO stop VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ROWS)
        bulk.executemany("INSERT INTO place VALUES (?, ?)", list(PLACES.items()))
        names = ["one.parquet", "two/part.parquet", "places.parquet"]
        one, two, places = (folder / name for name in names)
        two.parent.mkdir()
        bulk.table("stop").limit(250).write_parquet(str(one))
        turned = "speed, moment, large, shift, label, minutes, searched, day, place, town"
        bulk.table("stop").project(turned).limit(1000, 250).write_parquet(str(two))
        bulk.table("place").write_parquet(str(places))
    return {"scratch_stop": [one, two], "scratch_place": [places]}


STOPS = Cells(
    name="stops by place, month and search",
    source_table="scratch_stop AS s JOIN scratch_place AS p ON p.id = s.place",
    where="s.town = :town AND s.day BETWEEN :start AND :start_end",
    by=(
        Dimension(name="place", sql="p.name"),
        Dimension(name="month", sql="s.day", form=Form.MONTH),
        Dimension(name="searched", sql="s.searched", form=Form.FLAG),
    ),
    counts=(
        Count(name="rows"),
        Count(name="minutes", of="s.minutes"),
        Count(name="full", where="s.label = '100%' AND s.searched IS TRUE"),
        Count(name="long minutes", of="s.minutes", where="s.minutes > 50"),
    ),
)
YEAR = {"town": "riverton", "start": date(2017, 1, 1), "start_end": date(2017, 12, 31)}


def cells_of(rows, cell, *counts):
    """Cells counted by plain Python: `cell` gives a row's dimensions, each of `counts` what it adds."""
    found = {}
    for row in rows:
        held = found.setdefault(cell(row), [0] * len(counts))
        for place, count in enumerate(counts):
            held[place] += count(row) or 0
    rows = ((*key, *held) for key, held in found.items())
    return tuple(sorted(rows, key=lambda row: [(value is not None, value) for value in row[: len(row) - len(counts)]]))


def stops_by_hand():
    """The cells of STOPS in YEAR."""
    chosen = [
        row
        for row in ROWS
        if row[0] == "riverton" and row[1] in PLACES and row[2] and YEAR["start"] <= row[2] <= YEAR["start_end"]
    ]
    return cells_of(
        chosen,
        lambda row: (PLACES[row[1]], row[2].isoformat()[:7], row[3]),
        lambda row: 1,
        lambda row: row[4],
        lambda row: row[5] == "100%" and row[3] is True,
        lambda row: row[4] and row[4] > 50 and row[4],
    )


def all_rows(name, *by, **more):
    """Cells of all stops."""
    return Cells(name=name, source_table="scratch_stop", by=by, **more)


OUTER = Cells(
    name="places that may be unknown, conditions on what may be missing",
    source_table="Scratch_Stop AS S LEFT JOIN scratch_place AS p ON p.id = S.Place",
    by=(Dimension(name="place", sql="p.name"), Dimension(name="known", sql="p.id IS NOT NULL", form=Form.FLAG)),
    counts=(
        Count(name="rows"),
        Count(name="not searched", where="s.searched IS NOT TRUE"),
        Count(name="refused", where="NOT s.searched"),
        Count(name="others", where="s.label NOT IN ('100%', '\"')"),
        Count(name="named", where="s.label IN ('\\', 'it''s; --', '')"),
        Count(name="alike", where="s.minutes IS NOT DISTINCT FROM s.shift"),
        Count(name="either", where="s.minutes > 50 OR s.searched"),
    ),
)
DAYS = all_rows(
    "dates",
    Dimension(name="day", sql="day", form=Form.DAY),
    Dimension(name="text", sql="day"),
    Dimension(name="year", sql="day", form=Form.YEAR),
    Dimension(name="moment", sql="moment", form=Form.DAY),
)
BUCKETS = all_rows(
    "buckets of whole numbers",
    Dimension(name="five", sql="shift", form=Form.WHOLE, width=5),
    Dimension(name="hour", sql="shift - 1", form=Form.WHOLE, width=60),
    Dimension(name="plain", sql="shift", form=Form.WHOLE),
    counts=(Count(name="rows"), Count(name="over", where="shift % 5 = -1")),
)
LARGEST = all_rows(
    "large numbers",
    Dimension(name="large", sql="large", form=Form.WHOLE),
    Dimension(name="bucket", sql="large", form=Form.WHOLE, width=1000),
    counts=(
        Count(name="rows"),
        Count(name="sum", of="large"),
        Count(name="product", of="-2 * shift * shift"),
        Count(name="shifted", of="1000 * shift - -minutes"),
        Count(name="none", of="large", where="minutes < 0"),
    ),
)
NAMESAKES = all_rows(
    "names that columns have too",
    Dimension(name="label", sql="town"),
    Dimension(name="town", sql="label"),
    where="town = 'riverton' AND minutes >= 0",
    counts=(Count(name="minutes", of="minutes", where="minutes > 7"), Count(name="day", where="day >= '2017-01-01'")),
)
LENGTHS = all_rows(
    "cases",
    Dimension(
        name="length", sql="CASE WHEN minutes IS NULL THEN 'unknown' WHEN minutes > 50 THEN 'long' ELSE 'short' END"
    ),
    Dimension(name="label", sql="COALESCE(REPLACE(label, '%', 'percent '), '\\ missing')"),
    Dimension(name="place", sql="CAST(NULLIF(place, 77) AS TEXT)"),
)
EXISTING = Cells(
    name="stops at places that have a name",
    source_table="scratch_stop AS s",
    where="EXISTS (SELECT 1 FROM scratch_place AS p WHERE p.id = s.place AND p.name <> '')",
    by=(Dimension(name="place", sql="s.place", form=Form.WHOLE),),
)


def _length(row):
    return "unknown" if row[4] is None else "long" if row[4] > 50 else "short"


def _floor(value, width):
    return None if value is None else value // width * width


def _outer_by_hand():
    return cells_of(
        ROWS,
        lambda row: (PLACES.get(row[1]), row[1] in PLACES),
        lambda row: 1,
        lambda row: row[3] is not True,
        lambda row: row[3] is False,
        lambda row: row[5] is not None and row[5] not in ("100%", '"'),
        lambda row: row[5] in ("\\", "it's; --", ""),
        lambda row: row[4] == row[6],
        lambda row: (row[4] is not None and row[4] > 50) or row[3] is True,
    )


def _largest_by_hand():
    return cells_of(
        ROWS,
        lambda row: (row[7], _floor(row[7], 1000)),
        lambda row: 1,
        lambda row: row[7],
        lambda row: row[6] and -2 * row[6] * row[6],
        lambda row: None if row[6] is None or row[4] is None else 1000 * row[6] + row[4],
        lambda row: 0,
    )


def _namesakes_by_hand():
    return cells_of(
        [row for row in ROWS if row[0] == "riverton" and row[4] is not None],
        lambda row: (row[0], row[5]),
        lambda row: row[4] if row[4] > 7 else 0,
        lambda row: row[2] is not None and row[2] >= date(2017, 1, 1),
    )


def _dates(row):
    day = row[2] and row[2].isoformat()
    return (day, day, day and day[:4], MOMENTS.get(row[8]))


def _one(row):
    return 1


EVERY = [
    (STOPS, YEAR, stops_by_hand()),
    (OUTER, {}, _outer_by_hand()),
    (DAYS, {}, cells_of(ROWS, _dates, _one)),
    (
        BUCKETS,
        {},
        cells_of(
            ROWS,
            lambda row: (_floor(row[6], 5), None if row[6] is None else _floor(row[6] - 1, 60), row[6]),
            _one,
            lambda row: row[6] is not None and row[6] < 0 and -row[6] % 5 == 1,
        ),
    ),
    (LARGEST, {}, _largest_by_hand()),
    (NAMESAKES, {}, _namesakes_by_hand()),
    (
        LENGTHS,
        {},
        cells_of(
            ROWS,
            lambda row: (
                _length(row),
                "\\ missing" if row[5] is None else row[5].replace("%", "percent "),
                None if row[1] == 77 else str(row[1]),
            ),
            _one,
        ),
    ),
    (EXISTING, {}, cells_of([row for row in ROWS if PLACES.get(row[1])], lambda row: (row[1],), _one)),
]
"""Each definition with its values and the cells that plain Python counts: one list, asked of every database."""
NAMES = [cells.name for cells, _values, _rows in EVERY]
