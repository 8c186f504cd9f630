"""Sealed results: nobody writes into them, in this process or in another, and what they were made of stays apart."""

import copy
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
import pytest

from commonbeat.plumb import Groups
from commonbeat.plumb.peers import beta_binomial, compare_counts, department, discover, empirical_null, patrol
from commonbeat.plumb.sealed import Sealed
from plumb.peers.rules import ABOUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing(Sealed):
    values: np.ndarray
    names: dict[str, int]
    word: str = "kept"


def parts(one):
    return [getattr(one, part.name) for part in fields(one)]


def compared():
    made = department(8, officers=40, assignments=2)
    return compare_counts(made.officers, made.assignments, made.events, made.hours, about=ABOUT)


MADE = {
    "comparison": compared,
    "null": lambda: compared().null,
    "learned null": lambda: empirical_null(np.linspace(-2, 2, 300)),
    "beta-binomial": lambda: beta_binomial(["a", "a", "b", "b"], [1, 5, 2, 2], [9, 9, 8, 8]),
    "discovery": lambda: discover([0.01, 0.4, 0.9]),
    "department": lambda: department(1, officers=10),
    "its officers": lambda: department(1, officers=10).officers,
    "patrol": lambda: patrol(1, officers=10),
}


def test_a_sealed_result_is_a_copy_of_what_it_was_made_of():
    values, names = np.arange(3.0), {"one": 1}
    thing = Thing(values=values, names=names)
    values[0], names["one"] = 9, 9
    assert (thing.values[0], thing.names["one"], thing.word) == (0, 1, "kept")


@pytest.mark.parametrize("made", MADE.values(), ids=MADE.keys())
@pytest.mark.parametrize("sent", [lambda one: one, lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy])
def test_no_part_of_a_comparison_can_be_written_into_here_or_in_another_process(made, sent):
    first = made()
    again = sent(first)
    assert type(again) is type(first)
    for part, original in zip(parts(again), parts(first), strict=True):
        if isinstance(part, np.ndarray):
            assert np.array_equal(part, original, equal_nan=part.dtype.kind == "f")
            with pytest.raises(ValueError, match="read-only"):
                part[...] = 0
        elif isinstance(part, Mapping):
            assert part.keys() == original.keys()
            with pytest.raises(TypeError, match="does not support item assignment"):
                part["more"] = 1
        elif isinstance(part, Groups):
            assert not part.codes.flags.writeable
