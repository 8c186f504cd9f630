"""What a file of completed courses means: whose badge, which course, on which day, for how long."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models import Completion, Course
from commonbeat.ground.agency.imports import ImportKind, TogetherLoader
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.rules import folded
from commonbeat.ground.roles import Permission, System
from commonbeat.kit.tabular.fields import Field, FieldType, RowKind
from commonbeat.kit.tabular.problems import Refused
from commonbeat.kit.tabular.reading import Row

YES, NO = "yes", "no"
COMPLETIONS = RowKind(
    key="completions",
    label=_("Completed courses"),
    explanation=_(
        "One row for each person, course and day. People are found by their badge, courses by code or title."
    ),
    fields=(
        Field(
            key="badge",
            label=_("Badge or employee number"),
            required=True,
            longest=40,
            example="214",
            synonyms=("badge number", "employee id", "employee number", "employee", "placa"),
        ),
        Field(
            key="course",
            label=_("Course"),
            required=True,
            longest=150,
            example="DE-1",
            synonyms=("course code", "course id", "course title", "class", "curso"),
        ),
        Field(
            key="day",
            label=_("Day"),
            type=FieldType.DATE,
            required=True,
            example="2026-03-14",
            synonyms=("date", "completed", "completed on", "completion date", "fecha"),
        ),
        Field(
            key="hours",
            label=_("Hours"),
            type=FieldType.NUMBER,
            required=True,
            least=0.25,
            most=24,
            example="8",
            synonyms=("credit hours", "duration", "length", "horas"),
        ),
        Field(
            key="practised",
            label=_("Practiced in a scenario"),
            type=FieldType.CHOICE,
            choices={YES: _("yes"), NO: _("no")},
            words={"y": YES, "n": NO, "true": YES, "false": NO, "1": YES, "0": NO, "si": YES},
            synonyms=("practiced", "practised", "scenario", "practical", "practica"),
        ),
        Field(
            key="signed_by",
            label=_("Signed off by"),
            longest=150,
            example="K. Ames",
            synonyms=("trainer", "instructor", "sign off", "signed by", "instructor name"),
        ),
    ),
    natural_key=("badge", "course", "day"),
    reasons={
        "no_badge": (
            _("Nobody on the staff has this badge."),
            _("Add the person to the staff, or correct the badge. Then check this file again."),
        ),
        "no_course": (
            _("No course has this code or title."),
            _("Add the course, or write its code. Then check this file again."),
        ),
        "again": (
            _("An earlier row of this file has this person, course and day, perhaps by the other name of the course."),
            _("Keep one of the two rows. Then check this file again."),
        ),
        "before_hiring": (
            _("This day lies before the person was hired."),
            _("Correct the day, or the day of hiring on the page of this person."),
        ),
    },
)


class Facts(NamedTuple):
    """A row of the file as it is kept."""

    staff: int
    course: int
    day: date
    hours: Decimal
    practised: bool
    signed_by: str


class CompletionLoader(TogetherLoader):
    """Loads completed courses whole; an entry that is there with other values is corrected, its old values kept."""

    @cached_property
    def staff(self) -> dict[str, tuple[int, date | None]]:
        """Who wears which badge, past staff too, and since when they are here."""
        rows = Staff.objects.filter(agency=self.agency).values_list("badge", "pk", "hired")
        return {badge: (pk, hired) for badge, pk, hired in rows}

    @cached_property
    def seen(self) -> set[tuple[int, int, date]]:
        """The keys of this file so far: a course may be named by its code in one row and by its title in another."""
        return set()

    @cached_property
    def courses(self) -> dict[str, int]:
        """Courses by title and by code, however spelled; a code comes first."""
        rows = list(Course.objects.filter(agency=self.agency).values_list("title", "code", "pk"))
        return {folded(title): pk for title, _code, pk in rows} | {folded(code): pk for _title, code, pk in rows}

    @cached_property
    def there(self) -> dict[tuple[int, int, date], Completion]:
        """What is on record, by its key."""
        rows = Completion.objects.live().filter(agency=self.agency)
        return {(row.staff_id, row.course_id, row.day): row for row in rows}

    def read(self, values: list[Any]) -> Facts:
        """The row as it would be kept; what it does not say stays as on record. Raises Refused with the column."""
        badge, course, day, hours, practised, signed_by = values
        if badge not in self.staff:
            raise Refused("no_badge", column="badge")
        if folded(course) not in self.courses:
            raise Refused("no_course", column="course")
        staff, hired = self.staff[badge]
        if hired is not None and day < hired:
            raise Refused("before_hiring", column="day")
        key = (staff, self.courses[folded(course)], day)
        row = self.there.get(key)
        return Facts(
            *key,
            Decimal(str(round(hours, 2))),
            practised == YES if practised else bool(row and row.practised),
            signed_by or (row.signed_by if row else ""),
        )

    def fate(self, values: list[Any]) -> str:
        """Whether it is new, the same, or differs from what is on record."""
        facts = self.read(values)
        key = (facts.staff, facts.course, facts.day)
        if key in self.seen:
            raise Refused("again", column="course")
        self.seen.add(key)
        row = self.there.get(key)
        if row is None:
            return "new"
        return "changed" if _differing(row, facts) else "same"

    def write(self, new: Sequence[Row], changed: Sequence[Row]) -> None:
        """All of them, in the last transaction."""
        Completion.objects.bulk_create(
            (
                Completion(
                    agency=self.agency,
                    batch=self.batch,
                    synthetic=self.agency.demo,
                    staff_id=facts.staff,
                    course_id=facts.course,
                    day=facts.day,
                    hours=facts.hours,
                    practised=facts.practised,
                    signed_by=facts.signed_by,
                )
                for facts in (self.read(values) for _line, values, _cells in new)
            ),
            batch_size=500,
        )
        changes = {}
        for _line, values, _cells in changed:
            facts = self.read(values)
            row = self.there[facts.staff, facts.course, facts.day]
            changes[row.pk] = _differing(row, facts)
            Completion.objects.filter(pk=row.pk).update(
                hours=facts.hours, practised=facts.practised, signed_by=facts.signed_by
            )
        audit.correct_many(agency=self.agency, model=Completion, changes=changes, reason=f"{self.batch.file_name}")
        details = {"people": len(new) + len(changed)}
        audit.record(
            agency=self.agency,
            actor=System(self.batch.decided_by or "import"),
            verb="policies.load_completions",
            subject=self.batch,
            details=details,
        )


def _differing(row: Completion, facts: Facts) -> dict[str, tuple[Any, Any]]:
    """Field to (old, new) as JSON, where they differ."""
    pairs = {
        "hours": (str(row.hours), str(facts.hours.quantize(Decimal("0.01")))),
        "practised": (row.practised, facts.practised),
        "signed_by": (row.signed_by, facts.signed_by),
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


KINDS = (
    ImportKind(rows=COMPLETIONS, loader=CompletionLoader, permission=Permission.MANAGE_TRAINING, after="course_list"),
)
