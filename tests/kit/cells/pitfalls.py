"""What databases answer differently unless the query is written for each: days against moments, CASE with missing."""

from datetime import date

from commonbeat.kit.cells import Count, Dimension, Form
from kit.cells.town import MOMENTS, ROWS, all_rows

DAY = date(2017, 2, 1)
"""The day of one of the two moments, which is not at midnight."""


def _moment(row):
    return row[8] and MOMENTS[row[8]]


AGAINST_A_DAY = {
    "moment <= :day": lambda day: day <= "2017-02-01",
    "moment > :day": lambda day: day > "2017-02-01",
    "moment = :day": lambda day: day == "2017-02-01",
    ":day <> moment": lambda day: day != "2017-02-01",
    "moment IN (:day)": lambda day: day == "2017-02-01",
    "moment BETWEEN :day AND :day": lambda day: day == "2017-02-01",
    "COALESCE(:day, moment) >= (moment)": lambda day: day <= "2017-02-01",
    "moment <= '2017-02-01'": lambda day: day <= "2017-02-01",
    "'2016-03-13' < moment": lambda day: day > "2016-03-13",
}
"""Conditions on a moment, and what they mean of the day that it was then in Greenwich."""


def check_pitfalls(connection):
    """Each is what plain Python counts."""
    counts = tuple(Count(name=where, where=where) for where in AGAINST_A_DAY)
    days = [_moment(row) for row in ROWS if row[8]]
    moments = tuple(sum(map(meant, days)) for meant in AGAINST_A_DAY.values())
    assert all_rows("moments", counts=counts).run(connection, {"day": DAY}).rows == (moments,)
    same = all_rows(
        "missing is not missing",
        Dimension(name="same", sql="CASE shift WHEN shift THEN 'same' WHEN 5 THEN 'never' ELSE 'other' END"),
    )
    missing = sum(row[6] is None for row in ROWS)
    assert same.run(connection).rows == (("other", missing), ("same", len(ROWS) - missing))


def check_numbers_that_are_true(connection):
    """Of numbers too IS TRUE means other than 0; PostgreSQL and Spark refuse it themselves."""
    shifts = [row[6] for row in ROWS]
    meant = {
        "shift IS TRUE": sum(bool(shift) for shift in shifts),
        "shift IS NOT TRUE": sum(not shift for shift in shifts),
        "shift IS FALSE": sum(shift == 0 for shift in shifts),
        "(shift IS NOT FALSE) IS TRUE": sum(shift != 0 for shift in shifts),
    }
    cells = all_rows("true", counts=tuple(Count(name=where, where=where) for where in meant))
    assert cells.run(connection).rows == (tuple(meant.values()),)


def year_of(sql):
    """A definition with the year of what may be no date."""
    return all_rows("year", Dimension(name="year", sql=sql, form=Form.YEAR))
