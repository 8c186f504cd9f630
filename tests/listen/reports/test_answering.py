"""What staff do, what the person does: each move, its line in the thread, its mail, its entry in the trail."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.models import Staff
from commonbeat.listen.reports import actions
from commonbeat.listen.reports.access import Reporter
from commonbeat.listen.reports.models import Concern, ConcernEvent
from commonbeat.listen.reports.rules import Contact
from listen.reports.conftest import staff_of
from listen.reports.test_opening import MAIL, link, mails, set_clock, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(staffed, riverton):
    return staffed("officer", riverton, "Tom Reyes")


@pytest.fixture
def answered(officer, concern):
    return actions.answer(actor=officer, concern=concern, words="The car is gone.", settles=True)


def kinds(concern):
    return list(ConcernEvent.objects.filter(concern=concern).order_by("pk").values_list("kind", flat=True))


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_somebody_is_given_the_concern_and_what_was_left_out_is_put_right(concern, officer, console, hoods):
    row = actions.assign(
        actor=console, concern=concern, owner=staff_of(officer), topic="lights", neighborhood=hoods["cooper"]
    )
    assert (row.state, row.owner, row.topic, row.neighborhood) == (
        "assigned",
        staff_of(officer),
        "lights",
        hoods["cooper"],
    )
    assert kinds(row) == ["told", "assigned"]
    again = actions.assign(actor=console, concern=row, owner=staff_of(officer))
    assert (again.topic, again.neighborhood) == ("lights", hoods["cooper"])
    assert verbs()[-2:] == ["reports.assign"] * 2


def test_nobody_from_elsewhere_or_gone_is_given_a_concern(concern, console, staffed, lakefield, officer, hoods):
    with pytest.raises(ValidationError, match="works here"):
        actions.assign(actor=console, concern=concern, owner=staff_of(staffed("officer", lakefield)))
    gone = staff_of(officer)
    Staff.objects.filter(pk=gone.pk).update(ended=gone.agency.day())
    with pytest.raises(ValidationError, match="works here"):
        actions.assign(actor=console, concern=concern, owner=staff_of(officer))


def test_a_topic_that_is_none_and_the_neighbor_s_place_are_refused(concern, console, officer, hoods, lakefield):
    with pytest.raises(ValidationError, match="topics"):
        actions.assign(actor=console, concern=concern, owner=staff_of(officer), topic="weather")
    theirs = lakefield.neighborhood_set.get()
    with pytest.raises(ValidationError, match="neighborhoods"):
        actions.assign(actor=console, concern=concern, owner=staff_of(officer), neighborhood=theirs)


def test_whoever_starts_takes_up_what_nobody_answers(concern, officer):
    row = actions.start(actor=officer, concern=concern)
    assert (row.state, row.owner) == ("in_progress", staff_of(officer))
    assert kinds(row) == ["told", "assigned", "started"]
    with pytest.raises(ValidationError, match="works on it already"):
        actions.start(actor=officer, concern=row)


def test_an_answer_that_settles_asks_the_person(concern, officer):
    row = actions.answer(actor=officer, concern=concern, words=" The car is gone. ", settles=True)
    line = ConcernEvent.objects.filter(concern=row).first()
    assert (row.state, row.owner, row.unread) == ("resolved", staff_of(officer), False)
    assert (line.kind, line.words, line.signed) == ("answered", "The car is gone.", "Officer Tom Reyes")
    with override("es"):
        assert line.signed == "Oficial Tom Reyes"
    assert row.answered_at == row.settled_at
    assert verbs()[-1] == "reports.answer"


def test_somebody_without_a_row_on_the_staff_signs_with_their_name(concern, person, riverton):
    clerk = person("clerk", agency=riverton, name="Cora Day")
    row = actions.answer(actor=clerk, concern=concern, words="It is gone.", settles=True)
    assert row.owner is None
    assert ConcernEvent.objects.filter(concern=row).first().signed == "Cora Day"


def test_an_answer_that_does_not_settle_says_by_when_the_next_one_comes(concern, officer):
    today = concern.agency.day()
    row = actions.answer(
        actor=officer, concern=concern, words="I look into it.", settles=False, again_by=today + timedelta(days=7)
    )
    assert (row.state, row.due, row.settled_at) == ("in_progress", today + timedelta(days=7), None)
    first = row.answered_at
    assert first is not None
    later = actions.answer(actor=officer, concern=row, words="It is done.", settles=True)
    assert later.answered_at == first
    assert later.first_due == concern.first_due


@pytest.mark.parametrize("days", [None, 0, -3, 31])
def test_the_next_answer_is_neither_today_nor_far_off(concern, officer, days):
    again_by = None if days is None else concern.agency.day() + timedelta(days=days)
    with pytest.raises(ValidationError, match=r"which day|within"):
        actions.answer(actor=officer, concern=concern, words="Soon.", settles=False, again_by=again_by)


def test_an_empty_answer_is_refused(concern, officer):
    with pytest.raises(ValidationError, match="Write a sentence"):
        actions.answer(actor=officer, concern=concern, words="  ", settles=True)
    assert Concern.objects.get().state == "triaged"


def test_the_answer_goes_by_mail_with_the_person_s_own_link(tell, officer):
    concern, key = tell(contact=Contact(MAIL), language="es")
    actions.answer(actor=officer, concern=concern, words="Ya no está.", settles=True, address=link)
    to, subject, body = mails()[-1]
    assert to == MAIL
    assert subject == "C-1: Riverton Police Department le escribió"
    assert "Ya no está." in body
    assert link(key) in body


def test_a_long_answer_is_cut_in_the_text_and_whole_on_the_page(tell, officer):
    concern, key = tell(contact=Contact(phone="612-555-0142"))
    actions.answer(actor=officer, concern=concern, words="A long story. " * 100, settles=True, address=link)
    _to, body, _haste = texts()[-1]
    assert len(body) < 700
    assert link(key) in body
    assert "…" in body


def test_another_office_is_named_in_writing(concern, officer):
    row = actions.refer(
        actor=officer, concern=concern, outcome="referred_out", words="They keep the lights.", to="Public Works"
    )
    assert (row.state, row.closed_at, row.answered_at) == ("referred_out", row.settled_at, row.settled_at)
    assert kinds(row)[-1] == "referred"
    assert verbs()[-1] == "reports.refer"


def test_what_is_for_nobody_needs_only_words(concern, officer):
    row = actions.refer(actor=officer, concern=concern, outcome="not_ours", words="A matter between neighbors.")
    assert row.state == "not_ours"


def test_an_office_and_an_earlier_concern_must_be_named(concern, officer, tell, lakefield):
    with pytest.raises(ValidationError, match="Name the office"):
        actions.refer(actor=officer, concern=concern, outcome="referred_out", words="Go there.", to=" ")
    tell(agency=lakefield), tell(agency=lakefield)
    for number in (None, concern.number, 2):
        with pytest.raises(ValidationError, match="earlier concern"):
            actions.refer(actor=officer, concern=concern, outcome="duplicate", words="Told.", same_as=number)


def test_what_repeats_a_repetition_is_tied_to_the_first(tell, officer):
    first, second, third = tell()[0], tell()[0], tell()[0]
    actions.refer(actor=officer, concern=second, outcome="duplicate", words="Told before.", same_as=first.number)
    row = actions.refer(actor=officer, concern=third, outcome="duplicate", words="Told before.", same_as=second.number)
    assert row.duplicate_of == first


def test_an_answered_concern_is_closed_with_a_last_word(answered, officer):
    row = actions.close(actor=officer, concern=answered, words="All good, I walked past.")
    assert (row.state, row.settled_at) == ("closed", row.closed_at)
    assert kinds(row)[-1] == "closed"


def test_what_nobody_answered_cannot_be_closed(concern, officer):
    with pytest.raises(ValidationError, match="cannot be done now"):
        actions.close(actor=officer, concern=concern, words="Enough.")


def test_a_note_changes_nothing_and_the_person_never_sees_it(concern, officer):
    row = actions.note(actor=officer, concern=concern, words="Known address.")
    assert row.state == concern.state
    assert "note" in kinds(row)
    assert not ConcernEvent.objects.filter(concern=row, kind="note").for_reporter().exists()


def test_the_person_says_that_it_is_fixed(answered):
    row = actions.confirm(actor=Reporter(), concern=answered)
    assert (row.state, row.settled_at) == ("closed", row.closed_at)
    assert AuditEvent.objects.last() is not None
    assert AuditEvent.objects.get(verb="reports.confirm").actor_label == "a resident"
    with pytest.raises(ValidationError):
        actions.confirm(actor=Reporter(), concern=row)


def test_the_person_opens_it_again_and_it_is_due_anew(answered):
    Concern.objects.update(raised=2)
    row = actions.reopen(actor=Reporter(), concern=answered)
    assert (row.state, row.unread, row.raised, row.settled_at, row.closed_at) == ("reopened", True, 0, None, None)
    assert row.due > row.agency.day()
    assert row.owner == answered.owner


@pytest.mark.parametrize("end", ["closed", "referred_out"])
def test_an_ended_concern_opens_again_only_in_time(answered, officer, end):
    row = actions.close(actor=officer, concern=answered, words="Done.")
    Concern.objects.filter(pk=row.pk).update(state=end, settled_at=timezone.now() - timedelta(days=29))
    assert actions.reopen(actor=Reporter(), concern=row).state == "reopened"
    late = timezone.now() - timedelta(days=31)
    Concern.objects.filter(pk=row.pk).update(state=end, settled_at=late, closed_at=late)
    with pytest.raises(ValidationError, match="The time for opening it again is over"):
        actions.reopen(actor=Reporter(), concern=row)
    Concern.objects.filter(pk=row.pk).update(settled_at=None)
    with pytest.raises(ValidationError, match="over"):
        actions.reopen(actor=Reporter(), concern=row)


def test_an_open_concern_cannot_be_opened_again(concern):
    with pytest.raises(ValidationError, match="cannot be done now"):
        actions.reopen(actor=Reporter(), concern=concern)


def test_the_person_adds_words_and_they_wait_to_be_read(concern):
    row = actions.add_words(actor=Reporter(), concern=concern, words="It is still there.", channel="text")
    line = ConcernEvent.objects.filter(concern=row).first()
    assert row.unread
    assert (line.kind, line.words, line.facts) == ("added", "It is still there.", {"channel": "text"})


@pytest.mark.parametrize("words", [" ", "x" * 4001])
def test_nothing_and_too_much_are_not_added(concern, words):
    with pytest.raises(ValidationError, match=r"sentence|Shorten"):
        actions.add_words(actor=Reporter(), concern=concern, words=words)


def test_words_are_added_after_closing_only_while_it_can_be_opened_again(answered):
    row = actions.confirm(actor=Reporter(), concern=answered)
    assert actions.add_words(actor=Reporter(), concern=row, words="Thank you.")
    Concern.objects.update(settled_at=timezone.now() - timedelta(days=31))
    with pytest.raises(ValidationError, match="closed some time ago"):
        actions.add_words(actor=Reporter(), concern=row, words="It came back.")


def test_one_thread_takes_so_many_messages_an_hour(concern, riverton):
    set_clock(riverton, thread_hourly=2)
    for words in ("One.", "Two."):
        actions.add_words(actor=Reporter(), concern=concern, words=words)
    with pytest.raises(ValidationError, match="in an hour"):
        actions.add_words(actor=Reporter(), concern=concern, words="Three.")
