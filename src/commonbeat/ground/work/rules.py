"""The states of a job, when it is tried again, when the timetable is due, and what a job's function is given."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {"Job": Retention.OPERATIONAL}

VERBS = {"work.retry": _("tried again what had failed")}
"""How the trail tells of this app's actions."""
DETAILS = {"work.name": Told(_("job")), "agency.jobs": Told(_("jobs that had ended"))}
SUBJECTS = {"work.job": _("job")}

AGENCY = "agency"
"""As a cadence's zone: each agency's own clock, so that each agency has a row of its own."""

INSTALLATION = 0
"""The agency number of jobs that concern the whole installation."""

LEASE = timedelta(seconds=30)
"""How long a worker holds a job without a heartbeat, unless it or the job's task says otherwise."""

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)


class JobState(TextChoices):
    """Where a job stands. Waiting > running > done; a failure goes back to waiting, or to dead at the last attempt."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", pgettext_lazy("job", "Done")
    DEAD = "dead", _("Failed")


MOVES: dict[JobState, frozenset[JobState]] = {
    JobState.WAITING: frozenset({JobState.RUNNING}),
    JobState.RUNNING: frozenset({JobState.DONE, JobState.WAITING, JobState.DEAD, JobState.RUNNING}),
    JobState.DONE: frozenset(),
    JobState.DEAD: frozenset({JobState.WAITING}),
}
"""Running > running is a lease that ran out and was taken over; dead > waiting is a person who tries again."""

UNFINISHED = (JobState.WAITING, JobState.RUNNING)


class Fenced(RuntimeError):
    """The lease was lost: another worker has this job now, so this one must stop without writing."""


class JobFailed(RuntimeError):
    """A failure told in plain words, shown on the jobs page. `again=False`: trying again would not help.

    `words` may wait for their language, with `params` to fill in: then each reader is told in their own.
    """

    def __init__(self, words: Words, *, again: bool = True, params: Mapping[str, str | int] | None = None) -> None:
        with override(None):
            self.source = str(words)
        self.params = dict(params or {})
        self.again = again
        super().__init__(self.source % self.params if self.params else self.source)


def backoff(attempt: int, job_id: int) -> timedelta:
    """How long to wait after the `attempt`-th failure (from 1): 5 s, 20 s, 80 s, ... at most an hour, give or take
    a quarter; the same for the same job and attempt, different between jobs, so that they do not return at once."""
    wait = min(FIRST_WAIT * 4 ** min(attempt - 1, 10), LONGEST_WAIT)
    draw: float = int.from_bytes(hashlib.sha256(f"{job_id}:{attempt}".encode()).digest()[:4], "big") / 2**32
    return timedelta(seconds=wait.total_seconds() * (0.75 + 0.5 * draw))


def after_failure(attempts: int, max_attempts: int, *, again: bool) -> JobState:
    """Where a job goes that has just failed for the `attempts`-th time."""
    return JobState.WAITING if again and attempts < max_attempts else JobState.DEAD


class Context(Protocol):
    """What a job's function is given."""

    @property
    def job(self) -> Any:
        """The job's row as it was claimed."""

    @property
    def name(self) -> str: ...

    @property
    def payload(self) -> dict[str, Any]: ...

    @property
    def agency(self) -> Any:
        """The agency that the job is for; None for the installation's own jobs."""

    def progress(self, done: int, total: int | None = None, words: str = "") -> None:
        """Say how far it is; raises Fenced when the lease was lost."""

    def finish(self, result: Any = None) -> None:
        """Mark the job done inside the transaction of its effect: both happen, once, or neither. Raises Fenced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A name of the timetable: the function it runs, in plain words, and when by itself."""

    run: Callable[[Any], Any]
    words: Words
    cadence: Cadence | None = None
    lease: timedelta | None = None
    """Longer than the worker's own, for what holds the database for long; None for the worker's."""
    max_attempts: int = 5


def bound(tasks: Mapping[str, Task], name: str) -> Task | None:
    """The task of that name; a name such as "task:path" also finds the task bound to all names that begin "task:"."""
    return tasks.get(name) or tasks.get(name.partition(":")[0] + ":")


class Cadence(Protocol):
    """When something runs by itself."""

    @property
    def zone(self) -> str: ...

    def next_due(self, after: datetime, zone: str = "UTC") -> datetime:
        """The first due time later than `after`, in UTC; `zone` is the agency's, for cadences that go by it."""


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again, so many seconds apart, counted from midnight UTC of 1 January 1970."""

    seconds: int
    zone: str = "UTC"

    def __str__(self) -> str:
        return gettext("every %(seconds)s seconds") % {"seconds": self.seconds}

    def next_due(self, after: datetime, zone: str = "UTC") -> datetime:
        """The next multiple of the interval."""
        step = int(after.timestamp()) // self.seconds + 1
        return datetime.fromtimestamp(step * self.seconds, UTC)


@dataclass(frozen=True, slots=True)
class OnDays:
    """At a time of the clock on certain days. An hour that the clock skips counts as one hour later; an hour that it
    repeats counts once, the first time."""

    at: time
    zone: str
    weekday: int | None = None
    monthday: int | None = None

    def __str__(self) -> str:
        if self.weekday is not None:
            words = gettext("each %(weekday)s at %(time)s") % {"weekday": WEEKDAYS[self.weekday], "time": self._clock}
        elif self.monthday is not None:
            words = gettext("each month on day %(day)s at %(time)s") % {"day": self.monthday, "time": self._clock}
        else:
            words = gettext("each day at %(time)s") % {"time": self._clock}
        return words

    @property
    def _clock(self) -> str:
        place = gettext("the agency's time") if self.zone == AGENCY else self.zone
        return f"{self.at:%H:%M} ({place})"

    def next_due(self, after: datetime, zone: str = "UTC") -> datetime:
        """The first such moment after `after`."""
        clock = ZoneInfo(zone if self.zone == AGENCY else self.zone)
        day = after.astimezone(clock).date() - timedelta(days=1)
        while True:
            if self._on(day):
                moment = datetime.combine(day, self.at, clock).astimezone(UTC)
                if moment > after:
                    return moment
            day += timedelta(days=1)

    def _on(self, day: date) -> bool:
        if self.weekday is not None:
            return day.weekday() == self.weekday
        if self.monthday is not None:
            return day.day == min(self.monthday, calendar.monthrange(day.year, day.month)[1])
        return True


def every(*, seconds: int) -> Every:
    """So many seconds apart; at least one."""
    if seconds < 1:
        raise ValueError("A cadence is at least a second.")
    return Every(seconds)


def daily(*, at: str, zone: str = AGENCY) -> OnDays:
    """Each day at that time: `daily(at="03:10")`."""
    return OnDays(_time(at), _zone(zone))


def weekly(*, on: int, at: str, zone: str = AGENCY) -> OnDays:
    """Each week on that day, Monday being 0."""
    if on not in range(7):
        raise ValueError("A day of the week is 0 (Monday) to 6 (Sunday).")
    return OnDays(_time(at), _zone(zone), weekday=on)


def monthly(*, on: int, at: str, zone: str = AGENCY) -> OnDays:
    """Each month on that day of the month; on its last day where the month is shorter."""
    if on not in range(1, 32):
        raise ValueError("A day of the month is 1 to 31.")
    return OnDays(_time(at), _zone(zone), monthday=on)


def _time(words: str) -> time:
    return time.fromisoformat(words)


def _zone(name: str) -> str:
    if name != AGENCY:
        ZoneInfo(name)
    return name
