"""Every write to a job. Time is the database's, and whatever a worker writes holds only while its lease does."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connections, models, transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Value
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor, AgencyLike, Permission
from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import (
    AGENCY,
    INSTALLATION,
    LEASE,
    UNFINISHED,
    Fenced,
    JobState,
    Task,
    after_failure,
    backoff,
)
from commonbeat.kit.retention import Retention

TIMETABLE_KEY = "timetable"
"""The key of the rows that the timetable makes: the next one waits until the last one has ended."""

# The states stand here in the words of the partial index, or SQLite would not use it.
_CLAIM = """
WITH picked AS MATERIALIZED (
    SELECT id AS picked_id FROM work_job
    WHERE state IN ('waiting', 'running') AND ready_at <= {now} {names}
    ORDER BY ready_at LIMIT %s {lock}
)
UPDATE work_job SET
    state = CASE WHEN attempts >= max_attempts THEN 'dead' ELSE 'running' END,
    finished = CASE WHEN attempts >= max_attempts THEN {now} END,
    attempts = CASE WHEN attempts >= max_attempts THEN attempts ELSE attempts + 1 END,
    fence = fence + 1, worker = %s, ready_at = {later}, heartbeat = {now}, started = {now}, error = '',
    progress_done = 0, progress_total = NULL, progress_words = ''
FROM picked WHERE id = picked_id
RETURNING {columns}
"""
_NOW = {"sqlite": "STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'NOW')", "postgresql": "STATEMENT_TIMESTAMP()"}
_LATER = {"sqlite": "STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'NOW', %s)", "postgresql": "STATEMENT_TIMESTAMP() + %s"}
_LOCK = {"sqlite": "", "postgresql": "FOR UPDATE SKIP LOCKED"}


def enqueue(
    name: str,
    *,
    payload: Mapping[str, Any] | None = None,
    key: str = "",
    due: datetime | None = None,
    agency: AgencyLike | None = None,
    max_attempts: int = 5,
    using: str = "default",
) -> Job:
    """Order a job, in the caller's transaction: it exists when and only when that commits.

    With a `key`, an unfinished job of the same name, agency and key is returned instead of a second one.
    """
    row = Job(
        name=name,
        payload=dict(payload or {}),
        key=key,
        agency_id=agency.pk if agency is not None else INSTALLATION,
        max_attempts=max_attempts,
        **({"due": due, "ready_at": due} if due is not None else {}),
    )
    if not key:
        row.save(using=using, force_insert=True)
        return row
    same = Job.objects.using(using).filter(name=name, agency_id=row.agency_id, key=key, state__in=UNFINISHED)
    while True:
        if (there := same.first()) is not None:
            return there
        try:
            with transaction.atomic(using=using):
                row.save(using=using, force_insert=True)
        except IntegrityError:
            continue
        return row


def order_once(
    name: str,
    *,
    payload: Mapping[str, Any],
    due: datetime | None = None,
    max_attempts: int = 5,
    using: str = "default",
) -> Job:
    """Order a job of the installation unless the same waits already, for now or for the same `due`.

    Unlike a `key`, a job that is running is no reason not to order another: it may have looked before this transaction
    committed. The waiting one is held until then, so that it cannot begin too early. Needs a transaction.
    """
    waiting = Job.objects.using(using).filter(
        name=name, agency_id=INSTALLATION, key="", state=JobState.WAITING, payload=dict(payload)
    )
    waiting = waiting.filter(due=due) if due is not None else waiting.filter(ready_at__lte=Now())
    there = waiting.select_for_update(skip_locked=True).first()
    return there or enqueue(name, payload=payload, due=due, max_attempts=max_attempts, using=using)


def claim(
    worker: str,
    *,
    names: Sequence[str] | None = None,
    limit: int = 1,
    lease: timedelta = LEASE,
    using: str = "default",
) -> list[Job]:
    """Take up to `limit` jobs that are due or whose lease ran out; jobs lost at their last attempt die instead."""
    connection = connections[using]
    vendor = connection.vendor
    sql = _CLAIM.format(
        now=_NOW[vendor],
        later=_LATER[vendor],
        lock=_LOCK[vendor],
        names=f"AND name IN ({', '.join(['%s'] * len(names))})" if names is not None else "",
        columns=", ".join(connection.ops.quote_name(str(field.column)) for field in Job._meta.concrete_fields),
    )
    length = f"+{lease.total_seconds():.3f} seconds" if vendor == "sqlite" else lease
    while True:
        taken = list(Job.objects.using(using).raw(sql, [*(names or ()), limit, worker[:120], length]))
        running = [job for job in taken if job.state == JobState.RUNNING]
        if running or not taken:
            return running


def anything_ready(using: str = "default") -> bool:
    """Whether a claim would find something: a read, so that idle workers take no lock."""
    return (
        Job.objects.using(using).extra(where=["state IN ('waiting', 'running')"]).filter(ready_at__lte=Now()).exists()
    )


def heartbeat(job: Job, *, lease: timedelta = LEASE) -> None:
    """Hold the job for another lease. Raises Fenced when another worker has it."""
    _held(job, heartbeat=Now(), ready_at=_from_now(lease))


def progress(job: Job, done: int, total: int | None = None, words: str = "", *, lease: timedelta = LEASE) -> None:
    """Say how far the job is; holds it for another lease, too."""
    _held(
        job,
        progress_done=done,
        progress_total=total,
        progress_words=words[:200],
        heartbeat=Now(),
        ready_at=_from_now(lease),
    )


def finish(job: Job, result: Any = None) -> None:
    """The job is done; `result` must be JSON. Raises Fenced when another worker has it."""
    _held(job, state=JobState.DONE, result=result, finished=Now())


def fail(
    job: Job,
    words: str,
    *,
    kind: str = "",
    trace: Iterable[str] = (),
    again: bool = True,
    source: str = "",
    params: Mapping[str, str | int] | None = None,
) -> JobState:
    """The attempt failed: wait and try again, or die at the last attempt. Raises Fenced when another worker has it.

    `source` and `params` say the words again in another language.
    """
    words = words.replace("\x00", "")
    state = after_failure(job.attempts, job.max_attempts, again=again)
    entry = {
        "at": timezone.now().isoformat(),
        "worker": job.worker,
        "words": words,
        "kind": kind,
        "trace": list(trace),
        "source": source.replace("\x00", ""),
        "params": dict(params or {}),
    }
    _held(
        job,
        state=state,
        error=words,
        failures=[*job.failures, entry],
        ready_at=_from_now(backoff(job.attempts, job.pk)),
        finished=Now() if state == JobState.DEAD else None,
    )
    return state


def release(job: Job) -> None:
    """Give the job back unfinished, so that another worker need not wait for the lease; no attempt is counted."""
    _held(job, state=JobState.WAITING, ready_at=Now(), attempts=F("attempts") - 1, fence=F("fence") + 1)


def retry(*, actor: Actor, job: Job, agency: AgencyLike, using: str = "default") -> Job:
    """An administrator tries again what died. Its failures stay on record."""
    if not actor.may(Permission.SEE_JOBS, agency):
        raise PermissionDenied
    try:
        with transaction.atomic(using=using):
            tried = (
                Job.objects.using(using)
                .filter(pk=job.pk, state=JobState.DEAD)
                .update(state=JobState.WAITING, attempts=0, ready_at=Now(), finished=None)
            )
            if not tried:
                raise ValidationError(_("This job has not failed, or somebody has tried it again already."))
            whose = agency if job.agency_id != INSTALLATION else None
            audit.record(
                agency=whose, actor=actor, verb="work.retry", subject=job, details={"name": job.name}, using=using
            )
    except IntegrityError:
        raise ValidationError(_("A newer job does the same already; this one need not run.")) from None
    job.refresh_from_db(using=using)
    return job


def schedule(tasks: Mapping[str, Task], agencies: Mapping[int, str], *, using: str = "default") -> None:
    """See that each cadence has its next row waiting: one for the installation, or one for each agency's clock.

    `agencies` maps agency numbers to time zones. What was missed while nothing ran is done once, not once per time.
    """
    open_rows = Job.objects.using(using).filter(key=TIMETABLE_KEY, state__in=UNFINISHED)
    there = set(open_rows.values_list("name", "agency_id"))
    wanted = {
        (name, number): (task, zone)
        for name, task in tasks.items()
        if task.cadence is not None
        for number, zone in (agencies if task.cadence.zone == AGENCY else {INSTALLATION: "UTC"}).items()
    }
    gone = {name for name, _number in there} - {name for name, _number in wanted}
    if gone:
        open_rows.filter(name__in=gone, state=JobState.WAITING).delete()
    missing = wanted.keys() - there
    if not missing:
        return
    now = _database_time(using)
    rows = []
    for name, number in sorted(missing):
        task, zone = wanted[name, number]
        assert task.cadence is not None  # noqa: S101
        due = task.cadence.next_due(now, zone)
        rows.append(
            Job(
                name=name,
                agency_id=number,
                key=TIMETABLE_KEY,
                occurrence=due.isoformat(),
                due=due,
                ready_at=due,
                max_attempts=task.max_attempts,
            )
        )
    Job.objects.using(using).bulk_create(rows, ignore_conflicts=True)


def purge(*, agency_id: int, older_than: timedelta, using: str = "default") -> int:
    """Destroy what ended longer ago than that; returns how many rows went."""
    ended = Job.objects.using(using).filter(agency_id=agency_id, finished__lt=_from_now(-older_than))
    return ended.exclude(state__in=UNFINISHED).delete()[0]


def destroy_due(*, agency: AgencyLike, before: Mapping[str, datetime]) -> dict[str, int]:
    """Destroy the agency's jobs that ended before that moment."""
    ended = Job.objects.filter(agency_id=agency.pk, finished__lt=before[Retention.OPERATIONAL])
    return {"jobs": ended.exclude(state__in=UNFINISHED).delete()[0]}


def _held(job: Job, **values: Any) -> None:
    """Write to the job's row only if its lease still stands."""
    if not Job.objects.using(job._state.db or "default").held(job).update(**values):
        raise Fenced(f"Job {job.pk} was taken over by another worker.")


def _from_now(length: timedelta) -> models.Expression:
    return ExpressionWrapper(Now() + Value(length), output_field=DateTimeField())


def _database_time(using: str) -> datetime:
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {_NOW[connections[using].vendor]}".replace("%%", "%"))
        found = cursor.fetchone()[0]
    return found if isinstance(found, datetime) else datetime.fromisoformat(found).replace(tzinfo=UTC)
