"""Every measure says what it counts, by what, and what it cannot show; periods stay within the data."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.ground.records.rules import RaceGroup
from commonbeat.measure.disparity import rules
from commonbeat.plumb import About, Kind, Reason, Window, share

STOPS = About(window=Window.year(2017), as_of=date(2018, 6, 1), unit="stops")
HIDDEN = STOPS.withheld(Reason.TOO_FEW, Kind.SHARE)
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
spans = st.tuples(days, days).map(sorted).map(lambda two: Window(start=two[0], end=two[1]))


@pytest.mark.parametrize("measure", rules.MEASURES, ids=lambda measure: measure.key)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_measure_says_all_that_a_reader_must_know(measure, language):
    with override(language):
        said = [measure.title, measure.question, measure.numerator, measure.denominator, measure.caveat, measure.cannot]
        assert all(str(words).strip() for words in said)
    assert measure.section in rules.Section.values


def recorded(hits, of):
    return share(hits, of, about=STOPS)


@pytest.mark.parametrize(
    ("searched", "others", "way"),
    [
        (recorded(98, 100), recorded(70, 100), "up"),
        (recorded(70, 100), recorded(98, 100), "down"),
        (recorded(80, 100), recorded(82, 100), "neither"),
        (HIDDEN, recorded(82, 100), "unknown"),
        (recorded(80, 100), HIDDEN, "unknown"),
    ],
)
def test_which_way_missing_race_pulls_is_found_in_the_records_not_assumed(searched, others, way):
    assert rules.pull(searched, others) == way
    said = {one.key: one.caveat for one in rules.measures(way)}
    assert said["search_share"] == rules.PULLS[way]
    assert said["stops_rate"] == rules.BUSY


ALL = {measure.key for measure in rules.MEASURES}


@pytest.mark.parametrize(
    ("absent", "why"),
    [
        ({key for key in ALL if key.startswith("force_")}, rules.NO_FORCE),
        ({key for key in ALL if not key.startswith("force_")}, rules.NO_STOPS),
        ({"vehicle_search_share"}, rules.UNSAID["vehicle_search_share"]),
        ({"force_share"}, rules.UNSAID["force_share"]),
    ],
)
def test_what_finds_nothing_is_told_with_the_reason(absent, why):
    assert rules.left_out(ALL - absent) == dict.fromkeys(absent, why)


def test_nothing_is_left_out_where_every_measure_has_a_figure():
    assert rules.left_out(ALL) == {}


def test_keys_are_words_of_an_address_and_used_once():
    keys = [measure.key for measure in rules.MEASURES]
    assert len(set(keys)) == len(keys)
    assert all(key.replace("_", "").isalpha() for key in keys)


@pytest.mark.parametrize("race", RaceGroup.values)
def test_every_recorded_race_has_a_line_with_a_label(race):
    assert str(rules.LABELS[rules.group_of(race)])


def test_unknown_and_missing_race_share_a_line():
    assert rules.group_of("unknown") == rules.group_of("not_recorded") == rules.group_of("martian") == rules.NO_RACE
    assert rules.group_of("black") == "black"


@settings(deadline=None, derandomize=True, max_examples=100)
@given(spans)
def test_months_and_years_cover_the_data_without_gaps_or_overlap(data):
    for codes, window in ((rules.months(data), rules.month_window), (rules.years(data), rules.year_window)):
        parts = [window(code, data) for code in codes]
        assert parts[0].start == data.start
        assert parts[-1].end == data.end
        assert sum(part.days for part in parts) == data.days
