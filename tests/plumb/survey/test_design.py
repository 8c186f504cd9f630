"""A design is checked as it is made: what cannot be is refused with the row, the cluster or the stratum."""

import numpy as np
import pandas
import pytest

from commonbeat.plumb import DataError
from commonbeat.plumb.survey import Design, Groups, Margin, mean, rake
from plumb.survey.schools import ABOUT

ONES = np.ones(4)
PAIRS = np.array(["a", "a", "b", "b"])


def test_a_design_is_read_only():
    mine = np.ones(4)
    design = Design(weights=mine)
    mine[0] = 5
    assert design.weights[0] == 1
    with pytest.raises(ValueError, match="read-only"):
        design.weights[0] = 2
    with pytest.raises(AttributeError):
        design.weights = mine


def test_lists_and_numbers_serve_as_labels():
    design = Design(weights=[1, 1, 1, 1], strata=[1, 1, 2, 2], population={1: 10, 2: 20})
    assert design.stratum_labels == ("1", "2")
    assert list(design.stages[0].counts) == [2, 2]
    assert len(design) == 4


def test_clusters_of_one_row_each_are_rows():
    y = np.array([3.0, 5.0, 8.0, 1.0])
    one = mean(Design(weights=ONES, clusters=list("wxyz")), y, about=ABOUT)
    other = mean(Design(weights=ONES), y, about=ABOUT)
    assert one.standard_errors == pytest.approx(other.standard_errors)
    assert one.degrees == other.degrees


def test_several_lonely_strata_are_counted_in_a_note():
    design = Design(weights=ONES, strata=list("abcc"))
    assert design.notes[0].said("en").startswith("2 strata with one unit each")
    assert design.notes[0].said("es").startswith("2 estratos con una sola unidad")
    assert mean(design, [1, 2, 3, 4], about=ABOUT)["all"].notes == design.notes


def test_a_stratum_of_which_all_were_drawn_is_not_lonely():
    design = Design(weights=ONES, strata=list("abbb"), population={"a": 1, "b": 30}, lonely="error")
    assert design.notes == ()


def test_the_whole_population_has_no_error():
    found = mean(Design(weights=ONES, population=4), [1, 2, 3, 4], about=ABOUT)
    assert found.standard_errors["all"] == 0


def test_a_second_stage_of_whole_clusters_adds_nothing():
    y = [1.0, 2.0, 5.0, 4.0]
    whole = Design(weights=ONES, clusters=PAIRS, population=8, cluster_population={"a": 2, "b": 2})
    plain = Design(weights=ONES, clusters=PAIRS, population=8)
    part = Design(weights=ONES, clusters=PAIRS, population=8, cluster_population={"a": 20, "b": 2})
    errors = [mean(one, y, about=ABOUT).standard_errors["all"] for one in (plain, whole, part)]
    assert errors[0] == pytest.approx(errors[1])
    assert errors[2] > errors[1]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"weights": []}, "weights: there are no rows"),
        ({"weights": [1, 0, 1, 1]}, "weights: row 1 is 0, not over zero"),
        ({"weights": [1, 1, np.nan, 1]}, "weights: row 2 is nan"),
        ({"weights": [1, 1, 1, -2]}, "weights: row 3 is -2"),
        ({"strata": ["a", None, "b", "b"]}, "strata: row 1 has none"),
        ({"strata": [1.0, np.nan, 2.0, 2.0]}, "strata: row 1 has none"),
        ({"strata": ["a", "b"]}, "strata: it has 2 rows, the weights 4"),
        ({"strata": [["a"], ["b"]]}, "strata: it has 2 dimensions"),
        ({"strata": PAIRS, "clusters": list("xyyz")}, "clusters: cluster y lies in the strata b and a"),
        ({"strata": PAIRS, "population": 10}, "population: there is one number for several strata"),
        ({"strata": PAIRS, "population": {"a": 10}}, "population: it does not say how many there are in b"),
        ({"strata": PAIRS, "population": {"a": 10, "b": "many"}}, "population of b: 'many' is not a number"),
        ({"strata": PAIRS, "population": {"a": 10, "b": 1}}, "population: b has 1 units in all, and 2 were drawn"),
        ({"strata": list("abbb"), "lonely": "error"}, "strata: stratum a has one unit"),
        ({"clusters": list("cccc")}, "strata: stratum all has one unit"),
        ({"lonely": "remove"}, "lonely: 'remove' is not known"),
        ({"cluster_population": {"a": 3}}, "cluster_population: clusters or their population are missing"),
        ({"clusters": PAIRS, "cluster_population": {"a": 3, "b": 3}}, "cluster_population: clusters or their pop"),
        (
            {"clusters": PAIRS, "population": 9, "cluster_population": {"a": 3}},
            "population: it does not say how many there are in b",
        ),
    ],
)
def test_errors_name_what_is_at_fault(parts, words):
    with pytest.raises(DataError, match=words):
        Design(**{"weights": ONES} | parts)


def test_weights_of_other_rows_are_refused():
    weights = rake([Margin.of("x", list("ab"), {"a": 1, "b": 2})])
    with pytest.raises(DataError, match="weighting: there are 2 weights for 4 rows"):
        Design(weights=ONES).weighted(weights)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"codes": np.array([0, 3])}, "area: row 1 has the code 3, and there are 2 levels"),
        ({"codes": np.array([-2, 0])}, "area: row 0 has the code -2"),
        ({"codes": np.array([0.0, 1.0])}, "area: its codes are not one whole number per row"),
        ({"levels": ("a", "a")}, "area: its levels are none, or one comes twice"),
        ({"levels": ()}, "area: its levels are none"),
        ({"name": " "}, "name: ' ' is not text"),
    ],
)
def test_groups_refuse_what_is_no_level(parts, words):
    with pytest.raises(DataError, match=words):
        Groups(**{"name": "area", "codes": np.array([0, 1]), "levels": ("a", "b")} | parts)


def test_groups_take_labels_and_leave_the_others_out():
    every = Groups.of("area", np.array(["b", None, "a", float("nan")], dtype=object))
    assert (every.levels, list(every.codes)) == (("a", "b"), [1, -1, 0, -1])
    with pytest.raises(DataError, match="area: its missing labels are of a kind that cannot be compared"):
        Groups.of("area", np.array(["a", pandas.NA], dtype=object))
    some = Groups.of("area", ["b", "c", "a"], ["c", "b", "d"])
    assert (some.levels, list(some.codes)) == (("c", "b", "d"), [1, 0, -1])
