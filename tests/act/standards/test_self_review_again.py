"""What a self-review does by itself later: marks what is due again, tells whoever leads, destroys old answers."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.standards.actions import destroy_due
from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.models import (
    SelfReview,
    SelfReviewRecheck,
)
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.ground.agency.actions import set_value
from commonbeat.ground.messaging.models import Message
from commonbeat.web.timetable import TASKS

pytestmark = pytest.mark.django_db


def test_what_is_due_is_marked_once_and_asked_by_the_next_review(closed, another, riverton, leader, today):
    assert actions.mark_again(agency=riverton, on=today + timedelta(days=100)) == 0
    half = today + timedelta(days=190)
    assert actions.mark_again(agency=riverton, on=half) == 1
    assert actions.mark_again(agency=riverton, on=half) == 0
    marked = SelfReviewRecheck.objects.get()
    assert (marked.question, marked.reason) == ("contact_survey", "gap")
    assert str(marked) == "contact_survey: gap"
    assert [one.address for one in queries.waiting_for(leader, riverton)] == ["self_review_list"]
    assert actions.mark_again(agency=riverton, on=today + timedelta(days=370)) == 1
    part = another("written", marked_only=True)
    assert part.keys == ["contact_survey"]
    assert {one.reason for one in queries.rechecks(riverton)} == {"year"}


def test_months_are_a_dated_setting(closed, riverton, console, today):
    value = {"again_months": 2, "gap_months": 1}
    set_value(actor=console, agency=riverton, key="self_review", value=value, effective_from=today, citation="Order 7")
    assert actions.mark_again(agency=riverton, on=today + timedelta(days=65)) == 2


def test_a_new_version_of_a_policy_named_as_evidence_asks_its_question_again(
    counted, leader, chief, policy, riverton, today
):
    actions.add_evidence(actor=leader, review=counted, question="calm_first", kind="policy", policy_version=policy[1])
    actions.agree(actor=leader, review=counted, agreed=dict.fromkeys(counted.keys, ("practiced", "")))
    actions.plan_steps(actor=leader, review=counted)
    actions.sign_review(actor=leader, review=counted)
    assert actions.mark_again(agency=riverton) == 0
    actions.close_review(actor=chief, review=counted)
    assert actions.mark_again(agency=riverton) == 0
    PolicyVersion.objects.update(state="superseded", effective_until=today)
    PolicyVersion.objects.create(
        agency=riverton, policy=policy[0], number=2, state="effective", text="New", effective_from=today
    )
    assert actions.mark_again(agency=riverton) == 1
    assert SelfReviewRecheck.objects.get().reason == "policy"
    assert counted.snapshot.told["questions"][25]["evidence"][0]["policy"] == "300"


def test_nothing_is_marked_where_nothing_was_closed(riverton, today):
    assert actions.mark_again(agency=riverton) == 0


def test_answers_of_a_review_that_nobody_led_on_are_destroyed(rating, answer, riverton, today):
    rater = rating.raters.select_related("review").first()
    answer(rater, "written")
    before = {"operational": timezone.now() - timedelta(days=9000)}
    assert set(destroy_due(agency=riverton, before=before).values()) == {0}
    before = {"operational": timezone.now() + timedelta(days=9000)}
    destroyed = destroy_due(agency=riverton, before=before)
    assert (destroyed["self_review_answers"], destroyed["self_review_raters"]) == (8, 16)


def test_a_review_of_some_questions_does_not_make_the_others_younger(closed, another, riverton, today, monkeypatch):
    half = today + timedelta(days=190)
    assert actions.mark_again(agency=riverton, on=half) == 1
    part = another("written", marked_only=True)
    SelfReview.objects.filter(pk=part.pk).update(closed_on=half)
    assert actions.mark_again(agency=riverton, on=today + timedelta(days=364)) == 0
    assert actions.mark_again(agency=riverton, on=today + timedelta(days=366)) == 1
    assert [(one.review, one.reason) for one in queries.rechecks(riverton)] == [(closed, "year")]


def test_questions_that_nobody_asks_any_more_are_not_marked(closed, riverton, today):
    SelfReview.objects.filter(pk=closed.pk).update(questions=[{**closed.questions[0], "key": "no_longer_asked"}])
    assert actions.mark_again(agency=riverton, on=today + timedelta(days=800)) == 0


def test_whoever_may_lead_a_review_is_written_to_once_in_their_language(closed, leader, chief, riverton, today, worker):
    worker("officer", 88)
    chief.language = "es"
    chief.save()
    half = today + timedelta(days=190)
    actions.mark_again(agency=riverton, on=half)
    actions.mark_again(agency=riverton, on=half + timedelta(days=1))
    told = Message.objects.filter(purpose="standards.mark_again")
    assert sorted(row.language for row in told) == ["en", "es"]
    assert len({row.subject for row in told}) == 2
    assert Message.objects.count() == 2


def test_the_timetable_marks_by_itself_and_it_waits_on_the_desk_of_those_who_lead(
    closed, leader, chief, worker, riverton, today
):
    SelfReview.objects.update(closed_on=today - timedelta(days=200))
    assert TASKS["standards.self_review_again"].cadence is not None
    job = SimpleNamespace(agency=riverton)
    assert TASKS["standards.self_review_again"].run(job) == {"marked": 1}
    for who in (leader, chief):
        assert [one.address for one in queries.waiting_for(who, riverton)] == ["self_review_list"]
    assert queries.waiting_for(worker("officer", 89), riverton) == []
