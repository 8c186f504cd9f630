"""Comments of Riverton: somebody who reads them first, an officer, whoever supervises her, and a neighbor's town."""

import json
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from commonbeat.act.recognition import actions
from commonbeat.act.recognition.models import Praise
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.models import Staff
from commonbeat.kit.sealing import seal
from commonbeat.listen.surveys import keys
from commonbeat.listen.surveys.models import Comment

WORDS = "Officer Ana Lindqvist was kind. My name is Daniel Ortiz, call me at 612-555-0142."
LEFT = "Officer Ana Lindqvist was kind. My name is […], call me at […]."


def last_entry(verb: str, using: str = "default") -> AuditEvent:
    """The newest entry of the trail with that verb."""
    return AuditEvent.objects.using(using).filter(verb=verb).order_by("-pk").first()


@pytest.fixture(autouse=True)
def today(monkeypatch) -> date:
    """A Monday."""
    by_calendar, day = Agency.day, date(2027, 6, 14)
    monkeypatch.setattr(Agency, "day", lambda self, moment=None: by_calendar(self, moment) if moment else day)
    return day


@pytest.fixture
def reader(riverton, person):
    """Reads comments first."""
    return person("scrubber", agency=riverton, name="Noor Haddad")


@pytest.fixture
def sergeant(riverton, person):
    """A sergeant with an account, on the staff."""
    user = person("sergeant", agency=riverton, name="Marcus Bell")
    Staff.objects.create(agency=riverton, user=user, name="Marcus Bell", badge="S-1", email=user.email)
    return user


@pytest.fixture
def officer(riverton, person, sergeant):
    """An officer with an account, on the staff, under the sergeant."""
    user = person("officer", agency=riverton, name="Ana Lindqvist")
    Staff.objects.create(
        agency=riverton, user=user, name="Ana Lindqvist", badge="O-1", supervisor=sergeant.staff.get(), email=user.email
    )
    return user


@pytest.fixture
def ana(officer) -> Staff:
    return officer.staff.get()


@pytest.fixture
def sealed(riverton, ana) -> Callable[..., UUID]:
    """A comment as surveys leave it, in the sealed space: about Ana, unless `sealed("Kind.", staff=None)`."""

    def make(words: str = WORDS, *, staff: Staff | None = ana, consent: str = "officer", agency=riverton) -> UUID:
        kept = json.dumps({"words": words, "staff": str(staff.reference) if staff else ""})
        row = Comment.objects.create(agency_id=agency.pk, consent=consent, words=seal(kept, keys.COMMENT))
        return row.pk

    return make


@pytest.fixture
def waiting(riverton, sealed) -> Callable[..., Praise]:
    """A comment on the list."""

    def make(words: str = WORDS, **more) -> Praise:
        reference = sealed(words, **more)
        actions.gather(agency=more.get("agency", riverton))
        return Praise.objects.get(comment=reference)

    return make


@pytest.fixture
def passed(waiting, reader) -> Callable[..., Praise]:
    """Praise that was passed on to Ana."""

    def make(words: str = "Kind and patient.", *, on: date | None = None, **more) -> Praise:
        return actions.pass_on(actor=reader, praise=waiting(words, **more), words=words, on=on)

    return make
