"""The settings of the tests: the real ones, on a folder and keys of their own, on SQLite or the PostgreSQL named."""

import os
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="commonbeat-tests-"))
os.environ.setdefault("COMMONBEAT_DATA", str(_home / "data"))
os.environ.setdefault("COMMONBEAT_KEYS", str(_home / "keys"))
os.environ.setdefault("COMMONBEAT_KEY_DJANGO", "only-for-tests-" + "k" * 50)
os.environ.setdefault("COMMONBEAT_KEY_FIELDS", "only-for-tests-" + "f" * 50)
os.environ.setdefault("COMMONBEAT_DEMO", "1")
os.environ.pop("COMMONBEAT_DATABASE", None)
if _database := os.environ.get("COMMONBEAT_TEST_DATABASE"):
    os.environ["COMMONBEAT_DATABASE"] = _database
Path(os.environ["COMMONBEAT_DATA"]).mkdir(parents=True, exist_ok=True)

from commonbeat.web.settings import *  # noqa: E402, F403
from commonbeat.web.settings import MIDDLEWARE, STORAGES  # noqa: E402

# Serving collected static files is tried on its own; here it would scan every file at each test client.
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# One memory for both, so that `cache.clear()` clears both; the shared table of a real installation is tried on its own.
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} for name in ("default", "memory")}
