"""What is done with standards, proofs, assessments, demands and the list: each checked, written into the trail."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from act.standards.conftest import covering, said
from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import assessments, loading, mandates, programs, proofs, transparency
from commonbeat.act.standards.jobs import JOBS
from commonbeat.act.standards.models import Bullet, Proof, PublicComment, Standard
from commonbeat.act.standards.queries import proofs as proof_queries
from commonbeat.act.standards.queries.programs import gaps_in, workspace
from commonbeat.act.standards.rules.proofs import ProofKind, ProofState
from commonbeat.ground.agency.queries import media_folder
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System
from commonbeat.measure.findings.models import Finding
from house.addresses import _release, _run

pytestmark = pytest.mark.django_db


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def refused(part, call, **arguments):
    """Whether the action refuses, with these words somewhere."""
    with pytest.raises(ValidationError) as found:
        call(**arguments)
    assert part in " ".join(found.value.messages)
    return True


def test_a_program_has_a_name_of_its_own_and_a_cycle_of_months(program, manager, riverton):
    told = {
        "actor": manager,
        "agency": riverton,
        "name": program.name,
        "body": "b",
        "scope": "s",
        "starts_on": date(2027, 1, 1),
    }
    assert refused("another", programs.begin_program, **told, months=12)
    assert refused("240", programs.begin_program, **told, months=0)
    assert verbs()[-1] == "standards.begin_program"


def test_editions_of_a_program_differ_in_name_and_day(program, edition, manager):
    begin = {"actor": manager, "program": program}
    assert refused("this name", programs.begin_edition, **begin, edition="First", effective_from=date(2028, 1, 1))
    same_day = edition.effective_from
    assert refused("this day", programs.begin_edition, **begin, edition="Second", effective_from=same_day)


def test_a_standard_beyond_the_law_names_the_law_here_and_in_the_database(edition, standard, manager):
    write = {"actor": manager, "edition": edition}
    assert refused("law", programs.write_standard, **write, said=said("9", exceeds_law=True))
    assert refused("number", programs.write_standard, **write, said=said())
    row = programs.write_standard(**write, said=said("9", exceeds_law=True, citation="State law 12", chapter="2"))
    assert row.chapter.place == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Standard.objects.filter(pk=row.pk).update(citation="")


def test_parts_that_the_text_has_no_longer_stay_with_their_proofs(standard, verified, manager):
    one = verified()
    programs.change_standard(actor=manager, standard=standard, said=said(bullets=["The list of orders is kept", "New"]))
    assert [row.text for row in standard.bullets.filter(ended=False)] == ["The list of orders is kept", "New"]
    assert Bullet.objects.get(pk=one.bullet_id).ended
    programs.change_standard(actor=manager, standard=standard, said=said())
    assert not Bullet.objects.get(pk=one.bullet_id).ended
    before = len(verbs())
    programs.change_standard(actor=manager, standard=standard, said=said())
    assert len(verbs()) == before


def test_a_standard_is_compliant_only_when_every_part_has_a_checked_proof(standard, verified, proof, manager, today):
    move = {"actor": manager, "standard": standard}
    programs.move_standard(**move, to="in_progress")
    verified()
    assert refused("each part", programs.move_standard, **move, to="compliant")
    verified(part=1)
    row = programs.move_standard(**move, to="compliant")
    assert (row.state, row.state_on) == ("compliant", today)
    programs.change_standard(actor=manager, standard=row, said=said(bullets=[*said()["bullets"], "A third part"]))
    assert Standard.objects.get(pk=row.pk).state == "in_progress"
    assert "standards.fall_back" in verbs()


def test_a_waiver_says_why_here_and_in_the_database(standard, edition, manager):
    assert refused("why", programs.move_standard, actor=manager, standard=standard, to="waived")
    row = programs.move_standard(actor=manager, standard=standard, to="waived", reason="No jail here")
    assert gaps_in(edition) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Standard.objects.filter(pk=row.pk).update(reason="")


def test_a_standard_is_tied_to_a_policy_of_this_agency_or_to_something_named(
    standard, riverton, lakefield, manager, today
):
    ours, theirs = (
        Policy.objects.create(agency=town, number="1", slug="a", title="A") for town in (riverton, lakefield)
    )
    version = PolicyVersion.objects.create(agency=riverton, policy=ours, number=1, text="t")
    tie = {"actor": manager, "standard": standard}
    assert refused("Choose", programs.link_standard, **tie, kind="directive")
    assert refused("Choose", programs.link_standard, **tie, kind="directive", policy=theirs)
    assert refused("Name", programs.link_standard, **tie, kind="training", words=" ")
    assert str(programs.link_standard(**tie, kind="directive", version=version)) == str(version)
    row = programs.link_standard(**tie, kind="record", policy=ours, words="Ledger of orders")
    assert row.policy is None
    assert str(row) == "Ledger of orders"
    programs.unlink_standard(actor=manager, link=row)
    assert standard.links.count() == 1


def test_a_proof_is_asked_of_somebody_who_works_here_for_a_part_that_there_is(
    standard, whole, staff, manager, today, lakefield
):
    stranger = Staff.objects.create(agency=lakefield, name="L", badge="L")
    other = standard.bullets.first()
    ask = {"actor": manager, "request": "The list", "due": today}
    assert refused("works here", proofs.ask, **ask, standard=standard, asked=stranger)
    assert refused("which part", proofs.ask, **ask, standard=standard, asked=staff)
    assert refused("no such part", proofs.ask, **ask, standard=whole, asked=staff, bullet=other)
    late = {**ask, "due": today - timedelta(days=1)}
    assert refused("still to come", proofs.ask, **late, standard=whole, asked=staff)


def test_only_who_was_asked_hands_in_and_somebody_else_checks(proof, officer, manager, chief, riverton, person, today):
    row = proof()
    somebody = person("sergeant", agency=riverton)
    give = {"proof": row, "evidence": covering(today, today)}
    for actor in (somebody, manager, chief):
        assert refused("Only who was asked", proofs.give, actor=actor, **give)
    proofs.give(actor=officer, **give)
    assert refused("cannot become", proofs.give, actor=officer, **give)
    assert refused("yourself", proofs.verify, actor=officer, proof=row)
    assert refused("what is missing", proofs.reject, actor=manager, proof=row, reason=" ")
    back = proofs.reject(actor=manager, proof=row, reason="The list ends in May")
    assert (back.state, back.checker) == ("rejected", "Kai Brandt")
    again = proofs.give(actor=officer, **give)
    assert (again.reason, again.checked_by) == ("", None)
    held = proofs.verify(actor=chief, proof=row)
    assert (held.state, held.checked_on, held.submitted_by) == ("verified", today, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proof.objects.filter(pk=row.pk).update(checked_by=officer)


def test_where_who_was_asked_has_no_account_the_manager_hands_in_and_the_chief_checks(
    whole, riverton, manager, chief, today
):
    asked = Staff.objects.create(agency=riverton, name="No Account", badge="N-1")
    row = proofs.ask(actor=manager, standard=whole, asked=asked, request="The list", due=today)
    row = proofs.give(actor=manager, proof=row, evidence=covering(today, today))
    assert refused("yourself", proofs.verify, actor=manager, proof=row)
    assert not access.may_check(manager, row)
    assert proofs.verify(actor=chief, proof=row).state == "verified"


def test_a_file_keeps_its_hash_and_holds_only_while_it_is_the_same(proof, officer, manager, today):
    row = proof()
    file = {"kind": ProofKind.FILE, "words": "", "file_name": "../x/orders.pdf", "blocks": [b"orders"]}
    row = proofs.give(actor=officer, proof=row, evidence=covering(today, today, **file))
    assert (row.file_name, row.size) == ("orders.pdf", 6)
    assert len(row.sha256) == 64
    path = media_folder() / row.stored
    path.write_bytes(b"others")
    assert refused("not the one", proofs.verify, actor=manager, proof=row)
    path.write_bytes(b"orders")
    assert proofs.verify(actor=manager, proof=row).state == "verified"


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        (ProofKind.FILE, "Choose the file"),
        (ProofKind.POLICY, "version of a policy"),
        (ProofKind.FINDING, "published figure"),
        (ProofKind.RECORD, "Name the record"),
    ],
)
def test_what_proves_it_must_be_there(proof, officer, today, kind, problem):
    empty = covering(today, today, kind=kind, words="")
    assert refused(problem, proofs.give, actor=officer, proof=proof(), evidence=empty)


def test_an_empty_file_is_refused_and_days_to_come_are(proof, officer, today):
    row = proof()
    empty = covering(today, today, kind=ProofKind.FILE, words="", file_name="a", blocks=[])
    assert refused("empty", proofs.give, actor=officer, proof=row, evidence=empty)
    ahead = covering(today, today + timedelta(days=1))
    assert refused("to come", proofs.give, actor=officer, proof=row, evidence=ahead)


def test_a_policy_or_a_figure_proves_something(proof, officer, riverton, today):
    policy = Policy.objects.create(agency=riverton, number="1", slug="a", title="A")
    version = PolicyVersion.objects.create(agency=riverton, policy=policy, number=1, text="t")
    finding = Finding.objects.filter(run=_run(riverton, "published")).first()
    one = covering(today, today, kind=ProofKind.POLICY, version=version)
    assert proofs.give(actor=officer, proof=proof(), evidence=one).version == version
    two = covering(today, today, kind=ProofKind.FINDING, finding=finding)
    assert proofs.give(actor=officer, proof=proof(part=1), evidence=two).finding == finding


def test_proofs_age_are_asked_for_again_and_take_their_standard_back(
    standard, verified, manager, riverton, today, staff
):
    first, second = verified(ago=200), verified(part=1, ago=3)
    programs.move_standard(actor=manager, standard=standard, to="in_progress")
    programs.move_standard(actor=manager, standard=standard, to="compliant")
    assert proofs.age_due(agency=riverton) == 0
    assert proofs.age_due(agency=riverton, on=today + timedelta(days=166)) == 1
    first.refresh_from_db()
    again = first.next
    assert (first.state, again.state, again.asked) == ("stale", "requested", staff)
    assert again.due == today + timedelta(days=196)
    assert Standard.objects.get(pk=standard.pk).state == "in_progress"
    assert Proof.objects.get(pk=second.pk).state == "verified"
    assert proofs.age_due(agency=riverton, on=today + timedelta(days=167)) == 0


def test_a_standard_s_own_days_go_before_the_agency_s(standard, verified, manager, riverton):
    verified(ago=20)
    programs.change_standard(actor=manager, standard=standard, said=said(proof_days=10))
    assert workspace(standard).days == standard.proof_days or workspace(Standard.objects.get(pk=standard.pk)).days == 10
    assert proofs.age_due(agency=riverton) == 1


def test_nobody_who_left_is_asked_again_nor_for_a_part_that_is_gone_nor_twice(
    standard, whole, verified, proof, staff, manager, riverton, today
):
    verified(ago=400)
    proof()
    assert proofs.age_due(agency=riverton) == 1
    assert Proof.objects.in_state(ProofState.REQUESTED).count() == 1
    gone = verified(part=1, ago=400)
    Bullet.objects.filter(pk=gone.bullet_id).update(ended=True)
    assert proofs.age_due(agency=riverton) == 1
    all_of_it = verified(of=whole, part=None, ago=400)
    programs.change_standard(actor=manager, standard=whole, said=said(bullets=["Now it has a part"]))
    assert proofs.age_due(agency=riverton) == 1
    last = verified(ago=400)
    Staff.objects.filter(pk=staff.pk).update(ended=today)
    assert proofs.age_due(agency=riverton) == 1
    assert not Proof.objects.filter(after__in=[gone, all_of_it, last]).exists()


def test_a_proof_that_somebody_moved_meanwhile_does_not_age(verified, riverton, today, monkeypatch):
    row = verified(ago=400)
    Proof.objects.filter(pk=row.pk).update(state="stale")
    assert proofs._age(row, today, 30) is False


def test_who_was_asked_is_reminded_once_before_and_once_after(proof, riverton, officer, today, staff):
    proof(due=5)
    assert proofs.remind_due(agency=riverton) == 1
    assert proofs.remind_due(agency=riverton) == 0
    assert proofs.remind_due(agency=riverton, on=today + timedelta(days=6)) == 1
    assert proofs.remind_due(agency=riverton, on=today + timedelta(days=7)) == 0
    assert Message.objects.filter(purpose="standards.remind_proof").count() == 2


def test_whoever_has_no_address_gets_no_mail(whole, riverton, manager, today):
    asked = Staff.objects.create(agency=riverton, name="No Account", badge="N-1")
    proofs.ask(actor=manager, standard=whole, asked=asked, request="The list", due=today)
    assert proofs.remind_due(agency=riverton) == 0


def test_the_jobs_of_the_timetable_do_that(verified, proof, riverton):
    verified(ago=400)

    class Job:
        agency = riverton

    assert JOBS["standards.age"].run(Job()) == {"aged": 1}
    proof(part=1, due=2)
    assert JOBS["standards.remind"].run(Job()) == {"reminded": 1}


def test_an_assessment_is_marked_closed_and_then_stays(assessment, manager, today):
    row = assessment()
    first, second = row.marks.all()
    assert refused("missing", assessments.mark, actor=manager, mark=first, said="not_met", words="")
    assessments.mark(actor=manager, mark=first, said="not_met", words="Two orders name nobody")
    assessments.mark(actor=manager, mark=second, said="met")
    early = row.starts_on - timedelta(days=1)
    assert refused("before it begins", assessments.close, actor=manager, assessment=row, summary="", on=early)
    closed = assessments.close(actor=manager, assessment=row, summary="One of two")
    assert closed.closed_on == today
    assert refused("closed", assessments.mark, actor=manager, mark=first, said="met")
    assert refused("closed", assessments.close, actor=manager, assessment=row, summary="")
    assert AuditEvent.objects.get(verb="standards.close_assessment").details == {
        "met": 1,
        "not_met": 1,
        "not_looked_at": 0,
    }


def test_a_window_needs_a_way_to_the_assessors(assessment):
    assert refused("reached", assessment, contact="")


def test_comments_are_taken_while_open_up_to_so_many_an_hour_and_hold_only_words(assessment, riverton, today):
    row = assessment()
    take = {"actor": System("a reader"), "assessment": row, "language": "es"}
    for number in range(30):
        assessments.take_comment(**take, words=f"Muy bien {number}")
    assert refused("this hour", assessments.take_comment, **take, words="More")
    assert refused(
        "not open",
        assessments.take_comment,
        **{
            **take,
            "assessment": assessment(comments_from=today - timedelta(days=9), comments_until=today - timedelta(days=8)),
        },
        words="More",
    )
    kept = {field.name for field in PublicComment._meta.get_fields()}
    assert kept == {"id", "agency", "assessment", "words", "language", "received_at"}
    assert AuditEvent.objects.filter(verb="standards.take_comment").first().details == {}


def test_an_award_is_given_after_an_assessment_of_its_program_and_can_be_taken_back(
    program, assessment, manager, riverton, today
):
    other = programs.begin_program(
        actor=manager, agency=riverton, name="Other", body="b", scope="s", months=12, starts_on=today
    )
    give = {"actor": manager, "scope": "patrol", "given_on": today, "valid_until": today + timedelta(days=900)}
    assert refused("this program", programs.give_award, **give, program=other, assessment=assessment())
    row = programs.give_award(**give, program=program, assessment=assessment())
    assert refused("why", programs.end_award, actor=manager, award=row, why="")
    programs.end_award(actor=manager, award=row, why="Files were late")
    assert refused("already", programs.end_award, actor=manager, award=row, why="Again")


def test_a_demand_keeps_its_whole_history(requirement, manager, staff, chief, riverton, today):
    row = requirement()
    move = {"actor": manager, "requirement": row}
    mandates.move(**move, to="in_progress")
    assert refused("evidence", mandates.move, **move, to="with_assessor")
    mandates.add_evidence(**move, kind="document", words="Plan of the poll")
    mandates.move(**move, to="with_assessor")
    assert refused("in full", mandates.move, **move, to="kept_up")
    found = {"finder": "monitor", "name": "Office of the monitor", "day": today}
    assert refused("missing", mandates.add_finding, **move, **found, grade="partial")
    ahead = {**found, "day": today + timedelta(days=1)}
    assert refused("to come", mandates.add_finding, **move, **ahead, grade="full")
    mandates.add_finding(**move, **found, grade="full")
    mandates.move(**move, to="kept_up")
    mandates.add_finding(**move, **found, grade="none", words="No poll this year")
    row.refresh_from_db()
    assert row.state == "in_progress"
    mandates.hand_over(**move, owner=staff, due=None)
    mandates.show(**move, public=True)
    mandates.show(**move, public=True)
    mandates.show(**move, public=False)
    kinds = list(row.events.order_by("pk").values_list("kind", flat=True))
    assert kinds == [
        "written",
        "moved",
        "evidence",
        "moved",
        "found",
        "moved",
        "found",
        "owner",
        "shown",
        "hidden",
    ]


def test_evidence_is_exactly_what_its_kind_says(requirement, manager, riverton, verified):
    row = requirement()
    policy = Policy.objects.create(agency=riverton, number="1", slug="a", title="A")
    dataset = _release(riverton)
    given = {
        "policy": PolicyVersion.objects.create(agency=riverton, policy=policy, number=1, text="t"),
        "finding": Finding.objects.filter(agency=riverton).first(),
        "dataset": dataset,
        "proof": verified(),
    }
    for kind, thing in given.items():
        field = "version" if kind == "policy" else kind
        assert refused("which one", mandates.add_evidence, actor=manager, requirement=row, kind=kind)
        item = mandates.add_evidence(actor=manager, requirement=row, kind=kind, **{field: thing})
        assert str(item) == str(thing)
    assert refused("which one", mandates.add_evidence, actor=manager, requirement=row, kind="document", words=" ")


def test_a_list_has_versions_and_never_begins_in_the_past(manager, riverton, today):
    told = {"actor": manager, "agency": riverton, "citation": "Order 7"}
    one = {"files": 0}
    assert refused("without items", transparency.set_list, **told, items={"files": None}, effective_from=today)
    past = today - timedelta(days=1)
    assert refused("today or later", transparency.set_list, **told, items=one, effective_from=past)
    rows = [transparency.set_list(**told, items=one, effective_from=today).version for _ in range(2)]
    assert rows == [1, 2]


def test_a_file_adds_and_changes_standards_and_takes_none_out(edition, standard, manager):
    rows = [said(title="Another title"), said("2.1", chapter="2"), said("2.2", chapter="2", chapter_title="")]
    load = {"actor": manager, "edition": edition, "rows": rows, "digest": "0" * 64}
    assert loading.load_standards(**load) == {"new": 2, "changed": 1, "same": 0}
    assert loading.load_standards(**load) == {"new": 0, "changed": 0, "same": 3}
    assert edition.standards.count() == 3
    bad = [said("3", exceeds_law=True)]
    assert refused("law", loading.load_standards, actor=manager, edition=edition, rows=bad, digest="")
    assert edition.standards.count() == 3


def test_what_waits_for_whom(proof, requirement, officer, manager, chief, riverton, today, person, staff):
    row = proof()
    assert [one.address for one in proof_queries.waiting_for(officer, riverton)] == ["proof_give"]
    proofs.give(actor=officer, proof=row, evidence=covering(today, today))
    assert proof_queries.waiting_for(officer, riverton) == []
    assert [one.address for one in proof_queries.waiting_for(chief, riverton)] == ["proof"]
    own = Staff.objects.create(agency=riverton, user=chief, name="Ruth Okafor", badge="C-1")
    requirement(owner=own)
    assert [one.address for one in proof_queries.waiting_for(chief, riverton)] == ["proof", "mandate"]
    assert proof_queries.waiting_for(person("partner", agency=riverton), riverton) == []
