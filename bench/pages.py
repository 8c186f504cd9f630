"""What a neighborhood's page costs beyond a constant view of Django's, in one run, on the demonstration's real records.

    python bench/pages.py [--requests 2000] [--rounds 7] [--data FOLDER]

Seconds of the processor, not of the clock, through the WSGI handler with every middleware that the program uses (but
for the one that serves static files). Three pages side by side, taken in turns: a constant view without any middleware,
a constant view behind all of them, and the neighborhood's page as it is served from memory; then the same page drawn
anew each time. Without --data it first loads the open data into a folder of its own (needs the [demo] extra).
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

PAGE = "/neighborhoods/powderhorn-park/"
CONSTANT = "/constant"
LIMIT = 3.0
"""Milliseconds that the page may cost beyond the constant view."""


def prepare(folder: Path) -> None:
    """Point the settings at this folder, on one core, and add the constant view beside the program's own addresses."""
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    os.environ |= {
        "COMMONBEAT_DATA": str(folder / "data"),
        "COMMONBEAT_KEYS": str(folder / "keys"),
        "COMMONBEAT_KEY_DJANGO": "bench" * 12,
        "COMMONBEAT_KEY_FIELDS": "bench" * 12,
        "COMMONBEAT_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "commonbeat.web.settings",
    }
    os.environ.pop("COMMONBEAT_DATABASE", None)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    import django
    from django.conf import settings

    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.ROOT_URLCONF = "pages_urls"
    django.setup()
    from django.http import HttpResponse
    from django.urls import path

    from commonbeat.web.urls import urlpatterns

    urls = ModuleType("pages_urls")
    constant = path(CONSTANT.lstrip("/"), lambda _request: HttpResponse("a constant page"))
    urls.__dict__["urlpatterns"] = [constant, *urlpatterns]
    sys.modules["pages_urls"] = urls


def load() -> None:
    """Everything that the demonstration shows, as it loads it."""
    from django.core.management import call_command

    from commonbeat.ground.roles import System
    from commonbeat.web.demo import agency, load

    call_command("migrate", verbosity=0)
    actor = System("bench")
    agency.found(actor)
    if not load.loaded():
        load.load(actor, lambda words: print(f"  {words}", file=sys.stderr))


def caller(path: str, *, bare: bool = False) -> Callable[[], int]:
    """A function that asks for the page once, as a server would, and returns how many bytes came back."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    kept = settings.MIDDLEWARE
    settings.MIDDLEWARE = [] if bare else kept
    handler = WSGIHandler()
    settings.MIDDLEWARE = kept
    environ: dict[str, Any] = RequestFactory(SERVER_NAME="localhost")._base_environ(PATH_INFO=path)
    answers: list[str] = []

    def ask() -> int:
        answers.clear()
        response = handler(dict(environ), lambda status, _headers: answers.append(status))
        size = sum(len(part) for part in response)
        response.close()
        if answers != ["200 OK"]:
            raise SystemExit(f"{path} answered {answers}")
        return size

    return ask


def milliseconds(ask: Callable[[], object], times: int) -> float:
    """Milliseconds of the processor for one call."""
    started = time.process_time()
    for _ in range(times):
        ask()
    return (time.process_time() - started) * 1000 / times


def afresh(ask: Callable[[], int]) -> Callable[[], int]:
    """The same page after something was published: nothing is served from memory."""
    from django.core.cache import caches

    def drawn() -> int:
        caches["memory"].clear()
        return ask()

    return drawn


def main() -> None:
    """Measure in turns and print Markdown; a page over the limit ends with an error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=2000, help="requests a round of each page from memory")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--data", type=Path, help="folder of an earlier run, to be used again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="commonbeat-bench-") as folder:
        prepare(options.data or Path(folder))
        load()
        pages = {
            "constant view, no middleware": (caller(CONSTANT, bare=True), options.requests),
            "constant view, every middleware": (caller(CONSTANT), options.requests),
            "neighborhood page, from memory": (caller(PAGE), options.requests),
            "neighborhood page, drawn anew": (afresh(caller(PAGE)), max(options.requests // 40, 5)),
        }
        weight = pages["neighborhood page, from memory"][0]()
        for ask, _times in pages.values():
            ask()
        found: dict[str, list[float]] = {name: [] for name in pages}
        for _ in range(options.rounds):
            for name, (ask, times) in pages.items():
                found[name].append(milliseconds(ask, times))
    report(found, weight, options)


def report(found: dict[str, list[float]], weight: int, options: argparse.Namespace) -> None:
    """The table, what it was measured on, and whether the page keeps its limit."""
    middle = {name: statistics.median(values) for name, values in found.items()}
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.platform()}, Python {platform.python_version()}")
    print(f"One core of {os.cpu_count()}. Command: python bench/pages.py {' '.join(sys.argv[1:])}".rstrip())
    print(f"{options.rounds} rounds in turns of {options.requests} requests; {PAGE} weighs {weight:,} bytes of HTML.\n")
    print("| page | CPU ms a request, median | least | most |\n| --- | ---: | ---: | ---: |")
    for name, values in found.items():
        print(f"| {name} | {middle[name]:.3f} | {min(values):.3f} | {max(values):.3f} |")
    page = middle["neighborhood page, from memory"]
    beyond = page - middle["constant view, every middleware"]
    beyond_bare = page - middle["constant view, no middleware"]
    print(f"\nBeyond the constant view: {beyond:.3f} ms; beyond the bare one: {beyond_bare:.3f} ms (limit {LIMIT} ms).")
    if max(beyond, beyond_bare) > LIMIT:
        raise SystemExit("Over the limit.")


if __name__ == "__main__":
    main()
