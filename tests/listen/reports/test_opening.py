"""Opening a concern: reference, day, owner, contact sealed, one mail; floods are turned away in words."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.messaging.rules import Haste, Programme
from commonbeat.ground.people.models import Membership
from commonbeat.ground.roles import System
from commonbeat.kit.sealing import unseal
from commonbeat.listen.reports import actions, queries, rules
from commonbeat.listen.reports.access import Reporter
from commonbeat.listen.reports.actions import telling
from commonbeat.listen.reports.models import Concern, ConcernEvent
from commonbeat.listen.reports.rules import Contact, Where
from listen.reports.conftest import WORDS, staff_of

pytestmark = pytest.mark.django_db
MAIL = "ada@riverton.example"


def link(key):
    return f"https://riverton.example/concerns/{key}/"


def set_clock(agency, **values):
    agencies.set_value(
        actor=System("test"),
        agency=agency,
        key="concerns",
        value={**queries.clocks(agency), **values},
        effective_from=agency.day(),
        citation="Policy 4-12",
    )


def mails():
    """Every mail that waits: to whom, subject, words."""
    return [
        tuple(unseal(part, messaging.WORDS) for part in (row.recipient, row.subject, row.body))
        for row in Message.objects.filter(kind="mail").order_by("pk")
    ]


def texts():
    """Every text that waits: to whom, words, whether it answers one."""
    return [
        (unseal(row.recipient, messaging.WORDS), unseal(row.body, messaging.WORDS), row.haste)
        for row in Message.objects.filter(kind="text").order_by("pk")
    ]


def dump() -> str:
    """Every row of the house as somebody with the database would see it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_a_concern_has_a_reference_a_day_and_a_thread(tell, riverton, lakefield):
    first, second, theirs = tell()[0], tell()[0], tell(agency=lakefield)[0]
    assert (first.reference, second.reference, theirs.reference) == ("C-1", "C-2", "C-1")
    assert first.due == first.first_due == rules.clocks.due_after(riverton.day(), 5)
    assert first.state == "triaged"
    told = ConcernEvent.objects.get(concern=first)
    assert (told.kind, told.words, told.facts) == ("told", WORDS, {"channel": "web"})


def test_the_key_opens_it_and_is_kept_nowhere(tell):
    concern, key = tell()
    assert concern.key_hash == rules.key_hash(key)
    assert key not in dump()


def test_contact_details_lie_sealed_and_the_trail_does_not_know_them(tell):
    concern, key = tell(contact=Contact(f" {MAIL} ", "612-555-0142"))
    assert telling.opened(concern) == (Contact(MAIL, "+16125550142"), key)
    everything = dump()
    assert MAIL not in everything
    assert "5550142" not in everything
    assert AuditEvent.objects.get(verb="reports.open_concern").details["contact"] is True


def test_the_sergeant_with_the_fewest_open_concerns_answers(tell, staffed, riverton, lakefield):
    busy, free = staffed("sergeant", riverton, "Bo"), staffed("sergeant", riverton, "Cy")
    staffed("sergeant", lakefield, "Di")
    assert [tell()[0].owner for _ in range(3)] == [staff_of(busy), staff_of(free), staff_of(busy)]
    Membership.objects.filter(user=busy).update(until=timezone.now())
    assert tell()[0].owner == staff_of(free)


def test_a_rule_of_the_agency_comes_first(tell, staffed, riverton, hoods, console):
    staffed("sergeant", riverton)
    officer = staff_of(staffed("officer", riverton))
    actions.add_route(actor=console, agency=riverton, owner=officer, topic="lights", district=hoods["seward"].district)
    assert tell(topic="lights", where=Where("", hoods["seward"].pk))[0].owner == officer
    assert tell(topic="lights", where=Where("", hoods["cooper"].pk))[0].owner != officer


def test_whoever_gave_a_mail_address_gets_the_reference_and_the_link_in_their_language(tell):
    _concern, key = tell(contact=Contact(MAIL), language="es", address=link)
    [(to, subject, body)] = mails()
    assert to == MAIL
    assert subject == "C-1: lo recibimos"
    assert link(key) in body
    assert WORDS not in body
    assert "90 días" in body


def test_without_an_address_of_the_page_the_mail_has_no_link(tell):
    tell(contact=Contact(MAIL))
    assert "https" not in mails()[0][2]


def test_whoever_gave_a_phone_number_gets_a_text_that_names_the_agency_and_how_to_stop(tell):
    _concern, key = tell(contact=Contact(phone="612-555-0142"), address=link, language="es")
    assert mails() == []
    [(to, body, haste)] = texts()
    assert (to, haste) == ("+16125550142", Haste.ORDINARY)
    assert body.startswith("Riverton Police Department sobre C-1, para lo que se dio este número:")
    assert link(key) in body
    assert body.endswith("Responda ALTO para no recibir mensajes.")
    assert Message.objects.get().programme == Programme.ANSWERS


def test_whoever_told_it_by_text_gets_the_reply_at_once(tell):
    tell(contact=Contact(phone="+16125550142"), channel="text")
    assert texts()[0][2] == Haste.REPLY


def test_where_somebody_is_in_danger_the_owner_is_told_at_once(tell, staffed, riverton):
    owner = staffed("sergeant", riverton)
    concern, _key = tell(danger=True)
    assert concern.due == rules.clocks.due_after(riverton.day(), 1)
    [(to, _subject, body)] = mails()
    assert to == owner.email
    assert "danger" in body
    assert WORDS not in body


def test_where_nobody_answers_yet_everybody_who_routes_is_told(tell, person, riverton, lakefield):
    told = [person("chief", agency=riverton), person("clerk", agency=riverton)]
    person("officer", agency=riverton), person("chief", agency=lakefield)
    tell(danger=True)
    assert [to for to, _subject, _body in mails()] == [each.email for each in told]


def test_the_same_form_sent_twice_opens_one_concern(tell):
    first, key = tell(key="k" * 32)
    again, same_key = tell(key="k" * 32)
    assert (first.pk, key) == (again.pk, same_key)
    other, other_key = tell("Something else is wrong.", key="k" * 32)
    assert other.pk != first.pk
    assert other_key != key
    assert Concern.objects.count() == 2


def test_too_many_in_an_hour_are_asked_to_call_and_other_ways_stay_open(tell, riverton):
    riverton.phone = "612-555-0100"
    riverton.save()
    set_clock(riverton, hourly=2)
    tell(), tell()
    with pytest.raises(ValidationError, match="Call 612-555-0100"):
        tell()
    riverton.phone = ""
    with pytest.raises(ValidationError, match="Try again in an hour"):
        tell(agency=riverton)
    assert tell(channel="desk")
    assert tell(channel="text")
    Concern.objects.update(opened_at=timezone.now() - timedelta(minutes=61))
    assert tell()


def test_the_ceiling_of_one_town_is_not_that_of_its_neighbor(tell, riverton, lakefield):
    set_clock(riverton, hourly=1)
    tell()
    assert tell(agency=lakefield)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"words": "   "}, "in a sentence"),
        ({"words": "x" * 4001}, "Shorten"),
        ({"where": Where("x" * 301)}, "Shorten"),
        ({"kind": "gossip"}, "choices"),
        ({"channel": "fax"}, "choices"),
        ({"language": "tlh"}, "choices"),
        ({"topic": "weather"}, "topics"),
        ({"contact": Contact("nonsense")}, "email"),
        ({"contact": Contact(phone="12")}, "phone number"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_leaves_nothing(tell, wrong, words):
    with pytest.raises(ValidationError, match=words):
        tell(**wrong)
    assert not Concern.objects.exists()


def test_a_neighborhood_of_the_neighbor_is_none_of_ours(tell, hoods, lakefield):
    theirs = lakefield.neighborhood_set.get()
    with pytest.raises(ValidationError, match="neighborhoods"):
        tell(where=Where("", theirs.pk))


def test_what_was_told_days_ago_is_due_from_that_day_and_the_future_is_refused(tell):
    then = timezone.now() - timedelta(days=20)
    concern, _key = tell(at=then, channel="desk")
    assert concern.told_at == then
    assert concern.due < concern.agency.day()
    assert ConcernEvent.objects.get(concern=concern).at == then
    with pytest.raises(ValidationError, match="future"):
        tell(at=timezone.now() + timedelta(days=1))


def test_a_point_is_kept_coarse(tell, hoods):
    concern, _key = tell(where=Where("", hoods["seward"].pk, -93.2741234, 44.9059876))
    assert (concern.longitude, concern.latitude) == (-93.274, 44.906)


@settings(max_examples=25, deadline=None)
@given(words=st.text(min_size=1, max_size=200).filter(lambda text: text.strip() and "\x00" not in text))
def test_any_words_are_kept_as_they_were_written(transactional_words, words):
    assert transactional_words(words).words == words.strip()


@pytest.fixture(scope="module")
def transactional_words(django_db_setup, django_db_blocker):
    """Tells words to a town of its own and takes everything back at once."""

    def tell(words):
        with django_db_blocker.unblock(), transaction.atomic():
            town = Agency.objects.create(name="Wordton", slug="wordton", place="Wordton")
            concern, _key = actions.open_concern(
                actor=Reporter(),
                agency=town,
                kind="concern",
                words=words,
                where=Where(),
                contact=Contact(),
                channel="text",
                language="en",
            )
            kept = Concern.objects.get(pk=concern.pk)
            transaction.set_rollback(True)
        return kept

    return tell


def test_the_trail_holds_no_words_and_no_place(tell):
    tell(where=Where("The blue house on Elm Street"))
    trail = str([entry.details for entry in AuditEvent.objects.all()])
    assert not re.search("car|Elm", trail)
