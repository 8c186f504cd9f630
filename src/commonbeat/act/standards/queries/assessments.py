"""Reads of assessments: marks, what two of them say beside each other, comments, and the calendar of a cycle."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.act.standards.models import Assessment, AssessmentMark, Program, Proof, PublicComment
from commonbeat.act.standards.queries.programs import clocks
from commonbeat.act.standards.rules import assessments as rules
from commonbeat.act.standards.rules.programs import after_months
from commonbeat.act.standards.rules.proofs import WANTED, ProofState, good_until
from commonbeat.ground.agency.models import Agency


@dataclass(frozen=True, slots=True)
class Due:
    """One day of the cycle: what is due, and the page where it stands."""

    day: date
    what: str
    address: str
    arguments: tuple[Any, ...]


def marks(assessment: Assessment) -> list[AssessmentMark]:
    """Every mark in order. One query."""
    return list(assessment.marks.all())


def by_number(assessment: Assessment) -> dict[str, str]:
    """Number of each standard to its mark. One query."""
    return dict(assessment.marks.values_list("number", "mark"))


def mark_of(assessment: Assessment, pk: int) -> AssessmentMark | None:
    """One mark of an assessment."""
    return assessment.marks.select_related("standard").filter(pk=pk).first()


def others(assessment: Assessment) -> list[Assessment]:
    """The other assessments of the same program, with which this one can be compared."""
    rows = Assessment.objects.filter(agency=assessment.agency, edition__program=assessment.edition.program_id)
    return list(rows.exclude(pk=assessment.pk).select_related("edition"))


def other(assessment: Assessment, number: str) -> Assessment | None:
    """One of them by number; the latest mock assessment where none is named."""
    rows = others(assessment)
    named = next((row for row in rows if str(row.pk) == number), None)
    return named or next((row for row in rows if row.kind == rules.AssessmentKind.MOCK), rows[0] if rows else None)


def comments(assessment: Assessment) -> list[PublicComment]:
    """What people said, newest first."""
    return list(assessment.comments.all())


def comments_of_the_hour(agency: Agency) -> int:
    """How many comments came in the last hour, on whichever assessment."""
    since = timezone.now() - timedelta(hours=1)
    return PublicComment.objects.filter(agency=agency, received_at__gt=since).count()


def of_program(program: Program) -> list[Assessment]:
    """Every assessment of a program, the latest first."""
    rows = Assessment.objects.filter(agency=program.agency, edition__program=program)
    return list(rows.select_related("edition"))


def calendar(program: Program, first: date, last: date) -> list[Due]:
    """What of the cycle falls between two days, both included, in order. Five queries."""
    found = [*_cycle(program, last), *_awards(program), *_assessments(program), *_proofs(program)]
    return sorted((one for one in found if first <= one.day <= last), key=lambda one: (one.day, one.what))


def _cycle(program: Program, last: date) -> Iterator[Due]:
    day, turn = program.starts_on, 0
    while day <= last:
        turn += 1
        words = _("Cycle %(number)s of %(program)s begins") % {"number": turn, "program": program.name}
        yield Due(day, words, "accreditation_program", (program.pk,))
        day = after_months(program.starts_on, program.months * turn)


def _awards(program: Program) -> Iterator[Due]:
    for row in program.awards.filter(ended_on__isnull=True):
        words = _("Accreditation by %(body)s ends") % {"body": program.body}
        yield Due(row.valid_until, words, "accreditation_program", (program.pk,))


def _assessments(program: Program) -> Iterator[Due]:
    for row in of_program(program):
        yield Due(row.starts_on, f"{row.get_kind_display()}: {row.assessor}", "assessment", (row.pk,))
        if row.comments_from and row.comments_until:
            yield Due(row.comments_from, _("People may comment from today"), "assessment", (row.pk,))
            yield Due(row.comments_until, _("Last day for comments"), "assessment", (row.pk,))


def _proofs(program: Program) -> Iterator[Due]:
    days = clocks(program.agency, program.agency.day())["proof_days"]
    rows = Proof.objects.filter(agency=program.agency, standard__edition__program=program)
    for row in rows.in_state(*WANTED, ProofState.VERIFIED).select_related("standard", "asked"):
        told = {"number": row.standard.number, "who": row.asked.name}
        if row.state in WANTED:
            yield Due(row.due, _("Proof for %(number)s is due from %(who)s") % told, "proof", (row.pk,))
        elif row.covers_to:
            until = good_until(row.covers_to, row.standard.proof_days or days)
            yield Due(until, _("Last day on which the proof for %(number)s is good") % told, "proof", (row.pk,))
