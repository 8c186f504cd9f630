"""Putting a draft to people: comments, themes, answers, and what waits for whom."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commonbeat.act.policies import actions, queries
from commonbeat.act.policies.models import ConsultationComment
from commonbeat.act.policies.rules import VersionState
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.roles import System

pytestmark = pytest.mark.django_db
MACHINE = System("test")
S = VersionState


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


def test_what_waits_stands_on_the_desk(riverton, asked, in_force, draft, writer, chief, officer, today, at_lawyer):
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


def test_a_button_pressed_twice_sends_one_comment(asked):
    told = {"agency": asked.agency, "consultation": asked, "language": "en"}
    first = actions.comment(words="Be kind.", **told)
    assert actions.comment(words=" Be kind. ", **told) == first
    assert actions.comment(words="Be kinder.", **told) != first
    ConsultationComment.objects.update(came_at=timezone.now() - timedelta(minutes=2))
    assert actions.comment(words="Be kind.", **told) != first
