"""`commonbeat check`: is this installation safe and ready?"""

import argparse
from typing import Any

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from commonbeat.web.readiness import State, answers


class Command(BaseCommand):
    help = (
        "Looks at keys, settings, database, disk, worker, mail and texts, and backups, and says in words what is not "
        "safe or not ready, and what to do. Ends with code 1 where something is wrong. Example: commonbeat check"
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--to-start", action="store_true", help="only what must stop the site from starting")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["to_start"]:
            self._refuse_to_start()
            return
        count = dict.fromkeys(State, 0)
        for answer in answers():
            count[answer.state] += 1
            self.stdout.write(f"{answer.state.value:<6} {answer.words}")
            if answer.remedy:
                self.stdout.write(f"       -> {answer.remedy}")
        self.stdout.write(f"{count[State.GOOD]} good, {count[State.NOTE]} to note, {count[State.WRONG]} wrong.")
        if count[State.WRONG]:
            raise SystemExit(1)

    def _refuse_to_start(self) -> None:
        try:
            found = run_checks(databases=["default"])
        except DatabaseError as problem:
            raise CommandError(
                f"The database does not answer ({problem}). Is COMMONBEAT_DATA right ({settings.DATA_DIR}), or "
                f"COMMONBEAT_DATABASE? A new agency starts with `commonbeat init`."
            ) from None
        errors = [one for one in found if one.level >= ERROR and not one.is_silenced()]
        if errors:
            raise CommandError("\n".join(f"{one.msg}\n  {one.hint or ''}".rstrip() for one in errors))
