"""Deviations and what follows: the version of the day, what the signature proves, like cases, who sees what."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

import commonbeat.act.policies
from act.policies.addresses import at
from commonbeat.act.policies import actions
from commonbeat.act.policies.access import conduct as access
from commonbeat.act.policies.models import Attestation, DeviationRecord
from commonbeat.act.policies.queries import conduct as queries
from commonbeat.act.policies.rules import conduct as rules
from commonbeat.act.policies.rules.conduct import ActionState, Outcome, Proof, Signature, State

db = pytest.mark.django_db
DAY = date(2027, 6, 16)
WORDS = "Left the scene before the report was written."


@pytest.fixture
def note(riverton, sergeant, officer, version, today):
    """The sergeant writes down a deviation of the officer's."""

    def make(*, actor=None, staff=None, days=0, words=WORDS, section="4.2", **more):
        return actions.note_deviation(
            actor=actor or sergeant.user,
            agency=riverton,
            policy=version.policy,
            staff=staff or officer,
            event_day=today - timedelta(days=days),
            section=section,
            words=words,
            **more,
        )

    return make


@pytest.fixture
def decided(note, sergeant):
    """One that is decided."""

    def make(outcome="coached", **more):
        return actions.decide(actor=sergeant.user, deviation=note(**more), outcome=outcome, reason="First time.")

    return make


class TestRules:
    @pytest.mark.parametrize("state", State)
    def test_which_step_of_a_note_may_follow(self, state):
        assert {to for to in State if rules.may_move(state, to)} == rules.MOVES[state]

    @pytest.mark.parametrize("state", ActionState)
    def test_which_step_of_an_action_may_follow(self, state):
        assert {to for to in ActionState if rules.may_act(state, to)} == rules.ACTION_MOVES[state]

    @pytest.mark.parametrize(
        ("signatures", "proof"),
        [
            ([], Proof.NEVER),
            ([Signature(2, None)], Proof.NEVER),
            ([Signature(2, DAY)], Proof.SIGNED),
            ([Signature(2, DAY, DAY + timedelta(days=1))], Proof.SIGNED),
            ([Signature(2, DAY + timedelta(days=1))], Proof.AFTER),
            ([Signature(2, DAY - timedelta(days=9), DAY)], Proof.ENDED),
            ([Signature(1, DAY)], Proof.OLDER),
            ([Signature(1, DAY, DAY), Signature(2, None)], Proof.OLDER),
            ([Signature(1, DAY + timedelta(days=1))], Proof.NEVER),
            ([Signature(3, DAY)], Proof.NEVER),
        ],
    )
    def test_what_a_signature_proves(self, signatures, proof):
        assert rules.proof_of(signatures, 2, DAY) == proof

    @pytest.mark.parametrize("proof", Proof)
    def test_it_is_said_in_words_and_only_a_signature_in_time_justifies(self, proof):
        words = rules.proof_in_words(proof, "June 16, 2027", "May 1, 2027")
        assert ("not justify" in words) == (proof != Proof.SIGNED)
        assert bool(rules.take_problem(ActionState.PROPOSED, proof, "")) == (proof != Proof.SIGNED)
        assert not rules.take_problem(ActionState.PROPOSED, proof, "Trained in it last week.")
        assert "already" in rules.take_problem(ActionState.TAKEN, proof, "x")

    @given(st.lists(st.sampled_from(sorted(Outcome)), max_size=60), st.integers(1, 9))
    def test_no_count_is_shown_that_is_under_the_minimum(self, outcomes, minimum):
        found = rules.consistency(outcomes, minimum)
        assert all(count >= minimum for count in found.counts.values())
        rest = len(outcomes) - sum(found.counts.values())
        assert found.few == (rest > 0)
        assert rest < minimum or rest == 0

    @pytest.mark.parametrize(
        "words", ["Write to a.b@example.org", "612-555-0142", "(612) 555 0142", "He told Mr. Alder", "born in May"]
    )
    def test_words_that_seem_to_hold_a_person_are_found(self, words):
        assert rules.looks_personal(words)

    @pytest.mark.parametrize("words", [WORDS, "Section 4.2 on 2027-06-16", "Unit 12, call 270616"])
    def test_other_words_pass(self, words):
        assert not rules.looks_personal(words)

    def test_nothing_here_knows_what_people_answered_in_surveys(self):
        for path in Path(commonbeat.act.policies.__file__).parent.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                named = [one.name for one in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
                over = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
                for name in named:
                    used = f"{over}{name}"
                    assert not used.startswith(("commonbeat.listen.surveys", "commonbeat.measure.experience")), path


@db
class TestNoting:
    def test_the_version_is_the_one_in_force_on_the_day(self, note, version, supersede, today):
        newer = supersede(version, today - timedelta(days=5))
        assert note(days=9).version == version
        assert note(days=5).version == newer

    def test_what_cannot_be_noted_is_refused_in_words(self, note, commander, sergeant, today):
        with pytest.raises(ValidationError, match="was in force on that day"):
            note(days=400)
        with pytest.raises(ValidationError, match="today or earlier"):
            note(days=-1)
        with pytest.raises(ValidationError, match="whom you supervise"):
            note(staff=commander)
        with pytest.raises(ValidationError, match="whom you supervise"):
            note(staff=sergeant)
        with pytest.raises(ValidationError, match="Take it out"):
            note(words="Call 612-555-0142")
        assert note(words="Call 612-555-0142", no_names=True)

    def test_decided_once_and_taken_back_with_the_reason(self, decided, sergeant, employ):
        row = decided()
        with pytest.raises(ValidationError, match="decided or taken back"):
            actions.decide(actor=sergeant.user, deviation=row, outcome="allowed", reason="x")
        stranger = employ("Other Sergeant", "sergeant")
        with pytest.raises(ValidationError, match="Only a supervisor"):
            actions.withdraw(actor=stranger.user, deviation=row, reason="x")
        assert actions.withdraw(actor=sergeant.user, deviation=row, reason="Wrong person.").state == State.WITHDRAWN
        with pytest.raises(ValidationError, match="taken back already"):
            actions.withdraw(actor=sergeant.user, deviation=row, reason="x")

    def test_the_person_concerned_answers_and_nobody_for_them(self, decided, officer, sergeant):
        row = decided()
        assert actions.answer_deviation(actor=officer.user, deviation=row, words="I was called away.").answer
        with pytest.raises(ValidationError, match="Only the person concerned"):
            actions.answer_deviation(actor=sergeant.user, deviation=row, words="x")


@db
class TestActing:
    def test_it_cites_the_version_and_the_signature_from_the_record(
        self, decided, officer, sergeant, version, hand_out, sign_all, today
    ):
        hand_out(version)
        sign_all(Attestation.objects.get(staff=officer))
        action = actions.propose_action(actor=sergeant.user, deviation=decided(), kind="coaching", words="An hour.")
        assert (action.proof, action.signed_on, action.reading.version) == (Proof.SIGNED, today, version)
        assert actions.take_action(actor=sergeant.user, action=action).state == ActionState.TAKEN
        with pytest.raises(ValidationError, match="taken or dropped already"):
            actions.drop_action(actor=sergeant.user, action=action, reason="x")
        with pytest.raises(ValidationError, match="cannot be taken back here"):
            actions.withdraw(actor=sergeant.user, deviation=action.deviation, reason="x")

    def test_without_a_signature_it_says_what_else_justifies_it(self, decided, sergeant):
        row = decided()
        action = actions.propose_action(actor=sergeant.user, deviation=row, kind="written", words="A notice.")
        assert (action.proof, action.reading) == (Proof.NEVER, None)
        with pytest.raises(ValidationError, match="say what else"):
            actions.take_action(actor=sergeant.user, action=action)
        with pytest.raises(ValidationError, match="proposed for this already"):
            actions.propose_action(actor=sergeant.user, deviation=row, kind="written", words="x")
        assert actions.take_action(actor=sergeant.user, action=action, reason="Trained in it in May.").reason

    def test_first_decided_then_proposed(self, note, sergeant):
        with pytest.raises(ValidationError, match="Decide about the deviation first"):
            actions.propose_action(actor=sergeant.user, deviation=note(), kind="coaching", words="x")

    def test_taking_a_note_back_drops_what_was_proposed(self, decided, sergeant):
        row = decided()
        action = actions.propose_action(actor=sergeant.user, deviation=row, kind="training", words="x")
        with pytest.raises(ValidationError, match="why it is dropped"):
            actions.drop_action(actor=sergeant.user, action=action, reason=" ")
        actions.withdraw(actor=sergeant.user, deviation=row, reason="Wrong person.")
        action.refresh_from_db()
        assert action.state == ActionState.DROPPED

    def test_kinds_of_the_agency_s_own_hold_from_their_day(self, riverton, decided, chief, sergeant, today):
        row = actions.add_kind(
            actor=chief, agency=riverton, name="Peer talk", effective_from=today, citation="Agreement 7"
        )
        with pytest.raises(ValidationError, match="of this name already"):
            actions.add_kind(actor=chief, agency=riverton, name="peer talk", effective_from=today, citation="x")
        choices = dict(queries.kinds(riverton, today))
        assert choices[f"own-{row.pk}"] == "Peer talk"
        assert f"own-{row.pk}" not in dict(queries.kinds(riverton, today - timedelta(days=1)))
        action = actions.propose_action(actor=sergeant.user, deviation=decided(), kind=f"own-{row.pk}", words="x")
        assert action.kind_label == "Peer talk"

    def test_like_cases_are_counts_under_the_house_s_thresholds(self, decided, note):
        for number in range(6):
            decided(days=20 + number)
        decided(outcome="training", days=30)
        decided(days=40, section="9")
        found = queries.like_cases(note())
        assert (dict(found.counts), found.few) == ({"coached": 6}, True)


@db
class TestWhoSees:
    def test_the_line_internal_affairs_the_chief_and_the_person(
        self, riverton, note, officer, sergeant, commander, chief, person, employ
    ):
        row = note()
        internal = person("internal_affairs", agency=riverton, name="Iris Amado")
        for sees in (sergeant.user, commander.user, chief, internal):
            assert list(access.visible(sees, riverton)) == [row]
        others = [
            employ("Other Sergeant", "sergeant").user,
            employ("Other Officer", "officer").user,
            person("accreditation", agency=riverton, name="Acc"),
            person("administrator", agency=riverton, name="Adm"),
            person("training", agency=riverton, name="Tra"),
        ]
        for sees in others:
            assert not access.visible(sees, riverton).exists()
            assert not access.own(sees, riverton).exists()
        assert list(access.own(officer.user, riverton)) == [row]
        assert not access.visible(officer.user, riverton).exists()

    def test_nobody_decides_about_themselves(self, riverton, note, chief, sergeant, commander):
        row = note(actor=commander.user, staff=sergeant)
        assert access.one(sergeant.user, riverton, row.pk) is None
        assert access.own_one(sergeant.user, riverton, row.pk) == row


@db
class TestPages:
    def test_from_the_note_to_the_action(self, officer, sergeant, version, sign_in, today):
        client = sign_in(sergeant.user)
        told = {
            "policy": version.policy_id,
            "event_day": today.isoformat(),
            "section": "4.2",
            "staff": officer.pk,
            "words": WORDS,
        }
        assert client.post(at("deviation_new"), told).status_code == 302
        row = DeviationRecord.objects.get()
        for name, said in (
            ("deviation_decide", {"outcome": "coached", "reason": "First time."}),
            ("action_propose", {"kind": "coaching", "words": "An hour."}),
        ):
            assert client.get(at(name, [row.pk])).status_code == 200
            assert client.post(at(name, [row.pk]), said).status_code == 302
        page = client.get(at("deviation_detail", [row.pk])).content.decode()
        assert "does not justify an action yet" in page
        assert client.post(at("action_take", [row.pk]), {"reason": ""}).status_code == 422
        assert client.post(at("action_take", [row.pk]), {"reason": "Trained."}).status_code == 302
        assert WORDS not in client.get(at("deviation_list")).content.decode()

    def test_taken_back_and_dropped(self, decided, sergeant, sign_in):
        row = decided()
        client = sign_in(sergeant.user)
        assert client.get(at("action_drop", [row.pk])).status_code == 200
        assert client.post(at("action_drop", [row.pk]), {"reason": "x"}).status_code == 404
        actions.propose_action(actor=sergeant.user, deviation=row, kind="coaching", words="x")
        assert client.post(at("action_drop", [row.pk]), {"reason": "Not needed."}).status_code == 302
        assert client.post(at("deviation_withdraw", [row.pk]), {"reason": "Wrong person."}).status_code == 302

    def test_one_s_own_page_with_the_answer(self, decided, officer, sergeant, sign_in):
        row = decided()
        client = sign_in(officer.user)
        address = at("conduct_answer", [row.pk])
        assert address in client.get(at("conduct_own")).content.decode()
        assert client.post(address, {"words": "I was called away."}).status_code == 302
        assert "I was called away." in client.get(address).content.decode()
        actions.propose_action(actor=sergeant.user, deviation=row, kind="coaching", words="An hour.")
        assert "An hour." in client.get(address).content.decode()

    def test_the_chief_adds_a_kind(self, chief, sign_in, today):
        client = sign_in(chief)
        told = {"name": "Peer talk", "effective_from": today.isoformat(), "citation": "Agreement 7"}
        assert client.post(at("action_kinds"), told).status_code == 302
        assert "Peer talk" in client.get(at("action_kinds")).content.decode()

    def test_the_list_costs_the_same_at_one_row_and_at_three(self, note, sergeant, sign_in, count_queries):
        client = sign_in(sergeant.user)
        note()
        one = count_queries(lambda: client.get(at("deviation_list")))
        note(), note()
        assert count_queries(lambda: client.get(at("deviation_list"))) == one
