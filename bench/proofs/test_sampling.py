"""The long proofs of sampling: honest samples, coverage of every interval and chances of every draw, in full counts."""

import numpy as np
import pytest

from commonbeat.plumb.sampling import draw_pps, draw_simple, draw_stratified
from plumb.sampling.test_draw import UNEVEN, frequencies
from plumb.sampling.test_representativeness import honest_margins, scored
from plumb.sampling.test_rings import covered
from plumb.sampling.test_scale import PARTS, alpha_covered, made, reliability

TIMES = 2000
NULL = (0.038, 0.063)
COVER = (0.87, 0.93)


@pytest.fixture
def told():
    """Print the figures that were reached."""

    def tell(name, *figures):
        print(f"| {name} | {' | '.join(f'{figure:.4f}' for figure in figures)} |")

    return tell


@pytest.mark.parametrize(("rate", "scale"), [(0.15, 1), (0.35, 1), (0.35, 8)])
def test_an_honest_response_on_a_frame(told, rate, scale):
    under, excess, held = scored(np.random.default_rng(1000 + scale), rate, TIMES, scale=scale)
    told(f"honest response, rate {rate}, x{scale}: under the mark, chance's part, held", under, excess, held)
    assert NULL[0] <= under <= NULL[1]
    assert excess == pytest.approx(1, abs=0.05)


def test_honest_answers_against_margins(told):
    under = honest_margins(np.random.default_rng(1010), 400, TIMES)
    told("honest answers against margins: under the mark", under)
    assert NULL[0] <= under <= NULL[1]


@pytest.mark.parametrize("tilt", [0.05, 0.1, 0.2])
def test_the_range_of_an_uneven_response(told, tilt):
    held = scored(np.random.default_rng(1020), 0.35, TIMES, tilt=tilt, level=0.9)[2]
    told(f"R's 90% range, tilt {tilt}: held", held)
    # Near an even response the range is wide by design: a spread under what chance adds counts as that.
    assert COVER[0] <= held <= (COVER[1] if tilt >= 0.1 else 1)


@pytest.mark.parametrize("n", [60, 400])
def test_the_weighted_ring(told, n):
    held = covered(np.random.default_rng(1030), 0.7, n, TIMES)
    told(f"weighted ring, n {n}: held", held)
    assert COVER[0] <= held <= COVER[1]


def test_feldts_interval(told):
    held = [alpha_covered(np.random.default_rng(1040), n, 2, TIMES) for n in (20, 100)]
    told("Feldt's 90% interval, n 20 and 100: held", *held)
    assert all(COVER[0] <= one <= COVER[1] for one in held)


def test_feldts_interval_of_rounded_answers(told):
    rng, load = np.random.default_rng(1050), np.full(5, 0.7)

    def rounded(n):
        return np.clip(np.round(3 + made(rng, n, load, 0.7)), 1, 5)

    parts = PARTS | {"lowest": 1, "highest": 5, "items": list("abcde")}
    many = np.cov(rounded(1_000_000).T)
    truth = 5 / 4 * (1 - np.trace(many) / many.sum())
    found = [reliability(rounded(150), **parts, level=0.9).alpha for _ in range(TIMES // 2)]
    held = np.mean([one.low <= truth <= one.high for one in found])
    told("Feldt's 90% interval, five rounded items, n 150: held", held)
    assert COVER[0] <= held <= COVER[1]


def test_the_bootstrap_of_omega(told):
    rng, load = np.random.default_rng(1060), np.array([0.9, 0.8, 0.7, 0.6, 0.8])
    truth = load.sum() ** 2 / (load.sum() ** 2 + 5)
    held = 0
    for _ in range(500):
        found = reliability(made(rng, 200, load), **PARTS | {"replicates": 400}, items=list("abcde"), level=0.9).omega
        held += found.low <= truth <= found.high
    told("omega's 90% bootstrap interval, n 200: held", held / 500)
    assert 0.855 <= held / 500 <= 0.945


@pytest.mark.parametrize(
    ("name", "draw"),
    [
        ("simple", lambda seed: draw_simple(40, 12, seed=seed)),
        ("stratified", lambda seed: draw_stratified(np.repeat(["a", "b"], [30, 10]), UNEVEN, seed=seed)),
        ("systematic", lambda seed: draw_pps(np.arange(1, 41), 12, seed=seed)),
    ],
)
def test_every_row_is_drawn_as_often_as_its_chance(told, name, draw):
    times, chance = 20_000, draw(0).frame_probability
    off = np.abs(frequencies(draw, 40, times) - chance) / np.sqrt(np.maximum(chance * (1 - chance), 1e-9) / times)
    told(f"{name} draw: largest of 40 standardized differences", off.max())
    assert off.max() < 4
