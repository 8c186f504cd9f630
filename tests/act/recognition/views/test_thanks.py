"""The officer reads, files and hides what people said; whoever supervises reads; the desk shows the newest."""

import pytest

from commonbeat.act.recognition import actions
from commonbeat.act.recognition.models import NoDigest, Praise

pytestmark = pytest.mark.django_db
BASE = "/riverton/staff/thanks/"


def test_before_the_first_an_officer_reads_how_words_come(sign_in, officer):
    page = sign_in(officer).get(BASE).content.decode()
    assert "No thanks yet." in page
    assert "Words come here when somebody who met an officer" in page
    assert "never used in discipline" in page
    client = sign_in(officer)
    assert "Your file is empty." in client.get(f"{BASE}?show=filed").content.decode()
    assert "You have hidden nothing." in client.get(f"{BASE}?show=hidden").content.decode()
    assert client.get(f"{BASE}?show=zebra&page=x").status_code == 200


def test_words_are_marked_in_the_language_that_they_are_in(sign_in, officer, passed):
    passed("Muy amable con mi madre.")
    page = sign_in(officer).get(BASE).content.decode()
    assert 'lang="es">“Muy amable con mi madre.”' in page


def test_what_is_kept_hidden_and_shown_again(sign_in, officer, passed):
    row = passed()
    client, keep = sign_in(officer), f"{BASE}{row.pk}/keep/"
    for keeping, shown, said in (
        ("filed", "?show=filed", "In your file."),
        ("hidden", "?show=hidden", "Hidden: nobody but you sees it."),
        ("shown", "", "Keep it in my file"),
    ):
        assert "Saved." in client.post(keep, {"keeping": keeping}, follow=True).content.decode()
        page = client.get(f"{BASE}{shown}").content.decode()
        assert said in page
        assert "Kind and patient." in page
    assert Praise.objects.get(pk=row.pk).keeping == "shown"


@pytest.mark.parametrize("sent", [{"keeping": "zebra"}, {}])
def test_what_no_button_sends_shows_nothing_that_was_hidden(sign_in, officer, passed, sent):
    row = actions.choose(actor=officer, praise=passed(), keeping="hidden")
    page = sign_in(officer).post(f"{BASE}{row.pk}/keep/", sent, follow=True).content.decode()
    assert "Saved." not in page
    assert "Choose one" in page
    assert Praise.objects.get(pk=row.pk).keeping == "hidden"


def test_of_another_s_it_is_refused_in_words_or_not_found(sign_in, sergeant, officer, passed, person, riverton):
    row = passed()
    page = sign_in(sergeant).post(f"{BASE}{row.pk}/keep/", {"keeping": "hidden"}, follow=True).content.decode()
    assert "Only the officer whom it is for can do this." in page
    other = person("officer", agency=riverton, name="Someone Else")
    assert sign_in(other).post(f"{BASE}{row.pk}/keep/", {"keeping": "hidden"}).status_code == 404


def test_whoever_supervises_reads_it_with_the_officers_name(sign_in, sergeant, officer, passed):
    passed()
    page = sign_in(sergeant).get(f"{BASE}people/").content.decode()
    assert "To Officer Ana Lindqvist" in page
    assert "Keep it in my file" not in page
    assert "Thanks to your people" in sign_in(sergeant).get(BASE).content.decode()
    assert "Thanks to your people" not in sign_in(officer).get(BASE).content.decode()


def test_nobody_reads_what_is_for_no_officer(sign_in, sergeant, officer):
    for user in (sergeant, officer):
        client = sign_in(user)
        assert client.get(f"{BASE}team/").status_code == 404
        assert "team" not in client.get(BASE).content.decode().split("<main", 1)[1].split("</main>", 1)[0]


def test_thirteen_fill_two_pages(sign_in, officer, passed):
    for number in range(13):
        passed(f"{number} kind words.")
    client = sign_in(officer)
    assert 'href="?show=&amp;page=2"' in client.get(BASE).content.decode()
    second = client.get(f"{BASE}?page=2").content.decode()
    assert "“0 kind words.”" in second
    assert 'href="?show=&amp;page=1"' in second
    assert client.get(f"{BASE}people/?page=2").status_code == 200


def test_more_words_take_no_more_reads(sign_in, officer, sergeant, passed, count_queries):
    passed()
    first = {}
    for user, address in ((officer, BASE), (sergeant, f"{BASE}people/"), (sergeant, "/riverton/staff/")):
        client = sign_in(user)
        first[address] = user, count_queries(lambda c=client, a=address: c.get(a))
    passed("Two."), passed("Three.")
    for address, (user, count) in first.items():
        client = sign_in(user)
        assert count_queries(lambda c=client, a=address: c.get(a)) == count, address


def test_the_weekly_mail_is_ended_and_begun_again(sign_in, officer, ana):
    client = sign_in(officer)
    assert "End these mails" in client.get(BASE).content.decode()
    page = client.post(f"{BASE}mail/", {"wanted": "no"}, follow=True).content.decode()
    assert NoDigest.objects.get().staff == ana
    assert "Send me a mail on Mondays" in page
    client.post(f"{BASE}mail/", {"wanted": "yes"})
    assert not NoDigest.objects.exists()
    page = client.post(f"{BASE}mail/", {"wanted": "zebra"}, follow=True).content.decode()
    assert "Choose one" in page
    assert not NoDigest.objects.exists(), "an unknown wish ends nothing"


def test_who_is_not_on_the_staff_has_no_mail_to_end(sign_in, riverton, person):
    chief = person("chief", agency=riverton)
    client = sign_in(chief)
    assert "weekly mail" not in client.get(BASE).content.decode()
    assert client.post(f"{BASE}mail/", {"wanted": "no"}).status_code == 302
    assert not NoDigest.objects.exists()


def test_the_desk_shows_the_newest_three_before_anything_that_warns(sign_in, officer, passed):
    for number in range(4):
        passed(f"{number} kind words.")
    page = sign_in(officer).get("/riverton/staff/").content.decode()
    assert "“3 kind words.”" in page
    assert "“0 kind words.”" not in page
    assert f'href="{BASE}"' in page
    assert "Nothing waits for you here." in page


def test_the_desk_of_a_sergeant_shows_that_of_their_people_unless_hidden(sign_in, sergeant, officer, passed):
    row = passed()
    assert "To Officer Ana Lindqvist" in sign_in(sergeant).get("/riverton/staff/").content.decode()
    actions.choose(actor=officer, praise=row, keeping="hidden")
    assert "To Officer Ana Lindqvist" not in sign_in(sergeant).get("/riverton/staff/").content.decode()


def test_a_desk_without_praise_teaches_and_one_that_has_no_staff_shows_nothing_of_it(
    sign_in, officer, riverton, person
):
    assert "you read it here first" in sign_in(officer).get("/riverton/staff/").content.decode()
    chief = person("chief", agency=riverton)
    assert 'id="thanks"' not in sign_in(chief).get("/riverton/staff/").content.decode()
