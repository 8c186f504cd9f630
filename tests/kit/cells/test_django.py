"""On the database of the suite, SQLite or PostgreSQL, cells are what plain Python counts."""

import pytest
from django.db import DatabaseError

from commonbeat.kit.cells import Cells
from commonbeat.plumb.errors import DataError
from kit.cells import checks, pitfalls, town


@pytest.mark.parametrize(("cells", "values", "rows"), town.EVERY, ids=town.NAMES)
def test_cells_are_what_plain_python_counts(stops, cells, values, rows):
    assert cells.run(stops, values).rows == rows


def test_values_are_of_plain_types_under_their_names(stops):
    table = town.STOPS.run(stops, town.YEAR)
    assert table.columns == ("place", "month", "searched", "rows", "minutes", "full", "long minutes")
    assert {type(value) for value in table.column("searched")} == {bool, type(None)}
    assert {type(value) for value in table.column("minutes")} == {int}


def test_missing_empty_and_accented_names_are_cells_of_their_own(stops):
    places = town.STOPS.run(stops, town.YEAR).column("place")
    assert list(dict.fromkeys(places)) == [None, "", "Beta", "zeta", "Áurea"]


def test_a_hostile_value_finds_only_itself(stops):
    checks.check_hostile_words(stops)


def test_without_dimensions_there_is_one_row_even_of_nothing(stops):
    checks.check_totals(stops)


@pytest.mark.parametrize("of", checks.TOO_LARGE)
def test_a_number_that_leaves_64_bits_is_refused(stops, of):
    checks.check_too_large(stops, of)


def test_what_is_no_number_is_missing(stops):
    checks.check_what_is_no_number(stops)


@pytest.mark.parametrize("kind", ["REAL", "DOUBLE PRECISION", "NUMERIC"])
def test_a_table_of_its_own_has_no_nan(stops, kind):
    with stops.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE speeds (id INTEGER, speed {kind})")
        cursor.executemany("INSERT INTO speeds VALUES (%s, %s)", [(1, float("nan")), (2, 60), (3, None)])
    checks.check_a_table_of_its_own(stops, "speeds")


def test_days_and_missing_values_mean_the_same(stops):
    pitfalls.check_pitfalls(stops)


def test_a_number_is_true_where_it_is_not_0(stops):
    """PostgreSQL knows the types, and refuses a number where a flag belongs."""
    if stops.vendor == "sqlite":
        pitfalls.check_numbers_that_are_true(stops)
    else:
        with pytest.raises(DatabaseError):
            pitfalls.check_numbers_that_are_true(stops)


@pytest.mark.parametrize("sql", ["minutes", "label", "CAST(minutes AS TEXT)", "2457800", "'2017-13-01'"])
def test_the_year_of_what_is_no_date_is_an_error(stops, sql):
    """Said by the cells themselves, or by PostgreSQL, which knows the types."""
    with pytest.raises((DataError, DatabaseError)):
        pitfalls.year_of(sql).run(stops)


def test_a_mistyped_name_in_quotes_is_an_error_and_not_a_text(stops):
    with pytest.raises(DatabaseError):
        Cells(name="x", source_table="scratch_stop", where="scratch_stop.\"labl\" = 'labl'").run(stops)
