"""The life of a self-review, step by step, and what each step refuses."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.promises.models import Commitment
from commonbeat.act.standards.actions import destroy_due
from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.actions.self_review import entering
from commonbeat.act.standards.jobs import self_review as jobs
from commonbeat.act.standards.models import (
    NextStep,
    SelfReview,
    SelfReviewAnswers,
    SelfReviewEvidence,
    SelfReviewNote,
    SelfReviewRater,
    SelfReviewRecheck,
    SelfReviewSnapshot,
)
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.queries import self_review_snapshot as snapshots
from commonbeat.act.standards.rules.self_review import RaterKind, Rating, Stage
from commonbeat.act.standards.rules.self_review_snapshot import Change
from commonbeat.ground.agency.actions import set_value
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.models import Staff
from commonbeat.measure.findings.models import Run

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(riverton):
    """A policy with a version in force."""
    row = Policy.objects.create(agency=riverton, number="300", slug="force", title="Use of force")
    version = PolicyVersion.objects.create(
        agency=riverton, policy=row, number=1, state="effective", text="Words", effective_from="2020-01-01"
    )
    return row, version


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
    with pytest.raises(ValidationError, match="may make promises"):
        actions.promise_step(actor=leader, step=step, promised_to="everybody")
    promised = actions.promise_step(actor=chief, step=step, promised_to="everybody")
    assert promised.promise.title == "Ask after every stop"
    assert promised.promise.words == "It follows from self-review 1."
    assert (promised.promise.owner, promised.promise.due) == (owner, due)
    assert queries.step_of_promise(promised.promise.pk) == step
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


def test_two_names_close_it_and_any_change_between_them_takes_the_first_back(agreed, leader, chief):
    with pytest.raises(ValidationError, match="signs first"):
        actions.close_review(actor=chief, review=agreed)
    with pytest.raises(ValidationError, match="Only whoever led"):
        actions.sign_review(actor=chief, review=agreed)
    actions.sign_review(actor=leader, review=agreed)
    with pytest.raises(ValidationError):
        actions.close_review(actor=leader, review=agreed)
    actions.reflect(actor=leader, review=agreed, area="force", words="One thing more.")
    with pytest.raises(ValidationError, match="signs first"):
        actions.close_review(actor=chief, review=agreed)
    actions.sign_review(actor=leader, review=agreed)
    agreed.results.filter(question="calm_first").update(words="Slipped in.")
    with pytest.raises(ValidationError, match="changed since"):
        actions.close_review(actor=chief, review=agreed)
    actions.back_to_talk(actor=leader, review=agreed)
    actions.plan_steps(actor=leader, review=agreed)
    actions.sign_review(actor=leader, review=agreed)
    assert actions.close_review(actor=chief, review=agreed).sequence == 1


def test_a_snapshot_holds_what_was_signed_and_the_trail_its_hash(closed):
    content = closed.snapshot.told
    assert content["signed"]["facilitator"]["name"] == "Lee Marsh"
    assert content["signed"]["chief"]["name"] == "Ruth Okafor"
    assert len(content["questions"]) == 64
    assert content["questions"][0]["groups"][1]["kinds"] == ["supervisor", "command"]
    assert content["questions"][0]["spread"] == {"low": 0.0, "high": 2.0, "groups": 3}
    event = AuditEvent.objects.get(verb="standards.close_review")
    assert event.details["sha256"] == closed.snapshot.hash
    assert snapshots.fault(closed.agency) is None
    assert not SelfReviewNote.objects.exists()
    assert str(closed.snapshot).startswith("1: ")


def test_the_next_snapshot_is_chained_to_the_last_and_compared_with_it(closed, another):
    second = another("practiced")
    assert second.snapshot.sequence == 2
    assert second.snapshot.previous == closed.snapshot.hash
    changes = [told.compared.change for area in snapshots.told_of(second.snapshot) for told in area.questions]
    assert changes == [Change.UP, *[Change.SAME] * 63]


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


def test_sharing_works_at_once_each_by_itself_and_is_in_the_trail(closed, chief, leader):
    actions.share_review(actor=chief, review=closed, audience="board")
    actions.share_review(actor=chief, review=closed, audience="board")
    assert queries.shared_with(closed) == {"board"}
    with pytest.raises(ValidationError):
        actions.share_review(actor=leader, review=closed, audience="public")
    with pytest.raises(ValidationError):
        actions.share_review(actor=chief, review=closed, audience="press")
    assert actions.unshare_review(actor=chief, review=closed, audience="board") == 1
    assert actions.unshare_review(actor=chief, review=closed, audience="board") == 0
    verbs = ["standards.share_review", "standards.unshare_review"]
    assert [AuditEvent.objects.filter(verb=verb).count() for verb in verbs] == [1, 1]
    assert str(closed.shares.get()) == "board"


def test_answers_of_a_review_that_nobody_led_on_are_destroyed(rating, answer, riverton, today):
    rater = rating.raters.select_related("review").first()
    answer(rater, "written")
    before = {"operational": timezone.now() - timedelta(days=9000)}
    assert set(destroy_due(agency=riverton, before=before).values()) == {0}
    before = {"operational": timezone.now() + timedelta(days=9000)}
    destroyed = destroy_due(agency=riverton, before=before)
    assert (destroyed["self_review_answers"], destroyed["self_review_raters"]) == (8, 16)


def test_a_snapshot_cannot_be_deleted_by_the_program(closed):
    for delete in (closed.snapshot.delete, SelfReviewSnapshot.objects.all().delete):
        with pytest.raises(TypeError, match="never changed"):
            delete()


def test_a_note_where_nobody_answered_is_kept_nowhere(rating, leader, answer):
    for rater in rating.raters.select_related("review"):
        answer(rater, "written", done=False)
        key = rating.keys[0]
        area = next(one for one in rating.areas if key in {row["key"] for row in rating.of_area(one)})
        actions.save_answers(rater=rater, area=area, answers={key: {"rating": "", "note": "No words for it."}})
        actions.finish(rater=rater)
    review = actions.end_rating(actor=leader, review=rating)
    assert not review.notes.exists()
