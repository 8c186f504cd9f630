"""Who sees the rules and what was decided: chief, administrator and analyst of the agency, and nobody else."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.listen.textline.conftest import BEGUN, NOW

from commonbeat.ground.roles import Role
from commonbeat.listen.textline import access, actions, queries
from commonbeat.listen.textline.models import Decision, TextRule

pytestmark = pytest.mark.django_db
KEEPERS = {Role.CHIEF, Role.ADMINISTRATOR, Role.ANALYST}


@pytest.mark.parametrize("role", Role)
def test_those_who_keep_the_rules_see_them_and_the_decisions(role, riverton, lakefield, person, contact, rule, console):
    rule()
    contact()
    actions.decide(actor=console, agency=riverton, now=NOW)
    somebody = person(role, agency=riverton)
    assert access.visible(somebody, riverton).exists() == (role in KEEPERS)
    assert access.visible_rules(somebody, riverton).exists() == (role in KEEPERS)
    assert not access.visible(somebody, lakefield).exists()
    assert not access.visible_rules(somebody, lakefield).exists()


def test_nobody_else_makes_a_rule_and_a_rule_names_calls(riverton, person):
    given = {"update": True, "survey": True, "effective_from": BEGUN, "citation": "Order 9"}
    with pytest.raises(PermissionDenied):
        actions.set_rule(actor=person("sergeant", agency=riverton), agency=riverton, pattern="X", **given)
    with pytest.raises(ValidationError):
        actions.set_rule(actor=person("chief", agency=riverton), agency=riverton, pattern=" ", **given)
    assert not TextRule.objects.exists()


def test_the_monday_list_asks_for_the_first_rule_once_contacts_come_in(riverton, person, contact, rule):
    chief, officer = person("chief", agency=riverton), person("officer", agency=riverton)
    assert queries.waiting_for(chief, riverton) == []
    contact()
    assert [one.address for one in queries.waiting_for(chief, riverton)] == ["text_rule_new"]
    assert queries.waiting_for(officer, riverton) == []
    rule()
    assert queries.waiting_for(chief, riverton) == []


def test_rows_say_what_they_are(riverton, contact, rule, console, phone):
    made = rule("NOISE*")
    contact(minor="yes")
    actions.decide(actor=console, agency=riverton, now=NOW)
    assert str(made) == "NOISE* from 2026-01-01"
    assert str(Decision.objects.first()) == "updates: refused minor"
    phone("hello")
    line = queries.line_of(riverton, "+16125550142")
    assert line is not None
    assert str(line) == line.fingerprint[:8]
    assert queries.line_of(riverton, "+16125550100") is None
