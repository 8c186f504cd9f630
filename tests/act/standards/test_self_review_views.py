"""The pages of a self-review: leading, answering on a phone, talking it over on one screen, what is shared."""

import json
import re

import pytest
from django.urls import reverse

from commonbeat.act.promises.models import Commitment
from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.models import SelfReview, SelfReviewAnswers
from commonbeat.act.standards.rules.instrument import QUESTIONS
from commonbeat.ground.people.models import Staff
from commonbeat.kit.words import day

pytestmark = pytest.mark.django_db


def at(agency, name, *args):
    return f"/{agency.slug}{reverse(name, args=args)}"


@pytest.fixture
def led(sign_in, leader, riverton):
    """Pages as whoever leads the review sees them."""
    client = sign_in(leader)

    def get(name, *args, query=""):
        return client.get(at(riverton, name, *args) + query)

    get.client = client
    return get


def test_a_review_is_opened_people_are_invited_and_asked(led, riverton, worker, today):
    for number in range(6):
        worker("officer", number)
    told = {"title": "Self-review", "rate_by": "2027-07-16"}
    assert led.client.post(at(riverton, "self_review_new"), told).url == at(riverton, "self_review_invite", 1)
    assert "Officers (6)" in led("self_review_invite", 1).text
    assert "Say who is asked" in led("self_review_detail", 1).text
    answered = led.client.post(at(riverton, "self_review_invite", 1), {"kinds": ["officer"]}, follow=True)
    assert "Invited so far: 6" in answered.text
    answered = led.client.post(at(riverton, "self_review_start", 1), follow=True)
    assert "Those invited can answer now." in answered.text
    again = led.client.post(at(riverton, "self_review_new"), told)
    assert again.status_code == 422
    assert "open already" in again.text


def test_a_button_that_refuses_says_why(led, opened, riverton):
    answered = led.client.post(at(riverton, "self_review_start", 1), follow=True)
    assert "Invite at least 5 people first" in answered.text


def test_a_partner_without_staff_answers_area_by_area_finishes_and_withdraws(rating, sign_in, riverton):
    rater = rating.raters.get(user__name="partner 1 of riverton")
    client = sign_in(rater.user)
    first = client.get(at(riverton, "self_review_rate", 1)).text
    assert "0 of 64 questions answered" in first
    assert "Community partners" in first
    area = at(riverton, "self_review_rate_area", 1, "listening")
    assert "Area 1 of 8" in client.get(area).text
    told = {"contact_survey-rating": "informal", "contact_survey-note": "Not at night."}
    following = client.post(area, told)
    assert following.url == at(riverton, "self_review_rate_area", 1, "transparency")
    page = client.get(area).text
    assert "Not at night." in page
    assert 'value="informal" checked' in page
    assert client.post(area, {"contact_survey-rating": "best"}).status_code == 422
    last = client.post(at(riverton, "self_review_rate_area", 1, "leadership"), {})
    assert last.url == at(riverton, "self_review_rate", 1)
    assert "Go on answering" in client.get(last.url).text
    assert "will be counted" in client.post(at(riverton, "self_review_finish", 1), follow=True).text
    assert "You finished" in client.get(at(riverton, "self_review_list")).text
    client.post(at(riverton, "self_review_withdraw", 1))
    assert not SelfReviewAnswers.objects.exists()
    assert client.get(at(riverton, "self_review_rate_area", 1, "weather")).status_code == 404


def test_nobody_reads_what_somebody_answered(rating, sign_in, leader, chief, riverton, answer):
    rater = rating.raters.select_related("review").first()
    answer(rater, "informal", note="A word of mine.")
    other = rating.raters.exclude(pk=rater.pk).first().user
    names = ("self_review_list", "self_review_detail", "self_review_rate", "self_review_reconcile", "self_review_end")
    for who in (leader, chief, other):
        client = sign_in(who)
        for name in names:
            page = client.get(at(riverton, name, *([] if name == "self_review_list" else [1])))
            assert "A word of mine." not in page.text
    assert sign_in(leader).get(at(riverton, "self_review_reconcile", 1)).status_code == 404


def test_before_it_begins_a_rater_is_told_to_wait(opened, leader, worker, sign_in, riverton):
    somebody = worker("officer", 1)
    actions.invite_raters(actor=leader, review=opened, people=[somebody.pk])
    client = sign_in(somebody)
    assert "You can answer as soon as" in client.get(at(riverton, "self_review_rate", 1)).text
    assert "not taken yet" in client.get(at(riverton, "self_review_rate_area", 1, "force")).text
    assert "Answers are taken soon" in client.get(at(riverton, "self_review_list")).text
    refused = client.post(at(riverton, "self_review_finish", 1), follow=True)
    assert "Answers are not taken now." in refused.text


def test_giving_a_review_up_asks_why(rating, led, riverton):
    assert "Give the self-review up" in led("self_review_detail", 1).text
    assert "ends here for good" in led("self_review_abandon", 1).text
    assert led.client.post(at(riverton, "self_review_abandon", 1)).status_code == 422
    answered = led.client.post(at(riverton, "self_review_abandon", 1), {"why": "Opened by mistake."}, follow=True)
    assert "Given up. All answers are destroyed" in answered.text
    assert "None is under way." in answered.text
    assert "Opened by mistake." in led("self_review_detail", 1).text
    assert led("self_review_reconcile", 1).status_code == 404


def test_the_count_is_asked_for_twice(rating, led, riverton):
    assert "0 of 16 people finished" in led("self_review_end", 1).text
    answered = led.client.post(at(riverton, "self_review_end", 1))
    assert answered.url == at(riverton, "self_review_reconcile", 1)
    assert "Too few answers to show." in led("self_review_reconcile", 1).text
    assert SelfReview.objects.get().stage == "reflection"


def test_all_questions_stand_on_one_screen_with_a_fixed_number_of_queries(counted, led, count_queries, riverton):
    page = led("self_review_reconcile", 1).text
    assert page.count('<article class="cb-agree"') == 64
    assert page.count("<select ") == 64
    assert "Roles differ: from “Not in place” to “Written”." in page
    assert count_queries(lambda: led("self_review_reconcile", 1)) <= 9


def test_only_differences_are_picked_out_and_the_widest_come_first(counted, led):
    counted.results.filter(question="calm_first").update(groups=[])
    row = counted.results.get(question="force_policy")
    row.groups[1]["counts"] = {"reviewed": 5}
    row.save()
    page = led("self_review_reconcile", 1, query="?show=differ&order=spread").text
    keys = re.findall(r'id="q-(\w+)"', page)
    assert keys[0] == "force_policy"
    assert "calm_first" not in keys
    assert len(keys) == 63


def test_answers_are_agreed_in_place_and_the_view_stays(counted, led, riverton):
    address = at(riverton, "self_review_reconcile", 1) + "?show=differ"
    told = {"agreed-calm_first": "written", "words-calm_first": "Both are right."}
    assert led.client.post(address, told).url == address
    assert counted.results.get(question="calm_first").agreed == "written"
    assert counted.results.filter(agreed="").count() == 63
    wrong = led.client.post(address, {"agreed-calm_first": "best"})
    assert wrong.status_code == 422


def test_two_who_have_the_screen_open_do_not_undo_each_other_s_work(counted, led, riverton):
    """The second page was drawn before the first was saved: what it did not change is not sent back."""
    address = at(riverton, "self_review_reconcile", 1)
    led.client.post(address, {"agreed-calm_first": "written", "was-calm_first": "", "said-calm_first": ""})
    stale = {
        "agreed-calm_first": "",
        "words-calm_first": "",
        "was-calm_first": "",
        "said-calm_first": "",
        "agreed-force_policy": "informal",
        "was-force_policy": "",
        "said-force_policy": "",
    }
    led.client.post(address, stale)
    assert counted.results.get(question="calm_first").agreed == "written"
    assert counted.results.get(question="force_policy").agreed == "informal"
    back = {"agreed-calm_first": "", "was-calm_first": "written", "said-calm_first": ""}
    led.client.post(address, back)
    assert counted.results.get(question="calm_first").agreed == ""


def test_saving_one_area_leads_back_to_it_and_nowhere_else(counted, led, riverton):
    address = at(riverton, "self_review_reconcile", 1)
    told = {"agreed-calm_first": "written"}
    assert led.client.post(address, {**told, "part": "force"}).url == f"{address}#force"
    assert led.client.post(address, {**told, "part": "//elsewhere.example"}).url == address


def test_what_is_not_agreed_yet_can_be_picked_out_until_nothing_is_left(counted, led, leader):
    keys = counted.keys
    actions.agree(actor=leader, review=counted, agreed=dict.fromkeys(keys[1:], ("written", "")))
    page = led("self_review_reconcile", 1, query="?show=open").text
    assert re.findall(r'id="q-(\w+)"', page) == keys[:1]
    assert "63 of 64 questions agreed" in page
    whole = led("self_review_reconcile", 1).text
    assert "not agreed yet: 1" in whole
    assert whole.count("all agreed") == 7
    actions.agree(actor=leader, review=counted, agreed={keys[0]: ("written", "")})
    assert "Every question has an agreed answer." in led("self_review_reconcile", 1, query="?show=open").text
    assert "From the widest difference on" in led("self_review_reconcile", 1, query="?order=spread").text


def test_one_question_shows_counts_as_a_table_notes_and_evidence(counted, led, riverton):
    page = led("self_review_question", 1, "calm_first").text
    assert "Supervisors and command" in page
    assert "between Written and Practiced" not in page
    address = at(riverton, "self_review_question", 1, "calm_first")
    assert led.client.post(address, {"kind": "record"}).status_code == 422
    assert "Minutes of May" in led.client.post(address, {"kind": "record", "words": "Minutes of May"}, follow=True).text
    item = counted.evidence.get()
    led.client.post(at(riverton, "self_review_evidence_remove", 1, item.pk))
    assert not counted.evidence.exists()
    assert led.client.post(at(riverton, "self_review_evidence_remove", 1, 99)).status_code == 404
    assert led("self_review_question", 1, "no_such").status_code == 404


def test_reflections_are_written_area_by_area(counted, led, riverton):
    address = at(riverton, "self_review_reflect", 1, "force")
    led.client.post(address, {"words": "We see it alike."})
    assert "We see it alike." in led.client.get(address).text
    assert led("self_review_reflect", 1, "weather").status_code == 404


def test_steps_promises_and_two_names_lead_to_a_closed_review(agreed, led, sign_in, chief, leader, riverton):
    owner = Staff.objects.get(badge="sergeant-1")
    told = {"question": "contact_survey", "title": "Ask everybody", "owner": owner.pk, "due": "2027-09-01"}
    steps = at(riverton, "self_review_steps", 1)
    assert "Gaps without a step" in led.client.get(f"{steps}?gap=contact_survey").text
    assert "Ask everybody" in led.client.post(steps, told, follow=True).text
    client = sign_in(chief)
    step = agreed.steps.get()
    address = at(riverton, "self_review_promise", 1, step.pk)
    assert "Ask everybody" in client.get(address).text
    client.post(address, {"promised_to": "all who were stopped"})
    promise = Commitment.objects.get()
    assert f"Promise {promise.number}" in client.get(steps).text
    assert "It is a promise already." in client.get(address).text
    assert "It follows from self-review 1." in client.get(at(riverton, "promise", promise.number)).text
    assert client.post(at(riverton, "self_review_sign", 1), {"agreed": "on"}).status_code == 422
    client = sign_in(leader)
    assert client.post(at(riverton, "self_review_sign", 1), {}).status_code == 422
    assert "Signed by Lee Marsh" in client.post(at(riverton, "self_review_sign", 1), {"agreed": "on"}, follow=True).text
    client = sign_in(chief)
    assert "fixed for good" in client.get(at(riverton, "self_review_close", 1)).text
    shared = client.post(at(riverton, "self_review_close", 1), {"agreed": "on"})
    assert shared.url == at(riverton, "self_review_share", 1)
    assert "Read the snapshot" in client.get(at(riverton, "self_review_detail", 1)).text


def test_a_step_too_far_ahead_to_be_promised_is_refused_in_words(agreed, leader, sign_in, chief, riverton, today):
    owner, due = Staff.objects.get(badge="sergeant-1"), today.replace(year=today.year + 8)
    told = {"question": "contact_survey", "title": "Some day", "owner": owner}
    step = actions.add_step(actor=leader, review=agreed, due=due, **told)
    answered = sign_in(chief).post(at(riverton, "self_review_promise", 1, step.pk), {"promised_to": "everybody"})
    assert answered.status_code == 422
    assert "within three years" in answered.text


def test_the_buttons_between_talk_and_steps_work_both_ways(agreed, led, riverton):
    led.client.post(at(riverton, "self_review_back", 1))
    assert SelfReview.objects.get().stage == "reflection"
    assert "Go on to the next steps" in led("self_review_detail", 1).text
    led.client.post(at(riverton, "self_review_plan", 1))
    assert SelfReview.objects.get().stage == "next_steps"


def test_a_switch_shares_at_once_with_one_audience(closed, sign_in, chief, riverton, client, person):
    address = at(riverton, "self_review_public", 1)
    assert client.get(address).status_code == 404
    chiefs = sign_in(chief)
    assert "Does not see it" in chiefs.get(at(riverton, "self_review_share", 1)).text
    turn = at(riverton, "self_review_share_set", 1)
    assert "May see it now" in chiefs.post(turn, {"audience": "public", "on": "1"}, follow=True).text
    chiefs.logout()
    page = client.get(address)
    assert page.status_code == 200
    assert len(page.content) < 30_000
    assert "Lee Marsh" in page.text
    assert closed.snapshot.hash in page.text
    about = client.get(at(riverton, "self_review_about")).text
    assert "Self-review, summer 2027" in about
    assert str(day(closed.closed_on)) in about
    area = client.get(at(riverton, "self_review_public_area", 1, "listening"))
    assert "Supervisors and command" in area.text
    assert len(area.content) < 30_000
    assert len(client.get("/riverton/es/self-review/1/").content) < 30_000
    sign_in(chief).post(turn, {"audience": "public", "on": "0"})
    client.logout()
    assert client.get(address).status_code == 404


def test_the_snapshot_tells_what_changed_and_what_was_reworded(closed, another, led, monkeypatch):
    another("practiced")
    page = led("self_review_snapshot", 2).text
    assert "Last time: Informal" in page
    assert "Asked for the first time" in led("self_review_snapshot_area", 1, "force").text
    assert led("self_review_snapshot_area", 1, "weather").status_code == 404
    assert "there is nothing to compare yet" in led("self_review_snapshot", 1).text


def test_the_file_is_what_was_signed(closed, led):
    answered = led("self_review_file", 1)
    assert answered.text == closed.snapshot.content
    assert "self-review-1.json" in answered["Content-Disposition"]
    assert json.loads(answered.text)["number"] == 1
    assert led("self_review_file", 7).status_code == 404


@pytest.mark.parametrize("area", ["listening", "leadership"])
def test_the_questions_are_public_in_both_languages(area, client, riverton):
    page = client.get(at(riverton, "self_review_area", area))
    assert page.text.count("It rests on") == 8
    assert "Not in your library yet." in page.text
    spanish = client.get(f"/riverton/es{reverse('self_review_area', args=[area])}").text
    assert spanish.count("¿") >= 8
    assert client.get(at(riverton, "self_review_area", "weather")).status_code == 404


GRADES = re.compile(
    r"\b(score|grade|points?|average|mean|ranked|ranking|best|worst|top|pass(ed)?|fail(ed)?|percent)\b|\d\s?%", re.I
)
SAYS_NO = ("no grade", "no pass mark and no ranking", "nobody is graded")


def test_no_page_prints_a_sum_a_grade_or_an_order_of_anybody(closed, another, led, client, sign_in, chief, riverton):
    """Words of grading stand nowhere but where the page says that there is none; no percentage, no total of ratings."""
    another("practiced")
    actions.share_review(actor=chief, review=closed, audience="public")
    pages = [
        led("self_review_list"),
        led("self_review_detail", 1),
        led("self_review_reconcile", 1),
        led("self_review_reconcile", 1, query="?order=spread&show=differ"),
        led("self_review_question", 1, "calm_first"),
        led("self_review_steps", 1),
        led("self_review_snapshot", 2),
        led("self_review_snapshot_area", 2, "force"),
        led("self_review_public", 1),
        led("self_review_about"),
    ]
    for page in pages:
        assert page.status_code == 200
        main = page.text[page.text.index("<main") : page.text.index("</main>")]
        words = re.sub(r"<(svg|code|style)\b.*?</\1>|<[^>]+>", " ", main, flags=re.S)
        for said in (*SAYS_NO, *(re.escape(one.en) for one in QUESTIONS.values())):
            words = re.sub(said, "", words, flags=re.I)
        found = GRADES.search(words)
        assert found is None, (page.request["PATH_INFO"], words[max(found.start() - 60, 0) : found.end() + 20])


def test_only_leaders_may_open_the_pages_of_a_review_and_another_agency_s_is_not_there(
    closed, sign_in, worker, riverton, lakefield, person
):
    client = sign_in(worker("officer", 77))
    assert client.get(at(riverton, "self_review_detail", 1)).status_code == 403
    assert client.get(at(riverton, "self_review_snapshot", 1)).status_code == 404
    client = sign_in(person("chief", agency=lakefield))
    for name in ("self_review_detail", "self_review_reconcile", "self_review_snapshot", "self_review_share"):
        assert client.get(at(lakefield, name, 1)).status_code == 404


def test_what_is_marked_to_be_looked_at_again_stands_on_the_list_and_can_be_asked_alone(closed, led, riverton, today):
    SelfReview.objects.update(closed_on="2026-12-01", opened_on="2026-11-01")
    assert actions.mark_again(agency=riverton) == 1
    assert "It was a gap" in led("self_review_list").text
    assert "Ask only the questions that are marked" in led("self_review_new").text
    told = {"title": "The gaps", "rate_by": "2027-07-16", "marked_only": "on"}
    led.client.post(at(riverton, "self_review_new"), told)
    assert SelfReview.objects.get(number=2).keys == ["contact_survey"]
