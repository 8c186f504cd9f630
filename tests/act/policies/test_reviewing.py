"""Looking at a policy again."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commonbeat.act.policies import actions
from commonbeat.measure.findings.models import Finding, Run

pytestmark = pytest.mark.django_db


def test_a_review_needs_a_version_in_force_and_a_public_figure(in_force, draft, writer):
    answers = dict.fromkeys(("burden", "figures", "heard"), "We do not know, nobody counted it.")
    with pytest.raises(ValidationError, match="nothing to look at"):
        actions.review(actor=writer, policy=draft("9", title="X").policy, answers=answers, outcome="keep")
    policy = in_force().policy
    with pytest.raises(ValidationError, match="one of the answers"):
        actions.review(actor=writer, policy=policy, answers=answers, outcome="perhaps")
    made = actions.review(actor=writer, policy=policy, answers=answers, outcome="change")
    assert str(made) == "It is to be changed"


def test_a_review_looks_at_a_figure_of_its_own_agency(in_force, lakefield, writer, today):
    run = Run.objects.create(
        agency=lakefield,
        study="x",
        state="published",
        started_at=timezone.now(),
        ended_at=timezone.now(),
        window_start=today,
        window_end=today,
        as_of=today,
    )
    figure = Finding.objects.create(
        agency=lakefield, run=run, key="m", measure="m", period_start=today, period_end=today, shown={}
    )
    answers = dict.fromkeys(("burden", "figures", "heard"), "We do not know, nobody counted it.")
    with pytest.raises(ValidationError, match="figure that is published"):
        actions.review(actor=writer, policy=in_force().policy, answers=answers, outcome="keep", finding=figure)
