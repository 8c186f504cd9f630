"""Reads of reports of stepping in: the thread as its readers see it, who could read a new one, what waits."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.access import interventions as access
from commonbeat.act.policies.models import InterventionEntry, InterventionReport
from commonbeat.act.policies.rules import interventions as rules
from commonbeat.act.policies.rules.interventions import PURPOSE, ROLES, By, Kind, Route, State
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.people.models import Membership, Staff
from commonbeat.ground.roles import Actor
from commonbeat.kit.sealing import unseal
from commonbeat.kit.tasks import Waiting


@dataclass(frozen=True, slots=True)
class Said:
    """One entry, opened."""

    day: date
    by: By
    kind: Kind
    words: str


def thread(row: InterventionReport) -> list[Said]:
    """Every entry in its order. One query."""
    return [_opened(one) for one in row.entries.all()]


def _opened(one: InterventionEntry) -> Said:
    return Said(one.day, By(one.by), Kind(one.kind), unseal(one.words, PURPOSE))


def check_due(row: InterventionReport, said: Iterable[Said]) -> date | None:
    """The day whose question waits for its writer, if one does."""
    today = row.agency.day()
    days = setting(row.agency, SettingKey.INTERVENTION, row.received_on)
    answered = [one.day for one in said if one.kind in (Kind.QUIET, Kind.HAPPENED)]
    return rules.check_due(row.received_on, days, answered, today)


def check_days(agency: Agency, received: date) -> list[date]:
    """The days on which the writer of a report is asked."""
    return rules.checks(received, setting(agency, SettingKey.INTERVENTION, received))


@dataclass(frozen=True, slots=True)
class Barred:
    """Whom a report is about, by place on the staff, and the names of everybody who must not read it."""

    concerned: set[int]
    names: set[str]


def barred(agency: Agency, writer: Staff | None, named: Collection[int]) -> Barred:
    """Whoever wrote it or is named in it, and everybody above any of them today. One query."""
    rows = list(Staff.objects.filter(agency=agency).values_list("pk", "supervisor_id", "user_id"))
    over = {pk: above for pk, above, _user in rows}
    users = {pk: user for pk, _above, user in rows}
    concerned = (set(named) | ({writer.pk} if writer else set())) & set(over)
    people = concerned.union(*(rules.chain(pk, over) for pk in concerned))
    return Barred(concerned, {name for pk in people for name in access.names_of(users[pk], pk)})


def _holders(agency: Agency, route: Route) -> list[int]:
    """The accounts that hold the role of this route now."""
    rows = Membership.objects.current().filter(agency=agency, role=ROLES[route], user__is_active=True)
    return list(rows.values_list("user_id", flat=True))


def somebody_reads(agency: Agency, route: Route, barred_names: Collection[str]) -> bool:
    """Whether anybody on this route is left who may read it."""
    return any(f"user:{pk}" not in barred_names for pk in _holders(agency, route))


def other_route(row: InterventionReport) -> Route | None:
    """Where nobody on its route may read a report any more and somebody on the other may: the other. Four queries."""
    routes = [Route(row.route), *(route for route in Route if route != row.route)]
    reads = {
        route: any(one.may(row) for one in access.readers(row.agency, _holders(row.agency, route))) for route in routes
    }
    return next((route for route in routes[1:] if reads[route] and not reads[routes[0]]), None)


def with_new_supervisors(agency: Agency) -> list[tuple[InterventionReport, set[str]]]:
    """Reports whose people got other supervisors since, each with the marks that are missing. Two queries.

    Whom a report is about is found by trying the mark of everybody on the staff: nobody can read it out of the row.
    """
    rows = list(Staff.objects.filter(agency=agency).values_list("pk", "supervisor_id", "user_id"))
    over = {pk: above for pk, above, _user in rows}
    users = {pk: user for pk, _above, user in rows}
    found = []
    for report in InterventionReport.objects.filter(agency=agency):
        kept, name = set(report.barred), str(report.reference)
        concerned = [pk for pk in over if rules.about(name, pk) in kept]
        above = set[int]().union(*(rules.chain(pk, over) for pk in concerned))
        new = {rules.mark(name, one) for pk in above for one in access.names_of(users[pk], pk)} - kept
        if new:
            found.append((report, new))
    return found


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """What waits for a reader: each report that nobody has answered since its writer last wrote."""
    return [
        Waiting(
            title=_("A report of stepping in"),
            address="intervention_detail",
            arguments=(row.reference,),
            next_step=_("Read it and answer"),
        )
        for row in access.readable(actor, agency)
        if row.state in (State.RECEIVED, State.READ)
    ]
