"""The invented program of the demonstration: every state of a proof is there, and loading it again doubles nothing."""

import pytest
from django.urls import reverse

from commonbeat.act.standards.models import Assessment, Award, ComplianceRequirement, Proof, Standard
from commonbeat.act.standards.rules.proofs import ProofState
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Role, System
from commonbeat.web.demo import accreditation
from commonbeat.web.demo.persons import PERSONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(riverton, person):
    for number, role in enumerate((Role.CHIEF, Role.OFFICER, Role.SERGEANT, Role.COMMANDER)):
        user = person(role, agency=riverton, name=PERSONS[role])
        Staff.objects.create(agency=riverton, user=user, name=PERSONS[role], badge=f"D-{number}")
    told = []
    for _time in range(2):
        accreditation.load(System("demo"), riverton, told.append)
    return told


def test_every_state_is_there_once_and_every_page_stands(loaded, riverton, client, sign_in):
    assert loaded[0] == loaded[1] == "12 standards and a decree, all of them made up"
    assert {row.state for row in Proof.objects.all()} == set(ProofState)
    states = {row.state for row in Standard.objects.all()}
    assert states == {"not_started", "in_progress", "compliant", "not_compliant", "waived"}
    assert (Assessment.objects.count(), Award.objects.count(), ComplianceRequirement.objects.count()) == (3, 1, 3)
    for path in [reverse(name) for name in ("accreditation", "compliance", "transparency_index")]:
        for language in ("", "/es"):
            page = client.get(f"/riverton{language}{path}")
            assert page.status_code == 200
            assert len(page.content) < 30_000
    assert "made up" in client.get("/riverton/accreditation/").content.decode()
