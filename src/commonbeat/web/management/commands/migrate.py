"""`commonbeat migrate`: brings the tables of every data space to this version."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from commonbeat.kit.schema import make_tables
from commonbeat.kit.spaces import SPACES, make_room

BY_STEPS = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune", "by_steps")
"""Options that ask for the steps themselves."""


class Command(migrate.Command):
    help = "Brings the tables of every data space to this version; --database names one space alone."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="")
        parser.add_argument("--by-steps", action="store_true", help="Take every step, in an empty place too.")

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        """Every space is checked where none is named."""
        return {"databases": [options["database"]] if options["database"] else list(SPACES)}

    def handle(self, *args: Any, **options: Any) -> None:
        for space in [options["database"]] if options["database"] else SPACES:
            make_room(space)
            if not any(options[name] for name in BY_STEPS):
                make_tables(connections[space])
            super().handle(*args, **{**options, "database": space})
