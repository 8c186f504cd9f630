"""Who is texted after a contact: never suspects, arrested people, witnesses, minors, or calls that ask for care."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.records.rules import Answer, ContactFlag, NumberState, PersonRole
from commonbeat.listen.textline.rules import (
    NEVER,
    PROGRAMMES,
    Facts,
    Limits,
    Listed,
    Outcome,
    Reason,
    Verdict,
    judged,
    listed_for,
    settled,
    survey_day,
)

DAY = date(2026, 11, 19)
LIMITS = Limits(update=timedelta(hours=48), survey=timedelta(days=7), apart=timedelta(days=90))
FINE = Facts(
    role="caller", minor="no", flags=(), number="held", allowed=True, age=timedelta(hours=3), today=DAY, asking=True
)
UPDATES, SURVEYS = PROGRAMMES

days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
facts = st.builds(
    Facts,
    role=st.sampled_from(PersonRole.values),
    minor=st.sampled_from(Answer.values),
    flags=st.lists(st.sampled_from(ContactFlag.values), max_size=2),
    number=st.sampled_from(NumberState.values),
    allowed=st.booleans(),
    age=st.timedeltas(timedelta(days=-1), timedelta(days=60)),
    today=days,
    opted_out=st.booleans(),
    asked=st.none() | days,
    asking=st.booleans(),
    paused=st.booleans(),
    due=st.booleans(),
)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_caller_of_this_morning_gets_both(programme):
    assert judged(programme, FINE, LIMITS) == Verdict(Outcome.SENT)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        *(({"role": role}, Reason.ROLE) for role in NEVER),
        ({"role": PersonRole.NOT_RECORDED}, Reason.ROLE_UNKNOWN),
        ({"minor": Answer.YES}, Reason.MINOR),
        *(({"flags": [flag]}, Reason.CARE) for flag in ContactFlag),
        ({"allowed": False}, Reason.CALL_TYPE),
        ({"number": NumberState.NONE}, Reason.NO_NUMBER),
        ({"number": NumberState.UNREADABLE}, Reason.UNREADABLE),
        ({"number": NumberState.FORGOTTEN}, Reason.FORGOTTEN),
        ({"number": NumberState.NOT_KEPT}, Reason.ROLE),
        ({"age": timedelta(days=8)}, Reason.TOO_OLD),
        ({"opted_out": True}, Reason.OPTED_OUT),
    ],
)
@pytest.mark.parametrize("programme", PROGRAMMES)
def test_each_refusal_says_why(programme, changed, reason):
    assert judged(programme, replace(FINE, **changed), LIMITS) == Verdict(Outcome.REFUSED, reason)
    assert str(reason.label)


def test_an_update_is_stale_sooner_than_a_survey():
    old = replace(FINE, age=timedelta(days=3))
    assert judged(UPDATES, old, LIMITS).reason == Reason.TOO_OLD
    assert judged(SURVEYS, old, LIMITS).outcome == Outcome.SENT


@pytest.mark.parametrize(("since", "asks"), [(None, True), (89, False), (90, True)])
def test_nobody_is_asked_twice_in_ninety_days_but_updates_go_on(since, asks):
    asked = replace(FINE, asked=DAY - timedelta(days=since) if since else None)
    assert (judged(SURVEYS, asked, LIMITS).outcome == Outcome.SENT) == asks
    assert judged(UPDATES, asked, LIMITS).outcome == Outcome.SENT


def test_a_pause_and_an_hour_that_has_not_come_are_waited_for():
    assert judged(UPDATES, replace(FINE, paused=True), LIMITS) == Verdict(Outcome.WAITING, Reason.PAUSED)
    assert judged(SURVEYS, replace(FINE, due=False), LIMITS) == Verdict(Outcome.WAITING, Reason.NOT_YET)


def test_where_no_survey_asks_only_the_update_goes():
    assert judged(SURVEYS, replace(FINE, asking=False), LIMITS) == Verdict(Outcome.REFUSED, Reason.NOT_ASKING)
    assert judged(UPDATES, replace(FINE, asking=False), LIMITS).outcome == Outcome.SENT


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PROGRAMMES), facts)
def test_no_mix_of_facts_lets_a_text_through_to_whom_none_may_go(programme, known):
    verdict = judged(programme, known, LIMITS)
    barred = (
        known.role in NEVER
        or known.minor == Answer.YES
        or bool(known.flags)
        or not known.allowed
        or known.number != NumberState.HELD
        or known.opted_out
    )
    if barred:
        assert verdict.outcome == Outcome.REFUSED
    if verdict.outcome == Outcome.SENT:
        assert not barred
        assert not known.paused
        assert known.due
        assert known.age <= (LIMITS.survey if programme == SURVEYS else LIMITS.update)
        assert programme == UPDATES or known.asking


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PROGRAMMES), facts)
def test_whatever_is_not_sent_has_a_reason_and_only_waiting_is_looked_at_again(programme, known):
    verdict = judged(programme, known, LIMITS)
    assert bool(verdict.reason) == (verdict.outcome != Outcome.SENT)
    assert settled(verdict.outcome) == (verdict.reason not in (Reason.PAUSED, Reason.NOT_YET))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PROGRAMMES), facts)
def test_waiting_never_turns_a_lasting_refusal_into_a_text(programme, known):
    """Who is refused for good before their hour is refused after it as well."""
    before = judged(programme, replace(known, due=False, paused=False), LIMITS)
    after = judged(programme, replace(known, due=True, paused=False), LIMITS)
    if before.outcome == Outcome.REFUSED:
        assert after == before


def listed(pattern, *, since=DAY, pk=0, **said):
    return Listed(pattern=pattern, since=since, pk=pk, **{"update": True, "survey": True} | said)


def test_the_rule_that_says_most_decides():
    all_, thefts, bikes = listed("*"), listed("THEFT*"), listed("Theft  of bicycle")
    assert listed_for([all_, thefts, bikes], "THEFT OF BICYCLE") == bikes
    assert listed_for([all_, thefts, bikes], "theft from vehicle") == thefts
    assert listed_for([all_, thefts, bikes], "NOISE") == all_
    assert listed_for([thefts], "PETTY THEFT") is None
    assert listed_for([listed("*theft")], "PETTY THEFT") == listed("*theft")
    assert listed_for([listed("ab*ba")], "aba") is None
    assert listed_for([listed("a*b*c")], "a - b - c") is not None
    assert listed_for([listed("a*b*c")], "a - c") is None
    assert listed_for([], "NOISE") is None


def test_of_one_pattern_the_newest_holds_also_where_it_ends_texts():
    old, new = listed("noise"), listed("NOISE", since=DAY + timedelta(days=1), update=False, survey=False)
    assert listed_for([new, old], "Noise") == new
    same_day = listed("noise", pk=7)
    assert listed_for([same_day, old], "Noise") == same_day


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_pattern_is_words_and_stars_and_nothing_else(pattern, words):
    found = listed_for([listed(pattern)], words)
    if "*" not in pattern:
        same = " ".join(pattern.casefold().split()) == " ".join(words.casefold().split())
        assert (found is not None) == same


@given(st.text(alphabet="ab*", max_size=12), st.text(alphabet="ab", max_size=12))
def test_a_star_stands_for_anything(pattern, words):
    expected = re.fullmatch(".*".join(re.escape(part) for part in pattern.split("*")), words) is not None
    assert (listed_for([listed(pattern)], words) is not None) == expected


@given(days, st.none() | days, st.integers(0, 30))
def test_the_survey_comes_so_many_days_after_the_later_of_contact_and_update(contact, updated, apart):
    day = survey_day(contact, updated, apart)
    assert day >= contact + timedelta(days=apart)
    assert updated is None or day >= updated + timedelta(days=apart)
    assert day - timedelta(days=apart) in (contact, updated)


def test_the_programmes_are_updates_and_surveys():
    assert PROGRAMMES == (Programme.UPDATES, Programme.SURVEYS)
