"""The phones of the demonstration: a text once for each reference, found again by any process, in its own order."""

import sqlite3
import threading

import pytest

from commonbeat.ground.messaging import simulator

ADA, BEN = "+16125550142", "+16125550143"


@pytest.fixture(autouse=True)
def _demonstration(settings):
    settings.DEMO = True


def test_a_text_arrives_once_for_each_reference():
    assert simulator.deliver("one", ADA, "Hello")
    assert not simulator.deliver("one", ADA, "Hello")
    assert simulator.deliver("two", ADA, "Hello")
    assert [text.body for text in simulator.conversation(ADA)] == ["Hello", "Hello"]


def test_the_gateway_can_be_asked_what_it_has():
    simulator.deliver("one", ADA, "Hello")
    assert simulator.look_up("one")
    assert not simulator.look_up("two")


def test_a_phone_shows_both_sides_in_their_order_and_the_newest_phone_comes_first():
    simulator.deliver("one", ADA, "How was it?")
    simulator.deliver("two", BEN, "How was it?")
    reference = simulator.say(ADA, "5")
    assert [(text.body, text.mine) for text in simulator.conversation(ADA)] == [("How was it?", False), ("5", True)]
    assert simulator.conversation(ADA)[1].reference == reference
    assert simulator.conversation(ADA)[0].at.tzinfo is not None
    assert simulator.numbers() == [ADA, BEN]


def test_every_thread_sees_the_same_phones():
    simulator.deliver("one", ADA, "Hello")
    found = []
    thread = threading.Thread(target=lambda: found.append(simulator.look_up("one")))
    thread.start()
    thread.join()
    assert found == [True]


def test_the_store_keeps_every_text_before_it_says_so(settings):
    simulator.deliver("one", ADA, "Hello")
    path = settings.DATA_DIR / simulator.FILE
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert simulator._connection().execute("PRAGMA synchronous").fetchone() == (2,)


def test_phones_that_were_thrown_away_begin_anew(settings):
    simulator.deliver("one", ADA, "Hello")
    for file in settings.DATA_DIR.glob(f"{simulator.FILE}*"):
        file.unlink()
    assert simulator.numbers() == []
