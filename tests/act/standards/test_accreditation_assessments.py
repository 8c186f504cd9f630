"""Assessments are marked and closed; comments are taken, read and answered; awards are given and taken back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from act.standards.deeds import refused, verbs
from commonbeat.act.standards.actions import assessments, awards, comments, programs
from commonbeat.act.standards.models import (
    PublicComment,
)
from commonbeat.act.standards.queries import assessments as queries
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.roles import System

pytestmark = pytest.mark.django_db
SORTED = {"state", "aside", "read_on", "read_by"}
"""What staff add to a comment; none of it is about who wrote it."""


def test_an_assessment_is_marked_closed_and_then_stays(assessment, manager, today):
    row = assessment()
    first, second = row.marks.all()
    assert refused("missing", assessments.mark, actor=manager, mark=first, said="not_met", words="")
    assessments.mark(actor=manager, mark=first, said="not_met", words="Two orders name nobody")
    assessments.mark(actor=manager, mark=second, said="met")
    early = row.starts_on - timedelta(days=1)
    assert refused("before it begins", assessments.close, actor=manager, assessment=row, summary="", on=early)
    closed = assessments.close(actor=manager, assessment=row, summary="One of two")
    assert closed.closed_on == today
    assert refused("closed", assessments.mark, actor=manager, mark=first, said="met")
    assert refused("closed", assessments.close, actor=manager, assessment=row, summary="")
    assert AuditEvent.objects.get(verb="standards.close_assessment").details == {
        "met": 1,
        "not_met": 1,
        "not_looked_at": 0,
    }


def test_a_window_needs_a_way_to_the_assessors(assessment):
    assert refused("reached", assessment, contact="")


def test_comments_are_taken_while_open_up_to_so_many_an_hour_and_hold_only_words(assessment, riverton, today):
    row = assessment()
    take = {"actor": System("a reader"), "assessment": row, "language": "es"}
    for number in range(30):
        comments.take_comment(**take, words=f"Muy bien {number}")
    assert refused("this hour", comments.take_comment, **take, words="More")
    assert refused(
        "not open",
        comments.take_comment,
        **{
            **take,
            "assessment": assessment(comments_from=today - timedelta(days=9), comments_until=today - timedelta(days=8)),
        },
        words="More",
    )
    kept = {field.name for field in PublicComment._meta.get_fields()}
    assert kept == {"id", "agency", "assessment", "words", "language", "received_at", *SORTED}
    assert AuditEvent.objects.filter(verb="standards.take_comment").first().details == {}


def test_an_award_is_given_after_an_assessment_of_its_program_and_can_be_taken_back(
    program, assessment, manager, riverton, today
):
    other = programs.begin_program(
        actor=manager, agency=riverton, name="Other", body="b", scope="s", months=12, starts_on=today
    )
    give = {"actor": manager, "scope": "patrol", "given_on": today, "valid_until": today + timedelta(days=900)}
    assert refused("this program", awards.give_award, **give, program=other, assessment=assessment())
    row = awards.give_award(**give, program=program, assessment=assessment())
    assert refused("why", awards.end_award, actor=manager, award=row, why="")
    end = {"actor": manager, "award": row, "why": "Files were late"}
    assert refused("still to come", awards.end_award, **end, on=today + timedelta(days=1))
    assert refused("after this day", awards.end_award, **end, on=today - timedelta(days=1))
    assert awards.end_award(**end).ended_on == today
    assert refused("already", awards.end_award, actor=manager, award=row, why="Again")


def test_a_plan_can_be_changed_until_it_is_closed(assessment, manager, today):
    row = assessment()
    said = {name: getattr(row, name) for name in assessments.PLANNED}
    before = len(verbs())
    assessments.change(actor=manager, assessment=row, said=said)
    assert len(verbs()) == before
    changed = assessments.change(actor=manager, assessment=row, said={**said, "assessor": "three neighbors"})
    assert (changed.assessor, verbs()[-1]) == ("three neighbors", "standards.change_assessment")
    assert refused("reached", assessments.change, actor=manager, assessment=row, said={**said, "contact": ""})
    none = {"comments_from": None, "comments_until": None}
    comments.take_comment(actor=System("a reader"), assessment=row, language="en", words="They listen.")
    assert refused("commented already", assessments.change, actor=manager, assessment=row, said={**said, **none})
    assessments.close(actor=manager, assessment=row, summary="")
    assert refused("closed", assessments.change, actor=manager, assessment=row, said=said)


def test_the_same_words_within_the_hour_are_one_comment(assessment):
    take = {"actor": System("a reader"), "assessment": assessment(), "language": "en"}
    first = comments.take_comment(**take, words="They listen.")
    assert comments.take_comment(**take, words=" They listen. ") == first
    PublicComment.objects.update(received_at=first.received_at - timedelta(hours=2))
    assert comments.take_comment(**take, words="They listen.") != first


def test_comments_are_read_or_set_aside_then_answered_once_the_days_are_over(assessment, manager, today):
    row = assessment()
    take = {"actor": System("a reader"), "assessment": row, "language": "en"}
    first, second = (comments.take_comment(**take, words=words) for words in ("They listen.", "Pat Doe is rude."))
    sort, answer = {"actor": manager}, {"actor": manager, "assessment": row, "words": "We train again."}
    assert refused("Choose why", comments.sort_comment, **sort, comment=second, to="aside")
    comments.sort_comment(**sort, comment=second, to="aside", aside="names")
    assert refused("are over", comments.answer_comments, **answer)
    later = today + timedelta(days=4)
    assert refused("still wait", comments.answer_comments, **answer, on=later)
    read = comments.sort_comment(**sort, comment=first, to="read", aside="names")
    assert (read.aside, read.read_by, read.read_on) == ("", "Kai Brandt", today)
    said = comments.answer_comments(**answer, on=later)
    assert (said.day, said.by, str(said)) == (later, "Kai Brandt", later.isoformat())
    assert queries.answers(row) == [said]
    assert verbs()[-1] == "standards.answer_comments"
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicComment.objects.filter(pk=second.pk).update(aside="")


def test_unread_comments_wait_on_the_desk_of_who_keeps_the_standards(assessment, manager, officer, riverton):
    row = assessment()
    for words in ("They listen.", "They do not."):
        comments.take_comment(actor=System("a reader"), assessment=row, language="en", words=words)
    (one,) = queries.waiting_for(manager, riverton)
    assert (str(one.title), one.arguments) == ("2 comments for two neighbors wait to be read", (row.pk,))
    assert queries.waiting_for(officer, riverton) == []


def test_a_form_that_is_sent_twice_plans_one_assessment_and_gives_one_award(assessment, program, manager, today):
    row = assessment()
    assert assessment() == row
    assessments.close(actor=manager, assessment=row, summary="Done")
    assert assessment() != row
    given = {"actor": manager, "program": program, "scope": "patrol", "given_on": today}
    award = awards.give_award(**given, valid_until=today + timedelta(days=9))
    assert awards.give_award(**given, valid_until=today + timedelta(days=9)) == award
    awards.end_award(actor=manager, award=award, why="Files were late")
    assert awards.give_award(**given, valid_until=today + timedelta(days=9)) != award
