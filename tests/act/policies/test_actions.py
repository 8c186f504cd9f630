"""Writing, moving, approving, putting in force, consulting and reviewing: what is done, refused and told."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from commonbeat.act.policies import access, actions, jobs, queries
from commonbeat.act.policies.actions import moving
from commonbeat.act.policies.models import (
    ConsultationComment,
    Policy,
    PolicyConsultation,
    PolicyText,
    PolicyVersion,
    RequiredPolicy,
    VersionStep,
)
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.versions import Bound
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Unit
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System
from commonbeat.measure.findings.models import Finding, Run

pytestmark = pytest.mark.django_db
MACHINE = System("test")
S = VersionState


def at_lawyer(version, actor=MACHINE):
    for to in (S.INTERNAL, S.LEGAL):
        version = actions.send_on(actor=actor, version=version, to=to)
    return version


def test_a_version_is_in_force_on_its_day_exactly_once_and_ends_the_one_before(draft, in_force, chief, writer, today):
    first = in_force(days=90)
    version = at_lawyer(actions.draft(actor=writer, policy=first.policy))
    actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=2))
    agency = first.agency
    assert actions.put_in_force(agency=agency) == 0
    day = today + timedelta(days=3)
    assert actions.put_in_force(agency=agency, on=day) == 1
    assert actions.put_in_force(agency=agency, on=day) == 0
    first.refresh_from_db()
    version.refresh_from_db()
    assert (first.state, first.effective_until) == (S.SUPERSEDED, today + timedelta(days=2))
    assert version.state == S.EFFECTIVE
    held = [queries.version_on(first.policy, today + timedelta(days=days)).number for days in (1, 2)]
    assert held == [1, 2]
    assert queries.version_on(first.policy, date(2001, 1, 1)) is None
    assert queries.neighbors(version).number == 1
    assert queries.neighbors(first) is None
    policy = Policy.objects.get(pk=first.policy_id)
    assert policy.next_review == date(2028, 6, 18)


def test_the_job_goes_by_the_agency_s_own_calendar(riverton, draft, chief, today, monkeypatch):
    version = at_lawyer(draft())
    actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=1))
    run = jobs.JOBS["policies.put_in_force"].run
    context = SimpleNamespace(agency=riverton)
    assert run(context) == {"in_force": 0}
    monkeypatch.setattr(type(riverton), "day", lambda self, moment=None: today + timedelta(days=1))
    assert run(context) == {"in_force": 1}


def test_its_writer_cannot_approve_it_where_somebody_else_may(riverton, draft, chief, person, today):
    version = at_lawyer(draft(actor=chief), chief)
    other = person("chief", agency=riverton, name="Second Chief")
    with pytest.raises(ValidationError, match="You wrote this version"):
        actions.approve(actor=chief, version=version, effective_from=today)
    assert actions.approve(actor=other, version=version, effective_from=today).approved_by == "Second Chief"


def test_its_writer_approves_it_alone_where_nobody_else_may_and_the_trail_says_so(draft, chief, today):
    version = at_lawyer(draft(actor=chief), chief)
    actions.approve(actor=chief, version=version, effective_from=today)
    assert AuditEvent.objects.get(verb="policies.approve").details["alone"] == "True"


def test_an_approval_is_refused_with_all_reasons(draft, chief, today):
    version = at_lawyer(draft(summary_es=""))
    with pytest.raises(ValidationError) as refused:
        actions.approve(actor=chief, version=version, effective_from=today - timedelta(days=1))
    assert len(refused.value.messages) == 2
    with pytest.raises(ValidationError, match="cannot become"):
        actions.send_on(actor=chief, version=version, to=S.INTERNAL)


def test_one_version_at_a_time_waits_for_its_day(in_force, writer, chief, today):
    first = in_force(days=0)
    version = at_lawyer(actions.draft(actor=writer, policy=first.policy))
    with pytest.raises(ValidationError, match="choose a later one"):
        actions.approve(actor=chief, version=version, effective_from=today)
    actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=5))
    third = at_lawyer(actions.draft(actor=writer, policy=first.policy))
    with pytest.raises(ValidationError, match="waits for its day"):
        actions.approve(actor=chief, version=third, effective_from=today + timedelta(days=9))


def test_back_to_draft_only_with_a_reason_and_a_consultation_ends_with_it(asked, writer):
    version = asked.version
    with pytest.raises(ValidationError, match="Say why"):
        actions.send_back(actor=writer, version=version, reason=" ")
    actions.send_back(actor=writer, version=version, reason="A word is wrong.")
    asked.refresh_from_db()
    assert asked.ended_on is not None
    assert VersionStep.objects.filter(version=version, reason="A word is wrong.").exists()


def test_words_change_only_while_nobody_is_asked_about_them(asked, draft, writer):
    with pytest.raises(ValidationError, match="cannot change now"):
        actions.revise(actor=writer, version=asked.version, words={"text": "# 1 A\nNew."})
    other = draft("9", title="Other")
    row = actions.revise(actor=MACHINE, version=other, words={"text": "# 1 A\r\nNew.\r\n"})
    assert (row.text, row.writer) == ("# 1 A\nNew.", None)


def test_a_text_that_cannot_be_read_goes_nowhere(draft, writer):
    version = draft(text="Loose words")
    with pytest.raises(ValidationError, match="Line 1"):
        actions.send_on(actor=writer, version=version, to=S.INTERNAL)
    assert queries.ready(draft("2", title="Empty", text=""), date(2027, 6, 16)).faults == 1


def test_one_draft_at_a_time_takes_the_words_of_the_newest(in_force, writer):
    first = in_force(text="# 1 A\nOld.")
    version = actions.draft(actor=writer, policy=first.policy)
    assert (version.number, version.text, version.change) == (2, "# 1 A\nOld.", "")
    with pytest.raises(ValidationError, match="being worked on"):
        actions.draft(actor=writer, policy=first.policy)


def test_titles_alike_have_addresses_apart_and_none_of_a_page(draft):
    assert draft("1", title="Search").policy.slug == "search-2"
    assert draft("2", title="Search").policy.slug == "search-3"
    assert draft("3", title="…").policy.slug == "policy"


def test_an_owner_and_a_unit_are_of_this_agency(riverton, lakefield, draft, writer):
    stranger = Staff.objects.create(agency=lakefield, name="X", badge="1")
    with pytest.raises(ValidationError, match="works here"):
        draft(owner=stranger)
    policy = draft().policy
    unit = Unit.objects.create(agency=lakefield, name="Lake", kind="patrol")
    with pytest.raises(ValidationError, match="unit of this agency"):
        actions.change(actor=writer, policy=policy, changes={}, scopes=[Bound(unit=unit.pk)])
    actions.change(actor=writer, policy=policy, changes={"title": "Force"}, scopes=[Bound(rank="officer")])
    actions.change(actor=writer, policy=policy, changes={"title": "Force"})
    policy.refresh_from_db()
    assert (policy.title, str(policy), policy.scopes.count()) == ("Force", "300 Force", 1)
    assert AuditEvent.objects.filter(verb="policies.change").count() == 1


def test_who_is_bound_reads_it_on_their_desk(riverton, in_force, officer, writer, chief):
    in_force("1", title="Everybody's")
    bound = in_force("2", title="Sergeants'")
    actions.change(actor=writer, policy=bound.policy, changes={}, scopes=[Bound(rank="sergeant", sworn=True)])
    assert [row.number for row in queries.applying(officer, riverton)] == ["1"]
    assert [row.number for row in queries.applying(writer, riverton)] == ["1"]
    assert queries.scopes_in_words(bound.policy) == [("", "Sergeant", True)]
    assert "300" not in str(bound.policy.scopes.get())


def test_a_state_s_demand_reaches_its_towns(the_state, riverton, lakefield, writer):
    actions.require(
        actor=MACHINE,
        agency=the_state,
        code="pursuits",
        name_en="Chases",
        name_es="Persecuciones",
        citation="State Code 1",
        effective_from=date(2027, 1, 1),
    )
    for town in (riverton, lakefield):
        assert "pursuits" in [one.code for one in queries.required_set(town, town.day())]
    assert str(RequiredPolicy.objects.get()) == "Chases"
    assert "pursuits" not in [one.code for one in queries.required_set(riverton, date(2026, 12, 31))]


def test_a_comment_is_kept_without_anybody_and_erased_once_read(asked, writer, today):
    row = actions.comment(agency=asked.agency, consultation=asked, words=" Kim says be kind. ", language="en")
    assert (row.original, str(row)) == ("Kim says be kind.", "Waits to be read")
    assert "Kim" not in str(AuditEvent.objects.get(verb="policies.comment").details)
    with pytest.raises(ValidationError, match="Only take"):
        actions.show_comment(actor=writer, comment=row, words="Be cruel.")
    row = actions.show_comment(actor=writer, comment=row, words="[…] be kind.")
    assert (row.words, row.original) == ("[…] be kind.", "")
    with pytest.raises(ValidationError, match="read this comment already"):
        actions.leave_out_comment(actor=writer, comment=row, reason="abuse")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"language": "xx"}, "not one of the choices"),
        ({"words": ""}, "Write what"),
        ({"on": date(2030, 1, 1)}, "ended"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(asked, more, words):
    with pytest.raises(ValidationError, match=words):
        actions.comment(**{"agency": asked.agency, "consultation": asked, "words": "Hm.", "language": "en", **more})


def test_a_flood_is_stopped_without_knowing_anybody(asked, today):
    agencies.set_value(
        actor=MACHINE,
        agency=asked.agency,
        key="policies",
        value={"comments_hourly": 1, "copy_days": 14, "review_notice": 30},
        effective_from=today,
        citation="Test",
    )
    actions.comment(agency=asked.agency, consultation=asked, words="One.", language="en")
    with pytest.raises(ValidationError, match="in this hour"):
        actions.comment(agency=asked.agency, consultation=asked, words="Two.", language="en")


def test_themes_are_of_their_consultation_and_answered_before_the_approval(asked, draft, writer, chief, today):
    row = actions.comment(agency=asked.agency, consultation=asked, words="Be kind.", language="en")
    with pytest.raises(ValidationError, match="Choose why"):
        actions.leave_out_comment(actor=writer, comment=row, reason="")
    theme = actions.add_theme(actor=writer, consultation=asked, name="Kindness")
    with pytest.raises(ValidationError, match="Show this comment first"):
        actions.sort_comment(actor=writer, comment=row, theme=theme)
    actions.show_comment(actor=writer, comment=row, words="Be kind.")
    assert queries.counts(asked).loose == 1
    version = actions.send_on(actor=writer, version=draft("9", title="Other"), to=S.INTERNAL)
    other = actions.consult(
        actor=writer, version=version, starts_on=today, ends_on=today + timedelta(days=2), questions="?"
    )
    with pytest.raises(ValidationError, match="theme of this consultation"):
        actions.sort_comment(
            actor=writer, comment=row, theme=actions.add_theme(actor=writer, consultation=other, name="X")
        )
    actions.sort_comment(actor=writer, comment=row, theme=theme)
    actions.end(actor=writer, consultation=asked)
    with pytest.raises(ValidationError, match="ended already"):
        actions.end(actor=writer, consultation=asked)
    version = actions.send_on(actor=writer, version=asked.version, to=S.LEGAL)
    with pytest.raises(ValidationError, match="Answer every theme"):
        actions.approve(actor=chief, version=version, effective_from=today)
    for wrong, words in (
        ({"answer": "x", "why": "y"}, "one of the answers"),
        ({"answer": "not", "why": " "}, "Say why"),
    ):
        with pytest.raises(ValidationError, match=words):
            actions.answer_theme(actor=writer, theme=theme, **wrong)
    actions.answer_theme(actor=writer, theme=theme, answer="not", why="It is there already.")
    actions.approve(actor=chief, version=version, effective_from=today)
    with pytest.raises(ValidationError, match="what was answered stays"):
        actions.answer_theme(actor=writer, theme=theme, answer="accepted", why="After all.")
    assert [str(theme), str(asked)] == ["Kindness", "300 Use of force, version 1"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"questions": " "}, "one question"),
        ({"ends_on": date(2027, 6, 16)}, "a day after"),
        ({"starts_on": date(2027, 1, 1)}, "today"),
    ],
)
def test_a_consultation_has_days_and_questions(draft, writer, today, more, words):
    version = actions.send_on(actor=writer, version=draft(), to=S.INTERNAL)
    given = {"starts_on": today, "ends_on": today + timedelta(days=5), "questions": "What?", **more}
    with pytest.raises(ValidationError, match=words):
        actions.consult(actor=writer, version=version, **given)


def test_what_waits_stands_on_the_desk(riverton, asked, in_force, draft, writer, chief, officer, today):
    in_force("1", title="Old", days=360)
    at_lawyer(draft("2", title="New"))
    actions.comment(agency=riverton, consultation=asked, words="Be kind.", language="en")
    actions.add_theme(actor=writer, consultation=asked, name="Kindness")
    actions.end(actor=writer, consultation=asked)
    steps = [str(one.next_step) for one in queries.waiting_for(chief, riverton)]
    assert len(steps) == 4
    assert [one.title for one in queries.waiting_for(writer, riverton)] == [
        "300 Use of force",
        "300 Use of force",
        "1 Old",
    ]
    assert queries.waiting_for(officer, riverton) == []


def test_a_review_needs_a_version_in_force_and_a_public_figure(in_force, draft, writer):
    answers = dict.fromkeys(("burden", "figures", "heard"), "We do not know, nobody counted it.")
    with pytest.raises(ValidationError, match="nothing to look at"):
        actions.review(actor=writer, policy=draft("9", title="X").policy, answers=answers, outcome="keep")
    policy = in_force().policy
    with pytest.raises(ValidationError, match="one of the answers"):
        actions.review(actor=writer, policy=policy, answers=answers, outcome="perhaps")
    made = actions.review(actor=writer, policy=policy, answers=answers, outcome="change")
    assert str(made) == "It is to be changed"


def test_a_law_that_is_exceeded_says_how(draft, writer):
    policy = draft().policy
    with pytest.raises(ValidationError, match="Say how"):
        actions.add_law(actor=writer, policy=policy, citation="Code", demands="X", exceeds_law=True)
    row = actions.add_law(actor=writer, policy=policy, citation="Code", demands="X", demands_es="Y", how="no")
    assert (str(row), row.how, row.said("demands", "es")) == ("Code", "", "Y")


def refused(sql, *params):
    with pytest.raises(DatabaseError, match="may not change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    return True


@pytest.mark.parametrize("column", ["text", "summary_es", "change", "approved_by"])
def test_the_database_itself_keeps_approved_words(in_force, column):
    version = in_force()
    assert refused(f"UPDATE policies_policyversion SET {column} = 'x' WHERE id = %s", version.pk)


@pytest.mark.parametrize("state", ["draft", "approved", "legal"])
def test_no_version_goes_back_from_force(in_force, state):
    version = in_force()
    assert refused("UPDATE policies_policyversion SET state = %s WHERE id = %s", state, version.pk)
    assert refused("DELETE FROM policies_policyversion WHERE id = %s", version.pk)


def test_neither_what_people_were_asked_nor_a_step_can_change(asked):
    assert refused("UPDATE policies_policyconsultation SET text = 'x' WHERE id = %s", asked.pk)
    assert refused("DELETE FROM policies_policyconsultation WHERE id = %s", asked.pk)
    assert refused("UPDATE policies_versionstep SET reason = 'x' WHERE version_id = %s", asked.version_id)
    assert refused("DELETE FROM policies_versionstep WHERE version_id = %s", asked.version_id)


def test_a_draft_can_change_and_go(draft):
    version = draft()
    PolicyVersion.objects.filter(pk=version.pk).update(text="# 1 A\nX")
    assert str(version) == "300 Use of force, version 1"


def test_search_follows_the_version_in_force(riverton, lakefield, in_force):
    first = in_force(days=90, text="# 1 A\nNobody holds a neck.")
    assert queries.search(riverton, "neck holds", "en") == [first.policy_id]
    in_force(policy=first.policy, text="# 1 A\nNobody runs.")
    assert queries.search(riverton, "neck", "en") == []
    assert queries.search(riverton, "RUN", "es") == [first.policy_id]
    assert queries.search(lakefield, "run", "en") == []
    assert queries.search(riverton, "' OR 1=1 --", "en") == []
    assert queries.search(riverton, "…", "en") == []
    assert str(PolicyText.objects.first()).endswith(")")
    PolicyText.objects.all().delete()
    assert queries.search(riverton, "run", "en") == []


def test_who_sees_what(riverton, lakefield, draft, in_force, asked, writer, officer, person):
    in_force("1", title="Public")
    in_force("2", title="Inside", public=False)
    draft("4", title="Draft")
    stranger = person("commander", agency=lakefield)
    assert {row.number for row in access.visible(None, riverton)} == {"1"}
    assert {row.number for row in access.visible(officer, riverton)} == {"1", "2"}
    assert {row.number for row in access.visible(writer, riverton)} == {"1", "2", "4", "300"}
    assert {row.number for row in access.visible(stranger, riverton)} == {"1"}
    assert access.version(writer, riverton, "none", 1) is None
    assert not access.Commenter().may("write_policies", riverton)
    assert access.consultation(None, lakefield, asked.pk) is None
    assert [row.pk for row in access.consultations(riverton)] == [asked.pk]
    assert ConsultationComment.objects.count() == 0
    assert PolicyConsultation.objects.get().asked("es") == ["¿Qué falta?"]


def test_two_workers_put_a_version_in_force_once(riverton, draft, chief, today, monkeypatch):
    version = at_lawyer(draft())
    actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=1))
    take = moving.take

    def after_another_worker(found):
        monkeypatch.setattr(moving, "take", take)
        actions.put_in_force(agency=riverton, on=today + timedelta(days=1))
        return take(found)

    monkeypatch.setattr(moving, "take", after_another_worker)
    assert actions.put_in_force(agency=riverton, on=today + timedelta(days=1)) == 0
    assert VersionStep.objects.filter(version=version, state=S.EFFECTIVE).count() == 1


def test_a_review_looks_at_a_figure_of_its_own_agency(in_force, lakefield, writer, today):
    run = Run.objects.create(
        agency=lakefield,
        study="x",
        state="published",
        started_at=timezone.now(),
        ended_at=timezone.now(),
        window_start=today,
        window_end=today,
        as_of=today,
    )
    figure = Finding.objects.create(
        agency=lakefield, run=run, key="m", measure="m", period_start=today, period_end=today, shown={}
    )
    answers = dict.fromkeys(("burden", "figures", "heard"), "We do not know, nobody counted it.")
    with pytest.raises(ValidationError, match="figure that is published"):
        actions.review(actor=writer, policy=in_force().policy, answers=answers, outcome="keep", finding=figure)
