"""Staff are added, changed with the old values kept, loaded all or nothing, and ended in one step."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from commonbeat.ground.agency.models import Agency, Squad, Unit
from commonbeat.ground.audit.models import AuditEvent, Correction
from commonbeat.ground.people import actions, queries
from commonbeat.ground.people.actions import StaffFacts
from commonbeat.ground.people.actions.staff import facts_of
from commonbeat.ground.people.models import Membership, ShiftAssignment, Staff, User
from commonbeat.ground.roles import Permission

pytestmark = pytest.mark.django_db


def load(console, agency, *rows):
    return actions.import_staff(actor=console, agency=agency, rows=rows, digest="d" * 64)


def test_units_and_squads_are_made_as_they_are_named(riverton, on_staff):
    row = on_staff(riverton, unit="Patrol", squad="Second watch")
    other = on_staff(riverton, "Bo", "18", unit="Patrol", squad="Second watch", supervisor="17")
    assert Unit.objects.get(agency=riverton) == row.unit == other.unit
    assert Squad.objects.get() == row.squad
    assert other.supervisor == row


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"badge": "17"}, "__all__"),
        ({"badge": "18", "squad": "Second watch"}, "squad"),
        ({"badge": "18", "supervisor": "99"}, "supervisor"),
        ({"badge": "18", "supervisor": "18"}, "supervisor"),
        ({"badge": "18", "email": "no address"}, "email"),
    ],
)
def test_wrong_facts_are_refused_by_field(riverton, on_staff, facts, field):
    on_staff(riverton)
    with pytest.raises(ValidationError) as refused:
        on_staff(riverton, "Bo", **facts)
    assert field in refused.value.message_dict
    assert Staff.objects.count() == 1


def test_a_change_keeps_what_it_was_and_why(riverton, on_staff, console):
    row = on_staff(riverton, unit="Patrol", hired=date(2020, 1, 2))
    facts = facts_of(row)
    assert facts == StaffFacts(name="Ana Ruiz", badge="17", unit="Patrol", hired=date(2020, 1, 2))
    changed = StaffFacts(name="Ana Ruiz", badge="17", rank="sergeant", unit="Patrol", hired=date(2020, 1, 2))
    actions.change_staff(actor=console, staff=row, facts=changed, reason="promoted")
    kept = Correction.objects.get(subject_type="people.staff")
    assert (kept.field, kept.old, kept.new, kept.reason) == ("rank", "officer", "sergeant", "promoted")
    assert AuditEvent.objects.get(verb="people.change_staff").details == {"fields": ["rank"]}


def test_a_shift_holds_from_the_day_on_which_it_was_written(riverton, on_staff, console, monkeypatch):
    row = on_staff(riverton, shift="Nights")
    other = on_staff(riverton, "Bo", "18", shift="nights ")
    today = riverton.day()
    assert queries.shifts(riverton, today) == {row.pk: "Nights", other.pk: "Nights"}
    assert queries.shifts(riverton, today - timedelta(days=1)) == {}
    assert queries.shift_of(row, today).since == today
    monkeypatch.setattr(Agency, "day", lambda self, moment=None: today + timedelta(days=9))
    changed = replace(facts_of(row), shift="Days")
    actions.change_staff(actor=console, staff=row, facts=changed, reason="moved")
    kept = Correction.objects.get()
    assert (kept.field, kept.old, kept.new) == ("shift", "Nights", "Days")
    assert queries.shifts(riverton, today + timedelta(days=8))[row.pk] == "Nights"
    assert queries.shifts(riverton, today + timedelta(days=9))[row.pk] == "Days"
    actions.change_staff(actor=console, staff=row, facts=replace(changed, shift=""), reason="office")
    assert queries.shift_of(row, riverton.day()) is None
    assert facts_of(row).shift is None
    assert ShiftAssignment.objects.filter(staff=row).count() == 2


def test_a_file_without_shifts_leaves_them_and_one_with_them_moves_people(riverton, on_staff, console):
    row = on_staff(riverton, shift="Nights")
    assert load(console, riverton, StaffFacts(name="Ana Ruiz", badge="17"))["same"] == 1
    counts = load(
        console,
        riverton,
        StaffFacts(name="Ana Ruiz", badge="17", shift="Days"),
        StaffFacts(name="Bo", badge="18", shift="days"),
    )
    assert counts == {"added": 1, "changed": 1, "same": 0}
    assert set(queries.shifts(riverton, riverton.day()).values()) == {"Days"}
    assert queries.shift_of(row, riverton.day()).name == "Days"


def test_no_change_leaves_no_trace(riverton, on_staff, console):
    row = on_staff(riverton)
    actions.change_staff(actor=console, staff=row, facts=facts_of(row), reason="nothing")
    assert not AuditEvent.objects.filter(verb="people.change_staff").exists()


def test_nobody_comes_to_report_to_themselves(riverton, on_staff, console):
    boss = on_staff(riverton, "Boss", "1")
    on_staff(riverton, "Middle", "2", supervisor="1")
    facts = StaffFacts(name="Boss", badge="1", supervisor="2")
    with pytest.raises(ValidationError) as refused:
        actions.change_staff(actor=console, staff=boss, facts=facts, reason="mistake")
    (words,) = refused.value.messages
    assert words.startswith("Boss would report to themselves (Boss → Middle → Boss).")
    assert "or first give Middle another supervisor" in words


def test_a_file_adds_changes_and_leaves_the_same(riverton, on_staff, console):
    on_staff(riverton)
    on_staff(riverton, "Bo", "18")
    counts = load(
        console,
        riverton,
        StaffFacts(name="Ana Ruiz", badge="17", supervisor="19"),
        StaffFacts(name="Bo", badge="18"),
        StaffFacts(name="Cy", badge="19", rank="sergeant"),
    )
    assert counts == {"added": 1, "changed": 1, "same": 1}
    assert Staff.objects.get(badge="17").supervisor.badge == "19"
    assert AuditEvent.objects.filter(verb="people.import_staff").count() == 1
    assert load(
        console, riverton, StaffFacts(name="Cy", badge="19", rank="sergeant"), StaffFacts(name="Bo", badge="18")
    ) == {"added": 0, "changed": 0, "same": 2}


def test_a_file_with_a_wrong_row_loads_nothing(riverton, console):
    with pytest.raises(ValidationError):
        load(console, riverton, StaffFacts(name="Ana", badge="1"), StaffFacts(name="Bo", badge="2", email="nowhere"))
    assert not Staff.objects.exists()


def test_a_file_in_which_people_report_in_a_circle_loads_nothing(riverton, console):
    rows = StaffFacts(name="A", badge="1", supervisor="2"), StaffFacts(name="B", badge="2", supervisor="1")
    with pytest.raises(ValidationError, match="report to themselves"):
        load(console, riverton, *rows)


@pytest.fixture
def leaving(riverton, person, on_staff, invited, console):
    """A sergeant with two officers and an open invitation, and a lieutenant who could take over."""
    sergeant = person("sergeant", agency=riverton)
    row = on_staff(riverton, "Sergeant", "5", supervisor="", rank="sergeant")
    row.user = sergeant
    row.save()
    on_staff(riverton, "One", "6", supervisor="5")
    on_staff(riverton, "Two", "7", supervisor="5")
    invited(riverton, actor=sergeant)
    return row, on_staff(riverton, "Lieutenant", "8", rank="lieutenant")


def test_leaving_is_one_step(riverton, leaving, person, sign_in, console):
    row, takes_over = leaving
    browser = sign_in(row.user)
    actions.end_staff(actor=console, staff=row, on=row.agency.day(), hand_over_to=takes_over)
    row.refresh_from_db()
    assert row.ended == row.agency.day()
    assert set(Staff.objects.filter(supervisor=takes_over).values_list("badge", flat=True)) == {"6", "7"}
    assert not User.objects.get(pk=row.user_id).is_active
    assert not Membership.objects.current().filter(user=row.user).exists()
    assert browser.get("/riverton/staff/me/sign-in/").status_code == 302
    told = AuditEvent.objects.get(verb="people.end_staff").details
    assert told == {
        "on": row.agency.day().isoformat(),
        "roles": 1,
        "links_withdrawn": 0,
        "handed_over": {"supervision": 2, "invitations": 1},
    }
    assert AuditEvent.objects.get(verb="people.hand_over").details["to"] == "8"


def test_a_link_that_was_sent_to_somebody_who_left_opens_no_more(riverton, on_staff, invited, console):
    row = on_staff(riverton, "Sam Ortiz", "5", email="sam@riverton.example")
    _invitation, token = invited(riverton, email="sam@riverton.example", roles=["sergeant"], staff=row)
    actions.end_staff(actor=console, staff=row, on=row.agency.day(), hand_over_to=None)
    with pytest.raises(ValidationError, match="used up, withdrawn or too old"):
        actions.accept(token=token, password="seven lanterns on the pier")
    assert not User.objects.filter(email="sam@riverton.example").exists()


def test_open_work_needs_somebody_who_takes_it(riverton, lakefield, leaving, on_staff, console):
    row, _takes_over = leaving
    gone = on_staff(riverton, "Gone", "9")
    actions.end_staff(actor=console, staff=gone, on=gone.agency.day(), hand_over_to=None)
    gone.refresh_from_db()
    for nobody in (None, row, on_staff(lakefield), gone):
        with pytest.raises(ValidationError) as refused:
            actions.end_staff(actor=console, staff=row, on=row.agency.day(), hand_over_to=nobody)
        assert "hand_over_to" in refused.value.message_dict
    row.refresh_from_db()
    assert row.ended is None
    assert row.user.may(Permission.SEE_DESK, riverton)


def test_the_last_day_must_make_sense(riverton, on_staff, console):
    row = on_staff(riverton)
    with pytest.raises(ValidationError, match="future"):
        actions.end_staff(actor=console, staff=row, on=row.agency.day() + timedelta(days=1), hand_over_to=None)


def test_nobody_leaves_twice(riverton, on_staff, console):
    row = on_staff(riverton)
    actions.end_staff(actor=console, staff=row, on=row.agency.day(), hand_over_to=None)
    with pytest.raises(ValidationError, match="already"):
        actions.end_staff(actor=console, staff=row, on=row.agency.day(), hand_over_to=None)


def test_the_last_administrator_cannot_leave(riverton, person, on_staff, console):
    row = on_staff(riverton)
    row.user = person("administrator", agency=riverton)
    row.save()
    with pytest.raises(ValidationError, match="last administrator"):
        actions.end_staff(actor=row.user, staff=row, on=row.agency.day(), hand_over_to=None)
    row.refresh_from_db()
    assert row.ended is None
