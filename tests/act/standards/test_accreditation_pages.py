"""The pages: what the public reads and may say, what staff do, step by step, and that nothing of a neighbor's shows."""

from datetime import date, timedelta

import icalendar
import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from act.standards.conftest import covering, said
from commonbeat.act.standards.actions import assessments, mandates, programs, proofs
from commonbeat.act.standards.exports import calendar as exports
from commonbeat.act.standards.models import (
    Assessment,
    Award,
    ComplianceRequirement,
    IndexList,
    Program,
    Proof,
    PublicComment,
    Standard,
    StandardLink,
    StandardSet,
)
from commonbeat.act.standards.queries import assessments as assessment_queries
from commonbeat.act.standards.queries import programs as program_queries
from commonbeat.act.standards.views import loading as loading_views
from commonbeat.ground.people.models import Staff
from commonbeat.kit.tabular.writing import lines
from commonbeat.measure.findings.models import DatasetRelease, Finding
from house.addresses import _release

pytestmark = pytest.mark.django_db
BASE = "/riverton"


def address(name, *arguments):
    return BASE + reverse(name, args=arguments)


def words(client, name, *arguments, query="", status=200):
    page = client.get(address(name, *arguments) + query)
    assert page.status_code == status, name
    return page.content.decode()


def send(client, name, /, *arguments, status=302, **data):
    page = client.post(address(name, *arguments), data)
    assert page.status_code == status, page.content.decode()[:3000]
    return page


PUBLIC = ("accreditation", "compliance", "transparency_index")


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_stand_empty_and_full_without_a_cookie_under_30_kb(
    client, riverton, language, name, assessment, requirement, manager, today
):
    path = f"{BASE}{language}{reverse(name)}"
    assert not client.get(path).cookies
    for number in range(6):
        assessment()
        requirement(public=True, title=f"A poll of residents, number {number}")
    page = client.get(path)
    assert not page.cookies
    assert len(page.content) < 30_000


@pytest.mark.parametrize(
    ("given", "until", "ended", "told"),
    [
        (None, None, "", "In preparation: the Prairie Council has not accredited the agency for patrol"),
        (-100, 500, "", "Accredited by the Prairie Council for patrol, from March 8, 2027 to October 28, 2028."),
        (-500, -1, "", "ended on June 15, 2027. It is not in force now."),
        (-100, 500, "Files were late", "took the accreditation for patrol back on June 16, 2027. Reason given: Files"),
    ],
)
def test_the_badge_says_in_words_for_what_and_until_when(client, program, manager, today, given, until, ended, told):
    if given is not None:
        days = {"given_on": today + timedelta(days=given), "valid_until": today + timedelta(days=until)}
        row = programs.give_award(actor=manager, program=program, scope="patrol", **days)
        if ended:
            programs.end_award(actor=manager, award=row, why=ended)
    page = words(client, "accreditation")
    assert told in page
    assert "<img" not in page.split("<main")[-1]
    assert told in words(client, "about")


def test_a_program_that_is_not_public_and_a_neighbor_s_show_nowhere(client, program, riverton, lakefield):
    Program.objects.filter(pk=program.pk).update(public=False)
    assert "Prairie Council" not in words(client, "accreditation")
    Program.objects.filter(pk=program.pk).update(public=True, agency=lakefield)
    assert program_queries.badges(riverton) == []


def test_somebody_comments_without_saying_who_they_are(client, assessment, sign_in, manager):
    row = assessment()
    page = words(client, "accreditation")
    assert address("accreditation_comment", row.pk) in page
    assert "assess@prairie.example" in page
    form = words(client, "accreditation_comment", row.pk)
    assert "csrf" not in form
    assert "name=" in form
    assert "email" not in form.split("<form")[-1]
    answer = send(client, "accreditation_comment", row.pk, words="They <b>listen</b>.")
    assert not answer.cookies
    assert "Thank you" in words(client, "accreditation_comment", row.pk, query="?said=1")
    send(client, "accreditation_comment", row.pk, status=422, words=" ")
    assert "They &lt;b&gt;listen" in words(sign_in(manager), "assessment", row.pk)


def test_a_comment_in_spanish_is_kept_as_spanish(client, assessment):
    row = assessment()
    client.post(f"{BASE}/es{reverse('accreditation_comment', args=[row.pk])}", {"words": "Escuchan."})
    assert PublicComment.objects.get().language == "es"


def test_when_comments_are_over_their_number_is_public_and_their_words_are_not(client, assessment, today):
    row = assessment()
    client.post(address("accreditation_comment", row.pk), {"words": "They listen."})
    days = {"comments_from": today - timedelta(days=9), "comments_until": today - timedelta(days=2)}
    Assessment.objects.filter(pk=row.pk).update(**days)
    page = words(client, "accreditation", query="?again")
    assert "1 came." in page
    assert "They listen" not in page
    send(client, "accreditation_comment", row.pk, status=422, words="Too late")
    assert "Comments are closed" in words(client, "accreditation_comment", row.pk)
    Assessment.objects.filter(pk=row.pk).update(comments_from=today + timedelta(days=1), comments_until=today)
    assert "Comments will be taken" in words(client, "accreditation", query="?third")
    hidden = assessment(comments_from=None, comments_until=None, contact="")
    assert client.get(address("accreditation_comment", hidden.pk)).status_code == 404
    assert client.post(address("accreditation_comment", hidden.pk)).status_code == 404


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


def test_the_index_says_x_of_y_and_never_a_percentage(client, riverton, sign_in, manager, today):
    page = words(client, "transparency_index")
    assert "0 of 15 items of the list are met." in page
    assert "%" not in page.split("<main")[-1].split("</main")[0]
    assert "the agency has not set its own" in page
    sign_in(manager)
    send(client, "index_list", files="0", effective_from=today.isoformat(), citation="Order 7")
    assert "Order 7" in words(client, "index_list")
    client.logout()
    page = words(client, "transparency_index")
    assert "0 of 1 items" in page
    assert "version 1" in page
    _release(riverton)
    assert "Nothing: each item of the list is met today." in words(client, "transparency_index", query="?now")


def test_a_list_without_items_is_refused_on_its_page(sign_in, manager, today, riverton):
    told = {"effective_from": today.isoformat(), "citation": "Order 7"}
    send(sign_in(manager), "index_list", status=422, **told)
    assert not IndexList.objects.exists()


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
    send(client, "award_end", award.pk, why="Files were late")
    assert "taken back on" in words(client, "accreditation_program", program.pk)
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


def test_gaps_say_why_each_is_one(client, sign_in, manager, edition, standard, proof, today):
    proof(due=0, on=today)
    sign_in(manager)
    page = words(client, "gap_list", edition.pk)
    assert "2 gaps." in page
    assert "It is due on June 16, 2027." in page
    Standard.objects.filter(pk=standard.pk).update(state="waived", reason="x")
    assert "No gaps" in words(client, "gap_list", edition.pk)


def test_an_assessment_is_marked_closed_and_held_beside_another(client, sign_in, manager, assessment, program):
    mock = assessment()
    sign_in(manager)
    assert "no other assessment" in words(client, "assessment_compare", mock.pk)
    mark = mock.marks.first()
    send(client, "assessment_mark", mock.pk, mark.pk, status=422, mark="not_met")
    send(client, "assessment_mark", mock.pk, mark.pk, mark="met")
    assert client.get(address("assessment_mark", mock.pk, 999_999)).status_code == 404
    send(client, "assessment_close", mock.pk, summary="Fine")
    assert "it stays as it is" in words(client, "assessment_mark", mock.pk, mark.pk)
    assert "Met: 1 of 2. Not met: 0. Not looked at: 1." in words(client, "assessment", mock.pk)
    real = assessment(kind="on_site", starts_on=date(2027, 6, 15))
    assessments.mark(actor=manager, mark=real.marks.first(), said="not_met", words="No list")
    page = words(client, "assessment_compare", real.pk)
    assert "Met before, not met now" in page
    assert "Cannot be compared" in page
    assert "Beside another assessment" in words(client, "assessment", real.pk)
    third = assessment(kind="remote")
    assert assessment_queries.other(third, str(real.pk)).pk == real.pk
    assert assessment_queries.other(third, "x").pk == mock.pk


def test_the_calendar_shows_a_year_and_is_a_file(
    client, sign_in, manager, program, assessment, verified, proof, today, monkeypatch
):
    monkeypatch.setattr(exports, "LIBRARY", "no_such_library")
    assessment()
    verified(ago=10)
    proof(part=1, due=3)
    programs.give_award(actor=manager, program=program, scope="s", given_on=today, valid_until=date(2027, 12, 1))
    sign_in(manager)
    page = words(client, "accreditation_calendar", program.pk)
    for what in (
        "Mock assessment",
        "People may comment from today",
        "Last day for comments",
        "is due from Ana",
        "Accreditation by",
    ):
        assert what in page
    assert "is good" in words(client, "accreditation_calendar", program.pk, query="?year=2028")
    assert "Cycle 2 of Prairie program begins" in words(
        client, "accreditation_calendar", program.pk, query="?year=2029"
    )
    assert "Nothing is due" in words(client, "accreditation_calendar", program.pk, query="?year=1999")
    file = client.get(address("accreditation_calendar_file", program.pk))
    assert file.headers["Content-Type"].startswith("text/csv")
    assert "2027-12-01,Accreditation by the Prairie Council ends" in file.content.decode()


def test_the_calendar_is_one_for_calendar_programs(client, sign_in, manager, program):
    sign_in(manager)
    file = client.get(address("accreditation_calendar_file", program.pk) + "?year=2026")
    assert file.headers["Content-Type"].startswith("text/calendar")
    (event,) = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    assert str(event["summary"]) == "Cycle 1 of Prairie program begins"
    assert event["dtstart"].dt == program.starts_on
    assert "Take it into a calendar program" in words(client, "accreditation_calendar", program.pk)


COLUMNS = ["chapter", "chapter_title", "number", "area", "title", "text", "bullets", "exceeds_law", "citation", "note"]
GOOD = ["1", "Leading", "1.1", "Leadership", "Orders", "Each order names one.", "A | B", "no", "", "x"]


def a_file(*rows):
    return SimpleUploadedFile("standards.csv", "".join(lines(COLUMNS, rows)).encode())


def test_a_file_is_looked_at_first_and_loaded_whole(client, sign_in, manager, edition):
    sign_in(manager)
    page = client.post(address("standards_load", edition.pk), {"file": a_file(GOOD)})
    assert page.status_code == 200
    assert "1 line, nothing wrong with it." in page.content.decode()
    assert not Standard.objects.exists()
    token = page.context["token"]
    send(client, "standards_load", edition.pk, checked=token)
    row = Standard.objects.get()
    assert [part.text for part in row.bullets.all()] == ["A", "B"]
    send(client, "standards_load", edition.pk, checked="x")
    other = signing.dumps(
        {"edition": edition.pk, "sha256": "", "rows": [said("3", exceeds_law=True)]}, salt=loading_views.SALT
    )
    send(client, "standards_load", edition.pk, checked=other)
    assert Standard.objects.count() == 1


def test_every_bad_line_of_a_file_is_told_and_nothing_is_loaded(client, sign_in, manager, edition):
    sign_in(manager)
    bad = [
        ["1", "", "1.2", "dancing", "T", "t", "", "", "", ""],
        ["1", "", "1.3", "training", "T", "t", "", "yes", "", ""],
        ["1", "", "1.4", "training", "T", "t", "x" * 501, "", "", ""],
        ["1", "", "", "training", "T", "t", "", "", "", ""],
    ]
    page = client.post(address("standards_load", edition.pk), {"file": a_file(GOOD, *bad)})
    assert page.status_code == 422
    told = page.content.decode()
    assert "4 things must be put right" in told
    assert "Write one of: leadership, resource_management, training, service_delivery" in told
    assert "Name the law" in told
    assert "more than 500 characters" in told
    nothing = client.post(address("standards_load", edition.pk), {"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")})
    assert nothing.status_code == 422
    assert client.post(address("standards_load", edition.pk), {}).status_code == 422


def test_a_file_longer_than_any_set_is_refused(monkeypatch, client, sign_in, manager, edition):
    monkeypatch.setattr("commonbeat.act.standards.imports.MOST_ROWS", 1)
    sign_in(manager)
    rows = [[*GOOD[:2], f"1.{number}", *GOOD[3:]] for number in range(3)]
    page = client.post(address("standards_load", edition.pk), {"file": a_file(*rows)})
    assert "at most 2,000 lines" in page.content.decode()


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
    assert "No demand fits." in words(client, "mandate_list")
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
    send(client, "mandate_move", row.pk, state="kept_up")
    send(client, "mandate_keeper", row.pk, owner=staff.pk, due="")
    send(client, "mandate_show", row.pk)
    page = words(client, "mandate", row.pk)
    for part in ("A published file: Figures", "Plan of the poll", "1.1 The list of orders", "Full compliance"):
        assert part in page
    assert "Full compliance, found by the Monitor on June 1, 2027." in words(client, "compliance")
    assert "A poll" in words(client, "mandate_list", query="?source=decree&state=kept_up")


def _dataset(agency):
    return DatasetRelease.objects.get(agency=agency, dataset="stops_count").pk


@pytest.mark.parametrize("name", ["mandate_new", "mandate_keeper", "proof_ask"])
def test_who_does_not_work_here_cannot_be_chosen(client, sign_in, manager, requirement, whole, lakefield, name, today):
    stranger = Staff.objects.create(agency=lakefield, name="L", badge="L").pk
    row = requirement()
    arguments = {"mandate_new": [], "mandate_keeper": [row.pk], "proof_ask": [whole.pk]}[name]
    told = {"owner": stranger, "asked": stranger, "due": "2027-08-01", "request": "r", "source": "decree"}
    sign_in(manager)
    send(client, name, *arguments, status=422, **told, citation="c", title="t", demand="d")


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


def test_an_edition_to_come_is_shown_before_the_first_is_in_force(program, manager, today):
    row = programs.begin_edition(
        actor=manager, program=program, edition="To come", effective_from=today + timedelta(days=9)
    )
    assert program_queries.current_edition(program, today) == row
    assert program_queries.edition_of([], today) is None
