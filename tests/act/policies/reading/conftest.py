"""A policy of Riverton with two versions, a chief, a sergeant with officers, and somebody without an account."""

from datetime import date, timedelta

import pytest

from commonbeat.act.policies import actions
from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.policies.rules.attestations import Answer
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff

TEXT = "4 Force\n\nUse the least force that is safe.\n\n4.2 Stepping in\n\nStep in when somebody uses too much force."


@pytest.fixture(autouse=True)
def today(monkeypatch) -> date:
    """A Wednesday in the middle of the year; a test moves it on by `move_on(days)`."""
    by_calendar = Agency.day
    monkeypatch.setattr(Agency, "TODAY", date(2027, 6, 16), raising=False)
    monkeypatch.setattr(Agency, "day", lambda self, moment=None: by_calendar(self, moment) if moment else Agency.TODAY)
    return Agency.TODAY


@pytest.fixture
def move_on(monkeypatch):
    """So many days pass."""

    def days(count: int) -> date:
        monkeypatch.setattr(Agency, "TODAY", Agency.TODAY + timedelta(days=count))
        return Agency.TODAY

    return days


@pytest.fixture
def chief(riverton, person):
    return person("chief", agency=riverton, name="Ruth Okafor")


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
