"""Where a message goes after each answer, when texts may leave, and what may be kept of a gateway's words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from commonbeat.ground.messaging.rules import (
    ENDED,
    MESSAGE_MOVES,
    MOST_ATTEMPTS,
    STATUSES,
    Outcome,
    State,
    after,
    may_repeat,
    opening,
    without_recipients,
)

HOURS = {"opens": 8, "closes": 20}
CHICAGO = "America/Chicago"


@pytest.mark.parametrize(
    ("outcome", "looks_up", "repeat", "state"),
    [
        (Outcome(True, "taken"), False, False, State.SENT),
        (Outcome(False, "busy", again=True), False, False, State.QUEUED),
        (Outcome(False, "no such number"), True, True, State.FAILED),
        (Outcome(False, "timed out", unknown=True), True, False, State.SENDING),
        (Outcome(False, "timed out", unknown=True), False, False, State.UNKNOWN),
        (Outcome(False, "timed out", unknown=True), False, True, State.QUEUED),
    ],
)
def test_an_answer_decides_where_a_message_goes(outcome, looks_up, repeat, state):
    found = after(outcome, attempts=1, looks_up=looks_up, may_repeat=repeat)
    assert found == state
    assert found == State.SENDING or found in MESSAGE_MOVES[State.SENDING]


def test_a_gateway_that_stays_busy_is_given_up():
    busy = Outcome(False, "busy", again=True)
    assert after(busy, attempts=MOST_ATTEMPTS, looks_up=True, may_repeat=True) == State.FAILED


def test_only_a_mail_or_a_matter_of_safety_may_come_twice():
    assert may_repeat("mail", "people.invite")
    assert may_repeat("text", "safety.alert")
    assert not may_repeat("text", "surveys.invite")


def test_what_has_ended_goes_nowhere_but_to_a_receipt():
    assert {state for state, to in MESSAGE_MOVES.items() if not to} == set(ENDED) - {State.SENT}
    assert set(STATUSES.values()) == MESSAGE_MOVES[State.SENT]


def at(*clock) -> datetime:
    return datetime(2026, *clock, tzinfo=ZoneInfo(CHICAGO))


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(11, 25, 8, 0), None),
        (at(11, 25, 19, 59), None),
        (at(11, 25, 20, 0), at(11, 26, 8)),
        (at(11, 25, 23, 30), at(11, 26, 8)),
        (at(11, 26, 7, 59), at(11, 26, 8)),
        (at(3, 7, 21, 0), at(3, 8, 8)),
        (at(10, 31, 21, 0), at(11, 1, 8)),
        (at(12, 31, 22, 0), datetime(2027, 1, 1, 14, tzinfo=UTC)),
    ],
)
def test_texts_leave_by_day_in_the_agencys_time_also_where_the_clock_changes(now, opens):
    assert opening(now, CHICAGO, HOURS) == opens


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1)))
@limits(deadline=None, derandomize=True, max_examples=200)
def test_a_held_text_leaves_within_a_day_and_at_an_open_hour(now):
    found = opening(now, CHICAGO, HOURS)
    if found is not None:
        assert timedelta(0) < found - now <= timedelta(hours=14)
        assert opening(found, CHICAGO, HOURS) is None


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("21211 Invalid 'To' Phone Number: +16125550199", "21211 Invalid 'To' Phone Number: …"),
        ("The number (612) 555-0199 is unreachable", "The number … is unreachable"),
        ("550 5.1.1 <ada@riverton.example>: No such mailbox here", "550 5.1.1 <…>: No such mailbox here"),
        ("to 16125550199 failed", "to … failed"),
        ("503 busy", "503 busy"),
    ],
)
def test_a_gateways_words_are_kept_without_whom_they_name(words, kept):
    assert without_recipients(words) == kept
