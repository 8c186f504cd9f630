"""Cells are defined once and come out the same on every database; what changes is bound, never written in."""

import random
from collections import Counter
from datetime import date
from types import SimpleNamespace

import duckdb
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.kit.cells import Cells, Count, Dimension, Form
from commonbeat.plumb.errors import DataError

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
PLACES = {1: "Áurea", 2: "zeta", 3: "Beta", 4: "", 5: None}
YEAR = {"town": "riverton", "start": date(2017, 1, 1), "start_end": date(2017, 12, 31)}
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


def made_up(n=600):
    """Rows with missing values, small words, accents, percent signs and another town's."""
    draw = random.Random(2017)
    return [
        (
            draw.choice(["riverton", "lakefield"]),
            draw.choice(list(PLACES)),
            date(draw.choice([2016, 2017]), draw.choice([1, 2, 11, 12]), draw.randint(1, 28)),
            draw.choice([True, False, None]),
            draw.choice([None, 0, 7, 60, 2_000_000_000]),
            draw.choice(["100%", "%s", "it's; --", ":town", None]),
        )
        for _ in range(n)
    ]


@pytest.fixture
def stops(db):
    """The same rows in a scratch table of whichever database the suite runs on."""
    rows = made_up()
    columns = "town TEXT, place INTEGER, day DATE, searched BOOLEAN, minutes BIGINT, label TEXT"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE scratch_stop ({columns})")
        cursor.execute("CREATE TEMPORARY TABLE scratch_place (id INTEGER, name TEXT)")
        cursor.executemany("INSERT INTO scratch_place VALUES (%s, %s)", list(PLACES.items()))
        cursor.executemany("INSERT INTO scratch_stop VALUES (%s, %s, %s, %s, %s, %s)", rows)
    yield rows
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE scratch_stop")
        cursor.execute("DROP TABLE scratch_place")


def by_hand(rows):
    """The cells of STOPS counted in plain Python."""
    cells = {}
    for town, place, day, searched, minutes, label in rows:
        if town != "riverton" or not YEAR["start"] <= day <= YEAR["start_end"]:
            continue
        cell = cells.setdefault((PLACES[place], f"{day:%Y-%m}", searched), [0, 0, 0, 0])
        cell[0] += 1
        cell[1] += minutes or 0
        cell[2] += label == "100%" and searched is True
        cell[3] += minutes if minutes and minutes > 50 else 0

    def missing_first(row):
        return [(value is not None, value) for value in row[:3]]

    return sorted(((*key, *counts) for key, counts in cells.items()), key=missing_first)


def test_cells_are_what_plain_python_counts(stops):
    table = STOPS.run(connection, YEAR)
    assert table.columns == ("place", "month", "searched", "rows", "minutes", "full", "long minutes")
    assert table.rows == by_hand(stops)
    assert {type(value) for value in table.column("searched")} == {bool, type(None)}
    assert {type(value) for value in table.column("minutes")} == {int}


def test_missing_empty_and_accented_names_are_cells_of_their_own(stops):
    assert list(dict.fromkeys(STOPS.run(connection, YEAR).column("place"))) == [None, "", "Beta", "zeta", "Áurea"]


def test_duckdb_counts_the_same(stops):
    bulk = duckdb.connect()
    bulk.execute(
        "CREATE TABLE scratch_stop (town TEXT, place INT, day DATE, searched BOOLEAN, minutes BIGINT, label TEXT)"
    )
    bulk.execute("CREATE TABLE scratch_place (id INTEGER, name TEXT)")
    bulk.executemany("INSERT INTO scratch_place VALUES (?, ?)", list(PLACES.items()))
    bulk.executemany("INSERT INTO scratch_stop VALUES (?, ?, ?, ?, ?, ?)", stops)
    assert STOPS.table(bulk.execute(STOPS.sql("duckdb"), YEAR).fetchall()) == STOPS.run(connection, YEAR)


@pytest.mark.parametrize(
    ("form", "pattern"), [(Form.DAY, "%Y-%m-%d"), (Form.MONTH, "%Y-%m"), (Form.YEAR, "%Y"), (Form.TEXT, "%Y-%m-%d")]
)
def test_dates_are_text_that_sorts(stops, form, pattern):
    table = Cells(name="days", source_table="scratch_stop", by=(Dimension(name="when", sql="day", form=form),)).run(
        connection
    )
    assert table.rows == sorted(Counter(row[2].strftime(pattern) for row in stops).items())


def test_whole_numbers_stay_numbers_and_expressions_are_written_once(stops):
    cells = Cells(
        name="length",
        source_table="scratch_stop",
        by=(
            Dimension(name="place", sql="place", form=Form.WHOLE),
            Dimension(
                name="length",
                sql="CASE WHEN minutes IS NULL THEN 'unknown' WHEN minutes > 50 THEN 'long' ELSE 'short' END",
            ),
        ),
    )
    lengths = Counter((row[1], "unknown" if row[4] is None else "long" if row[4] > 50 else "short") for row in stops)
    assert cells.run(connection).rows == sorted((*key, rows) for key, rows in lengths.items())


def test_without_dimensions_there_is_one_row_even_of_nothing(stops):
    total = Cells(
        name="all",
        source_table="scratch_stop",
        where="town = :town",
        counts=(Count(name="rows"), Count(name="minutes", of="minutes")),
    )
    assert total.run(connection, {"town": "riverton"}).rows[0][0] == sum(row[0] == "riverton" for row in stops)
    assert total.run(connection, {"town": "nowhere"}).rows == [(0, 0)]


@settings(deadline=None, derandomize=True, max_examples=50)
@given(word=WORDS | st.sampled_from(["' OR 1=1 --", "%s", "%(town)s", ":town", "bound_value_town", '"', "\\"]))
def test_a_bound_value_is_never_read_as_a_query(word):
    asked = []
    cursor = SimpleNamespace(execute=lambda sql, params: asked.append((sql, params)), fetchall=list)
    STOPS.run(Recorder(cursor), YEAR | {"town": word})
    assert asked == [(STOPS.sql("sqlite"), YEAR | {"town": word})]


class Recorder:
    """A connection that only notes what it is asked."""

    vendor = "sqlite"

    def __init__(self, cursor):
        self.noted = cursor

    def cursor(self):
        """Itself, as a context."""
        return self

    def __enter__(self):
        return self.noted

    def __exit__(self, *error):
        """Nothing to close."""


@pytest.mark.parametrize("word", ["' OR 1=1 --", "%s", "%(town)s", ":town", "bound_value_town", '"', "\\"])
def test_a_hostile_value_finds_nothing(stops, word):
    assert STOPS.run(connection, YEAR | {"town": word}).rows == []


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql", "duckdb"])
def test_the_query_holds_names_where_values_go(vendor):
    mark = "$town" if vendor == "duckdb" else "%(town)s"
    assert f"s.town = {mark}" in STOPS.sql(vendor)
    assert STOPS.parameters == {"town", "start", "start_end"}
    assert "%(start_end)s" in STOPS.sql("sqlite")


@pytest.mark.parametrize("given", [{}, {"town": "riverton"}, YEAR | {"more": 1}])
def test_a_value_too_few_or_too_many_is_refused(given):
    with pytest.raises(DataError, match="start, start_end, town"):
        STOPS.run(connection, given)


@pytest.mark.parametrize(
    "where",
    [
        "name LIKE 'a%'",
        "name ILIKE 'a'",
        "name ~ 'a'",
        "lower(name) = 'a'",
        "upper(name) = 'A'",
        "a / b > 1",
        "a = (",
        "a; DROP TABLE b",
        "-- nothing",
    ],
)
def test_what_databases_take_differently_is_refused(where):
    with pytest.raises(DataError):
        Cells(name="x", source_table="t", where=where).sql("sqlite")


def test_a_definition_counts_something_under_names_of_their_own():
    with pytest.raises(DataError):
        Cells(name="x", source_table="t", counts=())
    with pytest.raises(DataError):
        Cells(name="x", source_table="t", by=(Dimension(name="rows", sql="a"),))
    with pytest.raises(DataError):
        STOPS.sql("oracle")
    with pytest.raises(DataError):
        STOPS.table([]).column("nothing")
