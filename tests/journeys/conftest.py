"""One running demonstration for all journeys, and a real Chromium to walk it with."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from journeys.walking import Walker

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items):
    """Whatever lies here drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory):
    """The address of a demonstration that `commonbeat demo` itself loaded and serves."""
    home = tmp_path_factory.mktemp("demo")
    port = _free_port()
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("COMMONBEAT_", "DJANGO_"))}
    surroundings |= {
        "COMMONBEAT_DEMO": "1",
        "COMMONBEAT_DATA": str(home / "data"),
        "COMMONBEAT_KEYS": str(home / "keys"),
    }
    log = (home / "log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "commonbeat", "demo", "--port", str(port)],
        env=surroundings,
        cwd=home,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://localhost:{port}"
    try:
        _wait_until_loaded(process, home / "data" / "demo-loaded.json", address, home / "log")
        yield address
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def _wait_until_loaded(process, mark: Path, address: str, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if mark.exists():
            with urllib.request.urlopen(f"{address}/health", timeout=10) as answer:
                assert answer.status == 200
            return
        time.sleep(0.2)
    raise AssertionError(f"The demonstration did not come up:\n{log.read_text()[-3000:]}")


@pytest.fixture
def walker(chromium, demo_site):
    """Somebody at the demonstration: `walker()` is a resident, `walker(role="analyst")` is signed in by one click."""
    contexts = []

    def make(*, role: str | None = None, width: int = 1280, script: bool = True, **options) -> Walker:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            base_url=demo_site,
            **({"reduced_motion": "reduce"} | options),
        )
        contexts.append(context)
        person = Walker(context.new_page(), demo_site)
        if role:
            person.sign_in(role)
        return person

    yield make
    for context in contexts:
        context.close()
