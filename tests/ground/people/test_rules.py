"""Invitations, idle sessions and last days, told by values alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from commonbeat.ground.people import rules
from commonbeat.ground.people.rules import InvitationState, invitation_state

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("accepted", "withdrawn", "expires", "state"),
    [
        (None, None, NOW + timedelta(seconds=1), InvitationState.OPEN),
        (None, None, NOW, InvitationState.EXPIRED),
        (NOW, None, NOW + timedelta(days=1), InvitationState.ACCEPTED),
        (None, NOW, NOW + timedelta(days=1), InvitationState.WITHDRAWN),
    ],
)
def test_what_became_of_an_invitation(accepted, withdrawn, expires, state):
    assert invitation_state(accepted_at=accepted, withdrawn_at=withdrawn, expires_at=expires, now=NOW) == state


@given(accepted=st.none() | moments, withdrawn=st.none() | moments, expires=moments, now=moments)
@limits(deadline=None, derandomize=True, max_examples=100)
def test_only_an_untouched_invitation_in_its_time_is_open(accepted, withdrawn, expires, now):
    state = invitation_state(accepted_at=accepted, withdrawn_at=withdrawn, expires_at=expires, now=now)
    assert (state == InvitationState.OPEN) == (accepted is None and withdrawn is None and now < expires)


def test_tokens_cannot_be_guessed_and_their_hashes_tell_nothing():
    tokens = {rules.new_token() for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) >= 43 for token in tokens)
    assert all(rules.token_hash(token) != token and len(rules.token_hash(token)) == 64 for token in tokens)


@given(last_seen=st.integers(0, 10**10), rest=st.integers(0, 10**6), minutes=st.integers(1, 1440))
@limits(deadline=None, derandomize=True, max_examples=100)
def test_a_session_is_never_ended_early_and_at_most_a_minute_late(last_seen, rest, minutes):
    idle = rules.is_idle(last_seen, last_seen + rest, minutes)
    assert not (idle and rest <= minutes * 60)
    assert idle or rest <= (minutes + 1) * 60


def test_a_session_is_spent_after_twelve_hours():
    assert not rules.is_spent(0, 12 * 3600)
    assert rules.is_spent(0, 12 * 3600 + 1)


def test_the_last_day_is_not_in_the_future_nor_before_the_first():
    today = date(2026, 11, 22)
    assert rules.end_problem(today, today, None) == ""
    assert rules.end_problem(today, today, today) == ""
    assert "future" in rules.end_problem(today + timedelta(days=1), today, None)
    assert "before" in rules.end_problem(date(2020, 1, 1), today, date(2021, 1, 1))


def test_the_last_administrator_is_known():
    assert rules.leaves_no_administrator({1}, 1)
    assert rules.leaves_no_administrator(set(), 1)
    assert not rules.leaves_no_administrator({1, 2}, 1)


def test_every_verb_and_model_is_named():
    assert all(verb.startswith("people.") and str(words) for verb, words in rules.VERBS.items())
    assert rules.RETENTION.keys() == {"User", "Membership", "Staff", "ShiftAssignment", "Invitation"}
