"""Three towns for every test: ours, the neighbor's, the state's; on SQLite or, when asked, on PostgreSQL."""

import os
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="commonbeat-tests-"))
os.environ.setdefault("COMMONBEAT_DATA", str(_home / "data"))
os.environ.setdefault("COMMONBEAT_KEYS", str(_home / "keys"))
os.environ.setdefault("COMMONBEAT_KEY_DJANGO", "only-for-tests-" + "k" * 40)
os.environ.setdefault("COMMONBEAT_KEY_FIELDS", "only-for-tests-" + "f" * 40)
if _database := os.environ.get("COMMONBEAT_TEST_DATABASE"):
    os.environ["COMMONBEAT_DATABASE"] = _database
else:
    os.environ.pop("COMMONBEAT_DATABASE", None)

from collections.abc import Callable  # noqa: E402

import pytest  # noqa: E402


@pytest.fixture(autouse=True)
def _lean_settings(settings, tmp_path):
    """Tests serve no collected static files, and each has a media folder and a memory of its own."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def console():
    """The machine as an actor."""
    from commonbeat.ground.roles import System

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

    return Agency.objects.create(name="Lakefield Police Department", slug="lakefield", place="Lakefield", parent=the_state)


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
