"""The pages of peers and practices: for everybody in both languages, and for those who keep them."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonbeat.ground.library.actions import peers as actions
from commonbeat.ground.library.models import Network, PeerSite, Practice, TopicTag
from commonbeat.ground.library.rules import practice_file
from ground.library.test_peers import OURS, PEER
from ground.library.test_practice_file import content

BASE = "/riverton"
STAFF = f"{BASE}/staff/peers/"


@pytest.fixture
def network(riverton, console):
    return actions.set_network(actor=console, agency=riverton, values={"name": "River towns"})


@pytest.fixture
def told(riverton, console, network):
    """A peer whose practice came in a file, and one practice of our own, all public."""
    actions.import_practices(actor=console, agency=riverton, content=content(), public=True)
    actions.set_peer(actor=console, agency=riverton, values={**PEER, "name": riverton.name}, ours=True)
    row = actions.write_practice(actor=console, agency=riverton, values=OURS)
    actions.publish_practice(actor=console, practice=row, published=True)
    return row


@pytest.fixture
def keeper(sign_in, person, riverton):
    return sign_in(person("analyst", agency=riverton))


def test_an_empty_directory_teaches(client, riverton):
    page = client.get(f"{BASE}/peers/").content.decode()
    assert "No peer is listed yet." in page
    assert "We have not told of a practice of ours yet." in page
    assert client.get(f"{BASE}/peers/practices.json").status_code == 404


@pytest.mark.parametrize("language", ["", "/es"])
def test_directory_peer_and_practice_stand_in_both_languages_without_a_cookie(client, told, language):
    for path in ("/peers/", "/peers/example-hills-police/", "/practices/call-back-within-two-days/"):
        page = client.get(f"{BASE}{language}{path}")
        assert page.status_code == 200
        assert not page.cookies
        assert len(page.content) < 30_000
        assert "Example Hills Police" in page.content.decode()


def test_a_practice_says_from_whom_and_when_it_came_and_whom_to_ask(client, told, riverton):
    page = client.get(f"{BASE}/practices/call-back-within-two-days/").content.decode()
    assert "From Example Hills Police, taken in on" in page
    assert 'href="mailto:office@example-hills.example"' in page
    assert f'href="{BASE}/staff/help/new/?peer=example-hills-police&amp;about=' in page
    own = client.get(f"{BASE}/practices/{told.slug}/").content.decode()
    assert riverton.name in own
    assert "/staff/help/new/" not in own
    assert "River towns" in client.get(f"{BASE}/peers/example-hills-police/").content.decode()


def test_the_file_fits_its_schema_s_reader_and_holds_only_our_own(client, told, riverton):
    answer = client.get(f"{BASE}/peers/practices.json")
    assert "attachment" in answer["Content-Disposition"]
    found = practice_file.read(answer.content)
    assert found.problems == ()
    assert [one["title"] for one in found.practices] == [OURS["title"]]
    assert json.loads(client.get(f"{BASE}/peers/practices.schema.json").content) == practice_file.schema()


def test_staff_keep_peers_and_networks(keeper, network, riverton, count_queries):
    sent = {**PEER, "public": "on", "networks": [network.pk]}
    assert keeper.get(f"{STAFF}new/").status_code == 200
    assert keeper.post(f"{STAFF}new/", {**sent, "contact": "Lee"}).status_code == 422
    assert keeper.post(f"{STAFF}new/", sent).status_code == 302
    one = count_queries(lambda: keeper.get(STAFF))
    for number in range(2):
        keeper.post(f"{STAFF}new/", {**sent, "name": f"Example {number}"})
    assert count_queries(lambda: keeper.get(STAFF)) == one
    here = f"{STAFF}known/example-hills-police/"
    assert "River towns" in keeper.get(here).content.decode()
    assert keeper.post(here, {**sent, "public": ""}).status_code == 302
    assert not PeerSite.objects.get(slug="example-hills-police").public
    assert keeper.post(f"{STAFF}networks/", {"name": "Lake towns"}).status_code == 302
    ended = {"name": "Lake towns", "ended_on": "2026-01-01"}
    assert keeper.post(f"{STAFF}networks/{Network.objects.get(name='Lake towns').pk}/", ended).status_code == 302
    assert "until" in keeper.get(f"{STAFF}networks/").content.decode()


def test_staff_write_a_practice_and_publish_it(keeper, riverton, count_queries):
    topic = TopicTag.objects.create(agency=riverton, slug="walks", name_en="Walks", name_es="Caminatas")
    assert "not said yet" in keeper.get(f"{STAFF}practices/").content.decode()
    answer = keeper.post(f"{STAFF}practices/new/", {**OURS, "topics": [topic.pk]})
    here = answer["Location"]
    assert "Publish it" in keeper.get(here).content.decode()
    refused = keeper.post(f"{here}public/", {"public": "yes"}, follow=True).content.decode()
    assert "Say first how large we are" in refused
    assert keeper.get(f"{STAFF}us/").status_code == 200
    profile = {name: PEER[name] for name in ("size", "measured", "office", "contact")}
    assert keeper.post(f"{STAFF}us/", profile).status_code == 302
    assert keeper.post(f"{STAFF}us/", {**profile, "size": "25_to_99"}).status_code == 302
    assert PeerSite.objects.get(ours=True).size == "25_to_99"
    keeper.post(f"{here}public/", {"public": "yes"})
    assert "Take it back" in keeper.get(here).content.decode()
    assert keeper.post(here, {**OURS, "why": "Because."}).status_code == 302
    assert Practice.objects.get().version == 2
    one = count_queries(lambda: keeper.get(f"{STAFF}practices/"))
    keeper.post(f"{STAFF}practices/new/", OURS)
    keeper.post(f"{STAFF}practices/new/", OURS)
    assert count_queries(lambda: keeper.get(f"{STAFF}practices/")) == one


def upload(file):
    return {"file": SimpleUploadedFile("practices.json", file, "application/json")}


def test_a_file_is_looked_at_first_and_then_taken_in(keeper, riverton):
    here = f"{STAFF}practices/file/"
    assert keeper.get(here).status_code == 200
    assert keeper.post(here, {}).status_code == 422
    looked = keeper.post(here, upload(content()))
    page = looked.content.decode()
    assert "This file says that it comes from Example Hills Police" in page
    assert "Call back within two days" in page
    assert not Practice.objects.exists()
    shown = looked.context["form"].initial["content"]
    assert keeper.post(here, {"content": shown, "public": "on"}).status_code == 302
    assert Practice.objects.get().published
    page = keeper.get(f"{STAFF}practices/call-back-within-two-days/").content.decode()
    assert "The words are theirs." in page
    assert 'name="title"' not in page


def test_every_error_of_a_file_is_shown_and_nothing_is_kept(keeper, riverton):
    here = f"{STAFF}practices/file/"
    refused = keeper.post(here, upload(content(practice={"grade": "superb", "version": 0})))
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "practices[1].grade:" in page
    assert "practices[1].version:" in page
    changed = content().decode().replace("31 of 40", "41 of 40")
    again = keeper.post(here, {"content": changed})
    assert again.status_code == 422
    assert "does not fit its hash" in again.content.decode()
    assert keeper.post(here, {"content": ""}).status_code == 422
    assert not Practice.objects.exists()


def test_what_is_a_neighbor_s_is_not_there(keeper, console, lakefield):
    actions.set_peer(actor=console, agency=lakefield, values=PEER)
    row = actions.write_practice(actor=console, agency=lakefield, values=OURS)
    network = actions.set_network(actor=console, agency=lakefield, values={"name": "Lake towns"})
    for path in ("known/example-hills-police/", f"networks/{network.pk}/", f"practices/{row.slug}/"):
        assert keeper.get(f"{STAFF}{path}").status_code == 404
    assert keeper.post(f"{STAFF}practices/{row.slug}/public/").status_code == 404
    assert keeper.get(f"{BASE}/peers/example-hills-police/").status_code == 404
