"""Made-up training: courses, requirements, sessions and who completed what, on days counted back from today."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from commonbeat.act.policies.actions import courses, meetings, requirements, sessions
from commonbeat.act.policies.actions.requirements import Terms
from commonbeat.act.policies.models import Course, CurriculumTopic, FirstMeeting, PolicyVersion, TrainingRequirement
from commonbeat.act.policies.rules.training import Measure, Part, Purpose, Who
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.actions import staff
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor

SEED = 409
ORDER = "Prairie Falls training order 7 (made up)"
ACT = "Prairie Crisis Response Act (made up)"
TRAINER = "K. Ames"
LECTURE, PRACTICE, CHECK = Part.LECTURE, Part.PRACTICE, Part.SKILL_CHECK

COURSES: dict[str, tuple[str, int, tuple[Part, ...], tuple[tuple[str, Part], ...]]] = {
    "DE-1": (
        "Slowing things down",
        8,
        (LECTURE, PRACTICE, CHECK),
        (
            ("alternatives-to-force", LECTURE),
            ("alternatives-to-force", PRACTICE),
            ("time-distance-cover", PRACTICE),
            ("less-lethal", LECTURE),
        ),
    ),
    "MH-1": (
        "Meeting people in crisis",
        8,
        (LECTURE, PRACTICE),
        (("behavioral-health", LECTURE), ("behavioral-health", PRACTICE), ("talking-down", PRACTICE)),
    ),
    "FI-1": ("Seeing who is there", 3, (LECTURE, PRACTICE), ()),
    "RS-1": ("Getting to know a neighborhood", 4, (LECTURE, PRACTICE), ()),
}
"""Code to title, hours, parts, and topics covered; the duty to step in is a gap on purpose."""

POLICIES = {"de-escalation": ("300", "301"), "mental-health": ()}
"""Which policies of the demonstration a requirement trains for, by number."""

HELD: tuple[tuple[str, int, float], ...] = (
    ("DE-1", 60, 0.7),
    ("DE-1", 330, 0.3),
    ("MH-1", 45, 0.6),
    ("FI-1", 120, 1),
    ("FI-1", 80, 1),
    ("RS-1", 100, 0.7),
)
"""Sessions that were held: which course, how many days ago, and how many of the sworn took part."""

PLACES = (
    ("Patrol", "First squad", "Days"),
    ("Patrol", "Second squad", "Evenings"),
    ("Patrol", "Third squad", "Nights"),
    ("Community team", "", "Days"),
)
"""Unit, squad and shift, one after the other."""

CRISIS = ("WELFARE CHECK", "MENTAL HEALTH CRISIS", "SUICIDE THREAT")
MEETINGS = (
    ("Franklin Avenue food shelf (made up)", "They open on Tuesdays and would like us to come without a reason.", 30),
    ("Longfellow youth soccer (made up)", "Coaches know who has nowhere to go after school.", 12),
)


@transaction.atomic
def prepare(actor: Actor, agency: Agency, say: Callable[[str], object]) -> None:
    """All of it through the same actions as real training; nothing where it is there already."""
    if Course.objects.filter(agency=agency).exists():
        return
    today = agency.day()
    requirements.start_training(
        actor=actor, agency=agency, citation=ORDER, law_from=today - timedelta(days=200), law_citation=ACT
    )
    _places(actor, agency)
    made = _courses(actor, agency)
    _requirements(actor, agency, made)
    _sessions(actor, agency, made)
    requirements.set_crisis_calls(
        actor=actor, agency=agency, call_types=CRISIS, effective_from=today - timedelta(days=300), citation=ORDER
    )
    _meetings(actor, agency)


def _places(actor: Actor, agency: Agency) -> None:
    """Unit, squad and shift of everybody who has none yet."""
    for number, who in enumerate(Staff.objects.working().filter(agency=agency, unit__isnull=True).order_by("badge")):
        unit, squad, shift = PLACES[number % len(PLACES)]
        facts = replace(staff.facts_of(who), unit=unit, squad=squad, shift=shift)
        staff.change_staff(actor=actor, staff=who, facts=facts, reason="Made up for the demonstration.")


def _courses(actor: Actor, agency: Agency) -> dict[str, Course]:
    topics = {topic.key: topic for topic in CurriculumTopic.objects.filter(agency=agency)}
    return {
        code: courses.add_course(
            actor=actor,
            agency=agency,
            title=title,
            code=code,
            hours=Decimal(hours),
            parts=parts,
            content="A made-up course of the demonstration.",
            covers=[(topics[key], part) for key, part in covers],
            effective_from=agency.day() - timedelta(days=400),
        )
        for code, (title, hours, parts, covers) in COURSES.items()
    }


def _requirements(actor: Actor, agency: Agency, made: dict[str, Course]) -> None:
    """Our two, with the courses that count; one on bias, one on community policing."""
    versions = PolicyVersion.objects.in_force(agency.day()).filter(agency=agency)
    for key, code in (("de-escalation", "DE-1"), ("mental-health", "MH-1")):
        row = TrainingRequirement.objects.get(agency=agency, key=key)
        row.courses.set([made[code]])
        row.versions.set(versions.filter(policy__number__in=POLICIES[key]))
    since = agency.day() - timedelta(days=300)
    bias = Terms(
        title="Seeing people fairly",
        purpose=Purpose.BIAS,
        who=Who.SWORN,
        recurrence=36,
        hours=Decimal(6),
        practice=True,
        sessions=2,
        days_apart=14,
        measure=True,
        courses=[made["FI-1"]],
    )
    community = Terms(
        title="Community policing",
        purpose=Purpose.COMMUNITY,
        who=Who.SWORN,
        recurrence=24,
        hours=Decimal(4),
        courses=[made["RS-1"]],
    )
    for terms in (bias, community):
        requirements.set_requirement(actor=actor, agency=agency, terms=terms, effective_from=since, citation=ORDER)


def _sessions(actor: Actor, agency: Agency, made: dict[str, Course]) -> None:
    """What was held, with scores of the group for the course on bias; and one session to come."""
    rng = random.Random(SEED)  # noqa: S311 - made-up data
    officers = list(Staff.objects.working().filter(agency=agency, sworn=True).order_by("badge"))
    today = agency.day()
    for code, ago, part in HELD:
        version = made[code].versions.get()
        row = sessions.plan_session(
            actor=actor,
            version=version,
            day=today - timedelta(days=ago),
            place="Training room",
            trainer=TRAINER,
            seats=20,
        )
        took = [(who, rng.random() < 0.9) for who in officers if rng.random() < part] or [(officers[0], True)]
        for who, _practised in took:
            sessions.sign_up(actor=actor, session=row, staff=who)
        sessions.complete_session(actor=actor, session=row, who=took, hours=version.hours, signed_by=TRAINER)
        if code == "FI-1":
            scored = range(len(took) - 1)
            pairs = [(before := rng.randint(4, 7), min(before + rng.randint(0, 3), 10)) for _each in scored]
            given = {"kind": Measure.KNOWLEDGE, "best": 10, "pairs": pairs}
            sessions.measure_pairs(actor=actor, session=row, **given)  # type: ignore[arg-type]
    coming = sessions.plan_session(
        actor=actor,
        version=made["MH-1"].versions.get(),
        day=today + timedelta(days=21),
        place="Training room",
        trainer=TRAINER,
        seats=12,
    )
    for who in officers[-3:]:
        sessions.sign_up(actor=actor, session=coming, staff=who)


def _meetings(actor: Actor, agency: Agency) -> None:
    """First meetings of an officer, one of them signed."""
    if FirstMeeting.objects.filter(agency=agency).exists():
        return
    officer = Staff.objects.working().filter(agency=agency, supervisor__isnull=False, user__isnull=False).last()
    if officer is None or officer.supervisor is None:
        return
    for place, (partner, learned, ago) in enumerate(MEETINGS):
        row = meetings.log_meeting(
            actor=actor,
            staff=officer,
            day=agency.day() - timedelta(days=ago),
            partner=partner,
            learned=learned,
            next_step="Come back with a colleague.",
        )
        if not place:
            meetings.sign_meeting(actor=actor, meeting=row, coach=officer.supervisor, words="Good questions.")
