"""The invented concerns stand in several states, say so of themselves, and are told once."""

import pytest

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.places import actions as places
from commonbeat.listen.reports.models import Concern
from commonbeat.web.demo import concerns
from commonbeat.web.demo.agency import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(console):
    agency = found(console)
    names = sorted({told.place for told in [*concerns.TOLD, *concerns.settled()] if told.place})
    places.add(actor=console, agency=agency, names=names, reason="test")
    return agency


def test_the_concerns_stand_in_several_states_and_are_told_once(demonstration, console):
    said = []
    for _twice in range(2):
        concerns.load(console, demonstration, said.append)
    assert said == ["46 invented concerns"] * 2
    states = set(Concern.objects.values_list("state", flat=True))
    assert {"assigned", "in_progress", "resolved", "closed", "referred_out", "duplicate", "reopened"} == states
    assert Concern.objects.filter(language="es").exists()
    assert Concern.objects.exclude(contact="").exists()
    assert Concern.objects.filter(owner__isnull=True).count() == 0
    assert Concern.objects.filter(duplicate_of__number=1).count() == 1


def test_what_was_told_days_ago_is_late_by_itself(demonstration, console):
    concerns.load(console, demonstration, lambda _words: None)
    assert Concern.objects.open().filter(due__lt=Concern.objects.latest("told_at").told_at.date()).count() >= 2


def test_a_load_that_broke_off_leaves_no_half_concern(demonstration, console, monkeypatch):
    def fail(*_arguments):
        raise OSError("the disk is full")

    broken = concerns.Told(words="Half.", topic="noise", then=fail)
    monkeypatch.setattr(concerns, "TOLD", (broken,))
    with pytest.raises(OSError, match="full"):
        concerns.load(console, demonstration, lambda _words: None)
    assert not Concern.objects.exists()
    assert not AuditEvent.objects.filter(verb="reports.open_concern").exists()


def test_the_first_one_is_what_another_repeats(demonstration, console):
    assert concerns.TOLD[0].topic == next(one for one in concerns.TOLD if one.then is concerns._same_as_first).topic
