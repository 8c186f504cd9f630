"""One switch holds back all that goes out, with a reason and an end; and no text leaves at night."""

import ast
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import actions, queries
from commonbeat.ground.messaging.models import Consent, Message, Pause
from commonbeat.ground.work.models import Job
from ground.messaging.conftest import NUMBER

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).parents[4] / "src" / "commonbeat"


@pytest.fixture
def pause(riverton, console):
    """Pause Riverton's messages for an hour."""

    def hold(agency=riverton, **more):
        told = {"actor": console, "reason": "A gateway sent odd texts.", **more}
        return actions.pause(agency=agency, until=told.pop("until", timezone.now() + timedelta(hours=1)), **told)

    return hold


def state_of(row):
    row.refresh_from_db()
    return row.state


def clock_of(agency):
    return timezone.now().astimezone(ZoneInfo(agency.timezone))


@pytest.fixture
def night(riverton, console):
    """Riverton's quiet hours last all hours but one that is neither now nor next."""
    hour = (clock_of(riverton).hour + 6) % 23 + 1
    return _hours(riverton, console, hour, hour + 1)


def _hours(agency, actor, opens, closes):
    return agencies.set_value(
        actor=actor,
        agency=agency,
        key="quiet_hours",
        value={"opens": opens, "closes": closes},
        effective_from=clock_of(agency).date(),
        citation="Policy 4-12",
    )


@pytest.fixture
def day(riverton, lakefield, the_state, console):
    """It is day in every town."""
    for agency in (riverton, lakefield, the_state):
        hour = clock_of(agency).hour
        _hours(agency, console, min(max(hour, 0), 22) or 0, 24)


def test_a_pause_holds_texts_replies_and_mails_of_programmes_until_it_is_ended(
    pause, phones, own_mail, queue_text, queue_mail, mail_server, work_off, riverton, console, day
):
    pause()
    held = [queue_text(reply=False), queue_text(reply=True), queue_mail(programme="answers")]
    work_off()
    assert {state_of(row) for row in held} == {"queued"}
    row = actions.resume(actor=console, agency=riverton)
    assert row.ended_by == "test console"
    work_off()
    assert {state_of(row) for row in held} == {"sent"}


def test_a_pause_holds_notices_to_staff_but_not_word_of_somebody_in_danger(
    pause, own_mail, queue_mail, mail_server, work_off, riverton, console
):
    pause()
    notice, danger = queue_mail(programme="staff"), queue_mail(programme="staff", at_once=True)
    work_off()
    assert [state_of(notice), state_of(danger)] == ["queued", "sent"]
    actions.resume(actor=console, agency=riverton)
    work_off()
    assert state_of(notice) == "sent"


def test_staff_are_written_to_by_mail_alone_so_that_no_stop_is_about_them(riverton, console, queue_text):
    with pytest.raises(ValueError, match="mail alone"):
        queue_text(programme="staff")
    with pytest.raises(ValueError, match="mail alone"):
        actions.set_consent(actor=console, agency=riverton, number=NUMBER, programme="staff", allowed=False)
    assert not Consent.objects.exists()


def test_only_what_signs_people_in_is_of_no_programme():
    """Whatever else is written is held by a pause: every call names what it is for, but for those of accounts."""
    unnamed = set()
    for path in SOURCE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "messaging.queue_mail":
                names = {given.arg for given in call.keywords}
                if not names & {"programme", None}:
                    unnamed.add(str(path.relative_to(SOURCE)))
    assert unnamed == {"ground/people/actions/invitations.py", "ground/people/adapter.py"}


def test_a_pause_ends_by_itself_and_somebody_looks_again_then(pause, phones, queue_text, work_off):
    row = pause()
    held = queue_text()
    work_off()
    assert Job.objects.get(name="messaging.carry", state="waiting").due == row.until
    past = timezone.now() - timedelta(minutes=1)
    Pause.objects.update(begins=past - timedelta(hours=1), until=past)
    Job.objects.filter(state="waiting").update(ready_at=past)
    work_off()
    assert state_of(held) == "sent"


def test_sign_in_mails_and_answers_to_stop_go_through_a_pause_at_night(
    pause, night, phones, own_mail, queue_mail, mail_server, work_off, riverton
):
    pause()
    queue_mail()
    actions.receive(agency=riverton, sender=NUMBER, body="STOP", gateway_reference="SM1")
    work_off()
    assert len(mail_server.handler.mails) == 1
    assert len(phones(NUMBER)) == 1


def test_another_town_is_not_held(pause, phones, queue_text, work_off, lakefield, console, day):
    actions.set_gateway(actor=console, agency=lakefield, kind="text", backend="simulator", settings={})
    pause()
    row = queue_text(agency=lakefield, reply=False)
    work_off()
    assert state_of(row) == "sent"


def test_at_night_texts_wait_for_the_morning_but_who_has_just_written_is_answered(
    night, phones, queue_text, queue_mail, own_mail, work_off, riverton
):
    unasked, answer, mail = queue_text(reply=False), queue_text(reply=True), queue_mail(programme="answers")
    work_off()
    assert [state_of(row) for row in (unasked, answer, mail)] == ["queued", "sent", "sent"]
    opens = queries.texts_leave_again(riverton)
    assert opens is not None
    assert Job.objects.get(name="messaging.carry", state="waiting").due == opens
    assert opens.astimezone(ZoneInfo(riverton.timezone)).hour == night.value["opens"]


def test_the_hours_of_a_later_day_hold_only_then(night, riverton, console):
    before = queries.holds("text")
    agencies.set_value(
        actor=console,
        agency=riverton,
        key="quiet_hours",
        value={"opens": 1, "closes": 24},
        effective_from=clock_of(riverton).date() + timedelta(days=2),
        citation="Policy 4-13",
    )
    assert queries.holds("text") == before
    assert riverton.pk in before.quiet
    assert queries.holds("mail").quiet == {}


def test_hours_that_end_before_they_begin_are_refused(riverton, console):
    for opens, closes in ((20, 8), (8, 8), (8, 25)):
        with pytest.raises(ValidationError, match="comes after"):
            _hours(riverton, console, opens, closes)


def test_of_two_holds_the_longer_counts(riverton):
    now = timezone.now()
    found = queries.Holds({1: now}, {1: now + timedelta(hours=1)})
    assert found.until(1, 2) == now + timedelta(hours=1)
    assert found.until(1, 1) == now
    assert found.until(1, 0) is None
    assert found.until(2, 2) is None


@pytest.mark.parametrize(
    ("change", "field"), [({"reason": "  "}, "reason"), ({"until": timezone.now() - timedelta(minutes=1)}, "until")]
)
def test_a_pause_has_a_reason_and_an_end_to_come(pause, change, field):
    with pytest.raises(ValidationError) as refused:
        pause(**change)
    assert list(refused.value.message_dict) == [field]
    assert not Pause.objects.exists()


def test_only_one_pause_holds_and_only_a_pause_is_ended(pause, riverton, console):
    with pytest.raises(ValidationError, match="Nothing is paused"):
        actions.resume(actor=console, agency=riverton)
    row = pause()
    assert queries.pause_in_force(riverton) == row
    with pytest.raises(ValidationError, match="paused already"):
        pause()
    actions.resume(actor=console, agency=riverton)
    assert queries.pause_in_force(riverton) is None
    assert str(pause()).endswith("A gateway sent odd texts.")
    verbs = AuditEvent.objects.filter(verb__in=("messaging.pause", "messaging.resume")).order_by("pk")
    assert [entry.verb for entry in verbs] == ["messaging.pause", "messaging.resume", "messaging.pause"]


def test_who_may_pause_and_who_may_not(pause, person, riverton, lakefield, console):
    for nobody in (person("officer", agency=riverton), person("chief", agency=lakefield)):
        with pytest.raises(PermissionDenied):
            pause(actor=nobody)
    pause(actor=person("chief", agency=riverton))
    for nobody in (person("sergeant", agency=riverton), person("commander", agency=lakefield)):
        with pytest.raises(PermissionDenied):
            actions.resume(actor=nobody, agency=riverton)
    actions.resume(actor=person("commander", agency=riverton), agency=riverton)


def test_nothing_that_waits_orders_no_look(work_off, riverton):
    assert queries.next_ready("text") is None
    assert not Message.objects.exists()
