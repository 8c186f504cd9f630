"""`commonbeat serve` keeps the web server and the worker alive, and does not start where it should not."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from web.installation import Installation


@pytest.fixture
def town(begun, tmp_path):
    """A copy of the installation."""
    shutil.copytree(begun.home, tmp_path / "town", ignore=shutil.ignore_patterns("again-*", "*.zip"))
    return Installation(tmp_path / "town")


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def well(port: int) -> bool:
    """Whether the site says so."""
    with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
        return answer.status == 200
    return False


def programs(folder: Path, words: str) -> list[int]:
    """Leaders of their groups among the processes of this folder whose command holds these words."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (entry / "cmdline").read_text().replace("\0", " ")
            if (
                (entry / "cwd").readlink() == folder
                and words in command
                and os.getpgid(int(entry.name)) == int(entry.name)
            ):
                found.append(int(entry.name))
    return found


def until(true, seconds=40.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_web_server_and_worker_come_back_when_killed_and_go_together(town):
    port = free_port()
    serving = subprocess.Popen(
        [sys.executable, "-m", "commonbeat", "serve", "--port", str(port)],
        cwd=town.home,
        env=town.surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert until(lambda: well(port))
        for words in ("commonbeat.web.server", "commonbeat work"):
            assert until(lambda words=words: programs(town.home, words))
            (before,) = programs(town.home, words)
            os.kill(before, signal.SIGKILL)
            assert until(lambda words=words, old=[before]: programs(town.home, words) not in ([], old))
        assert until(lambda: well(port))
    finally:
        serving.terminate()
        said, _errors = serving.communicate(timeout=30)
    assert serving.returncode == 0, said
    assert said.count("was ended by signal 9; starting it again") == 2
    assert f"Commonbeat answers at http://localhost:{port}" in said
    assert "Traceback" not in said
    assert programs(town.home, "commonbeat") == []


def test_demo_mode_in_front_of_a_real_agency_does_not_start(town):
    done = subprocess.run(
        [sys.executable, "-m", "commonbeat", "serve", "--port", str(free_port())],
        cwd=town.home,
        env={**town.surroundings, "COMMONBEAT_DEMO": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "Demo mode is on, and this database holds a real agency (Riverton Police Department)." in done.stderr
    assert "Unset COMMONBEAT_DEMO" in done.stderr


def test_tables_that_are_behind_are_said_with_the_command_that_brings_them_forward(town):
    assert town.console("migrate", "--skip-checks", "audit", "0001", "--verbosity", "0").returncode == 0
    done = town.console("serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert "The database is 2 steps behind this version. Make a backup, then run `commonbeat migrate`." in done.stderr


def test_a_data_folder_that_is_not_there_is_said_in_words(town):
    shutil.rmtree(town.data)
    done = town.console("serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert "The database does not answer" in done.stderr
    assert "`commonbeat init`" in done.stderr


def test_check_says_what_is_wrong_in_words_and_by_its_exit_code(town):
    done = town.console("check")
    assert done.returncode == 1
    assert "wrong  HTTPS is off" in done.stdout
    assert "good   SQLite (default): synchronous is 2." in done.stdout
    assert "-> Put nginx or Caddy in front" in done.stdout
