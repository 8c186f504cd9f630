"""Reading and signing: who is asked, what stands before a signature, what ends it, who is chased and told."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonbeat.act.policies import actions
from commonbeat.act.policies.models import Attestation, AttestationRound, Policy
from commonbeat.act.policies.rules.attestations import Answer, State
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging.actions import WORDS
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.people.models import Staff, User
from commonbeat.ground.work.models import Job
from commonbeat.kit.sealing import unseal

pytestmark = pytest.mark.django_db


def reading_of(staff) -> Attestation:
    return Attestation.objects.select_related("version__policy", "staff__user").get(staff=staff, voided_on=None)


def mails() -> dict[str, str]:
    """What is written to whom."""
    return {unseal(row.recipient, WORDS): unseal(row.body, WORDS) for row in Message.objects.all()}


class TestAsking:
    def test_a_round_is_handed_out_once_by_a_job(self, riverton, chief, officer, version, hand_out):
        row = hand_out(version)
        assert Attestation.objects.count() == Staff.objects.count() == 3
        assert actions.assign(row=row) == 0
        assert Job.objects.filter(name="policies.assign", agency_id=riverton.pk).count() == 1

    def test_in_batches(self, officer, version, chief, today, count_queries):
        row = actions.open_round(actor=chief, version=version, due=today + timedelta(days=9))
        assert actions.assign(row=row, batch=2) == 3

    @pytest.mark.parametrize(
        ("who", "more", "expected"),
        [
            ("sworn", {}, {"Helen Strand", "Marcus Bell", "Ana Lindqvist"}),
            ("ranks", {"ranks": ["sergeant", "commander"]}, {"Helen Strand", "Marcus Bell"}),
        ],
    )
    def test_only_those_are_asked_whom_it_is_for(self, employ, officer, version, hand_out, who, more, expected):
        employ("Casey Desk", rank="civilian", sworn=False)
        hand_out(version, who=who, **more)
        assert set(Attestation.objects.values_list("staff__name", flat=True)) == expected

    def test_by_unit(self, riverton, officer, sergeant, version, hand_out):
        unit = riverton.unit_set.create(name="Patrol")
        Staff.objects.filter(pk=officer.pk).update(unit=unit)
        hand_out(version, who="units", units=[unit])
        assert [row.staff_id for row in Attestation.objects.all()] == [officer.pk]

    def test_whoever_is_new_is_asked_on_the_first_night_and_gets_the_usual_days(
        self, riverton, employ, officer, version, hand_out, move_on
    ):
        hand_out(version, due=5)
        day = move_on(4)
        new = employ("New Person", "officer")
        assert actions.assign_all(agency=riverton)["assigned"] == 1
        assert reading_of(new).due == day + timedelta(days=14)

    def test_what_cannot_be_asked_is_refused_in_words(self, chief, write_policy, version, today):
        draft = write_policy(number="301", state="draft")
        with pytest.raises(ValidationError, match="approved or in force"):
            actions.open_round(actor=chief, version=draft, due=today + timedelta(days=9))
        with pytest.raises(ValidationError, match="still to come"):
            actions.open_round(actor=chief, version=version, due=today)
        with pytest.raises(ValidationError, match="Check the units"):
            actions.open_round(actor=chief, version=version, due=today + timedelta(days=9), who="units")
        actions.open_round(actor=chief, version=version, due=today + timedelta(days=9))
        with pytest.raises(ValidationError, match="before people already"):
            actions.open_round(actor=chief, version=version, due=today + timedelta(days=9))

    def test_a_question_that_cannot_be_asked_is_refused(self, chief, version):
        with pytest.raises(ValidationError, match="two to five"):
            actions.add_question(
                actor=chief, version=version, question="?", answers=[Answer("a", "", True)], why="w", section="1"
            )

    def test_a_question_can_be_taken_away(self, chief, version, ask):
        actions.remove_question(actor=chief, item=ask(version))
        assert not version.questions.exists()


class TestReading:
    def test_from_asked_to_signed(self, officer, version, ask, hand_out, today):
        item = ask(version)
        hand_out(version)
        user, reading = officer.user, reading_of(officer)
        with pytest.raises(ValidationError, match="Read the policy first"):
            actions.answer(actor=user, reading=reading, chosen={item.pk: {1}})
        assert actions.open_reading(actor=user, reading=reading).state == State.OPENED
        assert actions.answer(actor=user, reading=reading, chosen={item.pk: {0}}) == [item]
        with pytest.raises(ValidationError, match="answer its questions first"):
            actions.attest(actor=user, reading=reading, name=officer.name)
        assert actions.answer(actor=user, reading=reading, chosen={item.pk: {1}}) == []
        assert actions.answer(actor=user, reading=reading, chosen={item.pk: {0}}) == []
        with pytest.raises(ValidationError, match="Sign with your name"):
            actions.attest(actor=user, reading=reading, name="Somebody Else")
        row = actions.attest(actor=user, reading=reading, name=" ana  lindqvist")
        assert (row.state, row.attested_on, row.tries) == (State.ATTESTED, today, 2)
        assert len(row.version_hash) == len(row.receipt) == 64
        with pytest.raises(ValidationError, match="signed this already"):
            actions.attest(actor=user, reading=reading, name=officer.name)

    def test_without_questions_reading_is_enough(self, officer, version, hand_out):
        hand_out(version)
        actions.open_reading(actor=officer.user, reading=reading_of(officer))
        row = actions.open_reading(actor=officer.user, reading=reading_of(officer))
        assert row.state == State.PASSED

    def test_nobody_signs_for_somebody_else(self, officer, sergeant, version, hand_out):
        hand_out(version)
        with pytest.raises(ValidationError, match="for themselves"):
            actions.open_reading(actor=sergeant.user, reading=reading_of(officer))

    def test_what_was_answered_wrongly_is_kept_nowhere(self, officer, version, ask, hand_out):
        item = ask(version)
        hand_out(version)
        actions.open_reading(actor=officer.user, reading=reading_of(officer))
        actions.answer(actor=officer.user, reading=reading_of(officer), chosen={item.pk: {0}})
        row = reading_of(officer)
        assert (row.tries, row.passed_on) == (1, None)
        assert not AuditEvent.objects.filter(verb="policies.pass_questions").exists()


class TestEnding:
    def test_a_newer_version_ends_signatures_and_asks_anew(
        self, riverton, officer, version, hand_out, sign_all, supersede, move_on
    ):
        first = hand_out(version)
        sign_all(reading_of(officer))
        newer = supersede(version, move_on(30))
        done = actions.assign_all(agency=riverton)
        assert (done["voided"], done["assigned"]) == (3, 3)
        old = Attestation.objects.get(staff=officer, version=version)
        assert (old.state, old.voided_by, old.voided_on) == (State.VOIDED, newer, newer.effective_from)
        assert old.attested_on is not None
        assert AttestationRound.objects.get(pk=first.pk).ended_on is not None
        assert reading_of(officer).version == newer
        assert actions.assign_all(agency=riverton) == {"voided": 0, "closed": 0, "assigned": 0}

    def test_a_round_of_the_newer_version_that_runs_already_goes_on(
        self, riverton, officer, version, hand_out, supersede, move_on
    ):
        hand_out(version)
        newer = supersede(version, move_on(3))
        hand_out(newer)
        assert actions.void_older(agency=riverton) == 3
        assert AttestationRound.objects.filter(version=newer).count() == 1

    def test_whoever_leaves_is_closed_and_whoever_returns_is_asked_again(
        self, riverton, officer, sergeant, version, hand_out, sign_all, today, move_on
    ):
        hand_out(version)
        sign_all(reading_of(sergeant))
        Staff.objects.filter(pk__in=(officer.pk, sergeant.pk)).update(ended=today)
        assert actions.assign_all(agency=riverton)["closed"] == 1
        assert reading_of(officer).state == State.CLOSED
        assert reading_of(sergeant).state == State.ATTESTED
        move_on(20)
        Staff.objects.filter(pk=officer.pk).update(ended=None)
        assert actions.assign_all(agency=riverton)["assigned"] == 1
        assert reading_of(officer).state == State.ASSIGNED


class TestChasing:
    def test_reminded_late_and_told_one_level_up_and_then_two(
        self, riverton, employ, officer, sergeant, commander, version, hand_out, sign_all, move_on
    ):
        hand_out(version, due=14)
        sign_all(reading_of(sergeant))
        sign_all(reading_of(commander))
        assert actions.chase(agency=riverton)["mails"] == 0
        move_on(8)
        assert actions.chase(agency=riverton) == {"reminded": 1, "late": 0, "escalated": 0, "mails": 1}
        assert actions.chase(agency=riverton)["mails"] == 0, "one mail a person a day"
        move_on(7)
        assert actions.chase(agency=riverton)["late"] == 1
        assert reading_of(officer).state == State.OVERDUE
        move_on(3)
        assert actions.chase(agency=riverton)["escalated"] == 1
        assert "Ana Lindqvist" in mails()[sergeant.email]
        move_on(7)
        assert actions.chase(agency=riverton)["escalated"] == 1
        assert "Ana Lindqvist" in mails()[commander.email]
        assert sign_all(reading_of(officer)).state == State.ATTESTED

    def test_one_mail_holds_all_policies_of_a_person(self, riverton, officer, write_policy, hand_out, move_on):
        for number in ("300", "301"):
            hand_out(write_policy(number=number), due=3)
        assert actions.chase(agency=riverton) == {"reminded": 6, "late": 0, "escalated": 0, "mails": 3}
        assert mails()[officer.email].count("Use of force") == 2

    def test_a_mail_in_spanish_names_the_policy_in_spanish(self, riverton, officer, version, hand_out):
        Policy.objects.update(title_es="Uso de la fuerza")
        User.objects.filter(pk=officer.user_id).update(language="es")
        hand_out(version, due=3)
        actions.chase(agency=riverton)
        assert "Uso de la fuerza" in mails()[officer.email]
        assert "Use of force" in mails()["marcus.bell@riverton.example"]

    def test_a_time_away_that_is_long_over_makes_nobody_punctual(
        self, officer, chief, version, hand_out, today, move_on
    ):
        hand_out(version, due=2)
        Attestation.objects.filter(staff=officer).update(state=State.OVERDUE)
        move_on(40)
        actions.note_leave(actor=chief, staff=officer, since=today, until=today + timedelta(days=1))
        assert reading_of(officer).state == State.OVERDUE

    def test_nobody_is_chased_who_is_away_or_cannot_sign_in(
        self, riverton, employ, officer, sergeant, chief, version, hand_out, today, move_on
    ):
        employ("No Account", supervisor=sergeant)
        hand_out(version, due=2)
        actions.note_leave(actor=chief, staff=officer, since=today, until=None)
        move_on(3)
        actions.chase(agency=riverton)
        assert set(mails()) == {"marcus.bell@riverton.example", "helen.strand@riverton.example"}

    def test_back_from_being_away_the_days_begin_anew(self, officer, chief, version, hand_out, today, move_on):
        hand_out(version, due=2)
        Attestation.objects.filter(staff=officer).update(state=State.OVERDUE)
        day = move_on(10)
        actions.note_leave(actor=chief, staff=officer, since=today, until=None)
        row = actions.note_leave(actor=chief, staff=officer, since=today, until=day)
        assert officer.leaves.get() == row
        assert reading_of(officer).due == day + timedelta(days=14)
        assert reading_of(officer).state == State.ASSIGNED
        with pytest.raises(ValidationError, match="later day"):
            actions.note_leave(actor=chief, staff=officer, since=day, until=day)

    def test_whoever_has_no_supervisor_or_no_mail_is_marked_late_and_told_of_to_nobody(
        self, riverton, commander, version, hand_out, move_on
    ):
        hand_out(version, due=1)
        Staff.objects.filter(pk=commander.pk).update(email="")
        commander.user.email = ""
        commander.user.save()
        move_on(2)
        actions.chase(agency=riverton)
        move_on(5)
        assert actions.chase(agency=riverton)["escalated"] == 0
        assert reading_of(commander).state == State.OVERDUE
        assert mails() == {}

    def test_the_report_counts_and_names_nobody(self, riverton, chief, officer, sergeant, version, hand_out, sign_all):
        assert actions.report_reading(agency=riverton) == 0
        hand_out(version)
        sign_all(reading_of(sergeant))
        assert actions.report_reading(agency=riverton) == 2
        told = mails()
        assert set(told) == {sergeant.email, chief.email}
        assert "Has not begun: 1" in told[sergeant.email]
        assert "Has signed: 1" in told[chief.email]
        assert not any("Lindqvist" in words for words in told.values())

    def test_so_many_queries_however_many_people(self, riverton, employ, sergeant, version, hand_out):
        def queries() -> int:
            with CaptureQueriesContext(connection) as found:
                actions.chase(agency=riverton)
            return len(found)

        hand_out(version, due=3)
        first = queries()
        Attestation.objects.update(reminded_on=None)
        for number in range(5):
            employ(f"More {number}", "officer", supervisor=sergeant)
        actions.assign_all(agency=riverton)
        assert queries() <= first
