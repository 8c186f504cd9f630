"""What somebody sees who types `make demo`: pages while it loads, everything once it has, nothing left after Ctrl-C."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from commonbeat.web.demo.persons import PERSONS

COUNTS = {
    "records_stoprecord": 51_920,
    "records_forceapplication": 12_925,
    "records_contactevent": 400,
    "places_neighborhood": 87,
    "people_user": len(PERSONS),
}
WRITTEN_BY_A_VISIT = {"django_session", "usersessions_usersession", "shared_cache", "work_job"}


class Demonstration:
    """A `commonbeat demo` in a folder of its own, and somebody who visits it."""

    def __init__(self, home: Path, database: str):
        self.home = home
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONBEAT_", "DJANGO_"))}
        self.surroundings = {**kept, "PORT": str(self.port), **({"COMMONBEAT_DATABASE": database} if database else {})}
        self.database = database
        self.visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def start(self):
        self.log = (self.home / "log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "commonbeat", "demo"],
            cwd=self.home,
            env=self.surroundings,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def said(self) -> str:
        return (self.home / "log").read_text()

    def until(self, words: str, seconds: float = 120) -> None:
        """Wait until the console says these words."""
        end = time.monotonic() + seconds
        while words not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)

    def get(self, path: str, **form: str) -> str:
        """A page as text; with a form, the answer to it."""
        data = urllib.parse.urlencode(form).encode() if form else None
        with self.visitor.open(f"http://localhost:{self.port}{path}", data, timeout=30) as answer:
            return answer.read().decode()

    def end(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(30)
        self.log.close()
        return code

    def programs(self) -> list[str]:
        """Every process that works in this folder."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if (entry / "cwd").readlink() == self.home:
                    found.append((entry / "cmdline").read_text().replace("\0", " "))
            except OSError:
                continue
        return found

    def settle(self) -> None:
        """Wait until the worker has made what the loading ordered: the PDF of each snapshot in each language."""
        end = time.monotonic() + 60
        while (rows := self.counts())["standards_selfreviewpaper"] < 2 * rows["standards_selfreviewsnapshot"]:
            assert time.monotonic() < end, self.said()
            time.sleep(0.5)

    def counts(self) -> dict[str, int]:
        """Rows of every table that a visit does not change."""
        code = (
            "import django; django.setup(); from django.db import connection as c; k = c.cursor();"
            "ask = lambda t: k.execute(f'SELECT count(*) FROM \"{t}\"') and None or k.fetchone()[0];"
            "[print(t, ask(t)) for t in c.introspection.table_names()]"
        )
        own = {"COMMONBEAT_DATA": ".demo/data", "COMMONBEAT_KEYS": ".demo/keys"}
        surroundings = {**self.surroundings, **own, "DJANGO_SETTINGS_MODULE": "commonbeat.web.settings"}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=self.home, env=surroundings, capture_output=True, text=True, check=True
        )
        rows = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
        return {table: int(count) for table, count in rows.items()}


@pytest.fixture
def demonstration(tmp_path, empty_database):
    """Not started yet; ended at the end, whatever happened."""
    database = empty_database() if os.environ.get("COMMONBEAT_TEST_DATABASE") else ""
    one = Demonstration(tmp_path, database)
    yield one
    if one.process.poll() is None:
        one.process.terminate()
        one.process.wait(30)


@pytest.mark.slow
def test_a_newcomer_sees_true_pages_at_once_and_in_the_end_everything_once(demonstration):
    demonstration.start()
    demonstration.until("data 3 of")
    time.sleep(1)
    assert demonstration.end() == 0
    assert demonstration.programs() == [], "Ctrl-C in the middle of the loading left something running"

    demonstration.start()
    demonstration.until("data 3 of")
    assert re.search(r"Still loading: step \d of \d", demonstration.get("/"))
    assert "Cargando: paso" in demonstration.get("/es/")
    demonstration.until("everything is loaded.")
    visit(demonstration)
    demonstration.settle()
    assert len(demonstration.programs()) >= 4
    assert demonstration.end() == 0
    assert demonstration.programs() == []
    assert "Traceback" not in demonstration.said()
    first = demonstration.counts()
    assert {table: first[table] for table in COUNTS} == COUNTS

    demonstration.start()
    demonstration.until("Commonbeat answers.", 30)
    assert demonstration.end() == 0
    assert "data 1 of" not in demonstration.said()
    again = demonstration.counts()
    changed = {table for table in first if first[table] != again[table]}
    assert changed <= WRITTEN_BY_A_VISIT


def visit(demonstration):
    """Home, a neighborhood, the desk of the analyst."""
    home = demonstration.get("/")
    assert "Still loading" not in home
    assert "No such agency exists" in home
    assert "Powderhorn Park" in demonstration.get("/neighborhoods/powderhorn-park/")
    page = demonstration.get("/staff/demo/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    assert PERSONS["analyst"] in demonstration.get("/staff/demo/", role="analyst", csrfmiddlewaretoken=token)


def test_a_port_in_use_is_said_before_anything_is_made(demonstration):
    with socket.create_server(("127.0.0.1", demonstration.port)):
        demonstration.start()
        assert demonstration.process.wait(60) == 1
    demonstration.log.close()
    assert f"Port {demonstration.port} at localhost is in use" in demonstration.said()
    assert "Traceback" not in demonstration.said()
    assert not list((demonstration.home / ".demo" / "data").iterdir())
    with pytest.raises(urllib.error.URLError):
        demonstration.get("/")
