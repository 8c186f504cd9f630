"""Which settings of a gateway can be tried, what is said of those that cannot, and which calls are Twilio's own."""

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from commonbeat.ground.messaging.rules import (
    BACKENDS,
    RETENTION,
    VERBS,
    Backend,
    Kind,
    Security,
    problems,
    signature_holds,
    twilio_signature,
)

SMTP = {"host": "mail.example.gov", "port": 587, "security": "starttls", "sender": "beat@example.gov"}
TWILIO = {"account": "AC" + "a" * 32, "sender": "+16125550100"}


def test_usual_settings_can_be_tried():
    assert problems("mail", "smtp", SMTP, has_secret=False) == {}
    assert problems("text", "twilio", TWILIO, has_secret=True) == {}
    assert problems("mail", "console", {}, has_secret=False) == {}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"host": ""}, "host"),
        ({"port": 0}, "port"),
        ({"port": "587"}, "port"),
        ({"port": 70000}, "port"),
        ({"security": "perhaps"}, "security"),
        ({"security": "none"}, "security"),
        ({"sender": ""}, "sender"),
    ],
)
def test_each_wrong_mail_setting_is_named(change, field):
    assert list(problems("mail", "smtp", {**SMTP, **change}, has_secret=False)) == [field]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_mail_without_encryption_stays_on_this_machine(host):
    assert problems("mail", "smtp", {**SMTP, "security": "none", "host": host}, has_secret=False) == {}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"account": "12"}, "account"),
        ({"sender": "612-555-0100"}, "sender"),
        ({"address": "http://texts.example.gov"}, "address"),
        ({"address": "http://127.0.0.1.example.gov"}, "address"),
        ({"callback": "http://texts.example.gov/told/"}, "callback"),
    ],
)
def test_each_wrong_text_setting_is_named(change, field):
    assert list(problems("text", "twilio", {**TWILIO, **change}, has_secret=True)) == [field]


def test_twilio_needs_its_token():
    assert list(problems("text", "twilio", TWILIO, has_secret=False)) == ["secret"]


def test_a_messaging_service_may_send():
    assert problems("text", "twilio", {**TWILIO, "sender": "MG" + "b" * 32}, has_secret=True) == {}


def test_a_carrier_of_the_other_kind_is_refused():
    assert list(problems("mail", "twilio", TWILIO, has_secret=True)) == ["backend"]


@given(kind=st.sampled_from(Kind), backend=st.sampled_from(Backend), words=st.dictionaries(st.text(), st.text()))
@limits(deadline=None, derandomize=True, max_examples=60)
def test_nonsense_is_told_never_raised(kind, backend, words):
    found = problems(kind, backend, words, has_secret=False)
    carried = backend in (Backend.CONSOLE, Backend.SIMULATOR) and backend in BACKENDS[kind]
    assert bool(found) != carried


def test_every_kind_has_a_carrier_and_every_word_a_name():
    assert set(BACKENDS) == set(Kind)
    assert all(str(word) for word in VERBS.values())
    assert RETENTION.keys() == {"Gateway", "Message", "Receipt", "Inbound", "Consent", "Pause"}
    assert Security.NONE in Security


PUBLISHED = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
"""Of Twilio's own documentation and libraries: this token, this address and these fields have this signature."""
ADDRESS = "https://mycompany.com/myapp.php?foo=1&bar=2"
FIELDS = [
    ("Digits", "1234"),
    ("To", "+18005551212"),
    ("From", "+14158675309"),
    ("Caller", "+14158675309"),
    ("CallSid", "CA1234567890ABCDE"),
]


def test_twilios_published_example_has_its_published_signature():
    assert twilio_signature("12345", ADDRESS, FIELDS) == PUBLISHED
    assert signature_holds("12345", ADDRESS, FIELDS, PUBLISHED)


@pytest.mark.parametrize(
    ("token", "address", "fields", "signature"),
    [
        ("12346", ADDRESS, FIELDS, PUBLISHED),
        ("12345", ADDRESS + "x", FIELDS, PUBLISHED),
        ("12345", "http://mycompany.com/myapp.php?foo=1&bar=2", FIELDS, PUBLISHED),
        ("12345", ADDRESS, FIELDS[1:], PUBLISHED),
        ("12345", ADDRESS, [*FIELDS, ("More", "1")], PUBLISHED),
        ("12345", ADDRESS, FIELDS, PUBLISHED.lower()),
        ("12345", ADDRESS, FIELDS, ""),
        ("12345", ADDRESS, FIELDS, "ñ"),
    ],
)
def test_whatever_was_changed_does_not_hold(token, address, fields, signature):
    assert not signature_holds(token, address, fields, signature)


@pytest.mark.parametrize(
    ("signed", "called"),
    [
        ("https://a.example/x", "https://a.example:443/x"),
        ("https://a.example:443/x", "https://a.example/x"),
        ("http://a.example:80/x?y=1", "http://a.example/x?y=1"),
        ("http://a.example:8000/x", "http://a.example:8000/x"),
    ],
)
def test_the_usual_port_may_stand_in_the_address_or_not(signed, called):
    assert signature_holds("token", called, FIELDS, twilio_signature("token", signed, FIELDS))


def test_a_field_that_comes_twice_counts_each_value_once():
    twice = [*FIELDS, ("Digits", "1234"), ("Digits", "5")]
    assert twilio_signature("12345", ADDRESS, twice) == twilio_signature("12345", ADDRESS, [*FIELDS, ("Digits", "5")])
