"""A small real installation in a folder of its own, run as an administrator would run it."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

BEGIN = """
import django; django.setup()
from django.db import transaction
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import System
from commonbeat.ground.work.actions import enqueue
from commonbeat.kit.sealing import seal
from commonbeat.ground.people.models import User
from commonbeat.show.portal.actions import set_picture
from commonbeat.web.seal import demonstration_seal

console = System("the beginning")
town = agencies.found(actor=console, name="Riverton Police Department", slug="riverton", place="Río Verde",
                      timezone="America/Chicago", languages=["en", "es"])
set_picture(actor=console, agency=town, use="seal", content=demonstration_seal(), file_name="seal.png",
            alt_en="A round seal with a bridge", alt_es="Un sello redondo con un puente")
User.objects.create_user("chief@riverton.example", None, name="José Ñandú \\u2603")
with transaction.atomic():
    enqueue("work.purge", payload={"text": "ñ", "number": 1.5, "nothing": None, "list": [1, {"b": 2, "a": 1}]})
    for number in range(20):
        audit.record(agency=town, actor=console, verb="test.entry", subject="a test", details={"number": number})
    audit.record(agency=town, actor=console, verb="test.sealed", subject="a test",
                 details={"sealed": seal("canary-in-the-coal-mine", "test")})
"""


@dataclass
class Installation:
    """Folders and database of one installation, and its console."""

    home: Path
    database: str = ""
    data: Path = field(init=False)
    keys: Path = field(init=False)

    def __post_init__(self):
        self.data, self.keys = self.home / "data", self.home / "keys"

    @property
    def surroundings(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONBEAT_", "DJANGO_"))}
        own = {"COMMONBEAT_DATA": str(self.data), "COMMONBEAT_KEYS": str(self.keys)}
        database = {"COMMONBEAT_DATABASE": self.database} if self.database else {}
        return {**kept, **own, **database, "DJANGO_SETTINGS_MODULE": "commonbeat.web.settings"}

    def python(self, *arguments):
        """Run this Python in the surroundings of the installation."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.home,
            env=self.surroundings,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )

    def console(self, *arguments):
        """Run `commonbeat ...`."""
        return self.python("-m", "commonbeat", *arguments)

    def restored(self, backup, *, keys=None, database=""):
        """A new installation beside this one from a backup, and what the console said."""
        number = len(list(self.home.glob("again-*")))
        other = Installation(self.home / f"again-{number}", database)
        other.home.mkdir()
        more = ["--database", database] if database else []
        done = self.python(
            *("-m", "commonbeat", "restore", str(backup), "--into", str(other.data), "--keys", str(keys or self.keys)),
            *more,
        )
        other.keys = self.keys
        return other, done
