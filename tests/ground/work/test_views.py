"""The page of what ran, what waits and what failed, and its button."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commonbeat.ground.roles import Permission
from commonbeat.ground.work import actions
from commonbeat.ground.work.access import visible
from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import JobState
from commonbeat.ground.work.worker import drain


@pytest.fixture
def ours(riverton):
    """An address of ours."""
    return lambda name, *arguments: f"/{riverton.slug}{reverse(name, args=arguments)}"


@pytest.fixture
def admin(person, riverton, sign_in):
    """An administrator, signed in."""
    return sign_in(person("administrator", agency=riverton))


@pytest.fixture
def job(riverton):
    """Make a job of a name in a state: `job("audit.check", "dead")`."""

    def make(name, state, *, agency=riverton):
        row = actions.enqueue(name, agency=agency, payload={"rows": 3})
        if state != "waiting":
            (row,) = actions.claim("worker", names=[name])
        if state == "done":
            actions.finish(row, {"rows": 3})
        if state == "dead":
            actions.fail(row, "The disk is full.", trace=["a.py:1 f"], again=False)
        row.refresh_from_db()
        return row

    return make


@pytest.fixture
def several(job):
    """One job in each state."""
    return {state.value: job(f"town.{state.value}", state.value) for state in JobState}


def test_the_list_shows_what_ran_what_waits_and_what_failed_and_why(ours, admin, several):
    page = admin.get(ours("job_list")).content.decode()
    for state in JobState:
        assert f"town.{state.value}" in page
    assert "The disk is full." in page
    assert "1 job failed and waits for a person." in page
    assert "Running now: 1. Waiting for their time: 1. Done: 1." in page


def test_the_list_says_what_a_job_does_in_the_words_of_the_timetable(ours, admin, job):
    job("audit.check", "done", agency=None)
    page = admin.get(ours("job_list")).content.decode()
    assert "Check the trail of who did what, and keep its root" in page
    assert "for the installation" in page


@pytest.mark.parametrize("state", list(JobState))
def test_the_list_is_filtered_by_state(ours, admin, several, state):
    page = admin.get(ours("job_list"), {"state": state.value}).content.decode()
    assert [other.value for other in JobState if f"town.{other.value}" in page] == [state.value]


def test_what_failed_stands_first_then_what_runs(ours, admin, several):
    page = admin.get(ours("job_list")).content.decode()
    assert page.index("town.dead") < page.index("town.running") < page.index("town.done")


def test_an_empty_list_says_when_jobs_appear(ours, admin):
    assert "No job fits." in admin.get(ours("job_list")).content.decode()


def test_the_list_takes_as_many_queries_for_one_row_as_for_three(ours, admin, job, count_queries):
    job("town.one", "dead")
    one = count_queries(lambda: admin.get(ours("job_list")))
    job("town.two", "running")
    job("town.three", "done")
    assert count_queries(lambda: admin.get(ours("job_list"))) == one


def test_another_agencys_job_is_not_there(ours, admin, job, lakefield):
    theirs = job("town.theirs", "dead", agency=lakefield)
    assert "town.theirs" not in admin.get(ours("job_list")).content.decode()
    assert admin.get(ours("job_detail", theirs.pk)).status_code == 404
    assert admin.post(ours("job_retry", theirs.pk)).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == JobState.DEAD


def test_an_officer_may_not_see_jobs(ours, person, riverton, sign_in, several):
    client = sign_in(person("officer", agency=riverton))
    assert client.get(ours("job_list")).status_code == 403
    assert client.post(ours("job_retry", several["dead"].pk)).status_code == 403


def test_only_who_runs_the_installation_sees_its_own_jobs(job, person, riverton, lakefield):
    class Watcher:
        """May see jobs, and nothing else."""

        pk, label = 1, "watcher"

        def may(self, permission, agency):
            return permission == Permission.SEE_JOBS

    own, installation = job("town.own", "waiting"), job("town.installation", "waiting", agency=None)
    assert set(visible(Watcher(), riverton)) == {own}
    assert set(visible(person("administrator", agency=riverton), riverton)) == {own, installation}
    assert set(visible(person("officer", agency=riverton), riverton)) == set()


def test_a_job_tells_what_each_attempt_met_and_offers_to_try_again_only_if_it_failed(ours, admin, several):
    for state, row in several.items():
        page = admin.get(ours("job_detail", row.pk)).content.decode()
        assert ("Try again" in page) == (state == "dead")
        assert ("a.py:1 f" in page) == (state == "dead")
        assert "rows: 3" in page


def test_a_retried_job_waits_again(ours, admin, several):
    response = admin.post(ours("job_retry", several["dead"].pk), follow=True)
    assert "It will run again in a moment." in response.content.decode()
    assert Job.objects.get(pk=several["dead"].pk).state == JobState.WAITING
    again = admin.post(ours("job_retry", several["dead"].pk), follow=True)
    assert "somebody has tried it again already" in again.content.decode()


def test_a_running_job_shows_how_far_it_is(ours, admin, several):
    row = several["running"]
    actions.progress(row, 1200, 51920, "Reading rows")
    page = admin.get(ours("job_detail", row.pk)).content.decode()
    assert "Reading rows: 1,200 of 51,920" in page
    assert "every 2s" in page
    assert "1,200 of 51,920" in admin.get(ours("job_list")).content.decode()


def test_a_running_job_whose_worker_fell_silent_says_so(ours, admin, several):
    row = several["running"]
    assert "fallen silent" not in admin.get(ours("job_detail", row.pk)).content.decode()
    Job.objects.filter(pk=row.pk).update(ready_at=timezone.now() - timedelta(minutes=1))
    assert "fallen silent" in admin.get(ours("job_detail", row.pk)).content.decode()


def test_a_job_lost_by_every_worker_says_so(ours, admin, several):
    Job.objects.filter(pk=several["dead"].pk).update(error="")
    assert "stopped in the middle" in admin.get(ours("job_detail", several["dead"].pk)).content.decode()


def test_a_progress_bar_whose_job_has_ended_asks_for_the_whole_page(ours, admin, several):
    for state, refresh in (("done", True), ("running", False)):
        response = admin.get(ours("job_detail", several[state].pk), headers={"HX-Request": "true"})
        assert ("HX-Refresh" in response.headers) == refresh


def test_the_desk_tells_of_what_failed(ours, admin, job):
    assert "failed by itself" not in admin.get(ours("desk")).content.decode()
    job("town.one", "dead")
    page = admin.get(ours("desk")).content.decode()
    assert "Something failed by itself" in page
    assert "1 job failed" in page


def test_why_a_job_failed_is_told_in_the_language_of_the_reader(riverton, admin, job):
    row = job("town.gone", "waiting")
    drain({})
    for language, words in (("", "Nothing here knows how to do “town.gone”."), ("/es", "Nada aquí sabe cómo hacer")):
        page = admin.get(f"/{riverton.slug}{language}{reverse('job_detail', args=[row.pk])}").content.decode()
        assert page.count(words) == 2


def test_the_pages_speak_spanish(riverton, admin, several):
    page = admin.get(f"/{riverton.slug}/es{reverse('job_list')}").content.decode()
    assert "1 tarea falló" in page
