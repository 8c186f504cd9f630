"""What the public reads of accreditation and may say."""

from datetime import timedelta

import pytest
from django.urls import reverse

from act.standards.deeds import BASE, address, send, words
from commonbeat.act.standards.actions import awards
from commonbeat.act.standards.models import (
    Assessment,
    IndexList,
    Program,
    PublicComment,
)
from commonbeat.act.standards.queries import programs as program_queries
from house.addresses import _release

pytestmark = pytest.mark.django_db
PUBLIC = ("accreditation", "compliance", "transparency_index")


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_stand_empty_and_full_without_a_cookie_under_30_kb(
    client, riverton, language, name, assessment, requirement, manager, today
):
    path = f"{BASE}{language}{reverse(name)}"
    assert not client.get(path).cookies
    for number in range(6):
        assessment()
        requirement(public=True, title=f"A poll of residents, number {number}")
    page = client.get(path)
    assert not page.cookies
    assert len(page.content) < 30_000


@pytest.mark.parametrize(
    ("given", "until", "ended", "told"),
    [
        (None, None, "", "In preparation: the Prairie Council has not accredited the agency for patrol"),
        (-100, 500, "", "Accredited by the Prairie Council for patrol, from March 8, 2027 to October 28, 2028."),
        (-500, -1, "", "ended on June 15, 2027. It is not in force now."),
        (-100, 500, "Files were late", "took the accreditation for patrol back on June 16, 2027. Reason given: Files"),
    ],
)
def test_the_badge_says_in_words_for_what_and_until_when(client, program, manager, today, given, until, ended, told):
    if given is not None:
        days = {"given_on": today + timedelta(days=given), "valid_until": today + timedelta(days=until)}
        row = awards.give_award(actor=manager, program=program, scope="patrol", **days)
        if ended:
            awards.end_award(actor=manager, award=row, why=ended)
    page = words(client, "accreditation")
    assert told in page
    assert "<img" not in page.split("<main")[-1]
    assert told in words(client, "about")


def test_a_program_that_is_not_public_and_a_neighbor_s_show_nowhere(client, program, riverton, lakefield):
    Program.objects.filter(pk=program.pk).update(public=False)
    assert "Prairie Council" not in words(client, "accreditation")
    Program.objects.filter(pk=program.pk).update(public=True, agency=lakefield)
    assert program_queries.badges(riverton) == []


def test_somebody_comments_without_saying_who_they_are(client, assessment, sign_in, manager):
    row = assessment()
    page = words(client, "accreditation")
    assert address("accreditation_comment", row.pk) in page
    assert "assess@prairie.example" in page
    form = words(client, "accreditation_comment", row.pk)
    assert "csrf" not in form
    assert "name=" in form
    assert "email" not in form.split("<form")[-1]
    answer = send(client, "accreditation_comment", row.pk, words="They <b>listen</b>.")
    assert not answer.cookies
    assert "Thank you" in words(client, "accreditation_comment", row.pk, query="?said=1")
    send(client, "accreditation_comment", row.pk, status=422, words=" ")
    assert "They &lt;b&gt;listen" in words(sign_in(manager), "assessment", row.pk)


def test_a_comment_in_spanish_is_kept_as_spanish(client, assessment):
    row = assessment()
    client.post(f"{BASE}/es{reverse('accreditation_comment', args=[row.pk])}", {"words": "Escuchan."})
    assert PublicComment.objects.get().language == "es"


def test_when_comments_are_over_their_number_is_public_and_their_words_are_not(client, assessment, today):
    row = assessment()
    client.post(address("accreditation_comment", row.pk), {"words": "They listen."})
    days = {"comments_from": today - timedelta(days=9), "comments_until": today - timedelta(days=2)}
    Assessment.objects.filter(pk=row.pk).update(**days)
    page = words(client, "accreditation", query="?again")
    assert "1 came." in page
    assert "They listen" not in page
    send(client, "accreditation_comment", row.pk, status=422, words="Too late")
    assert "Comments are closed" in words(client, "accreditation_comment", row.pk)
    Assessment.objects.filter(pk=row.pk).update(comments_from=today + timedelta(days=1), comments_until=today)
    assert "Comments will be taken" in words(client, "accreditation", query="?third")
    hidden = assessment(comments_from=None, comments_until=None, contact="")
    assert client.get(address("accreditation_comment", hidden.pk)).status_code == 404
    assert client.post(address("accreditation_comment", hidden.pk)).status_code == 404


def test_the_index_says_x_of_y_and_never_a_percentage(client, riverton, sign_in, manager, today):
    page = words(client, "transparency_index")
    assert "0 of 15 items of the list are met." in page
    assert "%" not in page.split("<main")[-1].split("</main")[0]
    assert "the agency has not set its own" in page
    sign_in(manager)
    send(client, "index_list", files="0", effective_from=today.isoformat(), citation="Order 7")
    assert "Order 7" in words(client, "index_list")
    client.logout()
    page = words(client, "transparency_index")
    assert "0 of 1 items" in page
    assert "version 1" in page
    _release(riverton)
    assert "Nothing: each item of the list is met today." in words(client, "transparency_index", query="?now")


def test_a_list_without_items_is_refused_on_its_page(sign_in, manager, today, riverton):
    told = {"effective_from": today.isoformat(), "citation": "Order 7"}
    send(sign_in(manager), "index_list", status=422, **told)
    assert not IndexList.objects.exists()


def test_the_public_reads_how_many_were_set_aside_and_the_answer_but_no_comment(
    client, assessment, sign_in, manager, today
):
    row = assessment()
    for said in ("They listen.", "Pat Doe is rude."):
        client.post(address("accreditation_comment", row.pk), {"words": said})
    first, second = PublicComment.objects.order_by("pk")
    sign_in(manager)
    page = words(client, "assessment", row.pk)
    assert address("assessment_comment_read", first.pk) in page
    send(client, "assessment_comment_read", first.pk)
    assert client.post(address("assessment_comment_read", 999_999)).status_code == 404
    assert "Pat Doe" in words(client, "assessment_comment_aside", second.pk)
    send(client, "assessment_comment_aside", second.pk, aside="names")
    send(client, "assessment_answer", row.pk, status=422, words="Too early")
    days = {"comments_from": today - timedelta(days=9), "comments_until": today - timedelta(days=2)}
    Assessment.objects.filter(pk=row.pk).update(**days)
    assert address("assessment_answer", row.pk) in words(client, "assessment", row.pk)
    send(client, "assessment_answer", row.pk, words="We train <again>.")
    file = client.get(address("assessment_comments_file", row.pk)).content.decode()
    assert "Pat Doe is rude." in file
    assert "It names a person." in file
    assert client.get(address("assessment_comments_file", 999_999)).status_code == 404
    client.logout()
    page = words(client, "accreditation")
    assert "2 came. The assessors get each of them; 1 is marked as set aside: It names a person. (1)" in page
    assert "We train &lt;again&gt;." in page
    assert "Pat Doe" not in page
    assert "They listen" not in page


def test_no_program_in_a_spreadsheet_runs_what_somebody_wrote(client, assessment, sign_in, manager):
    row = assessment()
    client.post(address("accreditation_comment", row.pk), {"words": "=HYPERLINK(0)"})
    file = sign_in(manager).get(address("assessment_comments_file", row.pk)).content.decode()
    assert "'=HYPERLINK(0)" in file


def test_each_item_of_the_index_leads_to_the_thing_itself_and_names_its_day(client, riverton, program, today):
    _release(riverton)
    page = words(client, "transparency_index")
    assert page.count("Met when at least one file can be downloaded now.") == 1
    assert page.count("Met when a version that is in force is public.") == 1
    for name in ("dataset_list", "corrections", "what_we_do_not_know", "promise_ledger", "tell_us", "accreditation"):
        assert address(name) in page.split("<main")[-1], name
    assert "No form yet." in page


def test_a_list_of_its_own_says_what_it_left_out(client, riverton, sign_in, manager, today):
    sign_in(manager)
    send(client, "index_list", files="0", effective_from=today.isoformat(), citation="Order 7")
    client.logout()
    page = words(client, "transparency_index")
    assert "left out of its list" in page
    assert "A form for complaints" in page
