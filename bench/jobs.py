"""How many jobs run one by one in a second, and how soon a killed worker's job runs again.

    python bench/jobs.py [--jobs 500] [--rounds 7] [--kills 5] [--database postgresql://...] [--json]

SQLite runs at synchronous=FULL in a folder of its own; a raw commit loop on the same disk, in the same run, says what
the disk and the machine allow. "One by one": each job is ordered, claimed, run and settled singly, in committed
transactions, with one worker and one thread; the worker settles a job in the transaction that claims the next.
"""

import argparse
import json
import os
import platform
import secrets
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

LEASE = 2.0


def raw_commits(folder: Path, seconds: float = 0.5) -> float:
    """Commits a second of one small row each, by sqlite3 alone, with the settings that the program uses."""
    connection = sqlite3.connect(folder / "raw.sqlite3", isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS job (id INTEGER PRIMARY KEY, name TEXT)")
    count, started = 0, time.perf_counter()
    while time.perf_counter() < started + seconds:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO job (name) VALUES ('noop')")
        connection.execute("COMMIT")
        count += 1
    took = time.perf_counter() - started
    connection.close()
    return count / took


def per_second(count: int, work: Callable[[], object]) -> float:
    """How many a second, when `work` does `count` of them."""
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def measure(folder: Path, count: int, rounds: int) -> list[dict[str, float]]:
    """Round by round, jobs a second: ordering, working as the worker does, each step in a transaction of its own; and
    the raw loop before each, since a disk is not the same from one second to the next."""
    from commonbeat.ground.work import actions, worker
    from commonbeat.ground.work.models import Job
    from commonbeat.ground.work.rules import Task

    tasks = {"noop": Task(run=lambda _context: None, words="nothing")}

    def order() -> None:
        for number in range(count):
            actions.enqueue("noop", payload={"number": number})

    def one_after_the_other() -> None:
        for _ in range(count):
            (job,) = actions.claim("bench")
            actions.finish(job)

    found = []
    for _ in range(rounds):
        turn = {"raw commits": raw_commits(folder), "ordered": per_second(count, order)}
        turn["worked"] = per_second(count, lambda: worker.drain(tasks))
        turn["ordered and worked"] = 1 / (1 / turn["ordered"] + 1 / turn["worked"])
        order()
        turn["raw commits"] = (turn["raw commits"] + raw_commits(folder)) / 2
        turn["worked, claim and finish apart"] = per_second(count, one_after_the_other)
        found.append(turn)
    done = Job.objects.filter(state="done").count()
    if done != 2 * count * rounds:
        raise SystemExit(f"{done} of {2 * count * rounds} jobs were done: the figures would mean nothing.")
    return found


def note(job: int) -> None:
    """One line into the log that the bench reads: which job has started, and when."""
    with Path(os.environ["BENCH_LOG"]).open("a") as log:
        log.write(f"{job} {time.time():.4f}\n")


def be_a_worker() -> None:
    """A worker process to be killed: its job lasts long at the first attempt, and is quick at the second."""
    from commonbeat.ground.work import worker
    from commonbeat.ground.work.rules import Task

    def run(context: Any) -> None:
        note(context.job.pk)
        if context.job.attempts == 1:
            time.sleep(600)

    worker.run({"long": Task(run=run, words="long")}, lease=LEASE)


def recovery(folder: Path, kills: int) -> list[float]:
    """Seconds from `kill -9` of a worker in the middle of a job until another worker runs that job again."""
    from commonbeat.ground.work import actions
    from commonbeat.ground.work.models import Job

    log = folder / "log"
    log.touch()
    environment = {**os.environ, "BENCH_LOG": str(log)}

    def starts(job: int) -> list[float]:
        lines = [line.split() for line in log.read_text().splitlines()]
        return [float(moment) for number, moment in lines if number == str(job)]

    def wait_for(true: Callable[[], bool]) -> None:
        while not true():
            time.sleep(0.01)

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, __file__, "--worker"], env=environment)

    took = []
    for _ in range(kills):
        job = actions.enqueue("long")
        victim = start()
        wait_for(lambda job=job: len(starts(job.pk)) == 1)
        other = start()
        time.sleep(3)  # by now the other worker looks for jobs, too
        victim.send_signal(signal.SIGKILL)
        killed = time.time()
        victim.wait()
        wait_for(lambda job=job: len(starts(job.pk)) == 2)
        took.append(starts(job.pk)[1] - killed)
        wait_for(lambda job=job: Job.objects.get(pk=job.pk).state == "done")
        other.terminate()
        other.wait()
    return took


def report(found: dict[str, Any]) -> str:
    """The figures as a page: of the rounds, the middle one with the least and the most, and the middle ratio."""
    rows = []
    for name in found["rounds"][0]:
        each = [turn[name] for turn in found["rounds"]]
        ratio = statistics.median(turn[name] / turn["raw commits"] for turn in found["rounds"])
        rows.append(f"| {name} | {statistics.median(each):,.0f} | {min(each):,.0f} | {max(each):,.0f} | {ratio:.2f} |")
    took = ", ".join(f"{seconds:.2f}" for seconds in found["recovery"])
    return "\n".join(
        [
            f"`{found['command']}`, {found['date']}, {found['machine']}",
            "",
            f"Database: {found['database']}. {len(found['rounds'])} rounds of {found['jobs']:,} jobs.",
            "",
            "| one by one, a second | middle | least | most | of the raw commit loop |",
            "| --- | ---: | ---: | ---: | ---: |",
            *rows,
            "",
            f"After `kill -9`, with a lease of {LEASE:g} s, the job ran again after {took} s "
            f"(at most {LEASE + 1:g} was the target).",
            "",
            "The worker makes one durable commit a job, ordering it another. A disk that makes fewer durable commits a "
            "second than the target sets the limit itself; the first row says what this one made.",
        ]
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; SQLite without it")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "commonbeat.web.settings"
    if asked.worker:
        import django

        django.setup()
        be_a_worker()
        return
    with tempfile.TemporaryDirectory(prefix="commonbeat-bench-") as home:
        folder = Path(home)
        os.environ |= {"COMMONBEAT_DATA": home, "COMMONBEAT_DATABASE": asked.database}
        os.environ |= {f"COMMONBEAT_KEY_{name}": secrets.token_urlsafe(48) for name in ("DJANGO", "FIELDS")}
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        found: dict[str, Any] = {
            "command": " ".join(["python", "bench/jobs.py", *sys.argv[1:]]),
            "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            "machine": f"{os.cpu_count()} x {platform.machine()}, {platform.system()} {platform.release()}, "
            f"Python {platform.python_version()}",
            "database": f"SQLite {sqlite3.sqlite_version}, WAL, synchronous=FULL"
            if connection.vendor == "sqlite"
            else f"PostgreSQL {connection.pg_version // 10000}, synchronous_commit=on",
            "jobs": asked.jobs,
            "rounds": measure(folder, asked.jobs, asked.rounds),
            "recovery": recovery(folder, asked.kills),
        }
        connection.close()
    print(json.dumps(found, indent=2) if asked.json else report(found))


if __name__ == "__main__":
    main()
