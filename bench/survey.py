"""How fast surveys are weighted and estimated: a million answers raked, 90 area means with errors, against R and svy.

    python bench/survey.py            needs Rscript with the packages survey and jsonlite, and the Python package svy;
                                      R alone works for about two minutes

Each contender runs in a process of its own, on one thread, on the same numbers, and tells its seconds of the processor
(R: user + system of proc.time; Python: process_time). Reading the data is not counted. Prints Markdown.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

SIZES = (90, 5, 6, 2)
ROWS = {"rake": 1_000_000, "means": 100_000}
PEOPLE = 5_000_000
RUNS = 7
SEED = 415_021
R_HEAD = """
suppressMessages(library(survey))
folder <- commandArgs(TRUE)[1]
sizes <- c(90, 5, 6, 2)
read <- function(name, n, what = "double") readBin(file.path(folder, name), what, n)
build <- function(n, base) {
  d <- data.frame(base = base, y = read("y", n))
  for (i in 1:4) d[[paste0("m", i)]] <- factor(read(paste0("m", i), n, "integer"), levels = 0:(sizes[i] - 1))
  svydesign(id = ~1, weights = ~base, data = d)
}
raked <- function(design) {
  margins <- lapply(1:4, function(i) {
    setNames(data.frame(factor(0:(sizes[i] - 1)), read(paste0("t", i), sizes[i])), c(paste0("m", i), "Freq"))
  })
  rake(design, lapply(paste0("m", 1:4), reformulate), margins, control = list(maxit = 100, epsilon = 1e-15))
}
clock <- function(work) { t <- system.time(found <- work); list(found, unname(t[1] + t[2])) }
"""
R_WORK = {
    "rake": """
design <- build(1000000, read("base", 1000000))
run <- clock(raked(design))
writeBin(weights(run[[1]]), file.path(folder, "r_rake"))
""",
    "means": """
design <- raked(build(100000, rep(1, 100000)))
run <- clock(svyby(~y, ~m1, design, svymean))
writeBin(c(coef(run[[1]]), SE(run[[1]])), file.path(folder, "r_means"))
""",
}


def write(folder: Path, rows: int, base: bool) -> None:
    """Answers of a made-up city: four margins, uneven base weights, a number to take the mean of.

    As in cities, areas differ in who lives there: each further margin is drawn by area, from a mix of its own.
    """
    rng = np.random.default_rng(SEED)
    codes: list[np.ndarray] = []
    for i, size in enumerate(SIZES, start=1):
        part = rng.gamma(5 if i == 1 else 1.5, size=(SIZES[0], size))
        edges = (part / part.sum(axis=1, keepdims=True)).cumsum(axis=1)[:, :-1]
        where = codes[0] if codes else np.zeros(rows, dtype=np.int32)
        drawn = rng.random(rows)
        codes.append(sum((drawn > edges[where, k] for k in range(size - 1)), np.zeros(rows, dtype=np.int32)))
        totals = np.bincount(codes[-1], minlength=size) * rng.uniform(0.6, 1.6, size)
        codes[-1].tofile(folder / f"m{i}")
        (totals / totals.sum() * PEOPLE).tofile(folder / f"t{i}")
    (rng.gamma(4, 0.25, rows) + 0.2 if base else np.ones(rows)).tofile(folder / "base")
    (rng.normal(size=rows) + 0.2 * codes[1] + 0.01 * codes[0]).tofile(folder / "y")


def read(folder: Path) -> tuple[list[np.ndarray], list[np.ndarray], np.ndarray, np.ndarray]:
    """Codes, totals, base weights and answers."""
    codes = [np.fromfile(folder / f"m{i}", dtype=np.int32) for i in range(1, 5)]
    totals = [np.fromfile(folder / f"t{i}") for i in range(1, 5)]
    return codes, totals, np.fromfile(folder / "base"), np.fromfile(folder / "y")


def timed(work: Callable[[], object], runs: int) -> tuple[object, float]:
    """What it gave, and the median of its seconds of the processor."""
    seconds = []
    for _run in range(runs):
        start = time.process_time()
        found = work()
        seconds.append(time.process_time() - start)
    return found, statistics.median(seconds)


def own(job: str, folder: Path) -> tuple[np.ndarray, float]:
    """Commonbeat: from codes to weights, or from a raked design to 90 estimates."""
    from commonbeat.plumb import About, Window
    from commonbeat.plumb.survey import Design, Groups, Margin, mean, rake

    codes, totals, base, y = read(folder)

    def groups(i: int) -> Groups:
        return Groups(name=f"m{i + 1}", codes=codes[i], levels=tuple(map(str, range(SIZES[i]))))

    def weigh() -> object:
        return rake([Margin(groups=groups(i), totals=totals[i]) for i in range(4)], base=base)

    if job == "rake":
        weights, seconds = timed(weigh, RUNS)
        return weights.values, seconds
    design = Design(weights=base).weighted(weigh())
    about = About(window=Window.year(2020), as_of=date(2021, 1, 1), synthetic=True)
    found, seconds = timed(lambda: mean(design, y, by=groups(0), about=about), RUNS)
    return np.array([*(one.point for one in found.values()), *found.standard_errors.values()]), seconds


def svy(job: str, folder: Path) -> tuple[np.ndarray, float]:
    """The Python package svy."""
    import polars
    from svy import Design, Sample

    codes, totals, base, y = read(folder)
    columns = {f"m{i}": code.astype(str) for i, code in enumerate(codes, start=1)}
    known = {f"m{i}": {str(k): float(t) for k, t in enumerate(one)} for i, one in enumerate(totals, start=1)}
    sample = Sample(polars.DataFrame({"base": base, "y": y, **columns}), Design(wgt="base"))

    def weigh() -> object:
        return sample.weighting.rake(controls=known, tol=1e-13, wgt_name="raked")

    if job == "rake":
        raked, seconds = timed(weigh, 1)
        return raked.data["raked"].to_numpy(), seconds
    raked = weigh()
    found, seconds = timed(lambda: raked.estimation.mean("y", by="m1"), 1)
    rows = sorted(found.to_polars().to_dicts(), key=lambda row: int(row["m1"]))
    return np.array([*(row["est"] for row in rows), *(row["se"] for row in rows)]), seconds


def apart(name: str, job: str, folder: Path) -> tuple[np.ndarray, float]:
    """Run one contender in a process of its own."""
    env = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}
    target = folder / f"{name}_{job}"
    if name == "r":
        tail = 'cat(run[[2]], R.version.string, as.character(packageVersion("survey")), sep = "\\n")'
        (folder / "work.R").write_text(R_HEAD + R_WORK[job] + tail)
        command = ["Rscript", str(folder / "work.R"), str(folder)]
    else:
        command = [sys.executable, __file__, name, job, str(folder)]
    said = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout.split("\n")
    return np.fromfile(target), float(said[0])


def work(name: str, job: str, folder: Path) -> None:
    """Inside such a process: do the job, leave the numbers, say the seconds."""
    numbers, seconds = {"own": own, "svy": svy}[name](job, folder)
    np.asarray(numbers, dtype=np.float64).tofile(folder / f"{name}_{job}")
    print(seconds)


def versions() -> str:
    """What the contenders are."""
    from importlib.metadata import version

    script = 'cat(R.version$major, ".", R.version$minor, " survey ", as.character(packageVersion("survey")), sep = "")'
    r = subprocess.run(["Rscript", "-e", script], check=True, capture_output=True, text=True).stdout
    return f"numpy {np.__version__}, R {r}, svy {version('svy')}"


def machine() -> str:
    """The processor, where Linux tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    return f"{platform.machine()} {model}".strip()


JOBS = {
    "rake": "1,000,000 answers raked to 4 margins (90 x 5 x 6 x 2), uneven base weights",
    "means": "90 area means with raking-aware standard errors, 100,000 answers",
}


def main() -> None:
    """Let all work and print the table."""
    print("`python bench/survey.py`")
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine()}, Python {platform.python_version()}, {versions()}; ",
        end="",
    )
    print(f"seconds of the processor, one thread; Commonbeat: median of {RUNS} runs, the others: one run\n")
    print("| work | Commonbeat | R survey | times | svy | times | largest relative difference to R | to svy |")
    print("|---|---|---|---|---|---|---|---|")
    for job, title in JOBS.items():
        with tempfile.TemporaryDirectory(prefix="commonbeat-bench-") as name:
            folder = Path(name)
            write(folder, ROWS[job], base=job == "rake")
            found = {one: apart(one, job, folder) for one in ("own", "r", "svy")}
        numbers, seconds = found["own"]
        apart_by = [float(np.abs(found[one][0] / numbers - 1).max()) for one in ("r", "svy")]
        r, other = found["r"][1], found["svy"][1]
        print(
            f"| {title} | {seconds:.4f} | {r:.1f} | **{r / seconds:,.0f}** | {other:.2f} | **{other / seconds:,.0f}** "
            f"| {apart_by[0]:.1e} | {apart_by[1]:.1e} |",
            flush=True,
        )


if __name__ == "__main__":
    if len(sys.argv) == 4:
        work(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
    else:
        main()
