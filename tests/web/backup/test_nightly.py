"""The worker makes a backup each night and keeps the last fourteen."""

from datetime import UTC, datetime

import pytest

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.web.backup.archive import FORMAT
from commonbeat.web.backup.nightly import KEPT, make_nightly
from commonbeat.web.timetable import TASKS
from web.backup.archives import manifest

pytestmark = pytest.mark.django_db(transaction=True)


class Context:
    """What a worker gives to a job."""

    def __init__(self):
        self.words = []

    def progress(self, done, total=None, words=""):
        self.words.append(words)


def test_old_nights_are_cleared_away_and_other_files_are_not(tmp_path, settings):
    settings.BACKUPS_DIR = tmp_path
    nights = [tmp_path / f"nightly-2020-01-{day:02d}.zip" for day in range(1, KEPT + 3)]
    for path in [*nights, tmp_path / "mine.zip"]:
        path.write_bytes(b"")
    context = Context()
    result = make_nightly(context)
    tonight = tmp_path / f"nightly-{datetime.now(UTC):%Y-%m-%d}.zip"
    assert sorted(tmp_path.iterdir()) == sorted([*nights[3:], tmp_path / "mine.zip", tonight])
    assert result["file"] == tonight.name
    assert result["cleared"] == 3
    assert manifest(tonight)["format"] == FORMAT
    assert context.words
    assert AuditEvent.objects.get(verb="backup.make").actor_label == "nightly backup"


def test_the_timetable_makes_it_each_night():
    assert TASKS["backup.nightly"].cadence is not None
