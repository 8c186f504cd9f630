"""A newer version comes in force: at that moment older signatures end, the same people are asked, the counts fit."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from commonbeat.act.policies import actions, jobs
from commonbeat.act.policies.actions import rounds
from commonbeat.act.policies.models import Attestation, AttestationRound
from commonbeat.act.policies.queries import attestations as queries
from commonbeat.act.policies.queries import chasing, conduct
from commonbeat.act.policies.queries.attestations import Understood
from commonbeat.act.policies.rules.attestations import State
from commonbeat.act.policies.rules.chasing import Standing
from commonbeat.act.policies.rules.conduct import Proof
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.work.models import Job

pytestmark = pytest.mark.django_db


def night(agency):
    """What the jobs of a night do, in their order."""
    context = SimpleNamespace(agency=agency)
    return {name: jobs.JOBS[f"policies.{name}"].run(context) for name in ("put_in_force", "assign")}


def standing(actor, agency):
    """Version and counts as the page of whoever looks after reading shows them."""
    return [(one.row.version.number, dict(one.group.counts)) for one in queries.overview(actor, agency)]


def asked_of(staff):
    """The addresses that wait on somebody's desk, by version."""
    found = queries.waiting_for(staff.user, staff.agency)
    numbers = [one.arguments[0] for one in found if one.address == "attest_read"]
    return list(Attestation.objects.filter(pk__in=numbers).values_list("version__number", flat=True))


@pytest.fixture
def signed(in_force, officer, sergeant, commander, ask, hand_out, sign_all):
    """The first version: in force for a month, and signed by all three who work here."""
    version = in_force(days=30)
    ask(version)
    hand_out(version)
    for reading in version.readings.select_related("staff__user", "version__policy"):
        sign_all(reading)
    return version


@pytest.fixture
def approved(signed, writer, chief, at_lawyer, today):
    """The second, approved to be in force after so many days: `approved(3)`."""

    def make(days):
        row = at_lawyer(actions.draft(actor=writer, policy=signed.policy, text="# 4 Force\nOther words."))
        return actions.approve(actor=chief, version=row, effective_from=today + timedelta(days=days))

    return make


def test_until_its_day_older_signatures_hold_and_on_it_they_end_by_the_job(
    riverton, signed, approved, officer, sergeant, move_on
):
    newer = approved(3)
    move_on(2)
    assert night(riverton) == {"put_in_force": {"in_force": 0}, "assign": {"voided": 0, "closed": 0, "assigned": 0}}
    assert standing(sergeant.user, riverton) == [(1, {Standing.SIGNED: 1})]
    assert asked_of(officer) == []
    day = move_on(1)
    assert jobs.JOBS["policies.put_in_force"].run(SimpleNamespace(agency=riverton)) == {"in_force": 1}
    old = Attestation.objects.get(staff=officer, version=signed)
    assert (old.state, old.voided_on, old.voided_by) == (State.VOIDED, day, newer)
    assert standing(sergeant.user, riverton) == [(2, {})], "no count of the old one stays"
    row = AttestationRound.objects.get(version=newer)
    assert (row.opened_on, row.due, row.ended_on) == (day, day + timedelta(days=14), None)
    assert night(riverton)["assign"] == {"voided": 0, "closed": 0, "assigned": 3}
    assert asked_of(officer) == [2]
    assert standing(sergeant.user, riverton) == [(2, {Standing.WAITING: 1})]
    assert chasing.by_supervisor(riverton, day)[sergeant.pk] == {Standing.WAITING: 1}


def test_an_approval_for_today_ends_them_at_once_and_orders_the_handing_out(riverton, signed, approved, chief):
    approved(0)
    assert not Attestation.objects.filter(version=signed).asked().exists()
    assert standing(chief, riverton) == [(2, {})]
    keys = set(Job.objects.filter(name="policies.assign").values_list("key", flat=True))
    assert keys == {f"round {row.pk}" for row in AttestationRound.objects.all()}, "none counts for another"
    assert AuditEvent.objects.get(verb="policies.void").details["people"] == 3


def test_a_missed_night_is_made_up_for_and_the_days_count_from_then(riverton, signed, approved, officer, move_on):
    newer = approved(1)
    day = move_on(9)
    assert night(riverton)["put_in_force"] == {"in_force": 1}
    old = Attestation.objects.get(staff=officer, version=signed)
    assert old.voided_on == newer.effective_from
    assert AttestationRound.objects.get(version=newer).due == day + timedelta(days=14)


def test_whoever_signed_the_new_one_before_its_day_is_not_asked_twice(
    riverton, signed, approved, hand_out, officer, sergeant, sign_all, move_on
):
    newer = approved(3)
    hand_out(newer)
    sign_all(Attestation.objects.select_related("staff__user", "version__policy").get(staff=officer, version=newer))
    move_on(3)
    night(riverton)
    assert asked_of(officer) == []
    assert asked_of(sergeant) == [2]
    assert standing(sergeant.user, riverton) == [(2, {Standing.SIGNED: 1})]
    found = queries.of_versions(riverton, [officer.pk], [signed.pk, newer.pk])
    assert found == {(officer.pk, newer.pk): Understood(True, True)}


@pytest.mark.parametrize("who", [{"who": "ranks", "ranks": ["sergeant"]}, {"who": "sworn"}])
def test_a_round_that_was_for_fewer_reaches_everybody_whose_signature_ended(
    riverton, signed, approved, hand_out, officer, who, move_on
):
    newer = approved(3)
    hand_out(newer, **who)
    move_on(3)
    night(riverton)
    assert Attestation.objects.filter(version=newer).count() == 3
    assert asked_of(officer) == [2]


def test_a_round_by_unit_reaches_them_too(riverton, signed, approved, hand_out, officer, move_on):
    newer = approved(3)
    hand_out(newer, who="units", units=[riverton.unit_set.create(name="River patrol")])
    assert not Attestation.objects.filter(version=newer).exists()
    move_on(3)
    night(riverton)
    assert Attestation.objects.filter(version=newer).count() == 3


def test_a_round_that_ended_while_it_was_handed_out_hands_out_no_more(
    riverton, employ, signed, approved, hand_out, officer, monkeypatch
):
    for number in range(3):
        employ(f"More {number}", "officer")
    row = AttestationRound.objects.get(version=signed)
    some = rounds._assign_some

    def until_the_newer_one_is_in_force(*told):
        made = some(*told)
        if not AttestationRound.objects.filter(version__number=2).exists():
            approved(0)
        return made

    monkeypatch.setattr(rounds, "_assign_some", until_the_newer_one_is_in_force)
    assert actions.assign(row=row, batch=1) == 1
    assert not Attestation.objects.filter(version=signed).asked().exists()


class TestWithdrawn:
    def test_whoever_was_asked_is_asked_no_more_and_older_signatures_hold(
        self, riverton, signed, approved, hand_out, officer, sergeant, chief, sign_all, today, move_on
    ):
        newer = approved(5)
        hand_out(newer)
        sign_all(Attestation.objects.select_related("staff__user", "version__policy").get(staff=officer, version=newer))
        actions.withdraw_version(actor=chief, version=newer, reason="A section is wrong.")
        assert asked_of(sergeant) == []
        assert set(newer.readings.values_list("state", "voided_on")) == {(State.WITHDRAWN, today)}
        assert standing(chief, riverton) == [(1, {Standing.SIGNED: 3})]
        assert AuditEvent.objects.get(verb="policies.end_round").details["people"] == 3
        move_on(9)
        assert night(riverton) == {"put_in_force": {"in_force": 0}, "assign": {"voided": 0, "closed": 0, "assigned": 0}}

    def test_its_signature_proves_nothing(
        self, riverton, approved, hand_out, officer, chief, sign_all, writer, at_lawyer, today
    ):
        newer = approved(5)
        Attestation.objects.filter(staff=officer).delete()
        hand_out(newer)
        sign_all(Attestation.objects.select_related("staff__user", "version__policy").get(staff=officer, version=newer))
        actions.withdraw_version(actor=chief, version=newer, reason="A section is wrong.")
        third = at_lawyer(actions.draft(actor=writer, policy=newer.policy))
        actions.approve(actor=chief, version=third, effective_from=today)
        row = actions.note_deviation(
            actor=chief, agency=riverton, policy=newer.policy, staff=officer, event_day=today, section="4", words="X."
        )
        assert conduct.proof(row).proof == Proof.NEVER
