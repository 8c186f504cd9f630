"""What whoever answers sees and does, page by page; a fixed number of queries; the neighbor's are a 404."""

from datetime import timedelta

import pytest

from commonbeat.ground.messaging.models import Message
from commonbeat.listen.reports import actions
from commonbeat.listen.reports.models import Concern, ConcernEvent, Route, TopicList
from commonbeat.listen.reports.rules import Contact, Where
from listen.reports.conftest import staff_of

pytestmark = pytest.mark.django_db
BASE = "/riverton/staff/concerns/"


def words(page):
    return page.content.decode()


@pytest.fixture
def sergeant(staffed, riverton, sign_in):
    user = staffed("sergeant", riverton, "Bo Lind")
    sign_in(user)
    return user


@pytest.fixture
def given(sergeant, tell, hoods):
    return tell(where=Where("15th Avenue", hoods["seward"].pk), contact=Contact("ada@riverton.example"))[0]


def test_the_list_says_how_many_wait_and_puts_late_ones_first(client, sergeant, tell, riverton):
    for number in range(3):
        tell(f"Number {number}.")
    Concern.objects.filter(number=3).update(due=riverton.day() - timedelta(days=2))
    page = words(client.get(BASE))
    assert "Three people wait for an answer. One answer is late." in page
    assert page.index("Number 2") < page.index("Number 0")
    assert "2 days late" in page


def test_an_empty_list_says_where_concerns_come_from(client, sergeant):
    page = words(client.get(BASE))
    assert "Nobody waits for an answer." in page
    assert "appears here" in page


@pytest.mark.parametrize("show", ["", "late", "unowned", "mine", "answered", "ended", "nonsense"])
def test_every_view_of_the_list_stands(client, sergeant, tell, show):
    tell()
    page = client.get(BASE, {"show": show})
    assert page.status_code == 200
    assert ("A parked car" in words(page)) == (show in ("", "mine", "nonsense"))


def test_the_list_costs_the_same_however_long_it_is(client, sergeant, tell, count_queries, hoods, staffed, riverton):
    where = Where("", hoods["seward"].pk)
    tell(where=where)
    one = count_queries(lambda: client.get(BASE))
    for _ in range(4):
        tell(where=where)
    assert count_queries(lambda: client.get(BASE)) == one


def test_a_long_list_has_pages_that_keep_the_view(client, sergeant, tell):
    tell()
    row = Concern.objects.get()
    Concern.objects.bulk_create(
        Concern(
            agency=row.agency,
            number=number,
            words=f"Number {number}.",
            channel="web",
            key_hash=f"{number}",
            state="assigned",
            owner=row.owner,
            told_at=row.told_at,
            first_due=row.due,
            due=row.due,
        )
        for number in range(2, 70)
    )
    page = words(client.get(BASE, {"show": "mine"}))
    assert "?show=mine&amp;page=2" in page
    assert "Number 68" in words(client.get(BASE, {"show": "mine", "page": 2}))


def test_the_page_of_a_concern_shows_facts_thread_and_what_can_be_done(client, given, count_queries):
    here = f"{BASE}{given.pk}/"
    page = words(client.get(here))
    for said in ("C-1", "15th Avenue, Seward", "Parked cars", "Sergeant Bo Lind", "ada@riverton.example"):
        assert said in page
    for step in ("answer", "assign", "refer", "note", "start"):
        assert f"{here}{step}/" in page
    assert f"{here}close/" not in page
    few = count_queries(lambda: client.get(here))
    for _ in range(5):
        actions.add_words(actor=given.owner.user, concern=given, words="More.")
    assert count_queries(lambda: client.get(here)) == few


def test_contact_details_are_shown_only_to_whoever_handles_it(client, tell, person, riverton, sign_in):
    concern, _key = tell(contact=Contact("ada@riverton.example"), topic="lights")
    sign_in(person("officer", agency=riverton))
    page = words(client.get(f"{BASE}{concern.pk}/"))
    assert "ada@" not in page
    assert "seen by whoever handles it" in page
    assert "/assign/" not in page


def test_the_city_manager_reads_and_writes_nothing(client, tell, person, riverton, sign_in):
    concern, _key = tell()
    Concern.objects.update(raised=3)
    sign_in(person("city_manager", agency=riverton))
    page = words(client.get(f"{BASE}{concern.pk}/"))
    assert "/answer/" not in page
    assert client.get(f"{BASE}{concern.pk}/answer/").status_code == 403
    assert "Write down" not in words(client.get(BASE))


def test_an_answer_is_written_and_sent(client, given):
    here = f"{BASE}{given.pk}/"
    assert client.get(f"{here}answer/").status_code == 200
    page = client.post(f"{here}answer/", {"words": "The car is gone.", "settles": "yes"}, follow=True)
    assert "Sent." in words(page)
    assert "The car is gone." in words(page)
    assert f"{here}close/" in words(page)
    assert Message.objects.filter(purpose="reports.answer").count() == 1


def test_an_answer_that_does_not_settle_asks_for_a_day(client, given, riverton):
    here = f"{BASE}{given.pk}/answer/"
    page = client.post(here, {"words": "Soon.", "settles": "no"})
    assert page.status_code == 422
    assert "by which day" in words(page)
    day = (riverton.day() + timedelta(days=4)).isoformat()
    assert client.post(here, {"words": "Soon.", "settles": "no", "again_by": day}).status_code == 302
    assert Concern.objects.get().due.isoformat() == day


def test_who_answers_is_said(client, given, staffed, riverton, hoods):
    officer = staff_of(staffed("officer", riverton, "Tom Reyes"))
    here = f"{BASE}{given.pk}/assign/"
    assert "Tom Reyes" in words(client.get(here))
    assert client.post(here, {"owner": "999999"}).status_code == 422
    sent = {"owner": officer.pk, "topic": "noise", "neighborhood": hoods["cooper"].pk}
    assert "Given." in words(client.post(here, sent, follow=True))
    row = Concern.objects.get()
    assert (row.owner, row.topic, row.neighborhood) == (officer, "noise", hoods["cooper"])


def test_it_is_sent_elsewhere_closed_noted_and_begun(client, sergeant, tell):
    rows = [tell(f"Number {number}.")[0].pk for number in range(3)]
    sent = {"outcome": "referred_out", "to": "Public Works", "words": "They keep the lights."}
    assert client.post(f"{BASE}{rows[0]}/refer/", sent).status_code == 302
    assert client.post(f"{BASE}{rows[1]}/refer/", {**sent, "to": ""}).status_code == 422
    assert "The person reads now" in words(client.post(f"{BASE}{rows[1]}/start/", follow=True))
    assert "works on it already" in words(client.post(f"{BASE}{rows[1]}/start/", follow=True))
    assert client.post(f"{BASE}{rows[2]}/close/", {"words": "Enough."}).status_code == 422
    client.post(f"{BASE}{rows[2]}/answer/", {"words": "Done.", "settles": "yes"})
    assert client.post(f"{BASE}{rows[2]}/close/", {"words": "All good."}).status_code == 302
    assert client.post(f"{BASE}{rows[2]}/note/", {"words": "Known place."}).status_code == 302
    assert list(Concern.objects.order_by("pk").values_list("state", flat=True)) == [
        "referred_out",
        "in_progress",
        "closed",
    ]
    note = ConcernEvent.objects.get(kind="note")
    assert "internal note" in words(client.get(f"{BASE}{note.concern_id}/"))


def test_what_repeats_an_earlier_one_leads_to_it(client, sergeant, tell):
    first, second = tell()[0], tell()[0]
    client.post(f"{BASE}{second.pk}/refer/", {"outcome": "duplicate", "same_as": 1, "words": "Told before."})
    assert f"{BASE}{first.pk}/" in words(client.get(f"{BASE}{second.pk}/"))
    assert "1 other person" in words(client.get(f"{BASE}{first.pk}/"))


def test_what_somebody_said_by_phone_is_written_down_with_its_day(client, sergeant, hoods, riverton):
    day = (riverton.day() - timedelta(days=2)).isoformat()
    sent = {
        "words": "Nobody came after I called.",
        "topic": "no_answer",
        "kind": "concern",
        "where": "Elm Street",
        "neighborhood": hoods["cooper"].pk,
        "told": day,
        "email": "",
        "phone": "612-555-0142",
        "language": "es",
    }
    page = words(client.post(f"{BASE}new/", sent))
    row = Concern.objects.get()
    assert (row.agency.day(row.told_at).isoformat(), row.channel, row.language) == (day, "desk", "es")
    assert "Written down as C-1" in page
    assert "/concerns/" in page
    assert client.get(f"{BASE}new/").status_code == 200
    assert client.post(f"{BASE}new/", {**sent, "words": ""}).status_code == 422
    future = (riverton.day() + timedelta(days=2)).isoformat()
    assert "future" in words(client.post(f"{BASE}new/", {**sent, "told": future}))
    today = client.post(f"{BASE}new/", {**sent, "told": riverton.day().isoformat(), "neighborhood": ""})
    assert "Written down as C-2" in words(today)


def test_rules_on_who_answers_are_added_and_ended(client, sergeant, staffed, riverton, hoods):
    officer = staff_of(staffed("officer", riverton, "Tom Reyes"))
    here = f"{BASE}routes/"
    assert "No rule holds now." in words(client.get(here))
    sent = {"topic": "lights", "district": hoods["seward"].district_id, "owner": officer.pk}
    assert "Tom Reyes" in words(client.post(here, sent, follow=True))
    assert client.post(here, sent).status_code == 422
    client.post(here, {"topic": "", "district": "", "owner": officer.pk})
    route = Route.objects.get(topic="lights")
    assert "Ended." in words(client.post(f"{here}{route.pk}/end/", follow=True))
    assert Route.objects.current().count() == 1
    assert "ended already" in words(client.post(f"{here}{route.pk}/end/", follow=True))


def test_the_topics_are_changed_from_a_day_on(client, sergeant, riverton):
    here = f"{BASE}topics/"
    assert 'value="Basura tirada"' in words(client.get(here))
    names = ["Speeding", "Lamps", "", "Noise", "", "How somebody was treated", "", "Something else", "Dogs"]
    sent = {f"{language}_{place}": name for place, name in enumerate(names) for language in ("en", "es")}
    sent |= {"effective_from": riverton.day().isoformat(), "citation": "Policy 4-12"}
    assert client.post(here, {**sent, "es_8": ""}).status_code == 422
    assert client.post(here, sent).status_code == 302
    codes = [topic["code"] for topic in TopicList.objects.get().topics]
    assert codes == ["speeding", "lights", "noise", "treatment", "dogs", "other"]
    assert "Policy 4-12" in words(client.get(here))


def test_a_row_of_the_neighbor_is_a_404_on_every_page(client, sergeant, tell, lakefield):
    theirs, _key = tell(agency=lakefield)
    for step in ("", "answer/", "assign/", "refer/", "close/", "note/"):
        assert client.get(f"{BASE}{theirs.pk}/{step}").status_code == 404
    assert client.post(f"{BASE}{theirs.pk}/start/").status_code == 404
    assert client.post(f"{BASE}routes/999/end/").status_code == 404
