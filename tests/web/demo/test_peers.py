"""Invented answers, tools, peers and requests are there once, labelled, whoever fills them twice."""

import pytest

from commonbeat.act.grants.models import AssistanceMessage, AssistanceRequest
from commonbeat.ground.library.models import Network, PeerSite, Practice
from commonbeat.show.portal.models import Faq, FaqHelp, PageRecord, TechnologyRegister
from commonbeat.web.demo import peers
from commonbeat.web.demo.agency import found

pytestmark = pytest.mark.django_db
KINDS = (
    Faq,
    FaqHelp,
    TechnologyRegister,
    PageRecord,
    Network,
    PeerSite,
    Practice,
    AssistanceRequest,
    AssistanceMessage,
)


def test_everything_is_there_once_and_says_that_it_is_made_up(console, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    agency, said = found(console), []
    peers.fill(console, agency, said.append)
    counts = {kind: kind.objects.count() for kind in KINDS}
    assert all(counts.values())
    for kind in (Faq, TechnologyRegister, PeerSite, Practice, AssistanceRequest):
        assert not kind.objects.filter(synthetic=False).exists()
    assert Practice.objects.filter(source=peers.PEERS[0][0], published=True).count() == 1
    peers.fill(console, agency, said.append)
    assert {kind: kind.objects.count() for kind in KINDS} == counts
    assert said[0] == said[1]
    assert "made-up" in said[0]
