"""What the questions rest on ships with the library, under the same code, and each question links to its page."""

import re

import pytest

from commonbeat.act.standards.queries import citations
from commonbeat.act.standards.rules.instrument import AREA_OF, CITED, QUESTIONS
from commonbeat.ground.library import actions
from commonbeat.ground.library.models import LibraryResource
from commonbeat.ground.library.rules.shipped import RESOURCES

AREA = "force"


@pytest.mark.parametrize("one", CITED, ids=lambda one: one.slug)
def test_every_resource_that_a_question_rests_on_ships_under_its_code(one):
    shipped = {row.slug: row for row in RESOURCES}[one.slug]
    told = (shipped.title, shipped.year, shipped.publisher, shipped.grade)
    assert told == (one.title, one.year, one.publisher, one.grade)
    assert shipped.note_en
    assert shipped.note_es


def test_a_library_as_it_ships_has_them_all_with_the_same_grade(riverton, console):
    actions.ship(actor=console, agency=riverton)
    found = citations.citations(riverton, [one.slug for one in CITED])
    for one in CITED:
        here = found[one.slug]
        assert (here.in_library, here.withdrawn, here.grade, here.year) == (True, False, one.grade, one.year)


def test_each_question_links_to_the_page_of_its_resource_where_there_is_one(riverton, console, client):
    page = f"/riverton/self-review/questions/{AREA}/"
    bare = client.get(page).content.decode()
    assert "/library/resources/" not in bare
    assert "Not in your library yet." in bare
    actions.ship(actor=console, agency=riverton)
    riverton.refresh_from_db()
    shown = client.get(page).content.decode()
    asked = {one.cites for one in QUESTIONS.values() if AREA_OF[one.key] == AREA}
    assert set(re.findall(r"/riverton/library/resources/([a-z0-9-]+)/", shown)) == asked
    slug = sorted(asked)[0]
    assert client.get(f"/riverton/library/resources/{slug}/").status_code == 200
    row = LibraryResource.objects.get(agency=riverton, slug=slug)
    actions.withdraw_resource(actor=console, resource=row, because="Old")
    assert "Withdrawn from the library." in client.get(page).content.decode()
