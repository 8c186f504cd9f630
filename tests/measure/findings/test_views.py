"""Everybody can follow a figure to its method, its run and its files; who publishes walks a run to the public."""

import pytest

from commonbeat.measure.disparity import actions as disparity
from commonbeat.measure.findings.models import Run
from commonbeat.measure.findings.rules import RunState


@pytest.fixture(autouse=True)
def _one_host_a_town(riverton, lakefield):
    riverton.hosts, lakefield.hosts = ["testserver"], ["lakefield.example"]
    riverton.save()
    lakefield.save()


@pytest.fixture
def analyst(riverton, person, sign_in):
    return sign_in(person("analyst", agency=riverton))


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_every_figure_opens_its_method_and_its_run(published, client):
    figures = page(client, "/figures/")
    assert 'href="/figures/search_share/"' in figures
    measure = page(client, "/figures/search_share/")
    assert f'href="/figures/runs/{published.pk}/"' in measure
    assert "Wilson" in measure
    assert "does not show the reason" in measure
    run = page(client, f"/figures/runs/{published.pk}/")
    assert "s" * 64 in run
    assert "test console" in run


@pytest.mark.parametrize("measure", ["stops_rate", "stops_share", "stops_by_month", "force_by_year", "race_missing"])
@pytest.mark.parametrize("language", ["", "/es"])
def test_every_kind_of_figure_has_a_page_in_both_languages(published, client, measure, language):
    shown = page(client, f"{language}/figures/{measure}/")
    assert "<svg" in shown
    assert "Seward" in shown
    assert len(shown) < 30_000


def test_the_table_of_neighborhoods_shows_the_line_asked_for(published, client):
    assert "Black</b>" in page(client, "/figures/search_share/?line=black")
    assert "All</b>" in page(client, "/figures/search_share/?line=martian")


def test_of_many_months_the_last_24_are_drawn_and_all_are_in_the_table(towns, forced, client, riverton, console):
    for year in (2016, 2020):
        forced(towns["seward"], "black", "taser", 40, year=year)
    disparity.publish(actor=console, agency=riverton)
    shown = page(client, "/figures/force_by_month/")
    assert "The chart shows the last 24 months" in shown
    assert shown.count("<tr>") > 48


def test_what_is_not_published_has_no_page(client, riverton, recorded, console):
    run = disparity.compute(actor=console, agency=riverton)
    assert "Nothing is published yet" in page(client, "/figures/")
    page(client, "/figures/search_share/", 404)
    page(client, f"/figures/runs/{run.pk}/", 404)


def test_an_analyst_walks_a_run_to_the_public_and_back(analyst, recorded, riverton):
    assert "No run yet" in page(analyst, "/staff/findings/")
    answer = analyst.post("/staff/findings/work-out/")
    run = Run.objects.get()
    assert answer.headers["Location"] == f"/staff/findings/{run.pk}/"
    for step, words in (("check", "Approve these"), ("approve", "first published"), ("publish", "Withdraw these")):
        analyst.post(f"/staff/findings/{run.pk}/{step}/")
        assert words in page(analyst, f"/staff/findings/{run.pk}/")
    page(analyst, f"/staff/findings/{run.pk}/withdraw/")
    analyst.post(f"/staff/findings/{run.pk}/withdraw/", {"notice": "Counted twice."})
    assert "Counted twice." in page(analyst, f"/staff/findings/{run.pk}/")
    assert "Counted twice." in page(analyst, f"/figures/runs/{run.pk}/")
    run.refresh_from_db()
    assert run.state == RunState.WITHDRAWN


def test_a_second_run_says_how_many_published_figures_it_changes(analyst, published, recorded, riverton, stopped):
    stopped(recorded["seward"], "black", yes=10, no=30)
    analyst.post("/staff/findings/work-out/")
    run = Run.objects.order_by("-pk").first()
    for step in ("check", "approve"):
        analyst.post(f"/staff/findings/{run.pk}/{step}/")
    assert "published figures will change" in page(analyst, f"/staff/findings/{run.pk}/")


@pytest.mark.parametrize(
    ("language", "words"), [("", "No record of force was loaded."), ("/es", "No se cargó ningún registro de uso de")]
)
def test_what_was_not_loaded_is_said_and_not_listed_as_nothing(
    analyst, towns, stopped, riverton, console, language, words
):
    stopped(towns["seward"], "black", yes=20, no=60)
    run = disparity.publish(actor=console, agency=riverton)
    review = page(analyst, f"{language}/staff/findings/{run.pk}/")
    assert words in review
    hidden = review[review.index('id="hidden"') : review.index('id="absent"')]
    title = run.said("force_by_year", "title", language[1:] or "en")
    assert title not in hidden
    assert title in review
    for path in (f"/figures/runs/{run.pk}/", "/what-we-do-not-know/"):
        assert words in page(analyst, language + path)
    assert "/figures/force_by_year/" not in page(analyst, f"{language}/figures/runs/{run.pk}/")
    assert "/figures/force_by_year/" not in page(analyst, f"{language}/how-we-measure/")


def test_a_run_kept_before_reasons_were_written_has_none(published):
    del published.words["left_out"]
    assert published.left_out("en") == []


def test_a_step_out_of_order_is_refused_in_words(analyst, published):
    answer = analyst.post(f"/staff/findings/{published.pk}/approve/", follow=True)
    assert "cannot become" in answer.content.decode()


def test_nothing_loaded_is_said_in_words(analyst, riverton):
    answer = analyst.post("/staff/findings/work-out/", follow=True)
    assert "nothing to work out" in answer.content.decode()


@pytest.mark.parametrize("step", ["check", "approve", "publish"])
def test_a_run_that_is_not_there_has_no_steps(analyst, step):
    assert analyst.post(f"/staff/findings/999/{step}/").status_code == 404


def test_a_run_that_is_not_there_cannot_be_withdrawn_or_reviewed(analyst):
    page(analyst, "/staff/findings/999/", 404)
    page(analyst, "/staff/findings/999/withdraw/", 404)


def test_the_neighbors_analyst_sees_no_run_of_ours(published, lakefield, person, sign_in):
    client = sign_in(person("analyst", agency=lakefield))
    for path in (f"/staff/findings/{published.pk}/", f"/figures/runs/{published.pk}/"):
        assert client.get(path, headers={"host": "lakefield.example"}).status_code in (400, 404)


def test_a_commander_may_not_publish(published, riverton, person, sign_in):
    client = sign_in(person("commander", agency=riverton))
    assert client.get("/staff/findings/").status_code == 403
    assert client.post("/staff/findings/work-out/").status_code == 403
