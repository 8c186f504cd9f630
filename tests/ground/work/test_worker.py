"""One line of work, in this very process: what a job's function is given, and what becomes of what it does."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.work import actions, worker
from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import Fenced, JobFailed, JobState, Task

pytestmark = pytest.mark.django_db


def tasks(**functions):
    return {name: Task(run=run, words=name) for name, run in functions.items()}


def drained(run, **order):
    """Order one job of this function, work until nothing is due, and return its row."""
    job = actions.enqueue("job", **order)
    worker.drain(tasks(job=run), find_agency=lambda number: Agency.objects.get(pk=number))
    job.refresh_from_db()
    return job


def test_all_that_is_due_is_run_and_counted():
    seen = []
    for number in range(3):
        actions.enqueue("job", payload={"n": number})
    actions.enqueue("job", due=timezone.now() + timedelta(hours=1))
    assert worker.drain(tasks(job=lambda context: seen.append(context.payload["n"]))) == 3
    assert seen == [0, 1, 2]


def test_a_job_may_order_another():
    def order(context):
        if context.payload["left"]:
            actions.enqueue("job", payload={"left": context.payload["left"] - 1})

    actions.enqueue("job", payload={"left": 4})
    assert worker.drain(tasks(job=order)) == 5


def test_what_the_function_returns_is_kept():
    job = drained(lambda context: {"rows": 3})
    assert (job.state, job.result) == (JobState.DONE, {"rows": 3})


def test_the_function_is_given_its_name_payload_and_agency(riverton):
    seen = []
    drained(
        lambda context: seen.extend([context.name, context.payload, context.agency]), payload={"a": 1}, agency=riverton
    )
    assert seen == ["job", {"a": 1}, riverton]


def test_the_installations_own_jobs_have_no_agency():
    seen = []
    drained(lambda context: seen.append(context.agency))
    assert seen == [None]


def test_a_failure_in_words_is_shown_and_tried_again():
    def fail(context):
        raise JobFailed("The gateway is closed on Sundays.")

    job = drained(fail)
    assert (job.state, job.error) == (JobState.WAITING, "The gateway is closed on Sundays.")
    assert job.ready_at > timezone.now()


def test_a_failure_that_no_try_would_mend_dies_at_once():
    def fail(context):
        raise JobFailed("The file is gone.", again=False)

    assert drained(fail).state == JobState.DEAD


def test_a_fault_of_the_program_keeps_kind_and_place_but_never_the_values_in_its_message():
    def fail(context):
        raise ValueError("could not dial 555-0100")

    job = drained(fail)
    assert job.error.startswith("ValueError, ")
    assert "in fail" in job.error or job.error.endswith(" fail")
    assert "555-0100" not in job.error + str(job.failures)
    assert job.failures[0]["kind"] == "builtins.ValueError"


def test_a_function_that_wants_to_end_the_program_only_fails():
    def leave(context):
        raise SystemExit(3)

    assert drained(leave).error.startswith("SystemExit")


@pytest.mark.parametrize("result", [object(), {1, 2}, float("nan"), {"words": "a\x00b"}])
def test_a_result_that_some_database_cannot_keep_is_a_failure(result):
    job = drained(lambda context: result)
    assert job.state == JobState.WAITING
    assert job.failures[0]["kind"] in {"builtins.TypeError", "builtins.ValueError"}


def test_a_name_that_nobody_knows_is_tried_again_for_a_newer_worker_may_know_it():
    actions.enqueue("from.tomorrow")
    worker.drain({})
    job = Job.objects.get()
    assert (job.state, job.error) == (JobState.WAITING, "Nothing here knows how to do “from.tomorrow”.")


def test_progress_is_written_at_most_twice_a_second():
    seen = []

    def tell(context):
        for step in range(100):
            context.progress(step, 100, "Reading rows")
        seen.append(Job.objects.get().progress_done)

    assert drained(tell).state == JobState.DONE
    assert seen == [0]


def taken_over():
    """Another worker takes the job while this one runs."""
    Job.objects.update(ready_at=timezone.now() - timedelta(seconds=1))
    return actions.claim("other")[0]


def test_a_job_that_was_taken_over_hears_of_it_at_its_next_word():
    heard = []

    def lose(context):
        taken_over()
        try:
            context.progress(1)
        except Fenced:
            heard.append("lost")
            raise

    job = drained(lose)
    assert heard == ["lost"]
    assert (job.state, job.worker, job.error) == (JobState.RUNNING, "other", "")


def test_what_a_worker_did_after_losing_its_lease_is_not_counted():
    job = drained(lambda context: taken_over() and "late")
    assert (job.state, job.result) == (JobState.RUNNING, None)


def test_a_job_lost_to_the_heartbeat_hears_of_it_without_the_database():
    held = worker.Held(Job(), Task(run=print, words=""), "default", int, timedelta(seconds=30))
    held.lost.set()
    with pytest.raises(Fenced):
        held.progress(1)


def test_an_effect_and_the_end_of_its_job_are_one_transaction():
    def both(context):
        with transaction.atomic():
            actions.enqueue("effect", due=timezone.now() + timedelta(days=1))
            context.finish({"sent": 1})

    job = drained(both)
    assert (job.state, job.result) == (JobState.DONE, {"sent": 1})


def test_an_effect_of_a_job_that_was_taken_over_is_undone():
    def both(context):
        taken_over()
        with transaction.atomic():
            actions.enqueue("effect", due=timezone.now() + timedelta(days=1))
            context.finish()

    drained(both)
    assert not Job.objects.filter(name="effect").exists()


def test_an_end_that_was_undone_is_written_again():
    def swallow(context):
        with transaction.atomic():
            context.finish("first")
            transaction.set_rollback(True)
        return "second"

    assert drained(swallow).result == "second"


def test_a_task_may_ask_for_a_longer_lease():
    seen = []
    task = Task(run=lambda context: seen.append(Job.objects.get().lease_until), words="", lease=timedelta(hours=2))
    actions.enqueue("job")
    worker.drain({"job": task})
    assert seen[0] > timezone.now() + timedelta(hours=1)
