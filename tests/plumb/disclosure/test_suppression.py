"""Small groups are merged, small counts hidden, and none follows for an attacker who knows the rules."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from commonbeat.plumb import (
    About,
    DataError,
    Kind,
    Reason,
    Thresholds,
    Window,
    count,
    count_shown,
    enough,
    merge_groups,
    protect,
    protect_list,
    rate,
    rate_shown,
    share,
)

ABOUT = About(window=Window.year(2017), as_of=date(2018, 6, 1))
rules = settings(deadline=None, derandomize=True, max_examples=30)
counts = st.one_of(st.integers(0, 9), st.integers(0, 3), st.integers(0, 300))
tables = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda shape: st.lists(st.lists(counts, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0])
)


def bounds(cell, minimum):
    """What a reader knows of a cell before looking at its neighbors."""
    if cell is Reason.TOO_FEW:
        return 1, minimum - 1
    return (1, None) if cell is Reason.COMPLEMENTARY else (cell, cell)


def recovered(lines, variables, minimum, leave=()):
    """How many hidden cells a linear program pins to one value, given every equation that ties cells and totals.

    `leave`: cells that nobody minds being found.
    """
    equations = np.zeros((len(lines), len(variables)))
    for row, (parts, total) in enumerate(lines):
        equations[row, parts] = 1
        equations[row, total] = -1
    limits = [bounds(cell, minimum) for cell in variables]
    found = 0
    for number in (i for i, cell in enumerate(variables) if isinstance(cell, Reason) and i not in leave):
        cost = np.zeros(len(variables))
        cost[number] = 1
        least, most = (
            linprog(sign * cost, A_eq=equations, b_eq=np.zeros(len(lines)), bounds=limits, method="highs")
            for sign in (1, -1)
        )
        assert least.status == 0
        assert most.status in (0, 3)
        found += most.status == 0 and -most.fun - least.fun < 0.5
    return found


def attack(shown, minimum, leave=()):
    """The attacker before a protected table."""
    height, width = len(shown.cells), len(shown.cells[0])
    variables = [cell for row in shown.cells for cell in row]
    variables += [*shown.row_totals, *shown.column_totals, shown.total]
    grid = np.arange(height * width).reshape(height, width)
    rows, columns = height * width + np.arange(height), height * width + height + np.arange(width)
    lines = [*zip(grid, rows, strict=True), *zip(grid.T, columns, strict=True)]
    lines += [(rows, len(variables) - 1), (columns, len(variables) - 1)]
    return recovered(lines, variables, minimum, leave)


@rules
@given(table=tables, minimum=st.sampled_from([2, 3, 5, 10]))
def test_an_attacker_recovers_no_hidden_cell_of_a_table(table, minimum):
    assert attack(protect(table, minimum=minimum), minimum) == 0


@rules
@given(table=tables, minimum=st.sampled_from([2, 3, 5, 10]))
def test_what_is_small_is_hidden_and_what_is_shown_is_true(table, minimum):
    shown = protect(table, minimum=minimum)
    array = np.array(table)
    pairs = [*zip(shown.cells, array.tolist(), strict=True)]
    pairs += [(shown.row_totals, array.sum(1).tolist()), (shown.column_totals, array.sum(0).tolist())]
    pairs.append(((shown.total,), [array.sum()]))
    for cells, truths in pairs:
        for cell, truth in zip(cells, truths, strict=True):
            assert cell == truth if not isinstance(cell, Reason) else truth > 0
            assert isinstance(cell, Reason) or not 0 < truth < minimum
            assert cell is not Reason.TOO_FEW or truth < minimum


@rules
@given(table=tables, minimum=st.sampled_from([3, 5]), data=st.data())
def test_cells_that_are_not_shown_anyway_cover_others_and_cells_named_are_hidden_and_covered(table, minimum, data):
    height, width = len(table), len(table[0])
    places = st.sets(st.tuples(st.integers(0, height - 1), st.integers(0, width - 1)), max_size=4)
    unshown, also = data.draw(places), data.draw(places)
    shown = protect(table, minimum=minimum, unshown=unshown, also=also)
    assert all(isinstance(shown.cells[i][j], Reason) for i, j in unshown | also if table[i][j])
    known = {i * width + j for i, j in unshown - also if table[i][j] >= minimum}
    assert attack(shown, minimum, leave=known) == 0


def test_a_cell_that_is_not_shown_anyway_spares_a_smaller_neighbor():
    table = [[3, 6, 13, 40], [9, 50, 50, 50], [9, 50, 50, 50]]
    alone = protect(table)
    spared = protect(table, unshown=[(0, 2)])
    assert alone.cells[0][1] is Reason.COMPLEMENTARY
    assert spared.cells[0] == (Reason.TOO_FEW, 6, Reason.COMPLEMENTARY, 40)


@rules
@given(table=tables)
def test_every_row_and_column_with_a_hidden_cell_has_two(table):
    shown = protect(table)
    lines = [[*row, total] for row, total in zip(shown.cells, shown.row_totals, strict=True)]
    lines += [
        [*column, total] for column, total in zip(zip(*shown.cells, strict=True), shown.column_totals, strict=True)
    ]
    lines += [[*shown.row_totals, shown.total], [*shown.column_totals, shown.total]]
    for line in lines:
        assert sum(isinstance(cell, Reason) for cell in line) != 1


@rules
@given(values=st.lists(counts, min_size=1, max_size=8), minimum=st.sampled_from([2, 3, 5, 10]))
def test_an_attacker_recovers_no_hidden_count_of_a_list(values, minimum):
    shown = protect_list(values, minimum=minimum)
    variables = [*shown.cells, shown.total]
    assert recovered([(list(range(len(values))), len(values))], variables, minimum) == 0
    assert all(isinstance(cell, Reason) or cell == value for cell, value in zip(shown.cells, values, strict=True))


def test_the_cheapest_neighbors_are_hidden_and_totals_stay():
    shown = protect([[3, 10, 0], [20, 30, 9], [7, 8, 6]])
    assert shown.cells == (
        (Reason.TOO_FEW, Reason.COMPLEMENTARY, 0),
        (20, 30, 9),
        (Reason.COMPLEMENTARY, Reason.COMPLEMENTARY, 6),
    )
    assert (shown.row_totals, shown.column_totals, shown.total) == ((13, 59, 21), (30, 48, 15), 93)


def test_two_hidden_cells_whose_total_is_two_are_not_given_away():
    table = [[1, 1, 0], [60, 70, 80]]
    bare = protect(table, published_margins=False)
    told = replace(bare, row_totals=(2, 210), column_totals=(61, 71, 80), total=212)
    assert attack(told, 5) == 2
    assert attack(protect(table), 5) == 0


def test_hiding_small_counts_alone_gives_most_of_them_away():
    table = np.random.default_rng(7).poisson(12, size=(30, 6))
    bare = protect(table, published_margins=False)
    told = replace(
        bare,
        row_totals=tuple(table.sum(1).tolist()),
        column_totals=tuple(table.sum(0).tolist()),
        total=int(table.sum()),
    )
    hidden = sum(isinstance(cell, Reason) for row in bare.cells for cell in row)
    assert hidden > 0
    assert attack(told, 5) > hidden / 2
    assert attack(protect(table), 5) == 0


def test_two_rings_joined_by_one_cell_do_not_leave_that_cell_open():
    table = np.full((4, 4), 40)
    table[0, 0] = table[0, 1] = table[1, 0] = table[2, 2] = table[2, 3] = table[3, 2] = 3
    table[1, 2] = 2
    assert attack(protect(table), 5) == 0


def test_a_bound_that_would_give_a_cell_away_is_not_told():
    shown = protect([[1, 1, 1, 1]])
    assert shown.row_totals == (Reason.COMPLEMENTARY,)
    assert attack(shown, 5) == 0


def test_a_table_without_small_counts_is_shown_whole():
    shown = protect(np.array([[0, 5], [6, 7]]))
    assert shown.cells == ((0, 5), (6, 7))
    assert shown.total == 18


def test_without_published_totals_only_small_cells_are_hidden():
    shown = protect([[3, 10], [0, 30]], published_margins=False)
    assert shown.cells == ((Reason.TOO_FEW, 10), (0, 30))
    assert (shown.row_totals, shown.column_totals, shown.total) == ((), (), None)
    alone = protect_list([4, 0, 5], published_total=False)
    assert (alone.cells, alone.total) == ((Reason.TOO_FEW, 0, 5), None)


@pytest.mark.slow
def test_a_city_of_84_neighborhoods_is_covered_whole():
    draws = np.random.default_rng(2017)
    table = draws.poisson(draws.gamma(0.4, 40, size=(84, 1)) * np.array([0.5, 0.3, 0.1, 0.05, 0.03, 0.02]))
    assert attack(protect(table), 5) == 0


@pytest.mark.parametrize("table", [[], [[]], [[1, 2], [3]], [[1.5]], [[-1]]])
def test_what_is_not_a_table_of_counts_is_refused(table):
    with pytest.raises(DataError):
        protect(table)


def test_small_groups_are_merged_until_they_have_enough():
    merged = merge_groups({"A": 40, "B": 3, "C": 12, "D": 0, "E": 7}, into="Other")
    assert merged.counts == {"A": 40, "C": 12, "Other": 10}
    assert list(merged.counts)[-1] == "Other"
    assert (merged.members, merged.enough) == (("B", "D", "E"), True)


def test_a_group_that_bears_the_name_takes_the_small_ones_in():
    merged = merge_groups({"Other": 30, "A": 2, "B": 8}, into="Other")
    assert merged.counts == {"B": 8, "Other": 32}
    assert merged.members == ("Other", "A")


def test_groups_that_are_large_enough_stay_as_they_are():
    merged = merge_groups({"A": 5, "B": 6}, into="Other")
    assert (merged.counts, merged.members, merged.enough) == ({"A": 5, "B": 6}, (), True)


def test_a_town_too_small_for_any_group_says_so():
    merged = merge_groups({"A": 2, "B": 1}, into="Other")
    assert (merged.counts, merged.members, merged.enough) == ({}, ("A", "B"), False)


@rules
@given(sizes=st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 12)), minimum=st.integers(1, 10))
def test_no_merged_or_shown_group_is_small_and_nobody_is_lost(sizes, minimum):
    merged = merge_groups(sizes, minimum=minimum, into="A")
    assert all(size >= minimum for size in merged.counts.values())
    assert merged.enough == (sum(sizes.values()) >= minimum or not sizes)
    if merged.enough:
        assert sum(merged.counts.values()) == sum(sizes.values())


@pytest.mark.parametrize(
    ("figure", "hint"),
    [
        (share(10, 29, about=ABOUT), 30),
        (share(10, 30, about=ABOUT), None),
        (share(0, 30, about=ABOUT), None),
        (share(4, 30, about=ABOUT), 5),
        (share(27, 30, about=ABOUT), 5),
        (share(30, 30, about=ABOUT), None),
        (replace(share(10, 30, about=ABOUT), numerator=None, denominator=None), None),
        (rate(29, 10_000, per=1000, unit="residents", about=ABOUT), 30),
        (rate(30, 10_000, per=1000, unit="residents", about=ABOUT), None),
    ],
)
def test_a_rate_is_shown_from_thirty_on_unless_it_gives_a_small_count_away(figure, hint):
    assert_hidden(rate_shown(figure), figure, hint)


@pytest.mark.parametrize(
    ("hits", "trials", "hint"),
    [
        (2, 40, 5),
        (38, 40, 5),
        (20, 40, None),
        (0, 40, None),
        (40, 40, None),
        (5, 50, None),
        (45, 50, None),
        (7, 70, None),
    ],
)
def test_a_share_without_a_numerator_is_hidden_where_its_n_gives_a_small_count_away(hits, trials, hint):
    """As weighted shares are: 2 of 40 with equal weights is shown as 5% beside n = 40, so a reader counts 2."""
    plain = share(hits, trials, about=ABOUT)
    for unknown in ({"numerator": None, "denominator": None}, {"numerator": None}, {"denominator": None}):
        figure = replace(plain, **unknown)
        assert_hidden(rate_shown(figure), figure, hint)


def test_a_rate_without_a_numerator_gives_its_n_events_away():
    figure = replace(rate(7, 100, per=1, unit="people", about=ABOUT), numerator=None, denominator=None)
    assert_hidden(rate_shown(figure, Thresholds(rate=5, count=10)), figure, 10)
    assert_hidden(rate_shown(figure, Thresholds(rate=5, count=7)), figure, None)


@pytest.mark.parametrize(("events", "hint"), [(0, None), (1, 5), (4, 5), (5, None)])
def test_a_count_is_shown_from_five_on_and_at_zero(events, hint):
    figure = count(events, about=ABOUT)
    assert_hidden(count_shown(figure), figure, hint)


def test_a_score_is_shown_from_its_own_threshold_on():
    figure = share(40, 74, about=ABOUT)
    assert_hidden(enough(figure, Thresholds().officer), figure, 75)
    assert_hidden(enough(figure, Thresholds().area), figure, None)
    assert_hidden(rate_shown(figure, Thresholds(rate=100)), figure, 100)


def assert_hidden(shown, figure, hint):
    """Hidden with this threshold, or shown as it is where there is none."""
    if hint is None:
        assert shown is figure
    else:
        assert shown == ABOUT.withheld(Reason.TOO_FEW, figure.kind, n_hint=hint)


def test_each_question_is_asked_of_its_own_kind():
    with pytest.raises(DataError):
        rate_shown(count(50, about=ABOUT))
    with pytest.raises(DataError):
        count_shown(share(40, 50, about=ABOUT))
    assert count(50, about=ABOUT).kind is Kind.COUNT


@pytest.mark.parametrize("wrong", [0, -1, 2.5, True])
def test_a_threshold_is_a_whole_number(wrong):
    with pytest.raises(DataError):
        Thresholds(rate=wrong)
