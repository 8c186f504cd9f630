"""Riverton looks in the mirror: its standards and proofs, and a self-review by people of every role."""

import json
from datetime import date, timedelta

import pytest

from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.standards.actions import assessments, mandates, programs, proofs
from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.models import SelfReviewAnswers, SelfReviewRater
from commonbeat.act.standards.queries.self_review import SEALED_FOR
from commonbeat.act.standards.rules.proofs import ProofKind
from commonbeat.act.standards.rules.self_review import RaterKind
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.kit.sealing import seal


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


@pytest.fixture
def leader(riverton, person):
    """The accreditation manager, who leads the review and works here as a civilian."""
    user = person("accreditation", agency=riverton, name="Lee Marsh")
    Staff.objects.create(agency=riverton, user=user, name="Lee Marsh", badge="C-1", rank="civilian", sworn=False)
    return user


@pytest.fixture
def worker(riverton, person):
    """Make somebody of a rank: `worker("officer", 3)` is the third officer; partners are not on the staff."""

    def make(rank: str, number: int, *, agency=riverton):
        role = {"partner": "partner", "civilian": "clerk", "sergeant": "sergeant", "commander": "commander"}
        user = person(role.get(rank, "officer"), agency=agency, name=f"{rank} {number} of {agency.slug}")
        if rank != "partner":
            badge = f"{rank}-{number}"
            sworn = rank != "civilian"
            Staff.objects.create(agency=agency, user=user, name=user.name, badge=badge, rank=rank, sworn=sworn)
        return user

    return make


@pytest.fixture
def opened(riverton, leader, today):
    """A review that was just opened."""
    return actions.open_review(
        actor=leader,
        agency=riverton,
        title="Self-review, summer 2027",
        rate_by=today + timedelta(days=21),
        facilitator=leader,
    )


@pytest.fixture
def rating(opened, leader, worker):
    """Being answered: six officers, five partners, three sergeants, two commanders."""
    for rank, count in (("officer", 6), ("partner", 5), ("sergeant", 3), ("commander", 2)):
        for number in range(count):
            worker(rank, number)
    kinds = [RaterKind.OFFICER, RaterKind.PARTNER, RaterKind.SUPERVISOR, RaterKind.COMMAND]
    actions.invite_raters(actor=leader, review=opened, kinds=kinds)
    return actions.start_rating(actor=leader, review=opened)


@pytest.fixture
def answer():
    """Let one rater give one answer to every question and finish: `answer(rater, "written")`."""

    def give(rater: SelfReviewRater, said: str, *, done: bool = True, **more: str):
        for area in rater.review.areas:
            answers = {one["key"]: {"rating": said, **more} for one in rater.review.of_area(area)}
            actions.save_answers(rater=rater, area=area, answers=answers)
        if done:
            actions.finish(rater=rater)

    return give


def answer_all(raters, said):
    """The same at once for many: each rater's answer to every question by their role, or one for all."""
    sealed = {}
    rows = []
    for rater in raters:
        word = said if isinstance(said, str) else said[rater.kind]
        for area in rater.review.areas:
            if (word, area) not in sealed:
                answers = {one["key"]: {"rating": word} for one in rater.review.of_area(area)}
                sealed[word, area] = seal(json.dumps(answers), SEALED_FOR)
            rows.append(SelfReviewAnswers(agency=rater.agency, rater=rater, area=area, sealed=sealed[word, area]))
    SelfReviewAnswers.objects.bulk_create(rows)
    SelfReviewRater.objects.filter(pk__in=[rater.pk for rater in raters]).update(finished=True)


SAID = {"officer": "informal", "supervisor": "written", "command": "reviewed", "partner": "not_in_place"}


@pytest.fixture
def counted(rating, leader):
    """Every role said one thing; the answers are counted."""
    answer_all(rating.raters.select_related("review", "agency"), SAID)
    return actions.end_rating(actor=leader, review=rating)


@pytest.fixture
def agreed(counted, leader):
    """All agreed: the first question is a gap, the rest is practiced; on to the next steps."""
    keys = counted.keys
    told = {key: ("informal" if place == 0 else "practiced", "As we see it.") for place, key in enumerate(keys)}
    actions.agree(actor=leader, review=counted, agreed=told)
    return actions.plan_steps(actor=leader, review=counted)


@pytest.fixture
def closed(agreed, leader, chief):
    """Signed by both and closed."""
    actions.sign_review(actor=leader, review=agreed)
    actions.close_review(actor=chief, review=agreed)
    agreed.refresh_from_db()
    return agreed


@pytest.fixture
def another(riverton, leader, chief, today):
    """The next review, answered by officers alone, agreed at one rating and closed: `another("practiced")`."""

    def make(said: str, *, marked_only: bool = False):
        row = actions.open_review(
            actor=leader,
            agency=riverton,
            title="The next one",
            rate_by=today + timedelta(days=9),
            facilitator=leader,
            marked_only=marked_only,
        )
        actions.invite_raters(actor=leader, review=row, kinds=[RaterKind.OFFICER])
        row = actions.start_rating(actor=leader, review=row)
        answer_all(row.raters.select_related("review", "agency"), said)
        row = actions.end_rating(actor=leader, review=row)
        actions.agree(actor=leader, review=row, agreed=dict.fromkeys(row.keys, (said, "")))
        actions.plan_steps(actor=leader, review=row)
        actions.sign_review(actor=leader, review=row)
        actions.close_review(actor=chief, review=row)
        row.refresh_from_db()
        return row

    return make


@pytest.fixture
def policy(riverton):
    """A policy with a version in force."""
    row = Policy.objects.create(agency=riverton, number="300", slug="force", title="Use of force")
    version = PolicyVersion.objects.create(
        agency=riverton, policy=row, number=1, state="effective", text="Words", effective_from="2020-01-01"
    )
    return row, version
