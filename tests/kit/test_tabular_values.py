"""From the text of a cell to its value: dates, times, numbers, words, in the forms that files use."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from django.utils.translation import gettext_lazy, override
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.kit.tabular.cells import clean, escaped, header_key, shown
from commonbeat.kit.tabular.converters import JOIN, Settings, converter
from commonbeat.kit.tabular.fields import Field, FieldType
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
from commonbeat.kit.tabular.moments import Clock, DateOrder, in_utc, read_clock, read_date, read_moment, read_usual
from commonbeat.kit.tabular.problems import Note, Problem, Reason, Refused
from commonbeat.kit.tabular.writing import lines
from kit.tabular_kind import KIND, NOW, ZONE

tried = settings(deadline=None, derandomize=True, max_examples=100)


def read(field, cell, **how):
    return converter(KIND.by_key[field], Settings(ColumnMapping(**how), ZONE, NOW), paired=JOIN in cell)(cell)


def refusal(field, cell, **how):
    with pytest.raises(Refused) as refused:
        read(field, cell, **how)
    return refused.value.reason


@pytest.mark.parametrize(
    "cell",
    [
        "2017-03-01 10:05",
        "2017-03-01T10:05:00",
        "2017-03-01 16:05:00Z",
        "2017-03-01T10:05:00-06:00",
        "2017-03-01T10:05:00.000-0600",
        "2017/3/1 10:05",
        "3/1/2017 10:05",
        "3/1/2017 10:05:00 AM",
        "3/1/17 10:05 a.m.",
        "03-01-2017, 10:05",
        "01-MAR-17 10:05",
        "1 March 2017 10:05",
        "Mar 1, 2017 10:05AM",
        "20170301 10:05",
        "42795.4201388889",
        "3/1/2017 16:05 UTC",
        "3/1/2017 10:05 -0600",
        "3/1/2017 21:35 +05:30",
    ],
)
def test_a_moment_is_read_in_every_form(cell):
    at = read("at", cell)
    assert at.replace(microsecond=0) == datetime(2017, 3, 1, 16, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2017-03-01", Reason.NO_TIME),
        ("42795", Reason.NO_TIME),
        ("yesterday", Reason.NOT_A_DATE),
        ("2017-13-01 10:00", Reason.NO_SUCH_DAY),
        ("2017-02-30 10:00", Reason.NO_SUCH_DAY),
        ("2017-03-01 25:00", Reason.NO_SUCH_DAY),
        ("3/1/2017 13:05 PM", Reason.NO_SUCH_DAY),
        ("1 Smarch 2017 10:00", Reason.NOT_A_DATE),
        ("2017-03-01 10:00 +99:00", Reason.NO_SUCH_DAY),
        ("2027-03-01 10:00", Reason.IN_THE_FUTURE),
        ("2026-11-23 12:01Z", Reason.IN_THE_FUTURE),
        ("9999-12-31T23:59:59-14:00", Reason.IN_THE_FUTURE),
        ("1817-03-01 10:00", Reason.TOO_LONG_AGO),
        ("0001-01-01T00:00:00+14:00", Reason.TOO_LONG_AGO),
        ("", Reason.EMPTY),
    ],
)
def test_a_moment_that_cannot_be_is_refused(cell, reason):
    assert refusal("at", cell) == reason


def test_whose_clock_the_times_show_is_a_setting():
    utc, local = datetime(2017, 3, 1, 10, 0, tzinfo=UTC), datetime(2017, 3, 1, 16, 0, tzinfo=UTC)
    assert read("at", "2017-03-01 10:00") == local
    assert read("at", "2017-03-01 10:00", clock=Clock.UTC) == utc
    assert read("at", "2017-03-01T10:00:00Z") == utc
    assert read("at", "2017-03-01T10:00:00Z", clock=Clock.UTC) == utc
    assert read("at", "2017-03-01T10:00:00Z", clock=Clock.LOCAL) == local


def test_an_offset_set_aside_is_noted():
    assert in_utc(datetime.fromisoformat("2017-03-01T10:00:00-06:00"), Clock.UTC, ZONE) == (
        datetime(2017, 3, 1, 10, tzinfo=UTC),
        Note.OFFSET_IGNORED,
    )
    assert in_utc(datetime.fromisoformat("2017-03-01T10:00:00Z"), Clock.LOCAL, ZONE)[1] == Note.OFFSET_IGNORED


def test_the_hour_that_runs_twice_is_the_first_and_the_skipped_hour_moves_on():
    assert in_utc(datetime(2017, 11, 5, 1, 30), Clock.LOCAL, ZONE) == (
        datetime(2017, 11, 5, 6, 30, tzinfo=UTC),
        Note.TWICE_HOUR,
    )
    assert in_utc(datetime(2017, 3, 12, 2, 30), Clock.LOCAL, ZONE) == (
        datetime(2017, 3, 12, 8, 30, tzinfo=UTC),
        Note.LOST_HOUR,
    )


def test_which_of_day_and_month_comes_first_is_a_setting():
    assert read("day", "1/2/2017") == date(2017, 1, 2)
    assert read("day", "1/2/2017", date_order=DateOrder.DAY_FIRST) == date(2017, 2, 1)
    assert refusal("day", "31/12/2017") == Reason.NO_SUCH_DAY
    assert read("day", "31/12/2017", date_order=DateOrder.DAY_FIRST) == date(2017, 12, 31)
    assert read("day", "42795") == date(2017, 3, 1)
    assert read("day", "2017-03-01 10:00") == date(2017, 3, 1)
    assert refusal("day", "2027-01-01") == Reason.IN_THE_FUTURE
    assert refusal("day", "1899-01-01") == Reason.TOO_LONG_AGO


def test_two_figures_of_a_year_are_of_this_century_until_next_year():
    assert read_date("1/1/27", DateOrder.MONTH_FIRST)[0].year == 2027
    assert read_date("1/1/59", DateOrder.MONTH_FIRST)[0].year == 1959


def test_a_date_and_a_time_of_day_from_two_columns_are_one_moment():
    five_past_ten = datetime(2017, 3, 1, 16, 5, tzinfo=UTC)
    for day, clock in (
        ("2017-03-01", "10:05"),
        ("3/1/2017", "10:05 AM"),
        ("3/1/2017 12:00:00 AM", "1005"),
        ("42795", "0.4201388889"),
        ("2017-03-01", "12/30/1899 10:05:00 AM"),
    ):
        assert read("at", day + JOIN + clock).replace(microsecond=0) == five_past_ten
    assert refusal("at", "2017-03-01" + JOIN + "") == Reason.NO_TIME
    assert refusal("at", "" + JOIN + "10:05") == Reason.EMPTY
    assert refusal("at", "2017-03-01" + JOIN + "noon") == Reason.NOT_A_TIME
    assert refusal("at", "2017-03-01" + JOIN + "2017-03-01") == Reason.NOT_A_TIME
    assert refusal("at", "2017-03-01" + JOIN + "2575") == Reason.NO_SUCH_DAY
    assert read_clock("945") == time(9, 45)
    free = converter(Field("at", "When", FieldType.MOMENT), Settings(ColumnMapping(), ZONE, NOW), paired=True)
    assert free(JOIN) is None


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("age", "30", 30),
        ("age", "30.0", 30),
        ("age", "", None),
        ("age", "NaN", None),
        ("lat", "-44.97", -44.97),
        ("lat", "4.4e1", 44.0),
        ("share", "35.3%", 0.353),
        ("share", "0.353", 0.353),
        ("share", "100 %", 1.0),
        ("race", "  AFRICAN   american ", "black"),
        ("race", "not recorded", "not_recorded"),
        ("race", "unknown", "unknown"),
        ("race", "", "not_recorded"),
        ("race", "N/A", "not_recorded"),
        ("note", "", ""),
        ("note", " two  words ", "two words"),
        ("id", "NA", "NA"),
    ],
)
def test_a_value_is_read(field, cell, value):
    assert read(field, cell) == value


@pytest.mark.parametrize(
    ("field", "cell", "reason"),
    [
        ("age", "30.5", Reason.NOT_WHOLE),
        ("age", "121", Reason.OUT_OF_RANGE),
        ("age", "-1", Reason.OUT_OF_RANGE),
        ("age", "thirty", Reason.NOT_A_NUMBER),
        ("age", "1_0", Reason.NOT_A_NUMBER),
        ("age", ".", Reason.NOT_A_NUMBER),
        ("lat", "inf", Reason.NOT_A_NUMBER),
        ("lat", "1e400", Reason.OUT_OF_RANGE),
        ("lat", "1e300", Reason.OUT_OF_RANGE),
        ("share", "35.3", Reason.NOT_A_SHARE),
        ("share", "-5%", Reason.NOT_A_SHARE),
        ("race", "purple", Reason.UNKNOWN_WORD),
        ("id", "", Reason.EMPTY),
        ("id", "x" * 21, Reason.TOO_LONG),
    ],
)
def test_a_value_that_cannot_be_is_refused(field, cell, reason):
    assert refusal(field, cell) == reason


def test_decimals_with_a_comma_are_a_setting():
    assert read("lat", "44,97", decimal_comma=True) == 44.97
    assert read("age", "1.0", decimal_comma=True) == 10
    assert converter(Field("n", "N", FieldType.NUMBER), Settings(ColumnMapping(), ZONE, NOW))("1,234.5") == 1234.5


def test_a_word_once_explained_is_understood_and_may_mean_an_empty_cell():
    told = ColumnMapping().with_words({"race": {"blk": "black", "x": ""}})
    assert read("race", "BLK", words=told.words) == "black"
    assert read("race", "X", words=told.words) == "not_recorded"


def test_a_word_of_a_file_may_mean_what_is_usually_empty():
    assert read("race", "none", words={"race": {"none": "unknown"}}) == "unknown"


def test_a_mapping_comes_back_from_its_json():
    mapping = ColumnMapping({"at": ("date", "time")}, {"race": {"x": ""}}, Clock.UTC, DateOrder.DAY_FIRST, True)
    assert ColumnMapping.from_json(mapping.as_json()) == mapping
    assert ColumnMapping.from_json({}) == ColumnMapping()


def test_columns_are_guessed_from_their_names_and_none_is_offered_twice():
    found = suggest(KIND, ["Case_Number", "DATE TIME", "Race", "race", "AGE"])
    assert found == {"id": ("Case_Number",), "at": ("DATE TIME",), "race": ("Race",), "age": ("AGE",)}
    assert header_key("police-Precinct 2") == "policeprecinct2"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_column_called_as_the_field_is_labeled_is_found_whatever_language_is_spoken(language):
    with override(language):
        found = suggest(KIND, ["Number", "When", "LATITUDE", "Grupo"])
    assert found == {"id": ("Number",), "at": ("When",), "lat": ("LATITUDE",)}
    labeled = replace(KIND, fields=(Field("group", gettext_lazy("Group")),))
    with override(language):
        for header in ("Group", "Grupo"):
            assert suggest(labeled, [header]) == {"group": (header,)}


def test_a_key_is_surer_than_a_label_and_a_label_than_a_synonym():
    kind = replace(KIND, fields=(Field("who", "Name", synonyms=("area",)), Field("name", "Area")))
    assert suggest(kind, ["name", "area"]) == {"name": ("name",), "who": ("area",)}
    assert suggest(kind, ["area"]) == {"name": ("area",)}


@given(st.text(max_size=40))
@tried
def test_what_we_write_is_never_a_formula_and_comes_back_as_it_was(text):
    written = escaped(text)
    assert (
        not written.startswith(("=", "@", "\t", "\r", "\n", "|", "%")) or written.rstrip("%").replace(".", "").isdigit()
    )
    if not (text.startswith(("+", "-")) and written == text):
        assert not written.startswith(("+", "-"))
    try:
        cleaned = clean(text)
    except Refused:
        return
    if text == cleaned and text == text.strip():
        assert clean(written) == text


def test_numbers_are_written_as_numbers_and_nothing_as_nothing():
    assert [escaped(value) for value in ("-93.2", "+5", "-5%", -93.2, None, 7)] == [
        "-93.2",
        "+5",
        "-5%",
        "-93.2",
        "",
        "7",
    ]
    assert escaped("-cmd") == "'-cmd"
    assert escaped("'=a") == "''=a"
    assert clean("''=a") == "'=a"
    assert escaped("a\0b\ud800") == "a\u2400b\ufffd"


def test_a_file_is_written_line_by_line():
    written = list(lines(["name", "note"], [["Ann, B.", '=1+1 "x"'], ["Cé", None]], bom=True))
    assert written == ["\ufeffname,note\r\n", '"Ann, B.","\'=1+1 ""x"""\r\n', "Cé,\r\n"]


def test_what_a_page_shows_of_a_cell_is_safe():
    assert shown("a\0b\u202ec" + "x" * 100) == "a\u2400b\ufffdc" + "x" * 74 + "…"


def test_a_problem_is_told_in_words_also_by_the_app():
    known = Problem(3, "age", "x", Reason.OUT_OF_RANGE, {"least": "0", "most": "120"})
    assert KIND.told(known)[0] == "This number must lie between 0 and 120."
    assert KIND.told(Problem(3, "age", "x", "own")) == ("Our own reason.", "Our own remedy.")


def test_a_moment_without_a_year_of_four_figures_is_refused():
    with pytest.raises(Refused):
        read_moment("12:30", DateOrder.MONTH_FIRST)


@given(
    moment=st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)),
    form=st.sampled_from(
        [
            "%m/%d/%Y %H:%M",
            "%m/%d/%Y %H:%M:%S",
            "%m/%d/%YT%H:%M",
            "%m/%d/%Y %I:%M %p",
            "%m/%d/%Yx%H:%M",
            "%m/%d/%Y %H.%M",
        ]
    ),
    order=st.sampled_from(DateOrder),
)
@tried
def test_the_short_way_reads_a_us_date_as_the_long_way_does(moment, form, order):
    cell = moment.strftime(form)
    short = read_usual(cell, order)
    if short is not None:
        assert (short, True, "") == read_moment(cell, order)
    elif form in ("%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S", "%m/%d/%YT%H:%M"):
        with pytest.raises(Refused):
            read_moment(cell, order)


@pytest.mark.parametrize("cell", ["11/22/2026 14:05-05", "11/22/2026 14:05 PM", "11/22/2026 14-05", "1/2/2026 10:00"])
def test_what_only_looks_usual_goes_the_long_way(cell):
    assert read_usual(cell, DateOrder.MONTH_FIRST) is None
