"""What every write of a policy's version has in common: the lock, the check, the step, the entry in the trail."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from commonbeat.act.policies.models import Policy, PolicyVersion, VersionStep
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.versions import move_problem
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor

WORDS = ("text", "text_es", "summary", "summary_es", "change", "change_es")
"""What a version says; what people are asked about is kept as it was."""


def check(problems: str | Iterable[str], field: str = "") -> None:
    """Refuse, in words, if there are any."""
    found = [problems] if isinstance(problems, str) else list(problems)
    found = [words for words in found if words]
    if found:
        raise ValidationError({field: found} if field else found)


def lock(policy: Policy) -> None:
    """Let one writer at a time go on with this policy."""
    Policy.objects.select_for_update().get(pk=policy.pk)


def take(version: PolicyVersion) -> PolicyVersion:
    """The version as it stands now, held until the transaction ends."""
    lock(version.policy)
    return PolicyVersion.objects.select_related("policy__agency", "agency").get(pk=version.pk)


def move(
    row: PolicyVersion,
    to: VersionState,
    *,
    actor: Actor,
    verb: str,
    day: date,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
    **changes: Any,
) -> PolicyVersion:
    """Check the step, take it, and write it into history and trail; `changes` are set on the version with its state."""
    check(move_problem(row.state, to))
    row.state = to
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *changes])
    VersionStep.objects.create(
        agency=row.agency, version=row, state=to, day=day, by=actor.label[:200], reason=reason[:500]
    )
    told = {"number": row.policy.number, "version": row.number, "state": str(to), **(details or {})}
    audit.record(agency=row.agency, actor=actor, verb=verb, subject=row, details=told)
    agencies.touch_public(row.agency)
    return row
