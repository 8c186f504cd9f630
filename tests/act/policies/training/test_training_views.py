"""The pages of training: who opens them, what they say, what a form does."""

import pytest
from django.urls import reverse

from commonbeat.act.policies.actions import courses as course_actions
from commonbeat.act.policies.actions import meetings, sessions
from commonbeat.act.policies.models import Completion, Course, CrisisCalls, FirstMeeting, TrainingRequirement
from commonbeat.act.policies.models import TrainingSession as Session
from commonbeat.ground.agency.models import Unit
from commonbeat.ground.people.models import ShiftAssignment, Staff

pytestmark = pytest.mark.django_db


def address(name, *args, agency="riverton"):
    return f"/{agency}{reverse(name, args=args)}"


@pytest.fixture
def page(sign_in):
    """Read a page as somebody: `page(coordinator, "course_list")`."""

    def read(who, name, *args, status=200, query=""):
        found = sign_in(who).get(address(name, *args) + query)
        assert found.status_code == status
        return found.content.decode()

    return read


@pytest.fixture
def send(sign_in):
    """Send a form as somebody; the page that follows."""

    def post(actor, name, *args, **data):
        return sign_in(actor).post(address(name, *args), data, follow=True).content.decode()

    return post


def test_an_officer_sees_what_is_asked_what_comes_and_what_is_done(
    page, ask, completed, ana, coordinator, session, today
):
    assert "No training is asked of you now" in page(ana.user, "training_own")
    assert "Nothing is on record yet" in page(ana.user, "training_transcript")
    ask()
    found = page(ana.user, "training_own")
    assert "Never done" in found
    assert "Current: 0 of 1. Due first: Ongoing de-escalation, by" in found
    completed(ana)
    Session.objects.filter(pk=session.pk).update(day=today)
    sessions.sign_up(actor=coordinator, session=session, staff=ana)
    found = page(ana.user, "training_own")
    assert "until May 17, 2028" in found
    assert "June 16, 2027: Slowing things down, Room 4" in found
    assert "8 hours" in page(ana.user, "training_transcript")
    assert reverse("training_session_list") not in found


def test_whoever_is_not_on_the_staff_is_told_so(page, coordinator):
    assert "no entry on the staff" in page(coordinator, "training_own")
    page(coordinator, "training_transcript", status=404)
    page(coordinator, "meeting_new", status=404)


def test_courses_are_added_changed_and_ended(page, send, coordinator, ana):
    assert "There is no course yet" in page(coordinator, "course_list")
    assert "No topic is set yet" in page(ana.user, "training_topics")
    send(coordinator, "training_topic_new", name_en="Alternatives to force", citation="Order 3")
    assert "No course covers: Alternatives to force." in page(ana.user, "training_topics")
    topic = page(coordinator, "course_new").split('name="topic_')[1].split('"')[0]
    given = {"hours": "8", "parts": ["lecture", "practice"], "effective_from": "2027-01-01", "content": "Time."}
    found = send(
        coordinator, "course_new", title="Slowing down", code="DE-1", **given, **{f"topic_{topic}": ["lecture"]}
    )
    row = Course.objects.get()
    assert "Alternatives to force: Lecture" in found
    assert "From January 1, 2027. 8 hours: Lecture and Scenario practice." in found
    assert "Lecture alone, no practice" in page(ana.user, "training_topics")
    assert "Another course has this code" in send(coordinator, "course_new", title="A", code="DE-1", **given)
    both = {f"topic_{topic}": ["practice"]}
    assert "Version 2" in send(coordinator, "course_version_new", row.pk, **given, **both)
    assert "Every topic is covered" in page(ana.user, "training_topics")
    assert "The course has ended" in send(coordinator, "course_end", row.pk)
    assert "ended already" in send(coordinator, "course_end", row.pk)
    assert "Ended June 16, 2027" in page(ana.user, "course_list")
    assert "End this course" not in page(ana.user, "course_detail", row.pk)


def test_of_few_people_a_course_tells_only_whoever_may_open_them(page, coordinator, ana, completed):
    completed(ana)
    found = page(ana.user, "course_list")
    assert "fewer than 5" in found
    assert "sort=people" not in found
    found = page(coordinator, "course_list")
    assert "fewer than 5" not in found
    assert "sort=people" in found


NEED = {
    "title": "Ongoing de-escalation",
    "purpose": "de_escalation",
    "effective_from": "2027-01-01",
    "citation": "Order 3",
    "who": "sworn",
    "recurrence": "12",
    "hours": "8",
    "sessions": "1",
    "days_apart": "0",
}


def test_requirements_are_begun_written_and_changed(page, send, coordinator, ana, course, force_policy, patrol):
    assert "Nothing is asked of anybody yet" in page(ana.user, "requirement_list")
    page(ana.user, "requirement_detail", "none", status=404)
    page(coordinator, "requirement_change", "none", status=404)
    begun = {"citation": "Order 3", "law_citation": "Act 12", "law_from": "2027-01-01"}
    assert "since January 1, 2027 (Act 12)" in send(coordinator, "requirement_start", **begun)
    page(ana.user, "requirement_detail", "none", status=404)
    more = {"courses": [course.pk], "versions": [force_policy.pk], "units": [patrol.pk], "ranks": ["officer"]}
    found = send(coordinator, "requirement_new", **NEED, **more, least_years="1", most_years="9", practice="on")
    assert "It trains for: 300 Use of force, version 1." in found
    assert "For: Sworn staff, Patrol, Officer, from 1 years of service on, up to 9 years of service." in found
    key = TrainingRequirement.objects.get(title=NEED["title"]).key
    form = page(coordinator, "requirement_change", key)
    assert 'value="Ongoing de-escalation"' in form
    change = {
        **NEED,
        "effective_from": "2027-09-01",
        "sessions": "2",
        "days_apart": "14",
        "recurrence": "0",
        "measure": "on",
    }
    found = send(coordinator, "requirement_change", key, **change, courses=[course.pk])
    assert "From September 1, 2027, still to come" in found
    assert "At least 2 sessions, 14 days or more apart." in found
    end = {**NEED, "effective_from": "2027-10-01", "ends": "on"}
    assert "It ends." in send(coordinator, "requirement_change", key, **end)
    assert "never one session" in send(coordinator, "requirement_new", **{**NEED, "purpose": "bias"})


def test_scores_show_as_a_change_with_its_range_or_not_at_all(page, send, ask, coordinator, ana, session):
    key = ask(measure=True).key
    assert "No scores are entered yet" in page(ana.user, "requirement_detail", key)
    assert "Write two numbers" in send(
        coordinator, "training_measure", session.pk, kind="knowledge", best="10", pairs="5"
    )
    assert "Give the pairs" in send(coordinator, "training_measure", session.pk, kind="knowledge", best="10")
    pairs = "\n".join(f"{number % 5}, {number % 5 + 1 + number % 3}" for number in range(12))
    found = send(coordinator, "training_measure", session.pk, kind="knowledge", best="10", pairs=pairs)
    assert "nobody&#x27;s own score" in found
    assert "Scores are entered: Short knowledge questions." in found
    shown = page(ana.user, "requirement_detail", key)
    assert "Scores were higher after the sessions" in shown
    assert "12 scored twice, 0 on record as having completed it" in shown
    assert "<td>12</td>" in shown
    group = {"kind": "observation", "best": "4", "people": "12", "before": "2", "after": "3", "spread": "1"}
    send(coordinator, "training_measure", session.pk, **group)
    assert "A scenario, observed" in page(ana.user, "requirement_detail", key)


def test_a_session_from_its_plan_to_its_completions(page, send, coordinator, course, ana, owen, today):
    assert "No session is planned yet" in page(coordinator, "training_session_list")
    plan = {
        "version": course.versions.get().pk,
        "day": "2027-06-16",
        "place": "Room 4",
        "trainer": "K. Ames",
        "seats": "1",
    }
    assert "Nobody is signed up yet" in send(coordinator, "training_session_new", **plan)
    row = Session.objects.get()
    assert "Nobody who works here has these badges: 9" in send(coordinator, "training_sign_up", row.pk, badges="214 9")
    found = send(coordinator, "training_sign_up", row.pk, badges="214, 0311\n214")
    assert "Owen Brandt: Every seat is taken" in found
    assert "1 of 1" in page(coordinator, "training_session_list")
    done = {"who": [ana.pk], "practised": [ana.pk], "hours": "8", "signed_by": ""}
    found = send(coordinator, "training_complete", row.pk, **done)
    assert "Everybody who is signed up has completed it." in found
    assert "not signed off yet" in found
    entry = Completion.objects.get()
    fixed = {"day": "2027-06-16", "hours": "6", "signed_by": "K. Ames", "reason": "Left early"}
    assert "6 hours" in send(coordinator, "completion_correct", entry.pk, **fixed)
    assert "Ana Lindqvist: Slowing things down" in page(coordinator, "completion_correct", entry.pk)
    seat = row.sign_ups.get()
    assert "They are off this session." in send(coordinator, "training_take_off", seat.pk)
    assert "already" in send(coordinator, "training_take_off", seat.pk)


def test_a_completion_is_recorded_by_badge(page, send, coordinator, course, ana):
    given = {"course": course.pk, "day": "2027-06-01", "hours": "8", "signed_by": "K. Ames"}
    assert "Nobody who works here has this badge" in send(coordinator, "completion_new", badge="9", **given)
    assert "June 1, 2027" in send(coordinator, "completion_new", badge="214", **given)


def test_a_supervisor_sees_their_own_people_and_how_far_they_are(
    page, ask, completed, sergeant, ana, owen, person, riverton
):
    key = ask().key
    completed(ana)
    found = page(sergeant, "training_coverage", key)
    assert "1 of 2 people whom it is for, and whose training you may see" in found
    assert "First, Patrol" in found
    assert "No shift is on record for them" in found
    page(sergeant, "training_coverage_pass_on", key, status=403)
    page(sergeant, "training_coverage", "none", status=404)
    assert "Put an entry right" not in page(sergeant, "training_person", ana.pk)
    assert "Where they stand" in page(sergeant, "training_person", ana.pk)
    assert "Current: 1 of 1." in page(sergeant, "training_person", ana.pk)
    page(sergeant, "training_person", sergeant.staff.get().pk)
    page(ana.user, "training_people", status=403)
    page(ana.user, "training_coverage", key, status=403)
    chief = person("chief", agency=riverton)
    assert "It is for nobody" not in page(chief, "training_coverage", key)
    alone = person("internal_affairs", agency=riverton)
    assert "It is for nobody whose training you may see." in page(alone, "training_coverage", key)
    for name, args in (("training_coverage", [key]), ("training_people", [])):
        assert "ask whoever manages training for the page to pass on" in page(alone, name, *args)
        assert "the page to pass on" not in page(sergeant, name, *args)
    page(alone, "training_person", ana.pk, status=404)


def test_a_page_to_pass_on_has_nobody_in_a_row_of_a_few(page, ask, completed, coordinator, riverton, patrol, ana):
    key = ask().key
    assert "Not shown: fewer people than may be counted" in page(coordinator, "training_coverage_pass_on", key)
    for number in range(5):
        who = Staff.objects.create(agency=riverton, name=f"P{number}", badge=f"P{number}", unit=patrol)
        completed(who)
        ShiftAssignment.objects.create(agency=riverton, staff=who, name="Nights", since=riverton.day())
    found = page(coordinator, "training_coverage", key)
    assert "5 of 7 people whom it is for" in found
    assert "Nights" in found
    assert "No shift is on record" not in found
    found = page(coordinator, "training_coverage_pass_on", key)
    assert "5 of 7" in found
    assert "Nights" not in found
    assert "Smaller units, together" not in found
    desk = Unit.objects.create(agency=riverton, name="Desk")
    for number in range(5):
        Staff.objects.create(agency=riverton, name=f"D{number}", badge=f"D{number}", unit=desk)
    found = page(coordinator, "training_coverage_pass_on", key)
    assert "Smaller units, together" in found
    assert "5 of 12" in found
    assert "5 of 6" in found
    nobody = ask(title="For the civilian", who="civilian").key
    assert "It is for nobody who works here today." in page(coordinator, "training_coverage_pass_on", nobody)


def test_people_by_policies(
    page, ask, completed, sergeant, ana, owen, force_policy, count_queries, sign_in, riverton, signed
):
    assert "Nobody is asked to sign a policy in force" in page(sergeant, "training_people")
    ask(versions=[force_policy])
    completed(ana)
    signed(ana, force_policy, passed=True, done=True)
    found = page(sergeant, "training_people")
    assert "300 Use of force, version 1, in force since January 1, 2026" in found
    assert "2 of 2</span>" in found
    assert "read, no questions, trained" in found
    assert "0 of 1</span>" in found
    assert "not asked to read, not trained" in found
    assert "not asked to read" in page(sergeant, "training_people", query="?policy=300&name__icontains=owen&sort=-name")
    client, url = sign_in(sergeant), address("training_people")
    before = count_queries(lambda: client.get(url))
    for number in range(3):
        Staff.objects.create(agency=riverton, name=f"N{number}", badge=f"N{number}", supervisor=sergeant.staff.get())
    assert count_queries(lambda: client.get(url)) == before


def test_training_for_a_version_that_was_replaced_asks_for_a_word(
    page, ask, sergeant, ana, force_policy, replaced, coordinator
):
    key = ask(versions=[force_policy]).key
    replaced(force_policy)
    words = "Ongoing de-escalation trains for 300 Use of force, version 1. Version 2 is in force since June 1, 2027."
    assert words in page(sergeant, "training_people")
    assert words in page(coordinator, "requirement_detail", key)


@pytest.mark.parametrize("name", ["course_list", "training_session_list", "meeting_list"])
def test_a_list_takes_as_many_queries_at_one_row_as_at_three(
    name, count_queries, sign_in, coordinator, course, session, ana, today
):
    meetings.log_meeting(actor=coordinator, staff=ana, day=today, partner="A", learned="B", next_step="C")
    client = sign_in(coordinator)
    first = count_queries(lambda: client.get(address(name)))
    for number in ("1", "2"):
        meetings.log_meeting(actor=coordinator, staff=ana, day=today, partner=number, learned="B")
        course_actions.add_course(
            actor=coordinator, agency=course.agency, title=number, code=number, hours=1, parts=["lecture"]
        )
        sessions.plan_session(actor=coordinator, version=course.versions.get(), day=today, place="R", trainer="K")
    assert count_queries(lambda: client.get(address(name))) == first


def test_crisis_calls_page_says_what_is_missing(page, send, coordinator, ask, riverton):
    assert "Nobody has said yet which calls are crisis calls" in page(coordinator, "training_crisis")
    found = send(
        coordinator,
        "training_crisis_change",
        more="Welfare check\nEDP",
        effective_from="2027-01-01",
        citation="Order 4",
    )
    assert "No requirement is marked as mental health and crisis training" in found
    assert CrisisCalls.objects.get().call_types == ["EDP", "Welfare check"]
    ask(purpose="crisis")
    assert "0 crisis calls are on record" in page(coordinator, "training_crisis")
    assert "EDP" in page(coordinator, "training_crisis_change")


def test_a_first_meeting_from_its_log_to_its_signature(page, send, ana, sergeant):
    given = {"day": "2027-06-01", "partner": "Food shelf", "learned": "When it opens.", "next_step": "Come back."}
    assert "Waits for a coach" in send(ana.user, "meeting_new", **given)
    row = FirstMeeting.objects.get()
    assert "Sign as coach" in page(sergeant, "meeting_list")
    assert "When it opens." in page(sergeant, "meeting_sign", row.pk)
    assert "Signed by Marcus Bell" in send(sergeant, "meeting_sign", row.pk, words="Good start.")
    page(sergeant, "meeting_sign", row.pk, status=404)


def test_nobody_of_another_agency_opens_a_row(sign_in, person, lakefield, course, session, completed, ana, coordinator):
    entry, seat = completed(ana), sessions.sign_up(actor=coordinator, session=session, staff=ana)
    client = sign_in(person("training", "chief", agency=lakefield))
    for name, pk in (
        ("course_detail", course.pk),
        ("course_version_new", course.pk),
        ("training_session", session.pk),
        ("training_complete", session.pk),
        ("completion_correct", entry.pk),
        ("training_person", ana.pk),
    ):
        assert client.get(address(name, pk, agency="lakefield")).status_code == 404
    for name, pk in (("course_end", course.pk), ("training_take_off", seat.pk)):
        assert client.post(address(name, pk, agency="lakefield")).status_code == 404
