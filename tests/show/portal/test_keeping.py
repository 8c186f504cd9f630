"""Each public page has an owner and a day; what is stale waits on desks; links that do not answer are found."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_script_prefix
from django.utils import translation

from commonbeat.ground.people.models import Staff
from commonbeat.ground.work.models import Job
from commonbeat.show.portal import access, actions, jobs
from commonbeat.show.portal.models import BrokenLink, LinkWalk, PageRecord
from commonbeat.show.portal.queries import keeping
from commonbeat.show.portal.rules import links
from commonbeat.show.portal.rules.keeping import Keep, keep_of, review_problem
from show.portal.conftest import ANSWER

BASE = "/riverton"
DAY = date(2028, 2, 29)


def test_how_well_something_is_kept():
    assert keep_of(False, DAY, DAY) == Keep.NOBODY
    assert keep_of(True, None, DAY) == Keep.NOBODY
    assert keep_of(True, DAY - timedelta(days=1), DAY) == Keep.STALE
    assert keep_of(True, DAY, DAY) == Keep.SOON
    assert keep_of(True, DAY + timedelta(days=15), DAY) == Keep.FINE


def test_the_next_day_lies_ahead_and_within_five_years():
    assert review_problem(DAY, DAY)
    assert review_problem(date(2033, 3, 1), DAY)
    assert not review_problem(date(2033, 2, 28), DAY)


def test_only_pages_for_everybody_are_kept_no_files_no_personal_links_no_staff_pages():
    pages = {page.name: page for page in keeping.public_pages()}
    assert {"home", "about", "faq", "technology", "neighborhood", "measure", "promise_ledger"} <= set(pages)
    assert not {"picture", "promise_file", "robots", "concern_status", "promise_verify", "survey", "desk"} & set(pages)
    assert pages["neighborhood"].address == "/neighborhoods/…/"
    assert pages["neighborhood"].takes == ("slug",)


@pytest.fixture
def kept(riverton, console, owner):
    def make(name="about", days=30, **more):
        told = {"agency": riverton, "owner": owner, "review_by": riverton.day() + timedelta(days=90), **more}
        row = actions.keep_page(actor=console, name=name, **told)
        PageRecord.objects.filter(pk=row.pk).update(review_by=riverton.day() + timedelta(days=days))
        row.refresh_from_db()
        return row

    return make


def test_what_is_no_page_or_no_owner_is_refused(kept, lakefield, riverton):
    with pytest.raises(ValidationError):
        kept(name="desk")
    with pytest.raises(ValidationError):
        kept(owner=Staff.objects.create(agency=lakefield, name="Lee", badge="L-1"))
    with pytest.raises(ValidationError):
        actions.review_page(actor=None, record=kept(), review_by=riverton.day())


def test_a_page_whose_owner_has_left_is_kept_by_nobody(kept, riverton, owner):
    kept()
    state = {one.page.name: one.keep for one in keeping.kept_pages(riverton)}
    assert state["about"] == Keep.FINE
    Staff.objects.filter(pk=owner.pk).update(ended=riverton.day())
    assert {one.page.name: one.keep for one in keeping.kept_pages(riverton)}["about"] == Keep.NOBODY


def test_the_stale_page_waits_on_its_owner_s_desk_until_it_is_read(kept, riverton, person, sign_in, lakefield):
    officer = person("officer", agency=riverton, name="Ana Lindqvist")
    owner = Staff.objects.create(agency=riverton, user=officer, name=officer.name, badge="O-1")
    row = kept(days=-3, owner=owner)
    waiting = keeping.waiting_for(officer, riverton)
    assert [(one.address, one.arguments, one.days_late(riverton.day())) for one in waiting] == [
        ("page_review", ("about",), 3)
    ]
    assert keeping.waiting_for(person("officer", agency=riverton, name="Another"), riverton) == []
    client = sign_in(officer)
    assert "Public page: About this site" in client.get(f"{BASE}/staff/").content.decode()
    assert client.get(f"{BASE}/staff/portal/pages/about/read/").status_code == 200
    sent = {"review_by": riverton.day() + timedelta(days=100)}
    assert client.post(f"{BASE}/staff/portal/pages/about/read/", sent).status_code == 302
    row.refresh_from_db()
    assert (row.reviewed_on, row.review_by) == (riverton.day(), sent["review_by"])
    assert keeping.waiting_for(officer, riverton) == []
    assert access.page_record(officer, lakefield, "about") is None
    assert client.get(f"{BASE}/staff/portal/pages/home/read/").status_code == 404


def test_whoever_keeps_pages_is_told_of_all_that_is_due_and_of_gaps(kept, keeper, riverton, answered, listed, owner):
    kept(days=5)
    question, tool = (
        answered(review_by=riverton.day() + timedelta(days=3)),
        listed(next_review=riverton.day() + timedelta(days=3)),
    )
    BrokenLink.objects.create(agency=riverton, address="/gone/", status=404, since=riverton.day())
    waiting = {one.address: one for one in keeping.waiting_for(keeper, riverton)}
    assert set(waiting) == {"page_review", "faq_change", "technology_change", "page_list", "broken_links"}
    assert waiting["faq_change"].arguments == (question.pk,)
    assert waiting["technology_change"].arguments == (tool.pk,)
    assert f"{len(keeping.public_pages()) - 1} public pages have no owner" in str(waiting["page_list"].title)


def test_the_report_puts_first_what_needs_somebody_and_the_form_says_who_keeps_it(
    kept, sign_in, keeper, owner, riverton
):
    kept(days=-1)
    client = sign_in(keeper)
    page = client.get(f"{BASE}/staff/portal/pages/").content.decode()
    assert "Should have been read again" in page
    assert page.index("Tell us") < page.index("About this site</a>")
    assert client.get(f"{BASE}/staff/portal/pages/about/").status_code == 200
    assert client.get(f"{BASE}/staff/portal/pages/neighborhood/").status_code == 200
    assert client.get(f"{BASE}/staff/portal/pages/desk/").status_code == 404
    sent = {"owner": owner.pk, "review_by": riverton.day() + timedelta(days=50)}
    assert client.post(f"{BASE}/staff/portal/pages/home/", sent).status_code == 302
    assert PageRecord.objects.get(name="home").owner == owner


HTML = """<a href="/riverton/about/?x=1#y">a</a> <a href="https://elsewhere.example/">b</a>
<a href="mailto:a@b.example">
<a href="../near/"> <a href="#here"> <a> <a href="http://[broken">
<img src="/riverton/pictures/1/">
<form method="post" action="/riverton/posted/"></form><form action="/riverton/asked/"></form>"""


def test_links_of_a_page_are_our_own_paths_each_once():
    found = list(links.own_paths(HTML, "/riverton/figures/", "town.example"))
    assert found == [
        "/riverton/about/",
        "/riverton/near/",
        "/riverton/figures/",
        "/riverton/pictures/1/",
        "/riverton/asked/",
    ]
    assert [links.is_broken(status) for status in (200, 302, 401, 403, 404, 405, 500)] == [
        False,
        False,
        False,
        False,
        True,
        False,
        True,
    ]


def test_the_walk_finds_a_link_that_does_not_answer_and_remembers_since_when(riverton, answered, settings, rf):
    settings.ALLOWED_HOSTS = ["testserver"]
    answered(measure="")
    answered(words={**ANSWER, "question_en": "Lost?"})
    translation.activate("es")
    walked = actions.walk(agency=riverton)
    assert translation.get_language() == "es"
    assert get_script_prefix() == "/"
    assert walked.complete
    assert walked.pages > 20
    assert list(BrokenLink.objects.all()) == []


def test_a_link_that_is_gone_is_told_with_the_page_where_it_stands(riverton, answered, settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["testserver"]
    row = answered()
    seen = access.question
    monkeypatch.setattr(access, "question", lambda *told: None)
    actions.walk(agency=riverton)
    broken = {one.address: one for one in BrokenLink.objects.all()}
    assert broken[f"{BASE}/questions/{row.pk}/"].page == f"{BASE}/questions/"
    assert broken[f"{BASE}/es/questions/{row.pk}/"].status == 404
    BrokenLink.objects.update(since=date(2026, 1, 1))
    actions.walk(agency=riverton)
    assert {one.since for one in BrokenLink.objects.all()} == {date(2026, 1, 1)}
    monkeypatch.setattr(access, "question", seen)
    actions.walk(agency=riverton)
    assert not BrokenLink.objects.exists()
    assert LinkWalk.objects.count() == 1


def test_staff_pages_are_not_opened_only_known(riverton, settings, monkeypatch):
    """A link to a staff page that was taken away is found without anybody signing in."""
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setattr(
        "commonbeat.show.portal.actions.links.own_paths",
        lambda *_page: iter([f"{BASE}/staff/nowhere/", f"{BASE}/es/staff/", f"{BASE}/staff/", "/static/x.css"]),
    )
    actions.walk(agency=riverton)
    assert [(one.address, one.status) for one in BrokenLink.objects.all()] == [(f"{BASE}/staff/nowhere/", 404)]


def test_a_walk_that_is_too_long_says_so(riverton, settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setattr("commonbeat.show.portal.actions.links.MOST_PAGES", 3)
    told = []
    walked = actions.walk(agency=riverton, tell=told.append)
    assert (walked.complete, walked.links, told) == (False, 3, [1, 2, 3])


def test_an_agency_with_a_host_of_its_own_is_walked_there(riverton, settings):
    settings.ALLOWED_HOSTS = ["testserver", "police.riverton.example"]
    riverton.hosts = ["police.riverton.example"]
    riverton.languages = ["en"]
    riverton.save()
    assert actions.walk(agency=riverton).pages > 10
    assert not BrokenLink.objects.exists()


def test_staff_order_a_walk_and_the_job_does_it(riverton, sign_in, keeper, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    client = sign_in(keeper)
    assert "not been checked yet" in client.get(f"{BASE}/staff/portal/links/").content.decode()
    client.post(f"{BASE}/staff/portal/links/check/")
    assert Job.objects.get(name="portal.check_links").agency_id == riverton.pk

    class Context:
        agency = riverton
        told: list[int] = []

        def progress(self, done, total=None, words=""):
            self.told.append(done)

    done = jobs.check_links(Context())
    assert done["pages"] <= done["links"]
    assert Context.told[:2] == [20, 40]
    assert "Every link answers." in client.get(f"{BASE}/staff/portal/links/").content.decode()
    BrokenLink.objects.create(agency=riverton, address="/gone/", page="/about/", status=404, since=riverton.day())
    BrokenLink.objects.create(agency=riverton, address="/lost/", page="", status=500, since=riverton.day())
    page = client.get(f"{BASE}/staff/portal/links/").content.decode()
    assert "/gone/" in page
    assert "/lost/" in page
