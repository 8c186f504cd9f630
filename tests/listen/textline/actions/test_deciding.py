"""Contacts that come in: an update at once, a survey in its hour, a reason for every one that is left out."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from tests.listen.textline.conftest import NOW, NUMBER

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.models import Message
from commonbeat.listen.surveys.models import Invitation
from commonbeat.listen.textline import actions, jobs
from commonbeat.listen.textline.actions import judging
from commonbeat.listen.textline.models import Decision, Line

pytestmark = pytest.mark.django_db
NEXT_MORNING = NOW + timedelta(hours=20, minutes=1)
"""Just after ten in the morning."""


@pytest.fixture
def decide(riverton, console):
    """Decide at a moment; what was decided on the last contact, by kind of text: (outcome, reason)."""

    def run(now=NOW):
        actions.decide(actor=console, agency=riverton, now=now)
        return {row.programme: (row.outcome, row.reason) for row in Decision.objects.order_by("pk")}

    return run


def test_an_update_goes_at_once_and_the_survey_the_next_morning_at_ten(decide, contact, rule, campaign):
    one, made = rule(), contact()
    assert decide() == {"updates": ("sent", ""), "surveys": ("waiting", "not_yet")}
    update = Decision.objects.get(programme="updates")
    message = Message.objects.get(reference=update.message)
    assert (message.purpose, message.programme, update.rule) == ("textline.update", "updates", one)
    assert decide(NEXT_MORNING - timedelta(minutes=2))["surveys"] == ("waiting", "not_yet")
    assert not Invitation.objects.exists()
    assert decide(NEXT_MORNING)["surveys"] == ("sent", "")
    survey = Decision.objects.get(programme="surveys")
    assert Message.objects.get(reference=survey.message).purpose == "textline.survey"
    invitation = Invitation.objects.get()
    assert (invitation.contact_reference, invitation.area) == (made.reference, "old-mill")
    assert invitation.staff_reference == str(made.staff.reference)
    assert survey.decided_on == NEXT_MORNING.date()


def test_the_number_is_deleted_as_soon_as_both_are_settled(decide, contact, rule, campaign):
    rule()
    made = contact()
    decide()
    made.refresh_from_db()
    assert made.number_state == "held"
    decide(NEXT_MORNING)
    made.refresh_from_db()
    assert (made.number_state, made.number) == ("forgotten", "")


def test_whoever_is_left_out_for_good_keeps_no_number_either(decide, contact, rule):
    rule()
    made = contact(flags=["violence"])
    assert decide() == {"updates": ("refused", "care"), "surveys": ("refused", "care")}
    made.refresh_from_db()
    assert made.number == ""
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"person_role": "suspect", "number": "", "number_state": "not_kept"}, "role"),
        ({"person_role": "arrestee"}, "role"),
        ({"person_role": "witness"}, "role"),
        ({"person_role": "not_recorded"}, "role_unknown"),
        ({"minor": "yes"}, "minor"),
        ({"call_type": "TRESPASS"}, "call_type"),
        ({"number": "", "number_state": "unreadable"}, "unreadable"),
        ({"hours": 24 * 30}, "too_old"),
    ],
)
def test_each_is_left_out_with_its_reason_and_nothing_is_queued(decide, contact, rule, campaign, more, reason):
    rule("NOISE*")
    contact(**more)
    decide()
    decide(NEXT_MORNING)
    assert {row.reason for row in Decision.objects.all()} == {reason}
    assert not Message.objects.exists()


def test_no_number_is_told_apart_from_one_that_cannot_be_read(decide, contact, rule):
    rule()
    contact(number="")
    assert decide()["updates"] == ("refused", "no_number")


def test_a_number_that_no_key_opens_any_more_is_unreadable(decide, contact, rule):
    rule()
    made = contact()
    made.number = "1.sealed-under-a-key-that-is-lost"
    made.save()
    assert decide()["updates"] == ("refused", "unreadable")


def test_without_a_rule_nobody_is_texted(decide, contact):
    contact()
    assert decide() == {"updates": ("refused", "call_type"), "surveys": ("refused", "call_type")}


def test_a_rule_may_allow_the_survey_alone(decide, contact, rule, campaign):
    rule(update=False)
    contact()
    assert decide() == {"updates": ("refused", "call_type"), "surveys": ("waiting", "not_yet")}
    assert decide(NEXT_MORNING)["surveys"] == ("sent", "")


def test_a_rule_that_holds_later_allows_nothing_yet(decide, contact, rule):
    rule(since=(NOW + timedelta(days=1)).date())
    contact()
    assert decide()["updates"] == ("refused", "call_type")


def test_whoever_said_stop_gets_nothing_more(decide, contact, rule, campaign, riverton, console):
    rule()
    contact()
    decide()
    messaging.set_consent(actor=console, agency=riverton, number=NUMBER, programme="", allowed=False)
    assert decide(NEXT_MORNING)["surveys"] == ("refused", "opted_out")
    contact()
    assert decide(NEXT_MORNING) == {"updates": ("refused", "opted_out"), "surveys": ("refused", "opted_out")}
    assert Message.objects.filter(programme="updates").count() == 1
    assert not Message.objects.filter(programme="surveys").exists()


def test_whoever_stopped_surveys_still_gets_updates(decide, contact, rule, campaign, riverton, console):
    rule()
    messaging.set_consent(actor=console, agency=riverton, number=NUMBER, programme="surveys", allowed=False)
    contact()
    assert decide()["updates"] == ("sent", "")
    assert decide(NEXT_MORNING)["surveys"] == ("refused", "opted_out")


def test_one_phone_is_asked_once_in_ninety_days_and_told_of_each_call(decide, contact, rule, campaign):
    rule()
    contact()
    contact(hours=2)
    decide()
    decide(NEXT_MORNING)
    surveys = Decision.objects.of("surveys").order_by("pk")
    assert [(row.outcome, row.reason) for row in surveys] == [("sent", ""), ("refused", "asked_lately")]
    assert Message.objects.filter(purpose="textline.update").count() == 2
    later = NOW + timedelta(days=91)
    contact(hours=-24 * 91 + 3)
    decide(later)
    decide(later + timedelta(hours=21))
    assert Decision.objects.of("surveys").order_by("pk").last().outcome == "sent"


def test_where_no_campaign_asks_the_reason_says_so(decide, contact, rule):
    rule()
    contact()
    decide()
    assert decide(NEXT_MORNING)["surveys"] == ("refused", "not_asking")


def test_a_pause_is_waited_out_and_what_grew_stale_is_not_sent(decide, contact, rule, campaign, riverton, console):
    rule()
    contact()
    messaging.pause(actor=console, agency=riverton, reason="Storm", until=NOW + timedelta(days=9000))
    assert decide() == {"updates": ("waiting", "paused"), "surveys": ("waiting", "paused")}
    assert decide(NEXT_MORNING)["updates"] == ("waiting", "paused")
    messaging.resume(actor=console, agency=riverton)
    found = decide(NOW + timedelta(days=3))
    assert found == {"updates": ("refused", "too_old"), "surveys": ("sent", "")}


def test_what_waited_for_the_end_of_a_pause_goes_while_it_is_fresh(decide, contact, rule, riverton, console):
    rule()
    contact()
    messaging.pause(actor=console, agency=riverton, reason="Storm", until=NOW + timedelta(days=9000))
    decide()
    messaging.resume(actor=console, agency=riverton)
    assert decide(NOW + timedelta(hours=1))["updates"] == ("sent", "")


def test_a_contact_that_the_file_corrects_meanwhile_is_judged_anew(decide, contact, rule, campaign):
    rule()
    made = contact()
    decide()
    made.flags = ["domestic_violence"]
    made.save()
    assert decide(NEXT_MORNING)["surveys"] == ("refused", "care")


def test_each_contact_is_looked_at_once_in_its_order_slice_by_slice(decide, contact, rule, monkeypatch):
    monkeypatch.setattr("commonbeat.listen.textline.actions.deciding.SLICE", 2)
    monkeypatch.setattr("commonbeat.listen.textline.actions.asking.SLICE", 2)
    rule()
    for count in range(5):
        contact(f"+1612555010{count}")
    decide()
    decide()
    assert Decision.objects.count() == 10
    assert Message.objects.count() == 5
    decide(NEXT_MORNING)
    assert not Decision.objects.waiting().exists()
    assert AuditEvent.objects.filter(verb="textline.decide").count() == 3
    assert judging.SLICE == 100


def test_rows_of_a_file_under_way_and_of_the_neighbor_are_left_alone(decide, contact, rule, lakefield):
    rule()
    contact(agency=lakefield)
    waiting = contact()
    waiting.batch.state = "loading"
    waiting.batch.save()
    assert decide() == {}


def test_the_trail_tells_how_many_and_nobody_s_number(decide, contact, rule, campaign):
    rule()
    contact()
    contact(flags=["death"])
    decide()
    decide(NEXT_MORNING)
    looked = AuditEvent.objects.get(verb="textline.decide")
    assert looked.details == {"looked_at": 2, "updates": 1, "waiting": 1, "refused": 2}
    assert AuditEvent.objects.get(verb="textline.ask").details == {"updates": 0, "surveys": 1, "refused": 0}
    assert NUMBER[2:] not in "".join(str(event.details) for event in AuditEvent.objects.all())


def test_the_first_text_is_in_the_language_of_the_file_or_of_the_phone(decide, contact, rule, phone):
    rule()
    contact(language="es")
    decide()
    assert "tenemos su llamada del 19 nov" in phone()[0]
    assert Line.objects.get().language == "es"
    Line.objects.update(language="en")
    contact(language="es", hours=1)
    decide()
    assert "we have your call of Nov 19" in phone()[1]


def test_a_language_that_the_agency_does_not_offer_is_not_used(decide, contact, rule, phone, riverton):
    riverton.languages = ["en"]
    riverton.save()
    rule()
    contact(language="es")
    decide()
    assert "we have your call" in phone()[0]


def test_the_link_leads_to_the_survey_of_this_agency(decide, contact, rule, campaign, phone, riverton, client):
    rule()
    contact(neighborhood=None, staff=None)
    decide()
    decide(NEXT_MORNING)
    link = next(word for word in phone()[1].split() if word.startswith("http"))
    assert link.startswith("http://localhost:8000/riverton/s/")
    riverton.hosts = ["beat.riverton.example"]
    riverton.save()
    contact("+16125550143", hours=1)
    decide()
    decide(NEXT_MORNING + timedelta(days=1))
    assert "http://beat.riverton.example/s/" in phone(number="+16125550143")[1]


def test_by_the_clock_every_agency_is_looked_after_and_after_a_file_its_own(contact, rule, riverton, lakefield):
    rule()
    contact(now=timezone.now(), hours=1)
    assert jobs.decide(SimpleNamespace(agency=lakefield)) == {}
    assert jobs.decide(SimpleNamespace(agency=None)) == {"looked_at": 1, "updates": 1}
    assert jobs.decide(SimpleNamespace(agency=riverton)) == {}


def test_a_phone_is_forgotten_when_nothing_was_heard_of_it_for_long(decide, contact, rule, campaign, riverton, console):
    rule()
    contact()
    decide()
    decide(NEXT_MORNING)
    day = timedelta(days=1)
    assert actions.forget(actor=console, agency=riverton, now=NEXT_MORNING + 90 * day) == 0
    assert actions.forget(actor=console, agency=riverton, now=NEXT_MORNING + 91 * day) == 1
    assert not Line.objects.exists()
    assert AuditEvent.objects.get(verb="textline.forget").details == {"phones": 1}
    assert jobs.forget(SimpleNamespace(agency=riverton)) == {"phones": 0}


def test_the_agency_s_own_dated_setting_says_when(decide, contact, rule, campaign, riverton, console):
    agencies.set_value(
        actor=console,
        agency=riverton,
        key="text_line",
        value={"survey_days": 0, "survey_hour": 0},
        effective_from=NOW.date(),
        citation="To try it",
    )
    rule()
    contact()
    assert decide() == {"updates": ("sent", ""), "surveys": ("sent", "")}
