"""DuckDB over Parquet files counts the same cells as every other database, within what it is given."""

import duckdb
import pytest

from commonbeat.kit.cells import Cells, Dimension, on_parquet
from commonbeat.plumb.errors import DataError
from kit.cells import checks, pitfalls, town


@pytest.fixture(scope="module")
def engine(files):
    """One connection for all tests here."""
    with on_parquet(files) as connection:
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
    with pytest.raises(duckdb.Error):
        pitfalls.year_of(sql).run(engine)


EVERYTHING = Cells(name="everything", source_table="t", by=(Dimension(name="a", sql="a"), Dimension(name="b", sql="b")))


def test_a_pattern_takes_all_its_files_and_what_a_file_lacks_is_missing(tmp_path):
    duckdb.sql("SELECT 'x' AS a, 'y' AS b").write_parquet(str(tmp_path / "1.parquet"))
    duckdb.sql("SELECT 'z' AS a").write_parquet(str(tmp_path / "2.parquet"))
    with on_parquet({"t": tmp_path / "*.parquet"}) as connection:
        assert EVERYTHING.run(connection).rows == (("x", "y", 1), ("z", None, 1))


@pytest.mark.parametrize("paths", ["nowhere.parquet", "nowhere/*.parquet", []])
def test_a_file_that_is_not_there_is_refused(paths):
    with pytest.raises(DataError, match="t has no file"), on_parquet({"t": paths}):
        pytest.fail("opened")


def test_what_is_beyond_the_memory_goes_to_the_folder_and_is_deleted(tmp_path):
    many = "SELECT CAST(range AS VARCHAR) || 'some more letters for it' AS a, 'b' AS b FROM range(1500000)"
    duckdb.sql(many).write_parquet(str(tmp_path / "many.parquet"))
    pairs = Cells(name="pairs", source_table="t AS x JOIN t AS y ON y.a = x.a")
    (tmp_path / "spilled").mkdir()
    settings = {"memory": "60MB", "threads": 1, "temporary": tmp_path / "spilled"}
    with on_parquet({"t": tmp_path / "many.parquet"}, **settings) as connection:
        assert connection.ask("SELECT current_setting('memory_limit'), current_setting('threads')", {}) == [
            ("57.2 MiB", 1)
        ]
        connection.ask("SET max_temp_directory_size = '1MB'", {})
        with pytest.raises(duckdb.OutOfMemoryException):
            pairs.run(connection)
        connection.ask("RESET max_temp_directory_size", {})
        assert pairs.run(connection).rows == ((1_500_000,),)
        assert [folder.name[:17] for folder in (tmp_path / "spilled").iterdir()] == ["commonbeat-cells-"]
    assert list((tmp_path / "spilled").iterdir()) == []
