"""Arrays handed to a method hold numbers: no dates, no lengths of time, no digits written as text."""

import numpy as np
import pandas as pd
import pytest

from commonbeat.plumb import DataError
from commonbeat.plumb.arrays import column, counts, numbers


@pytest.mark.parametrize(
    "values",
    [
        ["1", "2"],
        [1, "2"],
        [b"1", b"2"],
        np.array(["1", 2], dtype=object),
        np.array([b"1", 2], dtype=object),
        pd.Series(["1", "2"]),
        np.array(["2020-01-01", "2020-01-02"], dtype="M8[D]"),
        pd.date_range("2020-01-01", periods=2),
        np.array([1, 2], dtype="m8[D]"),
        np.array([np.timedelta64(1, "D"), 2], dtype=object),
        np.array([np.datetime64("2020-01-01"), 2], dtype=object),
        [1 + 2j, 3],
        [pd.Timestamp("2020-01-01").date()] * 2,
        [[1, 2], [3]],
        [1, pd.NA],
        "12",
    ],
)
def test_what_is_no_number_is_refused_whatever_it_is_kept_in(values):
    with pytest.raises(DataError, match="no number") as refused:
        column("weights", values)
    assert refused.value.argument == "weights"


def test_numbers_of_any_kind_are_floats():
    for values in ([1, 2], (1.0, 2.0), np.array([1, 2], dtype=object), pd.Series([1, 2], dtype="Int64")):
        found = counts("n", values)
        assert found.dtype == np.float64
        np.testing.assert_array_equal(found, [1, 2])
    assert numbers("table", [[1, 2], [3, 4]]).shape == (2, 2)
    np.testing.assert_array_equal(numbers("flags", pd.array([True, None], dtype="boolean")), [1, np.nan])
