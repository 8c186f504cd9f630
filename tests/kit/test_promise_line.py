"""The promise line: the first date never moves, late is dashed, shapes stand on their days, the table says the same."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.kit import promise_line
from commonbeat.kit.promise_line import Life, Said

TODAY = date(2026, 11, 21)


def life(**changed) -> Life:
    return Life(**{"made": date(2026, 5, 15), "due": date(2026, 9, 30), "today": TODAY, **changed})


def parts(drawn):
    """Every drawn part by its class."""
    tree = ElementTree.fromstring(drawn)
    return {part.get("class"): part for part in tree.iter() if part.get("class")}


def drawn(one):
    axis = promise_line.axis_of([one], TODAY)
    return axis, parts(promise_line.line(one, axis, title="Life of promise 1", desc="Its dates."))


def test_an_open_promise_runs_to_its_flag_and_is_late_from_there_to_today():
    axis, found = drawn(life())
    assert (axis.start, axis.end) == (date(2026, 5, 1), date(2026, 12, 1))
    assert found["line-run"].get("x2") == found["line-late"].get("x1")
    assert found["line-late"].get("x2") == found["line-today"].get("x1")
    assert "line-new" not in found


def test_one_that_was_kept_in_time_is_never_late_and_has_no_today():
    _axis, found = drawn(life(until=date(2026, 9, 1), said=[Said(date(2026, 9, 1), "reported", "Reported kept")]))
    assert "line-late" not in found
    assert "line-today" not in found
    assert "cb-shape line-shape is-reported" in found


def test_a_new_date_gets_an_open_flag_and_the_black_one_stays():
    _axis, found = drawn(life(new_due=date(2026, 12, 15)))
    assert {"line-due", "line-new", "line-late"} <= set(found)


def test_what_is_promised_and_due_on_one_day_has_no_length():
    _axis, found = drawn(life(made=TODAY, due=TODAY))
    assert not {"line-run", "line-late"} & set(found)


@pytest.mark.parametrize(("months", "named"), [(1, 1), (9, 9), (10, 5), (18, 9), (40, 8)], ids=lambda value: str(value))
def test_only_as_many_months_are_named_as_fit_on_a_phone(months, named):
    axis = promise_line.axis_of([life(made=TODAY, due=TODAY + timedelta(days=30 * (months - 1)))], TODAY)
    text = promise_line.shared(axis, [])
    assert text.count("<text") == named
    assert text.count("is-now") == 1


def test_the_months_are_said_in_the_reader_s_language():
    axis = promise_line.axis_of([life()], TODAY)
    assert axis.said == "May to November 2026"
    with override("es"):
        assert axis.said == "de mayo a noviembre de 2026"
    assert promise_line.axis_of([life(made=date(2025, 5, 1))], TODAY).said == "May 2025 to November 2026"
    assert promise_line.axis_of([], TODAY).said == "November 2026"


def test_alone_it_brings_its_key_and_its_days_as_a_table():
    said = [Said(date(2026, 10, 6), "reported", "Reported kept"), Said(date(2026, 10, 21), "disputed", "Disputed")]
    chart = promise_line.alone(life(said=said, new_due=date(2026, 12, 1)), title="Life", desc="Dates", synthetic=True)
    days = [str(row[0]) for row in chart.table.rows]
    assert days == [
        "May 15, 2026",
        "September 30, 2026",
        "October 6, 2026",
        "October 21, 2026",
        "December 1, 2026",
    ]
    assert [str(item.words) for item in chart.key] == ["first due date, never moves", "new date", "late"]
    assert (chart.synthetic, chart.table.synthetic) == (True, True)
    plain = promise_line.alone(life(until=date(2026, 6, 1)), title="Life", desc="Dates")
    assert [str(item.words) for item in plain.key] == ["first due date, never moves"]


@given(st.integers(0, 1200), st.integers(0, 1500), st.none() | st.integers(0, 1500))
def test_every_day_finds_room_on_the_axis(made, due, until):
    begun = TODAY - timedelta(days=made)
    ended = None if until is None else begun + timedelta(days=until)
    one = life(made=begun, due=begun + timedelta(days=due), until=ended)
    axis = promise_line.axis_of([one], TODAY)
    assert axis.months[0] == axis.start
    assert all(axis.start <= day < axis.end for day in one.days)
    assert all(0 <= axis.share(day) <= 1 for day in one.days)
    parts(promise_line.line(one, axis, title="T", desc="D"))
