"""Policies of Riverton: a commander who writes, a chief who approves, an officer who reads."""

from datetime import date, timedelta

import pytest

from commonbeat.act.policies import actions
from commonbeat.act.policies.rules import VersionState
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System

MACHINE = System("test")
TEXT = "# 1 Purpose\nWhy it is there. See [2].\n\n# 2 What is asked\n- One thing\n- Another thing"
SUMMARY = {"summary": "What it says.", "summary_es": "Lo que dice."}


@pytest.fixture(autouse=True)
def today(monkeypatch) -> date:
    """A Wednesday in the middle of the year; a test moves it on by `move_on(days)`."""
    by_calendar = Agency.day
    monkeypatch.setattr(Agency, "TODAY", date(2027, 6, 16), raising=False)
    monkeypatch.setattr(Agency, "day", lambda self, moment=None: by_calendar(self, moment) if moment else Agency.TODAY)
    return Agency.TODAY


@pytest.fixture
def move_on(monkeypatch):
    """So many days pass."""

    def days(count: int) -> date:
        monkeypatch.setattr(Agency, "TODAY", Agency.TODAY + timedelta(days=count))
        return Agency.TODAY

    return days


@pytest.fixture
def writer(riverton, person):
    """May write."""
    return person("commander", agency=riverton, name="Helen Strand")


@pytest.fixture
def chief(riverton, person):
    """May approve, and write."""
    return person("chief", agency=riverton, name="Ruth Okafor")


@pytest.fixture
def officer(riverton, person):
    """May read; on the staff, sworn."""
    user = person("officer", agency=riverton, name="Ana Lindqvist")
    Staff.objects.create(agency=riverton, user=user, name="Ana Lindqvist", badge="O-1")
    return user


@pytest.fixture
def draft(riverton, writer):
    """Make a draft: `draft("300", title="Use of force")`."""

    def make(number="300", *, title="Use of force", agency=riverton, actor=writer, **more):
        return actions.write(
            actor=actor, agency=agency, number=number, title=title, **{"text": TEXT, **SUMMARY, **more}
        )

    return make


@pytest.fixture
def at_lawyer():
    """Bring a draft to the lawyer: `at_lawyer(version)`."""

    def bring(version, actor=MACHINE):
        for to in (VersionState.INTERNAL, VersionState.LEGAL):
            version = actions.send_on(actor=actor, version=version, to=to)
        return version

    return bring


@pytest.fixture
def in_force(draft, writer, chief, today):
    """Make a policy that has been in force for so many days, or make a version of it the next."""

    def make(number="300", *, days=30, policy=None, text=TEXT, **more):
        day = today - timedelta(days=days)
        version = actions.draft(actor=writer, policy=policy, text=text) if policy else draft(number, text=text, **more)
        for to in (VersionState.INTERNAL, VersionState.LEGAL):
            version = actions.send_on(actor=writer, version=version, to=to, on=day)
        actions.approve(actor=chief, version=version, effective_from=day, on=day)
        version.refresh_from_db()
        return version

    return make


@pytest.fixture
def asked(draft, writer, today):
    """A consultation that is open."""
    version = actions.send_on(actor=writer, version=draft(), to=VersionState.INTERNAL)
    return actions.consult(
        actor=writer,
        version=version,
        starts_on=today,
        ends_on=today + timedelta(days=20),
        questions="What is missing?\n\nWhat is too much?",
        questions_es="¿Qué falta?",
    )
