"""How fast rows come in: checked and loaded end to end at synchronous=FULL, against the same rows inserted raw.

Both seconds on the clock and seconds of the processor are told: on a machine that others use, only the second tells.

    python bench/imports.py            51,920 real stops, 12,925 uses of force (needs the [demo] extra), 50,000 made-up
                                       contacts, each number sealed
    python bench/imports.py --large    also a file of 100 MB, with the memory that reading it takes

Runs on one core (it pins itself to one), on a fresh SQLite file beside this checkout; prints Markdown.
"""

import argparse
import os
import platform
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

RUNS = 3
LARGE = 100_000_000


def prepare(folder: Path) -> None:
    """Point the settings at a folder of this run alone."""
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    os.environ |= {
        "COMMONBEAT_DATA": str(folder),
        "COMMONBEAT_KEY_DJANGO": "bench" * 12,
        "COMMONBEAT_KEY_FIELDS": "bench" * 12,
        "DJANGO_SETTINGS_MODULE": "commonbeat.web.settings",
    }
    os.environ.pop("COMMONBEAT_DATABASE", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def bring(agency, kind: str, path: Path, **columns: tuple[str, ...]):
    """Receive, check and load one file; the batch and the seconds of each part."""
    from commonbeat.ground.agency import actions
    from commonbeat.ground.agency.imports import kinds
    from commonbeat.ground.roles import System
    from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
    from commonbeat.kit.uploads import blocks_of

    me = System("bench")
    start, work = time.perf_counter(), time.process_time()
    batch = actions.receive(actor=me, agency=agency, kind=kind, name=path.name, blocks=blocks_of(path))
    received = time.perf_counter()
    guess = suggest(kinds()[kind].rows, batch.sheet["headers"]) | columns
    words = {"resistance": {"x": ""}} if kind == "force" else {}
    mapping = ColumnMapping(columns=guess, words=words)
    actions.map_columns(actor=me, batch=batch, mapping=mapping, later=False)
    batch = actions.check(batch_id=batch.pk)
    checked = time.perf_counter()
    actions.confirm(actor=me, batch=batch, leave_out_bad=False, later=False)
    batch = actions.load(batch_id=batch.pk)
    loaded = time.perf_counter()
    if batch.state != "loaded":
        raise SystemExit(f"{path.name} was not loaded: {batch.failure or batch.summary['problems']}")
    return batch, (received - start, checked - received, loaded - checked), time.process_time() - work


def raw(table: str, folder: Path) -> float:
    """Seconds to insert the same finished rows into an equal table with the same indexes, by one executemany."""
    source = sqlite3.connect(folder / "main.sqlite3")
    rows = source.execute(f"SELECT * FROM {table}").fetchall()
    made = source.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'index'", (table,)
    ).fetchall()
    source.close()
    path = folder / "raw.sqlite3"
    for old in folder.glob("raw.sqlite3*"):
        old.unlink()
    target = sqlite3.connect(path, isolation_level=None)
    target.execute("PRAGMA journal_mode=WAL")
    target.execute("PRAGMA synchronous=FULL")
    for (sql,) in made:
        target.execute(sql)
    marks = ", ".join("?" * len(rows[0]))
    start = time.perf_counter()
    target.execute("BEGIN IMMEDIATE")
    target.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    target.execute("COMMIT")
    seconds = time.perf_counter() - start
    target.close()
    return seconds


def clear() -> None:
    """An empty installation again, so that every run loads new rows."""
    from commonbeat.ground.agency.models import ImportBatch
    from commonbeat.ground.records.models import ContactEvent, ForceApplication, StopRecord

    for model in (StopRecord, ForceApplication, ContactEvent, ImportBatch):
        model.objects.all().delete()


def measure(agency, kind: str, table: str, path: Path, folder: Path, **columns: tuple[str, ...]) -> str:
    """One line of the table: the median of RUNS runs."""
    runs = []
    for _run in range(RUNS):
        clear()
        batch, parts, work = bring(agency, kind, path, **columns)
        runs.append((sum(parts), parts, work, raw(table, folder)))
    total, (received, checked, loaded), work, _plain = sorted(runs)[len(runs) // 2]
    plain = statistics.median(run[3] for run in runs)
    rows = batch.rows_new
    return (
        f"| {kind} | {rows:,} | {received:.2f} | {checked:.2f} | {loaded:.2f} | **{rows / total:,.0f}** "
        f"| {rows / work:,.0f} | {rows / plain:,.0f} | {total / plain:.1f} |"
    )


def made_up(folder: Path) -> Path:
    """50,000 calls of yesterday and the 59 days before, as a CAD would export them."""
    from commonbeat.web.demo.contacts import rows, write

    path = folder / "contacts.csv"
    write(path, rows(datetime.now(UTC).date() - timedelta(days=1), ["Como", "Seward", "Near North"], 50_000))
    return path


def large(agency, source: Path, folder: Path) -> str:
    """A file of 100 MB made of the real stops under new numbers, and the most memory that the process ever held."""
    clear()
    header, *lines = source.read_text().splitlines()
    path = folder / "large.csv"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with path.open("w") as file:
        file.write(header + "\n")
        turn = 0
        while file.tell() < LARGE:
            turn += 1
            file.writelines(line.replace(",17-", f",{turn}-", 1) + "\n" for line in lines)
    del lines
    batch, parts, _work = bring(agency, "stops", path)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"100 MB: {batch.rows_new:,} rows in {sum(parts):.1f} s ({batch.rows_new / sum(parts):,.0f} rows/s); "
        f"most memory before {before:.0f} MB, after {after:.0f} MB."
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="also a file of 100 MB")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="commonbeat-bench-", dir=Path.cwd()) as name:
        folder = Path(name)
        prepare(folder)
        from commonbeat.ground.agency import actions
        from commonbeat.ground.roles import System
        from commonbeat.web.demo import sources

        agency = actions.found(
            actor=System("bench"), name="Bench", slug="bench", place="Bench", timezone="America/Chicago"
        )
        files = sources.write_all(folder / "open-data")
        print(f"`python bench/imports.py {' '.join(sys.argv[1:])}`".replace(" `", "`"))
        print(
            f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, Python {platform.python_version()}, ",
            end="",
        )
        print(f"SQLite {sqlite3.sqlite_version}, one core, synchronous=FULL, median of {RUNS} runs; seconds\n")
        print(
            "| file | rows | receive | check | load | rows/s by the clock | by the processor | raw insert | times raw |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        print(measure(agency, "stops", "records_stoprecord", files[sources.STOPS], folder))
        numbered = {"source_key": ("rownames",)}
        print(measure(agency, "force", "records_forceapplication", files[sources.FORCE], folder, **numbered))
        print(measure(agency, "contacts", "records_contactevent", made_up(folder), folder))
        if options.large:
            print("\n" + large(agency, files[sources.STOPS], folder))


if __name__ == "__main__":
    main()
