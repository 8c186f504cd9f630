"""Jobs to try things on, and whole worker processes that can be killed."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db.models import F
from django.utils import timezone

from commonbeat.ground.work.models import Job

TESTS = Path(__file__).parents[2]


@pytest.fixture
def let_pass():
    """Let time pass for a job: `let_pass(job, seconds=31)` moves what it waits for into the past."""

    def move(job, *, seconds):
        Job.objects.filter(pk=job.pk).update(ready_at=F("ready_at") - timedelta(seconds=seconds))
        job.refresh_from_db()

    return move


@pytest.fixture
def now():
    """The time, as the test sees it."""
    return timezone.now


@dataclass
class Site:
    """A database of its own with worker processes at it."""

    folder: Path
    environment: dict
    connect: Callable[[], Any]
    workers: list = field(default_factory=list)

    @property
    def log(self):
        return self.folder / "log"

    def python(self, *arguments):
        """Run the site's own program to its end; returns what it printed."""
        command = [sys.executable, str(TESTS / "ground" / "work" / "at_work.py"), *map(str, arguments)]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout

    def start(self, *, lease=2.0, mode="run"):
        """Start one more worker process."""
        command = [sys.executable, str(TESTS / "ground" / "work" / "at_work.py"), mode, str(lease)]
        process = subprocess.Popen(command, env=self.environment)
        self.workers.append(process)
        return process

    def lines(self, word):
        """What the jobs wrote: [word, job, process, seconds], of the lines that begin with `word`."""
        found = [line.split() for line in self.log.read_text().splitlines()] if self.log.exists() else []
        return [line for line in found if line[0] == word]

    def wait_for(self, word, count=1, seconds=15.0):
        """Wait until so many lines begin with `word`; fails when they do not come."""
        until = time.monotonic() + seconds
        while len(self.lines(word)) < count:
            assert time.monotonic() < until, f"only {len(self.lines(word))} of {count} x {word}"
            time.sleep(0.01)
        return self.lines(word)

    def jobs(self):
        """name, state, attempts, result and words of progress of each job, read past the program."""
        sql = "SELECT name, state, attempts, CAST(result AS TEXT), progress_words FROM work_job ORDER BY id"
        with closing(self.connect()) as connection:
            return connection.execute(sql).fetchall()

    def wait_until_idle(self, seconds=30.0):
        until = time.monotonic() + seconds
        while any(state in ("waiting", "running") for _name, state, *_rest in self.jobs()):
            assert time.monotonic() < until, self.jobs()
            time.sleep(0.05)


@pytest.fixture
def site(tmp_path, request):
    """A database of its own, of the kind that the tests run on, and a program to work at it."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "worker_settings",
        "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")]),
        "COMMONBEAT_DATA": str(tmp_path / "data"),
        "AT_WORK_LOG": str(tmp_path / "log"),
    }
    dropped = None
    connect = partial(sqlite3.connect, tmp_path / "data" / "main.sqlite3")
    if address := os.environ.get("COMMONBEAT_TEST_DATABASE"):
        name = f"at_work_{uuid.uuid4().hex[:12]}"
        admin = psycopg.connect(address, autocommit=True)
        admin.execute(f"CREATE DATABASE {name}")
        environment["COMMONBEAT_TEST_DATABASE"] = address.rpartition("/")[0] + f"/{name}"

        def dropped():
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
            admin.close()

        connect = partial(psycopg.connect, environment["COMMONBEAT_TEST_DATABASE"])

    made = Site(tmp_path, environment, connect)
    made.python("migrate")
    yield made
    for process in made.workers:
        if process.poll() is None:
            process.send_signal(signal.SIGCONT)
            process.kill()
        process.wait()
    if dropped:
        dropped()
