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


def barred(agency: Agency, writer: Staff | None, named: Collection[int]) -> set[str]:
    """Everybody who must not read a report: whoever is named in it, everybody above its writer, and the writer."""
    rows = list(Staff.objects.filter(agency=agency).values_list("pk", "supervisor_id", "user_id"))
    over = {pk: above for pk, above, _user in rows}
    users = {pk: user for pk, _above, user in rows}
    people = set(named) & set(over)
    if writer is not None:
        people |= rules.chain(writer.pk, over) | {writer.pk}
    return {name for pk in people for name in access.names_of(users[pk], pk)}


def somebody_reads(agency: Agency, route: Route, barred_names: Collection[str]) -> bool:
    """Whether anybody on this route is left who may read it."""
    holders = Membership.objects.current().filter(agency=agency, role=ROLES[route], user__is_active=True)
    return any(f"user:{pk}" not in barred_names for pk in holders.values_list("user_id", flat=True))


def colleagues(agency: Agency) -> list[tuple[int, str]]:
    """Everybody who works here, by name: whom a report can name."""
    return list(Staff.objects.working().filter(agency=agency).values_list("pk", "name"))


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """What waits for a reader: each report that nobody has answered since its writer last wrote."""
    return [
        Waiting(
            title=_("A report of stepping in"),
            address="intervention_detail",
            arguments=(row.pk,),
            next_step=_("Read it and answer"),
        )
        for row in access.readable(actor, agency)
        if row.state in (State.RECEIVED, State.READ)
    ]
