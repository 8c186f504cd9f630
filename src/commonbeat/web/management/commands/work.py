"""`commonbeat work`: a job worker alone; `commonbeat serve` starts one by itself."""

import argparse
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from commonbeat.ground.work import worker
from commonbeat.web.timetable import TASKS, find_agency, zones


class Command(BaseCommand):
    help = (
        "Runs jobs until it is told to end (Ctrl-C or SIGTERM); several may run at once, on several machines with "
        "PostgreSQL. A worker that is killed loses nothing: its job is taken again when its lease ends. "
        "Example: commonbeat work --threads 2"
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=1, help="how many jobs at a time (default: 1)")
        parser.add_argument(
            "--lease", type=float, default=30.0, help="seconds without a heartbeat after which a job is free"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: stop.set())
        worker.run(
            TASKS,
            spaces=tuple(settings.DATABASES),
            lease=options["lease"],
            threads=options["threads"],
            stop=stop,
            agencies=zones,
            find_agency=find_agency,
        )
