"""Two names close a self-review for good; its snapshot, its chain, and with whom the chief shares it."""

import pytest
from django.core.exceptions import ValidationError

from commonbeat.act.standards.access import self_review as access
from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.models import (
    SelfReviewNote,
    SelfReviewSnapshot,
)
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.queries import self_review_snapshot as snapshots
from commonbeat.act.standards.rules.self_review_snapshot import Change
from commonbeat.ground.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


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
    told = snapshots.told_of(second.snapshot, snapshots.shared_alike(second.snapshot))
    changes = [one.compared.change for area in told for one in area.questions]
    assert changes == [Change.UP, *[Change.SAME] * 63]


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


def test_a_snapshot_cannot_be_deleted_by_the_program(closed):
    for delete in (closed.snapshot.delete, SelfReviewSnapshot.objects.all().delete):
        with pytest.raises(TypeError, match="never changed"):
            delete()


def test_what_was_agreed_in_an_earlier_review_is_told_only_to_those_who_may_read_that_one(closed, another, chief):
    second = another("practiced")
    third = another("written")

    def before(row, readable):
        return snapshots.before_of(row.snapshot, readable).get("contact_survey", {}).get("agreed")

    actions.share_review(actor=chief, review=third, audience="board")
    alike = snapshots.shared_alike(third.snapshot)
    assert (before(third, alike), snapshots.kept_back(third.snapshot, alike)) == (None, [1, 2])
    actions.share_review(actor=chief, review=closed, audience="public")
    alike = snapshots.shared_alike(third.snapshot)
    assert (before(third, alike), snapshots.kept_back(third.snapshot, alike)) == (None, [2])
    actions.share_review(actor=chief, review=second, audience="board")
    assert before(third, snapshots.shared_alike(third.snapshot)) == "practiced"
    assert before(third, access.visible(chief, third.agency)) == "practiced"
    assert before(third, access.visible(None, third.agency)) is None
    assert before(second, access.visible(None, third.agency)) == "informal"
