"""Riverton's pages: who keeps them, and what the answers and tools of these tests are made of."""

from datetime import timedelta

import pytest

from commonbeat.ground.people.models import Staff
from commonbeat.show.portal import actions

ANSWER = {
    "question_en": "What does the search share mean?",
    "question_es": "¿Qué significa la proporción de registros?",
    "answer_en": "Of all stops, in how many somebody was searched.\n\nIt does not say why.",
    "answer_es": "De todas las paradas, en cuántas se registró a alguien.\n\nNo dice por qué.",
}
TOOL = {
    "name": "Plate reader",
    "maker": "Example Optics",
    **{
        f"{what}_{language}": f"{what} in {language}"
        for what in ("purpose", "data", "decides", "review")
        for language in ("en", "es")
    },
}


@pytest.fixture
def keeper(riverton, person):
    """May keep pages, and works here."""
    user = person("information_officer", agency=riverton, name="Priya Nair")
    Staff.objects.create(agency=riverton, user=user, name=user.name, badge="I-1", sworn=False)
    return user


@pytest.fixture
def owner(keeper):
    return keeper.staff.get()


@pytest.fixture
def answered(riverton, console, owner):
    """Answer a question: `answered(published=False)`."""

    def make(agency=riverton, **more):
        told = {"words": ANSWER, "owner": owner, "review_by": agency.day() + timedelta(days=90), "published": True}
        return actions.answer_question(actor=console, agency=agency, **{**told, **more})

    return make


@pytest.fixture
def listed(riverton, console, owner):
    """List a tool: `listed(until=day)`."""

    def make(agency=riverton, **more):
        today = agency.day()
        told = {"words": TOOL, "owner": owner, "since": today - timedelta(days=400)}
        told |= {"next_review": today + timedelta(days=90)}
        return actions.list_technology(actor=console, agency=agency, **{**told, **more})

    return make
