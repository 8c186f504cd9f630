"""Small areas' results: nobody writes into them, in this process or in another."""

import copy
import pickle
from collections.abc import Mapping

import numpy as np
import pytest

from commonbeat.plumb.areas import MrpModel, compare_waves, fay_herriot, fit_mrp, poststratify, simulate_city
from plumb.areas.examples import FIRST, SECOND, answers, census

CITY = simulate_city(20261126, areas=5, respondents=400)
MODEL = MrpModel(random=["age"], interactions=[["area", "age"]], covariates={"income": CITY.income})
FIT = fit_mrp(CITY.cells, MODEL, FIRST, draws=100, points=2)
SHARES = poststratify(FIT, CITY.census)
LATER = poststratify(fit_mrp(CITY.cells, MODEL, SECOND, draws=100, points=2), CITY.census)
MADE = {
    "city": CITY,
    "answers": answers(),
    "census": census(),
    "model": MODEL,
    "fit": FIT,
    "shares": SHARES,
    "waves": compare_waves(SHARES, LATER),
    "Fay-Herriot": fay_herriot(
        np.arange(8.0), np.ones(8), np.ones(8), names=list("ABCDEFGH"), covariates={}, about=FIRST
    ),
}


def leaves(one, path=()):
    """Every part of a result and of the results in it, with its path."""
    yield path, one
    if isinstance(one, Mapping):
        parts = one.items()
    elif isinstance(one, tuple):
        parts = enumerate(one)
    else:
        parts = [(part.name, getattr(one, part.name)) for part in getattr(one, "__dataclass_fields__", {}).values()]
    for name, part in parts:
        yield from leaves(part, (*path, name))


@pytest.mark.parametrize("made", MADE.values(), ids=MADE.keys())
@pytest.mark.parametrize("sent", [lambda one: one, lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy])
def test_no_part_of_a_result_can_be_written_into_here_or_in_another_process(made, sent):
    again = dict(leaves(sent(made)))
    first = dict(leaves(made))
    assert again.keys() == first.keys()
    for path, part in again.items():
        if isinstance(part, np.ndarray):
            assert np.array_equal(part, first[path], equal_nan=True)
            with pytest.raises(ValueError, match="read-only"):
                part[...] = 0
        elif isinstance(part, Mapping):
            with pytest.raises(TypeError, match="does not support item assignment"):
                part["more"] = 1
        else:
            assert not isinstance(part, list), path


def test_what_a_model_was_made_of_may_change_afterwards():
    random, income = ["age"], np.array([1.0, 2.0, 3.0])
    model = MrpModel(random=random, covariates={"income": income})
    random.append("age")
    income[0] = 9
    assert (model.random, model.covariates["income"]) == (("age",), (1, 2, 3))
