"""The status for another site: never without its days and its scope, in both languages, and expired ones say so."""

import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import pytest
from django.urls import reverse

from act.standards.deeds import BASE, address, words
from commonbeat.act.standards.actions import awards
from commonbeat.act.standards.models import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def give(program, manager, today):
    """An award that ends so many days from today."""

    def make(until):
        days = {"given_on": today - timedelta(days=100), "valid_until": today + timedelta(days=until)}
        return awards.give_award(actor=manager, program=program, scope="patrol & <jail>", **days)

    return make


def read(client, program, language=""):
    """The words of the picture, line after line."""
    page = client.get(f"{BASE}{language}{reverse('accreditation_status', args=[program.pk])}")
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert not page.cookies
    drawn = ElementTree.fromstring(page.content)
    assert not [one for one in drawn.iter() if "style" in one.attrib or one.tag.endswith(("script", "style", "image"))]
    return " ".join(one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text"))


@pytest.mark.parametrize(
    ("until", "state", "told"),
    [
        (500, "Accredited", "Accredited by the Prairie Council for patrol & <jail>, from March 8, 2027 to October 28,"),
        (0, "Accredited", "to June 16, 2027."),
        (-1, "Expired", "ended on June 15, 2027. It is not in force now."),
    ],
)
def test_the_picture_says_for_what_and_until_when_and_on_which_day_that_was_so(
    client, program, give, until, state, told
):
    give(until)
    said = read(client, program)
    assert said.startswith(state)
    assert told in said
    assert said.endswith("Riverton Police Department, as it stood on June 16, 2027") or "June 16, 2027" in said


def test_what_was_taken_back_and_what_is_prepared_say_so(client, program, give, manager):
    assert read(client, program).startswith("In preparation")
    awards.end_award(actor=manager, award=give(500), why="Files were late")
    said = read(client, program)
    assert said.startswith("Taken back")
    assert "Files were late" in said


def test_the_picture_speaks_spanish_and_a_demonstration_says_so(client, program, give, riverton):
    give(500)
    riverton.demo = True
    riverton.save()
    assert "Made up for a demonstration." in read(client, program)
    assert read(client, program, "/es").startswith("Acreditad")


def test_the_page_gives_the_lines_to_copy_and_nothing_of_what_is_not_public(client, program, give):
    give(500)
    page = words(client, "accreditation_show", program.pk)
    assert f"&lt;img src=&quot;http://testserver{address('accreditation_status', program.pk)}&quot;" in page
    assert f"&lt;a href=&quot;http://testserver{BASE}/accreditation/&quot;" in page
    assert address("accreditation_show", program.pk) in words(client, "accreditation")
    Program.objects.update(public=False)
    for name in ("accreditation_show", "accreditation_status"):
        assert client.get(address(name, program.pk)).status_code == 404
