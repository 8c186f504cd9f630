"""The clock: reminders, late answers told upwards, silence closes, contact details go; and handing over."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from commonbeat.ground.agency.actions import destroy_by_schedule
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.actions import end_staff
from commonbeat.listen.reports import actions, jobs
from commonbeat.listen.reports.access import Reporter
from commonbeat.listen.reports.handover import Concerns
from commonbeat.listen.reports.models import Concern, ConcernEvent
from commonbeat.listen.reports.rules import Contact
from listen.reports.conftest import staff_of
from listen.reports.test_opening import MAIL, dump, mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(staffed, riverton):
    return staffed("sergeant", riverton, "Bo Lind")


def due_in(days):
    due = Concern.objects.get().agency.day() + timedelta(days=days)
    Concern.objects.update(due=due)


def remind(agency):
    return actions.remind(actor=jobs.CLOCK, agency=agency, now=timezone.now())


def test_the_owner_is_reminded_once_before_the_day(owner, tell, riverton):
    tell()
    due_in(0)
    assert remind(riverton) == {"reminded": 1, "raised": 0}
    assert remind(riverton) == {"reminded": 0, "raised": 0}
    [(to, subject, body)] = mails()
    assert (to, subject) == (owner.email, "C-1 waits for a written answer")
    assert "car" not in body
    assert ConcernEvent.objects.filter(kind="reminded").count() == 1


def test_nobody_is_reminded_early_nor_of_what_nobody_answers(tell, riverton):
    tell()
    due_in(20)
    assert remind(riverton) == {"reminded": 0, "raised": 0}
    due_in(0)
    assert remind(riverton) == {"reminded": 0, "raised": 0}


def test_a_late_answer_is_told_to_the_next_person_above_each_few_days(owner, tell, riverton, person, lakefield):
    commander = person("commander", agency=riverton)
    person("commander", agency=lakefield)
    tell()
    Concern.objects.update(due=date(2026, 11, 23))
    told = []
    for day in (23, 24, 26, 27, 30):
        now = datetime(2026, 11, day, 18, tzinfo=UTC)
        actions.remind(actor=jobs.CLOCK, agency=riverton, now=now)
        told.append(Concern.objects.get().raised)
    assert told == [0, 1, 1, 2, 2]
    actions.remind(actor=jobs.CLOCK, agency=riverton, now=datetime(2027, 1, 4, 18, tzinfo=UTC))
    assert Concern.objects.get().raised == 3
    assert {to for to, _subject, _body in mails()} <= {owner.email, commander.email}
    assert ConcernEvent.objects.filter(kind="raised").count() == 3
    assert AuditEvent.objects.filter(verb="reports.remind").count() == 4


def test_what_is_answered_in_the_meantime_is_left_alone(owner, tell, riverton):
    concern, _key = tell()
    due_in(-9)
    row = Concern.objects.get()
    actions.answer(actor=owner, concern=concern, words="Done.", settles=True)
    assert actions.keeping._remind(jobs.CLOCK, row, timezone.now()) == ""


def test_an_answer_that_nobody_doubts_closes_after_a_while(owner, tell, riverton, lakefield):
    concern, _key = tell()
    actions.answer(actor=owner, concern=concern, words="Done.", settles=True)
    now = timezone.now()
    closing = {"actor": jobs.CLOCK, "agency": riverton}
    assert actions.close_silent(**closing, now=now + timedelta(days=29)) == 0
    assert actions.close_silent(actor=jobs.CLOCK, agency=lakefield, now=now + timedelta(days=31)) == 0
    assert actions.close_silent(**closing, now=now + timedelta(days=31)) == 1
    row = Concern.objects.get()
    assert (row.state, row.closed_at) == ("closed", now + timedelta(days=31))
    assert AuditEvent.objects.get(verb="reports.close_silent").details == {"numbers": [1]}


def test_contact_details_are_deleted_90_days_after_closing_and_the_link_still_opens(owner, tell, riverton):
    concern, key = tell(contact=Contact(MAIL))
    tell(contact=Contact(MAIL))
    actions.confirm(actor=Reporter(), concern=actions.answer(actor=owner, concern=concern, words="Done.", settles=True))
    closed = Concern.objects.get(pk=concern.pk).closed_at
    forgetting = {"actor": jobs.CLOCK, "agency": riverton, "by": [actions.destroy_due]}
    assert destroy_by_schedule(**forgetting, now=closed + timedelta(days=89)) == {}
    certificate = {"concern_contacts": 1}
    assert destroy_by_schedule(**forgetting, now=closed + timedelta(days=91)) == certificate
    assert destroy_by_schedule(**forgetting, now=closed + timedelta(days=92)) == {}
    row = Concern.objects.get(pk=concern.pk)
    assert row.contact == ""
    assert ConcernEvent.objects.filter(concern=row).first().kind == "forgotten"
    assert AuditEvent.objects.get(verb="agency.destroy_by_schedule").details["destroyed"] == certificate
    assert key not in dump()
    assert Concern.objects.exclude(contact="").count() == 1


def test_the_jobs_do_what_the_clock_says(riverton, tell):
    tell()
    job = SimpleNamespace(agency=riverton)
    assert jobs.remind(job) == {"reminded": 0, "raised": 0}
    assert jobs.close_silent(job) == {"closed": 0}


def test_whoever_leaves_hands_over_concerns_and_rules(owner, tell, riverton, staffed, console):
    officer = staff_of(staffed("officer", riverton))
    leaving = staff_of(owner)
    actions.add_route(actor=console, agency=riverton, owner=leaving, topic="noise")
    answered, _key = tell()
    actions.answer(actor=owner, concern=answered, words="Done.", settles=True)
    tell()
    assert len(Concerns().names(leaving)) == 3
    end_staff(actor=console, staff=leaving, on=riverton.day(), hand_over_to=officer)
    assert set(Concern.objects.values_list("owner", flat=True)) == {officer.pk}
    assert Concerns().names(leaving) == []
    assert tell(topic="noise")[0].owner == officer
