"""A file says every figure so that a reader can build it anew; what is hidden is marked, never blank, never zero."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import About, Kind, Reason, Window, count, rate, share
from commonbeat.show.opendata import exports
from commonbeat.show.opendata.rules import COLUMNS, MARKS, Cell, Missing

YEAR, TAKEN = Window.year(2017), date(2018, 6, 1)
ABOUT = About(window=YEAR, as_of=TAKEN, unit="stops")


def cell(shown, **rest):
    return Cell(
        **{"area": None, "place": "", "place_name": "Riverton", "line": "", "line_name": "", **rest}, shown=shown
    )


def back(shown):
    written = exports.write([cell(shown)])
    return exports.shown_of(exports.rows_of(written.content)[0], as_of=TAKEN)


def test_every_row_has_every_column_in_their_order():
    written = exports.write([cell(count(7, about=ABOUT))])
    assert written.content.decode().splitlines()[0] == ",".join(COLUMNS)
    assert list(exports.rows_of(written.content)[0]) == list(COLUMNS)
    assert (written.rows, len(written.sha256)) == (1, 64)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.integers(1, 60_000), st.data())
def test_a_figure_read_from_its_row_is_the_very_same_figure(trials, data):
    hits = data.draw(st.integers(0, trials))
    figures = [
        share(hits, trials, about=ABOUT),
        count(trials, about=ABOUT),
        rate(trials, 4321, per=1000, unit="residents", about=ABOUT),
    ]
    for figure in figures:
        assert back(figure) == figure


@pytest.mark.parametrize("reason", list(Reason))
def test_a_hidden_figure_is_marked_in_all_its_numbers(reason):
    hidden = ABOUT.withheld(reason, Kind.SHARE)
    row = exports.rows_of(exports.write([cell(hidden)]).content)[0]
    assert {row[name] for name in ("value", "low", "high", "n", "numerator", "denominator")} == {MARKS[reason].value}
    assert back(hidden) == hidden
    assert Missing(row["value"]).label


def test_the_notice_stands_in_every_row():
    cells = [cell(count(number, about=ABOUT)) for number in (5, 6)]
    rows = exports.rows_of(exports.write(cells, notice="Demonstration. No such agency exists.").content)
    assert {row["notice"] for row in rows} == {"Demonstration. No such agency exists."}


def test_the_whole_area_and_everybody_are_named_not_left_blank():
    row = exports.rows_of(exports.write([cell(count(7, about=ABOUT))]).content)[0]
    assert (row["place"], row["line"]) == ("all", "all")


def test_a_name_that_a_spreadsheet_would_run_cannot_run():
    row = exports.rows_of(exports.write([cell(count(7, about=ABOUT), place="x", place_name="=1+1")]).content)[0]
    assert row["place_name"] == "'=1+1"


@pytest.mark.parametrize(("number", "text"), [(None, ""), (7.0, "7"), (0.1, "0.1"), (1 / 3, "0.3333333333333333")])
def test_numbers_are_written_so_that_nothing_of_them_is_lost(number, text):
    assert exports.exact(number) == text


def test_the_same_file_as_json_has_numbers_as_numbers_and_marks_as_they_are():
    hidden = ABOUT.withheld(Reason.COMPLEMENTARY, Kind.COUNT)
    content = exports.write([cell(share(3, 40, about=ABOUT)), cell(hidden)]).content
    fields = [
        {"name": name, "type": "number" if name in ("value", "low") else "integer" if name == "n" else "string"}
        for name in COLUMNS
    ]
    found = json.loads(exports.as_json(content, {"title": "x", "schema": {"fields": fields}}))
    assert found["title"] == "x"
    assert found["data"][0]["value"] == 0.075
    assert found["data"][0]["n"] == 40
    assert found["data"][0]["notice"] is None
    assert found["data"][1]["value"] == "C"
