"""An administrator sets the gateways in the browser and reads honestly what a test answered."""

import pytest
from django.urls import reverse

from commonbeat.ground.messaging import actions
from commonbeat.ground.messaging.models import Gateway
from commonbeat.ground.messaging.rules import full_number

pytestmark = pytest.mark.django_db


def address(name):
    return f"/riverton{reverse(name)}"


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
