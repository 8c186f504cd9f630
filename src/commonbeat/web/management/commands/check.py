"""`commonbeat check`: is this installation safe and ready?"""

import argparse
from typing import Any

from django.core.checks import ERROR, run_checks
from django.core.management import CommandError
from django.core.management.base import BaseCommand

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
        errors = [
            found for found in run_checks(databases=["default"]) if found.level >= ERROR and not found.is_silenced()
        ]
        if errors:
            raise CommandError("\n".join(f"{found.msg}\n  {found.hint or ''}".rstrip() for found in errors))
