"""What must not happen to a self-review: it gets stuck, is signed by one person alone, or counts what was withdrawn."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse

from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.models import NextStep, SelfReview
from commonbeat.ground.agency.models import Agency, Setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.people.models import Staff

pytestmark = pytest.mark.django_db


def at(agency, name, *args):
    return f"/{agency.slug}{reverse(name, args=args)}"


@pytest.fixture
def step(agreed, leader, today):
    """A next step of the agreed review."""
    return actions.add_step(
        actor=leader,
        review=agreed,
        question=agreed.keys[0],
        title="Ask after every stop",
        owner=Staff.objects.get(badge="sergeant-1"),
        due=today + timedelta(days=30),
    )


def test_a_question_with_too_few_answers_is_agreed_on_like_any_other(counted, sign_in, leader, riverton):
    key = counted.keys[0]
    counted.results.filter(question=key).update(groups=[])
    told = {f"agreed-{key}": "written", f"words-{key}": "We talked it over."}
    answered = sign_in(leader).post(at(riverton, "self_review_reconcile", counted.number), told)
    assert answered.status_code == 302
    assert counted.results.get(question=key).agreed == "written"


@pytest.mark.parametrize("act", ["end_rating", "invite_raters"])
def test_a_step_holds_the_review_itself_and_never_the_row_of_the_agency(rating, leader, worker, monkeypatch, act):
    held, before = [], QuerySet.select_for_update
    monkeypatch.setattr(
        QuerySet, "select_for_update", lambda self, **more: held.append(self.model) or before(self, **more)
    )
    more = {"people": [worker("civilian", 7).pk]} if act == "invite_raters" else {}
    getattr(actions, act)(actor=leader, review=rating, **more)
    assert held[0] is SelfReview
    assert Agency not in held


def test_a_group_of_one_is_never_shown_whatever_the_agency_chose_before(riverton, leader, today):
    value = {"people": 1}
    Setting.objects.create(agency=riverton, key=SettingKey.THRESHOLDS, value=value, effective_from="2027-01-01")
    row = actions.open_review(
        actor=leader, agency=riverton, title="Ours", rate_by=today + timedelta(days=9), facilitator=leader
    )
    assert row.minimum == 5


def test_one_person_does_not_give_both_names(agreed, chief):
    SelfReview.objects.update(facilitator=chief)
    actions.sign_review(actor=chief, review=agreed)
    with pytest.raises(ValidationError, match="Two people sign"):
        actions.close_review(actor=chief, review=agreed)


def test_a_promise_made_after_closing_leaves_both_names(step, agreed, leader, chief):
    actions.sign_review(actor=leader, review=agreed)
    actions.close_review(actor=chief, review=agreed)
    actions.promise_step(actor=chief, step=step, promised_to="everybody")
    agreed.refresh_from_db()
    assert agreed.signed_name == leader.name
    assert agreed.signed_hash
    assert agreed.signed_on


def test_a_promise_made_before_closing_takes_the_first_name_back(step, agreed, leader, chief):
    actions.sign_review(actor=leader, review=agreed)
    actions.promise_step(actor=chief, step=step, promised_to="everybody")
    agreed.refresh_from_db()
    assert not agreed.signed_hash


def test_a_step_whose_day_has_passed_says_so_in_its_form(step, agreed, chief, sign_in, riverton, today):
    NextStep.objects.update(due=today - timedelta(days=1))
    address = at(riverton, "self_review_promise", agreed.number, step.pk)
    answered = sign_in(chief).post(address, {"promised_to": "everybody"})
    assert answered.status_code == 422
    assert "The day of this step has passed." in answered.text
