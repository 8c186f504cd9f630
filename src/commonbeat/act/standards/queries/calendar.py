"""The calendar of a cycle: for staff what is due of a program, for everybody the days that are public."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.models import Assessment, Program, Proof
from commonbeat.act.standards.queries.assessments import of_program
from commonbeat.act.standards.queries.programs import clocks
from commonbeat.act.standards.rules.assessments import AssessmentKind
from commonbeat.act.standards.rules.mandates import RequirementState
from commonbeat.act.standards.rules.programs import after_months
from commonbeat.act.standards.rules.proofs import WANTED, ProofState, good_until
from commonbeat.ground.agency.models import Agency


@dataclass(frozen=True, slots=True)
class Due:
    """One day: what is due, the page where it stands, and a name that it keeps when its day or its words change."""

    key: str
    day: date
    what: str
    address: str
    arguments: tuple[Any, ...] = ()


def calendar(program: Program, first: date, last: date) -> list[Due]:
    """What of the cycle falls between two days, both included, in order. Five queries."""
    page = ("accreditation_program", (program.pk,))
    found = [
        *_cycle(program, last, *page),
        *_awards([program], *page),
        *(due for row in of_program(program) for due in _assessment(row, "assessment")),
        *_proofs(program),
    ]
    return _between(found, first, last)


def public_calendar(agency: Agency, first: date, last: date) -> list[Due]:
    """The days that anybody may know, between two days: of public programs and of the demands that are shown.

    Visits and days for comments, cycles, ends of accreditations, demands that are due. No mock assessment about which
    nobody is asked, no proof, no person. Five queries.
    """
    programs = list(Program.objects.filter(agency=agency).public().prefetch_related("awards"))
    rows = Assessment.objects.filter(agency=agency, edition__program__in=programs).select_related("edition__program")
    shown = [row for row in rows if row.kind != AssessmentKind.MOCK or row.comments_from]
    found = [
        *(due for program in programs for due in _cycle(program, last, "accreditation")),
        *_awards(programs, "accreditation"),
        *(due for row in shown for due in _assessment(row, "accreditation", own=False)),
        *_demands(agency),
    ]
    return _between(found, first, last)


def _between(found: Iterable[Due], first: date, last: date) -> list[Due]:
    return sorted((one for one in found if first <= one.day <= last), key=lambda one: (one.day, one.what, one.key))


def _cycle(program: Program, last: date, address: str, arguments: tuple[Any, ...] = ()) -> Iterator[Due]:
    day, turn = program.starts_on, 0
    while day <= last:
        turn += 1
        words = _("Cycle %(number)s of %(program)s begins") % {"number": turn, "program": program.name}
        yield Due(f"cycle-{program.pk}-{turn}", day, words, address, arguments)
        day = after_months(program.starts_on, program.months * turn)


def _awards(programs: Iterable[Program], address: str, arguments: tuple[Any, ...] = ()) -> Iterator[Due]:
    for program in programs:
        for row in program.awards.all():
            if row.ended_on is None:
                words = _("Last day of the accreditation by %(body)s") % {"body": program.body}
                yield Due(f"award-{row.pk}", row.valid_until, words, address, arguments)


def _assessment(row: Assessment, address: str, *, own: bool = True) -> Iterator[Due]:
    page = (address, (row.pk,) if own else ())
    yield Due(f"assessment-{row.pk}", row.starts_on, f"{row.get_kind_display()}: {row.assessor}", *page)
    if row.comments_from and row.comments_until:
        told = {"program": row.edition.program.name}
        words = _("First day for comments on %(program)s") % told
        yield Due(f"comments-{row.pk}-first", row.comments_from, words, *page)
        words = _("Last day for comments on %(program)s") % told
        yield Due(f"comments-{row.pk}-last", row.comments_until, words, *page)


def _proofs(program: Program) -> Iterator[Due]:
    days = clocks(program.agency, program.agency.day())["proof_days"]
    rows = Proof.objects.filter(agency=program.agency, standard__edition__program=program)
    for row in rows.in_state(*WANTED, ProofState.VERIFIED).select_related("standard", "asked"):
        told = {"number": row.standard.number, "who": row.asked.name}
        if row.state in WANTED:
            words = _("Proof for %(number)s is due from %(who)s") % told
            yield Due(f"proof-{row.pk}-due", row.due, words, "proof", (row.pk,))
        elif row.covers_to:
            until = good_until(row.covers_to, row.standard.proof_days or days)
            words = _("Last day on which the proof for %(number)s is good") % told
            yield Due(f"proof-{row.pk}-good", until, words, "proof", (row.pk,))


def _demands(agency: Agency) -> Iterator[Due]:
    for row in access.requirements(None, agency):
        if row.due and row.state not in (RequirementState.KEPT_UP, RequirementState.ENDED):
            words = _("%(demand)s is due (%(paper)s)") % {"demand": row.title, "paper": row.citation}
            yield Due(f"demand-{row.pk}", row.due, words, "compliance")
