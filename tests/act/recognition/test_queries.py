"""What is read of praise: a comment with its marks, pages, the desk, the Monday list; each in a few reads."""

from datetime import timedelta

import pytest

from act.recognition.conftest import LEFT, WORDS
from commonbeat.act.recognition import actions, queries
from commonbeat.act.recognition.models import NoDigest, Praise
from commonbeat.ground.agency.actions import set_value
from commonbeat.listen.surveys import queries as surveys

pytestmark = pytest.mark.django_db


def test_a_comment_comes_with_what_to_take_out_but_for_the_officers_own_name(waiting, ana):
    comment = queries.comment_of(waiting(staff=ana))
    assert (comment.words, comment.staff, comment.public) == (WORDS, ana, False)
    assert comment.suggested == LEFT


def test_of_an_unknown_officer_every_name_is_marked(waiting):
    assert "Lindqvist" not in queries.comment_of(waiting()).suggested


def test_what_was_decided_has_no_words_here(waiting, reader):
    row = actions.leave_out(actor=reader, praise=waiting(), reason="elsewhere")
    assert queries.comment_of(row) is None


def test_one_comment_is_found_at_its_agency_while_it_may_be_shown(riverton, lakefield, sealed):
    reference, silent = sealed(), sealed(consent="none")
    assert surveys.comment_to_redact(riverton, reference).words == WORDS
    assert surveys.comment_to_redact(lakefield, reference) is None
    assert surveys.comment_to_redact(riverton, silent) is None


def test_about_whom_a_comment_is(waiting, officer, sergeant, reader, ana, console):
    comment, unknown = queries.comment_of(waiting(staff=ana)), queries.comment_of(waiting("Calm."))
    assert queries.is_about(officer, comment)
    assert queries.is_about(sergeant, comment)
    assert not queries.is_about(reader, comment)
    assert not queries.is_about(console, comment)
    assert not queries.is_about(officer, unknown)


def test_an_officer_without_supervisor_or_account_is_about_nobody_who_reads(waiting, reader, ana):
    ana.user = ana.supervisor = None
    ana.save()
    assert not queries.is_about(reader, queries.comment_of(waiting(staff=ana)))


def test_pages_hold_a_dozen_and_any_number_leads_to_one(passed, riverton, officer):
    rows = [passed(f"{number} kind words") for number in range(13)]
    shown = queries.own_shown(officer, riverton)
    first, second = queries.page_of(shown), queries.page_of(shown, 2)
    assert [row.pk for row in (*first.rows, *second.rows)] == [row.pk for row in reversed(rows)]
    assert (first.page, first.last, queries.page_of(shown, 99).page, queries.page_of(shown, -3).page) == (1, 2, 2, 1)


def test_one_s_own_by_what_became_of_it(passed, riverton, officer):
    one, filed, hidden = passed("One."), passed("Two."), passed("Three.")
    actions.choose(actor=officer, praise=filed, keeping="filed")
    actions.choose(actor=officer, praise=hidden, keeping="hidden")
    assert list(queries.own_shown(officer, riverton)) == [filed, one]
    assert list(queries.own_shown(officer, riverton, "filed")) == [filed]
    assert list(queries.own_shown(officer, riverton, "hidden")) == [hidden]


def test_the_desk_shows_the_newest_three_in_two_reads(passed, riverton, officer, sergeant, django_assert_num_queries):
    rows = [passed(f"{number} words") for number in range(5)]
    for user in (officer, sergeant):
        user.may("see_own_praise", riverton)
    with django_assert_num_queries(2):
        assert list(queries.news(officer, riverton).own) == rows[:1:-1]
    with django_assert_num_queries(2):
        assert list(queries.news(sergeant, riverton).people) == rows[:1:-1]


def test_what_waits_stands_on_the_list_of_those_who_read_due_after_the_days_that_are_set(
    waiting, riverton, lakefield, reader, officer, person, console, today
):
    assert queries.waiting_for(reader, riverton) == []
    row = waiting()
    (one,) = queries.waiting_for(reader, riverton)
    assert (one.address, one.arguments, one.due) == ("praise_read", (row.pk,), today + timedelta(days=7))
    assert queries.waiting_for(officer, riverton) == []
    assert queries.waiting_for(person("clerk", agency=lakefield), lakefield) == []
    set_value(
        actor=console, agency=riverton, key="praise", value={"read_days": 3}, effective_from=today, citation="Order 4"
    )
    assert queries.waiting_for(reader, riverton)[0].due == today + timedelta(days=3)


def test_more_that_waits_takes_no_more_reads(waiting, riverton, reader, count_queries):
    waiting("One.")
    first = count_queries(lambda: queries.waiting_for(reader, riverton))
    waiting("Two."), waiting("Three.")
    assert count_queries(lambda: queries.waiting_for(reader, riverton)) == first


def test_who_supervises(riverton, officer, sergeant):
    assert queries.supervises(sergeant, riverton)
    assert not queries.supervises(officer, riverton)


def test_rows_say_what_they_are(waiting, ana, officer):
    row = waiting()
    assert str(row) == f"{row.pk}: Waits to be read"
    actions.set_digest(actor=officer, staff=ana, wanted=False)
    assert not queries.wants_digest(ana)
    assert str(NoDigest.objects.get()) == "Ana Lindqvist"
    assert Praise.objects.count() == 1
