"""Riverton texts people after a contact: contacts of its file, rules that allow texts, a survey that asks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging import simulator
from commonbeat.ground.messaging.rules import Backend, Kind
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.records.models import ContactEvent
from commonbeat.ground.records.rules import NUMBER_PURPOSE
from commonbeat.kit.sealing import seal
from commonbeat.listen.surveys import actions as surveys
from commonbeat.listen.surveys.models import Campaign
from commonbeat.listen.textline import actions

NUMBER = "+16125550142"
NOW = datetime(2026, 11, 19, 20, 0, tzinfo=UTC)
"""Two in the afternoon in Riverton."""
BEGUN = date(2026, 1, 1)
CLOCK = ZoneInfo("America/Chicago")


def loaded(agency: Any) -> ImportBatch:
    """A file of contacts that is loaded."""
    return ImportBatch.objects.create(agency=agency, kind="contacts", state="loaded", size=1)


@pytest.fixture
def contact(riverton) -> Callable[..., ContactEvent]:
    """A loaded contact of Riverton: `contact(number=..., role="caller", hours=3, ...)`; `number=""` for none."""
    batch = loaded(riverton)
    place = Neighborhood.objects.create(agency=riverton, name="Old Mill", slug="old-mill")
    officer = Staff.objects.create(agency=riverton, name="Lee Park", badge="412")

    def make(
        number: str = NUMBER, *, agency: Any = riverton, hours: float = 3, now: datetime = NOW, **more: Any
    ) -> ContactEvent:
        at = now - timedelta(hours=hours)
        local = at.astimezone(CLOCK)
        same = agency == riverton
        return ContactEvent.objects.create(
            **{
                "agency": agency,
                "batch": batch if same else loaded(agency),
                "source_key": f"26-{ContactEvent.objects.count() + 1}",
                "at": at,
                "local_date": local.date(),
                "local_minute": local.hour * 60 + local.minute,
                "utc_offset": -360,
                "call_type": "NOISE COMPLAINT",
                "person_role": "caller",
                "minor": "no",
                "neighborhood": place if same else None,
                "staff": officer if same else None,
                "number": seal(number, NUMBER_PURPOSE),
                "number_state": "held" if number else "none",
            }
            | more
        )

    return make


@pytest.fixture
def rule(riverton, console) -> Callable[..., Any]:
    """A rule of Riverton: `rule("NOISE*", survey=False)`; everything is allowed unless said otherwise."""

    def make(pattern: str = "*", *, update: bool = True, survey: bool = True, since: date = BEGUN) -> Any:
        return actions.set_rule(
            actor=console,
            agency=riverton,
            pattern=pattern,
            update=update,
            survey=survey,
            effective_from=since,
            citation="General order 4",
        )

    return make


@pytest.fixture
def campaign(riverton, console) -> Campaign:
    """Riverton asks people who had contact with an officer, from 2026 on."""
    instrument = surveys.field(actor=console, instrument=surveys.prepare(actor=console, agency=riverton))
    return surveys.open_campaign(
        actor=console, agency=riverton, instrument=instrument, title="Contacts", starts_on=BEGUN
    )


@pytest.fixture
def phones(riverton, console, settings, tmp_path) -> None:
    """Texts of Riverton go to the phones of the demonstration, at any hour."""
    settings.DATA_DIR = tmp_path
    always = {"opens": 0, "closes": 24}
    agencies.set_value(
        actor=console, agency=riverton, key="quiet_hours", value=always, effective_from=BEGUN, citation="For trying"
    )
    messaging.set_gateway(actor=console, agency=riverton, kind=Kind.TEXT, backend=Backend.SIMULATOR, settings={})


@pytest.fixture
def phone(riverton, phones) -> Callable[..., list[str]]:
    """`phone("STOP")` texts from a number and gives back what then arrives on it; `phone()` gives back all so far."""

    def text(body: str | None = None, number: str = NUMBER) -> list[str]:
        before = len(_arrived(number))
        if body is not None:
            reference = simulator.say(number, body)
            actions.receive(agency=riverton, sender=number, body=body, gateway_reference=reference)
        messaging.carry_some(kind=Kind.TEXT)
        return _arrived(number)[before if body is not None else 0 :]

    return text


def _arrived(number: str) -> list[str]:
    return [text.body for text in simulator.conversation(number) if not text.mine]
