"""Two waves drawn towards the other levels alike, so that a wave with fewer answers does not look like a change."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from commonbeat.plumb.areas.cells import Floats
from commonbeat.plumb.areas.estimates import AreaEstimates

NOTABLE = 0.005
"""A level whose figure moves by this much (half a point) is said to have been leveled."""


def leveled(before: AreaEstimates, after: AreaEstimates) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """The draws of both waves, each level leaning in both on its own answers as much as in the wave that does so less.

    A fit keeps the part 1 - shrinkage of what is special about a level. Where the parts of two waves differ, a level
    that is truly high or low would seem to have moved though nothing changed. So the wave that kept more gives up the
    rest: the logit of its share is moved by own effect x (kept less / kept more - 1). Where nobody answered in one
    wave, nothing special is left in either. Draws as they are where the factor is fixed: its levels lean on nothing.
    Returns levels x draws of each wave, and which levels' figures moved notably.
    """
    one, other = _given_up(before, after), _given_up(after, before)
    then, now = _moved(before.draws, one), _moved(after.draws, other)
    far = np.abs(then.mean(axis=1) - before.draws.mean(axis=1)), np.abs(now.mean(axis=1) - after.draws.mean(axis=1))
    return then, now, np.maximum(*far) >= NOTABLE


def _given_up(wave: AreaEstimates, other: AreaEstimates) -> Floats:
    """What each level's logit of `wave` gives up, so that it keeps no more of its own than in the `other`."""
    if wave.shrinkage is None or wave.own_effects is None or other.shrinkage is None:
        return np.zeros(len(wave.names))
    kept, kept_there = 1 - wave.shrinkage, 1 - other.shrinkage
    part = np.where(kept > kept_there, kept_there / np.where(kept > 0, kept, 1), 1.0)
    given: Floats = wave.own_effects * (1 - part)
    return given


def _moved(draws: Floats, given: Floats) -> Floats:
    """The draws of the shares, each level's logit lower by what it gives up."""
    tiny = np.finfo(np.float64).tiny
    inside = np.clip(draws, tiny, 1 - np.finfo(np.float64).epsneg)
    moved: Floats = np.where(given[:, None] == 0, draws, expit(logit(inside) - given[:, None]))
    return moved
