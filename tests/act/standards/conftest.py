"""A self-review of Riverton: people of every role, a chief, and whoever leads it."""

import json
from datetime import date, timedelta

import pytest

from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.models import SelfReviewAnswers, SelfReviewRater
from commonbeat.act.standards.queries.self_review import SEALED_FOR
from commonbeat.act.standards.rules.self_review import RaterKind
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.kit.sealing import seal


@pytest.fixture
def today(monkeypatch) -> date:
    """A day in the middle of a year, whatever the machine says."""
    by_calendar, day = Agency.day, date(2027, 6, 16)
    monkeypatch.setattr(Agency, "day", lambda self, moment=None: by_calendar(self, moment) if moment else day)
    return day


@pytest.fixture
def chief(riverton, person):
    return person("chief", agency=riverton, name="Ruth Okafor")


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
