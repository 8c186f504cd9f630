"""A proof is asked for, handed in, checked by somebody else, and goes out of date."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from act.standards.conftest import covering, said
from act.standards.deeds import refused
from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import programs, proofs
from commonbeat.act.standards.jobs import JOBS
from commonbeat.act.standards.models import (
    Bullet,
    Proof,
    Standard,
)
from commonbeat.act.standards.queries import proofs as proof_queries
from commonbeat.act.standards.queries.programs import workspace
from commonbeat.act.standards.rules.proofs import ProofKind, ProofState
from commonbeat.ground.agency.queries import media_folder
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System
from commonbeat.measure.findings.models import Finding
from house.addresses import _run

pytestmark = pytest.mark.django_db


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
    for actor in (officer, somebody, System("standards")):
        assert refused("", proofs.verify, actor=actor, proof=row)
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


def test_who_was_asked_never_checks_it_even_where_another_handed_it_in(whole, riverton, manager, chief, today):
    asked = Staff.objects.create(agency=riverton, name="No Account", badge="N-1")
    row = proofs.ask(actor=manager, standard=whole, asked=asked, request="The list", due=today)
    row = proofs.give(actor=manager, proof=row, evidence=covering(today, today))
    Staff.objects.filter(pk=asked.pk).update(user=chief)
    assert refused("yourself", proofs.verify, actor=chief, proof=row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proof.objects.filter(pk=row.pk).update(state="verified")


def test_a_proof_is_asked_of_somebody_else_while_it_is_wanted(proof, officer, manager, riverton, today, lakefield):
    row = proof()
    other = Staff.objects.create(agency=riverton, name="Sam Hale", badge="O-2")
    stranger = Staff.objects.create(agency=lakefield, name="L", badge="L")
    turn = {"actor": manager, "proof": row}
    assert refused("works here", proofs.turn, **turn, asked=stranger, due=today)
    assert refused("still to come", proofs.turn, **turn, asked=other, due=today - timedelta(days=1))
    assert proofs.turn(**turn, asked=other, due=today + timedelta(days=9)).asked == other
    proofs.turn(**turn, asked=officer.staff.get(), due=today)
    proofs.give(actor=officer, proof=row, evidence=covering(today, today))
    assert refused("handed in already", proofs.turn, **turn, asked=other, due=today)


def test_a_neighbor_s_policy_proves_nothing_here(proof, officer, lakefield, today):
    policy = Policy.objects.create(agency=lakefield, number="1", slug="a", title="A")
    version = PolicyVersion.objects.create(agency=lakefield, policy=policy, number=1, text="t")
    theirs = covering(today, today, kind=ProofKind.POLICY, version=version)
    assert refused("this agency", proofs.give, actor=officer, proof=proof(), evidence=theirs)


def test_the_file_that_was_sent_back_goes_when_another_comes(
    proof, officer, manager, today, django_capture_on_commit_callbacks
):
    row = proof()
    file = {"kind": ProofKind.FILE, "words": "", "file_name": "orders.pdf"}
    row = proofs.give(actor=officer, proof=row, evidence=covering(today, today, **file, blocks=[b"old"]))
    old = media_folder() / row.stored
    proofs.reject(actor=manager, proof=row, reason="Too old")
    with django_capture_on_commit_callbacks(execute=True):
        row = proofs.give(actor=officer, proof=row, evidence=covering(today, today, **file, blocks=[b"new"]))
    assert not old.exists()
    assert (media_folder() / row.stored).read_bytes() == b"new"
