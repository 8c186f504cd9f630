"""Numbers, days and sizes read like sentences, in English and Spanish."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.kit import words
from commonbeat.plumb.about import About
from commonbeat.plumb.interval import count, rate, share
from commonbeat.plumb.result import Kind, Reason, Window, Withheld

YEAR = Window.year(2017)
TAKEN = date(2018, 1, 1)
ABOUT = About(window=YEAR, as_of=TAKEN)
FEW = Withheld(reason=Reason.TOO_FEW, kind=Kind.SHARE, window=YEAR, as_of=TAKEN, n_hint=30)


def test_a_part_of_a_whole_is_said_before_any_percent():
    assert words.of(9, 14) == "9 of 14"
    with override("es"):
        assert words.of(9, 1400) == "9 de 1,400"


def test_small_numbers_are_spelled_in_a_sentence():
    assert [words.spelled(value) for value in (0, 7, 10, 11, 1200)] == ["none", "seven", "ten", "11", "1,200"]
    with override("es"):
        assert words.spelled(7) == "siete"


def test_days_are_written_out():
    value = date(2026, 11, 21)
    assert words.day(value) == "November 21, 2026"
    assert words.short_day(value) == "Sat., Nov. 21"
    assert words.weekday(value) == "Saturday, November 21"
    with override("es"):
        assert words.day(value) == "21 de noviembre de 2026"
        assert words.weekday(value) == "sábado 21 de noviembre"


def test_a_moment_is_told_in_the_time_zone_of_the_agency(settings):
    settings.TIME_ZONE = "America/Chicago"
    assert words.moment(datetime(2026, 11, 21, 22, 40, tzinfo=UTC)) == "November 21, 2026, 4:40 p.m."


def test_two_days_say_their_year_once():
    assert words.day_range(date(2026, 7, 1), date(2026, 9, 30)) == "July 1 to September 30, 2026"
    assert words.day_range(date(2025, 7, 1), date(2026, 9, 30)) == "July 1, 2025 to September 30, 2026"
    assert words.day_range(date(2026, 7, 1), date(2026, 7, 1)) == "July 1, 2026"
    with override("es"):
        assert words.day_range(date(2026, 7, 1), date(2026, 9, 30)) == "del 1 de julio al 30 de septiembre de 2026"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (timedelta(milliseconds=4), "less than a second"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(minutes=3, seconds=5), "3 minutes 5 seconds"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(days=1, minutes=5), "1 day"),
        (timedelta(days=2, hours=5, minutes=9), "2 days 5 hours"),
    ],
)
def test_a_length_of_time_is_told_in_its_two_largest_parts(value, said):
    assert words.duration(value) == said


@pytest.mark.parametrize(
    ("count_", "said"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 KB"), (999_960, "1.0 MB"), (12_345_678, "12.3 MB")],
)
def test_a_size_has_two_or_three_digits(count_, said):
    assert words.size(count_) == said


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**18))
def test_no_size_is_too_long_to_read(count_):
    assert len(words.size(count_)) <= 14


def test_a_list_ends_with_and():
    assert words.listing([]) == ""
    assert words.listing(["stops"]) == "stops"
    assert words.listing(["stops", "searches", "force"]) == "stops, searches and force"


def test_lateness_counts_its_days():
    assert [words.late(1), words.late(3)] == ["1 day late", "3 days late"]


def test_a_figure_keeps_its_range():
    assert words.figure(share(9, 14, about=ABOUT)) == "64% (39 to 84)"
    assert words.figure(count(19, about=ABOUT, unit="stops")) == "19 (11 to 30)"
    assert words.figure(rate(115, 1000, per=1000, unit="residents", about=ABOUT)) == "115 (95 to 138)"
    assert words.figure(FEW) == "too few to show (under 30)"
    with override("es"):
        assert words.figure(share(9, 14, about=ABOUT)) == "64\u00a0% (39 a 84)"


@pytest.mark.parametrize("bare", [0.64, 64, "64%", None])
def test_a_bare_number_is_refused(bare):
    with pytest.raises(TypeError, match="Only an Estimate or a Withheld"):
        words.figure(bare)
