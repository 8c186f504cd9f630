"""Pages get their figures in a fixed number of queries, each line with the one to compare it with."""

from django.utils.translation import override

from commonbeat.measure.disparity import actions as disparity
from commonbeat.measure.findings import actions, corrections, queries
from commonbeat.plumb import Estimate, Withheld


def test_a_neighborhoods_figures_come_with_the_whole_to_compare_with(published, riverton, recorded):
    area = queries.for_area(riverton, recorded["seward"])
    figure = area.figures["search_share"]
    assert figure.total.shown.numerator == 41
    assert figure.total.reference.numerator == 65
    assert figure.line("black").reference.numerator == 40
    assert figure.line("") is figure.total
    assert figure.line("martian") is None
    assert figure.run == published


def test_figures_come_in_the_order_of_the_study_and_say_their_days(published, riverton):
    city = queries.for_city(riverton)
    assert list(city.figures)[:2] == ["stops_rate", "stops_count"]
    assert city.figures["force_by_year"].window.start.year == 2019
    assert next(iter(city.figures["force_by_year"].lines)).label == "2019"


def test_words_are_in_the_readers_language(published, riverton):
    with override("es"):
        assert queries.for_city(riverton).figures["search_share"].lines[0].label != ""


def test_nothing_published_is_nothing_to_show(riverton, towns):
    assert not queries.for_city(riverton)
    assert not queries.for_area(riverton, towns["seward"])
    assert queries.by_area(riverton, "stops_rate") == []
    assert queries.latest_run(riverton, "disparity") is None


def test_a_page_costs_the_same_queries_whatever_its_figures(published, riverton, recorded, django_assert_num_queries):
    queries.for_area(riverton, recorded["seward"])
    for place in recorded.values():
        with django_assert_num_queries(2):
            queries.for_area(riverton, place)
    with django_assert_num_queries(1):
        queries.for_city(riverton)


def test_a_map_gets_one_figure_for_every_neighborhood(published, riverton, recorded, django_assert_num_queries):
    lines = {line.neighborhood_id: line.shown for line in queries.by_area(riverton, "stops_rate")}
    assert isinstance(lines[recorded["seward"].pk], Estimate)
    assert isinstance(lines[recorded["cooper"].pk], Withheld)
    with django_assert_num_queries(1):
        queries.by_area(riverton, "stops_rate")


def test_another_agency_sees_none_of_it(published, lakefield):
    assert not queries.for_city(lakefield)
    assert corrections.changes(lakefield) == []
    assert queries.released(lakefield) == frozenset()


def test_one_measure_of_a_run_in_every_place(published, recorded):
    found = queries.of_measure(published, "stops_count")
    assert found[None][""].point == 464
    assert found[recorded["cooper"].pk][""].point == 83
    names = [row.neighborhood.name for row in queries.by_neighborhood(published, "stops_count", "")]
    assert names == ["Bryant", "Cooper", "Seward"]


def test_a_run_waits_for_those_who_publish_with_its_next_step_until_the_public_sees_it(
    published, riverton, lakefield, person, console
):
    analyst, board = person("analyst", agency=riverton), person("board_member", agency=riverton)
    assert queries.waiting_for(analyst, riverton) == []
    run = disparity.compute(actor=console, agency=riverton)
    steps = []
    for step in (actions.check_disclosure, actions.approve, actions.publish):
        (one,) = queries.waiting_for(analyst, riverton)
        assert (one.address, one.arguments) == ("run_review", (run.pk,))
        steps.append(str(one.next_step))
        assert queries.waiting_for(board, riverton) == []
        step(actor=console, run=run)
    assert steps == [
        "Have it checked for small groups",
        "Read what would be published, and approve it",
        "Publish it",
    ]
    assert queries.waiting_for(analyst, riverton) == []
    assert queries.waiting_for(person("analyst", agency=lakefield), lakefield) == []
