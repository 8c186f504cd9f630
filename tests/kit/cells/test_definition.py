"""Cells are defined once; what changes is bound, never written in; what databases take differently is refused."""

from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.kit.cells import Cells, Count, Dimension, Form
from commonbeat.plumb.errors import DataError
from kit.cells.town import HOSTILE, STOPS, YEAR

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
VENDORS = {
    "sqlite": "%(town)s",
    "postgresql": "%(town)s",
    "duckdb": "$town",
    "spark": ":town",
    "clickhouse": "{town: String}",
}


class Recorder:
    """A connection that only notes what it is asked."""

    def __init__(self, vendor, answer=()):
        self.vendor = vendor
        self.asked = []
        self.noted = SimpleNamespace(execute=lambda *asked: self.asked.append(asked), fetchall=lambda: answer)

    def cursor(self):
        """Itself, as a context."""
        return self

    def __enter__(self):
        return self.noted

    def __exit__(self, *error):
        """Nothing to close."""


@settings(deadline=None, derandomize=True, max_examples=50)
@given(word=WORDS | st.sampled_from(HOSTILE), vendor=st.sampled_from(list(VENDORS)))
def test_a_bound_value_is_never_read_as_a_query(word, vendor):
    noted = Recorder(vendor)
    STOPS.run(noted, YEAR | {"town": word})
    assert noted.asked[-1] == (STOPS.sql(vendor, YEAR), YEAR | {"town": word})


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_query_holds_names_where_values_go(vendor):
    assert f"s.town = {VENDORS[vendor]}" in STOPS.sql(vendor, YEAR)
    assert STOPS.parameters == {"town", "start", "start_end"}
    assert "%(start_end)s" in STOPS.sql("sqlite")


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_a_text_of_the_definition_is_never_taken_for_a_name(vendor):
    where = "a = 'bound_value_town %(town)s bound_value__town' AND b = :town"
    text = Cells(name="x", source_table="t", where=where).sql(vendor)
    assert text.endswith("a = 'bound_value_town %%(town)s bound_value__town' AND b = %(town)s")


def test_clickhouse_is_told_the_type_of_each_value():
    assert "{start: Date32}" in STOPS.sql("clickhouse", YEAR)
    with pytest.raises(DataError, match="has no value"):
        STOPS.sql("clickhouse")


@pytest.mark.parametrize("given", [{}, {"town": "riverton"}, YEAR | {"more": 1}])
def test_a_value_too_few_or_too_many_is_refused(given):
    with pytest.raises(DataError, match="start, start_end, town"):
        STOPS.run(Recorder("sqlite"), given)


@pytest.mark.parametrize("value", [None, 1.5, 2**63, -(2**63) - 1, "a\0b", datetime(2017, 1, 1, tzinfo=UTC), b"a"])
def test_a_value_that_databases_compare_differently_is_refused(value):
    with pytest.raises(DataError, match="town"):
        STOPS.run(Recorder("sqlite"), YEAR | {"town": value})


@pytest.mark.parametrize(
    "where", ["day > (:s)", "COALESCE(:s, day) < day", "CASE WHEN day = '' THEN day WHEN a = 1 THEN :s END <= day"]
)
def test_a_text_compared_by_order_is_refused(where):
    with pytest.raises(DataError, match=r"start: .* order"):
        STOPS.run(Recorder("postgresql"), YEAR | {"start": "2017-01-01"})
    with pytest.raises(DataError, match=r"s: .* order"):
        Cells(name="x", source_table="t", where=where).run(Recorder("duckdb"), {"s": "2017-01-01"})


@pytest.mark.parametrize("text", ["2017-1-5", "1/5/2017", "2017-02-30", " 2017.01.05", "2017-01-05T00:00"])
def test_a_text_that_only_some_databases_read_as_a_day_is_refused(text):
    with pytest.raises(DataError, match="some databases only"):
        STOPS.run(Recorder("sqlite"), YEAR | {"town": text})
    STOPS.run(Recorder("sqlite"), YEAR | {"town": "2017-01-05"})


@pytest.mark.parametrize(
    "where",
    [
        "CASE WHEN label = 'a' THEN 1 ELSE 0 END > 0",
        "a NOT IN (-1, (2), (-3)) AND b IN ('a', :town) AND c IN (TRUE)",
        "CASE WHEN a = 1 THEN 'b' END = label",
        "t.\"Label\" = 'a'",
        "place = '1-2-3' OR place = '20170105' OR place = '2017'",
        "COALESCE(searched, FALSE) = (a > 1)",
    ],
)
def test_what_only_looks_like_it_is_taken(where):
    assert Cells(name="x", source_table="t", where=where).sql("sqlite")


def test_a_subquery_is_a_source():
    source = "((SELECT id FROM a)) AS a JOIN (SELECT id FROM b) AS b ON b.id = a.id"
    assert Cells(name="x", source_table=source).sql("duckdb")


def test_a_date_of_a_class_of_its_own_is_a_date():
    class Holiday(date):
        """A day with a class of its own."""

    given = YEAR | {"start": Holiday(2017, 1, 1)}
    for vendor in VENDORS:
        noted = Recorder(vendor)
        STOPS.run(noted, given)
        assert noted.asked[-1] == (STOPS.sql(vendor, YEAR), YEAR)
        assert type(noted.asked[-1][1]["start"]) is date
        assert STOPS.sql(vendor, given) == STOPS.sql(vendor, YEAR)


def test_values_lose_whatever_class_of_their_own_they_have():
    noted = Recorder("duckdb")
    for word in (StrEnum("Town", {"OURS": "riverton"}).OURS, Enum("Town", {"OURS": "riverton"}, type=str).OURS):
        STOPS.run(noted, YEAR | {"town": word})
        assert [type(value) for value in noted.asked[-1][1].values()] == [str, date, date]
        assert noted.asked[-1][1]["town"] == "riverton"


@pytest.mark.parametrize(
    "where",
    [
        "name LIKE 'a%'",
        "name ILIKE 'a'",
        "name ~ 'a'",
        "lower(name) = 'a'",
        "upper(name) = 'A'",
        "length(name) = 1",
        "name || 'a' = 'aa'",
        "a / b > 1",
        "a % b = 1",
        "a % 0 = 1",
        "a % -2 = 1",
        "a NOT IN (1, NULL)",
        "a NOT IN ('a', (NULL))",
        "(a IN (7, NULL)) IS NULL",
        "a IN (1, b)",
        "a IN (1, NULLIF(1, 1))",
        "CASE a WHEN NULL THEN TRUE ELSE FALSE END",
        "CASE a WHEN 1 THEN TRUE WHEN (NULL) THEN TRUE END",
        "CASE a > 1 WHEN 'true' THEN TRUE END",
        "a = (SELECT b FROM c)",
        "a = (SELECT b FROM c WHERE c.a = t.a)",
        "\"labl\" = 'labl'",
        "(a > 1) = 'true'",
        "'t' <> (a IS NULL)",
        "a IS 'true'",
        "a = '2017-1-5'",
        "a IN ('2017-01-05', '1/5/2017')",
        "a <> '2017-02-30'",
        "a = '2017-01-05 00:00:00'",
        "CASE a WHEN '2017/01/05' THEN TRUE END",
        "day < ('2017-1-6')",
        "label < ('b')",
        "label > COALESCE('a', label)",
        "label > CASE WHEN a = 1 THEN b ELSE 'b' END",
        "label > NULLIF('a', b)",
        "REPLACE(label, 'a', 'b') > b",
        "CAST(a AS TEXT) BETWEEN b AND c",
        "(a > 1) + 0 = 1",
        "-TRUE = 1",
        "COALESCE(a IS NULL, FALSE) * 2 = 2",
        "a > 1.5",
        "a > 9223372036854775808",
        "CAST(a AS INTEGER) = 1",
        "CAST(a = 5 AS TEXT) = b",
        "CAST((a IS NULL) AS TEXT) = b",
        "CAST(COALESCE(a > 1, TRUE) AS TEXT) = b",
        "CAST(NOT a AS TEXT) = b",
        "a = DATE '2017-01-01'",
        "name < 'b'",
        "name BETWEEN 'a' AND 'b'",
        "a IN (SELECT b FROM c)",
        "a IN :list",
        "a = ?",
        "a = $1",
        "EXISTS (SELECT 1 FROM c LIMIT 1)",
        "count(*) > 1",
        "now() = a",
        "random() = a",
        "a = (",
        "a; DROP TABLE b",
        "-- nothing",
        "a = 'unfinished",
    ],
)
def test_what_databases_take_differently_is_refused(where):
    with pytest.raises(DataError):
        Cells(name="x", source_table="t", where=where).sql("sqlite")


@pytest.mark.parametrize(
    "source", ["a NATURAL JOIN b", "a ORDER BY b", "a LIMIT 5", "read_csv('a')", "a GROUP BY b", "a UNION SELECT 2"]
)
def test_a_source_is_tables_and_joins_alone(source):
    with pytest.raises(DataError):
        Cells(name="x", source_table=source).sql("duckdb")


def test_a_definition_counts_something_under_names_of_their_own():
    with pytest.raises(DataError):
        Cells(name="x", source_table="t", counts=())
    with pytest.raises(DataError):
        Cells(name="x", source_table="t", by=(Dimension(name="Rows", sql="a"),))
    with pytest.raises(DataError):
        STOPS.sql("oracle")
    with pytest.raises(DataError):
        STOPS.table([]).column("nothing")


def test_buckets_are_of_whole_numbers():
    with pytest.raises(DataError, match="buckets of 0"):
        Dimension(name="five", sql="a", form=Form.WHOLE, width=0)
    with pytest.raises(DataError, match="no whole number"):
        Dimension(name="five", sql="a", width=5)
    for width in (2.5, True):
        with pytest.raises(DataError, match=f"buckets of {width}"):
            Dimension(name="five", sql="a", form=Form.WHOLE, width=width)


def test_lists_become_tuples_and_rows_are_frozen():
    cells = Cells(name="x", source_table="t", by=[Dimension(name="kind", sql="a")], counts=[Count(name="rows")])
    table = cells.run(Recorder("sqlite", [["a", 1]]))
    assert table.rows == (("a", 1),)
    assert hash(cells)
    assert cells.run(Recorder("sqlite")).rows == ()


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (Form.TEXT, 1.5),
        (Form.TEXT, True),
        (Form.TEXT, datetime(2017, 1, 1, tzinfo=UTC)),
        (Form.WHOLE, 1.0),
        (Form.WHOLE, "1"),
        (Form.FLAG, 2),
        (Form.FLAG, "f"),
        (Form.YEAR, "-4713"),
        (Form.YEAR, "0000"),
        (Form.YEAR, "10000"),
        (Form.YEAR, 2017),
        (Form.MONTH, "2017"),
        (Form.DAY, "no date: 5"),
    ],
)
def test_a_value_that_is_not_of_its_form_is_refused(form, value):
    cells = Cells(name="x", source_table="t", by=(Dimension(name="kind", sql="a", form=form),))
    with pytest.raises(DataError, match="kind"):
        cells.run(Recorder("sqlite", [(value, 1)]))


def test_dates_among_texts_are_texts_that_sort():
    cells = Cells(name="x", source_table="t", by=(Dimension(name="kind", sql="a"),))
    answer = [("x", 1), (date(2017, 5, 3), 2), (None, 3)]
    assert cells.run(Recorder("sqlite", answer)).rows == ((None, 3), ("2017-05-03", 2), ("x", 1))


@pytest.mark.parametrize("count", [1.0, None, 2**63])
def test_a_count_that_is_no_whole_number_of_64_bits_is_refused(count):
    with pytest.raises(DataError, match="rows"):
        Cells(name="x", source_table="t").run(Recorder("sqlite", [(count,)]))


def test_errors_of_the_database_pass_through_unless_a_number_is_too_large():
    broken = Recorder("sqlite")
    broken.noted.execute = Mock(side_effect=[KeyError("no such table"), ArithmeticError("bigint out of range")])
    with pytest.raises(KeyError):
        STOPS.run(broken, YEAR)
    with pytest.raises(DataError, match="64 bits"):
        STOPS.run(broken, YEAR)
