"""What the ledger lists and tells, in a fixed number of queries however many promises there are."""

from datetime import timedelta

import pytest

from commonbeat.act.promises import actions, queries
from commonbeat.act.promises.rules import Show, State
from commonbeat.ground.agency.actions import set_value
from commonbeat.ground.people.models import Staff
from commonbeat.kit.tasks import ordered
from commonbeat.plumb import Estimate, Window, Withheld
from house.addresses import _run

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(promise, riverton, sergeant, today):
    """A promise that was kept and confirmed on its day."""

    def make(due=-5, **more):
        row, key = promise(due=due, made=due - 30, **more)
        actions.report_kept(actor=sergeant, commitment=row, on=today + timedelta(days=due))
        return actions.verify(agency=riverton, key=key, words="Yes.", public=True)

    return make


def test_the_list_shows_late_ones_first_and_pages(promise, kept, riverton):
    done = kept()
    late, _key = promise(due=-3)
    soon, _key = promise(due=3)
    found = queries.page_of(riverton)
    assert [one.row for one in found.listed] == [late, soon, done]
    assert (found.count, found.page, found.last) == (3, 1, 1)
    assert found.counts[Show.LATE] == 1
    for _one in range(7):
        promise(due=9)
    assert len(queries.page_of(riverton).listed) == queries.PER_PAGE
    assert [len(queries.page_of(riverton, page=page).listed) for page in (2, 99)] == [2, 2]
    assert [one.row for one in queries.page_of(riverton, Show.VERIFIED).listed] == [done]


def test_the_list_asks_the_same_few_questions_for_many(promise, riverton, count_queries):
    promise()
    few = count_queries(lambda: queries.page_of(riverton))
    for _one in range(6):
        promise()
    assert count_queries(lambda: queries.page_of(riverton)) == few <= 3
    assert count_queries(lambda: queries.for_home(riverton)) <= 4


def test_an_empty_ledger_tells_nothing(riverton, mill):
    assert queries.page_of(riverton).listed == ()
    assert not queries.for_home(riverton)
    assert not queries.for_area(riverton, mill)
    assert queries.years(riverton) == []
    assert queries.newest_entry(riverton) is None
    assert queries.first_fault(riverton) is None
    assert isinstance(queries.on_time(riverton).shown, Withheld)


def test_the_share_is_shown_from_the_agency_s_own_threshold(kept, riverton, console, today):
    for _one in range(3):
        kept()
    found = queries.on_time(riverton)
    assert (found.tally.due, found.minimum) == (3, 10)
    assert isinstance(found.shown, Withheld)
    value = {"people": 5, "count": 5, "rate": 30, "score": 3, "area": 30, "officer": 75}
    set_value(actor=console, agency=riverton, key="thresholds", value=value, effective_from=today, citation="Order 9")
    shown = queries.on_time(riverton).shown
    assert isinstance(shown, Estimate)
    assert (shown.numerator, shown.n, shown.synthetic) == (3, 3, False)


def test_another_window_and_another_place_count_their_own(kept, promise, riverton, mill, today):
    kept(neighborhood=mill)
    kept()
    year = Window(start=today - timedelta(days=900), end=today - timedelta(days=600))
    assert queries.on_time(riverton, year).tally.due == 0
    assert queries.on_time(riverton, neighborhood=mill).tally.due == 1
    area = queries.for_area(riverton, mill)
    assert (area.total, area.on_time.minimum, area.open) == (1, 30, 0)
    assert area.listed[0].voice == "Yes."
    home = queries.for_home(riverton)
    assert (home.on_time.tally.on_time, home.open, home.late, home.waiting) == (2, 0, 0, 0)


def test_years_are_those_in_which_something_came_due(kept, promise, riverton, today):
    kept(due=-370)
    promise(due=400)
    kept(due=0)
    assert queries.years(riverton) == sorted({today.year, (today - timedelta(days=370)).year}, reverse=True)


def test_what_waits_is_the_owner_s_own_and_for_leaders_what_is_late_or_disputed(
    promise, riverton, lakefield, sergeant, chief, person, today
):
    late, key = promise(due=-2, title="Late")
    promise(due=20, title="Later")
    promise(due=9, agreed=False, title="Fresh")
    nobody = Staff.objects.create(agency=riverton, name="Public Works", badge="P-1")
    promise(due=30, owner=nobody, title="Of somebody without an account")
    own = ordered(queries.waiting_for(sergeant, riverton), today)
    assert [one.title for one in own] == ["Late", "Fresh", "Later"]
    assert str(own[1].next_step) == "Accept it, or decline it and say why"
    assert own[0].arguments == (late.number,)
    leads = queries.waiting_for(chief, riverton)
    assert [(one.title, str(one.next_step)) for one in leads] == [
        ("Late", "Ask its owner what holds it up"),
        ("Of somebody without an account", "Report it kept, or agree on a new date"),
    ]
    actions.report_kept(actor=sergeant, commitment=late)
    actions.dispute(agency=riverton, key=key)
    assert str(queries.waiting_for(sergeant, riverton)[0].next_step).startswith("Begin again")
    assert queries.waiting_for(person("analyst", agency=riverton), riverton) == []
    assert queries.waiting_for(chief, lakefield) == []
    assert queries.open_for(sergeant.staff.get()).first() == late


def test_a_figure_is_the_neighborhood_s_own_where_it_has_one(riverton, lakefield, mill):
    run = _run(riverton, "published")
    whole = run.findings.get()
    assert queries.finding_of(riverton, "stops_count", mill) == whole
    assert queries.finding_of(riverton, "stops_count", None) == whole
    assert queries.finding_of(lakefield, "stops_count", None) is None
    assert ("stops_count", run.said("stops_count", "title", "en")) in queries.figures(riverton, "en")
    whole.pk, whole.key, whole.neighborhood = None, "own", mill
    whole.save()
    assert queries.finding_of(riverton, "stops_count", mill) == whole


def test_a_reason_a_voice_and_what_was_done_are_the_last_ones(promise, riverton, sergeant, chief):
    row, key = promise()
    assert (queries.record_of(row).voice, queries.record_of(row).reason, queries.record_of(row).done) == ("", "", "")
    actions.report_kept(actor=sergeant, commitment=row, words="Both are moved.")
    actions.dispute(agency=riverton, key=key, words="Only one.", public=True)
    actions.break_promise(actor=chief, commitment=row, reason="There is one pole only.")
    told = queries.record_of(row)
    assert (told.voice, told.reason, told.done) == ("Only one.", "There is one pole only.", "Both are moved.")
    assert queries.entry(row, told.events[0].sequence) == told.events[0]
    assert State(row.events.last().state) is State.BROKEN
