"""What residents see: every way of being heard, three steps that lose nothing, and their own page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from commonbeat.kit.sealing import seal, unseal
from commonbeat.listen.reports import actions
from commonbeat.listen.reports.actions import telling
from commonbeat.listen.reports.forms import Draft
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.reports.rules import Contact
from listen.reports.test_opening import mails, set_clock

pytestmark = pytest.mark.django_db
HERE = "/riverton/point-out/"
WHAT = {"step": "what", "words": "A car blocks the way.", "topic": "parked_cars", "kind": "concern"}
WHERE = {"step": "where", "where": "15th Avenue", "neighborhood": "", "danger": "no"}
REACH = {"step": "reach", "email": "", "phone": "", "language": "en"}


def words(page):
    return page.content.decode()


def draft(page):
    """The sealed answers so far, as the page carries them."""
    return re.search(r'name="draft" value="([^"]*)"', words(page))[1]


def heading(page):
    return re.search(r"<h1>(.*?)</h1>", words(page))[1]


def walk(client, *steps, here=HERE, **more):
    """Send one step after another, each with what the last page carried; the last answer."""
    carried, page = "", None
    for step in steps:
        page = client.post(here, {"draft": carried, **step, **more})
        carried = draft(page) if page.status_code != 302 else ""
    return page


@pytest.fixture(params=["", "es/"])
def language(request):
    return request.param


def test_tell_us_leads_everywhere_and_has_no_button_for_what_is_not_there(client, riverton, language):
    riverton.phone, riverton.email = "(612) 555-0100", "hello@riverton.example"
    riverton.save()
    page = client.get(f"/riverton/{language}tell-us/")
    assert words(page).count("usa-button") == 1
    assert f'href="/riverton/{language}point-out/"' in words(page)
    assert 'href="tel:6125550100"' in words(page)
    assert 'href="mailto:hello@riverton.example"' in words(page)
    assert "911" in words(page)


def test_tell_us_says_so_where_the_agency_has_given_no_number(client, riverton):
    assert "has not told us its phone" in words(client.get("/riverton/tell-us/"))
    riverton.demo = True
    riverton.save()
    assert "nobody would answer" in words(client.get("/riverton/tell-us/?again"))


def test_no_public_page_sets_a_cookie_or_is_heavy(client, riverton, hoods, tell):
    _concern, key = tell()
    pages = [client.get(path) for path in ("/riverton/tell-us/", HERE, f"/riverton/concerns/{key}/")]
    pages += [walk(client, WHAT), walk(client, WHAT, WHERE), walk(client, {**WHAT, "words": ""})]
    for page in pages:
        assert not page.cookies
        assert len(page.content) < 30_000
        assert "<script" not in words(page)
        assert "csrfmiddlewaretoken" not in words(page)


def test_three_steps_end_with_a_reference_and_a_link(client, riverton, hoods):
    page = walk(client, WHAT)
    assert heading(page) == "Where is it?"
    page = walk(client, WHAT, WHERE)
    assert heading(page) == "How can we reach you?"
    assert not Concern.objects.exists()
    page = walk(client, WHAT, WHERE, REACH)
    concern = Concern.objects.get()
    assert (concern.words, concern.topic, concern.where_words, concern.contact, concern.channel) == (
        "A car blocks the way.",
        "parked_cars",
        "15th Avenue",
        "",
        "web",
    )
    shown = client.get(page.url)
    assert "Your reference is C-1." in words(shown)
    assert "Keep this link" in words(shown)
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert shown.headers["X-Robots-Tag"] == "noindex"
    assert "Keep this link" not in words(client.get(page.url.partition("?")[0]))


def test_the_same_in_spanish(client, riverton, hoods):
    here = "/riverton/es/point-out/"
    assert heading(client.get(here)) == "¿Qué es?"
    page = walk(client, WHAT, WHERE, {**REACH, "language": "es"}, here=here)
    assert Concern.objects.get().language == "es"
    assert page.url.startswith("/riverton/es/concerns/")
    assert "Su referencia es C-1." in words(client.get(page.url))


def test_the_language_of_the_page_is_offered_first(client, riverton, hoods):
    page = walk(client, WHAT, WHERE, here="/riverton/es/point-out/")
    assert re.search(r'value="es" checked', words(page))


def test_a_mail_with_the_link_goes_to_whoever_gave_an_address(client, riverton, hoods):
    page = walk(client, WHAT, WHERE, {**REACH, "email": "ada@riverton.example", "phone": "612-555-0142"})
    contact, _key = telling.opened(Concern.objects.get())
    assert contact == Contact("ada@riverton.example", "+16125550142")
    assert f"http://testserver{page.url.partition('?')[0]}" in mails()[0][2]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([{**WHAT, "words": " "}], "Tell us what it is, in a sentence"),
        ([{**WHAT, "kind": "gossip"}], "Choose one of the answers in the list."),
        ([WHAT, {**WHERE, "where": ""}], "Tell us where it is: type an address or tap the map"),
        ([WHAT, {**WHERE, "neighborhood": "atlantis"}], "Choose one of the answers in the list."),
        ([WHAT, WHERE, {**REACH, "email": "nonsense"}], "name@example.org"),
        ([WHAT, WHERE, {**REACH, "phone": "12"}], "612-555-0100"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_at_the_top_and_nothing_is_lost(client, riverton, hoods, steps, said):
    page = walk(client, *steps)
    assert page.status_code == 422
    assert words(page).count(said) == 2
    assert "<title>Error: " in words(page)
    typed = next(iter(value for value in steps[-1].values() if value in ("nonsense", "12")), "")
    assert typed in words(page)
    assert not Concern.objects.exists()


def test_without_a_map_the_words_do_not_speak_of_one(client, riverton):
    page = walk(client, WHAT, {**WHERE, "where": ""})
    assert "choose the neighborhood" in words(page)
    assert "map" not in words(page).replace("point-out/map", "")


def test_nowhere_is_an_answer_too(client, riverton, hoods):
    walk(client, WHAT, {**WHERE, "where": "", "neighborhood": "-"}, REACH)
    concern = Concern.objects.get()
    assert (concern.where, concern.neighborhood) == ("", None)


def test_back_keeps_what_was_typed_even_what_was_not_finished(client, riverton, hoods):
    page = walk(client, WHAT, {**WHERE, "where": "half an addr", "back": "1"})
    assert heading(page) == "What is it?"
    assert "A car blocks the way." in words(page)
    page = client.post(HERE, {"draft": draft(page), **WHAT})
    assert 'value="half an addr"' in words(page)
    page = walk(client, WHAT, WHERE, {**REACH, "email": "ada@", "back": "1"})
    assert 'value="15th Avenue"' in words(page)
    page = client.post(HERE, {"draft": draft(page), **WHERE})
    assert 'value="ada@"' in words(page)
    assert heading(client.post(HERE, {"step": "what", "back": "1"})) == "What is it?"


def test_the_language_changes_in_the_middle_and_nothing_is_lost(client, riverton, hoods):
    page = walk(client, WHAT)
    page = client.post("/riverton/es/point-out/", {"draft": draft(page), **WHERE, "where": "Elm", "stay": "1"})
    assert heading(page) == "¿Dónde está?"
    assert 'value="Elm"' in words(page)


def test_the_draft_cannot_be_read_by_others_nor_changed(client, riverton):
    carried = draft(walk(client, WHAT))
    assert "car" not in carried
    page = client.post(HERE, {"draft": carried[:-4] + "AAAA", **WHERE})
    assert page.status_code == 422
    assert "could not be read" in words(page)
    for broken in ("1.", "nonsense", "1.AAAA"):
        assert client.post(HERE, {"draft": broken, **WHAT}).status_code == 422


def test_a_draft_of_another_form_or_of_yesterday_is_asked_for_again(client, riverton, monkeypatch):
    assert Draft.opened(seal('{"weather": "fine"}', "reports.steps")) is None
    assert Draft.opened(seal("[]", "reports.steps")) is None
    carried = draft(walk(client, WHAT))
    monkeypatch.setattr("time.time", lambda: timezone.now().timestamp() + 25 * 3600)
    assert client.post(HERE, {"draft": carried, **WHERE}).status_code == 422
    assert unseal(carried, "reports.steps")


def test_an_unknown_step_is_the_first(client, riverton):
    assert heading(client.post(HERE, {**WHAT, "step": "fourth"})) == "Where is it?"


def test_sending_twice_opens_one_concern(client, riverton, hoods):
    page = walk(client, WHAT, WHERE)
    sent = {"draft": draft(page), **REACH}
    first, second = client.post(HERE, sent), client.post(HERE, sent)
    assert first.url == second.url
    assert Concern.objects.count() == 1


def test_a_tap_on_the_map_chooses_the_neighborhood_and_may_be_changed(client, riverton, hoods):
    page = walk(client, WHAT, {**WHERE, "where": "", "pin.x": "119", "pin.y": "40"})
    assert page.status_code == 200
    assert "You tapped in Cooper" in words(page)
    assert "here=cooper" in words(page)
    assert '<option value="cooper" selected>' in words(page)
    page = client.post(HERE, {"draft": draft(page), **WHERE, "where": "", "neighborhood": "cooper"})
    client.post(HERE, {"draft": draft(page), **REACH})
    concern = Concern.objects.get()
    assert concern.neighborhood == hoods["cooper"]
    assert concern.longitude == round(concern.longitude, 3)


def test_whoever_tapped_and_then_chose_another_place_means_the_choice(client, riverton, hoods):
    page = walk(client, WHAT, {**WHERE, "pin.x": "119", "pin.y": "40"})
    page = client.post(HERE, {"draft": draft(page), **WHERE, "neighborhood": "seward"})
    client.post(HERE, {"draft": draft(page), **REACH})
    concern = Concern.objects.get()
    assert (concern.neighborhood, concern.longitude) == (hoods["seward"], None)


def test_a_tap_beside_every_neighborhood_says_how_to_go_on(client, riverton, hoods):
    page = walk(client, WHAT, {**WHERE, "where": "", "pin.x": "1", "pin.y": "1"})
    assert page.status_code == 422
    assert "No neighborhood lies there" in words(page)


@pytest.mark.parametrize("spot", [("0", "0"), ("x", "1"), ("", "5"), ("9999999", "1"), ("²", "1")])
def test_enter_in_the_address_goes_on_although_the_map_is_a_button(client, riverton, hoods, spot):
    page = walk(client, WHAT, {**WHERE, "pin.x": spot[0], "pin.y": spot[1]})
    assert heading(page) == "How can we reach you?"


def test_whoever_is_in_danger_is_sent_to_911_and_heard(client, riverton, hoods):
    page = walk(client, WHAT, {**WHERE, "danger": "yes"})
    assert "call 911 first" in words(page)
    page = walk(client, WHAT, {**WHERE, "danger": "yes"}, REACH)
    assert Concern.objects.get().danger
    assert "Call 911" in words(client.get(page.url))


def test_where_too_much_comes_in_the_page_says_to_call_and_keeps_everything(client, riverton, hoods, tell):
    riverton.phone = "612-555-0100"
    riverton.save()
    set_clock(riverton, hourly=1)
    tell()
    page = walk(client, WHAT, WHERE, {**REACH, "email": "ada@riverton.example"})
    assert page.status_code == 422
    assert "Call 612-555-0100" in words(page)
    assert "ada@riverton.example" in words(page)
    assert Concern.objects.count() == 1


def test_a_neighborhood_s_page_leads_here_with_its_place_chosen(client, riverton, hoods):
    page = client.get(HERE, {"place": "cooper"})
    assert '<input type="hidden" name="neighborhood" value="cooper">' in words(page)
    page = client.post(HERE, {**WHAT, "neighborhood": "cooper"})
    assert '<option value="cooper" selected>' in words(page)


def test_the_map_is_a_picture_with_the_place_outlined(client, riverton, lakefield, hoods):
    plain, here = client.get(f"{HERE}map.svg"), client.get(f"{HERE}map.svg", {"here": "cooper"})
    assert plain.headers["Content-Type"] == "image/svg+xml"
    assert "max-age" in plain.headers["Cache-Control"]
    assert len(here.content) > len(plain.content)
    assert b"path" not in client.get("/lakefield/point-out/map.svg").content


def test_the_page_of_a_concern_says_what_happens_next(client, tell, staffed, riverton, language):
    officer = staffed("officer", riverton, "Tom Reyes")
    concern, key = tell(contact=Contact("ada@riverton.example"))
    here = f"/riverton/{language}concerns/{key}/"
    assert client.get(here).status_code == 200
    actions.note(actor=officer, concern=concern, words="Secret remark.")
    actions.answer(actor=officer, concern=concern, words="The car is gone.", settles=True)
    page = words(client.get(here))
    assert "The car is gone." in page
    assert "Tom Reyes" in page
    assert "Secret remark" not in page
    assert "ada@" not in page
    assert page.count('name="do"') == 3


def test_the_person_says_fixed_or_opens_it_again_or_adds_words(client, tell, staffed, riverton):
    officer = staffed("officer", riverton)
    concern, key = tell()
    here = f"/riverton/concerns/{key}/"
    actions.answer(actor=officer, concern=concern, words="Done.", settles=True)
    page = client.post(here, {"do": "again"}, follow=True)
    assert "It is open again" in words(page)
    page = client.post(here, {"do": "add", "words": "It came back at night."}, follow=True)
    assert "Whoever answers reads it" in words(page)
    assert "It came back at night." in words(page)
    actions.answer(actor=officer, concern=concern, words="Done again.", settles=True)
    page = client.post(here, {"do": "fixed"}, follow=True)
    assert "Thank you. It is closed." in words(page)
    assert "You can open it again until" in words(page)


def test_what_cannot_be_done_is_said_in_words(client, tell, riverton):
    _concern, key = tell()
    here = f"/riverton/concerns/{key}/"
    for sent, said in (
        ({"do": "fixed"}, "cannot be done now"),
        ({"do": "add", "words": ""}, "Write a sentence first."),
        ({}, "What happened"),
    ):
        page = client.post(here, sent)
        assert page.status_code == 422
        assert said in words(page)


def test_a_concern_closed_long_ago_can_only_be_read(client, tell, riverton, console):
    concern, key = tell()
    actions.refer(actor=console, concern=concern, outcome="not_ours", words="Ask your landlord.")
    Concern.objects.update(settled_at=timezone.now() - timedelta(days=40))
    page = words(client.get(f"/riverton/concerns/{key}/"))
    assert "It can be opened again no more" in page
    assert "<form" not in page


def test_nobody_finds_a_concern_without_its_key(client, tell, riverton, lakefield):
    concern, key = tell()
    assert client.get(f"/riverton/concerns/{concern.pk}/").status_code == 404
    assert client.get(f"/riverton/concerns/{key}x/").status_code == 404
    assert client.get(f"/lakefield/concerns/{key}/").status_code == 404
    assert client.post(f"/lakefield/concerns/{key}/", {"do": "fixed"}).status_code == 404


def test_words_in_another_language_are_marked_for_a_screen_reader(client, tell, riverton):
    _concern, key = tell("La luz no sirve.", language="es")
    page = words(client.get(f"/riverton/concerns/{key}/"))
    assert '<p class="cb-voice" lang="es">' in page
    assert '<span lang="es">' in page


@pytest.mark.parametrize(
    ("days", "english", "spanish"),
    [(1, "within one working day.", "en un día hábil."), (5, "within five working days.", "en cinco días hábiles.")],
)
def test_the_first_step_says_in_whole_words_how_long_an_answer_may_take(client, riverton, days, english, spanish):
    set_clock(riverton, answer_days=days)
    assert english in words(client.get("/riverton/point-out/"))
    assert spanish in words(client.get("/riverton/es/point-out/"))
