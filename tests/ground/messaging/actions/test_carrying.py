"""What waits leaves once, leaves no words behind, and is never sent again before somebody knows whether it left."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import actions, carriers, jobs
from commonbeat.ground.messaging.actions import carrying
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.messaging.rules import LEASE, MOST_ATTEMPTS, Outcome
from commonbeat.ground.work.models import Job
from ground.messaging.conftest import NUMBER

pytestmark = pytest.mark.django_db


def let_pass(row, length=LEASE):
    """Let time pass for a message."""
    Message.objects.filter(pk=row.pk).update(ready_at=F("ready_at") - length - timedelta(seconds=1))


def wake_ups():
    return Job.objects.filter(name="messaging.carry", state="waiting")


def test_a_mail_waits_sealed_then_leaves_and_is_forgotten(own_mail, queue_mail, mail_server, dump, work_off):
    row = queue_mail()
    assert "secret-link" not in dump()
    assert "ada@riverton.example" not in dump()
    work_off()
    row.refresh_from_db()
    assert (row.state, row.recipient, row.subject, row.body) == ("sent", "", "", "")
    assert "secret-link" in mail_server.handler.mails[0]
    assert f"Message-ID: <{row.reference}@commonbeat>" in mail_server.handler.mails[0]
    assert not wake_ups().exists()


def test_a_text_waits_sealed_then_leaves_under_our_own_reference_and_is_forgotten(phones, queue_text, dump, work_off):
    row = queue_text(body="Su reporte tiene un número.", language="es")
    assert row.segments == 1
    assert NUMBER not in dump()
    assert "reporte" not in dump()
    work_off()
    row.refresh_from_db()
    assert phones(NUMBER) == ["Su reporte tiene un número."]
    assert (row.state, row.recipient, row.body, row.gateway_reference) == ("sent", "", "", str(row.reference))
    assert NUMBER not in dump()
    assert AuditEvent.objects.get(verb="messaging.send").details["state"] == "sent"


@pytest.mark.parametrize(("to", "body"), [(NUMBER, " "), (NUMBER, "a" * 1601), ("ada", "Hello")])
def test_a_text_that_cannot_be_sent_is_refused_before_it_waits(queue_text, to, body):
    with pytest.raises(ValidationError):
        queue_text(to=to, body=body)
    assert not Message.objects.exists()


def test_a_programme_that_does_not_exist_is_a_fault(queue_text):
    with pytest.raises(ValueError, match="gossip"):
        queue_text(programme="gossip")


def test_many_leave_by_one_job_the_hastiest_first(phones, queue_text, work_off, django_assert_max_num_queries):
    for number in range(45):
        queue_text(body=f"Text {number}", programme="updates")
    assert wake_ups().count() == 1
    assert work_off() == 1
    assert len(phones(NUMBER)) == 45
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_what_is_due_later_waits_until_then(phones, queue_text, work_off):
    row = queue_text(due=timezone.now() + timedelta(hours=2))
    assert work_off() == 0
    assert wake_ups().get().due == row.ready_at
    let_pass(row, timedelta(hours=2))
    Job.objects.update(ready_at=timezone.now() - timedelta(seconds=1))
    work_off()
    assert phones(NUMBER) == ["Your report has a number."]


def test_a_running_job_is_no_reason_not_to_wake_another(phones, queue_text, work_off):
    queue_text()
    Job.objects.update(state="running", ready_at=timezone.now() + timedelta(hours=1))
    queue_text()
    assert work_off() == 1
    assert len(phones(NUMBER)) == 2


def test_a_refused_mail_is_kept_as_refused_and_forgotten_without_its_address(own_mail, queue_mail, work_off, dump):
    row = queue_mail(to="nobody@riverton.example")
    work_off()
    row.refresh_from_db()
    assert (row.state, row.body) == ("failed", "")
    assert "No such mailbox" in row.answer
    assert "nobody@" not in dump()


def test_a_busy_server_leaves_the_mail_waiting_until_it_is_given_up(own_mail, queue_mail, work_off):
    row = queue_mail(to="later@riverton.example")
    work_off()
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("queued", 1)
    assert row.body
    assert "451" in row.answer
    assert timezone.now() < row.ready_at <= wake_ups().get().due + timedelta(milliseconds=1)
    for _ in range(MOST_ATTEMPTS - 1):
        let_pass(row, timedelta(hours=2))
        actions.carry_some(kind="mail")
    row.refresh_from_db()
    assert (row.state, row.attempts, row.body) == ("failed", MOST_ATTEMPTS, "")


def test_whoever_wants_no_such_texts_gets_none(phones, queue_text, console, riverton, lakefield, work_off):
    surveys, updates = queue_text(programme="surveys"), queue_text(programme="updates")
    others = queue_text(to="+16125550199", programme="surveys")
    actions.set_consent(actor=console, agency=riverton, number=NUMBER, programme="surveys", allowed=False)
    actions.set_consent(actor=console, agency=lakefield, number=NUMBER, programme="", allowed=False)
    work_off()
    for row in (surveys, updates, others):
        row.refresh_from_db()
    assert (surveys.state, surveys.answer, surveys.recipient, surveys.body) == ("refused", "opted_out", "", "")
    assert (updates.state, others.state) == ("sent", "sent")
    assert len(phones(NUMBER)) == 1


def test_who_wants_no_texts_at_all_gets_none_of_any_programme(phones, queue_text, console, riverton, work_off):
    rows = [queue_text(programme=programme) for programme in ("surveys", "updates", "answers", "test")]
    actions.set_consent(actor=console, agency=riverton, number=NUMBER, programme="", allowed=False)
    work_off()
    for row in rows:
        row.refresh_from_db()
        assert row.state == "refused"
    assert phones(NUMBER) == []


def test_what_a_dead_worker_had_handed_over_is_looked_up_and_not_sent_again(phones, queue_text):
    row = queue_text()
    (claimed,) = actions.claim(kind="text")
    carrying._open([claimed])
    carrying._deal_with(claimed)
    assert actions.carry_some(kind="text") == 0
    let_pass(row)
    assert actions.carry_some(kind="text") == 1
    row.refresh_from_db()
    assert (row.state, row.body) == ("sent", "")
    assert len(phones(NUMBER)) == 1


def test_what_a_dead_worker_had_not_handed_over_is_looked_up_and_then_sent(phones, queue_text, work_off):
    row = queue_text()
    actions.claim(kind="text")
    let_pass(row)
    work_off()
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("sent", 3)
    assert len(phones(NUMBER)) == 1


def test_a_gateway_that_cannot_be_asked_leaves_the_decision_to_a_person(own_texts, queue_text, twilio, work_off):
    row = queue_text()
    actions.claim(kind="text")
    let_pass(row)
    work_off()
    row.refresh_from_db()
    assert row.state == "unknown"
    assert row.body
    assert twilio.texts == []
    assert AuditEvent.objects.get(verb="messaging.send").details["state"] == "unknown"


def test_a_text_of_safety_is_sent_again_rather_than_never(own_texts, queue_text, twilio):
    row = queue_text(purpose="safety.alert")
    actions.claim(kind="text")
    let_pass(row)
    actions.carry_some(kind="text")
    row.refresh_from_db()
    assert row.state == "queued"
    let_pass(row)
    actions.carry_some(kind="text")
    assert len(twilio.texts) == 1


def test_a_mail_of_a_dead_worker_is_sent_again_with_its_message_id(own_mail, queue_mail, mail_server):
    row = queue_mail()
    (claimed,) = actions.claim(kind="mail")
    carrying._open([claimed])
    carrying._deal_with(claimed)
    for _ in range(2):
        let_pass(row)
        actions.carry_some(kind="mail")
    first, second = ([line for line in mail.splitlines() if "Message-ID" in line] for mail in mail_server.handler.mails)
    assert first == second != []


def test_a_gateway_that_does_not_answer_may_have_taken_it(own_texts, queue_text, monkeypatch, work_off):
    row = queue_text()
    monkeypatch.setattr(carriers, "text_by_twilio", lambda *_: Outcome(False, "timed out", unknown=True))
    work_off()
    row.refresh_from_db()
    assert (row.state, row.answer) == ("unknown", "timed out")


def test_a_fault_in_the_middle_is_looked_up_and_its_words_are_not_kept(phones, queue_text, monkeypatch, caplog):
    row = queue_text()

    def fault(to, body, reference):
        raise RuntimeError(f"cannot text {to}: {body}")

    with monkeypatch.context() as patched:
        patched.setattr(carriers, "text_by_simulator", fault)
        patched.setattr(carriers, "simulator_has", lambda reference: fault(NUMBER, "Your report", reference))
        actions.carry_some(kind="text")
        let_pass(row)
        actions.carry_some(kind="text")
    row.refresh_from_db()
    assert (row.state, row.answer) == ("sending", "A fault of the program: RuntimeError")
    assert NUMBER not in caplog.text
    for _ in range(2):
        let_pass(row)
        actions.carry_some(kind="text")
    assert len(phones(NUMBER)) == 1


def test_what_nobody_can_open_any_more_is_refused(phones, queue_text, settings):
    row = queue_text()
    settings.FIELDS_KEY = "another key entirely"
    actions.carry_some(kind="text")
    row.refresh_from_db()
    assert row.state == "failed"
    assert "key of this installation" in row.answer


def test_a_slow_worker_gives_back_what_it_has_no_time_for(phones, queue_text):
    row, late = queue_text(), timedelta(seconds=-1)
    assert actions.carry_some(kind="text", lease=late) == 1
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("queued", 1)
    actions.claim(kind="text", lease=late)
    assert actions.carry_some(kind="text", lease=late) == 1
    row.refresh_from_db()
    assert row.state == "sending"
    assert phones(NUMBER) == []


def test_a_worker_that_wakes_up_too_late_settles_nothing(phones, queue_text):
    row = queue_text()
    (stalled,) = actions.claim(kind="text")
    let_pass(row)
    (other,) = actions.claim(kind="text")
    assert (other.lost, other.row.attempts) == (True, 2)
    stalled.outcome, stalled.state = Outcome(False, "refused"), "failed"
    actions.settle([stalled])
    row.refresh_from_db()
    assert (row.state, row.attempts, row.answer) == ("sending", 2, "")


def test_the_job_runs_for_a_stretch_and_lets_another_go_on(phones, queue_text, monkeypatch):
    monkeypatch.setattr(carrying, "STRETCH", 0)
    for _ in range(25):
        queue_text()
    told, done = [], []
    Job.objects.all().delete()
    assert actions.carry(kinds=["text"], tell=told.append, done=done.append) == 20
    assert (told, done) == ([], [{"carried": 20}])
    assert wake_ups().count() == 1


def test_the_job_tells_how_far_it_is(phones, queue_text):
    for _ in range(25):
        queue_text()
    told, done = [], []
    assert actions.carry(tell=told.append, done=done.append) == 25
    assert (told, done) == ([20, 25], [{"carried": 25}])


def test_a_text_without_a_gateway_is_told_so(queue_text, settings, work_off):
    settings.DEMO = False
    row = queue_text()
    work_off()
    row.refresh_from_db()
    assert (row.state, row.gateway) == ("failed", None)
    assert "No text gateway" in row.answer


class JobStandIn:
    """What a worker gives a job's function."""

    def __init__(self, **payload):
        self.payload, self.finished, self.told = payload, [], []

    def progress(self, done, total=None, words=""):
        self.told.append(done)

    def finish(self, result=None):
        self.finished.append(result)


def test_the_jobs_call_their_actions(own_mail, phones, queue_mail, queue_text, mail_server):
    queue_mail()
    queue_text()
    for job in (JobStandIn(kind="mail"), JobStandIn()):
        jobs.JOBS["messaging.carry"].run(job)
        assert job.finished == [{"carried": 1}]
    assert (len(mail_server.handler.mails), len(phones(NUMBER))) == (1, 1)
    nightly = JobStandIn()
    jobs.JOBS["messaging.forget_unsent"].run(nightly)
    assert nightly.finished == [{"forgotten": 0}]
