"""Standards: a program, an edition, a standard, a proof, an assessment, a demand."""

from collections.abc import Callable
from datetime import date, timedelta

from commonbeat.act.standards.actions import assessments as accreditation_assessments
from commonbeat.act.standards.actions import awards as accreditation_awards
from commonbeat.act.standards.actions import comments as accreditation_comments
from commonbeat.act.standards.actions import mandates as accreditation_mandates
from commonbeat.act.standards.actions import programs as accreditation_programs
from commonbeat.act.standards.actions import proofs as accreditation_proofs
from commonbeat.act.standards.models import Program
from commonbeat.act.standards.rules.proofs import ProofKind
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System

DAY = date(2026, 6, 1)


def _program(agency):
    return accreditation_programs.begin_program(
        actor=System("sample"),
        agency=agency,
        name=f"State program {Program.objects.filter(agency=agency).count()}",
        body="the State Council",
        scope="all its work",
        months=36,
        starts_on=DAY,
    )


def _edition(agency):
    return accreditation_programs.begin_edition(
        actor=System("sample"), program=_program(agency), edition="2026", effective_from=DAY
    )


def _standard(agency):
    said = {
        "chapter": "1",
        "chapter_title": "Leading",
        "number": "1.1",
        "area": "leadership",
        "title": "Somebody answers",
        "text": "One person answers for each order.",
        "bullets": [],
        "exceeds_law": False,
        "citation": "",
    }
    return accreditation_programs.write_standard(actor=System("sample"), edition=_edition(agency), said=said)


def _tie(agency) -> dict[str, object]:
    row = accreditation_programs.link_standard(
        actor=System("sample"), standard=_standard(agency), kind="training", words="Hours on orders"
    )
    return {"pk": row.pk}


def _proof(agency):
    """Handed in as a file by somebody without an account."""
    asked = Staff.objects.get_or_create(agency=agency, name=f"Pru of {agency.place}", badge="PR-1")[0]
    row = accreditation_proofs.ask(
        actor=System("sample"),
        standard=_standard(agency),
        asked=asked,
        request="The list of orders",
        due=agency.day() + timedelta(days=9),
    )
    day = agency.day()
    evidence = accreditation_proofs.Evidence(
        kind=ProofKind.FILE, covers_from=day, covers_to=day, file_name="orders.txt", blocks=[b"orders"]
    )
    return accreditation_proofs.give(actor=asked.user or System("sample"), proof=row, evidence=evidence)


def _award(agency) -> dict[str, object]:
    row = accreditation_awards.give_award(
        actor=System("sample"),
        program=_program(agency),
        scope="all its work",
        given_on=DAY,
        valid_until=DAY + timedelta(days=1000),
    )
    return {"pk": row.pk}


def _assessment(agency):
    day = agency.day()
    return accreditation_assessments.plan(
        actor=System("sample"),
        edition=_standard(agency).edition,
        kind="mock",
        assessor="two neighbors",
        starts_on=day,
        contact="assess@state.example",
        comments_from=day,
        comments_until=day,
    )


def _mark(agency) -> dict[str, object]:
    row = _assessment(agency)
    return {"pk": row.pk, "mark": row.marks.get().pk}


def _comment(agency) -> dict[str, object]:
    row = accreditation_comments.take_comment(
        actor=System("sample"), assessment=_assessment(agency), words="They listen.", language="en"
    )
    return {"pk": row.pk}


def _requirement(agency) -> dict[str, object]:
    owner = Staff.objects.get_or_create(agency=agency, name=f"Dee of {agency.place}", badge="D-1")[0]
    row = accreditation_mandates.write(
        actor=System("sample"),
        agency=agency,
        source="decree",
        citation="Case 1",
        title="Ask people",
        demand="Ask people once a year.",
        owner=owner,
    )
    return {"pk": row.pk}


SAMPLES: dict[str, Callable] = {
    **dict.fromkeys(
        (
            "accreditation_calendar",
            "accreditation_calendar_file",
            "accreditation_program",
            "accreditation_program_change",
            "accreditation_show",
            "accreditation_status",
            "award_new",
            "edition_new",
        ),
        lambda agency: {"pk": _program(agency).pk},
    ),
    **dict.fromkeys(
        ("assessment_new", "edition", "gap_list", "standard_new", "standards_load"),
        lambda agency: {"pk": _edition(agency).pk},
    ),
    **dict.fromkeys(
        ("proof_ask", "standard", "standard_change", "standard_link", "standard_move"),
        lambda agency: {"pk": _standard(agency).pk},
    ),
    **dict.fromkeys(
        ("proof", "proof_file", "proof_give", "proof_reject", "proof_turn", "proof_verify"),
        lambda agency: {"pk": _proof(agency).pk},
    ),
    **dict.fromkeys(
        (
            "accreditation_comment",
            "assessment",
            "assessment_answer",
            "assessment_change",
            "assessment_close",
            "assessment_comments_file",
            "assessment_compare",
        ),
        lambda agency: {"pk": _assessment(agency).pk},
    ),
    **dict.fromkeys(
        (
            "mandate",
            "mandate_evidence",
            "mandate_finding",
            "mandate_keeper",
            "mandate_kept",
            "mandate_move",
            "mandate_reword",
            "mandate_show",
        ),
        _requirement,
    ),
    **dict.fromkeys(("assessment_comment_aside", "assessment_comment_read"), _comment),
    "assessment_mark": _mark,
    "award_end": _award,
    "standard_unlink": _tie,
}


def _becomes_asked(agency, somebody) -> None:
    """Somebody is who was asked for that proof."""
    Staff.objects.filter(agency=agency, badge="PR-1").update(user=somebody)


def _becomes_keeper(agency, somebody) -> None:
    """Somebody is who keeps that demand."""
    Staff.objects.filter(agency=agency, badge="D-1").update(user=somebody)


THEIR_OWN: dict[str, Callable] = {
    "proof_give": _becomes_asked,
    **dict.fromkeys(("mandate_evidence", "mandate_kept", "mandate_move"), _becomes_keeper),
}
