"""One running demonstration for all journeys, another for the walk of every page, and a Chromium for both."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from journeys.demonstration import FURNISHED, copied, furnished, loaded, served
from journeys.walking import Walker


def pytest_collection_modifyitems(items):
    """Whatever lies here drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def shared(tmp_path_factory) -> Path:
    """A folder for all processes of this run; `make test` names one for all its suites."""
    if named := os.environ.get("JOURNEYS_SHARED"):
        return Path(named)
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def demo_home(shared, tmp_path_factory) -> Path:
    """The folder of a demonstration; a journey may change what it holds."""
    return copied(loaded(shared), tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def demo_site(demo_home):
    """Its address."""
    with served(demo_home) as address:
        yield address


@dataclass
class Site:
    """The demonstration of the walk: its address, the address of each page, the session of each reader."""

    address: str
    paths: dict[str, str]
    sessions: dict[str, str]


@pytest.fixture(scope="session")
def every_page(shared, tmp_path_factory):
    """A demonstration with a row of everything; who walks it only looks."""
    home = copied(furnished(shared), tmp_path_factory.mktemp("walk"))
    known = json.loads((home / FURNISHED).read_text())
    with served(home) as address:
        yield Site(address, **known)


@pytest.fixture(scope="session")
def reader(chromium, every_page):
    """`reader(who)`: one of the readers of pages.py, always in the same browser; `script=False` is without scripts."""
    readers: dict[tuple[str, bool], Walker] = {}

    def find(who: str, *, script: bool = True) -> Walker:
        if (who, script) not in readers:
            context = chromium.new_context(reduced_motion="reduce", java_script_enabled=script)
            if session := every_page.sessions.get(who):
                context.add_cookies([{"name": "commonbeat_session", "value": session, "url": every_page.address}])
            readers[who, script] = Walker(context.new_page(), every_page.address)
        return readers[who, script]

    yield find
    for walker in readers.values():
        walker.page.context.close()


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
