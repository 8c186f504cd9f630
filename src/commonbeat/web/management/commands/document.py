"""`commonbeat document`: write what the code says about itself into docs/developers/generated."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commonbeat.web import documents


class Command(BaseCommand):
    """Write, or with --check compare."""

    help = "Write the documents that the code writes about itself."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=Path("docs/developers/generated"))
        parser.add_argument("--check", action="store_true", help="change nothing; fail if a document is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        stale = documents.write(options["folder"], check=options["check"])
        if options["check"] and stale:
            raise CommandError(f"Out of date: {', '.join(stale)}. Run `make docs` and commit what it writes.")
        self.stdout.write(f"{len(stale)} documents written." if stale else "All documents are true.")
