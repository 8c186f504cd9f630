"""What those who answered named as evidence stays apart until whoever leads the review takes it up."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.models import SelfReviewEvidence
from commonbeat.act.standards.queries import self_review_snapshot as snapshots
from commonbeat.ground.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
WORDS = "Ask Sergeant Pohl, who knows it"


def at(agency, name, *args):
    return f"/{agency.slug}{reverse(name, args=args)}"


@pytest.fixture
def named(agreed):
    """What somebody who answered named, not taken up yet."""
    return SelfReviewEvidence.objects.create(
        agency=agreed.agency, review=agreed, question="calm_first", kind="record", words=WORDS, adopted=False
    )


def in_trail():
    return any(WORDS in str(event.details) for event in AuditEvent.objects.all())


def test_the_count_keeps_what_raters_named_apart(rating, leader, answer):
    for place, rater in enumerate(rating.raters.select_related("review")[:6]):
        answer(rater, "written", **({"kind": "record", "evidence": WORDS} if place == 0 else {}))
    row = actions.end_rating(actor=leader, review=rating)
    assert set(row.evidence.values_list("words", "adopted")) == {(WORDS, False)}
    assert WORDS not in str(snapshots.content_of(row))


def test_it_is_signed_and_shared_once_the_leader_takes_it_up(agreed, named, leader):
    assert WORDS not in str(snapshots.content_of(agreed))
    actions.sign_review(actor=leader, review=agreed)
    assert actions.adopt_evidence(actor=leader, item=named).adopted
    agreed.refresh_from_db()
    assert not agreed.signed_hash
    actions.sign_review(actor=leader, review=agreed)
    actions.adopt_evidence(actor=leader, item=named)
    agreed.refresh_from_db()
    assert agreed.signed_hash
    assert WORDS in str(snapshots.content_of(agreed))
    told = AuditEvent.objects.get(verb="standards.adopt_evidence").details
    assert told == {"review": 1, "question": "calm_first"}


def test_taking_it_out_leaves_no_word_of_it_in_the_trail(agreed, named, leader):
    actions.remove_evidence(actor=leader, item=named)
    assert AuditEvent.objects.get(verb="standards.remove_evidence").details == {"review": 1, "question": "calm_first"}
    assert not in_trail()
    with pytest.raises(ValidationError, match="taken out meanwhile"):
        actions.adopt_evidence(actor=leader, item=named)


def test_evidence_of_the_leader_is_told_in_the_trail_by_its_question_alone(counted, leader):
    actions.add_evidence(actor=leader, review=counted, question="calm_first", kind="record", words=WORDS)
    assert not in_trail()


def test_what_nobody_took_up_is_destroyed_at_the_close(agreed, named, leader, chief):
    actions.sign_review(actor=leader, review=agreed)
    snapshot = actions.close_review(actor=chief, review=agreed)
    assert WORDS not in snapshot.content
    assert not SelfReviewEvidence.objects.exists()
    assert AuditEvent.objects.get(verb="standards.close_review").details["evidence"] == 0


def test_what_nobody_took_up_is_destroyed_with_answers_that_nobody_counts(agreed, named, riverton):
    late = datetime(2030, 1, 1, tzinfo=UTC)
    found = actions.destroy_due(agency=riverton, before={"operational": late})
    assert found["self_review_evidence"] == 1


def test_the_page_of_a_question_says_what_is_not_taken_up(agreed, named, sign_in, leader, riverton):
    client, page = sign_in(leader), at(riverton, "self_review_question", 1, "calm_first")
    assert "It is shared with nobody until you take it up." in client.get(page).text
    answered = client.post(at(riverton, "self_review_evidence_adopt", 1, named.pk), follow=True).text
    assert "Taken up" in answered
    assert "It is shared with nobody until you take it up." not in answered
    assert client.post(at(riverton, "self_review_evidence_adopt", 1, named.pk + 99)).status_code == 404
