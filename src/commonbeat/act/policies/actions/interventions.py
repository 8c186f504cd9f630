"""Reports of stepping in: writing one, the thread that its key opens, answering, closing, destroying."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.policies.access import attestations as staff_access
from commonbeat.act.policies.access import interventions as access
from commonbeat.act.policies.models import InterventionEntry, InterventionReport
from commonbeat.act.policies.queries import choices
from commonbeat.act.policies.queries import interventions as queries
from commonbeat.act.policies.rules import interventions as rules
from commonbeat.act.policies.rules.interventions import PURPOSE, By, Kind, Route, State
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.roles import Actor, Permission, System
from commonbeat.kit.retention import Retention
from commonbeat.kit.sealing import seal
from commonbeat.kit.words import day as day_in_words

THE_ROUTE = System("the protected route")
"""Whom the trail names, whoever wrote."""


@transaction.atomic
def report_intervention(
    *,
    actor: Actor,
    agency: Agency,
    route: str,
    happened_on: date,
    words: str,
    named: Collection[int] = (),
    signed: bool = False,
    synthetic: bool = False,
    on: date | None = None,
) -> tuple[InterventionReport, str]:
    """Take a report; returns it and its key, which is known only now.

    `named` are places on the staff: none of them can ever read it, nor anybody above them or above whoever writes, now
    or later. Who that is stays in no row unless they sign; then their name stands in the sealed words alone.
    """
    if not actor.may(Permission.REPORT_INTERVENTION, agency):
        raise ValidationError(_("Only people who work here can use this route."))
    day = on or agency.day()
    _refuse(rules.report_problem(happened_on, day), "happened_on")
    if not words.strip():
        raise ValidationError({"words": _("Say what happened.")})
    found = queries.barred(agency, staff_access.own_staff(actor, agency), named)
    never = found.names | set(access.names_of(actor.pk, None))
    if not queries.somebody_reads(agency, Route(route), never):
        words = _("Everybody on this route is named in it, or above you or somebody named: choose the other.")
        raise ValidationError({"route": words})
    key = rules.new_key()
    row = InterventionReport(
        agency=agency,
        route=route,
        received_on=day,
        key_hash=rules.key_hash(key),
        synthetic=synthetic,
    )
    row.barred = rules.barred(str(row.reference), never, found.concerned)
    row.save(force_insert=True)
    names = [f"{name} ({badge})" for pk, name, badge in choices.colleagues(agency) if pk in set(named)]
    _enter(row, By.WRITER, Kind.REPORT, _told(actor, happened_on, words, names, signed))
    return row, key


def _told(actor: Actor, happened_on: date, words: str, names: Collection[str], signed: bool) -> str:
    """The report as its reader reads it."""
    parts = [_("It happened on %(day)s.") % {"day": day_in_words(happened_on)}, words.strip()]
    if names:
        parts.append(_("Named: %(names)s") % {"names": ", ".join(names)})
    parts.append(_("Signed: %(name)s") % {"name": actor.label} if signed else _("Not signed."))
    return "\n\n".join(parts)


@transaction.atomic
def note_use(*, agency: Agency, on: date | None = None) -> None:
    """Tell the trail whether the route was used in the month before, once and by nobody: nothing can be counted.

    Never while a report is written: an entry of that moment, between somebody's signing in and out, would name them.
    """
    end = (on or agency.day()).replace(day=1)
    start = (end - timedelta(days=1)).replace(day=1)
    month = f"{start:%Y-%m}"
    there = AuditEvent.objects.filter(agency_id=agency.pk, verb="policies.route_used", details__month=month)
    used = InterventionReport.objects.filter(agency=agency, received_on__gte=start, received_on__lt=end)
    if used.exists() and not there.exists():
        details = {"month": month}
        audit.record(agency=agency, actor=THE_ROUTE, verb="policies.route_used", subject="", details=details)


@transaction.atomic
def write_in_thread(*, agency: Agency, key: str, words: str) -> InterventionReport:
    """The writer adds something, by their key."""
    row = _by_key(agency, key)
    if not words.strip():
        raise ValidationError({"words": _("Write what you want to add.")})
    _enter(row, By.WRITER, Kind.MESSAGE, words)
    _reopen(row)
    return row


@transaction.atomic
def check_in(*, agency: Agency, key: str, happened: bool, words: str = "") -> InterventionReport:
    """The writer says whether anything happened to them since, by their key."""
    row = _by_key(agency, key)
    if queries.check_due(row, queries.thread(row)) is None:
        raise ValidationError(_("Nothing is asked now. You can always write below."))
    _enter(row, By.WRITER, Kind.HAPPENED if happened else Kind.QUIET, words)
    if happened:
        _reopen(row)
    return row


@transaction.atomic
def change_route(*, agency: Agency, key: str) -> InterventionReport:
    """The writer sends it to the other route, by their key, where nobody on the first may read it any more."""
    row = _by_key(agency, key)
    other = queries.other_route(row)
    if other is None:
        raise ValidationError(_("Somebody on the route that you chose can read it: it stays there."))
    row.route = other
    row.save(update_fields=["route"])
    _reopen(row)
    return row


@transaction.atomic
def bar_new_supervisors(*, agency: Agency) -> int:
    """Each night: whoever became a supervisor of somebody whom a report is about never reads it, even if they move on.

    The number goes nowhere but to the job; the trail can neither name nor count.
    """
    found = queries.with_new_supervisors(agency)
    for row, marks in found:
        row.barred = rules.filled({*row.barred, *marks})
        row.save(update_fields=["barred"])
    return len(found)


@transaction.atomic
def open_report(*, actor: Actor, row: InterventionReport) -> InterventionReport:
    """A reader has opened it for the first time: its writer sees that somebody did."""
    held = _held(actor, row)
    if held.state == State.RECEIVED:
        _go(held, State.READ)
    return held


@transaction.atomic
def reply(*, actor: Actor, row: InterventionReport, words: str) -> InterventionReport:
    """A reader answers, in the thread that the writer's key opens."""
    held = _held(actor, row)
    if not words.strip():
        raise ValidationError({"words": _("Write your answer.")})
    _enter(held, By.READER, Kind.MESSAGE, f"{words.strip()}\n\n{actor.label}")
    if held.state == State.RECEIVED:
        _go(held, State.READ)
    if held.state == State.READ:
        _go(held, State.ANSWERED)
    return held


@transaction.atomic
def close_report(*, actor: Actor, row: InterventionReport) -> InterventionReport:
    """A reader closes it after an answer; from then on the days run after which all of it is destroyed."""
    held = _held(actor, row)
    if not rules.may_move(held.state, State.CLOSED):
        raise ValidationError(_("Answer its writer first; then it can be closed."))
    _enter(held, By.READER, Kind.CLOSED, "")
    _go(held, State.CLOSED)
    held.closed_on = held.agency.day()
    held.save(update_fields=["closed_on"])
    return held


@transaction.atomic
def destroy_reports(*, agency: Agency, before: Mapping[str, datetime]) -> int:
    """Destroy whole what was closed by the moment given for threads and has no question left; returns how many.

    The number goes into no certificate: it would count what nobody may count.
    """
    limit = agency.day(before[Retention.THREAD])
    today = agency.day()
    rows = InterventionReport.objects.filter(agency=agency, state=State.CLOSED, closed_on__lte=limit)
    gone = [row.pk for row in rows if today > queries.check_days(agency, row.received_on)[-1]]
    InterventionEntry.objects.filter(report__in=gone).delete()
    InterventionReport.objects.filter(pk__in=gone).delete()
    return len(gone)


def _refuse(problem: str, field: str) -> None:
    if problem:
        raise ValidationError({field: problem})


def _by_key(agency: Agency, key: str) -> InterventionReport:
    row = access.of_key(agency, key)
    if row is None:
        raise ValidationError(_("This key opens no report, or opens it no more."))
    return row


def _held(actor: Actor, row: InterventionReport) -> InterventionReport:
    """The row, if this person may read it."""
    held = access.one(actor, row.agency, row.reference)
    if held is None:
        raise ValidationError(_("This is not yours to read."))
    return held


def _enter(row: InterventionReport, by: By, kind: Kind, words: str) -> None:
    InterventionEntry.objects.create(
        agency=row.agency, report=row, by=by, kind=kind, day=row.agency.day(), words=seal(words.strip(), PURPOSE)
    )


def _reopen(row: InterventionReport) -> None:
    if rules.may_move(row.state, State.READ) and row.state != State.RECEIVED:
        row.closed_on = None
        row.save(update_fields=["closed_on"])
        _go(row, State.READ)


def _go(row: InterventionReport, to: State) -> None:
    row.state = to
    row.save(update_fields=["state"])
