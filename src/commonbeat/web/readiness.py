"""Is this installation safe and ready? Each answer in words, with what to do where it is not."""

import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import queries as messaging
from commonbeat.ground.messaging.rules import Kind
from commonbeat.ground.work.models import Job
from commonbeat.kit import words
from commonbeat.kit.spaces import MAIN, SPACES, steps_behind
from commonbeat.web import keys

SPACE = 1_000_000_000
"""Bytes that should be free: a backup and a busy day."""

OVERDUE = timedelta(minutes=2)
"""A job that is due this long and not taken says that no worker runs."""

BACKUP_AGE = timedelta(days=8)


class State(StrEnum):
    """How bad it is."""

    GOOD = "good"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True)
class Answer:
    """One thing that was looked at; `remedy` where it is not good."""

    state: State
    words: str
    remedy: str = ""


def good(text: str) -> Answer:
    return Answer(State.GOOD, text)


def note(text: str, remedy: str) -> Answer:
    return Answer(State.NOTE, text, remedy)


def wrong(text: str, remedy: str) -> Answer:
    return Answer(State.WRONG, text, remedy)


def _open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def keys_lie_safe() -> Iterator[Answer]:
    """Readable by the owner alone, and apart from what is backed up."""
    folder = Path(settings.KEYS_DIR)
    if not folder.exists():
        yield note(f"The keys come from the environment; the folder {folder} is not there.", "Keep a copy in escrow.")
        return
    loose = [path for path in (folder, *folder.glob("*.key")) if _open_to_others(path)]
    if loose:
        listed = " ".join(str(path) for path in loose)
        yield wrong(f"Others on this machine can read {listed}.", f"Run: chmod go= {listed}")
    else:
        yield good(f"Only their owner can read the keys in {folder}.")
    if folder.resolve().is_relative_to(Path(settings.DATA_DIR).resolve()):
        yield wrong(
            "The keys lie inside the data folder: whoever gets a copy of the data gets the keys.",
            f"Move {folder} elsewhere and set COMMONBEAT_KEYS to its new place.",
        )
    else:
        yield good("The keys lie outside the data folder and outside backups.")
    missing = [name for name in keys.NAMES if not (folder / f"{name}.key").exists()]
    if missing:
        yield note(f"Not in the folder: {', '.join(missing)} (given by the environment?).", "Keep a copy in escrow.")


def switches_are_set() -> Iterator[Answer]:
    """Debug off, demo off, HTTPS on, host names given."""
    if settings.DEBUG:
        yield wrong("Debug mode is on: error pages show the program's inside to anybody.", "Unset COMMONBEAT_DEBUG.")
    else:
        yield good("Debug mode is off.")
    if settings.DEMO:
        yield note("Demo mode is on: anybody can sign in as anybody.", "Unset COMMONBEAT_DEMO for a real agency.")
        return
    if settings.HTTPS:
        yield good("HTTPS is on: cookies travel only sealed.")
    else:
        yield wrong(
            "HTTPS is off: passwords and sessions could be read on the way.",
            "Put nginx or Caddy in front (docs/administrators/proxy.md) and set COMMONBEAT_HTTPS=1.",
        )
    local = {"localhost", "127.0.0.1", "[::1]"}
    if set(settings.ALLOWED_HOSTS) <= local:
        yield wrong(
            "The site answers only to this machine's own names.", "Set COMMONBEAT_HOSTS, such as trust.example.gov."
        )
    else:
        yield good(f"The site answers to {', '.join(settings.ALLOWED_HOSTS)}.")


def database_keeps_its_word() -> Iterator[Answer]:
    """What was acknowledged survives a power cut; tables are those of this version."""
    try:
        yield from _sqlite() if connection.vendor == "sqlite" else _postgres()
        behind = steps_behind()
    except (DatabaseError, sqlite3.Error) as problem:
        yield wrong(
            f"The database does not answer: {problem}", "See that it runs, and that COMMONBEAT_DATABASE is right."
        )
        return
    if behind:
        yield wrong(
            f"The database is {behind} steps behind this version.", "Make a backup, then run `commonbeat migrate`."
        )
    else:
        yield good("The tables are those of this version.")


def _setting(statement: str, space: str = MAIN) -> str:
    with connections[space].cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


def _sqlite() -> Iterator[Answer]:
    for space in SPACES:
        yield from _sqlite_space(space)


def _sqlite_space(space: str) -> Iterator[Answer]:
    safe = {
        "PRAGMA synchronous": "2",
        "PRAGMA journal_mode": "wal",
        "PRAGMA foreign_keys": "1",
        "PRAGMA recursive_triggers": "1",
    }
    for statement, wanted in safe.items():
        found = _setting(statement, space)
        if found == wanted:
            yield good(f"SQLite ({space}): {statement.removeprefix('PRAGMA ')} is {found}.")
        else:
            yield wrong(
                f"SQLite ({space}): {statement} is {found}, not {wanted}.",
                "Leave SQLITE_OPTIONS in the settings as it is.",
            )


def _postgres() -> Iterator[Answer]:
    version = int(_setting("SHOW server_version_num"))
    if version < 150000:
        yield wrong(f"PostgreSQL is {version // 10000}; Commonbeat is tried on 15 and later.", "Upgrade PostgreSQL.")
    else:
        yield good(f"PostgreSQL {version // 10000}.")
    for name in ("synchronous_commit", "fsync", "full_page_writes"):
        if (found := _setting(f"SHOW {name}")) == "off":
            yield wrong(f"PostgreSQL: {name} is off: a power cut loses what was saved.", f"Set {name} = on.")
        else:
            yield good(f"PostgreSQL: {name} is {found}.")


def disk_has_room() -> Iterator[Answer]:
    """Room for a backup and a busy day."""
    folder = Path(settings.DATA_DIR)
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    text = f"{words.size(free)} are free at {folder}."
    yield good(text) if free >= SPACE else wrong(text, "Make room: SQLite stops when the disk is full.")


def work_is_done() -> Iterator[Answer]:
    """A worker takes what is due, and nothing lies dead."""
    now = timezone.now()
    jobs = [Job.objects.using(space) for space in SPACES]
    waiting = sum(rows.filter(state="waiting", ready_at__lt=now - OVERDUE).count() for rows in jobs)
    if waiting:
        yield wrong(
            f"{waiting} jobs are overdue: no worker takes them.", "Run `commonbeat serve`, or `commonbeat work`."
        )
    else:
        yield good("No job is overdue.")
    dead = sum(rows.filter(state="dead").count() for rows in jobs)
    if dead:
        yield note(f"{dead} jobs failed for good.", "See why on the page Jobs, and try them again there.")


def messages_can_leave() -> Iterator[Answer]:
    """Each agency has a way for mail and for texts, tried once."""
    for agency in Agency.objects.order_by("name"):
        for way in messaging.ways(agency):
            name = f"{agency.name}: {Kind(way.kind).label}"
            if way.gateway is None:
                yield note(f"{name}: no way to send is set.", "Set it on the page Settings and send a test message.")
            elif not way.gateway.test_passed:
                yield note(f"{name}: never tried with success.", "Send a test message from the page Settings.")
            else:
                yield good(f"{name}: set and tried.")


def backups_are_made() -> Iterator[Answer]:
    """The trail knows when the last backup was made."""
    last = AuditEvent.objects.filter(verb="backup.make").order_by("-at").first()
    if last is None:
        yield note("No backup was made yet.", "Run `commonbeat backup FILE`, and keep the keys folder elsewhere.")
    elif timezone.now() - last.at > BACKUP_AGE:
        yield wrong(f"The last backup is of {last.at:%Y-%m-%d}.", "Run `commonbeat backup FILE` each night, by cron.")
    else:
        yield good(f"The last backup is of {last.at:%Y-%m-%d %H:%M} UTC.")


def django_is_content() -> Iterator[Answer]:
    """Django's own checks of models, templates and security."""
    found = [message for message in checks.run_checks(databases=list(SPACES)) if not message.is_silenced()]
    for message in found:
        make = wrong if message.level >= checks.ERROR else note
        yield make(f"{message.msg} ({message.id})", message.hint or "See Django's documentation of this check.")
    if not found:
        yield good("Django's own checks find nothing.")


TABLES_FIRST: tuple[Callable[[], Iterator[Answer]], ...] = (work_is_done, messages_can_leave, backups_are_made)
QUESTIONS: tuple[Callable[[], Iterator[Answer]], ...] = (
    keys_lie_safe,
    switches_are_set,
    database_keeps_its_word,
    disk_has_room,
    django_is_content,
    *TABLES_FIRST,
)


def answers() -> Iterator[Answer]:
    """Everything that is looked at, in order; what needs tables says so where there are none."""
    for question in QUESTIONS:
        try:
            yield from question()
        except DatabaseError as problem:
            about = (question.__doc__ or "").splitlines()[0]
            yield wrong(f"Could not look ({about}): {problem}", "Run `commonbeat migrate`, or `commonbeat init`.")
