"""Late readings: only those are told of whom a supervisor was told; of the rest the list says that nobody can be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from act.policies.addresses import at
from commonbeat.act.policies import actions
from commonbeat.act.policies.access import attestations as access
from commonbeat.act.policies.models import Attestation
from commonbeat.act.policies.queries import attestations as queries
from commonbeat.act.policies.queries import chasing
from commonbeat.act.policies.rules import chasing as rules
from commonbeat.act.policies.rules.attestations import State
from commonbeat.act.policies.rules.chasing import Clocks, Reading, Step
from commonbeat.ground.people.models import Staff

CLOCKS = Clocks(due=14, remind=7, again=7, escalate=3, escalate_again=7)
DAY = date(2027, 6, 16)


@given(st.integers(0, 60), st.sampled_from([State.OVERDUE, State.ESCALATED]), st.integers(0, 2), st.integers(0, 9))
def test_nobody_is_told_where_nobody_can_be_and_the_person_is_reminded_instead(late, state, level, ago):
    one = Reading(
        state=state,
        due=DAY - timedelta(days=late),
        level=level,
        reminded_on=DAY - timedelta(days=ago),
        over=False,
        above=False,
    )
    step = rules.step_of(one, DAY, CLOCKS)
    assert step in (None, Step.REMIND, Step.LATE_AGAIN)
    if late and ago >= CLOCKS.again:
        assert step is Step.LATE_AGAIN


def test_the_list_says_so_only_of_those_late_enough():
    due = DAY - timedelta(days=4)
    assert rules.nobody_to_tell(State.OVERDUE, due, DAY, CLOCKS, over=False)
    assert not rules.nobody_to_tell(State.OVERDUE, due, DAY, CLOCKS, over=True)
    assert not rules.nobody_to_tell(State.OVERDUE, DAY - timedelta(days=3), DAY, CLOCKS, over=False)
    assert not rules.nobody_to_tell(State.ASSIGNED, due, DAY, CLOCKS, over=False)


@pytest.mark.django_db
class TestChase:
    @pytest.fixture
    def late(self, riverton, version, hand_out, officer, employ, chief, move_on):
        """Ana has a supervisor, Omar has none, Uma's has no mail address and no account: all are late for long."""
        employ("Omar Free", "officer")
        silent = Staff.objects.create(agency=riverton, name="Silent Boss", badge="Z-1")
        employ("Uma Quist", "officer", supervisor=silent)
        hand_out(version)
        clocks = queries.clocks(riverton, riverton.day())
        for days in (15, clocks.escalate + 1, 1):
            move_on(days)
            actions.chase(agency=riverton)
        return {row.staff.name: row for row in Attestation.objects.select_related("staff")}

    def test_only_those_are_told_of_whose_supervisor_was_told(self, late):
        assert (late["Ana Lindqvist"].state, late["Ana Lindqvist"].level) == (State.ESCALATED, 1)
        for name in ("Omar Free", "Uma Quist"):
            assert (late[name].state, late[name].level) == (State.OVERDUE, 0)

    def test_the_list_says_that_there_is_nobody_to_tell(self, riverton, late, version, chief, sign_in):
        client = sign_in(chief)
        assert "nobody to tell" in client.get(at("reading_version", args=[version.pk])).content.decode()
        day = riverton.day()
        found = chasing.untold(Attestation.objects.all(), riverton, day, queries.clocks(riverton, day))
        names = set(Attestation.objects.filter(pk__in=found).values_list("staff__name", flat=True))
        assert names == {"Omar Free", "Uma Quist", "Helen Strand"}, "the commander has nobody above"

    def test_a_supervisor_who_comes_is_told(self, riverton, late, sergeant, move_on):
        Staff.objects.filter(name="Omar Free").update(supervisor=sergeant)
        move_on(1)
        assert actions.chase(agency=riverton)["escalated"] == 1
        assert Attestation.objects.get(staff__name="Omar Free").state == State.ESCALATED


@pytest.mark.django_db
def test_a_version_that_was_never_put_before_people_opens_by_no_number(
    riverton, write_policy, hand_out, sergeant, chief, sign_in
):
    asked, unasked = write_policy(), write_policy(number="301", state="draft", since=None)
    hand_out(asked)
    for name in ("reading_version", "reading_version_file"):
        client = sign_in(sergeant.user)
        assert client.get(at(name, args=[asked.pk])).status_code == 200
        assert client.get(at(name, args=[unasked.pk])).status_code == 404
    assert access.version(chief, riverton, unasked.pk) is None


@pytest.mark.django_db
def test_a_policy_s_new_number_breaks_no_receipt(version, hand_out, officer, sign_all, chief):
    hand_out(version)
    signed = sign_all(Attestation.objects.get(staff=officer))
    changes = {"number": "4.300", "title": "Force", "title_es": "Fuerza"}
    actions.change(actor=chief, policy=version.policy, changes=changes)
    version.policy.refresh_from_db()
    assert version.policy.number == "4.300"
    assert queries.hash_of(version) == signed.version_hash
