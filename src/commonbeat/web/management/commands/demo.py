"""`commonbeat demo`: a whole agency on real open data, served here and now."""

import argparse
import os
from math import inf
from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connection

from commonbeat.ground.roles import Role, System
from commonbeat.kit.spaces import steps_behind
from commonbeat.web import static_files
from commonbeat.web.demo import agency as invented
from commonbeat.web.demo import load as loading
from commonbeat.web.demo.persons import by_role
from commonbeat.web.demo.sources import NotInstalled
from commonbeat.web.listening import LOOPBACK, Place, Taken
from commonbeat.web.management.commands.serve import children
from commonbeat.web.progress import Progress
from commonbeat.web.supervisor import Child, Supervisor, heed_interrupts, python

CONSOLE = System("demonstration at the console")


class Command(BaseCommand):
    help = (
        "Serves an invented agency on the open data of Minneapolis, with a one-click sign-in for each role. A second "
        "start takes seconds and changes nothing twice. Example: PORT=8080 commonbeat demo"
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "localhost"), help="default: HOST or localhost")
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("PORT", "8000")), help="default: PORT or 8000"
        )
        parser.add_argument("--load-only", action="store_true", help="load what is missing and end; serve nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        heed_interrupts()
        progress = Progress()
        try:
            if options["load_only"]:
                loading.load(CONSOLE, progress.say)
                progress.say("everything is loaded.")
            else:
                self._serve(Place(options["host"], options["port"]), progress)
        except (NotInstalled, Taken) as problem:
            raise CommandError(str(problem)) from None

    def _serve(self, place: Place, progress: Progress) -> None:
        place.claim()
        self._prepare(progress)
        loader = Child("loading of the data", python("-m", "commonbeat", "demo", "--load-only"), once=True)
        loader.ended = loading.loaded()
        loader.due = inf
        people = {role: member.user.name for role, member in by_role(invented.found(CONSOLE)).items()}
        connection.close()
        surroundings = {**place.environment, "COMMONBEAT_STARTED": str(progress.started)}
        supervisor = Supervisor([*children(worker=True), loader], surroundings)

        def answered() -> None:
            """The first page first: what is loaded afterward shows there."""
            self._greet(place, progress, people)
            loader.due = 0.0

        supervisor.tick = place.announce(answered)
        if code := supervisor.run():
            raise SystemExit(code)
        progress.say("ended. Start again with the same command; everything is kept in .demo")

    def _prepare(self, progress: Progress) -> None:
        call_command("check", "--to-start")
        if behind := steps_behind():
            progress.say(f"start 1 of 3: the tables ({behind} steps)")
            call_command("migrate", verbosity=0, interactive=False)
        progress.say("start 2 of 3: the agency, and its styles and scripts")
        invented.found(CONSOLE)
        static_files.collect()
        progress.say("start 3 of 3: web server and job worker")

    def _greet(self, place: Place, progress: Progress, people: dict[Role, str]) -> None:
        progress.say(f"Commonbeat answers.\n\n  The public's pages    {place.url}/   (in Spanish: {place.url}/es/)")
        print(f"  A resident's phone    {place.url}/phone/\n")
        print("  One-click sign-in")
        for role, name in people.items():
            print(f"    {role.label!s:<28}{place.url}/staff/demo/#{role.value:<22}({name}, made up)")
        if place.address not in LOOPBACK:
            print(f"\n  Anybody who can reach {place.host} can sign in here. Use this for the demonstration only.")
        print("\n  Ctrl-C ends it.\n", flush=True)
