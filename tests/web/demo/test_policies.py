"""The invented policies: made once, in every state that the pages can show, and labelled."""

import pytest

from commonbeat.act.policies import queries
from commonbeat.act.policies.models import Policy, PolicyConsultation, PolicyVersion
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.text import parse
from commonbeat.ground.roles import System
from commonbeat.web.demo import policies
from commonbeat.web.demo.policy_plans import PLANS

MACHINE = System("test")


def test_every_invented_text_can_be_read():
    texts = [text for plan in PLANS for words in plan.versions for text in (words.text, words.text_es) if text]
    assert [parse(text).faults for text in texts if parse(text).faults] == []


@pytest.mark.django_db
def test_they_are_made_once_and_show_every_state(riverton):
    said = []
    for _again in range(2):
        policies.make_all(MACHINE, riverton, said.append)
    assert said == ["8 invented policies, 7 in force"] * 2
    today = riverton.day()
    needs = queries.required_set(riverton, today)
    rows = queries.listed(Policy.objects.filter(agency=riverton), riverton, today, needs)
    assert [one.code for one in queries.missing(rows, needs)] == ["body_cameras"]
    assert [one.policy.number for one in rows if one.overdue] == ["402"]
    assert PolicyVersion.objects.filter(policy__number="300").count() == 3
    assert sorted(one.open_on(today) for one in PolicyConsultation.objects.all()) == [False, True]
    assert PolicyVersion.objects.filter(state=VersionState.PUBLIC_COMMENT).count() == 1
