"""Real worker processes: killed, stalled, stopped, raced against each other."""

import json
import signal
import time
from collections import Counter

import pytest

pytestmark = pytest.mark.slow
LEASE = 2.0


def test_a_killed_worker_is_recovered_within_its_lease_and_a_second(site):
    site.python("order", "slow", 1, '{"seconds": 60}')
    first = site.start(lease=LEASE)
    site.wait_for("started")
    site.start(lease=LEASE)
    site.wait_for("up", 2)
    first.send_signal(signal.SIGKILL)
    killed = time.time()
    again = site.wait_for("started", 2)[1]
    assert float(again[3]) - killed <= LEASE + 1
    site.wait_for("ended")
    site.wait_until_idle()
    ((_name, state, attempts, _result, _words),) = site.jobs()
    assert (state, attempts) == ("done", 2)


def test_without_a_lease_that_ends_a_killed_workers_job_would_lie_there(site):
    site.python("order", "slow", 1, '{"seconds": 60}')
    first = site.start(lease=600)
    site.wait_for("started")
    site.start(lease=600)
    site.wait_for("up", 2)
    first.send_signal(signal.SIGKILL)
    time.sleep(LEASE + 1)
    assert len(site.lines("started")) == 1


def test_a_long_job_keeps_its_lease_by_its_heartbeat(site):
    site.python("order", "deaf", 1, json.dumps({"seconds": LEASE * 2.5}))
    site.start(lease=LEASE)
    site.wait_for("started")
    site.start(lease=LEASE)
    site.wait_for("ended")
    site.wait_until_idle()
    assert len(site.lines("started")) == 1


@pytest.mark.parametrize("name", ["slow", "deaf"])
def test_a_stalled_worker_that_wakes_up_cannot_finish_what_another_has_done(site, name):
    site.python("order", name, 1, '{"seconds": 1.5}')
    stalled = site.start(lease=LEASE)
    site.wait_for("started")
    stalled.send_signal(signal.SIGSTOP)
    other = site.start(lease=LEASE)
    site.wait_for("ended")
    site.wait_until_idle()
    stalled.send_signal(signal.SIGCONT)
    site.wait_for("ended", 1 if name == "slow" else 2)
    time.sleep(1.0)
    ((_name, state, attempts, result, _words),) = site.jobs()
    assert (state, attempts, result) == ("done", 2, str(other.pid))
    assert stalled.poll() is None


def test_no_two_workers_ever_run_the_same_job(site):
    for _ in range(3):
        site.start()
    site.wait_for("up", 3)
    site.python("order", "note", 150)
    site.wait_for("ran", 150)
    site.wait_until_idle()
    ran = site.lines("ran")
    assert set(Counter(line[1] for line in ran).values()) == {1}
    assert len(ran) == 150
    assert len({line[2] for line in ran}) > 1


def test_workers_that_look_before_they_mark_do_run_jobs_twice(site):
    site.python("order", "note", 150)
    for process in [site.start(mode="naive") for _ in range(3)]:
        process.wait(30)
    assert len(site.lines("ran")) > 150


def test_a_worker_that_is_asked_to_stop_finishes_what_it_has_in_hand(site):
    site.python("order", "slow", 3, '{"seconds": 0.5}')
    worker = site.start()
    site.wait_for("started")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    assert Counter(row[1] for row in site.jobs()) == {"done": 1, "waiting": 2}


def test_a_worker_that_is_asked_to_stop_gives_a_long_job_back_at_once(site):
    site.python("order", "slow", 1, '{"seconds": 60}')
    worker = site.start(lease=600)
    site.wait_for("started")
    worker.send_signal(signal.SIGINT)
    assert worker.wait(10) == 0
    ((_name, state, attempts, _result, words),) = site.jobs()
    assert (state, attempts, words) == ("waiting", 0, "Walking")
    site.start()
    site.wait_for("started", 2)


@pytest.mark.parametrize(
    ("name", "effects", "attempts"), [("together-before", 1, 2), ("together-after", 1, 1), ("apart-after", 2, 2)]
)
def test_an_effect_that_is_committed_with_its_job_happens_once_however_the_worker_dies(site, name, effects, attempts):
    site.python("order", name, 1)
    assert site.start().wait(15) == -signal.SIGKILL
    site.start()
    site.wait_until_idle()
    found = site.jobs()
    assert found[0][1:3] == ("done", attempts)
    assert sum(row[0] == "effect" for row in found) == effects


def test_a_worker_that_lost_a_part_of_itself_ends_so_that_its_supervisor_starts_it_again(site):
    assert site.start(mode="broken").wait(15) == 1


def test_the_timetable_runs_by_itself(site):
    site.start(mode="timetable")
    site.wait_for("ran", 2)
