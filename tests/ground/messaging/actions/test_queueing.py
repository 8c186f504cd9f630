"""Many notices to staff go into the queue at once, with one entry of the trail."""

import pytest

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import actions
from commonbeat.ground.messaging.actions.queueing import Mail
from commonbeat.ground.messaging.models import Message

pytestmark = pytest.mark.django_db


def test_many_mails_are_queued_at_once_and_told_once(riverton, console):
    mails = [Mail(f"kim{place}@riverton.example", "To read", "Two policies wait.", "en") for place in range(3)]
    assert actions.queue_mails(actor=console, agency=riverton, mails=mails, purpose="reading") == 3
    assert Message.objects.filter(agency=riverton, purpose="reading").count() == 3
    assert AuditEvent.objects.get(verb="messaging.queue_mail").details["mails"] == 3


def test_no_mail_leaves_no_entry(riverton, console):
    assert actions.queue_mails(actor=console, agency=riverton, mails=[], purpose="reading") == 0
    assert not AuditEvent.objects.filter(verb="messaging.queue_mail").exists()
