"""ClickHouse inside the process counts the same cells as every other database, within what it is given."""

import sys

import duckdb
import pytest
from chdb import session

from commonbeat.kit.cells import Cells, on_clickhouse
from commonbeat.plumb.errors import DataError
from kit.cells import checks, pitfalls, town


@pytest.fixture(scope="module")
def engine(files):
    """One connection for all tests here."""
    with on_clickhouse(files) as connection:
        yield connection


@pytest.mark.parametrize(("cells", "values", "rows"), town.EVERY, ids=town.NAMES)
def test_cells_are_what_plain_python_counts(engine, cells, values, rows):
    assert cells.run(engine, values).rows == rows


def test_a_hostile_value_finds_only_itself(engine):
    checks.check_hostile_words(engine)


def test_without_dimensions_there_is_one_row_even_of_nothing(engine):
    checks.check_totals(engine)


@pytest.mark.parametrize("of", checks.TOO_LARGE)
def test_a_number_that_leaves_64_bits_is_refused(engine, of):
    checks.check_too_large(engine, of)


def test_what_is_no_number_is_missing(engine):
    checks.check_what_is_no_number(engine)


def test_days_and_missing_values_mean_the_same(engine):
    pitfalls.check_pitfalls(engine)


def test_a_number_is_true_where_it_is_not_0(engine):
    pitfalls.check_numbers_that_are_true(engine)


@pytest.mark.parametrize("sql", ["minutes", "label", "CAST(minutes AS TEXT)"])
def test_the_year_of_what_is_no_date_is_an_error(engine, sql):
    with pytest.raises(RuntimeError):
        pitfalls.year_of(sql).run(engine)


def test_a_session_that_is_given_stays_open(files):
    with session.Session() as own:
        own.query("CREATE VIEW places AS SELECT 'a' AS name UNION ALL SELECT 'b'")
        for _twice in range(2):
            with on_clickhouse({"more": files["scratch_place"]}, session=own) as connection:
                assert Cells(name="places", source_table="places").run(connection).rows == ((2,),)
                assert Cells(name="more", source_table="more").run(connection).rows == ((5,),)
        assert "places" in str(own.query("SHOW TABLES"))
        assert "more" not in str(own.query("SHOW TABLES"))


def test_a_view_of_the_session_has_no_nan():
    with session.Session() as own:
        own.query(f"CREATE VIEW speeds AS {checks.SOURCE.format('Float64')}")
        with on_clickhouse(session=own) as connection:
            checks.check_a_table_of_its_own(connection, "speeds")


def test_one_file_in_a_folder_with_a_hostile_name(tmp_path):
    folder = tmp_path / "it's \\ %s"
    folder.mkdir()
    duckdb.sql("SELECT 'x' AS a").write_parquet(str(folder / "1.parquet"))
    with on_clickhouse({'odd " table': folder / "1.parquet"}) as connection:
        assert Cells(name="odd", source_table='"odd "" table"').run(connection).rows == ((1,),)


def test_a_name_that_would_be_read_as_a_pattern_is_refused(tmp_path):
    duckdb.sql("SELECT 'x' AS a").write_parquet(str(tmp_path / "{1,2}.parquet"))
    with pytest.raises(DataError, match="pattern"), on_clickhouse({"t": tmp_path / "{1,2}.parquet"}):
        pytest.fail("opened")


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "chdb.session", None)
    with pytest.raises(DataError, match=r"chdb is not installed.*commonbeat\[scale\]"), on_clickhouse():
        pytest.fail("opened")
