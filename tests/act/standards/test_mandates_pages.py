"""The pages of what is demanded: for staff, for its keeper, for the public."""

from datetime import timedelta

import pytest
from django.urls import reverse

from act.standards.deeds import BASE, address, send, words
from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.standards.actions import mandates
from commonbeat.act.standards.models import (
    ComplianceRequirement,
    Proof,
)
from commonbeat.measure.findings.models import DatasetRelease, Finding
from house.addresses import _release

pytestmark = pytest.mark.django_db


def test_what_a_decree_demands_is_public_only_where_it_was_chosen(client, requirement, manager, today):
    row = requirement(public=True)
    requirement(title="Not to be seen")
    page = words(client, "compliance")
    assert "Not to be seen" not in page
    assert "Nobody outside the agency has assessed it yet." in page
    assert "Court decree · Case 27-1 · paragraph 12 · Not started · due July 16, 2027" in page
    mandates.add_finding(
        actor=manager,
        requirement=row,
        finder="monitor",
        name="the Monitor",
        grade="partial",
        day=today,
        words="The sample was small.",
    )
    page = words(client, "compliance")
    assert "Partial compliance, found by the Monitor on June 16, 2027. The sample was small." in page


def test_a_demand_goes_from_being_written_to_being_kept_up(client, sign_in, manager, staff, riverton, verified, today):
    _release(riverton)
    held = verified()
    sign_in(manager)
    told = {
        "source": "decree",
        "citation": "Case 1",
        "title": "A poll",
        "demand": "Ask people.",
        "owner": staff.pk,
        "due": "2027-08-01",
    }
    assert "No demand is written down." in words(client, "mandate_list")
    send(client, "mandate_new", **told)
    row = ComplianceRequirement.objects.get()
    send(client, "mandate_move", row.pk, state="in_progress")
    send(client, "mandate_move", row.pk, status=422, state="with_assessor")
    figure = Finding.objects.get()
    for more in (
        {"kind": "finding", "measure": figure.measure},
        {"kind": "document", "words": "Plan of the poll"},
        {"kind": "proof", "proof": held.pk},
        {"kind": "dataset", "dataset": _dataset(riverton)},
    ):
        send(client, "mandate_evidence", row.pk, **more)
    send(client, "mandate_move", row.pk, state="with_assessor")
    found = {"finder": "monitor", "name": "the Monitor", "grade": "full", "day": "2027-06-01"}
    send(client, "mandate_finding", row.pk, **found)
    send(client, "mandate_keeper", row.pk, owner=staff.pk, due="")
    send(client, "mandate_show", row.pk)
    page = words(client, "mandate", row.pk)
    for part in ("A published file: Figures", "Plan of the poll", "1.1 The list of orders", "Full compliance"):
        assert part in page
    assert "Full compliance, found by the Monitor on June 1, 2027." in words(client, "compliance")
    assert "A poll" in words(client, "mandate_list", query="?source=decree&state=kept_up")


def _dataset(agency):
    return DatasetRelease.objects.get(agency=agency, dataset="stops_count").pk


def test_progress_is_said_as_counts_paper_by_paper_with_what_is_late(client, sign_in, manager, requirement, today):
    for number in range(3):
        requirement(title=f"Demand {number}", public=True, due=today + timedelta(days=number - 1))
    ComplianceRequirement.objects.filter(title="Demand 2").update(state="kept_up")
    requirement(title="Another", citation="Case 9", due=None)
    sign_in(manager)
    page = words(client, "mandate_list")
    assert "1 of 3 demands are found in full. 1 demand is late. The next is due on June 16, 2027." in page
    assert "0 of 1 demand is found in full." in page
    assert "1 day late" in page
    client.logout()
    page = words(client, "compliance")
    assert "1 of 3 demands are found in full." in page
    assert "Not started · 1 day late" in page
    assert "%" not in page.split("<main")[-1].split("</main")[0]


def test_the_public_opens_the_evidence_that_is_public(client, requirement, manager, riverton, verified):
    dataset = _release(riverton)
    row = requirement(public=True)
    policy = Policy.objects.create(agency=riverton, number="1", slug="a", title="A")
    version = PolicyVersion.objects.create(agency=riverton, policy=policy, number=1, text="t", state="effective")
    add = {"actor": manager, "requirement": row}
    for kind, more in (
        ("policy", {"version": version}),
        ("finding", {"finding": Finding.objects.filter(agency=riverton).first()}),
        ("dataset", {"dataset": dataset}),
        ("proof", {"proof": verified()}),
        ("document", {"words": "Secret plan"}),
    ):
        mandates.add_evidence(**add, kind=kind, **more)
    page = words(client, "compliance")
    assert address("policy_version", "a", 1) in page
    assert address("dataset", dataset.dataset) in page
    assert "2 items that are not public." in page
    assert "Secret plan" not in page
    Policy.objects.update(public=False)
    DatasetRelease.objects.update(state="withdrawn")
    page = words(client, "compliance", query="?again")
    assert address("policy_version", "a", 1) not in page
    assert address("dataset", dataset.dataset) not in page


def test_its_keeper_opens_it_adds_evidence_and_hands_it_in(client, sign_in, officer, requirement, person, riverton):
    row = requirement()
    sign_in(officer)
    assert client.get(address("mandate", row.pk)).status_code == 403
    page = words(client, "mandate_kept", row.pk)
    assert address("mandate_evidence", row.pk) in page
    assert address("mandate_keeper", row.pk) not in page
    send(client, "mandate_evidence", row.pk, kind="document", words="Plan of the poll")
    send(client, "mandate_move", row.pk, state="in_progress")
    answer = send(client, "mandate_move", row.pk, state="with_assessor")
    assert answer.url == address("mandate_kept", row.pk)
    sign_in(person("officer", agency=riverton, name="Somebody Else"))
    for name in ("mandate_kept", "mandate_evidence", "mandate_move"):
        assert client.get(address(name, row.pk)).status_code == 404


def test_evidence_that_went_out_of_date_says_so(client, sign_in, manager, requirement, verified):
    row, held = requirement(), verified()
    mandates.add_evidence(actor=manager, requirement=row, kind="proof", proof=held)
    Proof.objects.filter(pk=held.pk).update(state="stale")
    assert "Out of date" in words(sign_in(manager), "mandate", row.pk)


@pytest.mark.parametrize("language", ["", "/es"])
def test_a_decree_of_many_paragraphs_stands_on_small_pages(client, requirement, language, count_queries):
    requirement(public=True)
    path = f"{BASE}{language}{reverse('compliance')}"
    few = count_queries(lambda: client.get(path + "?few"))
    for number in range(29):
        requirement(public=True, title=f"Demand {number}", paragraph=f"{number:02}")
    assert count_queries(lambda: client.get(path)) == few
    first, last = (client.get(f"{path}?page={page}") for page in (1, 3))
    assert max(len(page.content) for page in (first, last)) < 30_000
    assert "Demand 28" in last.content.decode()
    assert "Demand 28" not in first.content.decode()
    assert first.content.decode().count("Case 27-1</h3>") == 1


def test_whoever_reads_a_finding_reads_that_the_demand_was_reworded_since(client, sign_in, manager, requirement, today):
    row = requirement(public=True)
    changed = "The agency put this demand in other words on June 16, 2027."
    sign_in(manager)
    told = {"source": "decree", "citation": "Case 27-1", "paragraph": "12", "demand": row.demand}
    assert 'value="A poll of residents"' in words(client, "mandate_reword", row.pk)
    send(client, "mandate_reword", row.pk, status=422, **told, title=" ")
    send(client, "mandate_reword", row.pk, **told, title="A fair poll")
    page = words(client, "mandate", row.pk)
    assert "Until then: Court decree, Case 27-1, 12: A poll of residents" in page
    assert "A fair poll" in words(client, "compliance")
    assert changed not in words(client, "compliance")
    found = {"finder": "monitor", "name": "the Monitor", "grade": "full"}
    mandates.add_finding(actor=manager, requirement=row, **found, day=today - timedelta(days=1))
    assert changed in words(client, "compliance")
    mandates.move(actor=manager, requirement=row, to="ended", words="The court ended it.")
    assert "This demand has ended" in words(client, "mandate_reword", row.pk)
