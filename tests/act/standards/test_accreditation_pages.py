"""What staff do with programs and standards, step by step, and that nothing of a neighbor's shows."""

import pytest
from django.urls import reverse

from act.standards.conftest import said
from act.standards.deeds import BASE, address, send, words
from commonbeat.act.standards.actions import programs
from commonbeat.act.standards.models import (
    Assessment,
    Award,
    Program,
    Standard,
    StandardLink,
    StandardSet,
)
from commonbeat.ground.people.models import Staff

pytestmark = pytest.mark.django_db


def test_a_manager_goes_from_a_program_to_an_award(client, sign_in, manager, riverton, today, staff):
    sign_in(manager)
    assert "No program yet." in words(client, "accreditation_programs")
    told = {"name": "State", "body": "the Council", "scope": "all", "months": 36, "starts_on": "2027-01-01"}
    send(client, "accreditation_program_new", **told, public="on")
    send(client, "accreditation_program_new", status=422, **told)
    program = Program.objects.get()
    assert "No edition yet" in words(client, "accreditation_program", program.pk)
    send(client, "edition_new", program.pk, edition="First", effective_from="2027-01-01")
    edition = StandardSet.objects.get()
    text = {**said(), "bullets": "One\n\nTwo", "exceeds_law": "", "owner": staff.pk}
    send(client, "standard_new", edition.pk, **text)
    send(client, "standard_new", edition.pk, status=422, **{**text, "number": "2", "bullets": "x" * 501})
    row = Standard.objects.get()
    send(client, "standard_change", row.pk, **{**text, "exceeds_law": "on", "citation": "Law 1", "proof_days": 30})
    row.refresh_from_db()
    assert (row.exceeds_law, row.proof_days, row.owner) == (True, 30, staff)
    assert "One\nTwo" in words(client, "standard_change", row.pk)
    assert row.title in words(client, "edition", edition.pk, query="?state=not_started&area=leadership")
    send(client, "assessment_new", edition.pk, kind="on_site", assessor="the Council", starts_on="2027-06-01")
    assessment = Assessment.objects.get()
    days = {"given_on": "2027-06-10", "valid_until": "2030-06-10"}
    send(client, "award_new", program.pk, scope="all", **days, assessment=assessment.pk)
    award = Award.objects.get()
    assert award.assessment == assessment
    page = words(client, "accreditation_program", program.pk)
    assert address("award_end", award.pk) in page
    send(client, "award_end", award.pk, status=422, on="2027-06-17", why="Files were late")
    send(client, "award_end", award.pk, on="2027-06-12", why="Files were late")
    assert "taken back on June 12, 2027" in words(client, "accreditation_program", program.pk)
    assert "0 of 1" in words(client, "accreditation_programs")


def test_the_workspace_shows_ties_parts_proofs_and_gaps(client, sign_in, manager, standard, verified, proof, riverton):
    verified()
    programs.link_standard(actor=manager, standard=standard, kind="training", words="Two hours on orders")
    sign_in(manager)
    page = words(client, "standard", standard.pk)
    assert "Two hours on orders" in page
    assert "1 gap." in page
    assert "No proof was ever asked for." in page
    send(client, "standard_link", standard.pk, kind="record", words="Ledger")
    send(client, "standard_link", standard.pk, status=422, kind="directive")
    send(client, "standard_unlink", StandardLink.objects.get(words="Ledger").pk)
    assert "Ledger" not in words(client, "standard", standard.pk)
    send(client, "standard_move", standard.pk, state="in_progress")
    send(client, "standard_move", standard.pk, status=422, state="compliant")
    send(client, "standard_move", standard.pk, state="waived", reason="No jail here")
    assert "No jail here" in words(client, "standard", standard.pk)


def test_gaps_say_why_each_is_one(client, sign_in, manager, edition, standard, proof, today):
    proof(due=0, on=today)
    sign_in(manager)
    page = words(client, "gap_list", edition.pk)
    assert "2 gaps." in page
    assert "It is due on June 16, 2027." in page
    Standard.objects.filter(pk=standard.pk).update(state="waived", reason="x")
    assert "No gaps" in words(client, "gap_list", edition.pk)


@pytest.mark.parametrize("role", ["board_member", "independent_reviewer", "commander"])
def test_who_sees_standards_reads_everything_and_changes_nothing(
    client, sign_in, person, riverton, role, standard, requirement, assessment, proof
):
    row, demand, one = proof(), requirement(), assessment()
    sign_in(person(role, agency=riverton))
    for name, pk in (
        ("standard", standard.pk),
        ("proof", row.pk),
        ("mandate", demand.pk),
        ("assessment", one.pk),
        ("edition", standard.edition_id),
        ("accreditation_program", standard.edition.program_id),
    ):
        page = words(client, name, pk)
        assert "Ask for a proof" not in page
        assert "Close the assessment" not in page
        assert "Add evidence" not in page
    assert client.post(address("proof_verify", row.pk)).status_code == 403


def test_lists_cost_the_same_at_one_row_and_at_many(
    client, sign_in, manager, edition, count_queries, standard, requirement, proof, officer
):
    requirement()
    proof()
    sign_in(manager)
    lists = [("edition", edition.pk), ("gap_list", edition.pk), ("mandate_list",), ("accreditation_programs",)]
    before = [count_queries(lambda one=one: client.get(address(*one))) for one in lists]
    for number in range(3):
        programs.write_standard(actor=manager, edition=edition, said=said(f"4.{number}"))
        requirement(title=f"Demand {number}")
        proof(part=1)
    assert [count_queries(lambda one=one: client.get(address(*one))) for one in lists] == before
    sign_in(officer)
    few = count_queries(lambda: client.get(address("proof_own")))
    proof()
    assert count_queries(lambda: client.get(address("proof_own"))) == few


@pytest.mark.parametrize("name", ["mandate_new", "mandate_keeper", "proof_ask"])
def test_who_does_not_work_here_cannot_be_chosen(client, sign_in, manager, requirement, whole, lakefield, name, today):
    stranger = Staff.objects.create(agency=lakefield, name="L", badge="L").pk
    row = requirement()
    arguments = {"mandate_new": [], "mandate_keeper": [row.pk], "proof_ask": [whole.pk]}[name]
    told = {"owner": stranger, "asked": stranger, "due": "2027-08-01", "request": "r", "source": "decree"}
    sign_in(manager)
    send(client, name, *arguments, status=422, **told, citation="c", title="t", demand="d")


def test_a_program_is_changed_on_its_page(client, sign_in, manager, program):
    sign_in(manager)
    assert "patrol and investigations" in words(client, "accreditation_program_change", program.pk)
    told = {"name": "State", "body": "the Council", "scope": "all", "months": 36, "starts_on": "2027-01-01"}
    send(client, "accreditation_program_change", program.pk, **told)
    program.refresh_from_db()
    assert (program.name, program.public) == ("State", False)


def test_empty_pages_say_what_to_do(client, sign_in, manager, edition):
    sign_in(manager)
    for name, pk in (("gap_list", edition.pk), ("accreditation_program", edition.program_id)):
        assert "This edition has no standards yet" in words(client, name, pk)
    assert "No standard is here." in words(client, "edition", edition.pk)
    assert "No demand is written down." in words(client, "mandate_list")


def test_the_gap_list_draws_one_mark_for_each_part(client, sign_in, manager, edition, standard, verified):
    verified()
    sign_in(manager)
    page = words(client, "gap_list", edition.pk)
    assert "1 of 2 parts are proven today" in page
    assert page.split("cb-units")[1].split("</td>")[0].split("</th>")[0].count("<svg") == 2
    assert "Nobody keeps it yet." in page


def test_why_a_part_is_a_gap_is_said_in_spanish_too(client, sign_in, manager, edition, proof):
    proof()
    page = sign_in(manager).get(f"{BASE}/es{reverse('gap_list', args=[edition.pk])}").content.decode()
    assert "Vence el 26 de junio de 2027." in page
