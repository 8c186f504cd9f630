"""Making, keeping, checking and forgetting: each step is one transaction with its entry in ledger and trail."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from commonbeat.act.promises import actions, queries, rules
from commonbeat.act.promises.actions import letters
from commonbeat.act.promises.models import Commitment, CommitmentEvent, VerifierKey
from commonbeat.act.promises.rules import State
from commonbeat.ground.agency.actions import set_value
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.messaging.rules import Haste
from commonbeat.ground.people.actions.staff import end_staff
from commonbeat.ground.people.handover import open_work
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import Neighborhood
from commonbeat.kit.sealing import unseal
from commonbeat.measure.findings.models import Finding, Run
from house.addresses import _concern, _run

pytestmark = pytest.mark.django_db
SITE = "https://riverton.example/"


def days(count):
    return timedelta(days=count)


def verbs(agency):
    return list(AuditEvent.objects.of(agency.pk).order_by("pk").values_list("verb", flat=True))


def mails(agency, purpose):
    """Address, subject and words of every mail that waits, by what it is for."""
    rows = Message.objects.filter(agency=agency, purpose=purpose).order_by("pk")
    return [tuple(unseal(part, "messaging.message") for part in (row.recipient, row.subject, row.body)) for row in rows]


def key_in(body):
    """The key of the link in a mail."""
    return body.split("/promises/verify/")[1].split("/")[0]


@pytest.fixture
def other(riverton):
    return Staff.objects.create(agency=riverton, name="Ana Lindqvist", badge="O-2")


def test_a_promise_counts_up_stands_in_the_ledger_and_keeps_no_key(promise, riverton, lakefield, chief):
    first, key = promise()
    second, _key = promise(title="Something else")
    assert (first.number, second.number) == (1, 2)
    assert first.state == State.ACCEPTED
    assert [event.kind for event in first.events.all()] == ["made", "accepted"]
    assert verbs(riverton).count("promises.make") == 2
    assert not VerifierKey.objects.filter(key_hash=key).exists()
    assert VerifierKey.objects.get(commitment=first).key_hash == rules.key_hash(key)
    before = riverton.public_version
    riverton.refresh_from_db()
    assert riverton.public_version == before
    assert before > 1


def test_it_waits_for_its_owner_unless_they_agreed_or_promise_for_themselves(promise, sergeant, today):
    assert promise(agreed=False)[0].state == State.PROPOSED
    assert promise(agreed=False, actor=sergeant)[0].state == State.ACCEPTED


def test_what_cannot_be_promised_is_said_by_field(promise, riverton, lakefield, other, today):
    theirs = Staff.objects.create(agency=lakefield, name="Lee", badge="L-1")
    away = Neighborhood.objects.create(agency=lakefield, name="Shore", slug="shore")
    gone = Staff.objects.create(agency=riverton, name="Gone", badge="G-1", ended=today)
    for wrong, field in (
        ({"due": -31}, "due"),
        ({"owner": theirs}, "owner"),
        ({"owner": gone}, "owner"),
        ({"neighborhood": away}, "neighborhood"),
        ({"contact": "12"}, "contact"),
        ({"contact": "nobody@"}, "contact"),
        ({"title": " "}, "title"),
    ):
        with pytest.raises(ValidationError) as problem:
            promise(**wrong)
        assert field in problem.value.message_dict
    assert Commitment.objects.count() == 0


def test_a_promise_may_answer_a_published_figure_and_no_other(promise, riverton, lakefield):
    published = _run(riverton, "published").findings.get()
    assert promise(finding=published)[0].finding == published
    for wrong in (_run(lakefield, "published"), _run(riverton)):
        with pytest.raises(ValidationError, match="published"):
            promise(finding=wrong.findings.get())


def test_a_promise_may_answer_a_concern_of_its_own_agency(promise, riverton, lakefield):
    concern, _key = _concern(riverton)
    assert promise(concern=concern)[0].concern == concern
    with pytest.raises(ValidationError, match="concern of this agency"):
        promise(concern=_concern(lakefield)[0])


def test_a_contact_lies_sealed_and_the_first_mail_carries_a_link_of_its_own(promise, riverton):
    row, key = promise(contact=" Pat@Example.org ", language="es", site=SITE)
    assert "example" not in row.contact
    assert letters.contact_of(row) == "pat@example.org"
    ((to, subject, body),) = mails(riverton, "promises.make")
    assert to == "pat@example.org"
    assert subject == f"Una promesa de {riverton.name} para usted"
    assert f"{SITE}es/promises/verify/" in body
    assert key_in(body) != key
    assert row.keys.count() == 2
    phone, _key = promise(contact="612-555-0100", site=SITE)
    assert letters.contact_of(phone) == "+16125550100"
    to, subject, body = mails(riverton, "promises.make")[1]
    assert (to, subject) == ("+16125550100", "")
    assert body.startswith(f"{riverton.name} promised you: ")
    assert body.endswith("Reply STOP to end.")


def test_the_owner_accepts_starts_and_reports_and_the_person_promised_is_asked(promise, riverton, sergeant, today):
    row, _key = promise(agreed=False, contact="pat@example.org", site=SITE)
    actions.accept(actor=sergeant, commitment=row, on=today - days(9))
    actions.start(actor=sergeant, commitment=row, words="We measured the corner.", on=today - days(8))
    kept = actions.report_kept(actor=sergeant, commitment=row, words="Both are moved.", on=today - days(1))
    assert (kept.state, kept.kept_on, kept.times_asked) == (State.REPORTED_KEPT, today - days(1), 1)
    ((to, subject, body),) = mails(riverton, "promises.ask")
    assert (to, subject) == ("pat@example.org", "Was this promise kept?")
    done = actions.verify(agency=riverton, key=key_in(body), words="Yes. You can see it now.", public=True)
    assert (done.state, done.closed_on) == (State.VERIFIED_KEPT, today)
    assert done.standing.kept_on_time
    assert queries.record_of(done).voice == "Yes. You can see it now."
    assert verbs(riverton)[-3:] == ["messaging.queue_mail", "promises.ask", "promises.verify"]
    assert AuditEvent.objects.of(riverton.pk).get(verb="promises.verify").actor_label == "the person promised"
    assert queries.first_fault(riverton) is None


def test_a_dispute_opens_it_again_and_a_second_report_counts_by_its_own_day(promise, riverton, sergeant, today):
    row, key = promise(due=-5, made=-40)
    actions.report_kept(actor=sergeant, commitment=row, on=today - days(10))
    disputed = actions.dispute(agency=riverton, key=key, words="We saw officers twice.", on=today - days(8))
    assert (disputed.state, disputed.closed_on) == (State.DISPUTED, None)
    assert queries.record_of(disputed).voice == "", "not shown without consent"
    actions.start(actor=sergeant, commitment=row, on=today - days(7))
    actions.report_kept(actor=sergeant, commitment=row, on=today - days(2))
    done = actions.verify(agency=riverton, key=key)
    assert not done.standing.kept_on_time
    assert queries.on_time(riverton).tally.counts[rules.Mark.KEPT_LATE] == 1


def test_a_key_of_another_agency_an_ended_one_or_none_opens_nothing(promise, riverton, lakefield, sergeant):
    row, key = promise()
    actions.report_kept(actor=sergeant, commitment=row)
    for agency, wrong in ((lakefield, key), (riverton, "x" * 22), (riverton, "")):
        with pytest.raises(ValidationError, match="opens no promise"):
            actions.verify(agency=agency, key=wrong)
    fresh = actions.renew_link(actor=sergeant, commitment=row)
    with pytest.raises(ValidationError, match="opens it no more"):
        actions.dispute(agency=riverton, key=key)
    assert actions.verify(agency=riverton, key=fresh).state == State.VERIFIED_KEPT


def test_an_answer_before_the_report_or_a_second_one_is_refused(promise, riverton, sergeant):
    row, key = promise()
    with pytest.raises(ValidationError, match="It cannot become"):
        actions.verify(agency=riverton, key=key)
    actions.report_kept(actor=sergeant, commitment=row)
    actions.verify(agency=riverton, key=key)
    with pytest.raises(ValidationError, match="It cannot become"):
        actions.dispute(agency=riverton, key=key)


def test_a_new_date_never_wipes_out_the_first(promise, chief, today):
    row, _key = promise(due=-5, made=-40)
    with pytest.raises(ValidationError, match="Say why"):
        actions.renegotiate(actor=chief, commitment=row, new_due=today + days(9), reason=" ")
    with pytest.raises(ValidationError) as problem:
        actions.renegotiate(actor=chief, commitment=row, new_due=today - days(6), reason="The lot was full.")
    assert "new_due" in problem.value.message_dict
    moved = actions.renegotiate(actor=chief, commitment=row, new_due=today + days(9), reason="The lot was full.")
    assert (moved.due, moved.new_due) == (today - days(5), today + days(9))
    again = actions.renegotiate(actor=chief, commitment=row, new_due=today + days(20), reason="Still full.")
    assert again.state == State.RENEGOTIATED
    assert queries.record_of(again).reason == "Still full."


def test_what_is_declined_or_broken_says_why_and_ends(promise, chief, today):
    row, _key = promise(agreed=False)
    with pytest.raises(ValidationError, match="Say why it is declined"):
        actions.decline(actor=chief, commitment=row, reason="")
    declined = actions.decline(actor=chief, commitment=row, reason="It is not ours to do")
    assert (declined.state, declined.closed_on) == (State.DECLINED, today)
    other, _key = promise()
    with pytest.raises(ValidationError, match="Say why it will not happen"):
        actions.break_promise(actor=chief, commitment=other, reason="")
    broken = actions.break_promise(actor=chief, commitment=other, reason="No interpreter was booked.")
    assert (broken.state, broken.closed_on) == (State.BROKEN, today)


def test_only_the_owner_or_somebody_who_makes_promises_moves_one(promise, riverton, lakefield, person, sergeant):
    row, _key = promise()
    for stranger in (
        person("officer", agency=riverton, name="Another officer"),
        person("analyst", agency=riverton),
        person("chief", agency=lakefield),
    ):
        with pytest.raises(ValidationError, match="Only the owner"):
            actions.report_kept(actor=stranger, commitment=row)
    row.refresh_from_db()
    assert row.state == State.ACCEPTED
    actions.start(actor=sergeant, commitment=row)


def test_nothing_is_entered_for_a_day_before_the_last_entry_or_ahead(promise, chief, today):
    row, _key = promise()
    for wrong, words in ((today + days(1), "ahead of time"), (today - days(31), "written forward")):
        with pytest.raises(ValidationError, match=words):
            actions.start(actor=chief, commitment=row, on=wrong)


def test_another_owner_is_named_in_the_record_beside_the_first(promise, chief, owner, other, lakefield, today):
    row, _key = promise()
    given = actions.hand_over(actor=chief, commitment=row, owner=other)
    assert given.owner == other
    assert [event.owner_name for event in row.events.all()] == ["Marcus Bell", "Marcus Bell", "Ana Lindqvist"]
    theirs = Staff.objects.create(agency=lakefield, name="Lee", badge="L-1")
    for wrong, words in ((other, "theirs already"), (theirs, "somebody who works here")):
        with pytest.raises(ValidationError, match=words):
            actions.hand_over(actor=chief, commitment=row, owner=wrong)
    actions.break_promise(actor=chief, commitment=row, reason="No money.")
    with pytest.raises(ValidationError, match="has ended"):
        actions.hand_over(actor=chief, commitment=row, owner=owner)


def test_whoever_leaves_passes_on_every_open_promise(promise, riverton, person, owner, other, chief, today):
    row, _key = promise()
    done, _key = promise(title="Done with")
    actions.break_promise(actor=chief, commitment=done, reason="No money.")
    assert {str(kind.label): kind.names for kind in open_work(owner)} == {"Promises to keep": [row.title]}
    administrator = person("administrator", agency=riverton)
    end_staff(actor=administrator, staff=owner, on=today, hand_over_to=other)
    row.refresh_from_db()
    assert row.owner == other


def test_words_are_taken_out_with_a_reason_that_stays(promise, riverton, sergeant, chief):
    row, key = promise()
    actions.report_kept(actor=sergeant, commitment=row)
    actions.dispute(agency=riverton, key=key, words="Officer Lee lives at 4 Elm Street.", public=True)
    event = row.events.get(kind="disputed")
    with pytest.raises(ValidationError, match="Say why"):
        actions.take_out_words(actor=chief, event=event, reason="")
    emptied = actions.take_out_words(actor=chief, event=event, reason="They named where somebody lives.")
    assert (emptied.words, emptied.salt, emptied.hash) == ("", "", event.hash)
    assert row.events.last().public_words == "They named where somebody lives."
    assert queries.first_fault(riverton) is None
    with pytest.raises(ValidationError, match="no words"):
        actions.take_out_words(actor=chief, event=event, reason="Again.")


def test_owners_are_reminded_once_before_and_once_after_in_their_language(promise, riverton, sergeant, other, today):
    sergeant.language = "es"
    sergeant.save()
    near, _key = promise(due=5, site=SITE)
    promise(due=30)
    promise(due=-1, owner=other, title="Nobody to write to")
    assert actions.remind(agency=riverton) == 1
    assert actions.remind(agency=riverton) == 0
    assert actions.remind(agency=riverton, on=today + days(6)) == 1
    first, second = mails(riverton, "promises.remind")
    assert first[0] == sergeant.email
    assert first[1].startswith("Una promesa suya vence el")
    assert f"{SITE}es/staff/promises/{near.number}/" in first[2]
    assert "atrasada" in second[1]
    held = Message.objects.filter(purpose="promises.remind").values_list("programme", "haste")
    assert set(held) == {("staff", Haste.ORDINARY)}, "a pause holds them"


def test_how_early_an_owner_is_reminded_is_the_agency_s_own(promise, riverton, console, today):
    promise(due=12)
    assert actions.remind(agency=riverton) == 0
    value = {"owner": 14, "person_promised": 3}
    set_value(actor=console, agency=riverton, key="promise_days", value=value, effective_from=today, citation="Order 7")
    assert actions.remind(agency=riverton) == 1


def test_who_did_not_answer_is_asked_once_more_and_then_left_alone(promise, riverton, sergeant, today):
    row, _key = promise(contact="pat@example.org", site=SITE)
    quiet, _key = promise(contact="sam@example.org", title="Nobody knows where our pages are")
    phone, _key = promise(contact="612-555-0100", site=SITE)
    for one in (row, quiet, phone):
        actions.report_kept(actor=sergeant, commitment=one)
    assert actions.ask_due(agency=riverton) == 0
    assert actions.ask_due(agency=riverton, on=today + days(7)) == 2
    assert actions.ask_due(agency=riverton, on=today + days(30)) == 0
    sent = mails(riverton, "promises.ask")
    assert [subject for _to, subject, _body in sent if subject] == [
        "Was this promise kept?",
        "One more time: was this promise kept?",
    ]
    texts = [body for _to, subject, body in sent if not subject]
    assert [text.startswith(f"{riverton.name} says it kept its promise to you") for text in texts] == [True, True]
    assert set(Message.objects.filter(purpose="promises.ask").values_list("programme", flat=True)) == {"answers"}


def test_long_after_the_end_contact_links_and_private_words_are_gone(
    promise, riverton, lakefield, sergeant, chief, today
):
    def ago(count):
        """What the nightly destruction is told: threads that ended so many days ago are due."""
        return {"thread": datetime.combine(today - days(count), time(12), riverton.zone)}

    row, key = promise(contact="pat@example.org", site=SITE)
    actions.report_kept(actor=sergeant, commitment=row)
    actions.dispute(agency=riverton, key=key, words="I live at the corner.", public=False)
    still, _key = promise(contact="sam@example.org", site=SITE)
    actions.break_promise(actor=chief, commitment=row, reason="No money.")
    assert sum(actions.destroy_due(agency=riverton, before=ago(1)).values()) == 0
    assert sum(actions.destroy_due(agency=lakefield, before=ago(0)).values()) == 0
    gone = {"promise_contacts": 1, "promise_links": 3, "promise_words": 1}
    assert actions.destroy_due(agency=riverton, before=ago(0)) == gone
    assert sum(actions.destroy_due(agency=riverton, before=ago(0)).values()) == 0
    row.refresh_from_db()
    assert row.contact == ""
    assert not row.keys.exists()
    assert row.events.get(kind="disputed").words == ""
    assert row.events.get(kind="broken").words == "No money."
    still.refresh_from_db()
    assert still.contact
    assert queries.first_fault(riverton) is None


def test_two_agencies_have_a_chain_each(promise, riverton, lakefield, person, today):
    promise()
    theirs = Staff.objects.create(agency=lakefield, name="Lee", badge="L-1")
    row, _key = promise(agency=lakefield, owner=theirs, actor=person("chief", agency=lakefield))
    assert row.number == 1
    assert CommitmentEvent.objects.of(lakefield).first().sequence == 1
    assert queries.first_fault(lakefield) is None


def test_runs_and_findings_keep_what_a_promise_rests_on(riverton, promise):
    run = _run(riverton, "published")
    row, _key = promise(finding=run.findings.get())
    assert Finding.objects.filter(pk=row.finding_id).exists()
    assert Run.objects.filter(pk=run.pk).exists()
