"""Putting a tool on the list of technology in use, and changing what the list says of it."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.policies.models import Policy
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor
from commonbeat.show.portal.actions.keeping import check_kept
from commonbeat.show.portal.models import TechnologyRegister
from commonbeat.show.portal.rules.keeping import both_languages
from commonbeat.show.portal.rules.technology import days_problems

TEXTS = tuple(f"{what}_{language}" for what in ("purpose", "data", "decides", "review") for language in ("en", "es"))


def list_technology(
    *,
    actor: Actor,
    agency: Agency,
    words: Mapping[str, str],
    owner: Staff,
    since: date,
    next_review: date,
    until: date | None = None,
    last_review: date | None = None,
    policy: Policy | None = None,
) -> TechnologyRegister:
    """Put a tool on the public list; `words` holds name, maker and every text. Raises ValidationError by field."""
    row = TechnologyRegister(agency=agency, synthetic=agency.demo)
    row.since, row.until, row.last_review, row.next_review = since, until, last_review, next_review
    return _write(actor, row, words, owner, policy, verb="portal.list_technology")


def change_technology(
    *,
    actor: Actor,
    tool: TechnologyRegister,
    words: Mapping[str, str],
    owner: Staff,
    since: date,
    next_review: date,
    until: date | None = None,
    last_review: date | None = None,
    policy: Policy | None = None,
) -> TechnologyRegister:
    """Change what the list says; a tool whose use has ended stays on it. Raises ValidationError by field."""
    tool.since, tool.until, tool.last_review, tool.next_review = since, until, last_review, next_review
    return _write(actor, tool, words, owner, policy, verb="portal.change_technology")


@transaction.atomic
def _write(
    actor: Actor,
    row: TechnologyRegister,
    words: Mapping[str, str],
    owner: Staff,
    policy: Policy | None,
    *,
    verb: str,
) -> TechnologyRegister:
    agency = row.agency
    problems = both_languages({name: words.get(name, "") for name in TEXTS})
    problems |= days_problems(row.since, row.until, row.last_review, agency.day())
    if TechnologyRegister.objects.filter(agency=agency, name=words["name"].strip()).exclude(pk=row.pk).exists():
        problems["name"] = _("This tool is on the list already.")
    if policy is not None and policy.agency_id != agency.pk:
        problems["policy"] = _("Choose a policy of this agency.")
    if problems:
        raise ValidationError(problems)
    if row.until is None:
        check_kept(agency, owner, row.next_review, day="next_review")
    elif owner.agency_id != agency.pk:
        raise ValidationError({"owner": _("Choose somebody who works here.")})
    names = ("name", "maker", *TEXTS)
    before = {name: getattr(row, name) for name in names}
    for name in names:
        setattr(row, name, words[name].strip())
    row.owner, row.policy = owner, policy
    made = row.pk is None
    row.save()
    changed = {name: (old, getattr(row, name)) for name, old in before.items() if old != getattr(row, name)}
    if changed and not made:
        audit.correct(agency=agency, subject=row, changes=changed, reason=_("The list was changed."), public=False)
    details = {"name": row.name, "policy": policy.pk if policy else None, "until": row.until}
    audit.record(agency=agency, actor=actor, verb=verb, subject=row, details=details)
    agencies.touch_public(agency)
    return row
