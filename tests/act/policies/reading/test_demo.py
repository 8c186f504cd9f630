"""The demonstration shows reading, conduct and stepping in with made-up people, once."""

import pytest

from commonbeat.act.policies.models import Attestation, CorrectiveAction, DeviationRecord, InterventionReport
from commonbeat.act.policies.rules.attestations import State
from commonbeat.web.demo import agency as invented
from commonbeat.web.demo import attestation

pytestmark = pytest.mark.django_db


def test_every_page_has_something_worth_seeing_and_nothing_doubles(console):
    agency = invented.found(console)
    said: list[str] = []
    for _ in range(2):
        attestation.load(console, agency, said.append)
    assert len(said) == 1
    states = set(Attestation.objects.values_list("state", flat=True))
    assert {State.ASSIGNED, State.ATTESTED, State.ESCALATED} <= states
    assert DeviationRecord.objects.filter(synthetic=True).count() == 2
    assert CorrectiveAction.objects.count() == 1
    assert InterventionReport.objects.get().synthetic
