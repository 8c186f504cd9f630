"""A comment comes on the list, is passed on or left out, and its original is gone; the officer decides about theirs."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from act.recognition.conftest import LEFT
from commonbeat.act.recognition import actions
from commonbeat.act.recognition.models import NoDigest, Praise
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System
from commonbeat.kit.retention import Retention
from commonbeat.kit.sealing import unseal
from commonbeat.listen.surveys import actions as surveys
from commonbeat.listen.surveys.models import Comment

pytestmark = pytest.mark.django_db


def last_entry(verb, using="default"):
    return AuditEvent.objects.using(using).filter(verb=verb).order_by("-pk").first()


def test_the_comments_of_a_week_come_on_the_list_together_once_and_without_words(riverton, lakefield, sealed, today):
    kept = {sealed(), sealed("Calm."), sealed("Fine.", consent="public")}
    sealed("For nobody.", consent="none")
    sealed("Next door.", agency=lakefield)
    assert actions.gather(agency=riverton) == 3
    rows = Praise.objects.all()
    assert {row.comment for row in rows} == kept
    assert {(row.came_on, row.words, row.staff, row.state) for row in rows} == {(today, "", None, "waiting")}
    assert [row.comment for row in rows] == sorted(kept), "by their random ids, not as they came"
    assert last_entry("recognition.gather").details == {"comments": 3}
    assert actions.gather(agency=riverton) == 0
    assert AuditEvent.objects.filter(verb="recognition.gather").count() == 1


def test_a_comment_that_is_gone_leaves_the_list(riverton, waiting):
    row = waiting()
    Comment.objects.filter(pk=row.comment).delete()
    actions.gather(agency=riverton)
    assert not Praise.objects.exists()


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
    assert (entry.actor_id, entry.details) == (reader.pk, {"to": "officer"})
    assert last_entry("surveys.mark_taken", "sealed").actor_id == reader.pk


def test_yes_to_the_public_is_kept_with_the_words(passed):
    assert passed(consent="public").public_allowed


def test_of_an_unknown_officer_or_one_who_left_it_goes_to_the_whole_team(passed, riverton, ana, today):
    assert passed(staff=None).staff is None
    Staff.objects.filter(pk=ana.pk).update(ended=today)
    row = passed("Calm.")
    assert row.staff is None
    assert last_entry("recognition.pass_on").details == {"to": "team"}


def test_the_officer_of_another_agency_is_no_officer_of_ours(passed, lakefield):
    other = Staff.objects.create(agency=lakefield, name="Someone Else", badge="L-1")
    assert passed(staff=other).staff is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("[…] […].", "Nothing is left of it"),
        ("Officer Ana Lindqvist was kind. Call 612-555-0142.", "Take this out: 612-555-0142"),
        ("Officer Ana Lindqvist was very kind.", "“very” is not in the comment"),
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


def test_nobody_decides_about_a_comment_on_themselves_or_on_their_own_people(riverton, person, waiting, sergeant, ana):
    for user in (person("clerk", "officer", agency=riverton, name="Kim Soto"), sergeant):
        user.memberships.create(agency=riverton, role="scrubber")
    kim = person("clerk", "officer", agency=riverton, name="Lee Soto")
    own = Staff.objects.create(agency=riverton, user=kim, name="Lee Soto", badge="C-1")
    for actor, about in ((kim, own), (sergeant, ana)):
        row = waiting(staff=about)
        with pytest.raises(ValidationError, match="about you or somebody whom you supervise"):
            actions.leave_out(actor=actor, praise=row, reason="not_praise")
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


@pytest.mark.parametrize("keeping", ["filed", "hidden", "shown"])
def test_the_officer_keeps_hides_and_shows_again(passed, officer, keeping):
    row = actions.choose(actor=officer, praise=passed(), keeping=keeping)
    assert Praise.objects.get(pk=row.pk).keeping == keeping
    assert last_entry("recognition.choose").details == {"keeping": keeping}


def test_nobody_decides_about_the_praise_of_another(passed, sergeant, officer, lakefield, person):
    own, team = passed(), passed("Thanks, all.", staff=None)
    for actor, row in ((sergeant, own), (officer, team), (person("officer", agency=lakefield), own)):
        with pytest.raises(ValidationError, match="Only the officer whom it is for"):
            actions.choose(actor=actor, praise=row, keeping="hidden")


def test_the_weekly_mail_tells_of_the_seven_days_before_without_any_words(riverton, passed, ana, today):
    passed(on=today - timedelta(days=7))
    passed("Calm.", on=today - timedelta(days=1))
    passed("Today.", on=today)
    passed("Long ago.", on=today - timedelta(days=8))
    passed("For all.", staff=None, on=today - timedelta(days=2))
    assert actions.send_digest(agency=riverton) == 1
    mail = Message.objects.get()
    assert unseal(mail.recipient, "messaging.message") == ana.email
    assert unseal(mail.subject, "messaging.message") == "2 people praised you"
    body = unseal(mail.body, "messaging.message")
    assert "/staff/thanks/" in body
    assert "Calm" not in body
    assert last_entry("recognition.send_digest").details == {"mails": 1}


def test_the_mail_speaks_the_officers_language(riverton, passed, officer, today):
    officer.language = "es"
    officer.save()
    passed(on=today - timedelta(days=1))
    actions.send_digest(agency=riverton)
    assert unseal(Message.objects.get().subject, "messaging.message") == "Una persona le elogió"


def test_without_news_or_wish_or_account_no_mail_goes(riverton, passed, officer, ana, today, lakefield):
    assert actions.send_digest(agency=riverton) == 0
    actions.set_digest(actor=officer, staff=ana, wanted=False)
    actions.set_digest(actor=officer, staff=ana, wanted=False)
    assert NoDigest.objects.count() == 1
    row = passed(on=today - timedelta(days=1))
    assert actions.send_digest(agency=riverton) == 0
    actions.set_digest(actor=officer, staff=ana, wanted=True)
    assert last_entry("recognition.set_digest").details == {"wanted": True}
    assert actions.send_digest(agency=lakefield) == 0
    actions.choose(actor=officer, praise=row, keeping="hidden")
    assert actions.send_digest(agency=riverton) == 0
    actions.choose(actor=officer, praise=row, keeping="shown")
    officer.is_active = False
    officer.save()
    assert actions.send_digest(agency=riverton) == 0
    assert not Message.objects.exists()


def limits(day):
    moment = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    return {Retention.THREAD: moment, Retention.ACCOUNT: moment}


def test_praise_goes_after_its_time_and_what_was_filed_stays_while_its_officer_does(
    riverton, reader, passed, waiting, officer, ana, today
):
    long_ago = today - timedelta(days=91)
    for keeping in ("shown", "hidden", "filed"):
        actions.choose(actor=officer, praise=passed(f"{keeping}.", on=long_ago), keeping=keeping)
    new, still = passed("New.", on=today), waiting("Not read.")
    actions.leave_out(actor=reader, praise=waiting("Rude."), reason="not_praise", on=long_ago)
    actions.set_digest(actor=officer, staff=ana, wanted=False)
    before = limits(today - timedelta(days=90))
    assert actions.destroy_due(agency=riverton, before=before) == {"praise": 3, "praise_wishes": 0}
    assert set(Praise.objects.values_list("words", flat=True)) == {"filed.", "New.", ""}
    assert set(Praise.objects.exclude(words="filed.")) == {new, still}
    Staff.objects.filter(pk=ana.pk).update(ended=today)
    assert actions.destroy_due(agency=riverton, before=before) == {"praise": 0, "praise_wishes": 0}
    assert actions.destroy_due(agency=riverton, before=limits(today)) == {"praise": 2, "praise_wishes": 1}


def test_nothing_of_another_agency_is_destroyed(riverton, lakefield, passed, today):
    passed(on=today - timedelta(days=91))
    assert actions.destroy_due(agency=lakefield, before=limits(today)) == {"praise": 0, "praise_wishes": 0}
    assert Praise.objects.count() == 1


def test_the_machine_may_do_it_in_the_demonstration(waiting, ana):
    assert actions.pass_on(actor=System("demo"), praise=waiting(staff=ana), words=LEFT).staff == ana
