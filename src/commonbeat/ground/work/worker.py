"""The loop that runs jobs: claims one, runs it, settles it together with the next claim, and holds its lease meanwhile.

`kill -9` at any moment loses nothing: what was not settled is claimed again when its lease ends.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db import DatabaseError, close_old_connections, connections, transaction
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.work import actions
from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import INSTALLATION, LEASE, Fenced, JobFailed, Task, bound

log = logging.getLogger(__name__)

SHOWN_EVERY = 0.5
"""Seconds between two writes of a job's progress."""

GRACE = 10.0
"""Seconds that a running job has to end by itself when the worker is asked to stop; then it is given back."""

DRAIN_LEASE = timedelta(minutes=10)
"""`drain` has no heartbeat, so it takes its jobs for longer."""

AgencyFinder = Callable[[int], Any]
"""An agency by its number; `int`, the default, leaves it at the number."""


@dataclass
class Held:
    """A claimed job: what its function is given, and what the heartbeat keeps alive (a rules.Context)."""

    job: Job
    task: Task
    space: str
    find_agency: AgencyFinder
    lease: timedelta
    lost: threading.Event = field(default_factory=threading.Event)
    finished: bool = False
    _shown: float = 0.0

    @property
    def name(self) -> str:
        return self.job.name

    @property
    def payload(self) -> dict[str, Any]:
        return dict(self.job.payload)

    @cached_property
    def agency(self) -> Any:
        """The agency that the job is for; None for the installation's own jobs."""
        return None if self.job.agency_id == INSTALLATION else self.find_agency(self.job.agency_id)

    def progress(self, done: int, total: int | None = None, words: str = "") -> None:
        """Say how far it is, at most twice a second; raises Fenced when the lease was lost."""
        if self.lost.is_set():
            raise Fenced(f"Job {self.job.pk} was taken over.")
        if time.monotonic() - self._shown >= SHOWN_EVERY:
            actions.progress(self.job, done, total, words, lease=self.lease)
            self._shown = time.monotonic()

    def finish(self, result: Any = None) -> None:
        """Mark the job done inside the transaction of its effect. Raises Fenced, so that the effect is undone."""
        actions.finish(self.job, result)
        self.finished = True


Outcome = Callable[[], None]
"""What is still to be written about a job that has run."""


@dataclass
class Worker:
    """One line of work in one thread. `step` does at most one job."""

    tasks: Mapping[str, Task]
    label: str
    spaces: Sequence[str] = ("default",)
    lease: timedelta = LEASE
    find_agency: AgencyFinder = int
    held: Held | None = None
    _outcome: Outcome | None = None

    def step(self) -> bool:
        """Settle the last job and claim the next in one transaction; run it. False when nothing is due."""
        if self.held is None:
            space = next((name for name in self.spaces if actions.anything_ready(name)), None)
            if space is None:
                return False
        else:
            space = self.held.space
        with transaction.atomic(using=space):
            self._settle()
            jobs = actions.claim(self.label, lease=self.lease, using=space)
        self.held = self._outcome = None
        if jobs:
            self._run(jobs[0], space)
        return True

    def settle(self) -> None:
        """Write what became of the last job, without taking another."""
        if self.held is not None:
            with transaction.atomic(using=self.held.space):
                self._settle()
            self.held = self._outcome = None

    def _settle(self) -> None:
        if self._outcome is None:
            return
        try:
            self._outcome()
        except Fenced:
            # Done already inside its own transaction, or another worker has it.
            if self.held is not None and not self.held.finished:
                log.warning("Job %s was taken over; what this worker did with it is not counted.", self.held.job.pk)

    def _run(self, job: Job, space: str) -> None:
        task = bound(self.tasks, job.name) or UNKNOWN
        held = Held(job, task, space, self.find_agency, max(task.lease or self.lease, self.lease))
        if held.lease > self.lease:
            actions.heartbeat(job, lease=held.lease)
        self.held = held
        try:
            result = _keepable(task.run(held))
        except Fenced:
            self._outcome = lambda: None
            log.warning("Job %s (%s) was taken over by another worker.", job.pk, job.name)
        except (Exception, SystemExit) as problem:
            log.exception("Job %s (%s) failed at attempt %s.", job.pk, job.name, job.attempts)
            self._outcome = lambda problem=problem: _fail(job, problem)
        else:
            self._outcome = lambda: actions.finish(job, result)


def _unknown(context: Held) -> None:
    raise JobFailed(_("Nothing here knows how to do “%(name)s”."), params={"name": context.name})


UNKNOWN = Task(run=_unknown, words="")
"""Stands in for a name that the timetable does not bind; a newer worker may know it, so it is tried again."""


def _keepable(result: Any) -> Any:
    """The result, if every database can keep it. Raises TypeError or ValueError."""
    if result is not None and "\\u0000" in json.dumps(result, allow_nan=False):
        raise ValueError("A result cannot hold the character NUL.")
    return result


def _fail(job: Job, problem: BaseException) -> None:
    """Keep the words meant for people; of other errors only what kind and where, for a message may hold values."""
    kind = f"{type(problem).__module__}.{type(problem).__qualname__}"
    places = [
        f"{frame.filename.rpartition('/src/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(problem.__traceback__)
    ]
    if isinstance(problem, JobFailed):
        source, params = problem.source, problem.params
        actions.fail(job, str(problem), kind=kind, trace=places, again=problem.again, source=source, params=params)
    else:
        actions.fail(
            job, f"{type(problem).__qualname__}, {places[-1] if places else job.name}", kind=kind, trace=places
        )


def drain(tasks: Mapping[str, Task], *, spaces: Sequence[str] = ("default",), find_agency: AgencyFinder = int) -> int:
    """Run all that is due here and now, one by one, until nothing is; returns how many ran. For set-up and tests."""
    worker = Worker(tasks, _label("drain"), spaces, DRAIN_LEASE, find_agency)
    count = 0
    while worker.step():
        count += worker.held is not None
    return count


def run(
    tasks: Mapping[str, Task],
    *,
    spaces: Sequence[str] = ("default",),
    lease: float = LEASE.total_seconds(),
    poll: float = 0.2,
    stop: threading.Event | None = None,
    threads: int = 1,
    agencies: Callable[[], Mapping[int, str]] = dict,
    find_agency: AgencyFinder = int,
    grace: float = GRACE,
) -> None:
    """Work until `stop` is set: `threads` lines of work, one heartbeat, one look at the timetable a second.

    `lease`, `poll` and `grace` are seconds; `agencies` gives agency numbers and time zones, `find_agency` an agency by
    its number. On `stop` the jobs in hand may end within `grace`; after that they are given back for others.
    """
    stop = stop or threading.Event()
    workers = [
        Worker(tasks, _label(str(number)), spaces, timedelta(seconds=lease), find_agency)
        for number in range(1, threads + 1)
    ]
    lines = [threading.Thread(target=_line, args=(worker, stop, poll), daemon=True) for worker in workers]
    ended = threading.Event()
    pulse = threading.Thread(target=_pulse, args=(workers, ended, lease / 3), daemon=True)
    clock = threading.Thread(target=_clock, args=(tasks, agencies, spaces, ended), daemon=True)
    for thread in (*lines, pulse, clock):
        thread.start()
    while not stop.wait(0.5):
        if not all(thread.is_alive() for thread in (*lines, pulse, clock)):
            raise RuntimeError("A part of this worker has ended by a fault; whoever watches over it starts it again.")
    until = time.monotonic() + grace
    for line in lines:
        line.join(max(until - time.monotonic(), 0))
    ended.set()
    for worker, line in zip(workers, lines, strict=True):
        if line.is_alive() and worker.held is not None:
            _give_back(worker.held)
    pulse.join(2)
    clock.join(2)


def _line(worker: Worker, stop: threading.Event, poll: float) -> None:
    """Step after step; a database that does not answer is waited for, never given up."""
    while not stop.is_set():
        try:
            close_old_connections()
            if not worker.step():
                stop.wait(poll)
        except DatabaseError:
            log.exception("The database did not answer; trying again.")
            connections.close_all()
            stop.wait(1.0)
    try:
        worker.settle()
    except DatabaseError:
        log.exception("The last job could not be settled; it runs again when its lease ends.")
    connections.close_all()


def _pulse(workers: Sequence[Worker], ended: threading.Event, every: float) -> None:
    """Hold the lease of every job in hand, on a connection of its own."""
    while not ended.wait(every):
        for held in [worker.held for worker in workers if worker.held is not None]:
            try:
                actions.heartbeat(held.job, lease=held.lease)
            except Fenced:
                # A job that has just been settled is not lost; whoever still works on it finds out at the next word.
                held.lost.set()
            except DatabaseError:
                log.warning("A heartbeat did not reach the database; trying again.")
                connections.close_all()
    connections.close_all()


def _clock(
    tasks: Mapping[str, Task],
    agencies: Callable[[], Mapping[int, str]],
    spaces: Sequence[str],
    ended: threading.Event,
) -> None:
    """Keep the timetable's next rows waiting in the first space."""
    while True:
        try:
            close_old_connections()
            actions.schedule(tasks, agencies(), using=spaces[0])
        except DatabaseError:
            log.warning("The timetable could not be read or written; trying again.")
            connections.close_all()
        if ended.wait(1.0):
            break
    connections.close_all()


def _give_back(held: Held) -> None:
    held.lost.set()
    try:
        actions.release(held.job)
    except (Fenced, DatabaseError):
        log.warning("Job %s could not be given back; it runs again when its lease ends.", held.job.pk)


def _label(part: str) -> str:
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{part}"
