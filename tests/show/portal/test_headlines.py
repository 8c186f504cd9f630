"""A headline is decided by ranges, never by best figures alone."""

import pytest

from commonbeat.measure.findings.queries import Line
from commonbeat.plumb import About, Kind, Reason, Window, count, share
from commonbeat.show.portal.figures import headlines

ABOUT = About(window=Window.year(2017), as_of=Window.year(2018).end, unit="stops")
HIDDEN = ABOUT.withheld(Reason.TOO_FEW, Kind.COUNT)


def few(events):
    return count(events, about=ABOUT)


def of(hits, trials):
    return share(hits, trials, about=ABOUT)


def test_a_rank_says_from_where_to_where_the_range_would_let_it_stand():
    shown = [few(400), few(110), few(100), few(95), few(20), HIDDEN]
    rank = headlines.rank(few(100), shown)
    assert (rank.place, rank.of, rank.best, rank.worst) == (3, 5, 2, 4)
    assert "ranks 3 of 5" in headlines.of_rank("Seward", few(100), shown)
    assert "anywhere from 2 to 4" in headlines.of_rank_range(few(100), shown)


def test_a_rank_that_no_range_touches_needs_no_second_sentence():
    assert headlines.of_rank_range(few(400), [few(400), few(20)]) == ""


def test_a_place_without_a_figure_has_no_rank():
    assert "nobody counted" in headlines.of_rank("Cooper", HIDDEN, [few(3)])
    assert headlines.of_rank_range(HIDDEN, [few(3)]) == ""


@pytest.mark.parametrize(
    ("here", "city", "said"),
    [
        (of(300, 1000), of(100, 1000), "More searches here"),
        (of(100, 1000), of(300, 1000), "Fewer searches here"),
        (of(10, 100), of(11, 100), "about as common"),
        (HIDDEN, of(11, 100), "Too few stops"),
    ],
)
def test_more_or_fewer_is_said_only_where_the_ranges_lie_apart(here, city, said):
    assert said in headlines.of_searches(here, city, [])


def test_groups_overlap_or_lie_apart_as_their_ranges_do():
    here = of(10, 100)
    assert "the ranges overlap" in headlines.of_searches(here, here, [of(10, 100), of(12, 100)])
    assert "some ranges lie apart" in headlines.of_searches(here, here, [of(10, 1000), of(300, 1000), HIDDEN])
    assert headlines.of_spread([of(10, 1000), of(300, 1000)]) == "Searches were not spread evenly"
    assert "overlap" in headlines.of_spread([of(10, 100), of(12, 100)])
    assert "Too few" in headlines.of_spread([of(10, 100), HIDDEN])


def test_a_month_or_year_is_the_most_only_if_its_range_lies_over_all_others():
    apart = [Line("1", "May", few(500)), Line("2", "June", few(300)), Line("3", "July", HIDDEN)]
    alike = [Line("1", "May", few(310)), Line("2", "June", few(300))]
    assert headlines.of_months(apart) == "More stops in May than in any other month"
    assert headlines.of_months(alike).startswith("Most stops in May: 310")
    assert headlines.of_years(apart) == "More force was recorded in May than in any other year"
    assert "overlap" in headlines.of_years(alike)
    assert "Too few" in headlines.of_months([Line("3", "July", HIDDEN)])
    assert "Too few" in headlines.of_years([Line("3", "July", HIDDEN)])


def test_a_share_is_said_with_its_counts_or_not_at_all():
    assert headlines.of_line(Line("x", "Unknown", of(5, 276))).startswith("Unknown: 5 of 276 were searched, 1.8%")
    assert headlines.of_line(Line("x", "Unknown", HIDDEN)) == ""
    assert headlines.of_share("Missing", None) == "Missing"
    assert headlines.of_share("Missing", Line("", "All", of(10, 100))).startswith("Missing: 10%")
