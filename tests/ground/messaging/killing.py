"""A database of its own with the outbox's worker processes at it, killed at random moments; used by proofs, too."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

TESTS = Path(__file__).parents[2]
PROGRAM = str(TESTS / "ground" / "messaging" / "at_gateway.py")
LEASE = 1.0


@dataclass
class Post:
    """What the gateway counted, and the processes that hand it texts."""

    folder: Path
    environment: dict
    connect: Callable[[], Any]
    workers: list = field(default_factory=list)

    def python(self, *arguments):
        """Run the program to its end."""
        command = [sys.executable, PROGRAM, *map(str, arguments)]
        subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)

    def start(self, mode="carry"):
        """Start one more worker process, and wait until it works."""
        before = self.lines("up")
        process = subprocess.Popen([sys.executable, PROGRAM, mode, str(LEASE)], env=self.environment)
        self.workers.append(process)
        wait_until(lambda: len(self.lines("up")) > len(before))
        return process

    def lines(self, word):
        """The references of the lines that begin with `word`, in their order."""
        log = self.folder / "log"
        found = [line.split() for line in log.read_text().splitlines()] if log.exists() else []
        return [line[1] for line in found if line[0] == word]

    def states(self):
        """How many messages are in each state, and which references they have, read past the program."""
        with closing(self.connect()) as connection:
            rows = connection.execute("SELECT state, reference FROM messaging_message").fetchall()
        return Counter(state for state, _reference in rows), {uuid.UUID(str(reference)) for _s, reference in rows}

    def kill_at_random(self, kills, *, mode="carry", seed=3, longest=0.4):
        """Start a worker and kill it at some moment of its work, again and again; the last one may end."""
        moments = random.Random(seed)
        for _ in range(kills):
            process = self.start(mode)
            time.sleep(moments.uniform(0.02, longest))
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.start(mode)

    def wait_until_sent(self, count, seconds=60):
        """Wait until all have left."""
        wait_until(lambda: self.states()[0]["sent"] == count, seconds, lambda: self.states()[0])

    def doubled(self):
        """How many texts the gateway got more than once."""
        return sum(count > 1 for count in Counter(self.lines("took")).values())

    def lost(self):
        """How many texts the gateway never got."""
        return len(self.states()[1] - {uuid.UUID(reference) for reference in self.lines("took")})


def wait_until(true, seconds=20.0, told=lambda: ""):
    """Wait until it is true; fails when it does not become so."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, told()
        time.sleep(0.02)


@contextmanager
def post(folder: Path) -> Iterator[Post]:
    """A database of the kind that the tests run on, and the program to work at it."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "outbox_settings",
        "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")]),
        "COMMONBEAT_DATA": str(folder / "data"),
        "AT_GATEWAY_LOG": str(folder / "log"),
    }
    connect: Callable[[], Any] = partial(sqlite3.connect, folder / "data" / "main.sqlite3")
    address, name = os.environ.get("COMMONBEAT_TEST_DATABASE"), f"at_gateway_{uuid.uuid4().hex[:12]}"
    if address:
        with psycopg.connect(address, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}")
        environment["COMMONBEAT_TEST_DATABASE"] = address.rpartition("/")[0] + f"/{name}"
        connect = partial(psycopg.connect, environment["COMMONBEAT_TEST_DATABASE"])
    made = Post(folder, environment, connect)
    made.python("migrate")
    try:
        yield made
    finally:
        for process in made.workers:
            process.kill()
            process.wait()
        if address:
            with psycopg.connect(address, autocommit=True) as admin:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
