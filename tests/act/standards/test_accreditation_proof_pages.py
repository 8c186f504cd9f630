"""The pages of a proof: asked, handed in, checked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from act.standards.conftest import covering
from act.standards.deeds import address, send, words
from commonbeat.act.standards.actions import proofs
from commonbeat.act.standards.models import (
    Proof,
)
from commonbeat.ground.people.models import Staff

pytestmark = pytest.mark.django_db


def test_a_proof_goes_from_being_asked_to_being_checked(
    client, sign_in, manager, officer, chief, standard, staff, today
):
    sign_in(manager)
    part = standard.bullets.first()
    ask = {"request": "The list", "asked": staff.pk, "due": "2027-07-01"}
    send(client, "proof_ask", standard.pk, status=422, **ask)
    send(client, "proof_ask", standard.pk, **ask, bullet=part.pk)
    row = Proof.objects.get()
    assert "Only who was asked" in words(client, "proof_give", row.pk)
    sign_in(officer)
    assert "The list" in words(client, "proof_own")
    assert client.get(address("proof", row.pk)).status_code == 403
    file = SimpleUploadedFile("orders.html", b"<script>1</script>")
    days = {"covers_from": "2027-01-01", "covers_to": "2027-06-01"}
    send(client, "proof_give", row.pk, status=422, kind="record", **days)
    client.post(address("proof_give", row.pk), {"kind": "file", "file": file, **days})
    assert "waits to be checked" in words(client, "proof_give", row.pk)
    sign_in(manager)
    page = words(client, "proof", row.pk)
    assert "It holds" in page
    taken = client.get(address("proof_file", row.pk))
    assert taken.headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in taken.headers["Content-Disposition"]
    assert b"".join(taken.streaming_content) == b"<script>1</script>"
    send(client, "proof_reject", row.pk, reason="The list ends in May")
    sign_in(officer)
    assert "The list ends in May" in words(client, "proof_own")
    send(client, "proof_give", row.pk, kind="record", words="Folder 9", **days)
    sign_in(chief)
    send(client, "proof_verify", row.pk)
    row.refresh_from_db()
    assert row.state == "verified"
    send(client, "proof_verify", row.pk)
    assert "Nothing waits for you here." in words(client, "proof", row.pk)
    assert client.get(address("proof_file", row.pk)).status_code == 404


def test_whoever_handed_in_sees_that_somebody_else_must_check(client, sign_in, manager, whole, riverton, today):
    asked = Staff.objects.create(agency=riverton, name="No Account", badge="N-1")
    row = proofs.ask(actor=manager, standard=whole, asked=asked, request="The list", due=today)
    sign_in(manager)
    assert "Hand in the proof" in words(client, "proof", row.pk)
    proofs.give(actor=manager, proof=row, evidence=covering(today, today))
    assert "somebody else must check it" in words(client, "proof", row.pk)


def test_an_officer_sees_nothing_of_proofs_that_others_are_asked_for(client, sign_in, proof, person, riverton):
    row = proof()
    sign_in(person("officer", agency=riverton, name="Somebody Else"))
    assert client.get(address("proof_give", row.pk)).status_code == 404
    assert "Nobody asks you" in words(client, "proof_own")


def test_a_manager_asks_somebody_else(client, sign_in, manager, proof, riverton, lakefield):
    row = proof()
    other = Staff.objects.create(agency=riverton, name="Sam Hale", badge="O-2")
    stranger = Staff.objects.create(agency=lakefield, name="L", badge="L")
    sign_in(manager)
    assert address("proof_turn", row.pk) in words(client, "proof", row.pk)
    words(client, "proof_turn", row.pk)
    send(client, "proof_turn", row.pk, status=422, asked=stranger.pk, due="2027-08-01")
    send(client, "proof_turn", row.pk, asked=other.pk, due="2027-08-01")
    assert "Sam Hale" in words(client, "proof", row.pk)
