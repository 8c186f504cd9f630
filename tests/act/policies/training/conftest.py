"""Training at Riverton: a coordinator, a sergeant with two officers, one course and one requirement."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from commonbeat.act.policies.actions import courses, requirements, sessions
from commonbeat.act.policies.actions.requirements import Terms
from commonbeat.act.policies.models import Attestation, AttestationRound, Policy, PolicyVersion
from commonbeat.act.policies.rules.training import Part
from commonbeat.ground.agency.models import Agency, Squad, Unit
from commonbeat.ground.people.models import Staff

LAW = "Riverton training order 3"


@pytest.fixture(autouse=True)
def today(monkeypatch) -> date:
    """A day in the middle of the year."""
    by_calendar, day = Agency.day, date(2027, 6, 16)
    monkeypatch.setattr(Agency, "day", lambda self, moment=None: by_calendar(self, moment) if moment else day)
    return day


@pytest.fixture
def coordinator(riverton, person):
    """Manages training."""
    return person("training", agency=riverton, name="Kay Ames")


@pytest.fixture
def sergeant(riverton, person):
    """Supervises two officers."""
    user = person("sergeant", agency=riverton, name="Marcus Bell")
    Staff.objects.create(agency=riverton, user=user, name="Marcus Bell", badge="S-1", rank="sergeant")
    return user


@pytest.fixture
def patrol(riverton):
    return Unit.objects.create(agency=riverton, name="Patrol")


@pytest.fixture
def ana(riverton, person, sergeant, patrol) -> Staff:
    """An officer with an account, below the sergeant."""
    user = person("officer", agency=riverton, name="Ana Lindqvist")
    return Staff.objects.create(
        agency=riverton,
        user=user,
        name="Ana Lindqvist",
        badge="214",
        email=user.email,
        supervisor=sergeant.staff.get(),
        unit=patrol,
        squad=Squad.objects.create(agency=riverton, unit=patrol, name="First"),
        hired=date(2020, 1, 6),
    )


@pytest.fixture
def owen(riverton, sergeant) -> Staff:
    """An officer without an account, below the sergeant."""
    return Staff.objects.create(
        agency=riverton, name="Owen Brandt", badge="0311", supervisor=sergeant.staff.get(), hired=date(2021, 3, 1)
    )


@pytest.fixture
def course(riverton, coordinator):
    """De-escalation, with practice."""
    return courses.add_course(
        actor=coordinator,
        agency=riverton,
        title="Slowing things down",
        code="DE-1",
        hours=Decimal(8),
        parts=[Part.LECTURE, Part.PRACTICE],
        effective_from=date(2026, 1, 1),
    )


@pytest.fixture
def ask(riverton, coordinator, course):
    """Write a requirement down: `ask(hours=8)`; another course or day by name."""

    def make(*, since=date(2026, 1, 1), citation=LAW, key="", ends=False, **terms):
        given = {"title": "Ongoing de-escalation", "who": "sworn", "recurrence": 12, "hours": Decimal(8)}
        given |= {"courses": [course], **terms}
        return requirements.set_requirement(
            actor=coordinator,
            agency=riverton,
            terms=Terms(**given),
            effective_from=since,
            citation=citation,
            key=key,
            ends=ends,
        )

    return make


@pytest.fixture
def completed(riverton, coordinator, course, today):
    """Record a completion: `completed(ana, ago=30)`."""

    def make(staff, *, ago=30, **more):
        given = {"course": course, "hours": Decimal(8), "practised": True, "signed_by": "K. Ames", **more}
        return sessions.complete(
            actor=coordinator, agency=staff.agency, staff=staff, day=today - timedelta(days=ago), **given
        )

    return make


@pytest.fixture
def session(coordinator, course, today):
    """One ten days ago, with two seats."""
    return sessions.plan_session(
        actor=coordinator,
        version=course.versions.get(),
        day=today - timedelta(days=10),
        place="Room 4",
        trainer="K. Ames",
        seats=2,
    )


@pytest.fixture
def force_policy(riverton):
    """A policy in force."""
    policy = Policy.objects.create(agency=riverton, number="300", slug="force", title="Use of force")
    return PolicyVersion.objects.create(
        agency=riverton, policy=policy, number=1, state="effective", text="Text.", effective_from=date(2026, 1, 1)
    )


@pytest.fixture
def signed(riverton):
    """A person is asked to sign a version, passed its questions, or signed it."""

    def make(staff, version, *, passed=False, done=False):
        asked, _made = AttestationRound.objects.get_or_create(
            agency=riverton, version=version, due=date(2027, 7, 1), opened_on=date(2027, 6, 1)
        )
        day = date(2027, 6, 2)
        return Attestation.objects.create(
            agency=riverton,
            version=version,
            staff=staff,
            round=asked,
            state="attested" if done else "passed" if passed else "assigned",
            assigned_on=date(2027, 6, 1),
            due=asked.due,
            passed_on=day if passed else None,
            attested_on=day if done else None,
        )

    return make


@pytest.fixture
def replaced(riverton):
    """A newer version takes the place of one."""

    def make(version, *, number=2):
        PolicyVersion.objects.filter(pk=version.pk).update(state="superseded", effective_until=date(2027, 6, 1))
        return PolicyVersion.objects.create(
            agency=riverton,
            policy=version.policy,
            number=number,
            state="effective",
            text="New.",
            effective_from=date(2027, 6, 1),
        )

    return make
