"""The made-up training of the demonstration: everything has something to show, and a second run adds nothing."""

import pytest

from commonbeat.act.policies.figures.training import changes
from commonbeat.act.policies.models import Completion, Course, TrainingSession
from commonbeat.act.policies.queries import crisis, training
from commonbeat.ground.people.models import Staff
from commonbeat.ground.people.queries import shifts
from commonbeat.plumb import Estimate
from commonbeat.web.demo import agency as invented
from commonbeat.web.demo.training import prepare

pytestmark = pytest.mark.django_db


def test_the_demonstration_has_training_once(console):
    agency = invented.found(console)
    prepare(console, agency, print)
    counts = Course.objects.count(), Completion.objects.count(), TrainingSession.objects.count()
    prepare(console, agency, print)
    assert (Course.objects.count(), Completion.objects.count(), TrainingSession.objects.count()) == counts
    wanted = training.asked(agency, agency.day())
    assert len(wanted) == 4
    found = training.standings(agency, list(Staff.objects.filter(agency=agency)), wanted, agency.day())
    assert len({stand.state for stand in found.values()}) >= 3
    assert crisis.crisis(agency).needs
    [scores] = changes(agency, [Course.objects.get(code="FI-1").pk])
    assert [isinstance(held.shown, Estimate) for held in scores.sessions] == [True, True]
    assert scores.shown is None, "the same people took both"
    assert set(shifts(agency, agency.day()).values()) == {"Days", "Evenings", "Nights"}
    assert not Completion.objects.filter(synthetic=False).exists()
