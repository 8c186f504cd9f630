"""A self-review that would be stuck: it is handed over, or given up with the reason; then a new one can begin."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.models import (
    SelfReviewAnswers,
    SelfReviewEvidence,
    SelfReviewNote,
    SelfReviewRater,
    SelfReviewRecheck,
)
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.rules.self_review import Stage
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.models import Membership

pytestmark = pytest.mark.django_db


def at(agency, name, *args):
    return f"/{agency.slug}{reverse(name, args=args)}"


@pytest.fixture
def other(riverton, person):
    """Another accreditation manager, who could lead."""
    return person("accreditation", agency=riverton, name="Mia Torres")


def test_whoever_left_is_followed_by_somebody_who_signs(agreed, leader, other, chief):
    actions.sign_review(actor=leader, review=agreed)
    Membership.objects.filter(user=leader).delete()
    row = actions.hand_over_review(actor=chief, review=agreed, to=other)
    assert (row.facilitator, row.signed_hash) == (other, "")
    told = AuditEvent.objects.get(verb="standards.hand_over_review").details
    assert told == {"review": 1, "facilitator": "Mia Torres"}
    actions.sign_review(actor=other, review=agreed)
    assert actions.close_review(actor=chief, review=agreed).told["signed"]["facilitator"]["name"] == "Mia Torres"


def test_it_is_handed_over_by_the_chief_alone_and_to_somebody_who_may_lead(opened, leader, other, chief, worker):
    for actor, to in ((leader, other), (chief, worker("officer", 1)), (chief, leader)):
        with pytest.raises(ValidationError):
            actions.hand_over_review(actor=actor, review=opened, to=to)
    opened.refresh_from_db()
    assert opened.facilitator == leader


def test_nobody_leads_it_now_waits_on_the_desk_of_the_chief(opened, leader, chief, riverton):
    assert not queries.waiting_for(chief, riverton)
    Membership.objects.filter(user=leader).delete()
    (waits,) = queries.waiting_for(chief, riverton)
    assert waits.address == "self_review_hand_over"
    assert str(waits.next_step) == "Nobody leads it now: hand it over"


def test_what_is_given_up_loses_every_answer_keeps_the_reason_and_lets_a_new_one_begin(
    rating, answer, leader, chief, riverton, today
):
    for rater in rating.raters.select_related("review")[:2]:
        answer(rater, "written", note="A note.")
    with pytest.raises(ValidationError, match="Say why"):
        actions.abandon_review(actor=chief, review=rating, why="  ")
    row = actions.abandon_review(actor=chief, review=rating, why="Most people  were on leave.")
    assert (row.stage, row.abandoned_why, row.abandoned_on) == (Stage.DROPPED, "Most people were on leave.", today)
    assert not SelfReviewAnswers.objects.exists()
    assert not SelfReviewRater.objects.exists()
    assert AuditEvent.objects.get(verb="standards.abandon_review").details == {"review": 1}
    again = actions.open_review(
        actor=leader, agency=riverton, title="Anew", rate_by=today + timedelta(days=9), facilitator=leader
    )
    assert again.number == 2


def test_notes_and_what_nobody_took_up_go_and_a_name_is_taken_back(agreed, leader, chief):
    SelfReviewNote.objects.create(agency=agreed.agency, review=agreed, question=agreed.keys[0], words="A note.")
    told = {"agency": agreed.agency, "review": agreed, "question": agreed.keys[0], "kind": "record"}
    SelfReviewEvidence.objects.create(words="Minutes", adopted=False, **told)
    SelfReviewEvidence.objects.create(words="Policy 300", **told)
    actions.sign_review(actor=leader, review=agreed)
    row = actions.abandon_review(actor=chief, review=agreed, why="We begin anew.")
    assert not row.signed_hash
    assert not SelfReviewNote.objects.exists()
    assert SelfReviewEvidence.objects.get().words == "Policy 300"


def test_what_a_review_that_was_given_up_asked_is_to_be_looked_at_again(closed, riverton, leader, chief, today):
    actions.mark_again(agency=riverton, on=today + timedelta(days=400))
    marked = SelfReviewRecheck.objects.filter(done_on=None).count()
    assert marked
    row = actions.open_review(
        actor=leader, agency=riverton, title="Anew", rate_by=today + timedelta(days=9), facilitator=leader
    )
    assert not SelfReviewRecheck.objects.filter(done_on=None).exists()
    actions.abandon_review(actor=chief, review=row, why="Not now.")
    assert SelfReviewRecheck.objects.filter(done_on=None).count() == marked


def test_what_is_over_is_neither_handed_over_nor_given_up(closed, chief, other):
    with pytest.raises(ValidationError, match="cannot be done now"):
        actions.hand_over_review(actor=chief, review=closed, to=other)
    with pytest.raises(ValidationError, match="cannot be done now"):
        actions.abandon_review(actor=chief, review=closed, why="No.")


def test_the_chief_finds_both_ways_out_on_the_page(opened, sign_in, leader, chief, riverton):
    told = sign_in(leader).get(at(riverton, "self_review_detail", 1)).text
    assert "Give the self-review up" in told
    assert "Hand the self-review over" not in sign_in(leader).get(at(riverton, "self_review_detail", 1)).text
    client = sign_in(chief)
    assert "Hand the self-review over" in client.get(at(riverton, "self_review_detail", 1)).text
    address = at(riverton, "self_review_hand_over", 1)
    assert "Ruth Okafor" in client.get(address).text
    assert client.post(address, {"to": str(leader.pk)}).status_code == 422
    assert client.post(address, {"to": str(chief.pk)}).status_code == 302
    opened.refresh_from_db()
    assert opened.facilitator == chief
    gone = client.post(at(riverton, "self_review_abandon", 1), {"why": "Most people were on leave."}, follow=True).text
    assert "Given up. All answers are destroyed" in gone
    assert "Most people were on leave." in gone
    assert "Most people were on leave." in client.get(at(riverton, "self_review_list")).text
    for name in ("self_review_reconcile", "self_review_steps"):
        assert client.get(at(riverton, name, 1)).status_code == 404


def test_without_anybody_else_the_page_says_what_to_do(opened, sign_in, chief, leader, riverton):
    Membership.objects.filter(user=leader).delete()
    opened.facilitator = chief
    opened.save()
    assert "Nobody else here may lead" in sign_in(chief).get(at(riverton, "self_review_hand_over", 1)).text


def test_a_chief_who_led_it_is_told_to_hand_it_over(agreed, sign_in, chief, riverton):
    agreed.facilitator = chief
    agreed.save()
    actions.sign_review(actor=chief, review=agreed)
    page = sign_in(chief).get(at(riverton, "self_review_detail", 1)).text
    assert "Two people sign" in page
    assert "Sign and close it" not in page
    assert str(queries.waiting_for(chief, riverton)[0].next_step) == "Agree on next steps, then sign"
