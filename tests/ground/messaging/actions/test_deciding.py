"""What nobody knows waits for a person; what the gateway tells later is kept, in whatever order it comes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import actions, queries
from commonbeat.ground.messaging.models import Inbound, Message, Receipt
from ground.messaging.conftest import NUMBER

pytestmark = pytest.mark.django_db
SID = "SM" + "1" * 32


@pytest.fixture
def unknown(own_texts, queue_text):
    """A text of which nobody knows whether it left."""
    row = queue_text()
    Message.objects.filter(pk=row.pk).update(state="unknown")
    row.refresh_from_db()
    return row


@pytest.fixture
def sent(own_texts, queue_text, work_off):
    """A text that the gateway took."""
    row = queue_text()
    work_off()
    row.refresh_from_db()
    assert row.gateway_reference == SID
    return row


def test_sent_again_it_leaves(unknown, console, twilio, work_off):
    actions.send_again(actor=console, message=unknown)
    work_off()
    unknown.refresh_from_db()
    assert (unknown.state, unknown.body) == ("sent", "")
    assert len(twilio.texts) == 1
    assert AuditEvent.objects.get(verb="messaging.send_again").subject_id == str(unknown.pk)


def test_left_alone_it_is_forgotten(unknown, console, twilio, work_off):
    actions.leave(actor=console, message=unknown)
    work_off()
    unknown.refresh_from_db()
    assert (unknown.state, unknown.recipient, unknown.body) == ("left", "", "")
    assert twilio.texts == []


def test_a_decision_is_made_once(unknown, console):
    actions.leave(actor=console, message=unknown)
    for decide in (actions.leave, actions.send_again):
        with pytest.raises(ValidationError, match="already"):
            decide(actor=console, message=unknown)


def test_somebody_who_has_stopped_texts_meanwhile_gets_none(unknown, console, riverton, twilio, work_off):
    actions.set_consent(actor=console, agency=riverton, number=NUMBER, programme="", allowed=False)
    actions.send_again(actor=console, message=unknown)
    work_off()
    unknown.refresh_from_db()
    assert unknown.state == "refused"


def test_it_stands_on_the_list_of_those_who_may_decide(unknown, riverton, lakefield, person):
    (line,) = queries.waiting_for(person("chief", agency=riverton), riverton)
    assert (str(line.title), line.address) == ("1 message may or may not have left", "outbox")
    assert queries.waiting_for(person("officer", agency=riverton), riverton) == []
    assert queries.waiting_for(person("chief", agency=lakefield), riverton) == []


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [
        ("delivered", "", "delivered"),
        ("READ", "", "delivered"),
        ("undelivered", "30005", "failed"),
        ("failed", "", "failed"),
        ("sent", "", "sent"),
        ("gossip", "", "sent"),
    ],
)
def test_a_receipt_says_what_became_of_a_text(sent, riverton, status, code, state):
    row = actions.settle_receipt(agency=riverton, gateway_reference=SID, status=status, code=code)
    assert row == sent
    assert row.state == state
    assert ("could not deliver" in row.answer) == (state == "failed")
    assert [receipt.code for receipt in queries.receipts(row)] == ([code] if state != "sent" else [])
    assert Receipt.objects.count() == (state != "sent")


def test_a_receipt_that_comes_twice_or_too_late_changes_nothing(sent, riverton):
    told = {"agency": riverton, "gateway_reference": SID}
    for status in ("delivered", "delivered", "failed", "sent"):
        actions.settle_receipt(**told, status=status)
    sent.refresh_from_db()
    assert sent.state == "delivered"
    assert [receipt.status for receipt in queries.receipts(sent)] == ["delivered", "failed"]
    assert str(sent.receipts.first()) == f"{sent.pk}: delivered"
    assert AuditEvent.objects.filter(verb="messaging.receipt").count() == 1


@pytest.mark.parametrize("reference", ["", "no reference", "00000000-0000-4000-8000-000000000000"])
def test_a_receipt_for_nothing_of_ours_finds_nothing(sent, riverton, reference):
    assert actions.settle_receipt(agency=riverton, reference=reference, status="delivered") is None


def test_a_receipt_of_the_neighbors_gateway_changes_nothing_here(sent, lakefield):
    assert actions.settle_receipt(agency=lakefield, gateway_reference=SID, status="delivered") is None


def test_a_receipt_may_answer_what_nobody_knew(unknown, riverton):
    row = actions.settle_receipt(
        agency=riverton, reference=str(unknown.reference), gateway_reference=SID, status="delivered"
    )
    row.refresh_from_db()
    assert (row.state, row.body, row.gateway_reference) == ("delivered", "", SID)


def test_a_receipt_may_come_before_its_worker_has_settled(phones, queue_text, riverton):
    row = queue_text()
    claimed = actions.claim(kind="text")
    actions.settle_receipt(agency=riverton, reference=str(row.reference), status="delivered")
    claimed[0].state = "queued"
    actions.settle(claimed)
    row.refresh_from_db()
    assert (row.state, row.body) == ("delivered", "")


def test_what_could_not_be_sent_or_decided_in_a_week_is_forgotten(queue_mail, unknown, console, dump):
    old, new = queue_mail(), queue_mail()
    week = timezone.now() - timedelta(days=8)
    Message.objects.filter(pk__in=(old.pk, unknown.pk)).update(created_at=week)
    assert actions.forget_unsent() == 2
    for row in (old, new, unknown):
        row.refresh_from_db()
    assert (old.state, old.body, old.answer) == ("failed", "", "It could not be sent in time.")
    assert (unknown.state, unknown.body) == ("left", "")
    assert new.state == "queued"


def test_what_left_meanwhile_is_not_forgotten_again(queue_mail, monkeypatch):
    row = queue_mail()
    Message.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=8))
    real = Message.objects.select_for_update

    def meanwhile(*args, **more):
        Message.objects.filter(pk=row.pk).update(state="sending")
        return real(*args, **more)

    monkeypatch.setattr(Message.objects, "select_for_update", meanwhile)
    assert actions.forget_unsent() == 0


def test_what_is_known_of_an_ended_message_is_destroyed_when_its_time_is_over(sent, queue_text, riverton, lakefield):
    waits = queue_text()
    theirs = Message.objects.create(agency=lakefield, kind="mail", purpose="test", state="sent")
    actions.settle_receipt(agency=riverton, gateway_reference=SID, status="delivered")
    actions.receive(agency=riverton, sender=NUMBER, body="5", gateway_reference="SM1")
    long_ago = timezone.now() - timedelta(days=100)
    Message.objects.filter(pk__in=(sent.pk, theirs.pk)).update(settled_at=long_ago)
    Inbound.objects.update(day=long_ago.date())
    assert actions.destroy_due(agency=riverton, before={"operational": long_ago}) == {"messages": 0, "inbound": 0}
    due = {"operational": timezone.now()}
    assert actions.destroy_due(agency=riverton, before=due) == {"messages": 1, "inbound": 1}
    assert set(Message.objects.all()) == {waits, theirs}
    assert not Receipt.objects.exists()
