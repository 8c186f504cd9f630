"""How fast shares of small areas come: multilevel regression and poststratification here and by NUTS, on one city.

Both fit the same model with the same priors to the same answers of 20,000 people in 90 areas x 60 groups and weight the
same census; the error is told against the truth of the made-up city. Each runs in a process of its own, on one core;
seconds are those of the processor, as on a machine that others use only these tell. Our figure is the median of RUNS
runs; NUTS's is one run with its compiling; neither counts loading its libraries.

    python bench/areas.py                  needs numpyro (the [bayes] extra)
    python bench/areas.py --cities 3       so many cities, one line each way and city

Prints Markdown.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import UTC, date, datetime

RUNS = 5
SEED = 20260305
WARMUP, SAMPLES = 500, 1000
RACE_AGE_AREA = ("age", "race", "area")


def one_core() -> None:
    """This process on one core, with one thread of each library."""
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def told(city, points, low, high, seconds: float) -> None:
    """Print what one way reached: error, cover and seconds, for the process that asked."""
    import numpy as np

    inside = (low <= city.area_truth) & (city.area_truth <= high)
    error = float(np.sqrt(np.mean((points - city.area_truth) ** 2)))
    print(json.dumps({"rmse": error, "cover": float(inside.mean()), "seconds": seconds}))


def laplace(seed: int) -> None:
    """Our own way, cells to Estimates."""
    import numpy as np

    from commonbeat.plumb import About, Window
    from commonbeat.plumb.areas import MrpModel, mrp, simulate_city

    city = simulate_city(seed)
    about = About(window=Window.year(2025), as_of=date(2026, 1, 1), unit="adults", synthetic=True)
    model = MrpModel(random=("age", "race"), fixed=("sex",))
    runs = []
    for _run in range(RUNS):
        start = time.process_time()
        found = mrp(city.cells, city.census, model, about, level=0.9)
        runs.append(time.process_time() - start)
    points, low, high = (np.array([getattr(area, end) for area in found.areas]) for end in ("point", "low", "high"))
    told(city, points, low, high, seconds=statistics.median(runs))


def nuts(seed: int) -> None:
    """The same by numpyro's NUTS, compiling included, as it must be for every new model."""
    import jax
    import numpy as np
    import numpyro
    from numpyro import distributions as dist
    from numpyro.infer import MCMC, NUTS
    from scipy.sparse import csr_array
    from scipy.special import expit

    from commonbeat.plumb.areas import simulate_city

    city = simulate_city(seed)
    cells, census = city.cells, city.census

    def model() -> None:
        logit = (
            numpyro.sample("base", dist.Normal(0, 5)) + numpyro.sample("sex", dist.Normal(0, 2.5)) * cells.codes["sex"]
        )
        for factor in RACE_AGE_AREA:
            sd = numpyro.sample(f"sd_{factor}", dist.HalfNormal(1))
            unit = numpyro.sample(factor, dist.Normal(0, 1).expand([len(cells.levels[factor])]))
            logit = logit + sd * unit[cells.codes[factor]]
        numpyro.sample("yes", dist.BinomialLogits(logit, total_count=cells.n), obs=cells.yes)

    start = time.process_time()
    chain = MCMC(NUTS(model), num_warmup=WARMUP, num_samples=SAMPLES, progress_bar=False)
    chain.run(jax.random.PRNGKey(seed))
    drawn = {name: np.asarray(values, dtype=np.float64) for name, values in chain.get_samples().items()}
    logit = drawn["base"][:, None] + drawn["sex"][:, None] * census.codes["sex"]
    for factor in RACE_AGE_AREA:
        logit += (drawn[f"sd_{factor}"][:, None] * drawn[factor])[:, census.codes[factor]]
    codes, people = census.codes["area"], census.people
    weights = people / np.bincount(codes, people)[codes]
    shares = csr_array((weights, (codes, np.arange(len(codes))))) @ expit(logit.T)
    seconds = time.process_time() - start
    low, high = np.quantile(shares, [0.05, 0.95], axis=1)
    told(city, shares.mean(axis=1), low, high, seconds=seconds)


def direct(seed: int) -> None:
    """The plain share of those who answered in each area, with Wilson's range, beside them."""
    import numpy as np

    from commonbeat.plumb import wilson
    from commonbeat.plumb.areas import simulate_city

    city = simulate_city(seed)
    start = time.process_time()
    n, yes = (np.bincount(city.cells.codes["area"], column) for column in (city.cells.n, city.cells.yes))
    low, high = wilson(yes, n, 0.9)
    told(city, yes / n, low, high, seconds=time.process_time() - start)


WAYS = {"laplace": laplace, "nuts": nuts, "direct": direct}


def run(way: str, seed: int) -> dict[str, float]:
    """One way in a process of its own."""
    command = [sys.executable, __file__, "--way", way, "--seed", str(seed)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Measure and print; in a child, one way alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cities", type=int, default=1, help="how many made-up cities")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=SEED, help="of the first city")
    options = parser.parse_args()
    one_core()
    if options.way:
        WAYS[options.way](options.seed)
        return
    print(f"`python bench/areas.py {' '.join(sys.argv[1:])}`".replace(" `", "`"))
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, Python {platform.python_version()}, one core;"
    )
    print(f"20,000 answers, 90 areas x 60 groups; seconds of the processor; NUTS {WARMUP} + {SAMPLES} draws, 1 chain\n")
    print("| city | way | CPU s | error of a share (RMSE) | 90% ranges that hold the truth | times NUTS |")
    print("|---|---|---|---|---|---|")
    for seed in range(options.seed, options.seed + options.cities):
        found = {way: run(way, seed) for way in WAYS}
        for way, name in (("laplace", "commonbeat `mrp`"), ("nuts", "numpyro NUTS"), ("direct", "plain shares")):
            one = found[way]
            times = f"{found['nuts']['seconds'] / one['seconds']:,.0f}x" if way == "laplace" else ""
            print(f"| {seed} | {name} | {one['seconds']:.3f} | {one['rmse']:.4f} | {one['cover']:.2f} | {times} |")


if __name__ == "__main__":
    main()
