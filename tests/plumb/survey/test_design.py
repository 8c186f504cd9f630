"""A design is checked as it is made: what cannot be is refused with the row, the cluster or the stratum."""

import pickle

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


def test_clusters_with_one_of_several_people_are_counted_in_a_note():
    sizes = {"a": 4, "b": 3, "c": 8, "d": 1}
    one, two = (
        Design(weights=np.ones(len(c)), clusters=list(c), population=30, cluster_population=sizes)
        for c in ("aabbcd", "aabcd")
    )
    assert one.notes[0].said("en").startswith("One cluster in which one of several people was asked")
    assert two.notes[0].said("en").startswith("2 clusters in which one of several people was asked")
    assert two.notes[0].said("es").startswith("2 conglomerados")


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
        ({"weights": [1, 0, 1, 1]}, "weights: row 1 is 0.0, which is not above zero"),
        ({"weights": [1, 1, np.nan, 1]}, "weights: row 2 is nan"),
        ({"weights": [1, 1, 1, -2]}, "weights: row 3 is -2"),
        ({"strata": ["a", None, "b", "b"]}, "strata: row 1 is in none of the levels"),
        ({"strata": [1.0, np.nan, 2.0, 2.0]}, "strata: row 1 is in none of the levels"),
        ({"strata": ["a", "b"]}, "strata: it has 2 rows where 4 are needed"),
        ({"strata": [["a"], ["b"]]}, "strata: it has 2 dimensions"),
        ({"strata": PAIRS, "clusters": list("xyyz")}, "clusters: cluster y lies in the strata b and a"),
        ({"strata": PAIRS, "population": 10}, "population: there is one number for several strata"),
        ({"strata": PAIRS, "population": {"a": 10}}, "population: it does not say how many there are in b"),
        ({"strata": PAIRS, "population": {"a": 10, "b": "many"}}, "population of b: 'many' is not a number"),
        ({"strata": PAIRS, "population": {"a": 10, "b": 1}}, "population: b has 1 units in all, and 2 were drawn"),
        ({"strata": list("abbb"), "lonely": "error"}, "strata: stratum a has one unit"),
        ({"clusters": list("cccc")}, "strata: stratum all has one unit"),
        (
            {
                "weights": np.ones(6),
                "clusters": list("aabbbc"),
                "population": 30,
                "cluster_population": {"a": 4, "b": 3, "c": 8},
                "lonely": "error",
            },
            "clusters: in cluster c one of several people was drawn",
        ),
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


def test_weights_that_began_with_other_weights_than_the_draws_are_refused():
    base = np.array([1.0, 5, 2, 2])
    margin = Margin.of("x", PAIRS, {"a": 40, "b": 60})
    design = Design(weights=base)
    plain, right = rake([margin]), rake([margin], base=3 * base)
    with pytest.raises(DataError, match=r"weighting: they began with other weights .*rows 0 and 1.*Say base="):
        design.weighted(plain)
    raked = design.weighted(right)
    assert raked.weighted(right).weights[1] == pytest.approx(5 * raked.weights[0])
    for again in (plain, rake([margin], base=[1.0, 2, 3, 4])):
        with pytest.raises(DataError, match="weighting: they began with other weights"):
            raked.weighted(again)
    assert Design(weights=np.full(4, 7.0)).weighted(plain).weights.sum() == pytest.approx(100)


def test_weights_of_other_rows_are_refused():
    weights = rake([Margin.of("x", list("ab"), {"a": 1, "b": 2})])
    with pytest.raises(DataError, match="weighting: there are 2 weights for 4 rows"):
        Design(weights=ONES).weighted(weights)


def test_plain_labels_serve_as_domains():
    y = [1.0, 2, 3, 5]
    known = mean(Design(weights=ONES), y, by=Groups.of(PAIRS, name="group"), about=ABOUT)
    for by in (PAIRS, list(PAIRS), pandas.Series(PAIRS)):
        found = mean(Design(weights=ONES), y, by=by, about=ABOUT)
        assert dict(found.figures) == dict(known.figures)
    with pytest.raises(DataError, match="by: some of its columns are Groups and some are not"):
        mean(Design(weights=ONES), y, by=[Groups.of(PAIRS, name="group"), PAIRS], about=ABOUT)
    with pytest.raises(DataError, match="group: it has 2 rows where 4 are needed"):
        mean(Design(weights=ONES), y, by=["a", "b"], about=ABOUT)


def test_results_cannot_be_changed_and_travel():
    found = mean(Design(weights=ONES), [1, 2, 3, 5], by=PAIRS, about=ABOUT)
    with pytest.raises(TypeError):
        found.figures["a"] = 1
    again = pickle.loads(pickle.dumps(found))
    assert dict(again.figures) == dict(found.figures)
    assert again.degrees == found.degrees


def test_strata_and_clusters_may_be_groups_and_levels_without_rows_do_not_count():
    labeled = Design(weights=ONES, strata=["a", "a", "b", "b"], clusters=list("wxyz"), population={"a": 10, "b": 20})
    strata = Groups([2, 2, 0, 0], ["b", "empty", "a"])
    clusters = pandas.Categorical(list("wxyz"), categories=list("zyxwv"))
    grouped = Design(weights=ONES, strata=strata, clusters=clusters, population={"a": 10, "b": 20})
    assert (grouped.stratum_labels, grouped.cluster_labels) == (("b", "a"), ("z", "y", "x", "w"))
    y = [1.0, 2, 3, 5]
    one, other = (mean(design, y, by=PAIRS, about=ABOUT) for design in (labeled, grouped))
    assert one.standard_errors == pytest.approx(other.standard_errors)
    assert one.degrees == other.degrees


def test_domains_without_a_name_are_called_group():
    y, plain = [1.0, 2, 3, 5], Groups([0, 0, 1, 1], ["a", "b"])
    found = mean(Design(weights=ONES), y, by=[plain, Groups.of(list("uuvv"), name="side")], about=ABOUT)
    assert list(found) == ["a, u", "b, v"]
    with pytest.raises(DataError, match="group: nobody in it answered"):
        mean(Design(weights=ONES), y, by=Groups([-1] * 4, ["a", "b"]), about=ABOUT)
