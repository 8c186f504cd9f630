"""The made-up town's rows, as Parquet files and in scratch tables of whichever database the suite runs on."""

import pytest
from django.db import connection

from kit.cells import town


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """The Parquet files of each table."""
    return town.write_files(tmp_path_factory.mktemp("parquet"))


@pytest.fixture
def stops(db):
    """The connection to the suite's database, which has the rows until the test is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE scratch_stop ({town.STOP})")
        cursor.execute(f"CREATE TEMPORARY TABLE scratch_place ({town.PLACE})")
        cursor.executemany("INSERT INTO scratch_place VALUES (%s, %s)", list(town.PLACES.items()))
        cursor.executemany(f"INSERT INTO scratch_stop VALUES ({', '.join(['%s'] * 10)})", town.ROWS)
    return connection
