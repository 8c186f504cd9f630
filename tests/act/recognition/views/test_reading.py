"""Those who read comments first: the list, one comment beside its copy, passing it on, leaving it out."""

import pytest

from act.recognition.conftest import LEFT, WORDS
from commonbeat.act.recognition.models import Praise
from commonbeat.ground.people.models import Staff

pytestmark = pytest.mark.django_db
BASE = "/riverton/staff/comments/"


def test_an_empty_list_says_when_something_comes(sign_in, reader):
    page = sign_in(reader).get(BASE).content.decode()
    assert "No comment waits to be read. New ones come on Mondays" in page
    assert "Ningún comentario espera" in sign_in(reader).get("/riverton/es/staff/comments/").content.decode()


def test_the_list_shows_neither_words_nor_officer(sign_in, reader, waiting, ana):
    row = waiting(staff=ana)
    page = sign_in(reader).get(BASE).content.decode()
    assert f"Comment {row.pk}" in page
    assert "June 14, 2027" in page
    assert "June 21, 2027" in page
    assert "Lindqvist" not in page
    assert "Daniel" not in page


def test_the_list_at_one_and_at_three_rows_takes_as_many_reads(sign_in, reader, waiting, count_queries):
    client = sign_in(reader)
    waiting("One.")
    first = count_queries(lambda: client.get(BASE))
    waiting("Two."), waiting("Three.")
    assert count_queries(lambda: client.get(BASE)) == first


def test_the_words_stand_beside_a_copy_without_what_is_marked(sign_in, reader, waiting, ana):
    page = sign_in(reader).get(f"{BASE}{waiting(staff=ana).pk}/").content.decode()
    assert "<mark>Daniel</mark>" in page
    assert "“612-555-0142” looks like a phone number" in page
    assert f">\n{LEFT}</textarea>" in page
    assert "About Officer Ana Lindqvist" in page
    assert "not to the public" in page


def test_where_nothing_is_marked_the_reader_is_told_to_look(sign_in, reader, waiting):
    page = sign_in(reader).get(f"{BASE}{waiting('Kind and calm.', consent='public').pk}/").content.decode()
    assert "Nothing in it looks like a name" in page
    assert "to the officer and to the public" in page


def test_passing_on_destroys_the_original_and_the_officer_has_it(sign_in, reader, waiting, officer, ana):
    row = waiting(staff=ana)
    page = sign_in(reader).post(f"{BASE}{row.pk}/", {"words": LEFT}, follow=True)
    assert "Passed on. The original words are destroyed." in page.content.decode()
    assert Praise.objects.get(pk=row.pk).words == LEFT
    assert "was kind" in sign_in(officer).get("/riverton/staff/thanks/").content.decode()
    assert sign_in(reader).get(f"{BASE}{row.pk}/").status_code == 404


def test_what_may_not_be_passed_on_is_said_at_the_field(sign_in, reader, waiting):
    row = waiting()
    page = sign_in(reader).post(f"{BASE}{row.pk}/", {"words": WORDS})
    assert page.status_code == 422
    assert "Take this out: 612-555-0142" in page.content.decode()
    assert sign_in(reader).post(f"{BASE}{row.pk}/", {"words": ""}).status_code == 422


def test_leaving_out_asks_why_and_keeps_only_that(sign_in, reader, waiting):
    row = waiting("He was rude.")
    client, address = sign_in(reader), f"{BASE}{row.pk}/leave-out/"
    page = client.get(address).content.decode()
    assert "never used in discipline" in page
    assert "led to where that can be told" in page
    assert "point-out" not in page.split("<main", 1)[1].split("</main>", 1)[0], "the reader makes no concern of it"
    assert client.post(address).status_code == 422
    done = client.post(address, {"reason": "not_praise"}, follow=True).content.decode()
    assert "Left out. Its words are destroyed." in done
    assert Praise.objects.get(pk=row.pk).words == ""


def test_a_comment_about_the_reader_shows_no_words_to_them(sign_in, riverton, reader, waiting):
    own = Staff.objects.create(agency=riverton, user=reader, name="Noor Haddad", badge="N-1")
    row = waiting("Noor Haddad was unkind.", staff=own)
    for address in (f"{BASE}{row.pk}/", f"{BASE}{row.pk}/leave-out/"):
        page = sign_in(reader).get(address).content.decode()
        assert "Somebody else reads it" in page
        assert "unkind" not in page
    assert sign_in(reader).post(f"{BASE}{row.pk}/", {"words": "Noor Haddad"}).status_code == 422


def test_the_list_says_how_many_wait_for_another_and_not_about_whom(sign_in, riverton, reader, waiting, ana, settings):
    own = Staff.objects.create(agency=riverton, user=reader, name="Noor Haddad", badge="N-1")
    Staff.objects.filter(pk=ana.supervisor_id).update(supervisor=own)
    waiting("Kind."), waiting("Rude.", staff=own)
    client = sign_in(reader)
    page = client.get(BASE).content.decode()
    assert "2 wait for another reader." in page
    assert "No comment waits to be read" in page
    assert "Lindqvist" not in page
    assert "not read yet" not in client.get("/riverton/staff/").content.decode(), "nor does the desk count them"
    settings.FIELDS_KEY = "another installation's " * 3
    assert "2 cannot be opened with the key" in client.get(BASE).content.decode()


def test_whoever_has_a_second_role_that_judges_is_told_why_the_list_is_empty(sign_in, riverton, person, waiting):
    row = waiting()
    client = sign_in(person("information_officer", "chief", agency=riverton, name="Both"))
    page = client.get(BASE).content.decode()
    assert "One of your roles supervises, disciplines or investigates." in page
    assert f"Comment {row.pk}" not in page
    assert client.get(f"{BASE}{row.pk}/").status_code == 404


def test_once_its_officer_has_left_nobody_reads_it(sign_in, reader, waiting, ana, today):
    row = waiting()
    Staff.objects.filter(pk=ana.pk).update(ended=today)
    page = sign_in(reader).get(f"{BASE}{row.pk}/").content.decode()
    assert "its writer let nobody else have it" in page
    assert "was kind" not in page
    assert sign_in(reader).post(f"{BASE}{row.pk}/", {"words": "Kind."}).status_code == 422


def test_what_is_taken_out_without_a_mark_gets_one(sign_in, reader, waiting):
    row = waiting("The officer was not kind.")
    done = sign_in(reader).post(f"{BASE}{row.pk}/", {"words": "The officer was kind."}, follow=True)
    assert "Passed on." in done.content.decode()
    assert Praise.objects.get(pk=row.pk).words == "The officer was […] kind."


def test_words_that_are_gone_are_told(sign_in, reader, waiting):
    row = waiting()
    Praise.objects.filter(pk=row.pk).update(comment="00000000-0000-4000-8000-000000000000")
    assert "not here any more" in sign_in(reader).get(f"{BASE}{row.pk}/").content.decode()


def test_what_is_the_neighbor_s_is_not_found(sign_in, reader, waiting, lakefield):
    row = waiting(agency=lakefield, staff=Staff.objects.create(agency=lakefield, name="Lee Park", badge="L-1"))
    assert sign_in(reader).get(f"{BASE}{row.pk}/").status_code == 404
    assert sign_in(reader).get(f"{BASE}{row.pk}/leave-out/").status_code == 404
