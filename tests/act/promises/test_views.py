"""The pages: what the public reads, what the person promised says, what staff do."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commonbeat.act.promises import actions, queries
from commonbeat.act.promises.models import Commitment
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.people.models import Staff
from house.addresses import _concern, _run

pytestmark = pytest.mark.django_db
BASE = "/riverton"


def words(client, path, status=200):
    page = client.get(BASE + path)
    assert page.status_code == status, path
    return page.content.decode()


def address(name, *arguments):
    return BASE + reverse(name, args=arguments)


@pytest.fixture
def told(promise, riverton, sergeant, chief, today):
    """Three promises: one disputed and late, one broken, one open."""
    disputed, key = promise(due=-8, made=-60)
    actions.report_kept(actor=sergeant, commitment=disputed, words="Both are moved.", on=today - timedelta(days=9))
    actions.dispute(agency=riverton, key=key, words="We saw <b>one</b>.", public=True, on=today)
    broken, _key = promise(title="Hold a session in Hmong", due=-2)
    actions.break_promise(actor=chief, commitment=broken, reason="No interpreter was booked")
    promise(title="Answer in writing", due=12)
    return disputed


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("path", ["/promises/", "/promises/check/", "/promises/?show=late", "/promises/?show=x&page=x"])
def test_public_pages_stand_empty_and_full_without_a_cookie(client, riverton, promise, language, path):
    assert not client.get(BASE + language + path).cookies
    for number in range(10):
        promise(title=f"Promise of many words about one and the same crossing {number}", words="More.")
    page = client.get(BASE + language + path)
    assert page.status_code == 200
    assert not page.cookies
    assert len(page.content) < 30_000


def test_the_ledger_says_what_came_due_and_lists_late_ones_first(client, told):
    said = words(client, "/promises/")
    assert "0 of 2 were kept by the first date" in said
    assert "Cannot tell: 2 came due, we need about 10." in said
    assert said.index("Disputed, 8 days late") < said.index("Answer in writing") < said.index("Hold a session in Hmong")
    assert "Reason given: No interpreter was booked." in said
    assert "“We saw &lt;b&gt;one&lt;/b&gt;.”" in said
    assert "synthetic" not in said
    assert 'role="img"' in said


def test_the_filters_are_links_and_what_fits_none_says_so(client, told):
    late = words(client, "/promises/?show=late")
    assert "Disputed, 8 days late" in late
    assert "Answer in writing" not in late
    assert "No promise stands like that now." in words(client, "/promises/?show=verified")
    for year in ("1999", "x"):
        assert "0 of 2 were kept" in words(client, f"/promises/?year={year}"), "this year stands in for it"


def test_what_the_leaders_promised_stands_by_itself_with_what_became_of_it(client, promise, riverton):
    chief = Staff.objects.create(agency=riverton, name="Ruth Okafor", badge="C-1", rank="chief")
    promise(title="Publish each search", owner=chief, due=-2)
    promise(title="Answer in writing")
    page = words(client, "/promises/?show=leaders")
    assert "Publish each search" in page
    assert "Answer in writing" not in page
    assert "By our leaders (1)" in page
    assert "What the chief and the commanders promised" in page
    assert "What the chief" not in words(client, "/promises/")


def test_leaders_who_promised_nothing_are_told_as_that(client, promise):
    promise()
    page = words(client, "/promises/?show=leaders")
    assert "No promise stands like that now." in page
    assert "Commander" in page


def test_older_promises_lie_on_further_pages(client, promise):
    for number in range(10):
        promise(title=f"Number {number}")
    assert "Older promises (2)" in words(client, "/promises/")
    assert "Promises before these" in words(client, "/promises/?page=2")


def test_a_past_year_has_its_own_figure(client, promise, riverton, sergeant, today):
    row, key = promise(due=-370, made=-400)
    actions.report_kept(actor=sergeant, commitment=row, on=row.due)
    actions.verify(agency=riverton, key=key)
    promise(due=0)
    year = (today - timedelta(days=370)).year
    assert "1 of 1 was kept by the first date" in words(client, f"/promises/?year={year}")
    assert f"?year={year}" in words(client, "/promises/")


def test_a_promise_has_a_page_with_its_record_and_its_hash(client, told, riverton):
    said = words(client, f"/promises/{told.number}/")
    assert "Disputed: the person promised says that it was not kept" in said
    assert told.events.last().hash in said
    assert "first due date, never moves" in said
    assert words(client, "/promises/999/", 404)
    assert client.get(f"/lakefield/promises/{told.number}/").status_code == 404


def test_a_page_is_drawn_anew_once_something_was_said(client, promise, chief):
    row, _key = promise()
    assert "Broken" not in words(client, f"/promises/{row.number}/")
    actions.break_promise(actor=chief, commitment=row, reason="No money.")
    assert "Broken" in words(client, f"/promises/{row.number}/")


def test_in_the_demonstration_every_page_says_that_it_is_made_up(client, riverton, promise):
    riverton.demo = True
    riverton.save()
    row, key = promise()
    for path in ("/promises/", f"/promises/{row.number}/", f"/promises/verify/{key}/"):
        assert "cb-synthetic" in words(client, path).split("<main")[1], path
    assert "Demonstration: every promise is made up." in words(client, "/promises/ledger.csv")


def test_a_promise_names_its_figure_and_place(client, riverton, promise, mill):
    run = _run(riverton, "published")
    row, _key = promise(finding=run.findings.get(), neighborhood=mill)
    said = words(client, f"/promises/{row.number}/")
    assert reverse("run", args=[run.pk]) in said
    assert "/neighborhoods/old-mill/" in said


def test_how_to_check_says_where_the_chain_ends_or_breaks(client, told, attacker, riverton):
    assert queries.newest_entry(riverton).hash in words(client, "/promises/check/")
    attacker("UPDATE promises_commitment SET due = '2030-01-01' WHERE number = 1")
    riverton.public_version += 1
    riverton.save()
    assert "does not fit" in words(client, "/promises/check/")


def test_without_a_report_the_link_shows_the_promise_and_no_buttons(client, promise):
    row, key = promise()
    page = client.get(address("promise_verify", key))
    said = page.content.decode()
    assert row.title in said
    assert "has not said yet that it was kept" in said
    assert "Yes, it was kept" not in said
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex")


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [("yes", "verified_kept", "says that it was kept"), ("no", "disputed", "says that it was not kept")],
)
def test_the_person_promised_answers_without_an_account(client, promise, sergeant, answer, state, said):
    row, key = promise()
    actions.report_kept(actor=sergeant, commitment=row, words="Both are moved.")
    assert "In its own words: Both are moved." in words(client, f"/promises/verify/{key}/")
    form = {"answer": answer, "words": "We looked on Friday.", "public": "on"}
    page = client.post(address("promise_verify", key), form)
    assert page.status_code == 302
    assert said.removeprefix("says ") in client.get(page.url).content.decode()
    row.refresh_from_db()
    assert row.state == state
    assert "We looked on Friday." in words(client, f"/promises/{row.number}/")
    again = client.post(address("promise_verify", key), form)
    assert again.status_code == 422
    assert "You said that it was" in again.content.decode()


def test_words_without_consent_are_read_by_staff_alone(client, promise, sergeant, sign_in, person, riverton):
    row, key = promise()
    actions.report_kept(actor=sergeant, commitment=row)
    client.post(address("promise_verify", key), {"answer": "no", "words": "I live at the corner."})
    assert "I live at the corner." not in words(client, f"/promises/{row.number}/")
    detail = f"/staff/promises/{row.number}/"
    sign_in(person("officer", agency=riverton, name="Another officer"))
    assert "I live at the corner." not in words(client, detail)
    sign_in(sergeant)
    said = words(client, detail)
    assert "I live at the corner." in said
    assert "Not public: the person promised did not allow it." in said


def test_neither_button_is_asked_for_and_a_wrong_link_is_gone(client, promise, sergeant):
    row, key = promise()
    actions.report_kept(actor=sergeant, commitment=row)
    page = client.post(address("promise_verify", key), {"answer": "maybe"})
    assert page.status_code == 422
    assert "Press one of the two buttons" in page.content.decode()
    assert "opens no promise" in words(client, "/promises/verify/nothing/", 410)
    assert client.post(address("promise_verify", "nothing"), {"answer": "yes"}).status_code == 422
    assert client.get(address("promise_thanks", "nothing")).status_code == 404
    assert "shows where it stands" in client.get(address("promise_thanks", key)).content.decode()


def made(keeper, today, **more):
    return {
        "title": "Move two street lights",
        "promised_to": "the block club",
        "due": (today + timedelta(days=9)).isoformat(),
        "owner": str(keeper.pk),
        "language": "es",
        **more,
    }


def test_a_chief_makes_a_promise_from_a_finding_and_sees_its_link_once(
    client, riverton, chief, owner, today, sign_in, mill
):
    run = _run(riverton, "published")
    sign_in(chief)
    assert reverse("promise_new") + "?measure=stops_count" in words(client, f"/staff/findings/{run.pk}/")
    assert '<option value="stops_count" selected>' in words(client, "/staff/promises/new/?measure=stops_count")
    form = made(owner, today, measure="stops_count", neighborhood=str(mill.pk), contact="pat@example.org", agreed="on")
    page = client.post(address("promise_new"), form)
    row = Commitment.objects.get()
    assert row.finding == run.findings.get()
    assert row.neighborhood == mill
    assert row.site == "http://testserver/riverton/"
    link = page.content.decode().split("<code>")[1].split("</code>")[0]
    assert link.startswith("http://testserver/riverton/es/promises/verify/")
    assert client.get(link).status_code == 200
    assert Message.objects.get().purpose == "promises.make"


def test_a_promise_from_a_concern_says_so_and_keeps_its_person_s_contact_in_its_own_thread(
    client, riverton, lakefield, chief, owner, today, sign_in
):
    concern, _key = _concern(riverton)
    sign_in(chief)
    address_of_it = f"{address('promise_new')}?concern={concern.pk}"
    assert address_of_it in words(client, f"/staff/concerns/{concern.pk}/")
    assert f"It answers concern {concern.reference}" in client.get(address_of_it).content.decode()
    page = client.post(address_of_it, made(owner, today)).content.decode()
    assert "You can put the link into the written answer" in page
    row = Commitment.objects.get()
    assert (row.concern, row.contact) == (concern, "")
    assert "From a concern," in words(client, f"/promises/{row.number}/")
    assert concern.reference not in words(client, f"/promises/{row.number}/")
    assert f"Concern {concern.reference}, which it answers" in words(client, f"/staff/promises/{row.number}/")
    for other in (_concern(lakefield)[0].pk, "x", "9" * 12):
        assert client.get(f"{address('promise_new')}?concern={other}").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"due": "2020-01-01"}, "or later"),
        ({"contact": "12"}, "Write the phone number"),
        ({"owner": ""}, "Choose one"),
        ({"owner": "999999"}, "Choose one"),
        ({"title": ""}, "Tell us"),
    ],
)
def test_a_promise_that_cannot_be_made_says_what_to_do(client, chief, owner, today, sign_in, wrong, said):
    sign_in(chief)
    page = client.post(address("promise_new"), made(owner, today, **wrong))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Commitment.objects.exists()


def test_an_owner_takes_every_step_from_the_page_of_the_promise(
    client, promise, sergeant, owner, riverton, today, sign_in
):
    row, _key = promise(agreed=False, contact="612-555-0100")
    sign_in(sergeant)
    detail = f"/staff/promises/{row.number}/"
    said = words(client, detail)
    assert "Accept it" in said
    assert "+16125550100" in said
    other = Staff.objects.create(agency=riverton, name="Ana Lindqvist", badge="O-2")
    steps = (
        ("promise_accept", {}, "accepted"),
        ("promise_start", {}, "in_progress"),
        ("promise_renegotiate", {"new_due": today + timedelta(days=30), "reason": "The lot is full."}, "renegotiated"),
        ("promise_report", {"words": "Both are moved."}, "reported_kept"),
        ("promise_break", {"reason": "It fell down again."}, "broken"),
    )
    for name, data, state in steps:
        answer = client.post(address(name, row.number), data)
        assert answer.url == BASE + detail, name
        row.refresh_from_db()
        assert row.state == state
    assert "it has come to its end" in words(client, detail)
    assert "this cannot be done" in words(client, f"{detail}report/")
    second, _key = promise()
    assert client.post(address("promise_hand_over", second.number), {"owner": other.pk}).status_code == 302
    assert "keeps this promise; you can read it" in words(client, f"/staff/promises/{second.number}/")
    assert "Only the owner of this promise" in words(client, f"/staff/promises/{second.number}/report/")
    refused = client.post(address("promise_report", second.number), {"words": ""})
    assert refused.status_code == 422
    assert client.post(address("promise_accept", second.number)).status_code == 302


def test_a_proposal_is_declined_with_its_reason(client, promise, sergeant, sign_in):
    row, _key = promise(agreed=False)
    sign_in(sergeant)
    assert client.post(address("promise_decline", row.number), {"reason": ""}).status_code == 422
    client.post(address("promise_decline", row.number), {"reason": "It is not ours to do."})
    assert "Reason given: It is not ours to do." in words(client, "/promises/?show=broken")


def test_a_new_link_is_shown_once_to_those_who_may(client, promise, sergeant, sign_in, person, riverton):
    row, key = promise()
    sign_in(person("officer", agency=riverton, name="Another officer"))
    assert client.post(address("promise_link", row.number)).status_code == 422
    sign_in(sergeant)
    assert "Make a new link" in words(client, f"/staff/promises/{row.number}/link/")
    page = client.post(address("promise_link", row.number)).content.decode()
    link = page.split("<code>")[1].split("</code>")[0]
    assert client.get(link).status_code == 200
    assert client.get(address("promise_verify", key)).status_code == 410


def test_words_are_taken_out_from_the_page(client, promise, sergeant, sign_in, told):
    entry = told.events.get(kind="disputed").sequence
    sign_in(sergeant)
    path = f"/staff/promises/{told.number}/words/{entry}/"
    assert path.removeprefix("/") in words(client, f"/staff/promises/{told.number}/")
    assert "We saw" in words(client, path)
    client.post(BASE + path, {"reason": "It names where somebody lives."})
    public = words(client, f"/promises/{told.number}/")
    assert "We saw" not in public
    assert "It names where somebody lives." in public
    assert "this cannot be done" in words(client, path)
    words(client, f"/staff/promises/{told.number}/words/9999/", 404)


def test_the_staff_list_filters_and_costs_the_same_for_many(client, promise, sergeant, sign_in, count_queries):
    sign_in(sergeant)
    assert "No promise fits." in words(client, "/staff/promises/")
    promise()
    one = count_queries(lambda: client.get(BASE + "/staff/promises/"))
    promise(due=-3, agreed=False)
    promise()
    assert count_queries(lambda: client.get(BASE + "/staff/promises/")) == one
    assert "Proposed, 3 days late" in words(client, "/staff/promises/?state=proposed")
    assert "Make a promise" not in words(client, "/staff/promises/")


def test_every_state_is_told_in_its_own_words(client, promise, riverton, sergeant, chief, today):
    late, key = promise(due=-5, made=-40)
    actions.report_kept(actor=sergeant, commitment=late, on=today - timedelta(days=1))
    assert "Nobody has checked yet" in words(client, f"/promises/{late.number}/")
    actions.verify(agency=riverton, key=key)
    assert "Verified, but kept late" in words(client, f"/promises/{late.number}/")
    moved, _key = promise(due=-5, made=-40)
    actions.renegotiate(actor=chief, commitment=moved, new_due=today + timedelta(days=5), reason="The lot is full!")
    assert "It counts by the first date." in words(client, f"/promises/{moved.number}/")
    actions.start(actor=chief, commitment=moved)
    said = words(client, f"/promises/{moved.number}/")
    assert "Renegotiated" in said
    other = Staff.objects.create(agency=riverton, name="Ana Lindqvist", badge="O-2")
    actions.hand_over(actor=chief, commitment=moved, owner=other)
    assert "Given to another owner: Ana Lindqvist" in words(client, f"/promises/{moved.number}/")
