"""One table of jobs: ordered in the caller's transaction, taken once, written only under a lease."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.work import actions
from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import Fenced, JobState, Task, daily, every

pytestmark = pytest.mark.django_db
LEASE = timedelta(seconds=30)


def claim_one(**how):
    (job,) = actions.claim("worker", **how)
    return job


def kill(job):
    """A job that failed for good."""
    actions.fail(job, "The disk is full.", again=False)
    job.refresh_from_db()
    return job


def test_a_job_is_ordered_and_taken_with_what_it_was_given(riverton):
    actions.enqueue("records.load", payload={"batch": 7}, agency=riverton)
    job = claim_one()
    assert (job.name, job.payload, job.agency_id) == ("records.load", {"batch": 7}, riverton.pk)
    assert (job.state, job.attempts, job.fence, job.worker) == (JobState.RUNNING, 1, 1, "worker")
    assert str(job) == f"records.load {job.pk}: running"
    assert actions.claim("other") == []


def test_a_job_whose_order_was_undone_never_was():
    with transaction.atomic():
        actions.enqueue("records.load")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_job_waits_for_its_time(let_pass):
    job = actions.enqueue("records.load", due=timezone.now() + timedelta(hours=1))
    assert not actions.anything_ready()
    assert actions.claim("worker") == []
    let_pass(job, seconds=3601)
    assert actions.anything_ready()
    assert claim_one().pk == job.pk


def test_the_longest_waiting_is_taken_first_and_no_more_than_asked_for(let_pass):
    new, old = actions.enqueue("a"), actions.enqueue("b")
    let_pass(old, seconds=10)
    assert [job.pk for job in actions.claim("worker")] == [old.pk]
    actions.enqueue("c")
    assert {job.name for job in actions.claim("worker", limit=5)} == {"a", "c"}
    assert new.name == "a"


def test_a_worker_may_take_only_some_names():
    actions.enqueue("a")
    actions.enqueue("b")
    assert claim_one(names=["b", "c"]).name == "b"


def test_the_same_key_is_one_job_until_that_one_has_ended(riverton, lakefield):
    first = actions.enqueue("records.load", key="stops", agency=riverton)
    assert actions.enqueue("records.load", key="stops", agency=riverton) == first
    assert actions.enqueue("records.load", key="stops", agency=lakefield) != first
    assert actions.enqueue("records.check", key="stops", agency=riverton) != first
    running = claim_one(names=["records.load"])
    assert actions.enqueue("records.load", key="stops", agency=riverton) == first
    actions.finish(running)
    assert actions.enqueue("records.load", key="stops", agency=riverton) != first


def test_a_job_ordered_once_is_the_one_that_waits_but_never_one_that_runs():
    due = timezone.now() + timedelta(hours=1)
    first = actions.order_once("carry", payload={"kind": "text"})
    assert actions.order_once("carry", payload={"kind": "text"}) == first
    assert actions.order_once("carry", payload={"kind": "mail"}) != first
    later = actions.order_once("carry", payload={"kind": "text"}, due=due, max_attempts=9)
    assert later.max_attempts == 9
    assert actions.order_once("carry", payload={"kind": "text"}, due=due) == later
    actions.claim("worker")
    first.refresh_from_db()
    assert first.state == "running"
    assert actions.order_once("carry", payload={"kind": "text"}) not in (first, later)


def test_jobs_without_a_key_are_never_the_same():
    assert actions.enqueue("records.load") != actions.enqueue("records.load")


def test_two_who_order_the_same_key_at_the_same_moment_share_one_job():
    """The other one's row appears right after we have looked for one and before we write ours."""
    others = []

    def interfere(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        if sql.startswith("SELECT") and "work_job" in sql and not others:
            others.append(None)
            others.append(actions.enqueue("records.load", payload={"whose": "theirs"}, key="stops"))
        return found

    with connection.execute_wrapper(interfere):
        ours = actions.enqueue("records.load", payload={"whose": "ours"}, key="stops")
    assert ours == others[1]
    assert Job.objects.get().payload == {"whose": "theirs"}


def test_the_database_itself_refuses_a_second_unfinished_row_of_a_key():
    Job.objects.create(name="a", key="k")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(name="a", key="k")


def test_a_lease_that_ran_out_is_taken_over_and_the_first_holder_can_write_no_more(let_pass):
    actions.enqueue("records.load")
    first = claim_one(lease=LEASE)
    assert actions.claim("other") == []
    let_pass(Job.objects.get(), seconds=31)
    second = actions.claim("other")[0]
    assert (second.pk, second.fence, second.attempts) == (first.pk, 2, 2)
    for write in (
        lambda: actions.heartbeat(first),
        lambda: actions.progress(first, 1, 2),
        lambda: actions.finish(first, "mine"),
        lambda: actions.fail(first, "no"),
        lambda: actions.release(first),
    ):
        with pytest.raises(Fenced):
            write()
    actions.finish(second, "yours")
    assert Job.objects.get().result == "yours"


def test_a_heartbeat_and_a_word_of_progress_hold_the_lease(let_pass):
    actions.enqueue("records.load")
    for hold in (lambda job: actions.heartbeat(job), lambda job: actions.progress(job, 5, 10, "Reading rows")):
        job = claim_one(lease=timedelta(seconds=1))
        hold(job)
        let_pass(job, seconds=20)
        assert actions.claim("other") == []
        assert job.lease_until > timezone.now()
        actions.release(Job.objects.get())
    job.refresh_from_db()
    assert (job.progress_done, job.progress_total, job.progress_words) == (5, 10, "Reading rows")
    assert job.lease_until is None


def test_what_is_done_stays_done():
    actions.enqueue("records.load")
    job = claim_one()
    actions.finish(job, {"rows": 3})
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"rows": 3})
    assert job.finished >= job.started
    with pytest.raises(Fenced):
        actions.finish(job)


def test_a_failure_is_kept_and_tried_again_later_and_at_the_last_attempt_the_job_dies(let_pass):
    actions.enqueue("records.load", max_attempts=3)
    for attempt in (1, 2, 3):
        job = claim_one()
        assert job.attempts == attempt
        state = actions.fail(job, f"It broke \x00{attempt}.", kind="builtins.OSError", trace=["a.py:1 f"])
        job.refresh_from_db()
        assert job.error == f"It broke {attempt}."
        assert actions.claim("worker") == []
        let_pass(job, seconds=4000)
    assert state == JobState.DEAD
    assert [failure["words"] for failure in job.failures] == ["It broke 1.", "It broke 2.", "It broke 3."]
    assert job.failures[0]["trace"] == ["a.py:1 f"]
    assert job.finished
    assert actions.claim("worker") == []


def test_a_failure_that_no_try_would_mend_is_final():
    actions.enqueue("records.load")
    assert kill(claim_one()).state == JobState.DEAD


def test_a_job_whose_every_worker_died_dies_too_and_the_next_one_is_taken_instead(let_pass):
    actions.enqueue("deadly", max_attempts=2)
    for _ in range(2):
        let_pass(claim_one(), seconds=31)
    later = actions.enqueue("fine")
    assert claim_one().pk == later.pk
    dead = Job.objects.get(name="deadly")
    assert (dead.state, dead.attempts, dead.lost) == (JobState.DEAD, 2, True)
    assert dead.finished


def test_what_is_given_back_is_free_at_once_and_counts_no_attempt():
    actions.enqueue("records.load")
    actions.release(claim_one())
    again = claim_one()
    assert again.attempts == 1


def test_an_administrator_tries_again_what_died_and_the_trail_tells(riverton, person):
    actions.enqueue("records.load", agency=riverton)
    dead = kill(claim_one())
    ana = person("administrator", agency=riverton, name="Ana Ruiz")
    actions.retry(actor=ana, job=dead, agency=riverton)
    assert (dead.state, dead.attempts, len(dead.failures)) == (JobState.WAITING, 0, 1)
    event = AuditEvent.objects.get()
    assert (event.actor_label, event.verb, event.agency_id) == ("Ana Ruiz", "work.retry", riverton.pk)
    assert claim_one().pk == dead.pk


def test_a_retry_of_the_installations_own_job_stands_in_the_installations_trail(riverton, person):
    actions.enqueue("audit.check")
    actions.retry(actor=person("administrator", agency=riverton), job=kill(claim_one()), agency=riverton)
    assert AuditEvent.objects.get().agency_id == 0


def test_who_may_not_see_jobs_may_not_retry_one(riverton, person):
    actions.enqueue("records.load", agency=riverton)
    dead = kill(claim_one())
    with pytest.raises(PermissionDenied):
        actions.retry(actor=person("officer", agency=riverton), job=dead, agency=riverton)


def test_only_what_died_is_tried_again_and_only_once(riverton, console):
    actions.enqueue("records.load", agency=riverton)
    dead = kill(claim_one())
    actions.retry(actor=console, job=dead, agency=riverton)
    with pytest.raises(ValidationError, match="somebody has tried it again already"):
        actions.retry(actor=console, job=dead, agency=riverton)
    assert AuditEvent.objects.count() == 1


def test_what_a_newer_job_does_already_is_not_tried_again(riverton, console):
    actions.enqueue("records.load", key="stops", agency=riverton)
    dead = kill(claim_one())
    actions.enqueue("records.load", key="stops", agency=riverton)
    with pytest.raises(ValidationError, match="newer job"):
        actions.retry(actor=console, job=dead, agency=riverton)
    assert not AuditEvent.objects.exists()


NIGHTLY = Task(run=print, words="at night", cadence=daily(at="03:10"))
MINUTELY = Task(run=print, words="each minute", cadence=every(seconds=60))
WHEN_ASKED = Task(run=print, words="when asked")


def test_the_timetable_keeps_the_next_row_of_each_cadence_waiting_for_each_agencys_clock():
    tasks = {"nightly": NIGHTLY, "minutely": MINUTELY, "asked": WHEN_ASKED}
    for _ in range(3):
        actions.schedule(tasks, {1: "America/Chicago", 2: "Pacific/Honolulu"})
    rows = {(job.name, job.agency_id): job.due for job in Job.objects.all()}
    assert set(rows) == {("nightly", 1), ("nightly", 2), ("minutely", 0)}
    assert all(due > timezone.now() for due in rows.values())
    assert rows["nightly", 1] != rows["nightly", 2]


def test_the_next_row_comes_when_the_last_has_ended_and_what_was_missed_is_done_once(let_pass):
    actions.schedule({"minutely": MINUTELY}, {})
    let_pass(Job.objects.get(), seconds=3600)
    actions.schedule({"minutely": MINUTELY}, {})
    job = claim_one()
    actions.schedule({"minutely": MINUTELY}, {})
    assert Job.objects.count() == 1
    actions.finish(job)
    Job.objects.update(occurrence="an hour ago")
    actions.schedule({"minutely": MINUTELY}, {})
    assert Job.objects.filter(state=JobState.WAITING).count() == 1


def test_a_due_time_is_never_made_twice_even_after_its_job_has_ended(let_pass):
    actions.schedule({"minutely": MINUTELY}, {})
    let_pass(Job.objects.get(), seconds=60)
    actions.finish(claim_one())
    actions.schedule({"minutely": MINUTELY}, {})
    due_times = list(Job.objects.values_list("occurrence", flat=True))
    assert len(due_times) == len(set(due_times))


def test_a_cadence_that_left_the_timetable_leaves_the_table_too():
    actions.schedule({"minutely": MINUTELY, "nightly": NIGHTLY}, {1: "UTC"})
    actions.schedule({"nightly": NIGHTLY}, {1: "UTC"})
    assert Job.objects.get().name == "nightly"


def test_what_ended_long_ago_is_cleared_away_agency_by_agency(riverton, lakefield):
    for agency in (riverton, lakefield):
        actions.enqueue("old", agency=agency)
        actions.finish(claim_one())
    Job.objects.update(finished=datetime(2020, 1, 1, tzinfo=UTC))
    for name in ("new", "dead", "waiting"):
        actions.enqueue(name, agency=riverton)
    actions.finish(claim_one(names=["new"]))
    kill(claim_one(names=["dead"]))
    assert actions.purge(agency_id=riverton.pk, older_than=timedelta(days=90)) == 1
    assert set(Job.objects.values_list("name", "agency_id")) == {
        ("old", lakefield.pk),
        ("new", riverton.pk),
        ("dead", riverton.pk),
        ("waiting", riverton.pk),
    }


def test_jobs_of_an_agency_are_destroyed_when_they_ended_before_the_moment_given(riverton, lakefield):
    for agency in (riverton, lakefield):
        actions.enqueue("old", agency=agency)
        actions.finish(claim_one())
    actions.enqueue("waiting", agency=riverton)
    before = {"operational": timezone.now() - timedelta(days=1)}
    assert actions.destroy_due(agency=riverton, before=before) == {"jobs": 0}
    before = {"operational": timezone.now() + timedelta(days=1)}
    assert actions.destroy_due(agency=riverton, before=before) == {"jobs": 1}
    assert set(Job.objects.values_list("name", "agency_id")) == {("old", lakefield.pk), ("waiting", riverton.pk)}


def test_the_claim_finds_its_rows_by_the_index():
    sql = "SELECT id FROM work_job WHERE state IN ('waiting', 'running') AND ready_at <= '2030-01-01' ORDER BY ready_at"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + sql)
        assert "work_ready" in str(cursor.fetchall())
