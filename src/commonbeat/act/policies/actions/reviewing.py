"""Looking at a policy again."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.policies import queries
from commonbeat.act.policies.actions.steps import check, lock
from commonbeat.act.policies.models import Policy, PolicyReview
from commonbeat.act.policies.rules.reviews import Outcome, review_problem
from commonbeat.act.policies.rules.versions import next_review
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor
from commonbeat.measure.findings.models import Finding
from commonbeat.measure.findings.rules import RunState


@transaction.atomic
def review(
    *,
    actor: Actor,
    policy: Policy,
    answers: Mapping[str, str],
    outcome: str,
    finding: Finding | None = None,
    on: date | None = None,
) -> PolicyReview:
    """Write down a review of the version in force; the next one is due so many months later."""
    lock(policy)
    row = Policy.objects.select_related("agency").get(pk=policy.pk)
    day = on or row.agency.day()
    problems = review_problem(dict(answers))
    if problems:
        raise ValidationError(problems)
    check("" if outcome in Outcome.values else _("Choose one of the answers."), "outcome")
    version = queries.version_on(row, day)
    if version is None:
        raise ValidationError(_("No version is in force, so there is nothing to look at again."))
    _check_finding(row, finding)
    made = PolicyReview.objects.create(
        agency=row.agency,
        policy=row,
        version=version,
        due_on=row.next_review,
        done_on=day,
        by=actor.label[:200],
        finding=finding,
        outcome=outcome,
        **{name: answers[name].strip() for name in ("burden", "figures", "heard")},
    )
    row.next_review = next_review(day, row.review_months)
    row.save(update_fields=["next_review"])
    details = {"number": row.number, "outcome": outcome, "finding": finding.key if finding else None}
    audit.record(agency=row.agency, actor=actor, verb="policies.review", subject=row, details=details)
    agencies.touch_public(row.agency)
    return made


def _check_finding(policy: Policy, finding: Finding | None) -> None:
    """A review looks at a figure that the public sees or once saw, of this very agency."""
    public = (RunState.PUBLISHED, RunState.SUPERSEDED)
    if finding is not None and (finding.agency_id != policy.agency_id or finding.run.state not in public):
        raise ValidationError({"finding": _("Choose a figure that is published.")})
