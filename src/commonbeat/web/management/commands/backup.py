"""`commonbeat backup FILE`: everything but the keys, in one file, while the site runs."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from commonbeat.ground.roles import System
from commonbeat.kit import words
from commonbeat.web.backup.make import Damaged, make, rows_in
from commonbeat.web.progress import Progress


class Command(BaseCommand):
    help = (
        "Writes the database and all uploads into one file while the site runs. The keys are not in it: keep a copy of "
        "the keys folder somewhere else. Example: commonbeat backup /media/usb/friday.zip"
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file to write; it must not be there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"].absolute()
        if path.exists():
            raise CommandError(f"{path} is there already. A backup never overwrites another; give a new name.")
        if path.is_relative_to(settings.MEDIA_ROOT):
            raise CommandError("Put the backup outside the uploads folder, or the next one would hold this one.")
        progress = Progress()
        try:
            manifest = make(path, actor=System("backup at the console"), say=progress.say)
        except (Damaged, OSError) as problem:
            raise CommandError(f"No backup was made: {problem}") from None
        rows, size = rows_in(manifest), words.size(path.stat().st_size)
        progress.say(f"{path}: {rows:,} rows, {len(manifest['media']):,} uploads, {size}.")
        self.stdout.write(
            f"Prove it now and then:  commonbeat restore {path} --into /tmp/proof --keys {settings.KEYS_DIR}\n"
            f"The keys are not in it. Keep a copy of {settings.KEYS_DIR} elsewhere: without them it cannot be used."
        )
