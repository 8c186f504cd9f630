"""Who sees which self-review: theirs to lead, theirs to answer, shared with them; never another agency's."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commonbeat.act.promises import actions as promises
from commonbeat.act.standards.access import self_review as access
from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.queries import citations
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.rules.instrument import BY_SLUG, QUESTIONS
from commonbeat.ground.library.models import EvidenceRating, LibraryResource
from commonbeat.ground.library.rules import Grade
from commonbeat.ground.people.models import Staff

pytestmark = pytest.mark.django_db


def test_only_those_who_lead_reviews_see_one_that_is_under_way(opened, riverton, lakefield, leader, chief, worker):
    assert access.one_led(leader, riverton, 1) == access.one_led(chief, riverton, 1) == opened
    assert access.one_led(worker("commander", 1), riverton, 1) is None
    assert access.one_led(leader, lakefield, 1) is None


def test_a_rater_sees_their_own_part_alone(rating, riverton, lakefield, leader, person):
    first, second = rating.raters.all()[:2]
    assert access.own(first.user, riverton, 1) == first
    assert access.own(second.user, riverton, 1) == second
    assert access.own(leader, riverton, 1) is None
    assert access.own(first.user, lakefield, 1) is None
    assert not access.asked(person("city_manager", agency=riverton), riverton).exists()


def test_a_closed_review_is_private_until_it_is_shared_and_then_seen_by_that_audience(
    closed, riverton, lakefield, chief, person
):
    people = {
        "command": person("commander", agency=riverton, name="Com"),
        "staff": person("clerk", agency=riverton, name="Cle"),
        "board": person("board_member", agency=riverton, name="Boa"),
        "partners": person("partner", agency=riverton, name="Par"),
        "public": None,
    }

    def sees():
        return {name for name, who in people.items() if access.one(who, riverton, 1)}

    assert sees() == set()
    assert access.one(chief, riverton, 1) == closed
    actions.share_review(actor=chief, review=closed, audience="board")
    assert sees() == {"board"}
    actions.share_review(actor=chief, review=closed, audience="staff")
    assert sees() == {"board", "staff", "command"}
    actions.unshare_review(actor=chief, review=closed, audience="board")
    assert sees() == {"staff", "command"}
    actions.share_review(actor=chief, review=closed, audience="public")
    assert sees() == set(people)
    assert access.one(people["staff"], lakefield, 1) is None
    assert access.public(riverton, 1) == closed
    assert access.public(lakefield, 1) is None


def test_what_waits_for_whom_follows_the_stage(rating, riverton, leader, chief, answer, today):
    rater = rating.raters.select_related("review").first()
    assert [one.address for one in queries.waiting_for(rater.user, riverton)] == ["self_review_rate"]
    answer(rater, "written")
    assert queries.waiting_for(rater.user, riverton) == []
    assert queries.waiting_for(leader, riverton) == []
    rating.rate_by = today
    rating.save()
    assert [str(one.next_step) for one in queries.waiting_for(leader, riverton)] == [
        "End the answers and look at them together"
    ]
    assert queries.waiting_for(chief, riverton) == []


def test_a_signed_review_waits_for_the_chief(agreed, riverton, leader, chief):
    actions.sign_review(actor=leader, review=agreed)
    assert [str(one.next_step) for one in queries.waiting_for(chief, riverton)] == ["Sign it and close it"]


def test_a_resource_is_named_even_where_the_library_lacks_it(riverton):
    slug = next(iter(BY_SLUG))
    found = citations.citations(riverton, [slug, "no-such"])
    assert not found[slug].in_library
    assert found[slug].title == BY_SLUG[slug].title
    assert found["no-such"].title == "no-such"
    assert found["no-such"].grade == Grade.NOT_RATED
    row = LibraryResource.objects.create(agency=riverton, slug=slug, title="As the library calls it", year=2001)
    EvidenceRating.objects.create(agency=riverton, resource=row, grade="promising", basis="x", rated_on="2026-01-01")
    EvidenceRating.objects.create(agency=riverton, resource=row, grade="strong", basis="y", rated_on="2026-02-01")
    known = citations.citations(riverton, [slug])[slug]
    assert (known.in_library, known.title, known.grade) == (True, "As the library calls it", Grade.STRONG)
    assert citations.grades(riverton, [slug]) == {slug: "strong"}


def test_candidates_are_those_who_may_answer_and_were_not_asked(opened, riverton, lakefield, worker, person):
    officer, partner = worker("officer", 1), worker("partner", 1)
    worker("officer", 2, agency=lakefield)
    person("translator", agency=riverton)
    found = {one.user: one.kind for one in queries.candidates(opened)}
    assert found[officer] == "officer"
    assert found[partner] == "partner"
    assert len(found) == 3  # and whoever leads it


@pytest.fixture
def promised(agreed, leader, chief, today, riverton):
    """A closed review with one promise."""
    owner = Staff.objects.get(badge="sergeant-1")
    told = {"question": "contact_survey", "title": "Ask everybody", "owner": owner}
    step = actions.add_step(actor=leader, review=agreed, due=today + timedelta(days=9), **told)
    row = actions.promise_step(actor=chief, step=step, promised_to="all who were stopped").promise
    actions.sign_review(actor=leader, review=agreed)
    actions.close_review(actor=chief, review=agreed)
    return row


def at(agency, name, *args):
    return f"/{agency.slug}{reverse(name, args=args)}"


def test_a_promise_says_from_which_gap_it_came_where_the_review_is_shared_with_whoever_reads(
    promised, agreed, riverton, client, sign_in, person, chief
):
    public = at(riverton, "promise", promised.number)
    staff = at(riverton, "promise_detail", promised.number)
    sergeant, leads = sign_in(person("sergeant", agency=riverton, name="Ser")), "Where it comes from"
    assert leads not in client.get(public).text
    assert leads not in sergeant.get(staff).text
    assert leads in sign_in(chief).get(staff).text
    assert leads not in sign_in(chief).get(public).text  # the public page is the same for all
    actions.share_review(actor=chief, review=agreed, audience="staff")
    assert leads in sergeant.get(staff).text
    assert leads not in client.get(public).text
    actions.share_review(actor=chief, review=agreed, audience="public")
    page = client.get(public).text
    assert leads in page
    assert QUESTIONS["contact_survey"].en in page
    assert at(riverton, "self_review_public", 1) in page
    assert (
        QUESTIONS["contact_survey"].es in client.get(f"/riverton/es{reverse('promise', args=[promised.number])}").text
    )


def test_a_promise_that_came_from_elsewhere_says_nothing_of_a_review(closed, chief, riverton, worker, today, client):
    owner = Staff.objects.get(badge="sergeant-1")
    told = {"title": "Another", "promised_to": "all", "owner": owner, "due": today + timedelta(days=9)}
    row, _key = promises.make(actor=chief, agency=riverton, **told)
    assert "Where it comes from" not in client.get(at(riverton, "promise", row.number)).text


def test_the_snapshot_shows_where_each_promise_stands_even_one_made_after_it_was_signed(
    agreed, leader, chief, today, riverton, sign_in
):
    owner = Staff.objects.get(badge="sergeant-1")
    for title in ("Ask everybody", "Ask at night"):
        told = {"question": "contact_survey", "title": title, "owner": owner, "due": today + timedelta(days=9)}
        actions.add_step(actor=leader, review=agreed, **told)
    actions.sign_review(actor=leader, review=agreed)
    actions.close_review(actor=chief, review=agreed)
    agreed.refresh_from_db()
    client = sign_in(chief)
    address = at(riverton, "self_review_snapshot", 1)
    assert "cb-state" not in client.get(address).text
    row = actions.promise_step(actor=chief, step=agreed.steps.get(title="Ask at night"), promised_to="all").promise
    page = client.get(address).text
    assert page.count("cb-state is-") == 1
    assert at(riverton, "promise", row.number) in page
    assert agreed.snapshot.told["steps"][0]["promise"] is None
