"""What the library does by itself, and what waits for those who keep it."""

from datetime import date, timedelta
from types import SimpleNamespace

from commonbeat.ground.library import actions
from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.jobs import JOBS
from commonbeat.ground.library.models import Citation, LibraryResource
from commonbeat.ground.library.queries import waiting_for
from commonbeat.ground.library.queries.waiting import health
from commonbeat.ground.library.rules import LinkState
from commonbeat.ground.library.rules.shipped import RESOURCES


def run(name, agency):
    return JOBS[name].run(SimpleNamespace(agency=agency))


def test_every_agency_that_is_there_already_gets_what_comes_with_the_program(riverton):
    assert run("library.ship", riverton)["resources"] == len(RESOURCES)
    assert run("library.ship", riverton)["resources"] == 0


def test_without_links_nothing_is_tried(shipped):
    assert run("library.check_links", shipped) == {"tried": 0, "opened": 0}


def test_those_who_keep_the_library_see_wishes_stale_records_and_dead_links(shipped, person, add):
    keeper = person("chief", agency=shipped)
    assert waiting_for(keeper, shipped) == []
    actions.ask_resource(actor=access.Visitor(), agency=shipped, words="Bus stops", asked="", language="en")
    add(url="https://example.org/a", accessed_on=date(2026, 1, 1))
    Citation.objects.exclude(url="").update(link_state=LinkState.DEAD)
    LibraryResource.objects.filter(year=2014).update(review_by=shipped.day() - timedelta(days=3))
    assert [str(one.title) for one in waiting_for(keeper, shipped)] == [
        "Bus stops",
        "Resources to look at again",
        "Links that do not open any more",
    ]
    standing = health(keeper, shipped)
    assert (standing.resources, standing.stale, standing.dead, standing.untried, standing.wishes) == (24, 4, 1, 0, 1)


def test_others_see_none_of_it(shipped, person, add, lakefield):
    officer, neighbor = person("officer", agency=shipped), person("chief", agency=lakefield)
    actions.ask_resource(actor=access.Visitor(), agency=shipped, words="Bus stops", asked="", language="en")
    for somebody in (officer, neighbor):
        assert waiting_for(somebody, shipped) == []
        assert not access.requests(somebody, shipped).exists()
        assert not access.links(somebody, shipped).exists()
    assert access.request(neighbor, shipped, 1) is None
