"""Gateways are set with their secrets sealed, tried with a test message, and told apart by who owns them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, send_mail

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import access, actions, gateways, queries, simulator
from commonbeat.ground.messaging.models import Gateway
from commonbeat.ground.messaging.rules import twilio_signature
from commonbeat.kit.sealing import unseal
from ground.messaging.conftest import PASSWORD, TOKEN

pytestmark = pytest.mark.django_db


def test_a_secret_is_sealed_and_the_trail_does_not_know_it(own_mail, dump):
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


def test_the_phones_of_the_demonstration_carry_nothing_for_a_real_agency(riverton, console, settings):
    simulated = actions.set_gateway(actor=console, agency=riverton, kind="text", backend="simulator", settings={})
    assert actions.send_test(actor=console, agency=riverton, kind="text", to="+16125550123").ok
    assert len(simulator.conversation("+16125550123")) == 1
    settings.DEMO = False
    refused = gateways.carry_text(riverton, "+16125550123", "Hello", gateway=simulated)
    assert (refused.ok, refused.again, refused.unknown) == (False, False, False)
    with pytest.raises(ValidationError, match="demonstration only"):
        actions.set_gateway(actor=console, agency=riverton, kind="text", backend="simulator", settings={})
    with pytest.raises(simulator.OnlyInADemonstration):
        simulator.numbers()


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


def test_a_test_text_goes_out(own_texts, riverton, console, twilio):
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


def test_a_call_is_believed_only_with_the_signature_of_the_agencys_own_gateway(own_texts, riverton, lakefield, console):
    address, fields = "https://riverton.example/texts/", [("From", "+16125550123"), ("Body", "Hello")]
    signed = twilio_signature(TOKEN, address, fields)
    assert gateways.signature_holds(riverton, url=address, fields=fields, signature=signed)
    assert not gateways.signature_holds(riverton, url=address, fields=fields, signature=signed[::-1])
    assert not gateways.signature_holds(lakefield, url=address, fields=fields, signature=signed)
    actions.set_gateway(actor=console, agency=riverton, kind="text", backend="simulator", settings={})
    assert not gateways.signature_holds(riverton, url=address, fields=fields, signature=signed)


def test_only_those_who_may_see_gateways_and_messages(own_mail, riverton, lakefield, console, person, queue_mail):
    queue_mail()
    ours, theirs = person("administrator", agency=riverton), person("administrator", agency=lakefield)
    officer, chief = person("officer", agency=riverton), person("chief", agency=riverton)
    for visible in (access.visible_gateways, access.visible_messages):
        assert visible(ours, riverton).count() == 1
        assert not visible(theirs, riverton).exists()
        assert not visible(theirs, lakefield).exists()
        assert not visible(officer, riverton).exists()
    assert not access.visible_gateways(chief, riverton).exists()
    row = access.visible_messages(chief, riverton).get()
    assert access.one_message(chief, riverton, row.pk) == row
    assert access.one_message(officer, riverton, row.pk) is None
    assert access.one_message(chief, lakefield, row.pk) is None
