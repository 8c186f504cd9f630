"""Gateways are set with their secrets sealed; what is queued leaves once and leaves no words behind."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, send_mail
from django.db import connection
from django.utils import timezone

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import access, actions, gateways, jobs, queries
from commonbeat.ground.messaging.models import Gateway, Message
from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import JobFailed
from commonbeat.kit.sealing import unseal
from ground.messaging.conftest import ACCOUNT, PASSWORD, TOKEN, USER

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_mail(mail_server, riverton, console):
    """Riverton's own mail gateway."""
    settings = {
        "host": "127.0.0.1",
        "port": mail_server.port,
        "security": "none",
        "username": USER,
        "sender": "beat@riverton.example",
    }
    return actions.set_gateway(
        actor=console, agency=riverton, kind="mail", backend="smtp", settings=settings, secret=PASSWORD
    )


def queue(console, agency, to="ada@riverton.example", body="The link is https://example.org/secret-link"):
    return actions.queue_mail(
        actor=console, agency=agency, to=to, subject="Your\naccount", body=body, purpose="people.invite"
    )


def dump() -> str:
    """Every row of messages, jobs and trail as text, as somebody with the database would see them."""
    found = []
    with connection.cursor() as cursor:
        for table in ("messaging_message", "messaging_gateway", "work_job", "audit_auditevent"):
            cursor.execute(f"SELECT * FROM {table}")
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


class Done:
    """The end of a job, counted."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1


def test_a_secret_is_sealed_and_the_trail_does_not_know_it(own_mail):
    assert PASSWORD not in dump()
    assert unseal(own_mail.secret, gateways.SEALED_FOR) == PASSWORD
    assert AuditEvent.objects.get(verb="messaging.set_gateway").details["secret"] == "changed"


def test_a_change_keeps_the_secret_unless_a_new_one_is_given(own_mail, riverton, console):
    changed = actions.set_gateway(
        actor=console,
        agency=riverton,
        kind="mail",
        backend="smtp",
        settings={**own_mail.settings, "sender": "b@r.example"},
    )
    assert unseal(changed.secret, gateways.SEALED_FOR) == PASSWORD
    assert gateways.in_force(riverton, "mail") == changed
    assert Gateway.objects.filter(agency=riverton).count() == 2


def test_another_carrier_does_not_inherit_the_secret(own_mail, riverton, console):
    changed = actions.set_gateway(actor=console, agency=riverton, kind="mail", backend="console", settings={})
    assert changed.secret == ""


def test_wrong_settings_are_told_by_field(riverton, console):
    with pytest.raises(ValidationError) as refused:
        actions.set_gateway(actor=console, agency=riverton, kind="mail", backend="smtp", settings={})
    assert set(refused.value.message_dict) == {"host", "port", "security", "sender"}
    assert not Gateway.objects.exists()


def test_a_test_mail_is_taken_and_the_answer_kept(own_mail, riverton, console, mail_server):
    outcome = actions.send_test(actor=console, agency=riverton, kind="mail", to="ada@riverton.example")
    own_mail.refresh_from_db()
    assert outcome.ok
    assert own_mail.test_passed
    assert own_mail.test_words == outcome.words
    assert "Riverton Police Department <beat@riverton.example>" in mail_server.handler.mails[0]


def test_a_refused_test_is_kept_as_refused(own_mail, riverton, console):
    outcome = actions.send_test(actor=console, agency=riverton, kind="mail", to="nobody@riverton.example")
    own_mail.refresh_from_db()
    assert not outcome.ok
    assert own_mail.test_passed is False
    assert "No such mailbox" in own_mail.test_words


def test_a_test_text_goes_out(riverton, console, twilio):
    actions.set_gateway(
        actor=console,
        agency=riverton,
        kind="text",
        backend="twilio",
        settings={"account": ACCOUNT, "sender": "+16125550100", "address": twilio.address},
        secret=TOKEN,
    )
    assert actions.send_test(actor=console, agency=riverton, kind="text", to="+16125550123").ok
    assert "Riverton Police Department" in twilio.texts[0]["Body"]


def test_without_a_gateway_a_real_agency_is_told_so(riverton, console, settings):
    settings.DEMO = False
    for kind in ("mail", "text"):
        outcome = actions.send_test(actor=console, agency=riverton, kind=kind, to="ada@riverton.example")
        assert not outcome.ok
        assert "cannot leave" in outcome.words


def test_the_demonstration_writes_to_its_log(riverton, console, settings):
    settings.DEMO = True
    for kind in ("mail", "text"):
        assert actions.send_test(actor=console, agency=riverton, kind=kind, to="ada@riverton.example").ok


def test_a_town_without_its_own_gateway_uses_the_states(the_state, riverton, console):
    of_state = actions.set_gateway(actor=console, agency=the_state, kind="mail", backend="console", settings={})
    assert gateways.in_force(riverton, "mail") == of_state
    actions.send_test(actor=console, agency=riverton, kind="mail", to="ada@riverton.example")
    of_state.refresh_from_db()
    assert of_state.tested_at is None
    assert [way.borrowed for way in queries.ways(riverton)] == [True, False]


def test_a_queued_mail_waits_sealed_then_leaves_and_is_forgotten(own_mail, riverton, console, mail_server):
    row = queue(console, riverton)
    assert "secret-link" not in dump()
    assert "ada@riverton.example" not in dump()
    assert Job.objects.get(name="messaging.send").payload == {"message": row.pk}
    done = Done()
    assert actions.send(message_id=row.pk, done=done).ok
    row.refresh_from_db()
    assert (row.state, row.recipient, row.subject, row.body) == ("sent", "", "", "")
    assert "secret-link" in mail_server.handler.mails[0]
    assert f"Message-ID: <{row.reference}@commonbeat>" in mail_server.handler.mails[0]
    assert done.times == 1


def test_a_mail_sent_twice_by_two_workers_leaves_once(own_mail, riverton, console, mail_server):
    row = queue(console, riverton)
    done = Done()
    first = actions.send(message_id=row.pk, done=done)
    second = actions.send(message_id=row.pk, done=done)
    assert (first.ok, second.ok) == (True, True)
    assert len(mail_server.handler.mails) == 1
    assert done.times == 2


def test_a_refused_mail_is_kept_as_refused_and_forgotten(own_mail, riverton, console):
    row = queue(console, riverton, to="nobody@riverton.example")
    done = Done()
    assert not actions.send(message_id=row.pk, done=done).ok
    row.refresh_from_db()
    assert (row.state, row.body) == ("failed", "")
    assert "No such mailbox" in row.answer
    assert done.times == 1


def test_a_busy_server_leaves_the_mail_waiting(own_mail, riverton, console):
    row = queue(console, riverton, to="later@riverton.example")
    done = Done()
    with pytest.raises(JobFailed, match="451"):
        actions.send(message_id=row.pk, done=done)
    row.refresh_from_db()
    assert row.state == "queued"
    assert row.body
    assert done.times == 0


def test_what_could_not_be_sent_in_a_week_is_forgotten(riverton, console):
    old, new = queue(console, riverton), queue(console, riverton)
    Message.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    assert actions.forget_unsent() == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, old.body) == ("failed", "")
    assert new.state == "queued"


def test_what_is_known_of_a_settled_message_is_destroyed_when_its_time_is_over(riverton, lakefield, console):
    settled, waiting, theirs = queue(console, riverton), queue(console, riverton), queue(console, lakefield)
    long_ago = timezone.now() - timedelta(days=100)
    Message.objects.filter(pk__in=[settled.pk, theirs.pk]).update(settled_at=long_ago)
    assert actions.destroy_due(agency=riverton, before={"operational": long_ago}) == {"messages": 0}
    assert actions.destroy_due(agency=riverton, before={"operational": timezone.now()}) == {"messages": 1}
    assert set(Message.objects.all()) == {waiting, theirs}


def test_django_mails_go_by_the_agencys_gateway(own_mail, riverton, mail_server, settings):
    settings.EMAIL_BACKEND = "commonbeat.ground.messaging.gateways.AgencyMail"
    message = EmailMessage("Hello", "Words", to=["ada@riverton.example"])
    message.agency = riverton
    assert message.send() == 1
    assert len(mail_server.handler.mails) == 1


def test_django_mails_of_no_agency_are_refused_aloud_or_in_silence(riverton, lakefield, settings):
    settings.EMAIL_BACKEND = "commonbeat.ground.messaging.gateways.AgencyMail"
    with pytest.raises(OSError, match="no mail gateway"):
        send_mail("Hello", "Words", None, ["ada@riverton.example"])
    assert send_mail("Hello", "Words", None, ["ada@riverton.example"], fail_silently=True) == 0


def test_only_those_who_change_settings_see_gateways_and_messages(own_mail, riverton, lakefield, console, person):
    queue(console, riverton)
    ours, theirs = person("administrator", agency=riverton), person("administrator", agency=lakefield)
    officer = person("officer", agency=riverton)
    for visible in (access.visible_gateways, access.visible_messages):
        assert visible(ours, riverton).count() == 1
        assert not visible(theirs, riverton).exists()
        assert not visible(theirs, lakefield).exists()
        assert not visible(officer, riverton).exists()


class JobStandIn:
    """What a worker gives a job's function."""

    def __init__(self, **payload):
        self.payload, self.finished = payload, []

    def finish(self, result=None):
        self.finished.append(result)


def test_the_jobs_call_their_actions(own_mail, riverton, console, mail_server):
    row = queue(console, riverton)
    job = JobStandIn(message=row.pk)
    jobs.JOBS["messaging.send"].run(job)
    assert len(mail_server.handler.mails) == 1
    assert job.finished == [None]
    nightly = JobStandIn()
    jobs.JOBS["messaging.forget_unsent"].run(nightly)
    assert nightly.finished == [{"forgotten": 0}]
