"""Peers, networks and practices: who sees them, what is checked, and a file that is taken in whole or not at all."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from commonbeat.ground.audit.models import AuditEvent, Correction
from commonbeat.ground.library.access import peers as access
from commonbeat.ground.library.actions import peers as actions
from commonbeat.ground.library.models import Network, PeerSite, Practice, TopicTag
from commonbeat.ground.library.queries import peers as queries
from ground.library.test_practice_file import PRACTICE, SITE, content

PEER = {
    "name": "Example Hills Police",
    "place": "Example Hills",
    "size": "under_25",
    "measured": "31 of 40 were called back.",
    "office": "Office of the chief",
    "contact": "office@example-hills.example",
    "public": True,
}
OURS = {
    "language": "en",
    "title": "Walk with a neighbor",
    "what": "Once a month.",
    "why": "To be known.",
    "needed": "Two hours.",
    "measured": "Nothing yet.",
    "grade": "not_rated",
}


@pytest.fixture
def known(riverton, console):
    def make(agency=riverton, networks=(), **more):
        return actions.set_peer(actor=console, agency=agency, values={**PEER, **more}, networks=networks)

    return make


@pytest.fixture
def practice(riverton, console):
    def make(agency=riverton, topics=(), **more):
        return actions.write_practice(actor=console, agency=agency, values={**OURS, **more}, topics=topics)

    return make


@pytest.fixture
def profile(riverton, console):
    return actions.set_peer(
        actor=console, agency=riverton, values={**PEER, "name": riverton.name, "place": riverton.place}, ours=True
    )


def take(riverton, console, file=None, **more):
    return actions.import_practices(actor=console, agency=riverton, content=file or content(), **more)


def test_a_network_has_its_name_once_and_an_office_that_can_be_reached(riverton, console):
    row = actions.set_network(actor=console, agency=riverton, values={"name": "River towns"})
    for values in ({"name": "River towns"}, {"name": "Other", "contact": "Lee"}):
        with pytest.raises(ValidationError):
            actions.set_network(actor=console, agency=riverton, values=values)
    actions.set_network(
        actor=console, agency=riverton, values={"name": "River towns", "ended_on": date(2026, 1, 1)}, network=row
    )
    assert list(queries.networks(riverton)) == []
    assert list(queries.networks(riverton, ended=True)) == [row]


def test_a_peer_is_an_office_and_a_hidden_one_is_for_who_keeps_the_library(known, riverton, lakefield, person, console):
    hidden, shown = known(public=False), known(name="Example Bay")
    keeper, officer = person("analyst", agency=riverton), person("officer", agency=riverton)
    assert set(access.peers(keeper, riverton)) == {hidden, shown}
    assert list(access.peers(officer, riverton)) == list(access.peers(None, riverton)) == [shown]
    assert access.peer(keeper, lakefield, shown.slug) is None
    assert access.network(keeper, lakefield, 1) is None
    with pytest.raises(ValidationError):
        known(contact="Lee")
    with pytest.raises(ValidationError):
        known(networks=[Network.objects.create(agency=lakefield, name="Theirs")])


def test_short_names_are_free_and_no_page_of_its_own(known, practice):
    assert [known().slug, known().slug] == ["example-hills-police", "example-hills-police-2"]
    assert practice(title="New").slug == "new-2"
    assert practice(title="¿?").slug == "x"


def test_each_change_of_a_practice_is_a_version_and_keeps_what_it_said(practice, riverton, console, lakefield):
    topic = TopicTag.objects.create(agency=riverton, slug="walks", name_en="Walks", name_es="Caminatas")
    row = practice(topics=[topic])
    actions.write_practice(
        actor=console, agency=riverton, values={**OURS, "measured": "9 of 14 knew him."}, topics=[], practice=row
    )
    assert row.version == 2
    kept = Correction.objects.get(subject_type="library.practice")
    assert (kept.field, kept.old, kept.new) == ("measured", "Nothing yet.", "9 of 14 knew him.")
    theirs = TopicTag.objects.create(agency=lakefield, slug="walks", name_en="Walks", name_es="Caminatas")
    with pytest.raises(ValidationError):
        practice(topics=[theirs])


def test_a_practice_goes_out_only_once_published_and_with_an_office_to_ask(practice, riverton, console):
    row = practice()
    with pytest.raises(ValidationError):
        actions.publish_practice(actor=console, practice=row, published=True)
    assert queries.document(riverton) is None
    actions.set_peer(actor=console, agency=riverton, values={**PEER, "name": riverton.name}, ours=True)
    assert queries.document(riverton) is None
    actions.publish_practice(actor=console, practice=row, published=True)
    assert access.practice(None, riverton, row.slug) == row
    document = queries.document(riverton)
    assert document["from"]["agency"] == riverton.name
    assert [one["title"] for one in document["practices"]] == [OURS["title"]]
    actions.publish_practice(actor=console, practice=row, published=False)
    assert queries.document(riverton) is None
    assert access.practice(None, riverton, row.slug) is None


def test_one_town_s_file_is_taken_in_by_the_other(practice, profile, riverton, lakefield, console):
    topic = TopicTag.objects.create(agency=riverton, slug="walks", name_en="Walks", name_es="Caminatas")
    theirs = TopicTag.objects.create(agency=lakefield, slug="walks", name_en="Walks", name_es="Caminatas")
    row = practice(topics=[topic])
    actions.publish_practice(actor=console, practice=row, published=True)
    file = json.dumps(queries.document(riverton)).encode()
    take(lakefield, console, file, public=True)
    there = Practice.objects.get(agency=lakefield)
    assert (there.reference, there.title, there.version) == (row.reference, row.title, 1)
    assert (there.source, there.imported_on, there.peer.name) == (riverton.name, lakefield.day(), riverton.name)
    assert len(there.file_sha256) == 64
    assert list(there.topics.all()) == [theirs]
    assert queries.document(lakefield) is None


def test_a_preview_keeps_nothing_and_says_what_would_be_left_out(riverton):
    found = queries.preview(riverton, content())
    assert [line.fate for line in found.lines] == [queries.NEW]
    assert found.problems == ()
    assert found.notes == ("Topics that are not known here are left out: calls.",)
    assert not Practice.objects.exists()
    assert not PeerSite.objects.exists()


def test_the_same_file_again_changes_nothing_and_a_newer_version_changes_it(riverton, console):
    take(riverton, console)
    row = Practice.objects.get()
    assert not row.published
    assert [line.fate for line in take(riverton, console).lines] == [queries.SAME]
    assert Correction.objects.count() == 0
    newer = content(practice={"version": 3, "why": "Because."}, site={"measured": "More."})
    assert [line.fate for line in take(riverton, console, newer).lines] == [queries.CHANGED]
    row.refresh_from_db()
    assert (row.version, row.why) == (3, "Because.")
    assert row.peer.measured == "More."
    assert Correction.objects.get().old == PRACTICE["why"]
    told = [event.details for event in AuditEvent.objects.filter(verb="library.import_practices").order_by("pk")]
    assert [(one["new"], one["changed"], one["same"]) for one in told] == [(1, 0, 0), (0, 0, 1), (0, 1, 0)]


def test_an_error_in_the_last_practice_leaves_nothing_of_the_first(riverton, console):
    other = {**PRACTICE, "reference": "5ad9f1f0-7f3c-4c39-8f0a-6a3b2f1e0d44", "grade": "superb"}
    with pytest.raises(ValidationError) as refused:
        take(riverton, console, content(practices=[PRACTICE, other]))
    assert refused.value.messages[0].startswith("practices[2].grade: Use one of these:")
    assert not Practice.objects.exists()
    assert not PeerSite.objects.exists()


def test_a_failure_half_way_leaves_nothing(riverton, console, monkeypatch):
    other = {**PRACTICE, "reference": "5ad9f1f0-7f3c-4c39-8f0a-6a3b2f1e0d44"}
    fill, seen = actions._fill, []

    def second_fails(*told, **more):
        seen.append(1)
        if len(seen) == 2:
            raise RuntimeError
        fill(*told, **more)

    monkeypatch.setattr(actions, "_fill", second_fails)
    with pytest.raises(RuntimeError):
        take(riverton, console, content(practices=[PRACTICE, other]))
    assert not Practice.objects.exists()
    assert not PeerSite.objects.exists()


def test_no_file_changes_what_is_ours_or_another_s_or_newer(riverton, console, practice, known):
    take(riverton, console)
    for file, said in (
        (content(practice={"version": 1}), "it is newer"),
        (content(site={"agency": "Somebody else"}), "another agency cannot change it"),
        (content(site={"agency": "riverton police department"}), "This file is our own"),
    ):
        with pytest.raises(ValidationError) as refused:
            take(riverton, console, file)
        assert said in " ".join(refused.value.messages)
    own = practice()
    with pytest.raises(ValidationError) as refused:
        take(riverton, console, content(practice={"reference": str(own.reference)}))
    assert "This practice is our own" in refused.value.messages[0]
    with pytest.raises(ValidationError):
        actions.write_practice(
            actor=console, agency=riverton, values=OURS, practice=Practice.objects.get(peer__isnull=False)
        )


def test_a_known_peer_keeps_its_address_and_joins_networks_that_are_known_here(riverton, console, known):
    network = Network.objects.create(agency=riverton, name=SITE["networks"][0])
    row = known()
    take(riverton, console)
    assert PeerSite.objects.get().slug == row.slug
    assert list(row.networks.all()) == [network]
    assert row.practices.count() == 1
    assert queries.practices_of(row) == []


def test_practices_of_a_hidden_peer_are_hidden(riverton, console):
    take(riverton, console, public=True)
    assert access.practices(None, riverton).count() == 1
    PeerSite.objects.update(public=False)
    assert access.practices(None, riverton).count() == 0
