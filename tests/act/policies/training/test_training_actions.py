"""Every write about training: what it refuses, what it keeps, what the trail says."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from commonbeat.act.policies.actions import courses, meetings, requirements, sessions
from commonbeat.act.policies.models import (
    Completion,
    CurriculumTopic,
    MeasureResult,
    SignUp,
    TrainingRequirement,
)
from commonbeat.act.policies.queries import training
from commonbeat.act.policies.rules.training import Part, Purpose
from commonbeat.ground.agency.models import Unit
from commonbeat.ground.audit.models import AuditEvent, Correction
from commonbeat.ground.library.models import TopicTag
from commonbeat.ground.people.models import Staff

pytestmark = pytest.mark.django_db


def verbs(agency):
    return list(AuditEvent.objects.filter(agency_id=agency.pk).order_by("sequence").values_list("verb", flat=True))


def refused(call, **arguments):
    with pytest.raises(ValidationError) as caught:
        call(**arguments)
    return " ".join(caught.value.messages)


def test_a_course_has_versions_that_cover_topics(riverton, lakefield, coordinator, course):
    topic = courses.add_topic(actor=coordinator, agency=riverton, name_en="Alternatives to force", citation="Order 3")
    tags = [
        TopicTag.objects.create(agency=town, slug="force", name_en="Force", name_es="Fuerza")
        for town in (riverton, lakefield)
    ]
    second = courses.add_version(
        actor=coordinator,
        course=course,
        hours=Decimal(6),
        parts=[Part.PRACTICE],
        covers=[(topic, Part.PRACTICE)],
        effective_from=date(2027, 1, 1),
    )
    assert (second.number, second.parts, second.coverage.get().topic) == (2, [Part.PRACTICE], topic)
    other = courses.add_course(
        actor=coordinator, agency=riverton, title="B", code="B-1", hours=Decimal(1), parts=[Part.LECTURE], topics=tags
    )
    assert list(other.topics.all()) == tags[:1]
    assert verbs(riverton)[-4:] == [
        "policies.add_curriculum_topic",
        "policies.add_course_version",
        "policies.add_course",
        "policies.add_course_version",
    ]


def test_what_a_course_cannot_be(riverton, lakefield, coordinator, course):
    more = {"actor": coordinator, "agency": riverton, "title": "A", "hours": Decimal(1)}
    assert "Another course has this code" in refused(courses.add_course, code="de-1", parts=[Part.LECTURE], **more)
    assert "Say how the course teaches" in refused(courses.add_course, code="A-1", parts=[], **more)
    topic = courses.add_topic(actor=coordinator, agency=riverton, name_en="Talk", citation="Order 3")
    theirs = courses.add_topic(actor=coordinator, agency=lakefield, name_en="Talk", citation="Order 9")
    covers = [(topic, Part.SKILL_CHECK)]
    said = refused(courses.add_course, code="A-1", parts=[Part.LECTURE], covers=covers, **more)
    assert "the course does not have" in said
    said = refused(courses.add_course, code="A-1", parts=[Part.LECTURE], covers=[(theirs, Part.LECTURE)], **more)
    assert "topics of this agency" in said
    assert "there already" in refused(
        courses.add_topic, actor=coordinator, agency=riverton, name_en="Talk", citation="Order 3"
    )


def test_a_course_ends_once_and_is_held_no_more(coordinator, course, today):
    courses.end_course(actor=coordinator, course=course)
    assert "ended already" in refused(courses.end_course, actor=coordinator, course=course)
    version = {"actor": coordinator, "course": course, "hours": Decimal(1), "parts": [Part.LECTURE]}
    assert "has ended" in refused(courses.add_version, effective_from=today, **version)
    plan = {"actor": coordinator, "version": course.versions.get(), "day": today, "place": "R", "trainer": "K"}
    assert "has ended" in refused(sessions.plan_session, **plan)


def test_a_requirement_changes_by_a_new_row_alone(riverton, ask, today):
    first = ask()
    second = ask(since=today, key=first.key, hours=Decimal(16))
    assert [row.hours for row in TrainingRequirement.objects.filter(key=first.key).order_by("effective_from")] == [
        8,
        16,
    ]
    said = refused(ask, since=today, key=first.key)
    assert "after the last change" in said
    assert training.asked(riverton, today)[0].before == first.need
    assert training.asked(riverton, date(2026, 6, 1))[0].row == first
    ask(since=today + timedelta(days=1), key=second.key, ends=True)
    assert training.asked(riverton, today + timedelta(days=1)) == []
    again = ask(since=today + timedelta(days=9), key=second.key)
    assert training.asked(riverton, today + timedelta(days=9))[0].before is None
    assert ask().key not in (again.key, "ongoing-de-escalation")
    assert ask(title="?").key == "requirement"


def test_training_on_bias_that_one_session_could_meet_is_refused_even_by_the_database(riverton, ask):
    assert "never one session" in refused(ask, purpose=Purpose.BIAS)
    row = ask(purpose=Purpose.BIAS, sessions=2, days_apart=14)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingRequirement.objects.filter(pk=row.pk).update(sessions=1)


def test_a_requirement_is_tied_to_its_own_agency_alone(lakefield, ask):
    theirs = Unit.objects.create(agency=lakefield, name="Patrol")
    assert "of this agency" in refused(ask, units=[theirs])


def test_an_agency_begins_with_two_requirements_and_six_topics(riverton, coordinator, today):
    given = {"actor": coordinator, "agency": riverton, "citation": "Order 3", "law_citation": "Act 12"}
    made = requirements.start_training(law_from=date(2027, 1, 1), **given)
    assert {row.key for row in made} == {"de-escalation", "mental-health"}
    assert all(row.practice and row.law_update and row.recurrence for row in made)
    assert CurriculumTopic.objects.filter(agency=riverton).count() == 6
    assert {"alternatives-to-force", "less-lethal", "behavioral-health"} <= set(
        CurriculumTopic.objects.values_list("key", flat=True)
    )
    assert requirements.start_training(law_from=today, **given) == []
    assert CurriculumTopic.objects.filter(agency=riverton).count() == 6


def test_crisis_calls_are_a_dated_list(riverton, coordinator, today):
    row = requirements.set_crisis_calls(
        actor=coordinator,
        agency=riverton,
        call_types=[" Welfare  check", "", "Welfare check"],
        effective_from=today,
        citation="Order 4",
    )
    assert row.call_types == ["Welfare check"]
    given = {"actor": coordinator, "agency": riverton, "effective_from": today, "citation": "Order 4"}
    assert "at least one kind" in refused(requirements.set_crisis_calls, call_types=[" "], **given)


def test_seats_are_counted_and_given_back(riverton, lakefield, coordinator, session, ana, owen, sergeant):
    row = sessions.sign_up(actor=coordinator, session=session, staff=ana)
    assert "already" in refused(sessions.sign_up, actor=coordinator, session=session, staff=ana)
    sessions.sign_up(actor=coordinator, session=session, staff=owen)
    marcus = sergeant.staff.get()
    assert "Every seat is taken" in refused(sessions.sign_up, actor=coordinator, session=session, staff=marcus)
    row.refresh_from_db()
    sessions.take_off(actor=coordinator, sign_up=row)
    assert "off this session already" in refused(sessions.take_off, actor=coordinator, sign_up=row)
    sessions.sign_up(actor=coordinator, session=session, staff=ana)
    assert SignUp.objects.filter(session=session, off=False).count() == 2
    stranger = Staff.objects.create(agency=lakefield, name="Lee", badge="1")
    assert "works here" in refused(sessions.sign_up, actor=coordinator, session=session, staff=stranger)


def test_a_session_is_recorded_person_by_person(coordinator, session, ana, owen, course):
    rows = sessions.complete_session(
        actor=coordinator, session=session, who=[(ana, True), (owen, False)], hours=Decimal(8), signed_by="K. Ames"
    )
    assert [(row.staff, row.practised, row.day) for row in rows] == [
        (ana, True, session.day),
        (owen, False, session.day),
    ]
    given = {"actor": coordinator, "session": session, "hours": Decimal(8), "signed_by": ""}
    assert "at least one person" in refused(sessions.complete_session, who=[], **given)
    assert "Correct that entry" in refused(sessions.complete_session, who=[(ana, True)], **given)


def test_what_nobody_can_have_completed_is_refused(completed, ana, course, lakefield):
    assert "not come yet" in refused(completed, staff=ana, ago=-1)
    assert "before the day of hiring" in refused(completed, staff=ana, ago=4000)
    assert "at most 24" in refused(completed, staff=ana, hours=Decimal(25))
    stranger = Staff.objects.create(agency=lakefield, name="Lee", badge="1")
    assert "of this agency" in refused(completed, staff=stranger)


def test_a_correction_keeps_what_stood_there(coordinator, completed, ana, today):
    row = completed(ana)
    completed(ana, ago=40)
    given = {"actor": coordinator, "completion": row, "practised": True, "signed_by": "K. Ames", "reason": "Typo"}
    sessions.correct_completion(day=row.day, hours=Decimal(4), **given)
    kept = Correction.objects.get()
    assert (kept.field, kept.old, kept.new, kept.reason) == ("hours", "8", "4", "Typo")
    assert Completion.objects.get(pk=row.pk).hours == 4
    assert "Nothing is different" in refused(sessions.correct_completion, day=row.day, hours=Decimal(4), **given)
    other = today - timedelta(days=40)
    assert "Another entry" in refused(sessions.correct_completion, day=other, hours=Decimal(4), **given)
    off = given | {"practised": False, "signed_by": " "}
    sessions.correct_completion(day=today, hours=Decimal(4), **off)
    assert {(one.field, str(one.old)) for one in Correction.objects.all()} >= {
        ("practised", "True"),
        ("signed_by", "K. Ames"),
    }


def test_of_scores_only_the_figures_of_the_group_are_kept(coordinator, session):
    pairs = [(5.0, 7.0), (6.0, 6.0), (4.0, 8.0), (5.0, 8.0), (5.0, 6.0)]
    given = {"actor": coordinator, "session": session, "best": 10}
    row = sessions.measure_pairs(kind="knowledge", pairs=pairs, **given)
    assert (row.people, row.before, row.after) == (5, 5, 7)
    assert {field.name for field in MeasureResult._meta.fields} == {
        *("id", "agency", "session", "kind", "people", "best", "before", "after", "spread", "entered_on")
    }
    assert "entered already" in refused(sessions.measure_pairs, kind="knowledge", pairs=pairs, **given)
    assert "at least 5 people" in refused(sessions.measure_pairs, kind="observation", pairs=pairs[:4], **given)
    group = {"kind": "observation", "before": 5, "after": 11}
    assert "between 0 and the best" in refused(sessions.measure_group, people=9, **group, **given)
    assert "at least 5 people" in refused(sessions.measure_group, people=4, **group, **given)
    assert sessions.measure_group(kind="observation", people=9, before=5, after=6, **given).spread is None


def test_a_first_meeting_is_logged_once_and_signed_by_somebody_else(coordinator, sergeant, ana, today, lakefield):
    row = meetings.log_meeting(actor=ana.user, staff=ana, day=today, partner="Food shelf", learned="When it opens.")
    given = {"actor": ana.user, "staff": ana, "partner": "food shelf ", "learned": "More."}
    assert "already" in refused(meetings.log_meeting, day=today, **given)
    assert "not come yet" in refused(meetings.log_meeting, day=today + timedelta(days=1), **given)
    assert "Somebody else" in refused(meetings.sign_meeting, actor=ana.user, meeting=row, coach=ana)
    stranger = Staff.objects.create(agency=lakefield, name="Lee", badge="1")
    assert "Somebody else" in refused(meetings.sign_meeting, actor=sergeant, meeting=row, coach=stranger)
    signed = meetings.sign_meeting(actor=sergeant, meeting=row, coach=sergeant.staff.get(), words="Well done.")
    assert (signed.coach.name, signed.signed_on) == ("Marcus Bell", today)
    assert "signed it already" in refused(
        meetings.sign_meeting, actor=sergeant, meeting=row, coach=sergeant.staff.get()
    )


def test_training_on_bias_stays_so_and_is_never_one_session_even_at_its_end(ask, today):
    key = ask(title="Bias", purpose="bias", sessions=2, days_apart=14).key
    assert "It stays training on bias" in refused(ask, key=key, since=today, purpose="other", sessions=1)
    assert "never one session" in refused(ask, key=key, since=today, purpose="bias", sessions=1, ends=True)
    assert ask(key=key, since=today, purpose="bias", sessions=2, days_apart=14, ends=True).ends
