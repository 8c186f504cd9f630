"""A real Spark on this machine counts the same cells as every other database, within what it is given."""

import sys

import pytest
from pyspark.sql import SparkSession

from commonbeat.kit.cells import Cells, on_spark
from commonbeat.plumb.errors import DataError
from kit.cells import town

SMALL = {"spark.sql.codegen.wholeStage": "false", "spark.sql.adaptive.enabled": "false", "spark.log.level": "OFF"}


@pytest.fixture(scope="module")
def engine(files):
    """One Spark for all tests here, set for small work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        with on_spark(files, memory="512m", settings=SMALL) as connection:
            yield connection


@pytest.mark.parametrize(("cells", "values", "rows"), town.EVERY, ids=town.NAMES)
def test_cells_are_what_plain_python_counts(engine, cells, values, rows):
    assert cells.run(engine, values).rows == rows


def test_a_hostile_value_finds_only_itself(engine):
    town.check_hostile_words(engine)


def test_without_dimensions_there_is_one_row_even_of_nothing(engine):
    town.check_totals(engine)


@pytest.mark.parametrize("of", ["large * 1000", "large * large"])
def test_a_number_that_leaves_64_bits_is_refused(engine, of):
    town.check_too_large(engine, of)


def test_a_session_that_is_given_stays_open(engine, files):
    own = SparkSession.getActiveSession()
    for _twice in range(2):
        with on_spark({"places": files["scratch_place"]}, session=own) as connection:
            assert Cells(name="places", source_table="places").run(connection).rows == [(5,)]


@pytest.mark.parametrize(
    ("name", "value"), [("spark.sql.ansi.enabled", "false"), ("spark.sql.session.timeZone", "America/Chicago")]
)
def test_a_session_that_would_count_otherwise_is_refused(engine, name, value):
    other = SparkSession.getActiveSession().newSession()
    other.conf.set(name, value)
    with pytest.raises(DataError, match=f"{name} is {value}"), on_spark(session=other):
        pytest.fail("opened")


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(DataError, match=r"pyspark is not installed.*commonbeat\[scale\]"), on_spark():
        pytest.fail("opened")
