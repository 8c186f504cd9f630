"""The demonstration's made-up answers come through the same actions as real ones, once, and give figures to look at."""

from collections import Counter
from datetime import date, timedelta

import pytest

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.places import actions as places
from commonbeat.listen.surveys import queries
from commonbeat.listen.surveys.models import (
    Comment,
    Invitation,
    OpenAnswer,
    Response,
    ResponseItem,
    UsedLink,
    Waiting,
)
from commonbeat.measure.experience import actions as experience
from commonbeat.plumb import Estimate
from commonbeat.web.demo import answers
from commonbeat.web.demo.agency import found

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """It is November 20, 2026: which months are over depends on the day."""
    by_calendar, day = Agency.day, date(2026, 11, 20)
    monkeypatch.setattr(Agency, "day", lambda self, moment=None: by_calendar(self, moment) if moment else day)


@pytest.fixture
def asked(console, settings, tmp_path):
    """The invented agency with some neighborhoods, asked and answered; what was said while loading."""
    settings.DATA_DIR = tmp_path
    agency = found(console)
    names = ["Powderhorn Park", "Longfellow", "Downtown West", "Near - North", "Seward", "Cooper"]
    places.add(actor=console, agency=agency, names=names, reason="test")
    said = []
    answers.ask_and_answer(console, agency, said.append)
    return agency, said


def test_about_three_hundred_answers_come_once_go_on_when_broken_off_and_make_a_score(asked, console):
    """One story of one loading, which takes a while."""
    agency, said = asked
    written = Response.objects.filter(agency_id=agency.pk).count()
    assert 240 < written < 320
    waiting = queries.waiting_count(agency)
    assert said == [f"640 asked, {written} answers written, {waiting} boxes wait for others like them"]
    answers.ask_and_answer(console, agency, said.append)
    assert said[0] == said[1], "doing it again doubles nothing"
    assert Invitation.objects.filter(agency=agency).count() == answers.ASKED
    assert queries.comments_to_redact(agency)
    assert max(Invitation.objects.values_list("sent_on", flat=True)) < agency.day() - timedelta(days=1)
    table = queries.answered(agency)
    by_area = Counter()
    for area, count in zip(table.column("area"), table.column("responses"), strict=True):
        by_area[area] += count
    assert sum(count >= 30 for area, count in by_area.items() if area) >= 3, "enough for scores of their own"
    its_score_is_made_up_and_shows_the_agency_some_neighborhoods_and_some_months(agency, console)
    for model in (ResponseItem, Response, Comment, Waiting, OpenAnswer, UsedLink):
        model.objects.all().delete()
    answers.ask_and_answer(console, agency, said.append)
    assert 240 < Response.objects.filter(agency_id=agency.pk).count() < 320, "broken off, it goes on"
    assert Invitation.objects.filter(agency=agency).count() == answers.ASKED


def its_score_is_made_up_and_shows_the_agency_some_neighborhoods_and_some_months(agency, console):
    run = experience.publish(actor=console, agency=agency)
    found = {one.key: one.figure for one in run.findings.all()}
    shown = {key: one for key, one in found.items() if isinstance(one, Estimate)}
    assert all(one.synthetic for one in shown.values())
    assert shown["contact_score//"].n > 150
    assert 1 <= sum(key.startswith("contact_score/") for key in shown) - 1 <= 5
    months = [key for key in found if key.startswith("contact_score_by_month//2")]
    assert 2 <= sum(key in shown for key in months) < len(months), "the trial months have too few answers"
