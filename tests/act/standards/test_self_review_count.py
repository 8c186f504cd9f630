"""Answering a self-review, and the count that unties every answer from a person."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.models import (
    SelfReviewAnswers,
    SelfReviewNote,
    SelfReviewRater,
)
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.rules.self_review import RaterKind, Rating, Stage
from commonbeat.ground.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_answers_are_sealed_saved_area_by_area_and_can_be_withdrawn(rating, answer):
    rater = rating.raters.select_related("review").first()
    with pytest.raises(ValidationError, match="at least one area"):
        actions.finish(rater=rater)
    answer(rater, "written", done=False, note="  A note.  ", evidence="Policy 300")
    assert "A note" not in "".join(SelfReviewAnswers.objects.values_list("sealed", flat=True))
    assert queries.answers_of(rater)["contact_survey"] == {
        "rating": "written",
        "note": "A note.",
        "kind": "document",
        "evidence": "Policy 300",
    }
    assert queries.progress_of(rater).done == queries.progress_of(rater).all == 64
    actions.withdraw(rater=rater)
    assert queries.progress_of(rater).done == 0
    assert not SelfReviewAnswers.objects.exists()


@pytest.mark.parametrize(
    ("area", "answers"),
    [
        ("listening", {"calm_first": {"rating": "written"}}),
        ("elsewhere", {}),
        ("listening", {"contact_survey": {"rating": "excellent"}}),
        ("listening", {"contact_survey": {"kind": "rumor", "evidence": "I heard it"}}),
    ],
)
def test_what_is_no_answer_is_not_saved(rating, area, answers):
    rater = rating.raters.select_related("review").first()
    with pytest.raises(ValidationError):
        actions.save_answers(rater=rater, area=area, answers=answers)
    assert not SelfReviewAnswers.objects.exists()


def test_a_kind_of_evidence_without_words_says_nothing(rating):
    rater = rating.raters.select_related("review").first()
    actions.save_answers(rater=rater, area="listening", answers={"contact_survey": {"kind": "policy", "rating": ""}})
    assert queries.answers_of(rater) == {}


def test_that_somebody_answered_is_in_no_trail(rating, answer):
    before = AuditEvent.objects.count()
    for rater in rating.raters.select_related("review"):
        answer(rater, "written")
        actions.withdraw(rater=rater)
    assert AuditEvent.objects.count() == before


def test_the_count_unties_and_destroys_every_answer(counted):
    assert counted.stage == Stage.REFLECTION
    assert counted.finished == 16
    assert not SelfReviewAnswers.objects.exists()
    assert not SelfReviewRater.objects.exists()
    groups = counted.results.get(question="contact_survey").shown
    assert [(group.kinds, dict(group.counts)) for group in groups] == [
        ((RaterKind.OFFICER,), {Rating.INFORMAL: 6}),
        ((RaterKind.SUPERVISOR, RaterKind.COMMAND), {Rating.WRITTEN: 3, Rating.REVIEWED: 2}),
        ((RaterKind.PARTNER,), {Rating.NOT_IN_PLACE: 5}),
    ]


def test_only_those_who_finished_are_counted_and_the_rest_is_destroyed_unread(rating, leader, answer):
    for rater in rating.raters.select_related("review"):
        answer(rater, "written", done=rater.kind == RaterKind.OFFICER)
    row = actions.end_rating(actor=leader, review=rating)
    assert row.finished == 6
    assert not SelfReviewAnswers.objects.exists()
    groups = row.results.get(question="contact_survey").shown
    assert [group.kinds for group in groups] == [(RaterKind.OFFICER,)]


def test_notes_and_evidence_of_raters_stay_without_a_person_where_enough_answered(rating, leader, answer):
    raters = list(rating.raters.select_related("review"))
    for rater in raters:
        answer(rater, "written")
    answer(raters[0], "informal", note="Ask the night shift.", kind="record", evidence="Minutes of May")
    row = actions.end_rating(actor=leader, review=rating)
    assert queries.notes_of(row, "calm_first") == ["Ask the night shift."]
    assert [item.words for item in queries.evidence_of(row, "calm_first")] == ["Minutes of May"]
    assert {field.name for field in SelfReviewNote._meta.fields} == {"id", "agency", "review", "question", "words"}


def test_too_few_answers_leave_neither_counts_nor_notes(rating, leader, answer):
    for rater in rating.raters.select_related("review")[:4]:
        answer(rater, "written", note="Only we four.")
    row = actions.end_rating(actor=leader, review=rating)
    assert {json.dumps(result.groups) for result in row.results.all()} == {"[]"}
    assert not SelfReviewNote.objects.exists()


def test_after_the_count_nobody_can_answer(rating, leader, answer):
    rater = rating.raters.select_related("review").first()
    answer(rater, "written")
    actions.end_rating(actor=leader, review=rating)
    for late in (actions.finish, actions.withdraw):
        with pytest.raises(ValidationError, match="not taken now"):
            late(rater=rater)
    with pytest.raises(ValidationError, match="not taken now"):
        actions.save_answers(rater=rater, area="listening", answers={})
    with pytest.raises(ValidationError, match="cannot be done now"):
        actions.end_rating(actor=leader, review=rating)


def test_a_note_where_nobody_answered_is_kept_nowhere(rating, leader, answer):
    for rater in rating.raters.select_related("review"):
        answer(rater, "written", done=False)
        key = rating.keys[0]
        area = next(one for one in rating.areas if key in {row["key"] for row in rating.of_area(one)})
        actions.save_answers(rater=rater, area=area, answers={key: {"rating": "", "note": "No words for it."}})
        actions.finish(rater=rater)
    review = actions.end_rating(actor=leader, review=rating)
    assert not review.notes.exists()


def test_a_review_opened_by_mistake_is_given_up_and_nothing_of_what_was_said_is_left(rating, leader, worker, answer):
    answer(rating.raters.select_related("review").first(), "written", note="Only me.")
    with pytest.raises(ValidationError, match="leads"):
        actions.abandon_review(actor=worker("officer", 99), review=rating, why="Not mine.")
    row = actions.abandon_review(actor=leader, review=rating, why="Opened by mistake.")
    assert (row.stage, str(row.get_stage_display())) == ("dropped", "Given up")
    assert not SelfReviewAnswers.objects.exists()
    assert not SelfReviewRater.objects.exists()
    assert not row.results.exists()
    with pytest.raises(ValidationError, match="cannot be done now"):
        actions.abandon_review(actor=leader, review=rating, why="Twice.")


def test_what_a_review_that_was_given_up_was_to_ask_stands_on_the_list_again(closed, leader, riverton, today):
    actions.mark_again(agency=riverton, on=today + timedelta(days=190))
    told = {"agency": riverton, "title": "The gaps", "rate_by": today + timedelta(days=9), "facilitator": leader}
    row = actions.open_review(actor=leader, marked_only=True, **told)
    assert queries.rechecks(riverton) == []
    actions.abandon_review(actor=leader, review=row, why="Too soon.")
    assert [one.question for one in queries.rechecks(riverton)] == ["contact_survey"]
    assert actions.open_review(actor=leader, marked_only=True, **told).number == 3


def test_once_the_answers_are_counted_only_the_chief_gives_it_up(counted, leader, chief):
    with pytest.raises(ValidationError, match="Ask the chief"):
        actions.abandon_review(actor=leader, review=counted, why="I do not like what came out.")
    assert actions.abandon_review(actor=chief, review=counted, why="The list of who was asked was wrong.")
