"""A real Spark on this machine counts the same cells as every other database.

Starting Java takes longer than all the rest, and one test is never shared out between processes: so it is one test.
"""

import sys

import pytest
from pyspark.sql import SparkSession

from commonbeat.kit.cells import Cells, on_spark
from commonbeat.plumb.errors import DataError
from kit.cells import checks

SMALL = {"spark.sql.adaptive.enabled": "false", "spark.log.level": "OFF"}
"""Set for small work: many short queries, few words."""


@pytest.mark.slow
def test_a_real_spark_counts_what_plain_python_counts(files, monkeypatch):
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    with on_spark(files, memory="512m", settings=SMALL) as connection:
        checks.check_everything(connection)
        own = SparkSession.getActiveSession()
        a_session_that_is_given_stays_open(own, files)
        a_session_that_has_a_table_of_that_name_is_refused(own, files)
        a_view_of_the_session_has_no_nan(own)
        a_second_spark_is_refused()
        a_session_that_would_count_otherwise_is_refused(own)
    assert SparkSession.getActiveSession() is None


def a_session_that_is_given_stays_open(own, files):
    for _twice in range(2):
        with on_spark({"places": files["scratch_place"]}, session=own) as connection:
            assert Cells(name="places", source_table="places").run(connection).rows == ((5,),)


def a_session_that_has_a_table_of_that_name_is_refused(own, files):
    with pytest.raises(DataError, match="scratch_stop"), on_spark(files, session=own):
        pytest.fail("opened")


def a_view_of_the_session_has_no_nan(own):
    own.sql(checks.SOURCE.format("DOUBLE")).createOrReplaceTempView("speeds")
    with on_spark(session=own) as connection:
        checks.check_a_table_of_its_own(connection, "speeds")


def a_second_spark_is_refused():
    with pytest.raises(DataError, match="runs in this process"), on_spark():
        pytest.fail("opened")


def a_session_that_would_count_otherwise_is_refused(own):
    for name, value in {"spark.sql.ansi.enabled": "false", "spark.sql.session.timeZone": "America/Chicago"}.items():
        other = own.newSession()
        other.conf.set(name, value)
        with pytest.raises(DataError, match=f"{name} is {value}"), on_spark(session=other):
            pytest.fail("opened")


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(DataError, match=r"pyspark is not installed.*commonbeat\[scale\]"), on_spark():
        pytest.fail("opened")
