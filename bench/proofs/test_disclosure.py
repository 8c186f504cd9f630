"""The long proof of disclosure control: many tables, none of whose hidden cells an outsider works out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import Reason, protect
from commonbeat.plumb.disclosure import Table, audit, protect_linked, round_table
from plumb.disclosure.enumeration import codes_of, drawn, known, members, only_small_hidden

TABLES = 2000
PAIRS = 60
ROUNDINGS = 2000
SEED = 2017


def axis(name, size):
    return name, [f"{name} {number}" for number in range(size)]


def counts_of(draws, height, width):
    """A few large areas and many small ones, a share for each group."""
    shares = draws.dirichlet(np.full(width, 2.0))
    return draws.poisson(draws.gamma(0.6, 30, size=(height, 1)) * shares * width / 3)


def test_of_what_protect_hides_nothing_is_worked_out():
    draws = np.random.default_rng(SEED)
    hidden = leaks = 0
    for number in range(TABLES):
        counts = counts_of(draws, *draws.integers(1, 11, size=2))
        shown = protect(counts, minimum=(5, 10)[number % 2])
        table = Table.of(shown, "t", axis("area", counts.shape[0]), axis("group", counts.shape[1]))
        found = audit([table], minimum=(5, 10)[number % 2], ranges=False)
        hidden, leaks = hidden + len(found.ranges), leaks + len(found.leaks)
    print(f"protect: {TABLES} tables, {hidden} hidden cells, {leaks} worked out")
    assert hidden > TABLES
    assert leaks == 0


@pytest.mark.parametrize("shape", [(7, 8), (30, 6), (30, 12)])
def test_hiding_counts_under_ten_alone_gives_many_of_them_away(shape):
    """The negative control: the fewer hidden cells a line has, the more of them follow; all do, where there is one."""
    draws = np.random.default_rng(SEED)
    shares = {}
    for mean in (11, 12, 13, 14, 16):
        hidden = worked_out = 0
        for _table in range(40):
            found = audit([only_small_hidden(draws.poisson(mean, size=shape), 10)], minimum=10, ranges=False)
            hidden, worked_out = hidden + len(found.ranges), worked_out + len(found.leaks)
        shares[mean] = worked_out / hidden
    told = ", ".join(f"mean {mean}: {share:.0%}" for mean, share in shares.items())
    print(f"only counts under 10 hidden, {shape[0]} by {shape[1]}: {told}")
    assert shares[14] > 0.47
    assert shares[16] > 0.9


def test_the_audit_agrees_with_an_outsider_who_tries_every_table():
    """One table; then three that go round in a circle, in every cell of their joint table."""
    alone, open_ones = [], []

    def check(tables, axes, cap):
        given_away = known(tables, axes, 3, cap)
        found = audit(tables, minimum=3)
        assert {members(leak.key, axes) for leak in found.leaks} == given_away
        alone.append(len(given_away))
        open_ones.append(sum(one.low != one.high for one in found.ranges))

    @settings(deadline=None, derandomize=True, max_examples=1500, database=None)
    @given(table=drawn(st.integers(0, 2)))
    def single(table):
        check([table], codes_of([table]), 18)

    @settings(deadline=None, derandomize=True, max_examples=500, database=None)
    @given(counts=st.lists(st.integers(0, 2), min_size=8, max_size=8), data=st.data())
    def circle(counts, data):
        cube, axes, tables = np.array(counts).reshape(2, 2, 2), {"a": ["A", "B"], "b": ["X", "Y"], "c": ["J", "F"]}, []
        for out in axes:
            names = [name for name in axes if name != out]
            margin = Table.grid(out, *((name, axes[name]) for name in names), cube.sum(axis=list(axes).index(out)))
            hidden = data.draw(st.sets(st.sampled_from([one for one in margin.cells if any(one)]), max_size=4))
            cells = {at: Reason.COMPLEMENTARY if at in hidden and one else one for at, one in margin.cells.items()}
            tables.append(Table(name=out, axes=tuple(names), cells=cells))
        check(tables, axes, sum(counts))

    single()
    circle()
    print(f"every table tried: {sum(alone)} cells follow, {sum(open_ones)} do not; the audit agrees")
    assert sum(alone) > 100
    assert sum(open_ones) > 100


def test_of_what_is_covered_in_linked_tables_nothing_is_worked_out():
    draws = np.random.default_rng(SEED)
    leaky = hidden = 0
    for _pair in range(PAIRS):
        table = counts_of(draws, 8, 5)
        months = np.array([draws.multinomial(total, np.full(6, 1 / 6)) for total in table.sum(axis=0)])
        areas = Table.grid("areas", axis("area", 8), axis("group", 5), table)
        tables = [areas, Table.grid("months", axis("group", 5), axis("month", 6), months)]
        apart = [
            Table.of(protect(table), "areas", axis("area", 8), axis("group", 5)),
            Table.of(protect(months), "months", axis("group", 5), axis("month", 6)),
        ]
        leaky += not audit(apart, ranges=False).safe
        covered = protect_linked(tables)
        assert audit(covered.tables, ranges=False).safe
        hidden += covered.small + covered.covers
    print(f"linked: {PAIRS} pairs, {hidden} hidden, 0 worked out; covered one by one {leaky} pairs leak")


@pytest.mark.parametrize("controlled", [True, False])
def test_rounding_keeps_the_mean_of_every_cell(controlled):
    """No standardized mean of 63 lies over 4.5: by chance one does so in 2,300 runs."""
    counts = np.random.default_rng(SEED).poisson(9, size=(8, 6))
    table = Table.grid("t", axis("area", 8), axis("group", 6), counts)
    sums = dict.fromkeys(table.cells, 0)
    for seed in range(ROUNDINGS):
        for codes, told in round_table(table, seed=seed, controlled=controlled).table.cells.items():
            sums[codes] += told.value
    off = []
    for codes, count in table.cells.items():
        rest = count % 5
        error = np.sqrt(rest * (5 - rest) / ROUNDINGS)
        off.append(abs(sums[codes] / ROUNDINGS - count) / error if rest else abs(sums[codes] - ROUNDINGS * count))
    print(f"rounding ({'controlled' if controlled else 'each'}): largest bias {max(off):.1f} errors")
    assert max(off) < 4.5
