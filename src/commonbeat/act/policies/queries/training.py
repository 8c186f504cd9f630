"""Where people stand with what is asked of them, requirement by requirement, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commonbeat.act.policies.models import Completion, TrainingRequirement
from commonbeat.act.policies.rules.coverage import Covered, apart, covered, merged
from commonbeat.act.policies.rules.standing import Done, Grace, Need, Standing, standing
from commonbeat.act.policies.rules.training import Audience, Person, applies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.people.models import Staff
from commonbeat.ground.people.queries import shifts

MANY = 500
"""From so many people on, an agency's completions are read whole rather than by a list of people."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement as it holds today: its row, the row before it, whom it is for, which courses count."""

    row: TrainingRequirement
    before: Need | None
    audience: Audience
    courses: frozenset[int]
    versions: frozenset[int]

    @property
    def key(self) -> str:
        """Its name in addresses and lists."""
        return self.row.key


Standings = Mapping[tuple[int, str], Standing]
"""By person and requirement; a requirement that is not for somebody is not there."""


def grace(agency: Agency, day: date) -> Grace:
    """How many days people have, by the agency's dated setting. One query."""
    found = setting(agency, SettingKey.TRAINING, day)
    return Grace(hired=found["grace_days"], changed=found["change_days"], soon=found["due_soon_days"])


def asked(agency: Agency, day: date) -> list[Asked]:
    """Every requirement in force on that day, by title. Four queries."""
    rows = TrainingRequirement.objects.filter(agency=agency).begun(day)
    by_key: dict[str, list[TrainingRequirement]] = {}
    for row in rows.prefetch_related("units", "courses", "versions"):
        by_key.setdefault(row.key, []).append(row)
    return sorted((_asked(rows) for rows in by_key.values() if not rows[0].ends), key=lambda one: one.row.title)


def _asked(rows: Sequence[TrainingRequirement]) -> Asked:
    now, *earlier = rows
    before = earlier[0].need if earlier and not earlier[0].ends else None
    return Asked(
        row=now,
        before=before,
        audience=now.audience(frozenset(unit.pk for unit in now.units.all())),
        courses=frozenset(course.pk for course in now.courses.all()),
        versions=frozenset(version.pk for version in now.versions.all()),
    )


def one_asked(agency: Agency, day: date, key: str) -> Asked | None:
    """One requirement in force by its key."""
    return next((one for one in asked(agency, day) if one.key == key), None)


def done_by(agency: Agency, staff: Sequence[Staff], courses: Iterable[int]) -> dict[int, dict[int, list[Done]]]:
    """What counts of whom, person by person and course by course. One query."""
    rows = Completion.objects.counted().filter(agency=agency, course__in=set(courses))
    if len(staff) < MANY:
        rows = rows.filter(staff__in=[one.pk for one in staff])
    found: dict[int, dict[int, list[Done]]] = {}
    for who, course, day, hours, practised in rows.order_by().values_list(
        "staff_id", "course_id", "day", "hours", "practised"
    ):
        done = Done(day=day, hours=float(hours), practised=practised)
        found.setdefault(who, {}).setdefault(course, []).append(done)
    return found


def standings(agency: Agency, staff: Sequence[Staff], wanted: Sequence[Asked], day: date) -> Standings:
    """Where each of these people stands with each of these requirements that is for them. Two queries."""
    days = grace(agency, day)
    done = done_by(agency, staff, {course for one in wanted for course in one.courses})
    found = {}
    for who in staff:
        person = Person(sworn=who.sworn, rank=who.rank, unit=who.unit_id, hired=who.hired)
        mine = done.get(who.pk, {})
        for one in wanted:
            if applies(one.audience, person, day):
                counted = [each for course in one.courses for each in mine.get(course, ())]
                found[who.pk, one.key] = standing(
                    one.row.need, counted, day, grace=days, hired=who.hired, before=one.before
                )
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """A unit, squad or shift ("": of those in none; None: of groups put together), and how far it is."""

    name: str | None
    covered: Covered


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one requirement has come: in all, by unit, by squad and by shift."""

    all: Covered
    units: Sequence[Group]
    squads: Sequence[Group]
    shifts: Sequence[Group]


def coverage(agency: Agency, staff: Iterable[Staff], one: Asked, day: date) -> Coverage:
    """Of these people those whom it is for; four queries. `staff` needs unit and squad at hand.

    No group is hidden: whoever is given these people may open each of them by name, so hiding would hide nothing.
    """
    people = list(staff)
    found = standings(agency, people, [one], day)
    on = shifts(agency, day)
    by_unit: dict[str, list[Standing]] = {}
    by_squad: dict[str, list[Standing]] = {}
    by_shift: dict[str, list[Standing]] = {}
    for who in people:
        if (where := found.get((who.pk, one.key))) is not None:
            by_unit.setdefault(who.unit.name if who.unit else "", []).append(where)
            squad = f"{who.squad.name}, {who.unit.name}" if who.squad and who.unit else ""
            by_squad.setdefault(squad, []).append(where)
            by_shift.setdefault(on.get(who.pk, ""), []).append(where)
    return Coverage(covered(found.values()), *(_groups(apart(rows)) for rows in (by_unit, by_squad, by_shift)))


def _groups(found: Iterable[tuple[str | None, Covered]]) -> list[Group]:
    return [Group(*one) for one in found]


@dataclass(frozen=True, slots=True)
class PassedOn:
    """How far a requirement has come for readers who may open nobody by name: in all and by unit, nothing finer."""

    all: Covered
    units: Sequence[Group]
    least: int


def to_pass_on(agency: Agency, staff: Iterable[Staff], one: Asked, day: date) -> PassedOn:
    """Everybody is in one row of enough people. One breakdown alone: two that cross could be subtracted. Four queries.

    `staff` is everybody who works here, the same for every reader, or two readers' pages could be subtracted.
    """
    people = list(staff)
    found = standings(agency, people, [one], day)
    least = setting(agency, SettingKey.THRESHOLDS, day)["people"]
    units: dict[str, list[Standing]] = {}
    for who in people:
        if (where := found.get((who.pk, one.key))) is not None:
            units.setdefault(who.unit.name if who.unit else "", []).append(where)
    return PassedOn(covered(found.values(), least), _groups(merged(units, least)), least)
