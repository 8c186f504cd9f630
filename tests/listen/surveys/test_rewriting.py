"""Answers leave their boxes five or more together, with the month and not the day, in the sealed space alone."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError

from commonbeat.ground.audit import queries as trail
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.kit.spaces import MAIN, SEALED
from commonbeat.listen.surveys import actions, keys, queries
from commonbeat.listen.surveys.models import Comment, OpenAnswer, Response, ResponseItem, UsedLink, Waiting
from listen.surveys.conftest import DAY, LATER, NOW, at

pytestmark = pytest.mark.django_db


def test_four_answers_wait_and_the_fifth_takes_all_of_them_out(asking):
    for _answer in range(4):
        asking.finished("1", "1", "1", "1")
    assert actions.rewrite(agency=asking.agency, now=NOW) == 0
    asking.finished("5", "", "2", "3")
    assert actions.rewrite(agency=asking.agency, now=NOW) == 10, "five answers and five boxes for words"
    assert not Waiting.objects.exists()
    assert set(Response.objects.values_list("month", "area", "channel", "instrument_version")) == {
        (date(2026, 11, 1), "old-mill", "web", 1)
    }
    assert sorted(ResponseItem.objects.filter(item="treatment").values_list("code", flat=True)) == list("11115")
    assert ResponseItem.objects.filter(item="explained").count() == 4, "who would rather not say has no code"
    assert Response.objects.values("campaign").distinct().get()["campaign"] == asking.campaign.reference


def test_the_entry_names_the_campaign_and_the_day_and_nothing_else(asking):
    for _answer in range(5):
        asking.finished("1", "1", "1", "1")
    before = AuditEvent.objects.using(MAIN).count()
    actions.rewrite(agency=asking.agency, now=NOW)
    (entry,) = AuditEvent.objects.using(SEALED).of(asking.agency.pk)
    assert entry.verb == "surveys.rewrite"
    assert entry.details == {"campaign": asking.campaign.reference.hex, "day": "2026-11-20"}
    assert (entry.actor_id, entry.subject_type, entry.subject_id) == (None, "", "")
    assert AuditEvent.objects.using(MAIN).count() == before
    assert trail.verify(asking.agency.pk, using=SEALED).ok


def test_after_sixty_days_the_area_is_left_out_and_then_the_month(asking):
    for area in ("old-mill", "old-mill", "hill", "hill", "station"):
        asking.finished("2", "1", "1", "1", area=area)
    assert actions.rewrite(agency=asking.agency, now=at(DAY + timedelta(days=59))) == 5, "the words alone"
    assert actions.rewrite(agency=asking.agency, now=at(DAY + LATER)) == 5
    assert set(Response.objects.values_list("month", "area")) == {(date(2026, 11, 1), "")}
    for month in (9, 9, 10, 10, 10):
        asking.finished("2", "1", "1", "1", on=date(2026, month, 20))
    actions.rewrite(agency=asking.agency, now=at(DAY + LATER))
    assert set(Response.objects.values_list("month", "area")) == {(date(2026, 11, 1), ""), (None, "")}


def test_an_answer_that_nobody_finished_is_closed_after_a_day_and_keeps_the_core_item(asking):
    token = asking.finished("4", "1")
    assert actions.time_out(agency=asking.agency, now=at(DAY + timedelta(days=1))) == 0
    assert actions.time_out(agency=asking.agency, now=at(DAY + timedelta(days=2))) == 1
    assert not OpenAnswer.objects.exists()
    (kept,) = [keys.taken_up(row.box) for row in Waiting.objects.all()]
    assert (kept.part, kept.answers, kept.since) == ("core", (("treatment", "4"),), "2026-11-22")
    assert UsedLink.objects.get().forget_on == date(2026, 12, 6)
    with pytest.raises(actions.Closed):
        actions.answer(agency=asking.agency, token=token, item="treatment", code="1", now=NOW)


def test_whoever_answers_by_text_leaves_no_box_for_words(asking):
    asking.invite("+16125550190")
    for body in "2111":
        actions.answer_by_text(agency=asking.agency, number="+16125550190", body=body, now=NOW)
    assert [keys.taken_up(row.box).part for row in Waiting.objects.all()] == ["whole"]


def test_the_neighbors_answers_are_not_counted_with_ours(asking, lakefield, console):
    for _answer in range(5):
        asking.finished("1", "1", "1", "1")
    assert actions.rewrite(agency=lakefield, now=NOW) == 0
    assert actions.time_out(agency=lakefield, now=at(DAY + LATER)) == 0
    assert queries.waiting_count(lakefield) == 0
    assert queries.waiting_count(asking.agency) == 10


@pytest.fixture
def commented(asking):
    """Five people finished; one lets us show the words to the officer, one does not."""
    officer = str(uuid4())
    asking.finished("1", "1", "1", "1", words="She was kind.", consent="officer", staff_reference=officer)
    asking.finished("5", "3", "3", "3", words="He never came back.", consent="none", staff_reference=officer)
    for _answer in range(3):
        asking.finished("1", "1", "1", "1", consent="officer")
    actions.rewrite(agency=asking.agency, now=NOW)
    return officer


def test_words_are_sealed_with_the_officer_and_stand_beside_no_answer(asking, commented):
    assert Comment.objects.count() == 2
    for row in Comment.objects.all():
        assert commented not in row.words
        assert "kind" not in row.words
    assert len({len(row.words) for row in Comment.objects.all()}) == 1
    assert {field.name for field in Comment._meta.get_fields()} == {
        "id",
        "agency_id",
        "month",
        "consent",
        "words",
        "taken_on",
    }


def test_only_words_with_a_yes_wait_to_be_redacted(asking, lakefield, commented):
    (reference,) = queries.comments_to_redact(asking.agency)
    found = queries.comment_to_redact(asking.agency, reference)
    assert (found.words, str(found.staff), found.consent) == ("She was kind.", commented, "officer")
    assert found.month == date(2026, 11, 1)
    assert queries.officers_of(asking.agency, [reference]) == {reference: UUID(commented)}
    assert queries.comments_to_redact(lakefield) == set()
    assert queries.officers_of(lakefield, [reference]) == {}


def test_which_wait_is_known_without_a_key_and_what_no_key_opens_is_passed_over(asking, commented, settings):
    (reference,) = queries.comments_to_redact(asking.agency)
    settings.FIELDS_KEY = "another installation's " * 3
    assert queries.comments_to_redact(asking.agency) == {reference}
    assert queries.officers_of(asking.agency, [reference]) == {}
    assert queries.comment_to_redact(asking.agency, reference) is None


def test_words_that_were_taken_over_are_emptied_and_the_trail_says_who_took_them(asking, lakefield, commented, person):
    clerk = person("clerk", agency=asking.agency)
    (reference,) = queries.comments_to_redact(asking.agency)
    refused = Comment.objects.get(consent="none").pk
    for agency, pk in ((lakefield, reference), (asking.agency, refused), (asking.agency, uuid4())):
        with pytest.raises(ValidationError, match="not here any more"):
            actions.mark_taken(actor=clerk, agency=agency, comment=pk)
    row = actions.mark_taken(actor=clerk, agency=asking.agency, comment=reference, now=NOW)
    assert (row.words, row.taken_on) == ("", DAY)
    assert queries.comments_to_redact(asking.agency) == set()
    with pytest.raises(ValidationError, match="not here any more"):
        actions.mark_taken(actor=clerk, agency=asking.agency, comment=reference)
    entry = AuditEvent.objects.using(SEALED).get(verb="surveys.mark_taken")
    assert (entry.actor_label, entry.subject_id) == (clerk.label, str(reference))


def test_words_go_when_they_were_taken_over_or_could_be_shown_to_nobody_for_long_enough(asking, lakefield, commented):
    for _answer in range(5):
        asking.finished("1", "1", "1", "1", words="New.", consent="none", on=DAY + timedelta(days=30))
    actions.rewrite(agency=asking.agency, now=at(DAY + timedelta(days=30)))
    (reference,) = queries.comments_to_redact(asking.agency)
    actions.mark_taken(actor=asking.actor, agency=asking.agency, comment=reference, now=NOW)
    before = {"thread": at(DAY)}
    assert actions.destroy_due(agency=asking.agency, before=before) == {"survey_comments": 0}
    before = {"thread": at(DAY + timedelta(days=20))}
    assert actions.destroy_due(agency=lakefield, before=before) == {"survey_comments": 0}
    assert actions.destroy_due(agency=asking.agency, before=before) == {"survey_comments": 2}
    Comment.objects.update(month=None)
    assert actions.destroy_due(agency=asking.agency, before={"thread": NOW}) == {"survey_comments": 5}


def test_a_comment_about_nobody_known_has_no_officer(asking):
    for _answer in range(5):
        asking.finished("1", "1", "1", "1", words="Thanks.", consent="officer")
    actions.rewrite(agency=asking.agency, now=NOW)
    found = queries.officers_of(asking.agency, queries.comments_to_redact(asking.agency))
    assert set(found.values()) == {None}
    assert len(found) == 5


def test_words_that_nobody_took_over_go_as_well_once_their_month_is_long_past(asking, lakefield, commented):
    (reference,) = queries.comments_to_redact(asking.agency)
    Comment.objects.exclude(pk=reference).delete()
    month = Comment.objects.get().month
    for agency, day in ((asking.agency, month + timedelta(days=29)), (lakefield, month + timedelta(days=400))):
        assert actions.destroy_due(agency=agency, before={"thread": at(day)}) == {"survey_comments": 0}
    Comment.objects.update(month=None)
    late = {"thread": at(month + timedelta(days=400))}
    assert actions.destroy_due(agency=asking.agency, before=late) == {"survey_comments": 0}, "its reader's room does it"
    Comment.objects.update(month=month)
    assert actions.destroy_due(agency=asking.agency, before={"thread": at(date(2026, 12, 1))}) == {"survey_comments": 1}
    assert not Comment.objects.exists()


def test_cells_count_what_was_answered_and_who_was_asked(asking):
    for code in ("1", "1", "2", "5", ""):
        asking.finished(code, "1", "2", "1")
    for _answer in range(5):
        asking.finished("2", "1", "1", "1", on=DAY - timedelta(days=30), area="hill")
    asking.invite("+16125559999")
    actions.rewrite(agency=asking.agency, now=NOW)
    campaign = asking.campaign.reference.hex
    table = queries.answered(asking.agency)
    assert table.columns == ("campaign", "version", "area", "month", "code", "responses")
    assert table.rows == (
        (campaign, 1, "hill", "2026-10", "2", 5),
        (campaign, 1, "old-mill", "2026-11", None, 1),
        (campaign, 1, "old-mill", "2026-11", "1", 2),
        (campaign, 1, "old-mill", "2026-11", "2", 1),
        (campaign, 1, "old-mill", "2026-11", "5", 1),
    )
    assert queries.answered(asking.agency, "listened").column("code") == ["1", "2"]
    assert queries.invited(asking.agency, DAY).rows == (
        (campaign, "hill", "2026-10", 5),
        (campaign, "old-mill", "2026-11", 6),
    )
    assert queries.months(asking.campaign, DAY) == [
        queries.Month("2026-11", 6, 5),
        queries.Month("2026-10", 5, 5),
    ]


def test_answers_whose_month_is_not_kept_are_counted_for_the_campaign(asking):
    for month in (9, 9, 10, 10, 10):
        asking.finished("2", "1", "1", "1", on=date(2026, month, 20))
    actions.rewrite(agency=asking.agency, now=at(DAY + LATER))
    assert queries.months(asking.campaign, DAY)[-1] == queries.Month("", 0, 5)


def test_sealed_rows_say_nothing_but_their_ids(asking):
    token = asking.finished("1")
    assert str(OpenAnswer.objects.get()) == keys.lookup_of(token)[:8]
    for _answer in range(5):
        asking.finished("1", "1", "1", "1", words="Thanks.", consent="officer")
    assert str(UsedLink.objects.first()) == UsedLink.objects.first().pk[:8]
    assert str(Waiting.objects.first()) == str(Waiting.objects.first().pk)
    actions.rewrite(agency=asking.agency, now=NOW)
    assert str(Response.objects.first()) == str(Response.objects.first().pk)
    assert str(ResponseItem.objects.filter(item="helped").first()) == "helped: 1"
    assert str(Comment.objects.first()) == str(Comment.objects.first().pk)
