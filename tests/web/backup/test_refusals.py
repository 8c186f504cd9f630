"""A restore that cannot be right says why and leaves nothing behind; so does a backup."""

import shutil
import sqlite3
import zipfile
from hashlib import sha256

import psycopg
import pytest

from commonbeat.web.backup.archive import Broken, Reader, Writer
from web.backup.archives import rewritten


def refused(begun, backup, words, **more):
    """The restore fails with these words, and nothing of it is left."""
    again, done = begun.restored(backup, **more)
    assert done.returncode == 1, done.stdout
    assert words in done.stderr
    assert "Nothing was restored and nothing was changed." in done.stderr
    assert "Traceback" not in done.stderr
    assert list(again.home.iterdir()) == []


def test_other_keys_are_refused_by_name(begun, friday):
    others = begun.home / "other-keys"
    shutil.copytree(begun.keys, others)
    (others / "fields.key").write_text("another\n")
    refused(begun, friday, "are not those of this backup (fields differ)", keys=others)


def test_a_file_cut_short_is_refused(begun, friday):
    short = begun.home / "short.zip"
    short.write_bytes(friday.read_bytes()[:-500])
    refused(begun, short, "is not a whole Commonbeat backup")


def test_a_changed_part_is_refused_before_anything_is_made(begun, friday):
    table = "tables/agency_agency.jsonl"
    with zipfile.ZipFile(friday) as archive:
        content = archive.read(table).replace(b"Riverton", b"Lakefield")
    changed = rewritten(friday, begun.home / "changed.zip", **{table: content})
    refused(begun, changed, f"The part {table} of the backup is not what was written: its hash differs.")


def test_a_backup_of_a_newer_version_is_refused_with_the_missing_step(begun, friday):
    newer = rewritten(
        friday, begun.home / "newer.zip", change=lambda found: found["migrations"].append(["work", "9999_later"])
    )
    refused(begun, newer, "work.9999_later")


def test_a_trail_whose_end_was_cut_off_is_refused(begun, friday):
    """Somebody who rewrites an entry and its hash in the manifest still breaks the chain."""
    table = "tables/audit_auditevent.jsonl"
    with zipfile.ZipFile(friday) as archive:
        lines = archive.read(table).splitlines(keepends=True)[:-1]

    def forge(found):
        part = found["tables"]["audit_auditevent"]
        part["rows"], part["sha256"] = len(lines), sha256(b"".join(lines)).hexdigest()

    forged = rewritten(friday, begun.home / "forged.zip", change=forge, **{table: b"".join(lines)})
    refused(begun, forged, "cannot be trusted from entry")


def test_a_folder_that_holds_something_is_left_alone(begun, friday):
    again, _done = begun.restored(friday)
    (again.data / "mine.txt").write_text("mine")
    done = begun.python(
        *("-m", "commonbeat", "restore", str(friday), "--into", str(again.data), "--keys", str(begun.keys))
    )
    assert done.returncode == 1
    assert "is not empty. A restore never overwrites" in done.stderr
    assert (again.data / "mine.txt").read_text() == "mine"


def test_a_database_that_holds_something_is_left_alone_and_a_failure_leaves_no_table(begun, friday, empty_database):
    database = empty_database()
    newer = rewritten(
        friday,
        begun.home / "late.zip",
        change=lambda found: found["tables"]["people_user"].update(rows=99),
    )
    refused(begun, newer, "people_user should have 99 rows and has 1.", database=database)
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
        connection.execute("CREATE TABLE theirs (id int)")
    refused(begun, friday, "The database is not empty: it has 1 tables.", database=database)


@pytest.mark.parametrize("part", [12, 400])
def test_a_damaged_database_gives_no_backup(begun, part):
    """Page 12 tells which tables there are, so that nothing can be opened; page 400 belongs to one of them."""
    data = begun.home / f"damaged-{part}"
    shutil.copytree(begun.data, data)
    with sqlite3.connect(data / "main.sqlite3") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (data / "main.sqlite3").open("r+b") as file:
        file.seek(4096 * part)
        file.write(b"\xff" * 4096 * 3)
    broken = type(begun)(begun.home)
    broken.data = data
    done = broken.console("backup", str(begun.home / "never.zip"))
    assert done.returncode == 1
    assert "No backup was made: " in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(begun.home.glob("*never*"))


def test_a_failure_in_the_middle_leaves_no_file(tmp_path):
    path = tmp_path / "never.zip"

    def rows():
        yield [1]
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"), Writer(path) as writer:
        writer.rows("tables/one.jsonl", rows())
    assert list(tmp_path.iterdir()) == []


def test_an_upload_that_would_leave_its_folder_is_refused(tmp_path):
    path = tmp_path / "evil.zip"
    with Writer(path) as writer:
        (tmp_path / "upload").write_bytes(b"x")
        size, digest = writer.copy("media/../out", tmp_path / "upload")
        spaces = {"migrations": [], "audit": {}, "tables": {}}
        writer.finish({"format": 1, **spaces, "media": {"../out": {"size": size, "sha256": digest}}})
    reader = Reader(path)
    assert reader.verify() == 1
    with pytest.raises(Broken, match="outside its folder"):
        reader.extract(tmp_path / "media")


def test_another_format_is_refused(tmp_path):
    with Writer(tmp_path / "later.zip") as writer:
        writer.finish({"format": 99})
    with pytest.raises(Broken, match="of format 99"):
        Reader(tmp_path / "later.zip")


def test_no_file_is_said_in_words(tmp_path):
    with pytest.raises(Broken, match="There is no file"):
        Reader(tmp_path / "nowhere.zip")
