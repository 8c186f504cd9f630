"""What is read of praise: a comment with its marks, pages, the desk, the Monday list; each in a few reads."""

from datetime import date, timedelta

import pytest

from act.recognition.conftest import LEFT, WORDS
from commonbeat.act.recognition import actions, queries
from commonbeat.act.recognition.models import NoDigest, Praise
from commonbeat.act.recognition.rules import Standing
from commonbeat.ground.agency.actions import set_value
from commonbeat.ground.people.models import Staff
from commonbeat.listen.surveys import queries as surveys

pytestmark = pytest.mark.django_db


def test_a_comment_comes_with_what_to_take_out_but_for_the_officers_own_name(waiting, ana):
    comment = queries.comment_of(waiting())
    assert (comment.words, comment.staff, comment.public) == (WORDS, ana, False)
    assert comment.suggested == LEFT


def test_of_an_officer_who_left_meanwhile_or_whom_nobody_knows_no_words_are_shown(
    riverton, waiting, reader, ana, today
):
    row, unknown = waiting(), waiting("Calm.")
    Staff.objects.filter(pk=ana.pk).update(ended=today)
    assert queries.look(reader, row) == queries.Look(Standing.NOBODYS, None)
    assert queries.comment_of(unknown) is None
    assert queries.waiting_for(reader, riverton) == []


def test_what_was_decided_has_no_words_here(waiting, reader):
    row = actions.leave_out(actor=reader, praise=waiting(), reason="elsewhere")
    assert queries.comment_of(row) is None


def test_one_comment_is_found_at_its_agency_while_it_may_be_shown(riverton, lakefield, sealed):
    reference, silent = sealed(), sealed(consent="none")
    assert surveys.comment_to_redact(riverton, reference).words == WORDS
    assert surveys.comment_to_redact(lakefield, reference) is None
    assert surveys.comment_to_redact(riverton, silent) is None


@pytest.fixture
def above(riverton, person, sergeant, ana):
    """Everybody above Ana: the sergeant, a lieutenant who has left, and a captain; and a detective beside her."""
    found = {"sergeant": sergeant}
    for name in ("captain", "lieutenant", "detective"):
        found[name] = person("clerk", agency=riverton, name=name.title())
        Staff.objects.create(agency=riverton, user=found[name], name=name.title(), badge=name)
    by_name = {name: user.staff.get() for name, user in found.items()}
    chain = (("sergeant", "lieutenant"), ("lieutenant", "captain"), ("captain", "sergeant"), ("detective", "sergeant"))
    for below, one in chain:
        Staff.objects.filter(pk=by_name[below].pk).update(supervisor=by_name[one])
    Staff.objects.filter(pk=by_name["lieutenant"].pk).update(ended=date(2027, 1, 1))
    return found


def test_nobody_reads_a_comment_on_themselves_or_on_anybody_below_them_however_far(
    riverton, waiting, officer, above, reader, console
):
    """The list runs in a circle, too: that stops nothing."""
    row = waiting()
    for actor in (officer, *(above[name] for name in ("sergeant", "lieutenant", "captain"))):
        assert queries.look(actor, row) == queries.Look(Standing.ANOTHERS, None)
    for actor in (reader, above["detective"], console):
        look = queries.look(actor, row)
        assert look.standing is Standing.THEIRS
        assert look.comment.words == WORDS


def test_what_somebody_cannot_decide_about_is_only_counted_for_them(riverton, waiting, above, reader, settings):
    row, other = waiting(), waiting(staff=above["detective"].staff.get())
    assert list(queries.to_read(reader, riverton).rows) == [row, other]
    captain = queries.to_read(above["captain"], riverton)
    assert (list(captain.rows), captain.anothers, captain.closed) == ([], 2, 0)
    detective = queries.to_read(above["detective"], riverton)
    assert (list(detective.rows), detective.anothers) == ([row], 1)
    assert [one.arguments for one in queries.waiting_for(above["detective"], riverton)] == [(row.pk,)]
    settings.FIELDS_KEY = "another installation's " * 3
    lost = queries.to_read(reader, riverton)
    assert (list(lost.rows), lost.anothers, lost.closed) == ([], 0, 2)
    assert queries.look(reader, row) == queries.Look(Standing.CLOSED, None)


def test_an_officer_without_supervisor_or_account_is_above_nobody_who_reads(waiting, reader, ana):
    ana.user = ana.supervisor = None
    ana.save()
    assert queries.look(reader, waiting()).standing is Standing.THEIRS


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
