"""A comment comes on the list, is passed on or left out, and its original is gone."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from act.recognition.conftest import LEFT, last_entry
from commonbeat.act.recognition import actions
from commonbeat.act.recognition.models import Praise
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System
from commonbeat.listen.surveys import actions as surveys
from commonbeat.listen.surveys.models import Comment

pytestmark = pytest.mark.django_db


def test_the_comments_of_a_week_come_on_the_list_together_once_and_without_words(riverton, lakefield, sealed, today):
    kept = {sealed(), sealed("Calm."), sealed("Fine.", consent="public")}
    sealed("For nobody.", consent="none")
    sealed("Next door.", agency=lakefield)
    assert actions.gather(agency=riverton) == 3
    rows = Praise.objects.all()
    assert {row.comment for row in rows} == kept
    assert {(row.came_on, row.words, row.staff, row.state) for row in rows} == {(today, "", None, "waiting")}
    assert [row.comment for row in rows] == sorted(kept), "by their random ids, not as they came"
    assert last_entry("recognition.gather").details == {"comments": 3, "gone": 0}
    assert actions.gather(agency=riverton) == 0
    assert AuditEvent.objects.filter(verb="recognition.gather").count() == 1


def test_a_comment_that_is_gone_leaves_the_list(riverton, waiting):
    row = waiting()
    Comment.objects.filter(pk=row.comment).delete()
    assert actions.gather(agency=riverton) == 0
    assert not Praise.objects.exists()
    assert last_entry("recognition.gather").details == {"comments": 0, "gone": 1}


def test_a_list_made_late_stands_under_the_monday_of_its_week(riverton, sealed, today):
    sealed()
    actions.gather(agency=riverton, on=today + timedelta(days=2))
    assert Praise.objects.get().came_on == today
    sealed("Calm.")
    actions.gather(agency=riverton, on=today + timedelta(days=16))
    assert Praise.objects.latest("pk").came_on == today + timedelta(days=14)


def test_a_comment_that_no_key_opens_does_not_stop_the_week(riverton, sealed, ana, settings):
    key = settings.FIELDS_KEY
    settings.FIELDS_KEY = "another installation's " * 3
    lost = sealed("Lost.")
    settings.FIELDS_KEY = key
    good = sealed()
    assert actions.gather(agency=riverton) == 2
    assert set(Praise.objects.waiting().values_list("comment", flat=True)) == {lost, good}


def test_passed_on_it_reaches_the_officer_and_the_original_is_destroyed(reader, waiting, ana, today):
    row = waiting(staff=ana)
    reference = row.comment
    done = actions.pass_on(actor=reader, praise=row, words=LEFT)
    done.refresh_from_db()
    assert (done.words, done.staff, done.decided_on, done.language) == (LEFT, ana, today, "en")
    assert (done.state, done.public_allowed, done.comment) == ("passed_on", False, None)
    original = Comment.objects.get(pk=reference)
    assert (original.words, original.taken_on) == ("", today)
    entry = last_entry("recognition.pass_on")
    assert (entry.actor_id, entry.details) == (reader.pk, {})
    assert last_entry("surveys.mark_taken", "sealed").actor_id == reader.pk


def test_yes_to_the_public_is_kept_with_the_words(passed):
    assert passed(consent="public").public_allowed


def test_of_an_unknown_officer_or_one_who_left_nobody_reads_it_and_it_is_destroyed(
    riverton, sealed, waiting, reader, ana, lakefield, today
):
    """The writer read "the officer and whoever supervises them": it goes to nobody else, before anybody has read it."""
    other = Staff.objects.create(agency=lakefield, name="Someone Else", badge="L-1")
    references = [
        waiting("She left since.").comment,
        sealed("Nobody knows.", staff=None),
        sealed("Next door.", staff=other),
    ]
    Staff.objects.filter(pk=ana.pk).update(ended=today)
    with pytest.raises(ValidationError, match="not here any more"):
        actions.pass_on(actor=reader, praise=Praise.objects.get(), words="She left since.")
    assert actions.gather(agency=riverton) == 2
    rows = Praise.objects.all()
    assert {(row.state, row.reason, row.words, row.staff, row.comment) for row in rows} == {
        ("left_out", "no_officer", "", None, None)
    }
    assert set(Comment.objects.filter(pk__in=references).values_list("words", flat=True)) == {""}
    entry = last_entry("recognition.leave_out")
    assert (entry.actor_id, entry.details) == (None, {"reason": "no_officer"})


def test_a_reader_who_was_quicker_stops_no_week(riverton, sealed, monkeypatch):
    sealed(staff=None)

    def quicker(*given):
        raise ValidationError("decided")

    monkeypatch.setattr(actions, "_held", quicker)
    assert actions.gather(agency=riverton) == 1
    assert Praise.objects.get().state == "waiting"


def test_no_words_are_for_a_team(passed):
    """The database itself refuses them; the migration that said so leaves alone what has its officer."""
    row = passed()
    taken_back = import_module("commonbeat.act.recognition.migrations.0002_no_words_for_the_team")
    taken_back.forwards(apps, SimpleNamespace(connection=connection))
    row.refresh_from_db()
    assert row.state == "passed_on"
    with pytest.raises(IntegrityError), transaction.atomic():
        Praise.objects.filter(pk=row.pk).update(staff=None)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("[…] […].", "Nothing is left of it"),
        ("Officer Ana Lindqvist was kind. Call 612-555-0142.", "Take this out: 612-555-0142"),
        ("Officer Ana Lindqvist was very kind.", "“very” is not in the comment"),
        ("Officer Ana Lindqvist was kind.", "no mark says where"),
    ],
)
def test_what_may_not_be_passed_on_is_refused_in_words(reader, waiting, words, why):
    row = waiting()
    with pytest.raises(ValidationError) as refused:
        actions.pass_on(actor=reader, praise=row, words=words)
    assert why in refused.value.message_dict["words"][0]
    row.refresh_from_db()
    assert (row.state, row.words) == ("waiting", "")
    assert Comment.objects.get(pk=row.comment).words


def test_left_out_neither_words_nor_officer_are_kept(reader, waiting, ana, today):
    row = waiting("He was rude.", staff=ana)
    reference = row.comment
    done = actions.leave_out(actor=reader, praise=row, reason="not_praise")
    done.refresh_from_db()
    assert (done.state, done.reason, done.decided_on) == ("left_out", "not_praise", today)
    assert (done.words, done.staff, done.comment) == ("", None, None)
    assert Comment.objects.get(pk=reference).words == ""
    entry = last_entry("recognition.leave_out")
    assert entry.details == {"reason": "not_praise"}
    assert str(reference) not in f"{entry.subject_id}{entry.details}"


def test_the_database_refuses_words_or_an_officer_beside_what_was_left_out(reader, waiting, ana):
    row = actions.leave_out(actor=reader, praise=waiting(), reason="not_praise")
    for change in ({"words": "He was rude."}, {"staff": ana}, {"public_allowed": True}, {"reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Praise.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Praise.objects.filter(pk=row.pk).update(state="passed_on")


def test_a_comment_is_decided_about_once(reader, waiting):
    row = waiting()
    stale = Praise.objects.get(pk=row.pk)
    actions.leave_out(actor=reader, praise=row, reason="elsewhere")
    for again in (
        lambda: actions.pass_on(actor=reader, praise=stale, words=LEFT),
        lambda: actions.leave_out(actor=reader, praise=Praise.objects.get(pk=row.pk), reason="elsewhere"),
    ):
        with pytest.raises(ValidationError, match="not here any more"):
            again()


def test_two_who_decide_at_once_decide_once(reader, waiting, monkeypatch):
    row = waiting()
    Praise.objects.filter(pk=row.pk).update(state="left_out", reason="elsewhere", decided_on=row.came_on)
    with pytest.raises(ValidationError, match="decided about this comment already"):
        actions.pass_on(actor=reader, praise=row, words=LEFT)
    assert Comment.objects.get(pk=row.comment).words, "the other's decision destroys it"


def test_nobody_decides_about_a_comment_on_themselves_or_on_their_own_people(riverton, person, waiting, ana):
    kim = person("clerk", "officer", agency=riverton, name="Lee Soto")
    own = Staff.objects.create(agency=riverton, user=kim, name="Lee Soto", badge="C-1")
    civilian = person("clerk", agency=riverton, name="Robin Vega")
    Staff.objects.filter(pk=ana.supervisor_id).update(
        supervisor=Staff.objects.create(agency=riverton, user=civilian, name="Robin Vega", badge="C-2")
    )
    for actor, about in ((kim, own), (civilian, ana)):
        row = waiting(staff=about)
        with pytest.raises(ValidationError, match="about you or somebody whom you supervise"):
            actions.leave_out(actor=actor, praise=row, reason="not_praise")
        with pytest.raises(ValidationError, match="about you or somebody whom you supervise"):
            actions.pass_on(actor=actor, praise=row, words=LEFT)
    with pytest.raises(ValidationError, match="Only those who read comments first"):
        actions.leave_out(actor=person("officer", agency=riverton), praise=row, reason="not_praise")


def test_a_machine_that_stopped_before_the_original_was_destroyed_does_it_the_next_time(
    riverton, reader, waiting, ana, monkeypatch
):
    row = waiting(staff=ana)
    reference = row.comment

    def stop(**_given):
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(surveys, "mark_taken", stop)
        with pytest.raises(RuntimeError):
            actions.pass_on(actor=reader, praise=row, words=LEFT)
    assert Praise.objects.get().state == "passed_on"
    assert Comment.objects.get(pk=reference).words
    assert actions.gather(agency=riverton) == 0
    assert Comment.objects.get(pk=reference).words == ""
    assert Praise.objects.get().comment is None


def test_an_original_that_is_gone_already_stops_nothing(riverton, reader, waiting):
    row = waiting()
    Praise.objects.filter(pk=row.pk).update(
        state="left_out", reason="elsewhere", decided_on=row.came_on, comment=uuid4()
    )
    actions.gather(agency=riverton)
    assert Praise.objects.get(pk=row.pk).comment is None


def test_the_machine_may_do_it_in_the_demonstration(waiting, ana):
    assert actions.pass_on(actor=System("demo"), praise=waiting(staff=ana), words=LEFT).staff == ana
