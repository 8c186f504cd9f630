"""Training that something above is tied to: a requirement by its key, a course by its code."""

from collections.abc import Iterable
from dataclasses import dataclass

from commonbeat.act.policies.models import Course, TrainingRequirement
from commonbeat.act.policies.queries.training import asked
from commonbeat.ground.agency.models import Agency

REQUIREMENT, COURSE = "requirement", "course"


@dataclass(frozen=True, slots=True)
class Tie:
    """A requirement or a course by the name that lasts, with its title today, its page, and whether it has ended."""

    name: str
    title: str
    address: str
    argument: str | int
    ended: bool = False


def offered(agency: Agency) -> list[Tie]:
    """What holds today, requirements first. Five queries."""
    return [
        *(_of_requirement(one.row) for one in asked(agency, agency.day())),
        *(_of_course(course) for course in Course.objects.held().filter(agency=agency)),
    ]


def named(agency: Agency, names: Iterable[str]) -> dict[str, Tie]:
    """By name, those of these that this agency has or had. Two queries, none without names."""
    wanted = [name.partition(":") for name in names if name]
    keys = [rest for kind, _colon, rest in wanted if kind == REQUIREMENT]
    codes = [rest for kind, _colon, rest in wanted if kind == COURSE]
    found: dict[str, Tie] = {}
    if keys:
        rows = TrainingRequirement.objects.filter(agency=agency, key__in=keys).begun(agency.day())
        for row in rows:
            found.setdefault(f"{REQUIREMENT}:{row.key}", _of_requirement(row))
    if codes:
        for course in Course.objects.filter(agency=agency, code__in=codes):
            found[f"{COURSE}:{course.code}"] = _of_course(course)
    return found


def _of_requirement(row: TrainingRequirement) -> Tie:
    return Tie(f"{REQUIREMENT}:{row.key}", row.title, "requirement_detail", row.key, row.ends)


def _of_course(row: Course) -> Tie:
    return Tie(f"{COURSE}:{row.code}", f"{row.title} ({row.code})", "course_detail", row.pk, row.ended_on is not None)
