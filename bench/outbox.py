"""How many texts a second leave through the outbox, on a disk that must keep every one of them.

    python bench/outbox.py [--texts 400] [--rounds 5] [--claim 20] [--database postgresql://...] [--json]

The whole way of a text: claimed with others, its consent looked at, handed to the gateway, settled with its entry in
the trail. The gateway is the demonstration's phone simulator, a SQLite file of its own: each text is one durable commit
there. A raw commit loop on the same disk, in the same run, says what the disk allows.
"""

import argparse
import json
import os
import platform
import secrets
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

TARGET = 100


def raw_commits(folder: Path, seconds: float = 0.5) -> float:
    """Commits a second of one small row each, by sqlite3 alone, with the settings that the program uses."""
    connection = sqlite3.connect(folder / "raw.sqlite3", isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS text (id INTEGER PRIMARY KEY, body TEXT)")
    count, started = 0, time.perf_counter()
    while time.perf_counter() < started + seconds:
        connection.execute("INSERT INTO text (body) VALUES ('a text')")
        count += 1
    took = time.perf_counter() - started
    connection.close()
    return count / took


def per_second(count: int, work: Callable[[], object]) -> float:
    """How many a second, when `work` does `count` of them."""
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def measure(folder: Path, count: int, rounds: int, claim: int) -> list[dict[str, float]]:
    """Round by round, texts a second: put in the queue one by one, then carried; and the raw loop before and after."""
    from commonbeat.ground.agency import actions as agencies
    from commonbeat.ground.messaging import actions, simulator
    from commonbeat.ground.messaging.models import Message
    from commonbeat.ground.roles import System

    console = System("bench")
    agency = agencies.found(actor=console, name="Bench", slug="bench", place="Bench", timezone="UTC")
    actions.set_gateway(actor=console, agency=agency, kind="text", backend="simulator", settings={})

    def queue() -> None:
        for number in range(count):
            actions.queue_text(
                actor=console,
                agency=agency,
                to=f"+1612555{number % 10_000:04d}",
                body="Prairie Falls Police: your report is with an officer. Reply STOP to end texts.",
                purpose="bench.text",
                programme="updates",
                reply=True,  # whatever the hour
            )

    def carry() -> None:
        while actions.carry_some(kind="text", limit=claim):
            pass

    found = []
    for _ in range(rounds):
        turn = {"raw commits": raw_commits(folder), "queued one by one": per_second(count, queue)}
        busy = time.process_time()
        turn["carried"] = per_second(count, carry)
        turn["carried, by the processor"] = count / (time.process_time() - busy)
        turn["raw commits"] = (turn["raw commits"] + raw_commits(folder)) / 2
        found.append(turn)
    sent = Message.objects.filter(state="sent", body="").count()
    arrived = sum(len(simulator.conversation(number)) for number in simulator.numbers())
    if (sent, arrived) != (count * rounds, count * rounds):
        raise SystemExit(f"{sent} settled, {arrived} arrived, of {count * rounds}: the figures would mean nothing.")
    return found


def report(found: dict[str, Any]) -> str:
    """The figures as a page: of the rounds, the middle one with the least and the most, and the middle ratio."""
    rows = []
    for name in found["rounds"][0]:
        each = [turn[name] for turn in found["rounds"]]
        ratio = statistics.median(turn[name] / turn["raw commits"] for turn in found["rounds"])
        rows.append(f"| {name} | {statistics.median(each):,.0f} | {min(each):,.0f} | {max(each):,.0f} | {ratio:.2f} |")
    middle = statistics.median(turn["carried"] for turn in found["rounds"])
    return "\n".join(
        [
            f"`{found['command']}`, {found['date']}, {found['machine']}",
            "",
            f"Database: {found['database']}. {len(found['rounds'])} rounds of {found['texts']:,} texts, "
            f"{found['claim']} claimed at a time.",
            "",
            "| texts a second | middle | least | most | of the raw commit loop |",
            "| --- | ---: | ---: | ---: | ---: |",
            *rows,
            "",
            f"Carried: {middle:,.0f} a second; at least {TARGET} was the target. Each text is one durable commit of "
            f"the gateway, and each {found['claim']} are two of ours (claimed, settled).",
        ]
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--claim", type=int, default=20)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; SQLite without it")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "commonbeat.web.settings", "COMMONBEAT_DEMO": "1"}
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
            "command": " ".join(["python", "bench/outbox.py", *sys.argv[1:]]),
            "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            "machine": f"{os.cpu_count()} x {platform.machine()}, {platform.system()} {platform.release()}, "
            f"Python {platform.python_version()}",
            "database": f"SQLite {sqlite3.sqlite_version}, WAL, synchronous=FULL"
            if connection.vendor == "sqlite"
            else f"PostgreSQL {connection.pg_version // 10000}, synchronous_commit=on",
            "texts": asked.texts,
            "claim": asked.claim,
            "rounds": measure(folder, asked.texts, asked.rounds, asked.claim),
        }
        connection.close()
    print(json.dumps(found, indent=2) if asked.json else report(found))


if __name__ == "__main__":
    main()
