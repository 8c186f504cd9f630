"""Gateways are set and tried in the browser; what goes out is seen without words, paused, and decided upon."""

import pytest
from django.urls import reverse

from commonbeat.ground.messaging import actions
from commonbeat.ground.messaging.models import Gateway, Message, Pause
from commonbeat.ground.messaging.rules import State, full_number
from ground.messaging.conftest import NUMBER

pytestmark = pytest.mark.django_db


def address(name, *arguments):
    return f"/riverton{reverse(name, args=arguments)}"


@pytest.fixture
def administrator(person, riverton, sign_in):
    """The browser of Riverton's administrator."""
    return sign_in(person("administrator", agency=riverton))


def smtp_form(server, **change):
    return {
        "backend": "smtp",
        "host": "127.0.0.1",
        "port": server.port,
        "security": "none",
        "username": "riverton",
        "secret": "a password of the mail server",
        "sender": "beat@riverton.example",
        **change,
    }


def test_the_page_says_what_is_missing(administrator):
    page = administrator.get(address("messaging_overview")).content.decode()
    assert "No mail gateway is set" in page
    assert "No text gateway is set" in page


def test_a_mail_gateway_is_set_and_tried(administrator, mail_server):
    answer = administrator.post(address("mail_gateway"), smtp_form(mail_server))
    assert answer.status_code == 302
    page = administrator.post(address("mail_test"), {"to": "ada@riverton.example"}, follow=True).content.decode()
    assert "took the mail for delivery" in page
    assert "a password of the mail server" not in administrator.get(address("mail_gateway")).content.decode()


def test_a_refused_test_is_shown_as_refused(administrator, mail_server):
    administrator.post(address("mail_gateway"), smtp_form(mail_server))
    page = administrator.post(address("mail_test"), {"to": "nobody@riverton.example"}, follow=True).content.decode()
    assert "No such mailbox here" in page
    assert "is-broken" in page


def test_wrong_settings_come_back_with_words_at_the_field(administrator, mail_server):
    answer = administrator.post(address("mail_gateway"), smtp_form(mail_server, host="mail.example.gov"))
    assert answer.status_code == 422
    assert "only encrypted" in answer.content.decode()
    assert not Gateway.objects.exists()


def test_a_text_gateway_is_set(administrator):
    form = {"backend": "twilio", "account": "AC" + "a" * 32, "secret": "token", "sender": "+16125550100"}
    assert administrator.post(address("text_gateway"), form).status_code == 302
    assert "+16125550100" in administrator.get(address("text_gateway")).content.decode()
    assert administrator.post(address("text_test"), {"to": "not a number"}).status_code == 422


def test_the_overview_costs_the_same_with_many_messages(
    administrator, riverton, console, django_assert_max_num_queries
):
    actions.set_gateway(actor=console, agency=riverton, kind="mail", backend="console", settings={})
    administrator.get(address("messaging_overview"))
    for place in range(3):
        actions.queue_mail(
            actor=console, agency=riverton, to=f"{place}@r.example", subject="s", body="b", purpose="people.invite"
        )
    with django_assert_max_num_queries(14):
        administrator.get(address("messaging_overview"))


@pytest.mark.parametrize("written", ["612-555-0100", "(612) 555-0100", "+1 612 555 0100", "6125550100"])
def test_a_number_is_understood_as_people_write_it(written):
    assert full_number(written) == "+16125550100"


@pytest.fixture
def chief(person, riverton, sign_in):
    """The browser of Riverton's chief."""
    return sign_in(person("chief", agency=riverton))


def test_what_goes_out_is_seen_without_words_and_numbers(
    chief, phones, queue_text, queue_mail, riverton, console, work_off
):
    queue_text(body="Your report 26-1183 has an officer.")
    actions.set_consent(actor=console, agency=riverton, number="+16125550199", programme="", allowed=False)
    queue_text(to="+16125550199", programme="surveys")
    queue_mail()
    queue_mail(programme="staff")
    page = chief.get(address("outbox")).content.decode()
    for told in ("Updates after a contact", "Surveys", "An account here", "Notices to staff", "Waiting: 4."):
        assert told in page
    work_off()
    page += chief.get(address("outbox")).content.decode()
    assert "This person asked for no such texts." in page
    for row in Message.objects.all():
        page += chief.get(address("message", row.pk)).content.decode()
    for secret in ("26-1183", "5550142", "5550199", "ada@", "secret-link"):
        assert secret not in page


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_shape_and_its_page(chief, queue_text, riverton, state):
    row = queue_text()
    Message.objects.filter(pk=row.pk).update(state=state)
    assert chief.get(address("outbox")).status_code == 200
    page = chief.get(address("message", row.pk)).content.decode()
    assert ("Send again" in page) == (state == State.UNKNOWN)


def test_the_list_says_what_holds_a_message_and_until_when(chief, queue_text, riverton, console):
    queue_text(reply=True)
    assert "not before" in chief.get(address("outbox")).content.decode()
    form = {"reason": "Odd texts.", "until": "2099-01-01T08:00"}
    assert chief.post(address("pause_sending"), form).status_code == 302
    page = chief.get(address("outbox")).content.decode()
    assert "held until January 1, 2099, 8:00 a.m." in page
    assert "Odd texts." in page
    assert "Resume now" in page
    assert Pause.objects.get().by == "Chief of Riverton"


def test_quiet_hours_are_told(chief, queue_text, riverton, monkeypatch):
    row = queue_text(reply=False)
    monkeypatch.setattr("commonbeat.ground.messaging.rules.opening", lambda now, *_: row.ready_at.replace(year=2099))
    page = chief.get(address("outbox")).content.decode()
    assert "Quiet hours" in page
    assert "Texts wait for the end of the quiet hours" in page


def test_everybody_at_the_desk_reads_that_nothing_goes_out(chief, sign_in, person, riverton):
    assert "Nothing goes out" not in chief.get("/riverton/staff/").content.decode()
    chief.post(address("pause_sending"), {"reason": "Odd texts.", "until": "2099-01-01T08:00"})
    page = chief.get("/riverton/staff/").content.decode()
    assert "Look, and resume" in page
    officer = sign_in(person("officer", agency=riverton))
    page = officer.get("/riverton/staff/").content.decode()
    assert "Odd texts." in page
    assert "Look, and resume" not in page
    administrator = sign_in(person("administrator", agency=riverton))
    assert "Odd texts." in administrator.get(address("messaging_overview")).content.decode()


def test_a_pause_is_ended_on_its_page(chief, riverton):
    chief.post(address("pause_sending"), {"reason": "Odd texts.", "until": "2099-01-01T08:00"})
    assert "Resume now" in chief.get(address("pause_sending")).content.decode()
    again = chief.post(address("pause_sending"), {"reason": "Again.", "until": "2099-01-01T08:00"})
    assert again.status_code == 422
    page = chief.post(address("resume_sending"), follow=True).content.decode()
    assert "What waited leaves now" in page
    assert "Nothing is paused" in chief.post(address("resume_sending"), follow=True).content.decode()


@pytest.mark.parametrize("form", [{"reason": "", "until": "2099-01-01T08:00"}, {"reason": "Why", "until": "soon"}])
def test_a_pause_without_a_reason_or_an_end_comes_back_with_words(chief, form):
    answer = chief.post(address("pause_sending"), form)
    assert answer.status_code == 422
    assert not Pause.objects.exists()


@pytest.mark.parametrize(("name", "state"), [("message_send_again", "queued"), ("message_leave", "left")])
def test_what_is_unknown_is_decided_once(chief, queue_text, name, state):
    row = queue_text()
    Message.objects.filter(pk=row.pk).update(state="unknown")
    assert chief.post(address(name, row.pk), follow=True).status_code == 200
    row.refresh_from_db()
    assert row.state == state
    assert "decided about this message already" in chief.post(address(name, row.pk), follow=True).content.decode()


def test_a_receipt_is_shown_with_its_reason(chief, queue_text, riverton):
    row = queue_text()
    Message.objects.filter(pk=row.pk).update(state="sent", gateway_reference="SM1")
    actions.settle_receipt(agency=riverton, gateway_reference="SM1", status="undelivered", code="30005")
    page = chief.get(address("message", row.pk)).content.decode()
    assert "undelivered (30005)" in page
    spanish = chief.get(f"/riverton/es/staff/messages/{row.pk}/").content.decode()
    assert "La pasarela no pudo entregarlo." in spanish
    assert NUMBER not in page


def test_the_list_costs_the_same_with_many_messages(chief, queue_text, count_queries):
    queue_text()
    once = count_queries(lambda: chief.get(address("outbox")))
    for _ in range(5):
        queue_text()
    assert count_queries(lambda: chief.get(address("outbox"))) == once


def test_the_phones_of_the_demonstration_are_offered_in_a_demonstration(administrator):
    assert "phones of the demonstration" in administrator.get(address("text_gateway")).content.decode()
    form = {"backend": "simulator"}
    assert administrator.post(address("text_gateway"), form).status_code == 302
