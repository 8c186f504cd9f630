"""Three towns for every test: ours, the neighbor's, the state's; on SQLite or, when asked, on PostgreSQL."""

from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from playwright.sync_api import sync_playwright

from commonbeat.ground.roles import System
from tables import Tables

hypothesis.settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("fixed")


def pytest_addoption(parser):
    parser.addoption("--no-skips", action="store_true", help="a test that was skipped counts as failed")


def pytest_terminal_summary(terminalreporter, config):
    """A skipped test proves nothing: say which, and fail."""
    if config.getoption("--no-skips") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("Skipped tests count as failed here.", red=True)
        terminalreporter._session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_modifyitems(items):
    """Whoever asks for the database may use every data space, not the main one alone."""
    for item in items:
        asked = item.get_closest_marker("django_db")
        if asked or {"db", "transactional_db"} & set(getattr(item, "fixturenames", ())):
            wanted = {"databases": ["default", "sealed"], **(asked.kwargs if asked else {})}
            item.add_marker(pytest.mark.django_db(**wanted), append=False)


@pytest.fixture(autouse=True)
def _own_media_and_memory(settings, tmp_path):
    """Each test has a media folder and a memory of its own, and begins in English."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    translation.activate("en")


GUARDS = {
    "commonbeat.ground.audit.migrations.0002_append_only": ("default", "sealed"),
    "commonbeat.listen.surveys.migrations.0002_frozen": ("default",),
    "commonbeat.act.promises.migrations.0004_concern_fixed": ("default",),
    "commonbeat.act.standards.migrations.0003_accreditation_frozen": ("default",),
    "commonbeat.act.standards.migrations.0002_snapshot_fixed": ("default",),
    "commonbeat.act.policies.migrations.0002_fixed": ("default",),
}
"""The migrations whose triggers guard rows against being changed, and the data spaces where they do."""


@pytest.fixture(scope="session")
def _tables():
    """One process at a time makes the tables, or takes the copy that another made."""
    found = Tables()
    with ExitStack() as stack:
        stack.enter_context(found.alone())
        yield found, stack.pop_all()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, _tables, django_db_blocker):
    """Before Django makes the databases."""
    with django_db_blocker.unblock():
        _tables[0].take()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, _tables, django_db_blocker):
    """Emptying all tables between tests goes past the triggers that guard them: here, never in the program."""
    tables, alone = _tables
    with django_db_blocker.unblock():
        tables.keep()
    alone.close()
    for connection in connections.all():
        empty, vendor = connection.ops.execute_sql_flush, connection.vendor
        here = [import_module(name) for name, spaces in GUARDS.items() if connection.alias in spaces]
        connection.ops.execute_sql_flush = lambda statements, empty=empty, vendor=vendor, guards=here: empty(
            [
                *(dropped for guard in guards for dropped in guard.drop(vendor)),
                *statements,
                *(created for guard in guards for created in guard.create(vendor)),
            ]
        )


@pytest.fixture
def console():
    """The machine as an actor."""
    return System("test console")


@pytest.fixture
def the_state(db):
    """The state, parent of both towns."""
    from commonbeat.ground.agency.models import Agency

    return Agency.objects.create(name="State of Prairie", slug="prairie", place="Prairie")


@pytest.fixture
def riverton(the_state):
    """Our town: twelve officers."""
    from commonbeat.ground.agency.models import Agency

    return Agency.objects.create(name="Riverton Police Department", slug="riverton", place="Riverton", parent=the_state)


@pytest.fixture
def lakefield(the_state):
    """The neighbor's town, whose rows must never show in ours."""
    from commonbeat.ground.agency.models import Agency

    return Agency.objects.create(
        name="Lakefield Police Department", slug="lakefield", place="Lakefield", parent=the_state
    )


@pytest.fixture
def person(db) -> Callable[..., object]:
    """Make an account: `person("analyst", riverton)`; several roles may be given."""
    from commonbeat.ground.people.models import Membership, User

    def make(*roles: str, agency, name: str = ""):
        name = name or f"{' '.join(roles).title()} of {agency.place}"
        user = User.objects.create_user(email=f"{name.lower().replace(' ', '.')}@{agency.slug}.example", name=name)
        for role in roles:
            Membership.objects.create(agency=agency, user=user, role=role)
        return user

    return make


@pytest.fixture
def sign_in(client) -> Callable[..., object]:
    """Sign a person in as the demo does (a second factor is waived), and return the client."""

    def enter(user):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["demo_sign_in"] = True
        session.save()
        return client

    return enter


@pytest.fixture
def count_queries(db) -> Callable[[Callable[[], object]], int]:
    """How many queries a call makes: `count_queries(lambda: client.get(address))`, after one call to warm up."""

    def count(call: Callable[[], object]) -> int:
        call()
        with CaptureQueriesContext(connections["default"]) as found:
            call()
        return len(found)

    return count


CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium():
    """A real browser, one for all tests of a process."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
