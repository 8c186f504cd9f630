"""Open work is listed kind by kind and passed on without circles; upper apps bring kinds of their own."""

import pytest

from commonbeat.ground.people import actions, handover

pytestmark = pytest.mark.django_db


def test_nothing_open_is_an_empty_list(riverton, on_staff):
    assert handover.open_work(on_staff(riverton)) == []


def test_whoever_reports_to_the_leaving_person_and_takes_over_reports_one_up(riverton, on_staff, console):
    top = on_staff(riverton, "Top", "1")
    leaving = on_staff(riverton, "Leaving", "2", supervisor="1")
    deputy = on_staff(riverton, "Deputy", "3", supervisor="2")
    other = on_staff(riverton, "Other", "4", supervisor="2")
    assert handover.open_work(leaving)[0].names == ["Deputy", "Other"]
    assert handover.pass_on(actor=console, staff=leaving, to=deputy) == {"supervision": 1}
    deputy.refresh_from_db()
    other.refresh_from_db()
    assert deputy.supervisor == top
    assert other.supervisor == deputy


def test_answered_and_withdrawn_invitations_are_not_open(riverton, on_staff, person, invited, console):
    sergeant = person("sergeant", agency=riverton)
    row = on_staff(riverton)
    row.user = sergeant
    row.save()
    first, _token = invited(riverton, actor=sergeant)
    invited(riverton, email="b@riverton.example", actor=sergeant)
    actions.withdraw(actor=console, invitation=first)
    assert [len(kind.names) for kind in handover.open_work(row)] == [1]


class Cases:
    """A kind of open work as an upper app would bring it."""

    key, label = "cases", "Cases"

    def __init__(self):
        self.passed = []

    def names(self, staff):
        return ["case 1"]

    def pass_on(self, *, actor, staff, to):
        self.passed.append((staff, to))
        return 1


def test_an_upper_apps_kind_is_listed_and_passed_on(riverton, on_staff, console):
    cases, ana, bo = Cases(), on_staff(riverton), on_staff(riverton, "Bo", "18")
    assert handover.open_work(ana, [cases]) == [handover.OpenWork("Cases", ["case 1"])]
    assert handover.pass_on(actor=console, staff=ana, to=bo, holdings=[cases]) == {"cases": 1}
    assert cases.passed == [(ana, bo)]
