"""Counts, shares and rates of small tables: what is shown is true, what is small is hidden and covered."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.measure.disparity import tables
from commonbeat.measure.findings.rules import leaks
from commonbeat.plumb import Estimate, Kind, Reason, Thresholds, Window, Withheld

YEAR = Window.year(2017)
FRAME = tables.Frame(Thresholds(), date(2018, 6, 1))
AREAS = (1, 2, 3)
CODES = ("white", "black", "asian")


def whole(_code):
    return YEAR


def table(*rows, areas=AREAS, codes=CODES):
    cells = [
        (area, code, number)
        for area, row in zip(areas, rows, strict=True)
        for code, number in zip(codes, row, strict=True)
    ]
    return tables.grid(cells, [area for area in areas if area is not None], codes)


def shown(drafts):
    return {(one.area, one.code): one.shown for one in drafts}


LARGE = table((50, 60, 70), (80, 90, 100), (40, 30, 20))


def test_a_table_sums_up_along_rows_columns_and_whole():
    assert (LARGE.at(1, ""), LARGE.at(None, "black"), LARGE.at(None, "")) == (180, 180, 540)


def test_records_without_a_neighborhood_count_for_the_whole_and_are_never_shown_alone():
    found = table((50, 60, 70), (9, 8, 7), areas=(1, None))
    drafts = tables.counts("m", found, {}, FRAME, whole, "stops")
    assert found.areas == (1, tables.UNPLACED)
    assert {one.area for one in drafts} == {None, 1}
    assert shown(drafts)[None, ""].point == 204


def test_a_small_cell_is_hidden_and_another_with_it():
    found = table((50, 60, 3), (80, 90, 100), (40, 30, 20))
    hides = tables.hidden(found, FRAME)
    counted = shown(tables.counts("m", found, hides, FRAME, whole, "stops"))
    assert counted[1, "asian"].reason is Reason.TOO_FEW
    assert isinstance(counted[None, "asian"], Estimate)
    assert sum(isinstance(counted[1, code], Withheld) for code in CODES) >= 2
    assert sum(isinstance(counted[area, "asian"], Withheld) for area in AREAS) >= 2


def test_a_zero_is_shown():
    found = table((50, 60, 0), (80, 90, 100), (40, 30, 20))
    assert shown(tables.counts("m", found, tables.hidden(found, FRAME), FRAME, whole, "stops"))[1, "asian"].point == 0


def test_a_share_needs_thirty_and_gives_no_small_count_away():
    hits = table((3, 30, 5), (20, 20, 20), (10, 10, 0))
    found = shown(tables.shares("m", hits, LARGE, {(2, "white"): Reason.COMPLEMENTARY}, FRAME, whole, "stops"))
    assert found[1, "white"].reason is Reason.TOO_FEW
    assert found[1, "black"].point == 0.5
    assert found[2, "white"].reason is Reason.COMPLEMENTARY
    assert found[3, "asian"].n_hint == 30


def test_a_share_of_nothing_is_withheld():
    none = table((0, 1, 1), (9, 9, 9), (9, 9, 9))
    assert shown(tables.shares("m", none, none, {}, FRAME, whole, "stops"))[1, "white"].n_hint == 30


def test_parts_share_one_base_and_are_hidden_with_what_is_left_out_of_it():
    found = shown(
        tables.parts("m", LARGE, {(1, "asian"): Reason.TOO_FEW}, FRAME, whole, "stops", of=["white", "black"])
    )
    assert found[2, "white"].denominator == 170
    assert all(isinstance(found[1, code], Withheld) for code in ("white", "black"))


PEOPLE = {(1, ""): 1000, (2, ""): 2000, (1, "black"): 3, (2, "black"): 500}
PEOPLED = tables.Frame(Thresholds(), date(2018, 6, 1), PEOPLE)


def test_a_rate_is_given_only_where_somebody_counted_the_people():
    found = shown(tables.rates("m", LARGE, {}, PEOPLED, YEAR, codes=["", "white", "black"], unit="residents"))
    assert found[1, ""].point == 180
    assert found[3, ""].reason is Reason.NO_DENOMINATOR
    assert found[1, "white"].reason is Reason.NO_DENOMINATOR
    assert found[1, "black"].reason is Reason.TOO_FEW


def test_the_rate_of_the_whole_leaves_out_places_that_nobody_counted():
    found = shown(tables.rates("m", LARGE, {}, PEOPLED, YEAR, codes=[""], unit="residents"))[None, ""]
    assert (found.numerator, found.denominator) == (450, 3000)


def test_a_population_of_the_whole_takes_all_events():
    frame = tables.Frame(Thresholds(), date(2018, 6, 1), {**PEOPLE, (None, ""): 5000})
    found = shown(tables.rates("m", LARGE, {}, frame, YEAR, codes=[""], unit="residents"))[None, ""]
    assert (found.numerator, found.denominator) == (540, 5000)


def test_a_rate_over_several_years_is_per_year():
    found = shown(tables.rates("m", LARGE, {}, PEOPLED, YEAR, codes=[""], unit="residents a year", years=2.0))[1, ""]
    assert (found.point, found.denominator) == (90, 1000)


def test_a_hidden_count_hides_its_rate():
    hides = {(1, ""): Reason.COMPLEMENTARY}
    found = shown(tables.rates("m", LARGE, hides, PEOPLED, YEAR, codes=[""], unit="residents"))
    assert found[1, ""].reason is Reason.COMPLEMENTARY


def test_the_rate_of_the_whole_does_not_give_away_the_one_hidden_place_without_people():
    areas = (1, 2, 3, 4)
    frame = tables.Frame(Thresholds(), date(2018, 6, 1), {(1, "black"): 900, (2, "black"): 800, (1, ""): 1, (2, ""): 1})
    found = table((50, 6, 60), (80, 90, 90), (60, 3, 50), (60, 40, 70), areas=areas)
    alone = tables.hidden(found, frame)
    hides = tables.hidden(found, frame, rated=["black"])
    assert {area for area, code in alone if code == "black"} == {1, 3}
    assert {3, 4} <= {area for area, code in hides if code == "black"}
    rate = shown(tables.rates("m", found, alone, frame, YEAR, codes=["black"], unit="residents"))[None, "black"]
    assert rate.reason is Reason.COMPLEMENTARY
    safe = shown(tables.rates("m", found, hides, frame, YEAR, codes=["black"], unit="residents"))[None, "black"]
    assert safe.numerator == 96


def test_a_total_hidden_in_one_table_is_hidden_with_its_line_in_all():
    hides = tables.linked([(LARGE, {(1, ""): Reason.COMPLEMENTARY}), (LARGE, {})])
    assert all((1, code) in one for one in hides for code in (*CODES, ""))
    assert all((2, code) not in one for one in hides for code in CODES)


def test_of_two_reasons_the_size_is_told_before_the_cover():
    both = tables.together({(1, ""): Reason.COMPLEMENTARY, (2, ""): Reason.COMPLEMENTARY}, {(1, ""): Reason.TOO_FEW})
    assert both == {(1, ""): Reason.TOO_FEW, (2, ""): Reason.COMPLEMENTARY}


counts = st.one_of(st.integers(0, 9), st.integers(0, 200))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.lists(st.tuples(counts, counts, counts), min_size=3, max_size=3))
def test_no_published_table_of_counts_leaks(rows):
    found = table(*rows)
    drafts = tables.counts("m", found, tables.hidden(found, FRAME), FRAME, whole, "stops")
    assert leaks(drafts, Thresholds(), frozenset({"m"})) == []
    for one in drafts:
        if isinstance(one.shown, Estimate):
            assert one.shown.kind is Kind.COUNT
            assert one.shown.point == found.at(one.area, one.code)
