"""What is sealed opens only with the same key, for the same purpose, unchanged."""

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from commonbeat.kit.sealing import Unreadable, derived, fingerprint, seal, seal_under, unseal, unseal_under


@given(text=st.text(max_size=200))
@limits(deadline=None, derandomize=True, max_examples=60)
def test_what_was_sealed_opens_again(text):
    text = text.encode("utf-8", "ignore").decode()
    assert unseal(seal(text, "gateway"), "gateway") == text


def test_the_same_text_never_looks_the_same_twice():
    assert seal("secret", "gateway") != seal("secret", "gateway")


def test_a_text_sealed_for_one_purpose_does_not_open_for_another():
    with pytest.raises(Unreadable):
        unseal(seal("secret", "gateway"), "mail")


def test_another_installation_cannot_open_it(settings):
    sealed = seal("secret", "gateway")
    settings.FIELDS_KEY = "another key entirely"
    with pytest.raises(Unreadable):
        unseal(sealed, "gateway")


def test_a_changed_text_is_refused():
    sealed = seal("a longer secret", "gateway")
    changed = sealed[:-6] + ("AAAA" if sealed[-6:-2] != "AAAA" else "BBBB") + sealed[-2:]
    with pytest.raises(Unreadable):
        unseal(changed, "gateway")


@pytest.mark.parametrize("nonsense", ["plain text", "1.", "1.####", "1.AAAA"])
def test_what_was_never_sealed_is_refused(nonsense):
    with pytest.raises(Unreadable):
        unseal(nonsense, "gateway")


def test_a_fingerprint_finds_the_same_text_again_in_its_own_room_only():
    one = fingerprint("+16125550142", "messaging.number")
    assert one == fingerprint("+16125550142", "messaging.number")
    assert one != fingerprint("+16125550143", "messaging.number")
    assert one != fingerprint("+16125550142", "surveys.number")
    assert len(one) == 64


def test_a_fingerprint_needs_the_key_of_the_installation(settings):
    before = fingerprint("+16125550142", "messaging.number")
    settings.FIELDS_KEY = "another"
    assert fingerprint("+16125550142", "messaging.number") != before


def test_what_follows_from_a_secret_opens_what_was_sealed_under_it_and_nothing_else():
    key = derived("token", "surveys.answer")
    box = seal_under(key, "very satisfied", "surveys.answer")
    assert unseal_under(key, box, "surveys.answer") == "very satisfied"
    for wrong in (derived("other", "surveys.answer"), derived("token", "surveys.other")):
        with pytest.raises(Unreadable):
            unseal_under(wrong, box, "surveys.answer")
    with pytest.raises(Unreadable):
        unseal_under(key, "plain", "surveys.answer")
