"""Real worker processes, killed in the middle of the outbox: nothing is lost, and nobody gets a text twice."""

import pytest

from ground.messaging.killing import post

pytestmark = pytest.mark.slow
TEXTS = 120
KILLS = 5


@pytest.fixture
def outbox(tmp_path):
    """Texts that wait in a database of their own."""
    with post(tmp_path) as made:
        made.python("queue", TEXTS)
        yield made


def test_a_worker_killed_again_and_again_loses_no_text_and_doubles_none(outbox):
    outbox.kill_at_random(KILLS)
    outbox.wait_until_sent(TEXTS)
    assert len(outbox.lines("asked")) > 0
    assert (outbox.lost(), outbox.doubled()) == (0, 0)


def test_an_outbox_that_sends_again_without_asking_does_double(outbox):
    outbox.kill_at_random(KILLS, mode="naive")
    outbox.wait_until_sent(TEXTS)
    assert outbox.lost() == 0
    assert outbox.doubled() > 0


def test_two_workers_share_what_is_queued_while_they_work_and_no_wake_up_is_lost(outbox):
    for _ in range(2):
        outbox.start()
    for _ in range(3):
        outbox.python("queue", 15)
    outbox.wait_until_sent(TEXTS + 45)
    assert (outbox.lost(), outbox.doubled()) == (0, 0)
