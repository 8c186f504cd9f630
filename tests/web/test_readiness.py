"""What is not safe or not ready is said in words, each with its remedy."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from commonbeat.ground.audit import actions as audit
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.work.actions import enqueue
from commonbeat.ground.work.models import Job
from commonbeat.web import keys, readiness
from commonbeat.web.readiness import State


@pytest.fixture
def folders(tmp_path, settings, monkeypatch):
    """Keys and data of an installation, as `init` leaves them."""
    for name in keys.NAMES:
        monkeypatch.delenv(f"COMMONBEAT_KEY_{name.upper()}", raising=False)
    settings.DATA_DIR, settings.KEYS_DIR = tmp_path / "data", tmp_path / "keys"
    settings.DATA_DIR.mkdir()
    keys.create(settings.KEYS_DIR)
    return tmp_path


def said(question):
    """State and words of every answer."""
    return [(answer.state, answer.words) for answer in question()]


def wrongs(question):
    """The remedies of what is wrong."""
    return [answer.remedy for answer in question() if answer.state is State.WRONG]


def test_keys_as_init_leaves_them_are_good(folders):
    assert [state for state, _words in said(readiness.keys_lie_safe)] == [State.GOOD, State.GOOD]


def test_a_key_that_others_can_read_is_wrong_and_the_remedy_can_be_typed(folders, settings):
    (settings.KEYS_DIR / "fields.key").chmod(0o644)
    assert wrongs(readiness.keys_lie_safe) == [f"Run: chmod go= {settings.KEYS_DIR / 'fields.key'}"]


def test_keys_inside_the_data_folder_are_wrong(folders, settings):
    settings.DATA_DIR = folders
    assert any("Move" in remedy for remedy in wrongs(readiness.keys_lie_safe))


def test_keys_from_the_environment_alone_are_noted(folders, settings):
    (settings.KEYS_DIR / "fields.key").unlink()
    assert (State.NOTE, "Not in the folder: fields (given by the environment?).") in said(readiness.keys_lie_safe)
    settings.KEYS_DIR = folders / "nowhere"
    assert [state for state, _words in said(readiness.keys_lie_safe)] == [State.NOTE]


def test_an_open_installation_is_wrong_in_three_ways(settings):
    settings.DEMO, settings.DEBUG, settings.HTTPS, settings.ALLOWED_HOSTS = False, True, False, ["localhost"]
    remedies = " ".join(wrongs(readiness.switches_are_set))
    assert all(name in remedies for name in ("COMMONBEAT_DEBUG", "COMMONBEAT_HTTPS", "COMMONBEAT_HOSTS"))


def test_a_closed_installation_is_good(settings):
    settings.DEMO, settings.DEBUG, settings.HTTPS, settings.ALLOWED_HOSTS = False, False, True, ["trust.example.gov"]
    assert wrongs(readiness.switches_are_set) == []


def test_a_demonstration_is_noted(settings):
    settings.DEMO = True
    assert any(state is State.NOTE and "Demo mode" in words for state, words in said(readiness.switches_are_set))


def test_the_tables_of_this_version_are_good(db):
    assert (State.GOOD, "The tables are those of this version.") in said(readiness.database_keeps_its_word)


def test_a_database_that_can_lose_what_was_acknowledged_is_wrong(db):
    if connection.vendor == "sqlite":
        found = said(readiness.database_keeps_its_word)
        assert (State.GOOD, "SQLite (sealed): synchronous is 2.") in found
    else:
        assert any("fsync" in words for words in wrongs(readiness.database_keeps_its_word))


def test_a_job_that_nobody_takes_is_wrong(db):
    with transaction.atomic():
        enqueue("work.purge")
    assert wrongs(readiness.work_is_done) == []
    Job.objects.update(ready_at=timezone.now() - timedelta(minutes=5))
    assert wrongs(readiness.work_is_done) == ["Run `commonbeat serve`, or `commonbeat work`."]


def test_a_dead_job_is_noted(db):
    with transaction.atomic():
        enqueue("work.purge")
    Job.objects.update(state="dead", ready_at=timezone.now())
    assert (State.NOTE, "1 jobs failed for good.") in said(readiness.work_is_done)


def test_an_agency_without_a_way_for_messages_is_noted(riverton):
    assert all(state is State.NOTE for state, _words in said(readiness.messages_can_leave))


def test_the_trail_knows_when_the_last_backup_was_made(db, console, monkeypatch):
    assert [state for state, _words in said(readiness.backups_are_made)] == [State.NOTE]
    with transaction.atomic():
        audit.record(agency=None, actor=console, verb="backup.make", subject="backup")
    assert [state for state, _words in said(readiness.backups_are_made)] == [State.GOOD]
    monkeypatch.setattr(readiness, "BACKUP_AGE", timedelta(0))
    assert AuditEvent.objects.count() == 1
    assert [state for state, _words in said(readiness.backups_are_made)] == [State.WRONG]


def test_a_full_disk_is_wrong(folders, monkeypatch):
    assert wrongs(readiness.disk_has_room) == []
    monkeypatch.setattr(readiness, "SPACE", 10**18)
    assert wrongs(readiness.disk_has_room) == ["Make room: SQLite stops when the disk is full."]


def test_every_wrong_answer_has_a_remedy(db, folders, settings):
    settings.DEMO = False
    assert all(answer.remedy for answer in readiness.answers() if answer.state is not State.GOOD)
