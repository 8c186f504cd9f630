"""The long proof of the outbox: twenty kills of its worker at random moments, nothing lost and nothing doubled."""

import pytest

from ground.messaging.killing import post

TEXTS = 600
KILLS = 20


@pytest.fixture
def outbox(tmp_path):
    """Texts that wait in a database of their own."""
    with post(tmp_path) as made:
        made.python("queue", TEXTS)
        yield made


def test_twenty_kills_lose_no_text_and_double_none(outbox):
    """The gateway counts every call, so that a text handed over twice would show whatever our own tables say."""
    outbox.kill_at_random(KILLS, longest=0.6)
    outbox.wait_until_sent(TEXTS, seconds=120)
    looked_up = len(outbox.lines("asked"))
    print(f"{TEXTS} texts, {KILLS} kills, {looked_up} looked up; lost {outbox.lost()}, doubled {outbox.doubled()}")
    assert looked_up > KILLS
    assert (outbox.lost(), outbox.doubled()) == (0, 0)


def test_without_looking_up_twenty_kills_do_double(outbox):
    """The negative control: an outbox that sends again without asking."""
    outbox.kill_at_random(KILLS, mode="naive", longest=0.6)
    outbox.wait_until_sent(TEXTS, seconds=120)
    print(f"{TEXTS} texts, {KILLS} kills, sent again unasked; lost {outbox.lost()}, doubled {outbox.doubled()}")
    assert outbox.lost() == 0
    assert outbox.doubled() > 0
