"""What a gateway answered is told as it is: taken, refused with its reason, or not reached."""

import socket
import threading

import pytest
from django.core.mail import EmailMessage

from commonbeat.ground.messaging import carriers
from ground.messaging.conftest import ACCOUNT, PASSWORD, TOKEN, USER


def mail(to="ada@riverton.example"):
    return EmailMessage("Hello", "Words", "beat@riverton.example", [to], headers={"Message-ID": "<one@commonbeat>"})


def settings(server, **change):
    return {"host": "127.0.0.1", "port": server.port, "security": "none", "username": USER, **change}


def test_the_mail_server_takes_a_mail(mail_server):
    outcome = carriers.mail_by_smtp(mail(), settings(mail_server), PASSWORD)
    assert outcome.ok
    assert outcome.reference == "<one@commonbeat>"
    assert "To: ada@riverton.example" in mail_server.handler.mails[0]


def test_a_wrong_password_is_told_and_not_tried_again(mail_server):
    outcome = carriers.mail_by_smtp(mail(), settings(mail_server), "another password")
    assert not outcome.ok
    assert not outcome.again
    assert "535" in outcome.words
    assert "another password" not in outcome.words


def test_an_unknown_mailbox_is_told_with_the_servers_reason(mail_server):
    outcome = carriers.mail_by_smtp(mail("nobody@riverton.example"), settings(mail_server), PASSWORD)
    assert not outcome.ok
    assert not outcome.again
    assert "No such mailbox here" in outcome.words


def test_a_server_that_is_busy_is_tried_again(mail_server):
    outcome = carriers.mail_by_smtp(mail("later@riverton.example"), settings(mail_server), PASSWORD)
    assert not outcome.ok
    assert outcome.again


def test_a_server_without_encryption_is_told(mail_server):
    outcome = carriers.mail_by_smtp(mail(), settings(mail_server, security="starttls"), PASSWORD)
    assert not outcome.ok
    assert "STARTTLS" in outcome.words


def test_a_server_that_speaks_no_tls_is_told(mail_server):
    outcome = carriers.mail_by_smtp(mail(), settings(mail_server, security="tls"), PASSWORD)
    assert not outcome.ok


def test_a_certificate_that_nobody_signed_is_refused(encrypting_server):
    told = settings(encrypting_server, host="localhost", security="starttls")
    outcome = carriers.mail_by_smtp(mail(), told, PASSWORD)
    assert not outcome.ok
    assert not outcome.again
    assert "certificate of localhost cannot be trusted" in outcome.words
    assert encrypting_server.handler.mails == []


def test_a_certificate_that_this_machine_trusts_encrypts_the_way(encrypting_server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    told = settings(encrypting_server, host="localhost", security="starttls")
    assert carriers.mail_by_smtp(mail(), told, PASSWORD).ok
    assert len(encrypting_server.handler.mails) == 1


def test_a_server_that_does_not_speak_is_given_up(monkeypatch):
    monkeypatch.setattr(carriers, "SECONDS", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        told = {"host": "127.0.0.1", "port": silent.getsockname()[1], "security": "none"}
        outcome = carriers.mail_by_smtp(mail(), told, "")
    assert not outcome.ok
    assert outcome.again
    assert "timed out" in outcome.words


def test_a_server_that_is_not_there_is_tried_again():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        outcome = carriers.mail_by_smtp(mail(), {"host": "127.0.0.1", "port": port, "security": "none"}, "")
    assert not outcome.ok
    assert outcome.again
    assert "127.0.0.1" in outcome.words


def twilio_settings(twilio, sender="+16125550100"):
    return {"account": ACCOUNT, "sender": sender, "address": twilio.address}


def test_the_text_gateway_takes_a_text(twilio):
    outcome = carriers.text_by_twilio("+16125550123", "Hola, ñ", twilio_settings(twilio), TOKEN)
    assert outcome.ok
    assert outcome.reference == "SM" + "1" * 32
    assert twilio.texts == [{"To": "+16125550123", "From": "+16125550100", "Body": "Hola, ñ"}]


def test_the_gateway_is_told_where_to_tell_what_became_of_a_text(twilio):
    told = {**twilio_settings(twilio), "callback": "https://riverton.example/texts/told/"}
    carriers.text_by_twilio("+16125550123", "Hello", told, TOKEN, "a-reference")
    carriers.text_by_twilio("+16125550123", "Hello", told, TOKEN)
    assert twilio.texts[0]["StatusCallback"] == "https://riverton.example/texts/told/?reference=a-reference"
    assert "StatusCallback" not in twilio.texts[1]


def test_a_messaging_service_sends_in_its_own_name(twilio):
    service = "MG" + "a" * 32
    assert carriers.text_by_twilio("+16125550123", "Hello", twilio_settings(twilio, service), TOKEN).ok
    assert twilio.texts[0]["MessagingServiceSid"] == service


@pytest.mark.parametrize(
    ("to", "token", "reason", "again"),
    [
        ("+16125550123", "wrong", "20003 Authenticate", False),
        ("+16125550199", TOKEN, "21211 Invalid 'To' Phone Number", False),
        ("+16125550198", TOKEN, "503", True),
    ],
)
def test_a_refusal_carries_the_gateways_reason(twilio, to, token, reason, again):
    outcome = carriers.text_by_twilio(to, "Hello", twilio_settings(twilio), token)
    assert not outcome.ok
    assert reason in outcome.words
    assert outcome.again is again
    assert not outcome.unknown
    assert token not in outcome.words


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 500 Fault\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 201 Created\r\n\r\n{"]
)
def test_a_gateway_that_breaks_off_may_have_taken_the_text(answer):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def once():
            caller, _address = server.accept()
            with caller:
                caller.recv(65536)
                caller.sendall(answer)

        thread = threading.Thread(target=once, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        told = {"account": ACCOUNT, "sender": "+16125550100", "address": address}
        outcome = carriers.text_by_twilio("+16125550123", "Hello", told, TOKEN)
        thread.join(5)
    assert (outcome.ok, outcome.again, outcome.unknown) == (False, False, True)


def test_a_gateway_that_does_not_answer_in_time_may_have_taken_the_text(monkeypatch):
    monkeypatch.setattr(carriers, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        told = {"account": ACCOUNT, "sender": "+16125550100", "address": address}
        outcome = carriers.text_by_twilio("+16125550123", "Hello", told, TOKEN)
    assert outcome.unknown
    assert "timed out" in outcome.words


def test_a_gateway_that_is_not_there_is_tried_again():
    settings = {"account": ACCOUNT, "sender": "+16125550100", "address": "http://127.0.0.1:9"}
    outcome = carriers.text_by_twilio("+16125550123", "Hello", settings, TOKEN)
    assert not outcome.ok
    assert outcome.again


def test_the_console_says_that_nothing_left():
    assert "No mail left" in carriers.mail_by_console(mail()).words
    assert "No text left" in carriers.text_by_console("+16125550123", "Hello").words
