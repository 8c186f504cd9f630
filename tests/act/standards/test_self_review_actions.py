"""The life of a self-review, step by step, and what each step refuses."""


def test_smoke(closed):
    assert closed.stage == "closed"
    assert closed.snapshot.sequence == 1
