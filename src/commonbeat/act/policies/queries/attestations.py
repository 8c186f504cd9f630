"""Reads of reading: what is mine to sign, how far everybody is, who is late, who read and understood what."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commonbeat.act.policies.access import attestations as access
from commonbeat.act.policies.models import (
    Attestation,
    AttestationQuerySet,
    AttestationRound,
    Leave,
    PolicyVersion,
    QuizItem,
)
from commonbeat.act.policies.rules.attestations import OPEN, State, Who, version_hash
from commonbeat.act.policies.rules.chasing import Clocks, Standing, standing_of
from commonbeat.ground.agency.models import Agency, Unit
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.people.models import Membership, Staff
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.tasks import Waiting
from commonbeat.kit.words import language


def clocks(agency: Agency, day: date) -> Clocks:
    """The agency's days for reading, as they hold on that day."""
    return Clocks.of(setting(agency, SettingKey.ATTESTATION, day))


def questions(version: PolicyVersion) -> list[QuizItem]:
    """The questions on a version, in their order."""
    return list(version.questions.all())


def hash_of(version: PolicyVersion) -> str:
    """The fingerprint of what this version says; its policy's address never changes, its number and title may."""
    return version_hash(version.policy.slug, version.number, version.text, version.text_es)


def with_standing(rows: QuerySet[Attestation], day: date) -> QuerySet[Attestation]:
    """Readings with `account` (whether the person can sign in here) and `away` (whether they are away that day)."""
    here = Membership.objects.current().filter(
        user=OuterRef("staff__user"), agency=OuterRef("agency"), user__is_active=True
    )
    return rows.annotate(account=Exists(here), away=Exists(Leave.objects.on(day).filter(staff=OuterRef("staff"))))


@dataclass(frozen=True, slots=True)
class Group:
    """How many people of a group stand where with what they were asked to read."""

    name: str
    counts: Mapping[Standing, int]

    @property
    def asked(self) -> int:
        """Everybody asked."""
        return sum(self.counts.values())

    def count(self, standing: Standing) -> int:
        """How many stand there."""
        return self.counts.get(standing, 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """One version's: everybody, unit by unit, squad by squad."""

    whole: Group
    units: tuple[Group, ...]
    squads: tuple[Group, ...]


def progress(rows: AttestationQuerySet, day: date) -> Progress:
    """How far these readings are. One query, however many people."""
    columns = ("staff__unit__name", "staff__squad__name", "state", "account", "away")
    found = with_standing(rows.asked(), day).order_by().values(*columns).annotate(people=Count("pk"))
    whole: Counter[Standing] = Counter()
    units: dict[str, Counter[Standing]] = {}
    squads: dict[str, Counter[Standing]] = {}
    for one in found:
        standing = standing_of(one["state"], account=one["account"], away=one["away"])
        unit, squad, people = one["staff__unit__name"] or "", one["staff__squad__name"] or "", one["people"]
        whole[standing] += people
        units.setdefault(unit, Counter())[standing] += people
        if squad:
            squads.setdefault(f"{unit}, {squad}", Counter())[standing] += people
    return Progress(Group("", whole), _groups(units), _groups(squads))


def _groups(found: Mapping[str, Counter[Standing]]) -> tuple[Group, ...]:
    return tuple(Group(name, found[name]) for name in sorted(found))


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """A round that has not ended, and how far the people are whom this reader may see."""

    row: AttestationRound
    group: Group


def overview(actor: Actor, agency: Agency) -> list[RoundProgress]:
    """Every round that has not ended. Two queries, however many rounds and people."""
    day = agency.day()
    rounds = access.rounds(actor, agency)
    rows = access.readings(actor, agency).asked().filter(round__in=[row.pk for row in rounds])
    columns = ("round", "state", "account", "away")
    counts: dict[int, Counter[Standing]] = {row.pk: Counter() for row in rounds}
    for one in with_standing(rows, day).order_by().values(*columns).annotate(people=Count("pk")):
        standing = standing_of(one["state"], account=one["account"], away=one["away"])
        counts[one["round"]][standing] += one["people"]
    return [RoundProgress(row, Group(str(row.version), counts[row.pk])) for row in rounds]


def of_standing(rows: QuerySet[Any], standing: str) -> QuerySet[Any]:
    """Of readings that carry `account` and `away`, those that stand there."""
    if standing == Standing.SIGNED:
        return rows.filter(state=State.ATTESTED)
    rows = rows.filter(state__in=OPEN)
    if standing == Standing.NO_ACCOUNT:
        return rows.filter(account=False)
    rows = rows.filter(account=True)
    if standing == Standing.AWAY:
        return rows.filter(away=True)
    states = {
        Standing.PASSED: (State.PASSED,),
        Standing.OPENED: (State.OPENED,),
        Standing.WAITING: (State.ASSIGNED,),
        Standing.LATE: (State.OVERDUE, State.ESCALATED),
    }
    return rows.filter(away=False, state__in=states[Standing(standing)])


def units(agency: Agency) -> list[tuple[int, str]]:
    """Every unit, by name."""
    return list(Unit.objects.filter(agency=agency).values_list("pk", "name"))


def units_of(agency: Agency, numbers: Iterable[str]) -> list[Unit]:
    """The units of these numbers."""
    return list(Unit.objects.filter(agency=agency, pk__in=list(numbers)))


def of_version(rows: AttestationQuerySet, version: PolicyVersion) -> AttestationQuerySet:
    """Of these readings, those of one version that were not ended, each with its person, unit and squad at hand."""
    return rows.filter(version=version).asked().select_related("staff__unit", "staff__squad")


def versions_to_ask(agency: Agency) -> list[PolicyVersion]:
    """Versions approved or in force, each with `asked`: whether a round of it has not ended."""
    running = AttestationRound.objects.filter(version=OuterRef("pk"), ended_on__isnull=True)
    rows = PolicyVersion.objects.filter(agency=agency, state__in=("approved", "effective"))
    return list(
        rows.select_related("policy")
        .annotate(asked=Exists(running), items=Count("questions"))
        .order_by("policy__number", "-number")
    )


def not_asked(row: AttestationRound) -> QuerySet[Staff]:
    """Those who have no reading of its version yet: whom the round is for, and whose signature this version ended."""
    there = Attestation.objects.filter(version=row.version_id, staff=OuterRef("pk"))
    ended = Exists(Attestation.objects.filter(voided_by=row.version_id, staff=OuterRef("pk")))
    asked = {
        Who.EVERYBODY: Q(),
        Who.SWORN: Q(sworn=True) | ended,
        Who.UNITS: Q(unit__in=row.units.values("pk")) | ended,
        Who.RANKS: Q(rank__in=row.ranks) | ended,
    }[Who(row.who)]
    return Staff.objects.working().filter(asked, ~Exists(there), agency=row.agency_id).order_by("pk")


def leaves(staff: Staff) -> list[Leave]:
    """When somebody is or was away, the latest first."""
    return list(staff.leaves.all())


def back_on(staff_ids: Iterable[int], day: date) -> dict[int, date | None]:
    """Of those who are away that day, when they are back, if it is known."""
    return dict(Leave.objects.on(day).filter(staff__in=list(staff_ids)).values_list("staff", "until"))


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """What waits for this person: every policy that they have not signed; and how many of their people are late."""
    found = [
        Waiting(
            title=row.version.policy.name(language()),
            address="attest_read",
            arguments=(row.pk,),
            next_step=_("Sign it") if row.passed_on else _("Read it, answer the questions, sign it"),
            due=row.due,
        )
        for row in access.own(actor, agency).open().select_related("version__policy").order_by("due", "pk")
    ]
    if actor.may(Permission.SEE_READING, agency):
        behind = access.readings(actor, agency).late().values("staff").distinct().count()
        if behind:
            many = ngettext(
                "%(count)s of your people has a policy to sign that is late",
                "%(count)s of your people have policies to sign that are late",
                behind,
            )
            title = many % {"count": behind}
            found.append(Waiting(title=title, address="reading", next_step=_("See who, and ask what holds them up")))
    return found


@dataclass(frozen=True, slots=True)
class Understood:
    """Of one person and one version: whether they said that they read it, and passed its questions."""

    read: bool
    understood: bool


def of_versions(agency: Agency, staff: Collection[int], versions: Collection[int]) -> dict[tuple[int, int], Understood]:
    """By person and version, those alone of whom something is on record and no newer version ended it. One query."""
    rows = Attestation.objects.filter(agency=agency, staff__in=list(staff), version__in=list(versions)).asked()
    found = rows.values_list("staff_id", "version_id", "attested_on", "passed_on")
    return {(who, which): Understood(bool(signed), bool(passed)) for who, which, signed, passed in found}
