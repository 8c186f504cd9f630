"""Who may not see reading or conduct finds nothing, whatever they ask for."""

import pytest

from commonbeat.act.policies.access import attestations, conduct

pytestmark = pytest.mark.django_db


def test_an_officer_finds_no_round_no_version_and_nobody_to_write_about(riverton, officer, version, hand_out):
    hand_out(version)
    user = officer.user
    assert attestations.rounds(user, riverton) == []
    assert attestations.version(user, riverton, version.pk) is None
    assert attestations.to_ask(user, riverton, version.pk) is None
    assert not conduct.people(user, riverton).exists()
