"""Training: a course, a requirement, a seat, a completion, a first meeting."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from commonbeat.act.policies.actions import courses, meetings, requirements, sessions
from commonbeat.act.policies.models import Course, SignUp
from commonbeat.act.policies.rules.training import Part
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System

DAY = date(2026, 6, 1)


def _trained(agency, day=DAY) -> tuple[Staff, Course]:
    """An officer below a supervisor, and a course with its first version."""
    over, _made = Staff.objects.get_or_create(agency=agency, badge="TS-1", defaults={"name": "Sample Sergeant"})
    staff, _made = Staff.objects.get_or_create(
        agency=agency, badge="TO-1", defaults={"name": "Sample Officer", "supervisor": over}
    )
    course = courses.add_course(
        actor=System("sample"),
        agency=agency,
        title="Slowing things down",
        code=f"DE-{Course.objects.filter(agency=agency).count()}",
        hours=Decimal(8),
        parts=[Part.LECTURE, Part.PRACTICE],
        effective_from=day,
    )
    return staff, course


def _course(agency) -> dict[str, object]:
    return {"pk": _trained(agency)[1].pk}


def _requirement(agency) -> dict[str, object]:
    terms = requirements.Terms(title="De-escalation", recurrence=12, hours=Decimal(8), courses=[_trained(agency)[1]])
    row = requirements.set_requirement(
        actor=System("sample"), agency=agency, terms=terms, effective_from=DAY, citation="Order 3"
    )
    return {"key": row.key}


def _seat(agency) -> SignUp:
    """A seat of that officer at a session of that course."""
    staff, course = _trained(agency)
    row = sessions.plan_session(
        actor=System("sample"), version=course.versions.get(), day=DAY, place="Room 4", trainer="K. Ames"
    )
    return sessions.sign_up(actor=System("sample"), session=row, staff=staff)


def _completion(agency) -> dict[str, object]:
    staff, course = _trained(agency)
    given = {"actor": System("sample"), "agency": agency, "staff": staff, "course": course}
    return {"pk": sessions.complete(day=DAY, hours=Decimal(8), signed_by="K. Ames", **given).pk}


def _meeting(agency) -> dict[str, object]:
    staff = _trained(agency)[0]
    row = meetings.log_meeting(actor=System("sample"), staff=staff, day=DAY, partner="Food shelf", learned="Hours.")
    return {"pk": row.pk}


SAMPLES: dict[str, Callable] = {
    **dict.fromkeys(("course_detail", "course_version_new", "course_end"), _course),
    **dict.fromkeys(("requirement_detail", "requirement_change"), _requirement),
    **dict.fromkeys(("training_coverage", "training_coverage_pass_on"), _requirement),
    **dict.fromkeys(
        ("training_session", "training_sign_up", "training_complete", "training_measure"),
        lambda agency: {"pk": _seat(agency).session_id},
    ),
    "training_take_off": lambda agency: {"pk": _seat(agency).pk},
    "completion_correct": _completion,
    "training_person": lambda agency: {"pk": _trained(agency)[0].pk},
    "meeting_sign": _meeting,
}


def _becomes_supervisor(agency, somebody) -> None:
    """Somebody is on the staff, above the sample officer where there is one."""
    over, _made = Staff.objects.get_or_create(agency=agency, badge="TS-1", defaults={"name": "Sample Sergeant"})
    Staff.objects.filter(pk=over.pk).update(user=somebody)


THEIR_OWN: dict[str, Callable] = dict.fromkeys(
    ("meeting_new", "meeting_sign", "training_person", "training_transcript"), _becomes_supervisor
)
