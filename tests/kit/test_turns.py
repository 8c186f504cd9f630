"""Writers of one kind follow each other, and nobody waits for ever."""

import threading

import pytest
from django.db import connection, transaction

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import System
from commonbeat.kit.turns import take_turn

pytestmark = pytest.mark.django_db(transaction=True)


def side_by_side(*doings):
    """Run each in a transaction of its own, all at once, but on SQLite, which has one writer; what each raised."""
    found = [None] * len(doings)

    def run(place, doing):
        try:
            with transaction.atomic():
                doing()
        except Exception as problem:
            found[place] = problem
        finally:
            connection.close()

    if connection.vendor == "sqlite":
        for doing in doings:
            with transaction.atomic():
                doing()
        return found
    threads = [threading.Thread(target=run, args=entry) for entry in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def test_the_second_begins_when_the_first_has_ended():
    order, first_is_in = [], threading.Event()

    def first():
        take_turn("count", 1)
        first_is_in.set()
        order.append("first in")
        threading.Event().wait(0.2)
        order.append("first out")

    def second():
        first_is_in.wait(0.1)
        take_turn("count", 1)
        order.append("second in")

    assert side_by_side(first, second) == [None, None]
    assert order in (["first in", "first out", "second in"], ["second in", "first in", "first out"])


def test_a_turn_and_the_trail_do_not_wait_for_each_other(riverton):
    """One takes its turn, then writes to the trail; the other writes to the trail, then says that pages changed."""
    turn_taken, entry_made = threading.Event(), threading.Event()

    def turn_then_trail():
        agencies.take_turns(riverton, "wishes")
        turn_taken.set()
        entry_made.wait(0.3)
        audit.record(agency=riverton, actor=System("work"), verb="agency.change", subject=riverton)

    def trail_then_public():
        turn_taken.wait(0.3)
        audit.record(agency=riverton, actor=System("work"), verb="agency.change", subject=riverton)
        entry_made.set()
        agencies.touch_public(riverton)

    assert side_by_side(turn_then_trail, trail_then_public) == [None, None]


@pytest.mark.parametrize(("doing", "whose"), [("count", 2), ("send", 1)])
def test_other_owners_and_other_doings_do_not_wait(doing, whose):
    order = []

    def first():
        take_turn("count", 1)
        order.append("first in")
        if connection.vendor == "postgresql":
            threading.Event().wait(0.3)
        order.append("first out")

    def other():
        threading.Event().wait(0.1)
        take_turn(doing, whose)
        order.append("other in")

    assert side_by_side(first, other) == [None, None]
    if connection.vendor == "postgresql":
        assert order == ["first in", "other in", "first out"]
