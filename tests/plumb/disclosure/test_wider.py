"""A wider code that an Axis declares is asked for, whether or not any table shows it."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import DataError, Reason
from commonbeat.plumb.disclosure import TOTAL, Axis, Release, Table, audit, protect_linked, releasable

rules = settings(deadline=None, derandomize=True, max_examples=50)
few, cover = Reason.TOO_FEW, Reason.COMPLEMENTARY
AGES = Axis(name="age", codes=("15", "16", "17", "18+"), parts={"juvenile": ("15", "16", "17")})
COUNTS = {("15",): 1, ("16",): 1, ("17",): 2, ("18+",): 61, (TOTAL,): 65}
STRIPS = Axis(name="area", codes=("1", "2", "3", "4"), parts={"12": ("1", "2"), "23": ("2", "3"), "234": ("23", "4")})


def key(**codes):
    return frozenset(codes.items())


def release(*tables):
    return Release(name="r", day=date(2021, 1, 1), tables=tables)


def test_the_juveniles_whom_no_table_shows_are_a_leak_and_are_covered():
    hidden = {codes: few if told < 5 else told for codes, told in COUNTS.items()}
    ages = Table(name="ages", axes=("age",), cells=hidden)
    with pytest.raises(DataError, match=r"gives away age juvenile: 4 \(not published, but follows from the rest\)"):
        releasable(release(ages), axes=[AGES])
    covered = protect_linked([Table(name="ages", axes=("age",), cells=COUNTS)], axes=[AGES])
    assert {codes for codes, told in covered.tables[0].cells.items() if told is cover} in ({("18+",)}, {(TOTAL,)})
    assert releasable(release(*covered.tables), axes=[AGES]).audit.safe


def test_a_wider_code_is_asked_for_together_with_every_code_of_the_other_axes():
    sex = Axis(name="sex", codes=("F", "M"), parts={"all": ("F", "M")})
    women = {("15", "F"): few, ("16", "F"): few, ("17", "F"): 0, ("18+", "F"): 20, (TOTAL, "F"): 23}
    men = {("15", "M"): 30, ("16", "M"): 30, ("17", "M"): 30, ("18+", "M"): 30, (TOTAL, "M"): 120}
    found = audit([Table(name="t", axes=("age", "sex"), cells=women | men)], axes=[AGES, sex])
    assert [(leak.key, leak.low, str(leak.kind)) for leak in found.leaks] == [
        (key(age="juvenile", sex="F"), 3, "derived")
    ]


def test_a_wider_code_of_what_all_cells_have_in_common_is_asked_for():
    adults = Table(name="adults", axes=("area",), cells={("A",): 30, ("B",): 40}, within={"age": "18+"})
    everybody = Table(name="all", axes=("area",), cells={("A",): 33, ("B",): 50})
    found = audit([adults, everybody], axes=[AGES])
    assert [(leak.key, leak.low) for leak in found.leaks] == [(key(area="A", age="juvenile"), 3)]


def test_a_wider_code_that_cuts_a_published_one_is_known_only_where_the_strip_is_empty():
    both = Axis(name="area", codes=("1", "2", "3"), parts={"new": ("1", "2"), "old": ("2", "3")})
    empty = Table(name="t", axes=("area",), cells={("1",): cover, ("old",): 0, (TOTAL,): 7})
    assert [leak.key for leak in audit([empty], axes=[both]).leaks] == [key(area="1")]
    full = Table(name="t", axes=("area",), cells={("1",): Reason.NOT_COLLECTED, ("old",): 9})
    assert audit([full], axes=[both]).safe


@rules
@given(counts=st.lists(st.integers(0, 3), min_size=4, max_size=4), data=st.data())
def test_what_follows_of_wider_codes_is_what_an_outsider_finds_who_tries_every_table(counts, data):
    leaves = {code: [int(leaf) - 1 for leaf in STRIPS.leaves(code)] for code in (*STRIPS.codes, *STRIPS.parts, TOTAL)}
    shown = data.draw(st.sets(st.sampled_from(sorted(leaves)), min_size=1))
    hidden = data.draw(st.sets(st.sampled_from(sorted(shown)), max_size=3))
    true = {code: sum(counts[leaf] for leaf in held) for code, held in leaves.items()}
    cells = {(code,): cover if code in hidden and true[code] else true[code] for code in sorted(shown)}
    every = np.stack(np.meshgrid(*[np.arange(13)] * 4), axis=-1).reshape(-1, 4)
    for (code,), told in cells.items():
        sums = every[:, leaves[code]].sum(axis=1)
        every = every[sums >= 1] if told is cover else every[sums == told]
    known = set()
    for held in leaves.values():
        sums = every[:, held].sum(axis=1)
        secret = any(told is cover for (code,), told in cells.items() if leaves[code] == held)
        if sums.min() == sums.max() and (secret or 0 < sums.min() < 3):
            known.add(tuple(held))
    found = audit([Table(name="t", axes=("area",), cells=cells)], axes=[STRIPS], minimum=3)
    assert {tuple(leaves[dict(leak.key).get("area", TOTAL)]) for leak in found.leaks} == known
