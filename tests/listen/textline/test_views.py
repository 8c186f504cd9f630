"""Where the gateway calls, and the page of those who keep the rules."""

from urllib.parse import urlencode

import pytest
from tests.listen.textline.conftest import NOW, NUMBER

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.models import Consent, Inbound, Message
from commonbeat.ground.messaging.rules import Backend, Kind, twilio_signature
from commonbeat.listen.textline import actions, queries
from commonbeat.listen.textline.models import Decision, TextRule

pytestmark = pytest.mark.django_db
TOKEN = "an-auth-token"
INBOUND, STATUS = "/riverton/texts/twilio/inbound/", "/riverton/texts/twilio/status/"


@pytest.fixture
def gateway(riverton, lakefield, console):
    settings = {"account": "AC" + "0" * 32, "sender": "+16125550199"}
    return messaging.set_gateway(
        actor=console, agency=riverton, kind=Kind.TEXT, backend=Backend.TWILIO, settings=settings, secret=TOKEN
    )


@pytest.fixture
def call(client, gateway):
    """Call as Twilio does; `token` signs."""

    def post(path, fields, *, token=TOKEN, query=""):
        signed = f"http://testserver{path}{query}"
        signature = twilio_signature(token, signed, list(fields.items()))
        body = urlencode(fields)
        kind = "application/x-www-form-urlencoded"
        return client.post(path + query, body, content_type=kind, headers={"X-Twilio-Signature": signature})

    return post


def text(body, sid="SM1"):
    return {"MessageSid": sid, "From": NUMBER, "To": "+16125550199", "Body": body}


def test_a_signed_call_brings_a_text_and_is_answered_with_nothing(call):
    answer = call(INBOUND, text("STOP"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml")
    assert answer.content.endswith(b"<Response/>")
    assert Consent.objects.get().allowed is False
    assert Message.objects.get().purpose == "messaging.stop"


def test_a_forged_call_changes_nothing_and_is_told_why_in_words(call, client, gateway):
    for answer in (
        call(INBOUND, text("STOP"), token="somebody else's"),
        client.post(INBOUND, text("STOP")),
        call(STATUS, {"MessageSid": "SM1", "MessageStatus": "failed"}, token="x"),
    ):
        assert answer.status_code == 403
        assert b"does not carry its signature" in answer.content
    assert not Inbound.objects.exists()


def test_a_call_without_a_reference_is_none_of_the_gateway_s(call):
    assert call(INBOUND, {"From": NUMBER, "Body": "STOP"}).status_code == 403


def test_a_call_at_the_neighbor_s_address_does_not_count(call):
    assert call(INBOUND.replace("riverton", "lakefield"), text("STOP")).status_code == 403


def test_a_call_where_no_agency_is_named_is_refused(client, gateway):
    assert client.post("/texts/twilio/inbound/", text("STOP")).status_code == 403


@pytest.mark.parametrize("path", [INBOUND, STATUS])
def test_only_a_gateway_s_way_of_calling_is_answered(client, gateway, path):
    assert client.get(path).status_code == 405


def test_a_signed_status_settles_the_message_by_our_own_reference(call, riverton, console):
    row = messaging.queue_text(
        actor=console, agency=riverton, to=NUMBER, body="Hello", purpose="test", programme="updates"
    )
    Message.objects.update(state="sent")
    fields = {"MessageSid": "SM9", "MessageStatus": "undelivered", "ErrorCode": "30005"}
    assert call(STATUS, fields, query=f"?reference={row.reference}").status_code == 200
    row.refresh_from_db()
    assert (row.state, row.gateway_reference) == ("failed", "SM9")


def test_the_page_tells_how_many_were_left_out_and_why_but_nothing_rare(
    contact, rule, campaign, console, riverton, sign_in, person
):
    rule("NOISE*")
    for count in range(6):
        contact(f"+161255501{count:02}")
        contact("", number_state="not_kept", person_role="suspect")
    for _count in range(3):
        contact(flags=["suicide"])
        contact(minor="yes")
    actions.decide(actor=console, agency=riverton, now=NOW)
    Decision.objects.update(decided_on=riverton.day())
    page = sign_in(person("chief", agency=riverton)).get("/riverton/staff/texts/")
    said = page.content.decode()
    assert "they are never texted" in said
    assert "Sent: 6." in said
    assert "Waiting for their hour: 6." in said
    assert "Other reasons together, each fewer than 5 times" in said
    assert "Is under 18" not in said
    assert "NOISE*" in said
    assert "555" not in said


def test_a_handful_of_texts_is_not_counted_out(contact, rule, campaign, console, riverton, sign_in, person):
    rule()
    contact()
    actions.decide(actor=console, agency=riverton, now=NOW)
    Decision.objects.update(decided_on=riverton.day())
    said = sign_in(person("chief", agency=riverton)).get("/riverton/staff/texts/").content.decode()
    assert "Sent: fewer than 5. Waiting for their hour: 0." in said
    assert "Sent: 0. Waiting for their hour: fewer than 5." in said


def test_where_all_reasons_are_rare_not_even_their_sum_is_told(contact, rule, console, riverton):
    rule()
    contact(minor="yes")
    contact()
    actions.decide(actor=console, agency=riverton, now=NOW)
    told = queries.never_asked(Decision.objects.all(), riverton, NOW.date())[0]
    assert (told.sent, told.refused, told.others) == (1, [], 1)


def test_an_empty_page_says_how_to_begin(riverton, sign_in, person):
    said = sign_in(person("analyst", agency=riverton)).get("/riverton/staff/texts/").content.decode()
    assert "No rule yet: nobody is texted." in said
    assert "No contact has come in yet" in said


def test_a_rule_is_added_and_replaces_the_earlier_one_from_its_day(riverton, sign_in, person, rule):
    rule("noise complaint")
    client = sign_in(person("chief", agency=riverton))
    new = {
        "pattern": "Noise  Complaint",
        "survey": "on",
        "effective_from": riverton.day().isoformat(),
        "citation": "Order 9",
    }
    assert client.post("/riverton/staff/texts/rules/new/", new).status_code == 302
    row = TextRule.objects.get(citation="Order 9")
    assert (row.pattern, row.update, row.survey) == ("Noise Complaint", False, True)
    later = {**new, "effective_from": "2090-01-01", "citation": "Order 10"}
    client.post("/riverton/staff/texts/rules/new/", later)
    said = client.get("/riverton/staff/texts/").content.decode()
    assert all(state in said for state in ("holds", "replaced", "to come"))
    assert AuditEvent.objects.filter(verb="textline.set_rule").count() == 3


@pytest.mark.parametrize("missing", ["pattern", "citation", "effective_from"])
def test_a_rule_without_its_words_says_what_is_missing(riverton, sign_in, person, missing):
    client = sign_in(person("chief", agency=riverton))
    whole = {"pattern": "X", "effective_from": "2026-01-01", "citation": "Order 9"}
    answer = client.post("/riverton/staff/texts/rules/new/", {**whole, missing: ""})
    assert answer.status_code == 422
    assert not TextRule.objects.exists()
