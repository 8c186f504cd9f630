"""Rounded tables: close, without bias, adding up where asked, and audited like others."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import DataError, Reason
from commonbeat.plumb.disclosure import audit
from commonbeat.plumb.disclosure.published import TOTAL, Rounded, Table
from commonbeat.plumb.disclosure.rounding import round_table

rules = settings(deadline=None, derandomize=True, max_examples=50)
grids = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 30), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)


def table_of(counts, totals=True):
    rows, columns = [f"a{i}" for i in range(len(counts))], [f"g{j}" for j in range(len(counts[0]))]
    return Table.grid("t", ("area", rows), ("group", columns), counts, totals=totals)


def values(rounding):
    return {codes: told.value for codes, told in rounding.table.cells.items()}


@rules
@given(counts=grids, base=st.sampled_from([2, 3, 5, 10]), seed=st.integers(0, 9), controlled=st.booleans())
def test_every_figure_is_a_multiple_just_above_or_below(counts, base, seed, controlled):
    table = table_of(counts)
    found = values(round_table(table, base=base, seed=seed, controlled=controlled))
    for codes, count in table.cells.items():
        assert found[codes] % base == 0
        assert abs(found[codes] - count) < base
        assert found[codes] == count or count % base


@rules
@given(counts=grids, base=st.sampled_from([3, 5]), seed=st.integers(0, 9))
def test_controlled_figures_add_up(counts, base, seed):
    table = table_of(counts)
    found = values(round_table(table, base=base, seed=seed))
    for codes, total in found.items():
        if TOTAL in codes:
            inner = [
                value
                for other, value in found.items()
                if TOTAL not in other and all(one in (TOTAL, code) for one, code in zip(codes, other, strict=True))
            ]
            assert sum(inner) == total


@pytest.mark.parametrize("controlled", [True, False])
def test_rounding_has_no_bias(controlled):
    """The mean of 600 draws lies within four standard errors of every count; 4 of 20 pass it in 10,000 runs."""
    counts = np.random.default_rng(20).poisson(8, size=(4, 3))
    table = table_of(counts)
    draws = [values(round_table(table, seed=seed, controlled=controlled)) for seed in range(600)]
    for codes, count in table.cells.items():
        rest = count % 5
        error = np.sqrt(rest * (5 - rest) / 600)
        assert abs(np.mean([draw[codes] for draw in draws]) - count) <= 4 * error


def test_the_same_seed_rounds_alike_and_another_does_not():
    table = table_of(np.random.default_rng(4).poisson(8, size=(5, 5)))
    assert values(round_table(table, seed=1)) == values(round_table(table, seed=1))
    assert values(round_table(table, seed=1)) != values(round_table(table, seed=2))


def test_a_list_and_a_table_without_totals_are_rounded_too():
    line = Table.line("t", ("area", ["A", "B", "C"]), [3, 7, 11])
    found = values(round_table(line, seed=3))
    assert found["A",] + found["B",] + found["C",] == found[(TOTAL,)]
    bare = round_table(table_of([[3, 4], [6, 7]], totals=False), seed=3)
    assert set(bare.table.cells) == {("a0", "g0"), ("a0", "g1"), ("a1", "g0"), ("a1", "g1")}


@rules
@given(counts=grids, seed=st.integers(0, 9))
def test_controlled_rounding_to_five_passes_the_audit(counts, seed):
    assert audit([round_table(table_of(counts), seed=seed).table], ranges=False).safe


def test_rounding_each_by_itself_may_fail_the_audit():
    """To base 3 two single persons may both be rounded up and their total down: then both are known."""
    table = Table.line("t", ("area", ["A", "B"]), [1, 1])
    draws = [round_table(table, base=3, seed=seed, controlled=False).table for seed in range(30)]
    leaky = [draw for draw in draws if not audit([draw]).safe]
    assert leaky
    for draw in leaky:
        assert [draw.cells[codes] for codes in (("A",), ("B",), (TOTAL,))] == [
            Rounded(3, 3),
            Rounded(3, 3),
            Rounded(0, 3),
        ]


def test_a_rounding_says_what_it_did_and_what_it_cannot_do():
    table = table_of([[3, 4], [6, 7]])
    together, each = round_table(table, seed=1), round_table(table, seed=1, base=3, controlled=False)
    assert together.sentence() == (
        "Every figure is rounded at random to a multiple of 5; the true count is at most 4 away. "
        "Figures add up to their totals."
    )
    assert "múltiplo de 3" in each.sentence("es")
    assert "need not add up" in each.sentence()
    assert (together.method.key, each.method.key) == ("controlled_rounding", "random_rounding")
    assert (together.additive, each.additive) == (True, False)
    assert [note.said() for note in each.notes] == [
        "Totals are rounded by themselves, so figures need not add up to them."
    ]
    assert "round once" in together.limits()
    assert "semilla" in together.limits("es")


@pytest.mark.parametrize(
    ("cells", "axes", "problem"),
    [
        ({("A", "X"): 3, ("A", "Y"): 4, ("B", "X"): 5}, ("a", "b"), "does not have every cell"),
        ({(TOTAL, TOTAL): 5}, ("a", "b"), "does not have every cell"),
        ({("A", "X"): 3, ("A", TOTAL): 4}, ("a", "b"), "a A of 't' is 4, its cells sum to 3"),
        ({("A", "X", "J"): 3}, ("a", "b", "c"), "more than two axes"),
        ({("A",): Reason.TOO_FEW}, ("a",), "hides a A"),
    ],
)
def test_what_cannot_be_rounded_together_is_refused(cells, axes, problem):
    with pytest.raises(DataError, match=problem):
        round_table(Table(name="t", axes=axes, cells=cells), seed=1)


def test_tables_of_three_axes_are_rounded_cell_by_cell():
    table = Table(name="t", axes=("a", "b", "c"), cells={("A", "X", "J"): 3, (TOTAL, "X", "J"): 13})
    assert set(values(round_table(table, seed=1, controlled=False))) == set(table.cells)
