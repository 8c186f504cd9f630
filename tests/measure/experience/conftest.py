"""Riverton asks after contacts: who was asked in which month and neighborhood, and what they answered."""

from datetime import date
from uuid import uuid4

import pytest

from commonbeat.ground.agency.models import Agency
from commonbeat.listen.surveys import actions as surveys
from commonbeat.listen.surveys.models import Invitation, Response, ResponseItem
from commonbeat.listen.surveys.rules.questions import CORE

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """It is November 20, 2026 for every agency."""
    by_calendar = Agency.day
    monkeypatch.setattr(Agency, "day", lambda self, moment=None: by_calendar(self, moment) if moment else TODAY)
    return TODAY


@pytest.fixture
def later(monkeypatch):
    """`later(date(2027, 5, 20))`: it is that day."""

    def go(day):
        today = Agency.day
        monkeypatch.setattr(Agency, "day", lambda self, moment=None: today(self, moment) if moment else day)

    return go


@pytest.fixture
def ask(console):
    """`ask(agency, "seward", date(2026, 9, 1), asked=90, top=30, rest=20)`; `kept` says whether area and month are."""
    campaigns = {}

    def campaign_of(agency):
        if agency.pk not in campaigns:
            instrument = surveys.field(actor=console, instrument=surveys.prepare(actor=console, agency=agency))
            campaigns[agency.pk] = surveys.open_campaign(
                actor=console, agency=agency, instrument=instrument, title="Contacts", starts_on=date(2026, 1, 1)
            )
        return campaigns[agency.pk]

    def add(agency, area, day, *, asked=0, top=0, rest=0, unsaid=0, kept=True):
        campaign = campaign_of(agency)
        Invitation.objects.bulk_create(
            Invitation(
                agency=agency,
                campaign=campaign,
                contact_reference=uuid4(),
                area=area,
                sent_on=day,
                expires_on=day,
            )
            for _number in range(asked)
        )
        codes = ["1"] * (top // 2) + ["2"] * (top - top // 2) + ["5"] * rest + [""] * unsaid
        for code in codes:
            response = Response.objects.create(
                agency_id=agency.pk,
                campaign=campaign.reference,
                instrument_version=1,
                month=day.replace(day=1) if kept else None,
                area=area if kept else "",
            )
            if code:
                ResponseItem.objects.create(agency_id=agency.pk, response=response, item=CORE, code=code)

    return add


@pytest.fixture
def answered(towns, ask, riverton):
    """Two months with enough everywhere but in Bryant, and answers whose month and neighborhood are not kept."""
    for month in (8, 9):
        day = date(2026, month, 12)
        ask(riverton, "seward", day, asked=80, top=20, rest=10)
        ask(riverton, "cooper", day, asked=40, top=15, rest=9)
    ask(riverton, "bryant", date(2026, 9, 12), asked=20, top=6, rest=5, unsaid=2)
    ask(riverton, "seward", date(2026, 10, 3), asked=10, top=6, rest=6, kept=False)
    return towns
