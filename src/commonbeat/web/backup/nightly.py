"""The backup that the worker makes each night, and the old ones that it clears away."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from commonbeat.ground.roles import System
from commonbeat.ground.work.rules import Context
from commonbeat.web.backup.make import make, rows_in

KEPT = 14
"""How many nights are kept."""


def make_nightly(context: Context) -> dict[str, Any]:
    """Make tonight's backup, then clear away all but the last KEPT; only files that this job itself named."""
    folder = Path(settings.BACKUPS_DIR)
    path = folder / f"nightly-{datetime.now(UTC):%Y-%m-%d}.zip"
    manifest = make(path, actor=System("nightly backup"), say=lambda words: context.progress(0, None, words))
    old = sorted(folder.glob("nightly-????-??-??.zip"))[:-KEPT]
    for one in old:
        one.unlink()
    return {"file": path.name, "rows": rows_in(manifest), "cleared": len(old)}
