"""Which settings of a gateway can be tried, and what is said of those that cannot."""

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from commonbeat.ground.messaging.rules import BACKENDS, RETENTION, VERBS, Backend, Kind, Security, problems

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
    assert bool(found) == (backend != Backend.CONSOLE)


def test_every_kind_has_a_carrier_and_every_word_a_name():
    assert set(BACKENDS) == set(Kind)
    assert all(str(word) for word in VERBS.values())
    assert RETENTION.keys() == {"Gateway", "Message"}
    assert Security.NONE in Security
