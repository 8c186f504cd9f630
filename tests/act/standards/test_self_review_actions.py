"""The life of a self-review, step by step, and what each step refuses."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commonbeat.act.promises.models import Commitment
from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.actions.self_review import entering
from commonbeat.act.standards.jobs import self_review as jobs
from commonbeat.act.standards.models import (
    NextStep,
    SelfReview,
    SelfReviewEvidence,
)
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.queries import self_review_snapshot as snapshots
from commonbeat.act.standards.rules.self_review import Stage
from commonbeat.ground.people.models import Staff
from commonbeat.measure.findings.models import Run

pytestmark = pytest.mark.django_db


def test_a_review_asks_all_questions_and_keeps_them_as_they_stood(opened):
    assert len(opened.questions) == 64
    assert opened.minimum == 5
    assert opened.stage == Stage.OPENED
    assert str(opened) == "Self-review, summer 2027"


def test_only_one_is_open_at_a_time_and_people_get_time_to_answer(opened, leader, worker, riverton, lakefield, today):
    told = {"agency": riverton, "title": "Again", "facilitator": leader}
    with pytest.raises(ValidationError, match="open already"):
        actions.open_review(actor=leader, rate_by=today + timedelta(days=3), **told)
    SelfReview.objects.update(stage="closed")
    with pytest.raises(ValidationError, match="lies ahead"):
        actions.open_review(actor=leader, rate_by=today, **told)
    with pytest.raises(ValidationError, match="leads"):
        actions.open_review(actor=worker("officer", 1), rate_by=today + timedelta(days=3), **told)
    with pytest.raises(ValidationError, match="marked"):
        actions.open_review(actor=leader, rate_by=today + timedelta(days=3), marked_only=True, **told)


def test_everybody_is_asked_in_the_role_they_have_on_that_day(rating):
    kinds = [rater.kind for rater in rating.raters.all()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "officer": 6,
        "partner": 5,
        "supervisor": 3,
        "command": 2,
    }
    assert rating.invited == 16


def test_nobody_is_asked_twice_and_a_single_person_can_be(opened, leader, worker):
    somebody = worker("civilian", 1)
    assert actions.invite_raters(actor=leader, review=opened, people=[somebody.pk]) == 1
    with pytest.raises(ValidationError, match="Nobody new"):
        actions.invite_raters(actor=leader, review=opened, people=[somebody.pk])
    with pytest.raises(ValidationError, match="at least 5"):
        actions.start_rating(actor=leader, review=opened)


def test_what_is_agreed_is_written_down_and_changed_until_the_next_steps(counted, leader, worker):
    told = {"contact_survey": ("written", " As  one. "), "no_such": ("written", "")}
    assert actions.agree(actor=leader, review=counted, agreed=told) == 1
    assert actions.agree(actor=leader, review=counted, agreed=told) == 0
    assert counted.results.get(question="contact_survey").words == "As one."
    with pytest.raises(ValidationError, match="Choose one"):
        actions.agree(actor=leader, review=counted, agreed={"contact_survey": ("excellent", "")})
    with pytest.raises(ValidationError, match="leads"):
        actions.agree(actor=worker("officer", 99), review=counted, agreed=told)
    with pytest.raises(ValidationError, match="63 more"):
        actions.plan_steps(actor=leader, review=counted)


def test_reflections_are_kept_by_area(counted, leader):
    actions.reflect(actor=leader, review=counted, area="force", words="One.")
    actions.reflect(actor=leader, review=counted, area="force", words="Another.")
    assert queries.reflections_of(counted) == {"force": "Another."}
    assert str(counted.reflections.get()) == "Another."
    with pytest.raises(ValidationError):
        actions.reflect(actor=leader, review=counted, area="weather", words="Rain.")


def test_evidence_is_a_policy_version_published_figures_or_words(counted, leader, policy, lakefield):
    told = {"actor": leader, "review": counted, "question": "calm_first"}
    item = actions.add_evidence(kind="policy", policy_version=policy[1], **told)
    assert item.words == "300 Use of force, version 1"
    assert actions.add_evidence(kind="record", words="Minutes", policy_version=policy[1], **told).policy_version is None
    with pytest.raises(ValidationError, match="Say what it is"):
        actions.add_evidence(kind="data", **told)
    with pytest.raises(ValidationError):
        actions.add_evidence(kind="record", words="x", **{**told, "question": "no_such"})
    policy[1].agency = lakefield
    with pytest.raises(ValidationError, match="this agency"):
        actions.add_evidence(kind="policy", policy_version=policy[1], **told)
    actions.remove_evidence(actor=leader, item=item)
    assert SelfReviewEvidence.objects.count() == 1


def test_published_figures_are_evidence_and_stand_in_the_snapshot(counted, leader, riverton, today):
    now = timezone.now()
    run = Run.objects.create(
        agency=riverton,
        study="disparity",
        started_at=now,
        ended_at=now,
        code_version="1",
        window_start=today,
        window_end=today,
        as_of=today,
        author="Sample",
    )
    item = actions.add_evidence(actor=leader, review=counted, question="calm_first", kind="data", run=run)
    assert item.words == str(run)
    told = {one["key"]: one["evidence"] for one in snapshots.content_of(counted)["questions"]}
    assert [one["run"] for one in told["calm_first"]] == [run.pk]


def test_no_stage_is_skipped(opened):
    with pytest.raises(ValidationError, match="cannot be done now"):
        entering.move(opened, Stage.CLOSED)


def test_the_nightly_job_tells_how_many_it_marked(closed, riverton):
    assert jobs.mark_again(SimpleNamespace(agency=riverton)) == {"marked": 0}


def test_a_gap_becomes_a_step_and_a_step_a_promise(agreed, leader, chief, riverton, lakefield, today):
    owner = Staff.objects.get(badge="sergeant-1")
    told = {"review": agreed, "question": agreed.keys[0], "title": "Ask after every stop", "owner": owner}
    due = today + timedelta(days=30)
    step = actions.add_step(actor=leader, due=due, **told)
    assert actions.add_step(actor=leader, due=due, **told) == step
    with pytest.raises(ValidationError, match="may make promises"):
        actions.promise_step(actor=leader, step=step, promised_to="everybody")
    promised = actions.promise_step(actor=chief, step=step, promised_to="everybody")
    assert promised.promise.title == "Ask after every stop"
    assert promised.promise.words == "It follows from self-review 1."
    assert (promised.promise.owner, promised.promise.due) == (owner, due)
    assert NextStep.objects.get(promise=promised.promise) == step
    with pytest.raises(ValidationError, match="already"):
        actions.promise_step(actor=chief, step=step, promised_to="everybody")
    assert Commitment.objects.count() == 1
    with pytest.raises(ValidationError, match="gaps"):
        actions.add_step(actor=leader, due=due, **{**told, "question": agreed.keys[5]})
    with pytest.raises(ValidationError, match="lies ahead"):
        actions.add_step(actor=leader, due=today, **told)
    stranger = Staff.objects.create(agency=lakefield, name="Sam", badge="X")
    with pytest.raises(ValidationError, match="works here"):
        actions.add_step(actor=leader, due=due, **{**told, "owner": stranger})
    assert str(NextStep.objects.get()) == "Ask after every stop"
