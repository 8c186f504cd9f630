"""The demonstration that journeys walk: loaded once for all processes of a run, copied for each, served by itself."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TESTS = Path(__file__).parents[1]
LOADED = Path("data", "demo-loaded.json")
FURNISHED = "walk.json"
"""What `journeys.furnish` leaves: the addresses of the walk, and the sessions of those who walk it."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def environment(home: Path) -> dict[str, str]:
    """A demonstration with data and keys of its own, whatever was set outside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONBEAT_", "DJANGO_"))}
    folders = {"COMMONBEAT_DATA": str(home / "data"), "COMMONBEAT_KEYS": str(home / "keys")}
    return {**kept, **folders, "COMMONBEAT_DEMO": "1"}


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of a demonstration that `commonbeat demo` itself loads, where it is not loaded yet, and serves."""
    port = free_port()
    address = f"http://localhost:{port}"
    with (home / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "commonbeat", "demo", "--port", str(port)],
            env=environment(home),
            cwd=home,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_loaded(process, home, address)
            yield address
        finally:
            process.terminate()
            process.wait(30)


def _wait_until_loaded(process: subprocess.Popen[bytes], home: Path, address: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if (home / LOADED).exists() and _answers(address):
            return
        time.sleep(0.2)
    raise AssertionError(f"The demonstration did not come up:\n{(home / 'log').read_text()[-3000:]}")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def loaded(shared: Path) -> Path:
    """The folder of a demonstration that is loaded and not served: whoever comes first loads it, the others wait."""
    home = shared / "loaded"
    with _alone(shared):
        if not (home / LOADED).exists():
            home.mkdir(exist_ok=True)
            with served(home):
                pass
    return home


def furnished(shared: Path) -> Path:
    """The same with a row of everything that a page can be about, and with somebody signed in for every role."""
    plain, home = loaded(shared), shared / "furnished"
    with _alone(shared):
        if not (home / FURNISHED).exists():
            shutil.rmtree(home, ignore_errors=True)
            copied(plain, home)
            done_in(home, "-m", "journeys.furnish", str(home / FURNISHED))
    return home


def done_in(home: Path, *arguments: str) -> str:
    """Run Python in the surroundings of a demonstration, with the tests at hand; what it printed."""
    paths = {"PYTHONPATH": os.pathsep.join((str(TESTS.parent / "src"), str(TESTS)))}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=home,
        env={**environment(home), **paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def copied(home: Path, to: Path) -> Path:
    """A copy that may be changed."""
    return Path(shutil.copytree(home, to, dirs_exist_ok=True))


@contextmanager
def _alone(shared: Path) -> Iterator[None]:
    """One process at a time."""
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
