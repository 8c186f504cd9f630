"""A campaign of Riverton that asks, and people who answer it by web and by text."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from commonbeat.listen.surveys import actions
from commonbeat.listen.surveys.models import Campaign, Invitation

DAY = date(2026, 11, 20)


def at(day: date, hour: int = 18) -> datetime:
    """A moment of that day, noon in Riverton."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


NOW = at(DAY)
NUMBER = "+16125550142"


@dataclass
class Asking:
    """A campaign, and inviting somebody to it."""

    agency: Any
    actor: Any
    campaign: Campaign
    count: int = 0

    def invite(self, number: str = NUMBER, *, on: date = DAY, **more: Any) -> tuple[Invitation, str]:
        self.count += 1
        return actions.invite(
            actor=self.actor,
            agency=self.agency,
            campaign=self.campaign,
            contact_reference=uuid4(),
            number=number,
            on=on,
            **{"area": "old-mill", **more},
        )

    def invite_again(self, contact_reference: Any) -> tuple[Invitation, str]:
        """A second time about the same contact."""
        return actions.invite(
            actor=self.actor,
            agency=self.agency,
            campaign=self.campaign,
            contact_reference=contact_reference,
            number=NUMBER,
            on=DAY,
        )

    def finished(self, *codes: str, on: date = DAY, words: str = "", consent: str = "none", **more: Any) -> str:
        """Somebody who was asked on that day and answered at once, as far as the codes go; the token."""
        _row, token = self.invite(f"+1612555{self.count:04}", on=on, **more)
        for item, code in zip(("treatment", "explained", "listened", "helped"), codes, strict=False):
            actions.answer(agency=self.agency, token=token, item=item, code=code, now=at(on))
        if len(codes) == 4:
            actions.complete(agency=self.agency, token=token, words=words, consent=consent, now=at(on))
        return token


@pytest.fixture
def asking(riverton, console) -> Asking:
    """Riverton asks people who had contact with an officer, from 2026 on."""
    instrument = actions.field(actor=console, instrument=actions.prepare(actor=console, agency=riverton))
    campaign = actions.open_campaign(
        actor=console, agency=riverton, instrument=instrument, title="Contacts", starts_on=date(2026, 1, 1)
    )
    return Asking(riverton, console, campaign)


LATER = timedelta(days=61)
"""After which nobody waits any longer for others who look alike in everything."""
