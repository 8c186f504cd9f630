"""The pages of reading: one's own way from the desk to the receipt, and what supervisors and the chief see."""

import csv
import io
from datetime import timedelta

import pytest

from act.policies.addresses import at
from commonbeat.act.policies import actions
from commonbeat.act.policies.access import attestations as access
from commonbeat.act.policies.jobs import attestations as jobs
from commonbeat.act.policies.models import Attestation, AttestationRound, QuizItem
from commonbeat.act.policies.queries import attestations as queries
from commonbeat.act.policies.rules.attestations import State
from commonbeat.act.policies.rules.chasing import Standing
from commonbeat.ground.people.models import Staff
from commonbeat.web.timetable import TASKS

pytestmark = pytest.mark.django_db


class Job:
    """What a job is given."""

    def __init__(self, agency):
        self.agency = agency


def reading_of(staff) -> Attestation:
    return Attestation.objects.select_related("version__policy", "staff__user").get(staff=staff, voided_on=None)


class TestOwnWay:
    def test_whoever_reads_spanish_is_told_that_the_text_is_in_english(self, officer, version, hand_out, sign_in):
        hand_out(version)
        client, english = sign_in(officer.user), at("attest_read", [reading_of(officer).pk])
        assert "Only the English text binds" not in client.get(english).content.decode()
        spanish = client.get(english.replace("/riverton/", "/riverton/es/")).content.decode()
        assert "Solo obliga el texto en inglés" in spanish

    def test_from_the_list_to_the_receipt(self, officer, version, ask, hand_out, sign_in):
        item = ask(version)
        hand_out(version)
        pk, client = reading_of(officer).pk, sign_in(officer.user)
        assert at("attest_read", [pk]) in client.get(at("attest_list")).content.decode()
        page = client.get(at("attest_read", [pk])).content.decode()
        assert 'id="s-4-2"' in page
        assert client.post(at("attest_open", [pk])).url == at("attest_quiz", [pk])
        quiz = at("attest_quiz", [pk])
        assert item.question in client.get(quiz).content.decode()
        assert client.post(quiz, {}).status_code == 422
        wrong = client.post(quiz, {f"q{item.pk}": "0"})
        assert wrong.status_code == 422
        assert "Whoever can stop it must. Read section 4.2 again." in wrong.content.decode()
        assert f"{at('attest_read', [pk])}#s-4-2" in wrong.content.decode()
        assert client.post(quiz, {f"q{item.pk}": "1"}).url == at("attest_sign", [pk])
        assert client.get(quiz).url == at("attest_sign", [pk])
        sign = at("attest_sign", [pk])
        assert client.post(sign, {"name": officer.name}).status_code == 422
        assert client.post(sign, {"name": officer.name, "agreed": "on"}).url == at("attest_receipt", [pk])
        receipt = client.get(at("attest_receipt", [pk])).content.decode()
        assert reading_of(officer).receipt in receipt
        assert at("attest_receipt", [pk]) in client.get(at("attest_list")).content.decode()
        assert "signed this already" in client.get(sign).content.decode()
        assert "Nothing more is asked" in client.get(quiz).content.decode()
        assert client.post(quiz, {f"q{item.pk}": "1"}).status_code == 422
        assert client.post(at("attest_open", [pk])).url == at("attest_read", [pk])

    def test_several_right_answers_are_chosen_together(self, officer, version, ask, hand_out, sign_in):
        item = ask(version, right=(1, 2))
        hand_out(version)
        client, pk = sign_in(officer.user), reading_of(officer).pk
        client.post(at("attest_open", [pk]))
        assert "More than one answer is right." in client.get(at("attest_quiz", [pk])).content.decode()
        assert client.post(at("attest_quiz", [pk]), {f"q{item.pk}": ["1", "2"]}).status_code == 302

    def test_in_spanish(self, officer, version, ask, hand_out, sign_in):
        item = ask(version)
        QuizItem.objects.filter(pk=item.pk).update(question_es="¿Qué hace usted?", why_es="Quien puede, debe.")
        hand_out(version)
        client, pk = sign_in(officer.user), reading_of(officer).pk
        client.post(at("attest_open", [pk]))
        address = at("attest_quiz", [pk]).replace("/riverton/", "/riverton/es/")
        assert "¿Qué hace usted?" in client.get(address).content.decode()
        assert "Quien puede, debe." in client.post(address, {f"q{item.pk}": "0"}).content.decode()
        assert client.get(address.replace("questions/", "")).status_code == 200

    def test_a_version_is_named_in_the_reader_s_language(self, officer, version, ask, hand_out, sign_in):
        ask(version)
        hand_out(version)
        version.policy.title_es = "Uso de la fuerza"
        version.policy.save()
        client = sign_in(officer.user)
        reading = reading_of(officer)
        actions.open_reading(actor=officer.user, reading=reading)
        address = at("attest_quiz", [reading.pk])
        assert "300 Use of force, version 1" in client.get(address).content.decode()
        spanish = client.get(address.replace("/riverton/", "/riverton/es/")).content.decode()
        assert "300 Uso de la fuerza, versión 1" in spanish

    def test_nobody_opens_somebody_else_s(self, officer, sergeant, version, hand_out, sign_in):
        hand_out(version)
        pk, client = reading_of(officer).pk, sign_in(sergeant.user)
        for name in ("attest_read", "attest_quiz", "attest_sign", "attest_receipt"):
            assert client.get(at(name, [pk])).status_code == 404
        assert client.post(at("attest_open", [pk])).status_code == 404

    def test_what_a_newer_version_ended_says_so(
        self, riverton, officer, version, hand_out, sign_all, supersede, today, sign_in
    ):
        hand_out(version)
        old = sign_all(reading_of(officer))
        supersede(version, today)
        actions.assign_all(agency=riverton)
        client = sign_in(officer.user)
        assert "version 2 is in force since then" in client.get(at("attest_receipt", [old.pk])).content.decode()
        assert "asked to sign the new one" in client.get(at("attest_read", [old.pk])).content.decode()


class TestSupervising:
    def test_whose_reading_somebody_sees(self, riverton, lakefield, officer, sergeant, commander, chief):
        assert set(access.people(chief, riverton)) == {officer, sergeant, commander}
        assert set(access.people(sergeant.user, riverton)) == {officer}
        assert set(access.people(officer.user, riverton)) == set(access.people(chief, lakefield)) == set()

    def test_a_sergeant_sees_their_own_people_a_chief_all(
        self, riverton, employ, officer, sergeant, commander, chief, version, hand_out, sign_in
    ):
        other = employ("Other Officer", "officer")
        hand_out(version)
        assert {row.staff for row in access.readings(sergeant.user, riverton)} == {officer}
        assert {row.staff for row in access.readings(commander.user, riverton)} == {officer, sergeant}
        assert access.readings(chief, riverton).count() == Staff.objects.count()
        assert not access.readings(officer.user, riverton).exists()
        page = sign_in(sergeant.user).get(at("reading_version", [version.pk])).content.decode()
        assert officer.name in page
        assert other.name not in page

    @pytest.mark.parametrize("role", ["chief", "accreditation", "training", "internal_affairs"])
    def test_who_sees_everybody(self, riverton, person, role):
        assert access.sees_everybody(person(role, agency=riverton, name="Sees All"), riverton)

    def test_counts_by_unit_and_squad_and_by_standing(
        self, riverton, employ, officer, sergeant, commander, chief, version, hand_out, sign_all, today, move_on
    ):
        unit = riverton.unit_set.create(name="Patrol")
        squad = unit.squads.create(agency=riverton, name="A")
        Staff.objects.filter(pk__in=[officer.pk, sergeant.pk]).update(unit=unit, squad=squad)
        away = employ("Away Officer", "officer", supervisor=sergeant)
        employ("No Account", supervisor=sergeant)
        hand_out(version, due=2)
        sign_all(reading_of(commander))
        actions.note_leave(actor=chief, staff=away, since=today, until=None)
        move_on(3)
        actions.chase(agency=riverton)
        found = queries.progress(queries.of_version(access.readings(chief, riverton), version), riverton.day())
        counts = {one: found.whole.count(one) for one in Standing if found.whole.count(one)}
        assert counts == {Standing.SIGNED: 1, Standing.LATE: 2, Standing.AWAY: 1, Standing.NO_ACCOUNT: 1}
        assert [(one.name, one.asked) for one in found.units] == [("", 3), ("Patrol", 2)]
        assert [(one.name, one.asked) for one in found.squads] == [("Patrol, A", 2)]
        for standing in Standing:
            rows = queries.with_standing(access.readings(chief, riverton), riverton.day())
            assert queries.of_standing(rows, standing).count() == counts.get(standing, 0), standing

    def test_the_pages_of_the_chief(self, chief, officer, sergeant, version, hand_out, sign_all, sign_in):
        client = sign_in(chief)
        assert "No policy is before people" in client.get(at("reading")).content.decode()
        hand_out(version)
        sign_all(reading_of(sergeant))
        assert "1 of 3" in client.get(at("reading")).content.decode()
        page = client.get(at("reading_version", [version.pk]), {"standing": "waiting"}).content.decode()
        assert officer.name in page
        file = client.get(at("reading_version_file", [version.pk])).content.decode()
        rows = list(csv.DictReader(io.StringIO(file)))
        assert [row["Name"] for row in rows] == ["Ana Lindqvist", "Helen Strand", "Marcus Bell"]
        assert rows[2]["Signed on"]

    def test_away_is_noted_by_the_supervisor(self, officer, sergeant, commander, sign_in, today):
        client = sign_in(sergeant.user)
        address = at("reading_leave", [officer.pk])
        assert client.post(address, {"since": today.isoformat()}).status_code == 302
        assert "nobody knows yet until when" in client.get(address).content.decode()
        assert client.post(address, {"since": today.isoformat(), "until": today.isoformat()}).status_code == 422
        assert client.get(at("reading_leave", [commander.pk])).status_code == 404

    def test_read_and_understood_by_person_and_policy(
        self, riverton, employ, officer, sergeant, version, hand_out, sign_all, today
    ):
        hand_out(version)
        sign_all(reading_of(officer))
        new = employ("New Person", "officer")
        marks = queries.of_versions(riverton, [officer.pk, sergeant.pk, new.pk], [version.pk])
        assert marks == {
            (officer.pk, version.pk): queries.Understood(read=True, understood=True),
            (sergeant.pk, version.pk): queries.Understood(read=False, understood=False),
        }

    def test_the_desk_tells_one_s_own_and_how_many_are_late(
        self, riverton, officer, sergeant, version, hand_out, move_on
    ):
        hand_out(version, due=1)
        assert [one.address for one in queries.waiting_for(officer.user, riverton)] == ["attest_read"]
        move_on(2)
        actions.chase(agency=riverton)
        told = queries.waiting_for(sergeant.user, riverton)
        assert [one.address for one in told] == ["attest_read", "reading"]
        assert "1 of your people has" in str(told[1].title)
        reading = reading_of(officer)
        actions.open_reading(actor=officer.user, reading=reading)
        assert queries.waiting_for(officer.user, riverton)[0].next_step == "Sign it"

    @pytest.mark.parametrize("name", ["reading", "attest_list"])
    def test_lists_cost_the_same_at_one_row_and_at_three(
        self, riverton, employ, chief, version, write_policy, hand_out, sign_in, count_queries, name
    ):
        Staff.objects.create(agency=riverton, user=chief, name=chief.name, badge="C-1")
        client = sign_in(chief)
        hand_out(version)
        one = count_queries(lambda: client.get(at(name)))
        for number in ("301", "302"):
            employ(f"Officer {number}", "officer")
            hand_out(write_policy(number=number))
        actions.assign_all(agency=riverton)
        assert count_queries(lambda: client.get(at(name))) == one

    def test_one_version_costs_the_same_at_one_row_and_at_three(
        self, riverton, employ, chief, officer, version, hand_out, sign_in, count_queries
    ):
        hand_out(version)
        client = sign_in(chief)
        one = count_queries(lambda: client.get(at("reading_version", [version.pk])))
        employ("More", "officer"), employ("Most", "officer")
        actions.assign_all(agency=riverton)
        assert count_queries(lambda: client.get(at("reading_version", [version.pk]))) == one


class TestAsking:
    def test_questions_and_a_round_by_the_chief(self, riverton, chief, officer, version, sign_in, today):
        riverton.unit_set.create(name="Patrol")
        client = sign_in(chief)
        assert at("round_open", [version.pk]) in client.get(at("round_list")).content.decode()
        address = at("round_questions", [version.pk])
        told = {
            "question": "What first?",
            "answer_1": "Step in",
            "right_1": "on",
            "answer_2": "Look on",
            "why": "It stops harm.",
            "section": "4.2",
        }
        assert client.post(address, told).status_code == 302
        assert client.post(address, told | {"right_1": ""}).status_code == 422
        assert "Step in" in client.get(address).content.decode()
        assert client.post(at("round_question_remove", [version.pk, 1])).status_code == 302
        assert client.post(at("round_question_remove", [version.pk, 9])).status_code == 404
        client.post(address, told)
        opening = at("round_open", [version.pk])
        assert client.get(opening).status_code == 200
        due = (today + timedelta(days=9)).isoformat()
        assert client.post(opening, {"due": due, "who": "units"}).status_code == 422
        assert client.post(opening, {"due": due, "who": "everybody"}).status_code == 302
        assert AttestationRound.objects.get().version == version
        assert "see how far it is" in client.get(at("round_list")).content.decode()

    def test_a_version_that_is_no_longer_in_force_is_not_asked_about(self, chief, write_policy, sign_in):
        old = write_policy(number="302", state="superseded")
        assert sign_in(chief).get(at("round_open", [old.pk])).status_code == 404


class TestJobs:
    def test_each_does_its_work_for_its_agency(self, riverton, officer, version, hand_out):
        hand_out(version)
        assert jobs.assign(Job(riverton)) == {"voided": 0, "closed": 0, "assigned": 0}
        assert jobs.chase(Job(riverton))["mails"] == 0
        assert jobs.report(Job(riverton)) == {"mails": 3}

    def test_the_timetable_knows_them(self):
        assert set(jobs.JOBS) <= set(TASKS)


def test_states_have_shapes_of_their_own(officer, version, hand_out, sign_in):
    hand_out(version)
    Attestation.objects.filter(staff=officer).update(state=State.OVERDUE)
    assert "is-broken" in sign_in(officer.user).get(at("attest_list")).content.decode()
