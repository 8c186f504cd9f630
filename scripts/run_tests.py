"""`make test`: the checks, every test on SQLite and on PostgreSQL, the journeys and every page in Chromium, cover.

Installs what is missing (by apt where it may), times every part, and fails where a test was skipped.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from throwaway_postgres import Cluster, programs

ROOT = Path(__file__).resolve().parent.parent
SCHOOLS = "/usr/lib/R/site-library/survey/data/api.rda"
"""The data of R's survey package, which the statistics' documents are worked on."""

PACKAGES = {
    "chromium": "chromium",
    "initdb": "postgresql-15",
    "java": "default-jre-headless",
    "msgfmt": "gettext",
    SCHOOLS: "r-cran-survey",
}
"""What has to be found (a program or a file), and the Debian package that brings it."""

COVERED = "src/commonbeat/plumb/*,*/rules.py,*/rules/*,*/access.py,*/actions.py,*/actions/*"
KILLS = (
    "tests/ground/work/test_recovery.py",
    "tests/ground/messaging/test_recovery.py",
    "tests/web/backup",
    "tests/web/test_serve.py",
    "tests/web/test_supervisor.py",
)
"""Tests that kill whole processes and restore whole installations: a suite of their own."""

STARTS = (
    "tests/web/demo",
    "tests/web/test_console.py",
    "tests/web/test_static_files.py",
    "tests/web/test_import.py",
    "tests/web/test_init.py",
)
"""Tests that start the program, or load what takes it a while: a suite of their own."""

HOUSE = ("tests/house",)
"""What walks every address, model and word of the house: a suite of its own."""

HEARD = ("tests/listen", "tests/measure")
DONE = ("tests/act", "tests/show")
LOOP = (*HEARD, *DONE)
"""The rooms of the four wings: two suites of their own beside the ground that they stand on."""

STATISTICS = ("tests/plumb",)
"""The statistics, their documents and their oracles: two suites of their own."""

COMPARED = tuple(f"tests/plumb/{room}" for room in ("disparity", "peers", "problems", "threshold"))
"""Groups, officers, places and times set beside each other: the second of these suites."""

CELLS = "tests/kit/cells"
"""Grouped cells on five engines, one of which brings up Java."""

GROUND = "tests/ground"
"""What everything stands on: a suite of its own."""

OF_FILES = tuple(f"tests/house/test_{name}.py" for name in ("capabilities", "journeys", "repository", "rooms", "words"))
"""What the house says of its files, not of its rows: no database is asked."""

APART = (*HOUSE, *KILLS, *STARTS, *LOOP, *STATISTICS, CELLS)
"""What the suites of kit, web and the ground leave to the others."""

ALIKE_ON_BOTH = (*KILLS[2:], *STARTS, "tests/web/test_no_number_in_plain.py")
"""No database at all, or databases that they make themselves: once is enough."""

EVERY_PAGE = tuple(
    f"tests/journeys/test_{name}.py"
    for name in ("public_pages", "staff_pages", "staff_pages_rules", "staff_pages_above")
)
"""The walk of every page: suites of their own beside the journeys, with the demonstration that these have loaded."""

STORIES = tuple(
    f"tests/journeys/test_{name}.py" for name in ("concern", "loop", "phone", "praise", "promise", "survey")
)
"""The journeys around the loop: a suite of their own beside the components and the other journeys."""

LEARNING = tuple(
    f"tests/journeys/test_{name}.py" for name in ("accreditation", "library", "policy", "self_review", "training")
)
"""The journeys of the rules, the learning and the looking in the mirror: a suite of their own, too."""

SHARED = ("-n", "2", "--dist", "worksteal")
"""Two processes; who is done first takes from the other."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Two processes on two cores: more threads would only get in each other's way."""

LIMIT = 180.0
"""Seconds that one suite may take."""


def say(words: str) -> None:
    """One line, at once."""
    print(words, flush=True)


def worked() -> float:
    """The processor seconds of everything that was run so far; servers that others started are not in it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def found(program: str) -> bool:
    """Whether the program or file is there; PostgreSQL's own are off the PATH on Debian."""
    return (Path(program).is_file() if program.startswith("/") else shutil.which(program) is not None) or (
        program == "initdb" and programs() is not None
    )


def need_packages() -> None:
    """Install what is missing, or say in words what somebody with the right to must install."""
    missing = [package for program, package in PACKAGES.items() if not found(program)]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SystemExit(
            f"These tests need {', '.join(missing)}, and only an administrator may install them.\n"
            f"On Debian: sudo {' '.join(command)}"
        )
    say(f"installing {', '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-q"], command):
        done = subprocess.run(step, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(step)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def run(name: str, command: list[str], **surroundings: str) -> None:
    """Run one part, show its lines, say how long it took; stop at the first that fails."""
    say(f"\n--- {name}")
    start, before = time.monotonic(), worked()
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **surroundings}, check=False).returncode
    took, busy = time.monotonic() - start, worked() - before
    over = " (over the limit)" if took > LIMIT else ""
    say(f"--- {name}: {'good' if code == 0 else 'FAILED'} in {took:.0f} s{over}, {busy:.0f} s of the processors")
    if code:
        raise SystemExit(code)


def pytest(*arguments: str) -> list[str]:
    """A pytest command that may not skip."""
    return [sys.executable, "-m", "pytest", "-q", "--no-skips", *arguments]


def without(paths: tuple[str, ...]) -> list[str]:
    """What tells pytest to leave these out."""
    return [f"--ignore={path}" for path in paths]


def on_sqlite() -> None:
    """Everything without a browser; what must be covered is watched where its own tests are: watching costs a third."""
    cover = ("--cov=commonbeat", "--cov-report=")
    run("tests of kit and web", pytest(*SHARED, "-m", "not browser", *without((*APART, GROUND))))
    asked = pytest(*SHARED, *cover, *STATISTICS, *without(COMPARED))
    run("tests of the statistics: surveys, areas, disclosure, documents", asked, **ONE_THREAD)
    compared = pytest(*SHARED, *cover, "--cov-append", *COMPARED, CELLS)
    run("tests of the statistics: comparisons; cells on five engines", compared, **ONE_THREAD)
    ground = pytest(*SHARED, "-m", "not browser", *cover, "--cov-append", GROUND, *without(KILLS))
    run("tests of the ground on SQLite", ground)
    for name, rooms in (("listen and measure", HEARD), ("act and show", DONE)):
        run(f"tests of {name} on SQLite", pytest(*SHARED, "-m", "not browser", *cover, "--cov-append", *rooms))
    run("tests of the house on SQLite", pytest(*SHARED, "-m", "not browser", *HOUSE))
    run("processes that are killed and restored", pytest(*SHARED, *KILLS))
    run("processes that start and load", pytest(*SHARED, *STARTS))
    gate = [
        sys.executable,
        "-m",
        "coverage",
        "report",
        f"--include={COVERED}",
        "--fail-under=100",
        "--skip-covered",
        "-m",
    ]
    run("every branch of plumb, rules, access and actions is covered", gate)


def on_postgres() -> None:
    """The same tests on a cluster that lives as long as they do."""
    with Cluster() as cluster:
        there = {"COMMONBEAT_TEST_DATABASE": cluster.url}
        ground = (GROUND, "tests/web", f"{CELLS}/test_django.py", *without(ALIKE_ON_BOTH))
        run("tests of the ground on PostgreSQL", pytest(*SHARED, "-m", "not browser", *ground), **there)
        for name, rooms in (("listen and measure", HEARD), ("act and show", DONE)):
            run(f"tests of {name} on PostgreSQL", pytest(*SHARED, "-m", "not browser", *rooms), **there)
        rows = pytest(*SHARED, "-m", "not browser", *HOUSE, *without(OF_FILES))
        run("tests of the house on PostgreSQL", rows, **there)


def in_browser() -> None:
    """The journeys, then every page; last, so that pytest's own closing line ends the output."""
    with tempfile.TemporaryDirectory(prefix="commonbeat-journeys-") as home:
        surroundings = {"JOURNEYS_SHARED": home}
        by_file = ("-n", "2", "--dist", "loadfile")
        others = without((*EVERY_PAGE, *STORIES, *LEARNING))
        run("components and journeys in Chromium", pytest(*by_file, "-m", "browser", *others), **surroundings)
        run("the loop in Chromium", pytest(*SHARED, *STORIES), **surroundings)
        run("rules, learning and self-review in Chromium", pytest(*SHARED, *LEARNING), **surroundings)
        public, below, rules, above = EVERY_PAGE
        run("every public page in Chromium", pytest(*SHARED, public), **surroundings)
        run("every staff page of ground, listen and measure in Chromium", pytest(*SHARED, below), **surroundings)
        run("every staff page of policies and standards in Chromium", pytest(*SHARED, rules), **surroundings)
        say("\n--- every other staff page of act and show in Chromium")
        last = subprocess.run(pytest(*SHARED, above), cwd=ROOT, env={**os.environ, **surroundings}, check=False)
    raise SystemExit(last.returncode)


def main() -> None:
    """All parts, in an order that shows a slip early."""
    # Hundreds of processes run the same code: what the first has compiled is kept for the others.
    os.environ["PYTHONDONTWRITEBYTECODE"] = ""
    parts: list[Callable[[], None]] = [
        need_packages,
        lambda: run("make check", [sys.executable, "scripts/run_checks.py"]),
    ]
    for part in [*parts, on_sqlite, on_postgres, in_browser]:
        part()


if __name__ == "__main__":
    main()
