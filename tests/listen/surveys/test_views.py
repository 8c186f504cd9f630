"""The survey in a browser without scripts: one question a page, the first tap saves, and the link goes nowhere else."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from commonbeat.listen.surveys import actions, keys, queries
from commonbeat.listen.surveys.models import Campaign, Instrument, OpenAnswer, Waiting
from commonbeat.listen.surveys.rules import Link
from commonbeat.listen.surveys.views.staff import month_table
from listen.surveys.conftest import DAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(asking):
    """The day by Riverton's clock; pages have no other."""
    return asking.agency.day()


@pytest.fixture
def phone(asking, today):
    """Somebody's phone, with a link that came by text today."""
    _row, token = asking.invite(on=today, contact_on=today - timedelta(days=1))
    return Phone(token)


class Phone:
    """A browser that keeps what it is given, and checks every form it sends as a server outside would."""

    def __init__(self, token):
        self.token, self.client = token, Client(enforce_csrf_checks=True)

    def open(self, language="", query=""):
        return self.client.get(f"/riverton{language}/s/{self.token}/{query}")

    def tap(self, words, language=""):
        """Press the button with these words on the page that is open, and follow."""
        page = self.open(language).content.decode()
        button = re.search(rf'name="(\w+)" value="(\w+)"><?[^>]*>?(?:</i>)?<span>{re.escape(words)}', page)
        assert button, words
        hidden = re.search(r'name="question" value="(\w+)"', page)
        sent = {button[1]: button[2], **({"question": hidden[1]} if hidden else {})}
        return self.client.post(f"/riverton{language}/s/{self.token}/", sent, follow=True)


def shown(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_first_page_asks_the_core_item_with_six_buttons(phone):
    answer = phone.open()
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>How satisfied were you with how the officer treated you?</h1>" in page
    assert page.count('<button class="cb-tap') == 6
    assert "Question 1 of 4. About your contact with us on" in shown(answer)
    assert "Your first tap counts" in page
    assert page.count('class="is-on"') == 1
    assert "<script" not in page
    assert len(answer.content) < 30_000


def test_the_link_goes_to_no_other_page_into_no_memory_and_no_search_engine(phone):
    for answer in (phone.open(), phone.client.post(f"/riverton/s/{phone.token}/", {}), Phone("a" * 26).open()):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert not answer.cookies


def test_a_full_survey_takes_five_taps_and_every_tap_is_saved_at_once(asking, phone, today):
    said = shown(phone.tap("Satisfied"))
    assert "Saved. You said “Satisfied”. Change it" in said
    assert "Question 2 of 4." in said
    assert queries.survey(asking.agency, phone.token, today).given.code("treatment") == "2"
    phone.tap("Yes")
    phone.tap("Partly")
    said = shown(phone.tap("I do not remember"))
    assert "You said “I do not remember”." in said
    assert "May we show these words to the officer?" in said
    last = phone.tap("I have nothing to add")
    assert last.redirect_chain[-1][0] == "/riverton/s/thanks/"
    assert "Thank you. Your answers are saved." in shown(last)
    assert 'href="/riverton/point-out/"' in last.content.decode()
    assert queries.survey(asking.agency, phone.token, today).link is Link.USED


def test_an_answer_can_be_changed_where_it_was_given(asking, phone, today):
    phone.tap("Very satisfied")
    page = phone.open(query="?again=treatment").content.decode()
    assert "(your answer now)" in page
    assert "cb-saved" not in page
    phone.client.post(f"/riverton/s/{phone.token}/", {"question": "treatment", "answer": "5"})
    assert queries.survey(asking.agency, phone.token, today).given.code("treatment") == "5"
    phone.tap("I do not remember")
    assert "is-quiet is-chosen" in phone.open(query="?again=explained").content.decode()


def test_the_other_language_is_one_link_away_and_keeps_the_place(phone):
    phone.tap("Satisfied")
    page = phone.open().content.decode()
    assert f'href="/riverton/es/s/{phone.token}/"' in page
    spanish = phone.open("/es")
    assert "¿La policía le explicó qué pasaría después?" in spanish.content.decode()
    assert "Usted dijo: “Satisfecho(a)”." in shown(spanish)
    again = phone.open(query="?again=treatment").content.decode()
    assert f'href="/riverton/es/s/{phone.token}/?again=treatment"' in again
    answer = phone.tap("En parte", "/es")
    assert answer.redirect_chain[-1][0] == f"/riverton/es/s/{phone.token}/"


def test_words_are_kept_with_a_yes_or_a_no_and_left_out_without(asking, today):
    kept = {}
    for done in ("officer", "none", "nothing", "everybody"):
        _row, token = asking.invite(f"+1612555{len(kept):04}", on=today)
        for item in ("treatment", "explained", "listened", "helped"):
            actions.answer(agency=asking.agency, token=token, item=item, code="1")
        before = set(Waiting.objects.values_list("pk", flat=True))
        Client().post(f"/riverton/s/{token}/", {"done": done, "words": "She was kind."})
        parts = [keys.taken_up(row.box) for row in Waiting.objects.exclude(pk__in=before)]
        kept[done] = next((one.consent, one.words) for one in parts if one.part == "words")
    assert kept == {
        "officer": ("officer", "She was kind."),
        "none": ("none", "She was kind."),
        "nothing": ("none", ""),
        "everybody": ("none", ""),
    }


@pytest.mark.parametrize(
    "sent", [{}, {"question": "treatment"}, {"question": "treatment", "answer": "9"}, {"question": "x", "answer": "1"}]
)
def test_a_form_that_the_page_does_not_have_saves_nothing_and_shows_the_question_again(phone, sent):
    answer = phone.client.post(f"/riverton/s/{phone.token}/", sent, follow=True)
    assert "Question 1 of 4." in shown(answer)
    assert not OpenAnswer.objects.exists()


def test_a_link_that_cannot_be_used_is_told_kindly_what_it_may_be(asking, phone, today):
    unknown = Phone("a" * 26).open()
    assert unknown.status_code == 404
    assert "We do not know this link" in shown(unknown)
    assert "Point out an issue" in shown(unknown)
    _row, old = asking.invite("+16125550001", on=today - timedelta(days=15))
    assert "This survey is over" in shown(Phone(old).open())
    used = asking.finished("1", "1", "1", "1", on=today)
    assert "This survey has been answered" in shown(Phone(used).open())
    again = Phone(used).client.post(f"/riverton/s/{used}/", {"question": "treatment", "answer": "1"})
    assert again.status_code == 404
    assert "has been answered" in shown(again)
    nothing = phone.client.post(f"/riverton/s/{phone.token}/", {"done": "nothing"})
    assert "We do not know this link" in shown(nothing)


def test_a_link_of_our_town_is_unknown_in_the_neighbors(phone, lakefield):
    assert phone.client.get(f"/lakefield/s/{phone.token}/").status_code == 404


def test_an_invitation_without_the_day_of_the_contact_names_none(asking, today):
    _row, token = asking.invite(on=today)
    assert "About your contact" not in shown(Phone(token).open())


def test_made_up_answers_say_so(phone, asking):
    assert "synthetic" not in phone.open().content.decode()
    asking.agency.demo = True
    asking.agency.save()
    assert "synthetic" in phone.open().content.decode()


def test_what_happens_with_an_answer_is_told_in_both_languages(client, asking):
    assert "An answer waits" not in shown(client.get("/riverton/s/how-we-use-it/"))
    assert "at least four others" in shown(client.get("/riverton/s/how-we-use-it/"))
    assert "otras cuatro" in shown(client.get("/riverton/es/s/how-we-use-it/"))


@pytest.fixture
def analyst(person, riverton, sign_in):
    """The browser of Riverton's analyst."""
    return sign_in(person("analyst", agency=riverton))


def test_an_analyst_prepares_reads_and_fixes_the_questions_and_begins_to_ask(riverton, analyst):
    assert "Nobody is asked yet" in shown(analyst.get("/riverton/staff/surveys/"))
    page = shown(analyst.post("/riverton/staff/surveys/prepare/", follow=True))
    assert "Satisfaction with the treatment" in page
    assert "No native reader has translated it back yet" in page
    assert "¿Sintió que la policía trataba de ayudar?" in page
    row = Instrument.objects.get()
    place = f"/riverton/staff/surveys/questions/{row.pk}"
    refused = analyst.post(f"{place}/ask/", {"title": "Contacts", "starts_on": "2026-11-20"})
    assert refused.status_code == 422
    assert "Fix the questions first" in shown(refused)
    assert "fixed for good" in shown(analyst.post(f"{place}/fix/", follow=True))
    assert "fixed already" in shown(analyst.post(f"{place}/fix/", follow=True))
    begun = shown(analyst.post(f"{place}/ask/", {"title": "Contacts", "starts_on": "2026-11-20"}, follow=True))
    assert "from November 20, 2026 on" in begun
    assert "Nobody has been asked in this campaign yet" in begun
    assert "The standard questions are here already" in shown(
        analyst.post("/riverton/staff/surveys/prepare/", follow=True)
    )


def test_a_set_without_questions_says_so(riverton, analyst):
    row = Instrument.objects.create(agency=riverton, key="empty", title={"en": "Empty"})
    assert "There is no question yet." in shown(analyst.get(f"/riverton/staff/surveys/questions/{row.pk}/"))


def test_a_campaign_is_ended_on_a_day(asking, analyst):
    place = f"/riverton/staff/surveys/campaigns/{asking.campaign.pk}"
    assert analyst.get(f"{place}/end/").status_code == 200
    early = analyst.post(f"{place}/end/", {"ends_on": "2020-01-01"})
    assert "before the first" in shown(early)
    ended = shown(analyst.post(f"{place}/end/", {"ends_on": "2026-02-01"}, follow=True))
    assert "January 1 to February 1, 2026" in ended
    assert "Set the last day" not in ended
    assert "does not ask" in shown(analyst.get("/riverton/staff/surveys/"))


def test_counts_under_the_threshold_are_hidden_and_so_is_what_would_give_them_away(asking, analyst):
    for _answer in range(12):
        asking.finished("1", "1", "1", "1")
    for _invited in range(3):
        asking.invite(f"+161255598{_invited:02}", on=DAY - timedelta(days=30))
    actions.rewrite(agency=asking.agency, now=NOW)
    months = [queries.Month("2026-11", 12, 12), queries.Month("2026-10", 3, 0)]
    assert queries.months(asking.campaign, DAY) == months
    rows = [[str(cell) for cell in row] for row in month_table([*months, queries.Month("", 0, 5)], 5).rows]
    assert rows[0][0] == "November 2026"
    assert rows[1][1].startswith("hidden")
    assert rows[0][1].startswith("hidden") or rows[-1][1].startswith("hidden")
    assert [row[2] for row in rows] == ["12", "0", "5", "17"]
    assert rows[2][0] == "month not kept: too few answered"
    if asking.agency.day() >= DAY:
        assert "hidden" in shown(analyst.get(f"/riverton/staff/surveys/campaigns/{asking.campaign.pk}/"))


def test_no_staff_page_shows_a_comment_or_a_single_answer(asking, analyst):
    for _answer in range(5):
        asking.finished("5", "3", "3", "3", words="He shouted at my son.", consent="officer")
    actions.rewrite(agency=asking.agency, now=NOW)
    pages = ["", f"campaigns/{asking.campaign.pk}/", f"questions/{asking.campaign.instrument_id}/"]
    for page in pages:
        assert "shouted" not in shown(analyst.get(f"/riverton/staff/surveys/{page}"))


def test_the_lists_cost_the_same_with_many_campaigns(asking, analyst, count_queries):
    today = asking.agency.day()
    few = count_queries(lambda: analyst.get("/riverton/staff/surveys/"))
    Campaign.objects.bulk_create(
        Campaign(agency=asking.agency, instrument=asking.campaign.instrument, title=f"C{n}", starts_on=today)
        for n in range(3)
    )
    assert count_queries(lambda: analyst.get("/riverton/staff/surveys/")) == few
