"""A policy of Riverton with two versions, a chief, a sergeant with officers, and somebody without an account."""

from datetime import date, timedelta

import pytest

from commonbeat.act.policies import actions
from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.policies.rules.attestations import Answer
from commonbeat.ground.people.models import Staff

SAID = "A partner would not stop; I pulled him away."
TEXT = "# 4 Force\nUse the least force that is safe.\n\n## 4.2 Stepping in\nStep in when somebody uses too much force."


@pytest.fixture
def employ(riverton, person):
    """Somebody on the staff, with an account unless `roles` is empty."""

    def make(name: str, *roles: str, agency=riverton, **more) -> Staff:
        user = person(*roles, agency=agency, name=name) if roles else None
        count = Staff.objects.filter(agency=agency).count()
        mail = user.email if user else ""
        return Staff.objects.create(agency=agency, user=user, name=name, badge=f"B-{count}", email=mail, **more)

    return make


@pytest.fixture
def commander(employ):
    return employ("Helen Strand", "commander", rank="commander")


@pytest.fixture
def writer(commander):
    """The commander writes policies too."""
    return commander.user


@pytest.fixture
def sergeant(employ, commander):
    return employ("Marcus Bell", "sergeant", rank="sergeant", supervisor=commander)


@pytest.fixture
def officer(employ, sergeant):
    return employ("Ana Lindqvist", "officer", supervisor=sergeant)


@pytest.fixture
def write_policy(riverton):
    """A policy with one version, in force since January unless told otherwise."""

    def write(*, number="300", agency=riverton, state="effective", version=1, policy=None, since=date(2027, 1, 1)):
        policy = policy or Policy.objects.create(agency=agency, number=number, slug=f"p-{number}", title="Use of force")
        return PolicyVersion.objects.create(
            agency=agency, policy=policy, number=version, state=state, text=TEXT, effective_from=since
        )

    return write


@pytest.fixture
def version(write_policy):
    return write_policy()


@pytest.fixture
def ask(chief, today):
    """A question on a version whose second answer is right."""

    def make(version, right=(1,)):
        return actions.add_question(
            actor=chief,
            version=version,
            question="A partner uses too much force. What do you do?",
            answers=[Answer(text, "", place in right) for place, text in enumerate(("Look on", "Step in", "Leave"))],
            why="Whoever can stop it must.",
            section="4.2",
        )

    return make


@pytest.fixture
def hand_out(chief):
    """Open a round of a version, due in some days, and hand it out."""

    def make(version, *, due=14, **more):
        row = actions.open_round(actor=chief, version=version, due=version.agency.day() + timedelta(days=due), **more)
        actions.assign(row=row)
        return row

    return make


@pytest.fixture
def sign_all(today):
    """A person reads, answers and signs what they were handed."""

    def sign(reading):
        user = reading.staff.user
        actions.open_reading(actor=user, reading=reading)
        actions.answer(
            actor=user, reading=reading, chosen={one.pk: one.right for one in reading.version.questions.all()}
        )
        return actions.attest(actor=user, reading=reading, name=reading.staff.name)

    return sign


@pytest.fixture
def supersede():
    """Put the next version in force from a day on, as the life-cycle of policies does."""

    def take_over(old: PolicyVersion, day: date) -> PolicyVersion:
        PolicyVersion.objects.filter(pk=old.pk).update(state="superseded", effective_until=day)
        return PolicyVersion.objects.create(
            agency=old.agency,
            policy=old.policy,
            number=old.number + 1,
            state="effective",
            text=TEXT,
            effective_from=day,
        )

    return take_over


@pytest.fixture
def internal(riverton, person):
    return person("internal_affairs", agency=riverton, name="Iris Amado")


@pytest.fixture
def reviewer(riverton, person):
    return person("independent_reviewer", agency=riverton, name="Samuel Yang")


@pytest.fixture
def tell(riverton, officer, internal, reviewer, today):
    """The officer reports, the day before: `tell(route="independent", named=[...])` returns the report and its key."""

    def make(*, route="internal_affairs", agency=riverton, actor=None, **more):
        told = {"happened_on": today - timedelta(days=1), "on": today - timedelta(days=1), "words": SAID, **more}
        return actions.report_intervention(actor=actor or officer.user, agency=agency, route=route, **told)

    return make
