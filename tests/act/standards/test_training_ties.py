"""A standard is tied to training by a name that lasts: the page leads there, and says when it has ended."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from commonbeat.act.policies.actions import courses
from commonbeat.act.policies.rules.training import Part
from commonbeat.act.standards.actions import programs

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(riverton, manager):
    """A course of Riverton."""
    return courses.add_course(
        actor=manager,
        agency=riverton,
        title="Slowing things down",
        code="DE-1",
        hours=Decimal(8),
        parts=[Part.LECTURE],
        effective_from=date(2026, 1, 1),
    )


def test_a_course_is_chosen_named_and_led_to(client, sign_in, manager, standard, course):
    sign_in(manager)
    address = "/riverton" + reverse("standard_link", args=[standard.pk])
    assert "Slowing things down (DE-1)" in client.get(address).content.decode()
    client.post(address, {"kind": "training", "training": "course:DE-1"})
    link = standard.links.get()
    assert (link.training, link.words) == ("course:DE-1", "Slowing things down (DE-1)")
    page = "/riverton" + reverse("standard", args=[standard.pk])
    assert reverse("course_detail", args=[course.pk]) in client.get(page).content.decode()
    courses.end_course(actor=manager, course=course)
    assert "Slowing things down (DE-1) (has ended)" in client.get(page).content.decode()


def test_training_of_nobody_here_is_refused_and_words_stay_enough(standard, manager, lakefield, course):
    tie = {"actor": manager, "standard": standard, "kind": "training"}
    with pytest.raises(ValidationError, match="Choose the training"):
        programs.link_standard(**tie, training="course:NO")
    assert programs.link_standard(**tie, training="course:DE-1", words="Its first day").words == "Its first day"
    assert programs.link_standard(**tie, words="Two hours on orders").training == ""
    assert programs.link_standard(**{**tie, "kind": "record"}, training="course:DE-1", words="Ledger").training == ""
