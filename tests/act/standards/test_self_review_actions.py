"""The life of a self-review, step by step, and what each step refuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from commonbeat.act.standards.actions import self_review as actions


def test_smoke(closed):
    assert closed.stage == "closed"
    assert closed.snapshot.sequence == 1
