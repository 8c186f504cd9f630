"""The officer decides about theirs, and gets a mail on Mondays; what was kept long enough is destroyed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from act.recognition.conftest import last_entry
from commonbeat.act.recognition import actions
from commonbeat.act.recognition.models import NoDigest, Praise
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.messaging.rules import Haste
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System
from commonbeat.kit.retention import Retention
from commonbeat.kit.sealing import unseal
from commonbeat.listen.surveys.models import Comment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("keeping", ["filed", "hidden", "shown"])
def test_the_officer_keeps_hides_and_shows_again(passed, officer, keeping):
    row = actions.choose(actor=officer, praise=passed(), keeping=keeping)
    assert Praise.objects.get(pk=row.pk).keeping == keeping
    entry = last_entry("recognition.choose")
    assert (entry.actor_id, entry.actor_label, entry.details) == (None, "recognition", {})


def test_nobody_decides_about_the_praise_of_another(passed, sergeant, officer, lakefield, person):
    row = passed()
    for actor in (sergeant, person("officer", agency=lakefield), System("job")):
        with pytest.raises(ValidationError, match="Only the officer whom it is for"):
            actions.choose(actor=actor, praise=row, keeping="hidden")


def test_nobody_ends_or_begins_the_mails_of_another(sergeant, reader, ana):
    for actor in (sergeant, reader, System("job")):
        with pytest.raises(ValidationError, match="whom these mails are for"):
            actions.set_digest(actor=actor, staff=ana, wanted=False)
    Staff.objects.filter(pk=ana.pk).update(user=None)
    ana.refresh_from_db()
    with pytest.raises(ValidationError, match="whom these mails are for"):
        actions.set_digest(actor=System("job"), staff=ana, wanted=False)
    assert not NoDigest.objects.exists()


def subjects():
    """What the weekly mails say, in the order in which they went."""
    return [unseal(mail.subject, "messaging.message") for mail in Message.objects.order_by("pk")]


def test_the_weekly_mail_tells_of_what_came_before_its_monday_without_any_words(riverton, passed, ana, today):
    passed(on=today - timedelta(days=7))
    passed("Calm.", on=today - timedelta(days=1))
    passed("Today.", on=today)
    assert actions.send_digest(agency=riverton) == 1
    mail = Message.objects.get()
    assert unseal(mail.recipient, "messaging.message") == ana.email
    assert subjects() == ["2 people praised you"]
    body = unseal(mail.body, "messaging.message")
    assert "/staff/thanks/" in body
    assert "Calm" not in body
    assert (mail.programme, mail.haste) == ("staff", Haste.ORDINARY), "a pause holds it"
    assert last_entry("recognition.send_digest").details == {"mails": 1}


def test_a_late_run_or_a_missed_week_neither_loses_praise_nor_tells_it_twice(riverton, passed, today):
    passed("Before.", on=today - timedelta(days=3))
    for day in (2, 0, 3, 6):
        actions.send_digest(agency=riverton, on=today + timedelta(days=day))
    assert subjects() == ["One person praised you"], "on a Wednesday for want of a Monday, and then no more"
    passed("That week.", on=today + timedelta(days=1))
    passed("Its Sunday.", on=today + timedelta(days=6))
    passed("The week that was missed.", on=today + timedelta(days=8))
    passed("This very week.", on=today + timedelta(days=15))
    assert actions.send_digest(agency=riverton, on=today + timedelta(days=16)) == 1
    assert subjects()[1:] == ["3 people praised you"]
    assert actions.send_digest(agency=riverton, on=today + timedelta(days=21)) == 1
    assert subjects()[2:] == ["One person praised you"]


def test_what_was_hidden_or_not_wanted_when_the_mail_went_is_not_told_later(riverton, passed, officer, ana, today):
    hidden = actions.choose(actor=officer, praise=passed(on=today - timedelta(days=1)), keeping="hidden")
    assert actions.send_digest(agency=riverton) == 0
    actions.choose(actor=officer, praise=hidden, keeping="shown")
    actions.set_digest(actor=officer, staff=ana, wanted=False)
    passed("Calm.", on=today)
    assert actions.send_digest(agency=riverton, on=today + timedelta(days=7)) == 0
    actions.set_digest(actor=officer, staff=ana, wanted=True)
    assert actions.send_digest(agency=riverton, on=today + timedelta(days=14)) == 0


def test_the_mail_speaks_the_officers_language(riverton, passed, officer, today):
    officer.language = "es"
    officer.save()
    passed(on=today - timedelta(days=1))
    actions.send_digest(agency=riverton)
    assert unseal(Message.objects.get().subject, "messaging.message") == "Una persona le elogió"


def test_without_news_or_wish_or_account_no_mail_goes(riverton, passed, officer, ana, today, lakefield):
    def tried(**change):
        row = passed(on=today - timedelta(days=1))
        if change:
            actions.choose(actor=officer, praise=row, **change)
        return actions.send_digest(agency=riverton)

    assert actions.send_digest(agency=riverton) == 0
    actions.set_digest(actor=officer, staff=ana, wanted=False)
    actions.set_digest(actor=officer, staff=ana, wanted=False)
    assert NoDigest.objects.count() == 1
    assert tried() == 0
    actions.set_digest(actor=officer, staff=ana, wanted=True)
    assert last_entry("recognition.set_digest").details == {"wanted": True}
    assert actions.send_digest(agency=lakefield) == 0
    assert tried(keeping="hidden") == 0
    officer.is_active = False
    officer.save()
    assert tried() == 0
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
    assert actions.destroy_due(agency=riverton, before=limits(today)) == {"praise": 3, "praise_wishes": 1}


def test_what_nobody_has_read_goes_in_time_with_its_original(riverton, lakefield, waiting, sealed, today):
    old = waiting("Old.").comment
    Praise.objects.update(came_on=today - timedelta(days=91))
    new = waiting("New.").comment
    before = limits(today - timedelta(days=90))
    assert actions.destroy_due(agency=lakefield, before=before)["praise"] == 0
    assert actions.destroy_due(agency=riverton, before=before) == {"praise": 1, "praise_wishes": 0}
    assert Praise.objects.get().comment == new
    assert Comment.objects.get(pk=old).words == ""
    assert Comment.objects.get(pk=new).words
    assert actions.gather(agency=riverton) == 0, "it does not come again"


def test_nothing_of_another_agency_is_destroyed(riverton, lakefield, passed, today):
    passed(on=today - timedelta(days=91))
    assert actions.destroy_due(agency=lakefield, before=limits(today)) == {"praise": 0, "praise_wishes": 0}
    assert Praise.objects.count() == 1
