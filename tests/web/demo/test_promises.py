"""The demonstration's promises: in the states of the picture, on whatever day of the year it is loaded."""

from datetime import date

import pytest

from commonbeat.act.promises import queries
from commonbeat.act.promises.models import Commitment, CommitmentEvent
from commonbeat.act.promises.rules import Mark
from commonbeat.ground.agency.models import Agency
from commonbeat.web.demo import promises
from commonbeat.web.demo.agency import NOTICE, found

pytestmark = pytest.mark.django_db
PICTURE = {Mark.KEPT: 9, Mark.REPORTED: 1, Mark.DISPUTED: 1, Mark.MOVED: 1, Mark.LATE: 1, Mark.BROKEN: 1}


@pytest.fixture
def demonstration(console, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return found(console)


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2027, 2, 3), date(2028, 2, 29), date(2027, 12, 31)])
def test_fourteen_came_due_this_year_and_nine_were_kept_on_time(demonstration, console, monkeypatch, day):
    by_its_calendar = Agency.day
    monkeypatch.setattr(Agency, "day", lambda self, moment=None: by_its_calendar(self, moment) if moment else day)
    promises.make_all(console, demonstration, lambda _words: None)
    tally = queries.on_time(demonstration).tally
    assert {mark: count for mark, count in tally.counts.items() if count} == PICTURE
    assert queries.for_home(demonstration).open == 6
    assert queries.first_fault(demonstration) is None
    assert set(Commitment.objects.values_list("synthetic", flat=True)) == {True}
    days = list(CommitmentEvent.objects.order_by("sequence").values_list("day", flat=True))
    assert days == sorted(days)
    assert days[-1] <= day


def test_loading_again_makes_nothing_twice(demonstration, console):
    said = []
    for _time in range(2):
        promises.make_all(console, demonstration, said.append)
    assert said == [f"{len(promises.PLANS)} promises, all of them made up"] * 2


def test_every_page_says_that_promises_are_made_up():
    assert "promises are made up." in NOTICE["en"]
    assert "las promesas son inventados." in NOTICE["es"]
