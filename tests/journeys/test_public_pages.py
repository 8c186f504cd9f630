"""Every page that anybody can open, in both languages: no barrier, nothing lost without scripts, light, no cookie."""

import pytest
from django.http import HttpRequest

from commonbeat.web.errors import server_error
from journeys.barriers import barriers, seen, without_scripts
from journeys.pages import AT_THE_DOOR, NOBODY, OUTSIDE

LANGUAGES = {"en": "", "es": "/es"}
HEAVIEST = 30_000
"""Bytes of a page as it is written, before compression."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stop", OUTSIDE, ids=str)
def test_no_public_page_has_a_barrier(reader, every_page, stop, language):
    path = LANGUAGES[language] + every_page.paths[str(stop)]
    person = reader(stop.who)
    found = barriers(person, stop, path, language)
    found += without_scripts(reader(stop.who, script=False), stop, path, person.asked("lines"))
    if stop.who == NOBODY:
        found += too_much(person)
    assert found == []


def too_much(person):
    """What a slow line or a careful reader would mind."""
    if (weight := len(person.answer.body())) >= HEAVIEST:
        yield f"{weight} bytes"
    if "set-cookie" in person.answer.all_headers() or person.page.context.cookies():
        yield "a cookie"


def test_the_page_that_says_that_the_fault_is_ours_has_no_barrier(reader):
    """It is written without templates, which may be what failed; so no address leads to it."""
    person = reader(AT_THE_DOOR)
    said = server_error(HttpRequest()).content.decode()
    person.page.route("**/failed/", lambda route: route.fulfill(status=500, body=said, content_type="text/html"))
    assert seen(person, "/failed/", "en", status=500) == []
