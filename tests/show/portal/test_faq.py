"""Common questions: answered in both languages, found by topic and by figure, and counted without anybody behind it."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client

from commonbeat.ground.audit.models import AuditEvent, Correction
from commonbeat.ground.library.models import TopicTag
from commonbeat.ground.people.models import Staff
from commonbeat.show.portal import access, actions
from commonbeat.show.portal.models import Faq, FaqHelp
from commonbeat.show.portal.queries import faq as queries
from commonbeat.show.portal.rules import faq as rules
from show.portal.conftest import ANSWER

BASE = "/riverton"


def test_the_finest_time_kept_is_the_month_and_an_hour_counts_so_many():
    assert rules.month_of(date(2027, 6, 16)) == date(2027, 6, 1)
    assert not rules.flooded(rules.HOURLY - 1)
    assert rules.flooded(rules.HOURLY)


def test_an_answer_stands_in_both_languages_with_who_keeps_it(client, answered, owner):
    row = answered()
    english = client.get(f"{BASE}/questions/{row.pk}/")
    page = english.content.decode()
    assert ANSWER["question_en"] in page
    assert "<p>It does not say why.</p>" in page
    assert owner.signed in page
    assert not english.cookies
    assert len(english.content) < 30_000
    assert ANSWER["question_es"] in client.get(f"{BASE}/es/questions/{row.pk}/").content.decode()


def test_the_list_is_by_topic_and_names_only_what_is_public(client, riverton, answered):
    topic = TopicTag.objects.create(agency=riverton, slug="force", name_en="Use of force", name_es="Uso de la fuerza")
    answered(topic=topic)
    answered(words={**ANSWER, "question_en": "A draft?", "question_es": "¿Un borrador?"}, published=False)
    answered(words={**ANSWER, "question_en": "Of no topic?", "question_es": "¿Sin tema?"})
    page = client.get(f"{BASE}/questions/").content.decode()
    assert page.index("Use of force") < page.index(ANSWER["question_en"]) < page.index("Other questions")
    assert "Of no topic?" in page
    assert "A draft?" not in page
    spanish = client.get(f"{BASE}/es/questions/").content.decode()
    assert "Uso de la fuerza" in spanish
    assert "¿Sin tema?" in spanish


def test_before_the_first_answer_the_page_says_where_to_ask(client, riverton):
    page = client.get(f"{BASE}/questions/").content.decode()
    assert "No question is answered here yet" in page
    assert f'href="{BASE}/tell-us/"' in page


def test_a_draft_is_not_there_for_the_public(client, answered):
    assert client.get(f"{BASE}/questions/{answered(published=False).pk}/").status_code == 404


@pytest.mark.parametrize("field", list(ANSWER))
def test_a_question_in_one_language_only_is_refused(answered, field):
    with pytest.raises(ValidationError) as refused:
        answered(words={**ANSWER, field: "  "})
    assert set(refused.value.message_dict) == {field}


def test_owner_topic_figure_and_day_must_be_of_this_agency_and_ahead(answered, lakefield, riverton, owner):
    stranger = Staff.objects.create(agency=lakefield, name="Lee", badge="L-1")
    topic = TopicTag.objects.create(agency=lakefield, slug="force", name_en="Force", name_es="Fuerza")
    gone = Staff.objects.create(agency=riverton, name="Gone", badge="G-1", ended=riverton.day())
    for field, more in (
        ("owner", {"owner": stranger}),
        ("owner", {"owner": gone}),
        ("topic", {"topic": topic}),
        ("measure", {"measure": "no_such_figure"}),
        ("review_by", {"review_by": riverton.day()}),
        ("review_by", {"review_by": riverton.day() + timedelta(days=3000)}),
    ):
        with pytest.raises(ValidationError) as refused:
            answered(**more)
        assert set(refused.value.message_dict) == {field}


def test_a_change_keeps_what_it_was_and_a_figure_withdrawn_since_may_stay(answered, console, owner, riverton):
    row = answered()
    Faq.objects.filter(pk=row.pk).update(measure="search_share")
    row.refresh_from_db()
    told = {"words": {**ANSWER, "answer_en": "Shorter."}, "owner": owner, "published": True}
    actions.change_answer(
        actor=console, faq=row, measure="search_share", review_by=riverton.day() + timedelta(days=9), **told
    )
    kept = Correction.objects.get(subject_type="portal.faq")
    assert (kept.field, kept.old, kept.new) == ("answer_en", ANSWER["answer_en"], "Shorter.")
    assert [event.verb for event in AuditEvent.objects.order_by("pk")] == [
        "portal.answer_question",
        "portal.change_answer",
    ]


def test_yes_and_no_are_counted_by_the_month_and_nothing_else_is_kept(riverton, answered):
    row, client = answered(), Client(enforce_csrf_checks=True)
    before = AuditEvent.objects.count()
    for said in ("yes", "yes", "no", "perhaps"):
        answer = client.post(f"{BASE}/questions/{row.pk}/", {"helped": said})
        assert answer.status_code == 302
        assert not answer.cookies
    kept = FaqHelp.objects.get()
    assert (kept.month, kept.yes, kept.no) == (riverton.day().replace(day=1), 2, 1)
    assert AuditEvent.objects.count() == before
    assert {field.name for field in FaqHelp._meta.get_fields()} == {"id", "agency", "faq", "month", "yes", "no"}
    thanks = client.get(answer["Location"]).content.decode()
    assert "Nothing about you was kept" in thanks
    assert 'name="helped"' not in thanks


def test_more_than_an_hour_may_bring_is_not_counted_and_a_neighbor_is_not_held_up(
    riverton, lakefield, answered, monkeypatch
):
    row = answered()
    theirs = Staff.objects.create(agency=lakefield, name="Lee", badge="L-1")
    other = answered(agency=lakefield, owner=theirs)
    monkeypatch.setattr(rules, "HOURLY", 2)
    assert [actions.count_help(faq=row, helped=True) for _time in range(3)] == [True, True, False]
    assert actions.count_help(faq=other, helped=False)
    assert FaqHelp.objects.get(faq=row).yes == 2
    assert caches["default"].get(queries.hour_key(riverton)) == 2


def test_the_page_of_a_figure_leads_to_what_explains_it(client, published, riverton, answered):
    figure = f"{BASE}/figures/search_share/"
    assert "What does this number mean?" not in client.get(figure).content.decode()
    row = answered(measure="search_share")
    page = client.get(figure)
    assert f'href="{BASE}/questions/{row.pk}/"' in page.content.decode()
    assert len(page.content) < 30_000
    assert f'href="{BASE}/figures/search_share/"' in client.get(f"{BASE}/questions/{row.pk}/").content.decode()
    assert "questions/" not in client.get(f"{BASE}/figures/stops_count/").content.decode().split("<footer")[0]


def test_staff_see_the_counts_and_write_by_the_form(sign_in, keeper, riverton, answered, owner, count_queries):
    row = answered()
    actions.count_help(faq=row, helped=True)
    client = sign_in(keeper)
    page = client.get(f"{BASE}/staff/portal/questions/").content.decode()
    assert "It helped" in page
    one = count_queries(lambda: client.get(f"{BASE}/staff/portal/questions/"))
    for number in range(2):
        answered(words={**ANSWER, "question_en": f"Question {number}?"})
    assert count_queries(lambda: client.get(f"{BASE}/staff/portal/questions/")) == one
    assert "Did it help?" in client.get(f"{BASE}/staff/portal/questions/{row.pk}/").content.decode()
    sent = {**ANSWER, "owner": owner.pk, "review_by": riverton.day() + timedelta(days=30), "published": "on"}
    assert client.post(f"{BASE}/staff/portal/questions/new/", {**sent, "question_en": "New?"}).status_code == 302
    assert client.post(f"{BASE}/staff/portal/questions/{row.pk}/", {**sent, "published": ""}).status_code == 302
    assert not Faq.objects.get(pk=row.pk).published
    assert client.post(f"{BASE}/staff/portal/questions/new/", {**sent, "answer_es": ""}).status_code == 422


def test_a_neighbor_s_question_is_not_there(lakefield, answered, keeper, riverton):
    theirs = Staff.objects.create(agency=lakefield, name="Lee", badge="L-1")
    row = answered(agency=lakefield, owner=theirs)
    assert access.question(keeper, riverton, row.pk) is None
    assert not access.questions(keeper, lakefield).filter(published=False).exists()
    assert queries.topic(riverton, "") is None
