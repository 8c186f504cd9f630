"""Who sees whose training, and what lists and figures say of it, in a fixed number of queries."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from commonbeat.act.policies.access import training as access
from commonbeat.act.policies.actions import courses as course_actions
from commonbeat.act.policies.actions import meetings, requirements, sessions
from commonbeat.act.policies.figures.training import changes, framed
from commonbeat.act.policies.models import QuizItem
from commonbeat.act.policies.queries import crisis, reading, training, training_gaps
from commonbeat.act.policies.queries.reading import Known
from commonbeat.act.policies.rules.coverage import Answered
from commonbeat.act.policies.rules.standing import Stand
from commonbeat.act.policies.rules.training import Part, Purpose
from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.people.models import ShiftAssignment, Staff
from commonbeat.ground.records.models import ContactEvent
from commonbeat.plumb import Estimate, Reason

pytestmark = pytest.mark.django_db


def test_whose_training_somebody_sees(riverton, lakefield, person, coordinator, sergeant, ana, owen):
    chief, clerk = person("chief", agency=riverton), person("clerk", agency=riverton)
    marcus = sergeant.staff.get()
    below = Staff.objects.create(agency=riverton, name="Below Owen", badge="9", supervisor=owen)
    Staff.objects.create(agency=riverton, name="Gone", badge="8", supervisor=marcus, ended=date(2027, 1, 1))
    Staff.objects.create(agency=lakefield, name="Lee", badge="1")
    everybody = {ana, owen, below, marcus}
    assert set(access.people(coordinator, riverton)) == everybody
    assert set(access.people(chief, riverton)) == everybody
    assert set(access.people(sergeant, riverton)) == {ana, owen, below}
    assert set(access.people(clerk, riverton)) == set()
    assert set(access.people(ana.user, riverton)) == set()
    assert set(access.people(coordinator, lakefield)) == set()
    assert access.person(ana.user, riverton, ana.pk) == ana
    assert access.person(ana.user, riverton, owen.pk) is None
    assert access.person(sergeant, riverton, ana.pk) == ana
    assert access.own(chief, riverton) is None


def test_supervisors_in_a_circle_end_where_it_closes(riverton, sergeant, ana, owen):
    Staff.objects.filter(pk=sergeant.staff.get().pk).update(supervisor=ana)
    assert set(access.people(sergeant, riverton)) == {ana, owen}


def test_nobody_of_another_agency_sees_a_row(riverton, lakefield, person, console, ask, session, completed, ana, today):
    ask()
    row, seat = completed(ana), sessions.sign_up(actor=console, session=session, staff=ana)
    meeting = meetings.log_meeting(actor=ana.user, staff=ana, day=today, partner="A", learned="B")
    course_actions.add_topic(actor=console, agency=riverton, name_en="Talk", citation="Order 3")
    stranger = person("training", "chief", agency=lakefield)
    for rows in (access.courses, access.topics, access.requirements, access.sessions, access.completions):
        assert not rows(stranger, riverton).exists()
    assert not access.meetings(stranger, riverton).exists()
    assert not access.to_sign(stranger, riverton).exists()
    for one, pk in (
        (access.course, row.course_id),
        (access.session, session.pk),
        (access.sign_up, seat.pk),
        (access.completion, row.pk),
        (access.meeting_to_sign, meeting.pk),
    ):
        assert one(stranger, riverton, pk) is None
        assert one(stranger, lakefield, pk) is None


def test_a_meeting_is_seen_by_whoever_logged_it_and_those_above(
    riverton, person, sergeant, coordinator, ana, owen, today
):
    row = meetings.log_meeting(actor=ana.user, staff=ana, day=today, partner="A", learned="B")
    assert list(access.meetings(ana.user, riverton)) == [row]
    assert list(access.meetings(sergeant, riverton)) == [row]
    assert not access.meetings(person("officer", agency=riverton, name="Other"), riverton).exists()
    assert access.meeting_to_sign(sergeant, riverton, row.pk) == row
    assert access.meeting_to_sign(ana.user, riverton, row.pk) is None


def test_everybodys_standing_takes_a_fixed_number_of_queries(
    riverton, ask, completed, ana, owen, django_assert_num_queries, today
):
    ask(), ask(title="Twice", hours=Decimal(16)), ask(title="For civilians", who="civilian")
    completed(ana), completed(ana, ago=200)
    staff = [ana, owen]
    with django_assert_num_queries(6):
        wanted = training.asked(riverton, today)
        found = training.standings(riverton, staff, wanted, today)
    assert {key: stand.state for key, stand in found.items()} == {
        (ana.pk, "ongoing-de-escalation"): Stand.MET,
        (ana.pk, "twice"): Stand.MET,
        (owen.pk, "ongoing-de-escalation"): Stand.NEVER,
        (owen.pk, "twice"): Stand.NEVER,
    }


def test_what_is_not_signed_off_or_not_loaded_yet_does_not_count(riverton, ask, completed, ana, course, today):
    ask()
    completed(ana, signed_by="")
    batch = ImportBatch.objects.create(agency=riverton, kind="completions", file_name="a", sha256="0", size=1)
    row = completed(ana, ago=20)
    row.batch = batch
    row.save()
    wanted = training.asked(riverton, today)
    assert not training.standings(riverton, [ana], wanted, today)[ana.pk, wanted[0].key].current
    ImportBatch.objects.filter(pk=batch.pk).update(state="loaded")
    assert training.standings(riverton, [ana], wanted, today)[ana.pk, wanted[0].key].current


def test_coverage_by_unit_squad_and_shift(
    riverton, ask, completed, ana, owen, patrol, coordinator, today, monkeypatch, django_assert_num_queries
):
    ask()
    for number in range(5):
        who = Staff.objects.create(agency=riverton, name=f"P{number}", badge=f"P{number}", unit=patrol)
        completed(who)
        ShiftAssignment.objects.create(agency=riverton, staff=who, name="Night", since=today - timedelta(days=9))
        ShiftAssignment.objects.create(agency=riverton, staff=who, name="Day", since=today)
        ShiftAssignment.objects.create(agency=riverton, staff=who, name="Late", since=today + timedelta(days=1))
    monkeypatch.setattr(training, "MANY", 1)
    people = access.people(coordinator, riverton).select_related("unit", "squad")
    [one] = training.asked(riverton, today)
    with django_assert_num_queries(4):
        found = training.coverage(riverton, people, one, today)

    def counts(groups):
        return [(group.name, group.covered.people, group.covered.current) for group in groups]

    assert (found.all.current, found.all.people) == (5, 8)
    assert counts(found.units) == [("Patrol", 6, 5), ("", 2, 0)]
    assert counts(found.squads) == [("First, Patrol", 1, 0), ("", 7, 5)]
    assert counts(found.shifts) == [("Day", 5, 5), ("", 3, 0)]
    # Two in no unit are too few to stand alone before others, and go together with the smallest other unit.
    passed = training.to_pass_on(riverton, people, one, today)
    assert (counts(passed.units), passed.all.people, passed.least) == ([(None, 8, 5)], 8, 5)


@pytest.fixture
def community(riverton, ask):
    """A requirement of community policing, and one of bias with sessions apart."""
    ask(title="Community", purpose=Purpose.COMMUNITY)
    ask(title="Bias", purpose=Purpose.BIAS, sessions=2, days_apart=14, hours=Decimal(0), recurrence=36)


def test_officers_without_community_training(riverton, lakefield, community, completed, ana, owen, sergeant, today):
    completed(ana)
    Staff.objects.create(agency=riverton, name="Civil", badge="C", sworn=False)
    assert training_gaps.without_community_training(lakefield, today) is None
    assert training_gaps.without_community_training(riverton, today) == [sergeant.staff.get(), owen]


def test_what_training_on_bias_lacked(
    riverton, lakefield, community, completed, ana, owen, session, coordinator, today
):
    completed(ana, ago=60, practised=False)
    completed(owen, ago=60)
    completed(owen, ago=10, session=session)
    found = training_gaps.bias_gaps(riverton, today)
    assert [(gap.staff, gap.single, gap.no_practice, gap.no_measure) for gap in found] == [
        (ana, True, True, True),
        (owen, False, False, True),
    ]
    sessions.measure_group(actor=coordinator, session=session, kind="knowledge", best=10, people=12, before=5, after=6)
    assert [gap.staff for gap in training_gaps.bias_gaps(riverton, today)] == [ana]
    assert training_gaps.bias_gaps(lakefield, today) == []


def test_what_waits_on_the_desk(riverton, ask, completed, ana, sergeant, coordinator, session, today, person):
    ask()
    assert [one.title for one in training_gaps.waiting_for(ana.user, riverton)] == ["Ongoing de-escalation"]
    completed(ana)
    assert training_gaps.waiting_for(ana.user, riverton) == []
    sessions.sign_up(actor=coordinator, session=session, staff=ana)
    [waits] = training_gaps.waiting_for(coordinator, riverton)
    assert (waits.address, waits.arguments) == ("training_session", (session.pk,))
    completed(ana, ago=10, session=session)
    assert training_gaps.waiting_for(coordinator, riverton) == []
    meetings.log_meeting(actor=ana.user, staff=ana, day=today, partner="A", learned="B")
    assert "1 first meeting to sign" in [str(one.title) for one in training_gaps.waiting_for(sergeant, riverton)]
    assert training_gaps.waiting_for(person("board_member", agency=riverton), riverton) == []


def test_read_understood_and_trained_of_each_person_and_version(
    riverton, ask, completed, ana, owen, sergeant, force_policy, signed, django_assert_num_queries
):
    assert reading.policies(riverton) == [("300", "300 Use of force")]
    assert reading.policy_set(riverton) == []
    marcus = sergeant.staff.get()
    signed(ana, force_policy, passed=True, done=True), signed(owen, force_policy, passed=True)
    assert reading.policy_set(riverton) == reading.policy_set(riverton, "300") == [force_policy]
    assert reading.policy_set(riverton, "9") == []
    ask(versions=[force_policy])
    completed(ana)
    staff = [ana, owen, marcus]
    with django_assert_num_queries(8):
        found = reading.known(riverton, staff, [force_policy])
    told = [(one.read, one.understood, one.trained) for one in (found[who.pk, force_policy.pk] for who in staff)]
    # Without questions nobody can be said to have understood; whoever was not asked did not fail to read.
    assert told == [(True, None, True), (False, None, False), (None, None, False)]
    QuizItem.objects.create(
        agency=riverton,
        version=force_policy,
        position=1,
        question="What comes first?",
        answers=[["A", "", True]],
        why="B",
    )
    assert reading.known(riverton, [owen], [force_policy])[owen.pk, force_policy.pk] == Known(False, True, False)


def test_a_new_version_without_training_is_a_gap_that_is_told(
    riverton, ask, completed, ana, coordinator, force_policy, replaced
):
    ask(versions=[force_policy])
    completed(ana)
    today = riverton.day()
    assert reading.left_behind(riverton, today, training.asked(riverton, today)) == []
    second = replaced(force_policy)
    assert reading.policy_set(riverton) == []
    assert reading.known(riverton, [ana], [second])[ana.pk, second.pk].trained is None
    [gap] = reading.left_behind(riverton, today, training.asked(riverton, today))
    assert (gap.asked.row.title, gap.old, gap.new) == ("Ongoing de-escalation", force_policy, second)
    [waits] = training_gaps.waiting_for(coordinator, riverton)
    assert (waits.address, waits.arguments) == ("requirement_detail", (gap.asked.key,))
    ask(key=gap.asked.key, since=today, versions=[force_policy, second])
    assert reading.left_behind(riverton, today, training.asked(riverton, today)) == []


def test_scores_of_several_sessions_are_one_figure_on_one_scale(riverton, session, coordinator, course):
    assert changes(riverton, [course.pk]) == []
    pairs = [(5.0, 7.0), (6.0, 6.0), (4.0, 8.0), (7.0, 8.0), (3.0, 6.0)]
    sessions.measure_pairs(actor=coordinator, session=session, kind="knowledge", best=10, pairs=pairs)
    [few] = changes(riverton, [course.pk])
    assert few.shown.reason == few.sessions[0].shown.reason == Reason.TOO_FEW
    other = sessions.plan_session(
        actor=coordinator, version=course.versions.get(), day=session.day, place="R", trainer="K"
    )
    twice = [(before * 2, after * 2) for before, after in pairs]
    sessions.measure_pairs(actor=coordinator, session=other, kind="knowledge", best=20, pairs=twice)
    [found] = changes(riverton, [course.pk])
    assert isinstance(found.shown, Estimate)
    assert (len(found.sessions), found.shown.n, found.shown.point) == (2, 10, pytest.approx(20))
    assert [held.shown.reason for held in found.sessions] == [Reason.TOO_FEW] * 2
    sessions.measure_group(actor=coordinator, session=other, kind="observation", best=4, people=12, before=2, after=3)
    assert [one.shown.reason for one in changes(riverton, [course.pk])[1:]] == [Reason.NOT_RECORDED]


def score(session, people, *, actor, change=2.0):
    """So many people scored before and after a session."""
    pairs = [(float(number % 5), number % 5 + change + number % 2) for number in range(people)]
    return sessions.measure_pairs(actor=actor, session=session, kind="knowledge", best=10, pairs=pairs)


def test_a_small_session_cannot_be_found_by_subtraction(riverton, session, coordinator, course):
    small = sessions.plan_session(
        actor=coordinator, version=course.versions.get(), day=session.day, place="R", trainer="K"
    )
    score(session, 12, actor=coordinator), score(small, 6, actor=coordinator, change=4.0)
    [found] = changes(riverton, [course.pk])
    assert [isinstance(held.shown, Estimate) for held in found.sessions] == [True, False]
    assert found.shown.n == 12


def test_whoever_took_part_in_two_sessions_is_not_counted_twice(
    riverton, session, coordinator, course, completed, ana, owen
):
    other = sessions.plan_session(
        actor=coordinator, version=course.versions.get(), day=session.day, place="R", trainer="K"
    )
    score(session, 12, actor=coordinator), score(other, 12, actor=coordinator)
    completed(ana, ago=10, session=session), completed(owen, ago=10, session=other)
    [found] = changes(riverton, [course.pk])
    assert found.shown.n == 24
    assert [(held.completed, held.scored) for held in found.sessions] == [(1, 12), (1, 12)]
    completed(ana, ago=9, session=other)
    [found] = changes(riverton, [course.pk])
    assert found.shown is None


@pytest.mark.parametrize(
    ("change", "headline"),
    [(3.0, "Scores were higher after"), (-3.0, "Scores were lower after"), (-0.5, "No clear change")],
)
def test_a_headline_says_what_changed_and_never_why(riverton, session, coordinator, course, change, headline):
    pairs = [(5.0, 5.0 + change + number % 2) for number in range(12)]
    sessions.measure_pairs(actor=coordinator, session=session, kind="knowledge", best=10, pairs=pairs)
    [found] = changes(riverton, [course.pk])
    whole = framed(found, 0)
    assert whole.title.startswith(headline)
    assert "Nobody who was not trained was scored" in whole.note
    alone = framed(replace(found, shown=None), 0)
    assert alone.title.startswith(headline)
    assert "not put together" in alone.note


@pytest.fixture
def calls(riverton, today):
    """Make contacts: `calls(3, "WELFARE CHECK", badge="214")`."""
    batch = ImportBatch.objects.create(
        agency=riverton, kind="contacts", file_name="c.csv", sha256="0", size=1, state="loaded"
    )

    def make(count, kind="WELFARE CHECK", *, badge="", staff=None, ago=5, agency=riverton):
        start = ContactEvent.objects.count()
        day = today - timedelta(days=ago)
        for number in range(count):
            ContactEvent.objects.create(
                agency=agency,
                batch=batch,
                source_key=f"c{start + number}",
                at=f"{day}T12:00:00Z",
                local_date=day,
                local_minute=1,
                utc_offset=0,
                call_type=kind,
                badge_text=badge,
                staff=staff,
            )

    return make


def test_crisis_calls_say_what_can_be_told_and_what_cannot(
    riverton, ask, completed, ana, owen, calls, coordinator, today
):
    assert crisis.crisis(riverton).calls is None
    requirements.set_crisis_calls(
        actor=coordinator, agency=riverton, call_types=["Welfare check"], effective_from=date(2027, 5, 1), citation="4"
    )
    ask(purpose=Purpose.CRISIS)
    assert crisis.crisis(riverton).shown.reason == Reason.NO_DENOMINATOR
    completed(ana)
    calls(24, staff=ana, badge="214"), calls(4, badge="311; 999"), calls(2, badge="311, 214"), calls(6, badge="311")
    calls(5), calls(9, "NOISE"), calls(3, "welfare-check", ago=40, staff=ana)
    found = crisis.crisis(riverton)
    assert (found.found.trained, found.found.untrained, found.found.cannot_tell) == (26, 9, 9)
    assert isinstance(found.shown, Estimate)
    assert [(month.first, month.found.calls) for month in found.months] == [
        (date(2027, 5, 1), 3),
        (date(2027, 6, 1), 41),
    ]
    assert crisis.call_types(riverton) == ["NOISE", "WELFARE CHECK", "welfare-check"]


def test_each_call_is_judged_by_the_list_of_its_day(riverton, ask, completed, ana, calls, coordinator, today):
    for days, kind in ((100, "EDP"), (20, "Welfare check"), (10, "Welfare check")):
        requirements.set_crisis_calls(
            actor=coordinator,
            agency=riverton,
            call_types=[kind],
            effective_from=today - timedelta(days=days),
            citation="4",
        )
    ask(purpose=Purpose.CRISIS)
    completed(ana)
    calls(3, "EDP", ago=50, staff=ana), calls(2, "EDP", ago=5, staff=ana), calls(4, "EDP", ago=120)
    calls(1, "WELFARE CHECK", ago=5, staff=ana, badge="214, 999"), calls(7, "WELFARE CHECK", ago=50)
    found = crisis.crisis(riverton)
    assert found.window.start == today - timedelta(days=100)
    assert found.found == Answered(trained=1, untrained=3, cannot_tell=0, partly=1)
    assert [one.call_types for one in found.lists] == [["Welfare check"], ["Welfare check"], ["EDP"]]
    assert found.calls == found.lists[0]


def test_the_curriculum_says_which_part_covers_what(riverton, coordinator, course, today):
    topic = course_actions.add_topic(actor=coordinator, agency=riverton, name_en="Less-lethal", citation="Order 3")
    version = course_actions.add_version(
        actor=coordinator,
        course=course,
        hours=Decimal(8),
        parts=[Part.LECTURE, Part.PRACTICE],
        covers=[(topic, Part.PRACTICE), (topic, Part.LECTURE)],
        effective_from=today,
    )
    assert training_gaps.curriculum(riverton) == {(topic.pk, version.pk): [Part.PRACTICE, Part.LECTURE]}
    assert topic.name("es") == "Less-lethal"
