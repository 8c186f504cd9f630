"""What was backed up comes back, row by row, from SQLite or PostgreSQL into either, and the restore proves it."""

import sqlite3
import stat
import zipfile

import psycopg
import pytest

from commonbeat.web.backup.make import rows_in
from web.backup.archives import manifest, rewritten

WRITTEN_SINCE = {"audit_auditevent", "audit_audithead"}
"""Making and restoring a backup are themselves written down."""


def hashes(path):
    found = manifest(path)
    spaces = {"main": found, **found["spaces"]}
    return {
        (space, name): table["sha256"]
        for space, kept in spaces.items()
        for name, table in kept["tables"].items()
        if name not in WRITTEN_SINCE
    }


@pytest.mark.usefixtures("friday")
def test_the_console_says_what_was_kept_and_that_the_keys_were_not(begun):
    path = begun.home / "said.zip"
    done = begun.console("backup", str(path))
    assert done.returncode == 0, done.stderr
    rows = rows_in(manifest(path))
    assert f"{path}: {rows:,} rows, 1 uploads" in done.stdout
    assert "The keys are not in it." in done.stdout
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not list(begun.home.glob(".*"))


def test_a_backup_never_overwrites_another(begun, friday):
    before = friday.read_bytes()
    done = begun.console("backup", str(friday))
    assert done.returncode == 1
    assert "is there already" in done.stderr
    assert friday.read_bytes() == before


def test_sqlite_comes_back_whole_and_says_what_it_proved(begun, friday):
    again, done = begun.restored(friday)
    assert done.returncode == 0, done.stderr
    assert "rows are back, table by table as many as were saved" in done.stdout
    assert "The trail is whole: " in done.stdout
    assert "The first page opens: / answers with" in done.stdout
    assert "Riverton Police Department" in done.stdout
    assert again.console("backup", str(again.home / "again.zip")).returncode == 0
    assert hashes(again.home / "again.zip") == hashes(friday)
    assert manifest(again.home / "again.zip")["media"] == manifest(friday)["media"]
    assert [path.name for path in again.home.iterdir() if path.name.startswith("data")] == ["data"]


def test_the_restore_itself_is_written_in_the_trail(begun, friday):
    again, _done = begun.restored(friday)
    with sqlite3.connect(again.data / "main.sqlite3") as database:
        verbs = [row[0] for row in database.execute("SELECT verb FROM audit_auditevent ORDER BY id")]
    assert verbs[-1] == "backup.restore"


def test_sqlite_to_postgresql_and_back_loses_no_bit(begun, friday, empty_database):
    large, done = begun.restored(friday, database=empty_database())
    assert done.returncode == 0, done.stderr
    saturday = large.home / "saturday.zip"
    assert large.console("backup", str(saturday)).returncode == 0
    assert hashes(saturday) == hashes(friday)
    small, done = begun.restored(saturday)
    assert done.returncode == 0, done.stderr
    assert small.console("backup", str(small.home / "sunday.zip")).returncode == 0
    assert hashes(small.home / "sunday.zip") == hashes(friday)


def test_after_a_restore_into_postgresql_new_rows_take_new_numbers(begun, friday, empty_database):
    large, _done = begun.restored(friday, database=empty_database())
    made = large.python(
        "-c",
        "import django; django.setup();"
        "from commonbeat.ground.people.models import User;"
        "print(User.objects.create_user('new@riverton.example', None, name='New').pk)",
    )
    assert made.returncode == 0, made.stderr
    assert int(made.stdout) == 2


@pytest.mark.parametrize("place", ["sqlite", "postgresql"])
def test_an_older_backup_is_brought_forward(begun, friday, empty_database, place):
    """The step that makes the trail append-only is left out of the manifest: the restore must take it."""
    older = begun.home / f"older-{place}.zip"
    rewritten(friday, older, lambda found: found["migrations"].remove(["audit", "0002_append_only"]))
    again, done = begun.restored(older, database=empty_database() if place == "postgresql" else "")
    assert done.returncode == 0, done.stderr
    assert "brought forward by 1 steps" in done.stdout
    with pytest.raises((sqlite3.IntegrityError, psycopg.Error), match=r"(?i)append"):
        _tamper(again)


def _tamper(installation):
    statement = "UPDATE audit_auditevent SET verb = 'changed'"
    if installation.database:
        with psycopg.connect(installation.database) as connection:
            connection.execute(statement)
    else:
        with sqlite3.connect(installation.data / "main.sqlite3") as connection:
            connection.execute(statement)


def test_what_was_sealed_stays_sealed_in_the_backup(friday):
    with zipfile.ZipFile(friday) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"test.sealed" in content
    assert b"canary" not in content


def test_no_session_is_kept_so_that_a_stolen_backup_signs_nobody_in(friday):
    assert "django_session" not in manifest(friday)["tables"]
