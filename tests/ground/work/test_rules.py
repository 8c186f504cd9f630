"""When a job is tried again, and when the clock starts one, in every time zone and across every clock change."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import gettext_lazy, override
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.ground.work.rules import (
    FIRST_WAIT,
    LONGEST_WAIT,
    MOVES,
    JobFailed,
    JobState,
    Task,
    after_failure,
    backoff,
    bound,
    daily,
    every,
    monthly,
    weekly,
)

quick = settings(deadline=None, derandomize=True, max_examples=100)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from(
    ["America/Chicago", "America/Phoenix", "America/St_Johns", "Pacific/Honolulu", "UTC", "Australia/Lord_Howe"]
)
TIMES = st.times().map(lambda time: time.replace(microsecond=0, tzinfo=None).isoformat())
CADENCES = st.one_of(
    st.integers(1, 10**6).map(lambda seconds: every(seconds=seconds)),
    TIMES.map(lambda at: daily(at=at)),
    st.builds(lambda on, at: weekly(on=on, at=at), st.integers(0, 6), TIMES),
    st.builds(lambda on, at: monthly(on=on, at=at), st.integers(1, 31), TIMES),
)


@quick
@given(st.integers(1, 100), st.integers(1, 2**40))
def test_the_wait_grows_stays_under_its_cap_and_is_the_same_each_time(attempt, job):
    wait = backoff(attempt, job)
    assert FIRST_WAIT * 0.75 <= wait <= LONGEST_WAIT * 1.25
    assert wait == backoff(attempt, job)


def test_the_waits_of_one_job_follow_each_other_fourfold():
    for job in range(50):
        for attempt in (1, 2, 3, 4):
            ratio = backoff(attempt + 1, job) / backoff(attempt, job)
            assert 4 * 0.75 / 1.25 <= ratio <= 4 * 1.25 / 0.75


def test_jobs_that_failed_together_do_not_return_together():
    assert len({backoff(1, job) for job in range(100)}) == 100


@pytest.mark.parametrize(
    ("attempts", "again", "state"),
    [(1, True, JobState.WAITING), (5, True, JobState.DEAD), (1, False, JobState.DEAD)],
)
def test_a_failure_waits_for_another_try_until_the_last(attempts, again, state):
    assert after_failure(attempts, 5, again=again) == state
    assert state in MOVES[JobState.RUNNING]


@quick
@given(CADENCES, MOMENTS, ZONES)
def test_what_is_due_next_is_later_and_nothing_lies_between(cadence, after, zone):
    due = cadence.next_due(after, zone)
    assert due > after
    assert due.tzinfo == UTC
    assert cadence.next_due(due - timedelta(microseconds=1), zone) == due
    assert cadence.next_due(after + (due - after) / 2, zone) == due


@quick
@given(TIMES, MOMENTS, ZONES)
def test_each_day_has_exactly_one_daily_run_whatever_the_clock_does(at, after, zone):
    clock, due, days = ZoneInfo(zone), after, []
    for _ in range(400):
        due = daily(at=at).next_due(due, zone)
        days.append(due.astimezone(clock).date())
    # An hour that is skipped right after midnight still belongs to its day; no day comes twice or is left out.
    assert [later - earlier for earlier, later in pairwise(days)] == [timedelta(days=1)] * 399


def test_an_hour_that_the_clock_skips_counts_as_one_hour_later():
    chicago = ZoneInfo("America/Chicago")
    before = datetime(2026, 3, 8, 0, 0, tzinfo=chicago)
    due = daily(at="02:30").next_due(before, "America/Chicago")
    assert due.astimezone(chicago).isoformat() == "2026-03-08T03:30:00-05:00"
    after = daily(at="02:30").next_due(due, "America/Chicago")
    assert after.astimezone(chicago).isoformat() == "2026-03-09T02:30:00-05:00"


def test_an_hour_that_the_clock_repeats_counts_once():
    chicago = ZoneInfo("America/Chicago")
    due = daily(at="01:30").next_due(datetime(2026, 11, 1, 0, 0, tzinfo=chicago), "America/Chicago")
    assert due.astimezone(chicago).isoformat() == "2026-11-01T01:30:00-05:00"
    assert daily(at="01:30").next_due(due, "America/Chicago").astimezone(chicago).day == 2


def test_a_cadence_with_a_zone_of_its_own_does_not_ask_the_agencys():
    at_noon = daily(at="12:00", zone="UTC")
    assert at_noon.next_due(datetime(2026, 1, 1, tzinfo=UTC), "Pacific/Honolulu").hour == 12


def test_the_last_day_stands_in_where_a_month_is_shorter():
    due, days = datetime(2027, 1, 1, tzinfo=UTC), []
    for _ in range(4):
        due = monthly(on=31, at="00:00", zone="UTC").next_due(due)
        days.append((due.month, due.day))
    assert days == [(1, 31), (2, 28), (3, 31), (4, 30)]


def test_a_week_starts_on_monday():
    assert weekly(on=0, at="06:00", zone="UTC").next_due(datetime(2026, 11, 22, tzinfo=UTC)).day == 23


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: every(seconds=0),
        lambda: weekly(on=7, at="01:00"),
        lambda: monthly(on=0, at="01:00"),
        lambda: daily(at="25:00"),
        lambda: daily(at="03:10", zone="Mars/Olympus"),
    ],
)
def test_a_cadence_that_cannot_be_is_refused_when_it_is_written(wrong):
    with pytest.raises((ValueError, KeyError)):
        wrong()


@pytest.mark.parametrize(
    ("cadence", "words"),
    [
        (every(seconds=60), "every 60 seconds"),
        (daily(at="03:10"), "each day at 03:10 (the agency's time)"),
        (weekly(on=0, at="06:00", zone="UTC"), "each Monday at 06:00 (UTC)"),
        (monthly(on=1, at="00:00"), "each month on day 1 at 00:00 (the agency's time)"),
    ],
)
def test_a_cadence_is_told_in_words(cadence, words):
    assert str(cadence) == words


def test_a_name_finds_its_task_or_the_one_bound_to_its_kind():
    one, kind = Task(run=print, words="one"), Task(run=print, words="all")
    tasks = {"records.load": one, "task:": kind}
    assert bound(tasks, "records.load") is one
    assert bound(tasks, "task:some.module.function") is kind
    assert bound(tasks, "records.other") is None


def test_a_failure_for_people_says_whether_trying_again_helps():
    assert JobFailed("The file is gone.", again=False).again is False
    assert str(JobFailed("Busy.")) == "Busy."


def test_a_failure_is_kept_in_the_source_language_so_that_each_reader_is_told_in_their_own():
    with override("es"):
        failed = JobFailed(gettext_lazy("Job %(number)s"), params={"number": 3})
    assert (str(failed), failed.source, failed.params) == ("Job 3", "Job %(number)s", {"number": 3})
