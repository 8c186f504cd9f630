"""What is asked is fixed before anybody is asked; an invitation keeps no number and no link, and in the end nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import models as messaging
from commonbeat.ground.people.models import Staff
from commonbeat.kit.sealing import fingerprint
from commonbeat.listen.surveys import access, actions, jobs, keys, queries
from commonbeat.listen.surveys.models import Instrument, InstrumentItem, Invitation, Item, UsedLink, Waiting
from commonbeat.listen.surveys.rules import Link
from listen.surveys.conftest import DAY, NUMBER, at

pytestmark = pytest.mark.django_db


def test_the_standard_questions_are_prepared_once_and_fixed_once(riverton, console):
    row = actions.prepare(actor=console, agency=riverton)
    assert [one.item.key for one in queries.places_of(row)] == ["treatment", "explained", "listened", "helped"]
    with pytest.raises(ValidationError, match="here already"):
        actions.prepare(actor=console, agency=riverton)
    assert actions.field(actor=console, instrument=row).length == 4
    with pytest.raises(ValidationError, match="fixed already"):
        actions.field(actor=console, instrument=row)
    assert list(AuditEvent.objects.of(riverton.pk).order_by("pk").values_list("verb", flat=True)) == [
        "surveys.prepare",
        "surveys.field",
    ]


def test_a_set_without_questions_cannot_be_fixed(riverton, console):
    row = Instrument.objects.create(agency=riverton, key="empty", title={"en": "Empty"})
    with pytest.raises(ValidationError, match="no question yet"):
        actions.field(actor=console, instrument=row)


def test_before_it_is_fixed_a_question_may_still_change(riverton, console):
    row = actions.prepare(actor=console, agency=riverton)
    assert Item.objects.filter(key="helped").update(wording={"en": "Did the officer help?"}) == 1
    InstrumentItem.objects.filter(instrument=row, place=4).delete()
    assert actions.field(actor=console, instrument=row).length == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda: Item.objects.update(wording={"en": "Were you happy?"}),
        lambda: Item.objects.all()._raw_delete("default"),
        lambda: Instrument.objects.update(title={"en": "Other"}),
        lambda: Instrument.objects.update(fielded_at=None),
        lambda: Instrument.objects.all()._raw_delete("default"),
        lambda: InstrumentItem.objects.filter(place=1).update(place=9),
        lambda: InstrumentItem.objects.all()._raw_delete("default"),
    ],
)
def test_what_is_fixed_the_database_itself_refuses_to_change(asking, change):
    with pytest.raises(DatabaseError, match="may not change"), transaction.atomic():
        change()


def test_nothing_can_be_added_to_what_is_fixed(asking):
    first = Item.objects.get(key="treatment")
    extra = Item.objects.create(
        agency=asking.agency, construct=first.construct, key="extra", kind=first.kind, wording={}, choices=[], skip={}
    )
    with pytest.raises(DatabaseError, match="may not change"), transaction.atomic():
        InstrumentItem.objects.create(agency=asking.agency, instrument=asking.campaign.instrument, item=extra, place=5)
    assert Item.objects.filter(pk=extra.pk).update(key="other") == 1, "a question that nobody was asked may change"


def test_a_campaign_begins_only_with_fixed_questions_of_its_own_agency(asking, lakefield, console):
    unfixed = actions.prepare(actor=console, agency=lakefield)
    for agency, instrument in ((lakefield, unfixed), (lakefield, asking.campaign.instrument)):
        with pytest.raises(ValidationError, match="Fix the questions first"):
            actions.open_campaign(actor=console, agency=agency, instrument=instrument, title="Too early", starts_on=DAY)


def test_a_campaign_asks_from_its_first_day_to_its_last(asking):
    assert queries.current_campaign(asking.agency, DAY) == asking.campaign
    actions.close_campaign(actor=asking.actor, campaign=asking.campaign, on=DAY)
    asking.campaign.refresh_from_db()
    assert queries.current_campaign(asking.agency, DAY) == asking.campaign
    assert queries.current_campaign(asking.agency, DAY + timedelta(days=1)) is None
    with pytest.raises(ValidationError, match="does not ask"):
        asking.invite(on=DAY + timedelta(days=1))
    with pytest.raises(ValidationError, match="before the first"):
        actions.close_campaign(actor=asking.actor, campaign=asking.campaign, on=DAY - timedelta(days=900))


def test_a_contact_is_asked_about_once_and_only_by_its_own_agency(asking, lakefield):
    row, _token = asking.invite()
    with pytest.raises(ValidationError, match="asked about this contact before"):
        asking.invite_again(row.contact_reference)
    with pytest.raises(ValidationError, match="does not ask"):
        actions.invite(
            actor=asking.actor,
            agency=lakefield,
            campaign=asking.campaign,
            contact_reference=uuid4(),
            number=NUMBER,
            on=DAY,
        )


def test_an_invitation_without_a_day_is_one_of_today(asking):
    row, token = actions.invite(
        actor=asking.actor,
        agency=asking.agency,
        campaign=asking.campaign,
        contact_reference=uuid4(),
        number=NUMBER,
    )
    assert row.sent_on == asking.agency.day()
    assert queries.survey(asking.agency, token, row.sent_on).link is Link.OPEN
    assert queries.open_for(asking.agency, NUMBER) == row


def test_a_token_is_26_letters_and_digits_and_follows_from_number_and_nonce(asking):
    row, token = asking.invite()
    assert len(token) == 26
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert token == keys.token_for(NUMBER, row.nonce)
    assert token != keys.token_for("+16125550143", row.nonce)
    assert len({keys.link_mark(token), keys.lookup_of(token), keys.used_mark(token), keys.number_mark(NUMBER)}) == 4


def test_a_number_that_surveys_know_is_found_by_no_other_room(asking):
    row, _token = asking.invite()
    others = [fingerprint(NUMBER, purpose) for purpose in ("messaging.number", "reports.contact", "records.number")]
    assert row.number_fingerprint not in others
    assert not messaging.Message.objects.exists()


def test_of_two_invitations_of_one_number_the_newer_is_answered(asking):
    asking.invite(on=DAY - timedelta(days=3))
    newer, _token = asking.invite()
    assert queries.open_for(asking.agency, NUMBER, DAY) == newer


def test_two_weeks_later_number_and_link_are_forgotten(asking):
    row, token = asking.invite()
    asking.finished("1", "1", "1", "1")
    assert actions.forget(agency=asking.agency, now=at(DAY + timedelta(days=14))) == 0
    assert UsedLink.objects.count() == 1
    assert actions.forget(agency=asking.agency, now=at(DAY + timedelta(days=15))) == 2
    assert not UsedLink.objects.exists()
    row.refresh_from_db()
    assert (row.number_fingerprint, row.link_fingerprint, row.nonce) == ("", "", "")
    assert queries.survey(asking.agency, token, DAY).link is Link.UNKNOWN
    assert actions.forget(agency=asking.agency, now=at(DAY + timedelta(days=16))) == 0
    assert AuditEvent.objects.of(asking.agency.pk).filter(verb="surveys.forget").count() == 1


class Job:
    """What a worker gives a job's function."""

    def __init__(self, agency=None):
        self.agency, self.results = agency, []

    def finish(self, result=None):
        self.results.append(result)


def test_the_jobs_call_their_actions_and_say_nothing_of_what_they_did(asking, monkeypatch):
    for _answer in range(5):
        asking.finished("1", "2", "1", "1")
    for name in ("surveys.time_out", "surveys.forget"):
        job = Job(asking.agency)
        jobs.JOBS[name].run(job)
        assert job.results == [None]
    job = Job()
    jobs.JOBS["surveys.rewrite"].run(job)
    assert job.results == [None]
    assert not [row for row in Waiting.objects.all() if keys.taken_up(row.box).part == "whole"]


def test_only_those_who_run_surveys_see_campaigns_and_questions(asking, lakefield, person):
    ours, theirs = person("analyst", agency=asking.agency), person("chief", agency=lakefield)
    officer = person("officer", agency=asking.agency)
    assert list(access.visible(ours, asking.agency)) == [asking.campaign]
    assert access.campaign(ours, asking.agency, asking.campaign.pk) == asking.campaign
    assert access.instrument(ours, asking.agency, asking.campaign.instrument_id) == asking.campaign.instrument
    for other in (theirs, officer):
        assert not access.visible(other, asking.agency)
        assert access.campaign(other, asking.agency, asking.campaign.pk) is None
        assert access.instruments(other, asking.agency) == []
    assert access.campaign(ours, lakefield, asking.campaign.pk) is None


def test_questions_that_are_not_fixed_wait_for_whoever_runs_surveys(riverton, console, person):
    analyst, officer = person("analyst", agency=riverton), person("officer", agency=riverton)
    row = actions.prepare(actor=console, agency=riverton)
    (waiting,) = queries.waiting_for(analyst, riverton)
    assert (waiting.address, waiting.arguments) == ("survey_instrument", (row.pk,))
    assert queries.waiting_for(officer, riverton) == []
    actions.field(actor=console, instrument=row)
    assert queries.waiting_for(analyst, riverton) == []


def test_everybody_on_the_staff_has_a_random_reference_of_their_own(riverton):
    Staff.objects.bulk_create(Staff(agency=riverton, name=f"Officer {n}", badge=str(n)) for n in range(12))
    assert len(set(Staff.objects.values_list("reference", flat=True))) == 12


def test_rows_say_what_they_are(asking):
    row, _token = asking.invite()
    item = Item.objects.get(key="treatment")
    place = InstrumentItem.objects.get(place=1)
    assert [str(one) for one in (item, item.construct, place, asking.campaign.instrument, asking.campaign)] == [
        "treatment 1",
        "treatment",
        "1: treatment 1",
        "after-contact 1",
        "Contacts",
    ]
    assert str(row) == str(row.reference)
    assert Invitation.objects.holding(DAY).count() == 1
