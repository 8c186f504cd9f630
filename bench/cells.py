"""100 million made-up stops in Parquet files, counted in cells by DuckDB within a set memory, beside one plain scan.

    python bench/cells.py            100 million stops, 2 GB of memory for DuckDB; about 1 GB of disk while it runs
    python bench/cells.py --short    5 million

The stops are synthetic: their figures say nothing about anybody. Each line is measured in a process of its own; seconds
are the median of RUNS runs, memory is the most that the process ever held. Prints Markdown and leaves nothing behind.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from commonbeat.kit.cells import Cells, Count, Dimension, Form, on_parquet

FULL, SHORT, PART = 100_000_000, 5_000_000, 5_000_000
MEMORY = "2GB"
RUNS = 3
YEARS = {"start": date(2008, 1, 1), "end": date(2017, 12, 31)}

STOPS = """
    SELECT
        CAST(range AS BIGINT) AS number,
        DATE '2008-01-01' + CAST(hash(range, 1) % 3653 AS INTEGER) AS day,
        CAST(hash(range, 2) % 1440 AS SMALLINT) AS minute,
        CASE WHEN hash(range, 3) % 50 > 0 THEN 'Neighborhood ' || (hash(range, 4) % 87) END AS place,
        CASE hash(range, 5) % 12
            WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'Asian' WHEN 3 THEN 'Native American' WHEN 4 THEN 'Latino'
            WHEN 5 THEN 'Black' WHEN 6 THEN 'Black' WHEN 7 THEN 'Black' ELSE 'White'
        END AS race,
        CASE WHEN hash(range, 6) % 20 > 0 THEN hash(range, 7) % 9 = 0 END AS searched
    FROM range({first}, {last})
"""
"""Stops by a fixed formula of their number: ten years, 87 places, five groups, a search in nine, much missing."""

SEARCHES = Cells(
    name="place x month x race x searched",
    source_table="stops",
    where="day BETWEEN :start AND :end",
    by=(
        Dimension(name="place", sql="place"),
        Dimension(name="month", sql="day", form=Form.MONTH),
        Dimension(name="race", sql="race"),
        Dimension(name="searched", sql="searched", form=Form.FLAG),
    ),
    counts=(Count(name="rows"), Count(name="minutes", of="minute"), Count(name="night", where="minute < 360")),
)
CLOCK = Cells(
    name="place x race x five minutes of the day",
    source_table="stops",
    where="day BETWEEN :start AND :end",
    by=(
        Dimension(name="place", sql="place"),
        Dimension(name="race", sql="race"),
        Dimension(name="clock", sql="minute", form=Form.WHOLE, width=5),
    ),
)
WORK = {"searches": SEARCHES, "clock": CLOCK}
PLAIN = {
    "scan": ("one plain scan: count(*) and sum(minute)", "SELECT count(*), sum(minute) FROM stops"),
    "columns": (
        "one plain scan of the same five columns",
        "SELECT count(*), sum(minute), max(day), max(place), max(race), bool_or(searched) FROM stops",
    ),
    "by hand": (
        "the first grouping in DuckDB's own words, without what makes it alike elsewhere",
        """
        SELECT sum(rows) FROM (
            SELECT count(*) AS rows, sum(minute) AS minutes, count(*) FILTER (minute < 360) AS night
            FROM stops GROUP BY place, date_trunc('month', day), race, searched
        )
        """,
    ),
}
"""The peers: what DuckDB does on the same files in the same run, as text without bound values."""


def make(folder: Path, rows: int) -> None:
    """Write the files, a part at a time."""
    import duckdb

    with duckdb.connect(config={"memory_limit": MEMORY}) as bulk:
        for first in range(0, rows, PART):
            part = bulk.sql(STOPS.format(first=first, last=min(first + PART, rows)))
            part.write_parquet(str(folder / f"stops-{first // PART:03}.parquet"))


def count(folder: Path, work: str) -> dict[str, float]:
    """What one kind of work takes; it must see every row."""
    clock, processor = [], []
    with on_parquet({"stops": folder / "*.parquet"}, memory=MEMORY, temporary=folder) as connection:
        for _run in range(RUNS):
            begun, worked = time.perf_counter(), time.process_time()
            if work in PLAIN:
                ((rows, *_sums),) = connection.ask(PLAIN[work][1], {})
                cells = 1
            else:
                table = WORK[work].run(connection, YEARS)
                rows, cells = sum(table.column(WORK[work].counts[0].name)), len(table.rows)
            clock.append(time.perf_counter() - begun)
            processor.append(time.process_time() - worked)
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return {
        "rows": int(rows),
        "cells": cells,
        "seconds": statistics.median(clock),
        "processor": statistics.median(processor),
        "memory": int(status["VmHWM"].split()[0]) / 1024,
    }


def apart(*arguments: str) -> str:
    """The same file run in a process of its own."""
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def line(name: str, found: dict[str, float], scan: dict[str, float]) -> str:
    """One line of the table."""
    return (
        f"| {name} | {found['rows']:,} | {found['cells']:,} | {found['seconds']:.2f} | {found['processor']:.2f} "
        f"| {found['processor'] / scan['processor']:.1f} | {found['memory']:,.0f} |"
    )


def main() -> None:
    """Make, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help=f"{SHORT:,} stops")
    options = parser.parse_args()
    rows = SHORT if options.short else FULL
    with tempfile.TemporaryDirectory(prefix="commonbeat-bench-", dir=os.environ.get("TMPDIR", Path.cwd())) as name:
        begun = time.perf_counter()
        apart("make", name, str(rows))
        made = time.perf_counter() - begun
        size = sum(path.stat().st_size for path in Path(name).glob("*.parquet")) / 1e9
        found = {work: json.loads(apart("count", name, work)) for work in (*PLAIN, *WORK)}
    if {work["rows"] for work in found.values()} != {rows}:
        raise SystemExit(f"not every row was counted: {found}")
    import duckdb

    print(f"`python bench/cells.py{' --short' if options.short else ''}`")
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, {os.cpu_count()} cores, load "
        f"{os.getloadavg()[0]:.1f}, Python {platform.python_version()}, DuckDB {duckdb.__version__} held to {MEMORY}; "
        f"{rows:,} synthetic stops, {size:.2f} GB of Parquet made in {made:.0f} s; median of {RUNS} runs\n"
    )
    print("| work | rows | cells | seconds | CPU seconds | times the five columns (CPU) | most memory, MB |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    names = {key: name for key, (name, _sql) in PLAIN.items()} | {key: cells.name for key, cells in WORK.items()}
    for work, name in names.items():
        print(line(name, found[work], found["columns"]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        make(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1:2] == ["count"]:
        print(json.dumps(count(Path(sys.argv[2]), sys.argv[3])))
    else:
        main()
