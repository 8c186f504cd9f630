"""`commonbeat restore FILE --into FOLDER --keys FOLDER`: a backup back into an empty place, with proof."""

import argparse
import os
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import connections

from commonbeat.ground.roles import System
from commonbeat.web.backup.archive import Broken
from commonbeat.web.backup.restore import Refused, restore
from commonbeat.web.console import BESIDE
from commonbeat.web.progress import Progress


class Command(BaseCommand):
    help = (
        "Brings a backup back into an empty folder (and, with --database, an empty PostgreSQL database), checks every "
        "part by its hash, counts every row, walks the trail, opens a page, and says what it proved. Where anything is "
        "wrong nothing stays behind. Example: commonbeat restore friday.zip --into data --keys keys"
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument("--into", type=Path, required=True, help="the data folder: empty, or not there yet")
        parser.add_argument(
            "--keys", type=Path, help="the keys folder of the installation that made it (COMMONBEAT_KEYS)"
        )
        parser.add_argument("--database", help="postgresql://... : an empty database (COMMONBEAT_DATABASE)")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted: Path = options["into"].absolute()
        building = wanted.with_name(wanted.name + BESIDE)
        if building != settings.DATA_DIR:
            raise CommandError("Start it as `commonbeat restore`, so that it can prepare the folder.")
        if wanted.exists() and (not wanted.is_dir() or any(wanted.iterdir())):
            raise CommandError(
                f"{wanted} is not empty. A restore never overwrites; give a folder that is empty or new."
            )
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True, mode=0o700)
        progress = Progress()
        try:
            proof = restore(options["file"], actor=System("restore at the console"), say=progress.say)
            connections.close_all()
            if wanted.exists():
                wanted.rmdir()
            building.replace(wanted)
        except (Refused, Broken, OSError) as problem:
            raise CommandError(f"{problem} Nothing was restored and nothing was changed.") from None
        finally:
            connections.close_all()
            shutil.rmtree(building, ignore_errors=True)
        progress.say("restored and proved:")
        for sentence in proof.sentences():
            self.stdout.write(f"  - {sentence}")
        database = f" COMMONBEAT_DATABASE={options['database']}" if options["database"] else ""
        self.stdout.write(
            f"Start it:  COMMONBEAT_DATA={wanted} COMMONBEAT_KEYS={settings.KEYS_DIR}{database} commonbeat serve"
            f"\nEverybody signs in again. Before that, make sure that the old installation no longer runs{os.linesep}"
            f"and that the address of the site leads to this machine."
        )
