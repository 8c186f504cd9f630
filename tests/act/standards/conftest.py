"""Standards of Riverton: who keeps them, who is asked for proofs, who checks, and a neighbor's town."""

from datetime import date, timedelta

import pytest

from commonbeat.act.standards.actions import assessments, mandates, programs, proofs
from commonbeat.act.standards.rules.proofs import ProofKind
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff


@pytest.fixture(autouse=True)
def today(monkeypatch) -> date:
    """A day in the middle of the year."""
    by_calendar, day = Agency.day, date(2027, 6, 16)
    monkeypatch.setattr(Agency, "day", lambda self, moment=None: by_calendar(self, moment) if moment else day)
    return day


@pytest.fixture
def manager(riverton, person):
    """Keeps standards and checks proofs."""
    return person("accreditation", agency=riverton, name="Kai Brandt")


@pytest.fixture
def chief(riverton, person):
    return person("chief", agency=riverton, name="Ruth Okafor")


@pytest.fixture
def officer(riverton, person):
    """Is asked for proofs."""
    user = person("officer", agency=riverton, name="Ana Lindqvist")
    Staff.objects.create(agency=riverton, user=user, name="Ana Lindqvist", badge="O-1", email=user.email)
    return user


@pytest.fixture
def staff(officer) -> Staff:
    return officer.staff.get()


@pytest.fixture
def program(riverton, manager):
    return programs.begin_program(
        actor=manager,
        agency=riverton,
        name="Prairie program",
        body="the Prairie Council",
        scope="patrol and investigations",
        months=36,
        starts_on=date(2026, 1, 31),
    )


@pytest.fixture
def edition(program, manager):
    return programs.begin_edition(actor=manager, program=program, edition="First", effective_from=date(2026, 1, 1))


def said(number="1.1", **more):
    """A standard as a form or a file says it."""
    return {
        "chapter": "1",
        "chapter_title": "Leading",
        "number": number,
        "area": "leadership",
        "title": "Somebody answers for every order",
        "text": "Each order names the person who answers for it.",
        "bullets": ["The order names a person", "The list of orders is kept"],
        "exceeds_law": False,
        "citation": "",
        **more,
    }


@pytest.fixture
def standard(edition, manager):
    return programs.write_standard(actor=manager, edition=edition, said=said())


@pytest.fixture
def whole(edition, manager):
    """A standard without parts."""
    return programs.write_standard(actor=manager, edition=edition, said=said("1.2", bullets=[], title="A whole one"))


def covering(first: date, last: date, **more) -> proofs.Evidence:
    """A record that proves something for these days."""
    return proofs.Evidence(
        **{"kind": ProofKind.RECORD, "words": "Folder 12", "covers_from": first, "covers_to": last, **more}
    )


@pytest.fixture
def proof(standard, manager, staff, today):
    """Ask for a proof of the first part: `proof()`; `of=` another standard, `part=` its place (None for the whole)."""

    def ask(*, of=None, part=0, due=10, on=None):
        row = of or standard
        parts = list(row.bullets.filter(ended=False))
        return proofs.ask(
            actor=manager,
            standard=row,
            asked=staff,
            request="The list of orders",
            due=today + timedelta(days=due),
            bullet=parts[part] if part is not None and parts else None,
            on=on,
        )

    return ask


@pytest.fixture
def verified(proof, officer, manager, today):
    """A proof that was handed in and holds; `ago`: how many days ago it stopped covering."""

    def make(*, ago=0, **more):
        row = proof(**more)
        last = today - timedelta(days=ago)
        proofs.give(actor=officer, proof=row, evidence=covering(last - timedelta(days=30), last))
        return proofs.verify(actor=manager, proof=row)

    return make


@pytest.fixture
def assessment(standard, whole, edition, manager, today):
    """A mock assessment with comments open."""

    def make(**more):
        told = {
            "kind": "mock",
            "assessor": "two neighbors",
            "starts_on": today - timedelta(days=5),
            "contact": "assess@prairie.example",
            "comments_from": today - timedelta(days=3),
            "comments_until": today + timedelta(days=3),
            **more,
        }
        return assessments.plan(actor=manager, edition=edition, **told)

    return make


@pytest.fixture
def requirement(riverton, manager, staff, today):
    """One demand of a decree."""

    def write(**more):
        told = {
            "source": "decree",
            "citation": "Case 27-1",
            "paragraph": "12",
            "title": "A poll of residents",
            "demand": "Ask a sample of residents once a year and publish what they say.",
            "owner": staff,
            "due": today + timedelta(days=30),
            **more,
        }
        return mandates.write(actor=manager, agency=riverton, **told)

    return write
