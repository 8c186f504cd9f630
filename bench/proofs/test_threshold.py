"""The threshold test in full: two made-up cities each way, held to the whole gate of R-hat 1.01."""

from datetime import date

import pytest

from commonbeat.plumb import About, Window
from commonbeat.plumb.threshold import Answer, Sampling, simulate_searches, threshold_test

ABOUT = About(window=Window.year(2025), as_of=date(2026, 3, 1), unit="stops", synthetic=True)
SEEDS = (2611261, 2611262)
PLACES = 12


def made_and_tested(seed, thresholds):
    """A city's truth and what the test makes of its counts."""
    city = simulate_searches(seed, places=PLACES, thresholds=thresholds)
    found = threshold_test(
        stops=city.stops,
        searches=city.searches,
        hits=city.hits,
        places=[f"Beat {number}" for number in range(PLACES)],
        groups=["White", "Black"],
        about=ABOUT,
        sampling=Sampling(seed=seed),
    )
    return city.thresholds, found


@pytest.mark.parametrize("thresholds", [(0.35, 0.15), (0.25, 0.25)], ids=["a lower bar", "one bar for all"])
def test_known_bars_are_held_and_none_is_made_up(thresholds):
    """Of all true thresholds and gaps, three in four at least lie in the beta model's 95% ranges; none is made up."""
    inside, asked, answers = 0, 0, []
    for seed in SEEDS:
        truth, found = made_and_tested(seed, thresholds)
        beta = found.answers[0]
        for group, bar in zip(found.groups, truth, strict=True):
            inside += beta.thresholds[group].low <= bar <= beta.thresholds[group].high
        gap = (truth[1] - truth[0]) * 100
        inside += beta.differences["Black"].low <= gap <= beta.differences["Black"].high
        asked += 3
        answers.append(found.answer("Black"))
        worst = max(answer.r_hat for answer in found.answers)
        print(f"seed {seed}: truth {truth.round(3)}, {found.sentence()} R-hat {worst:.3f}")
    print(f"{inside} of {asked} truths lie in the beta model's 95% ranges; answers {[str(one) for one in answers]}")
    assert inside >= 0.75 * asked
    if thresholds[0] == thresholds[1]:
        assert Answer.LOWER not in answers
        assert Answer.HIGHER not in answers
    else:
        assert Answer.HIGHER not in answers
        assert Answer.LOWER in answers
