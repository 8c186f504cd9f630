"""`commonbeat serve`: the web server and the job worker under one supervisor."""

import argparse
import os
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connections

from commonbeat.kit.spaces import steps_behind
from commonbeat.web import static_files
from commonbeat.web.listening import Place, Taken
from commonbeat.web.supervisor import Child, Supervisor, heed_interrupts, python


def children(*, worker: bool) -> list[Child]:
    """What is kept alive: the web server, and the worker unless it runs elsewhere."""
    found = [Child("web server", python("-m", "commonbeat.web.server"))]
    if worker:
        found.append(Child("job worker", python("-m", "commonbeat", "work")))
    return found


def own_name() -> str:
    """A host name to which the site answers, for asking it from this very machine."""
    return next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name.strip("*.")), "localhost")


class Command(BaseCommand):
    help = (
        "Runs the web server and the job worker, restarts what dies, and ends both on Ctrl-C or SIGTERM. "
        "Put nginx or Caddy in front: docs/administrators/proxy.md. Example: HOST=127.0.0.1 PORT=8000 commonbeat serve"
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"), help="default: HOST or 127.0.0.1")
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("PORT", "8000")), help="default: PORT or 8000"
        )
        parser.add_argument("--no-worker", action="store_true", help="the worker runs elsewhere, by `commonbeat work`")

    def handle(self, *args: Any, **options: Any) -> None:
        heed_interrupts()
        place = Place(options["host"], options["port"], own_name())
        try:
            place.claim()
        except Taken as taken:
            raise CommandError(str(taken)) from None
        call_command("check", "--to-start")
        if behind := steps_behind():
            raise CommandError(
                f"The database is {behind} steps behind this version. Make a backup, then run `commonbeat migrate`."
            )
        static_files.collect()
        connections.close_all()
        supervisor = Supervisor(children(worker=not options["no_worker"]), place.environment)
        supervisor.tick = place.announce(lambda: supervisor.say(f"Commonbeat answers at {place.url} (Ctrl-C ends it)."))
        if code := supervisor.run():
            raise SystemExit(code)
        if settings.DEBUG:
            self.stdout.write("Ended.")
