"""A phone number goes in with a file and is found nowhere in plain: tables, log of writes, uploads, temporary files."""

import re
import shutil
import sqlite3
import zipfile
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from web.installation import Installation

CANARY = "612-555-0173"
SEEN = re.compile(rb"6\D{0,3}1\D{0,3}2\D{0,3}5\D{0,3}5\D{0,3}5\D{0,3}0\D{0,3}1\D{0,3}7\D{0,3}3|555\D0173")
SHADE = "612-555-0174"
"""Of a suspect: not even sealed."""

LAST_DIGITS = re.compile(rb"(?<![0-9A-Za-z.+/_-])0174(?![0-9A-Za-z+/=_-])")
"""Alone, as a cut number would stand: fractions of a second, keys and pictures may hold the four by chance."""

NOW = datetime.now(UTC)
WHEN, LATER = (f"{NOW - timedelta(days=days):%Y-%m-%d %H:%M}" for days in (3, 2))
HEADER = "Incident Number,Call Time,Nature,Person Type,Caller Phone,Other Phone,Caller Name\n"
ROWS = [
    f"26-1,{WHEN},NOISE,RP,{CANARY},{CANARY},Maria\n",
    f"26-2,{WHEN},CALL BACK {CANARY},RP,(612) 555-0173,,Maria\n",
    f"26-3,never,NOISE,RP,{CANARY},,Maria\n",
    f"26-4,{WHEN},NOISE,{CANARY},{CANARY},,Maria\n",
    f"26-5,{WHEN},NOISE,RP,{CANARY},,Maria,more\n",
    f'26-6,{WHEN},"NOISE" {CANARY},RP,{CANARY},,Maria\n',
    f"26-7,{WHEN},NOISE,RP,{CANARY} x 9,,Maria\n",
    f"26-8,{WHEN},NOISE,Suspect,{SHADE},,Sam\n",
    f"26-1,{WHEN},NOISE,RP,{CANARY},,Maria\n",
]
OPENED = """
import django; django.setup()
from commonbeat.ground.records.actions import number_of
from commonbeat.ground.records.models import ContactEvent
print(sorted((row.source_key, row.number_state, number_of(row)[-2:]) for row in ContactEvent.objects.all()))
"""
GIVEN_UP = """
import django; django.setup()
from commonbeat.ground.agency import actions
from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.roles import System
for batch in ImportBatch.objects.filter(state="checked"):
    actions.discard(actor=System("a test"), batch=batch)
"""


def where(folder, *, but=()):
    """Files under a folder in which the number stands."""
    files = (path for path in folder.rglob("*") if path.is_file() and path not in but)
    return [path.relative_to(folder).as_posix() for path in files if SEEN.search(path.read_bytes())]


def rows_of(database):
    """Every row of every table of a PostgreSQL database, as text."""
    with psycopg.connect(database) as connection:
        tables = connection.execute(
            "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables "
            "WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        return "\n".join(
            row for (table,) in tables for (row,) in connection.execute(f"SELECT t::text FROM {table} AS t").fetchall()
        ).encode()


@pytest.fixture
def house(begun, tmp_path, monkeypatch):
    """An installation of its own, with a folder for temporary files that nobody else uses."""
    shutil.copytree(begun.home, tmp_path / "house", ignore=shutil.ignore_patterns("*.zip", "again-*"))
    (tmp_path / "house" / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "house" / "tmp"))
    return Installation(tmp_path / "house")


@pytest.fixture
def file(tmp_path):
    """The agency's own file, outside of the installation."""

    def write(*rows):
        path = tmp_path / "cad.csv"
        path.write_text(HEADER + "".join(rows))
        return path

    return write


def test_a_number_that_came_in_is_found_nowhere_in_plain(house, file):
    path = file(*ROWS)
    with sqlite3.connect(house.data / "main.sqlite3") as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM records_contactevent").fetchone()
        asked = house.console("import", "contacts", str(path))
        assert asked.returncode == 1
        assert "line 5, Person Type: •••" in asked.stdout
        assert where(house.home / "data" / "media") != [], "the upload waits for a decision"
        backup = house.console("backup", str(house.home / "waiting.zip"))
        assert backup.returncode == 0, backup.stderr
        assert house.python("-c", GIVEN_UP).returncode == 0
        loaded = house.console("import", "contacts", str(path), "--leave-out-bad")
        assert loaded.returncode == 0, loaded.stderr
        corrected = house.console("import", "contacts", str(file(ROWS[0].replace(WHEN, LATER), ROWS[7])))
        assert "1 with other values" in corrected.stdout
        assert (house.data / "main.sqlite3-wal").stat().st_size > 0
        assert where(house.home) == []
    assert where(house.home) == []
    for said in (asked, loaded, corrected):
        assert not SEEN.search((said.stdout + said.stderr).encode())
    with zipfile.ZipFile(house.home / "waiting.zip") as kept:
        assert not [name for name in kept.namelist() if SEEN.search(kept.read(name))]
        assert not [name for name in kept.namelist() if "passing" in name]
    everything = b"".join(path.read_bytes() for path in house.data.rglob("*") if path.is_file())
    assert not LAST_DIGITS.search(everything)
    assert b"Maria" not in everything
    opened = house.python("-c", OPENED).stdout
    expected = [("26-1", "held", "73"), ("26-2", "held", "73"), ("26-7", "unreadable", ""), ("26-8", "not_kept", "")]
    assert opened.strip() == str(expected)


def test_nor_in_a_postgresql_database(house, file, empty_database):
    database = empty_database()
    town = Installation(house.home, database)
    assert town.console("migrate", "--skip-checks", "--verbosity", "0").returncode == 0
    begun = town.python(
        "-c",
        "import django; django.setup()\n"
        "from commonbeat.ground.agency.actions import found\n"
        "from commonbeat.ground.roles import System\n"
        "found(actor=System('x'), name='Riverton', slug='riverton', place='R', timezone='America/Chicago')",
    )
    assert begun.returncode == 0, begun.stderr
    loaded = town.console("import", "contacts", str(file(*ROWS)), "--leave-out-bad")
    assert loaded.returncode == 0, loaded.stderr
    again = town.console("import", "contacts", str(file(*ROWS)), "--leave-out-bad")
    assert "is loaded already" in again.stdout
    corrected = town.console("import", "contacts", str(file(ROWS[0].replace(WHEN, LATER))))
    assert "1 with other values" in corrected.stdout
    rows = rows_of(database)
    assert b"26-1" in rows
    assert not SEEN.search(rows)
    assert where(house.home) == []
