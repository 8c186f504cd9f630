"""Writing policies: a new one, whom it binds, a new version, its words, what a law asks, what must be there."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonbeat.act.policies.actions.steps import WORDS, check, lock, take
from commonbeat.act.policies.models import (
    LegalRequirement,
    Policy,
    PolicyScope,
    PolicyVersion,
    RequiredPolicy,
    VersionStep,
)
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.versions import EDITABLE, FIXED, Bound, mark_of, stale_problem
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency, Unit
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff, User
from commonbeat.ground.roles import Actor

RESERVED = frozenset({"new", "work", "required", "in-force", "search", "consultations"})
"""Addresses of the room's own pages: no policy is called so."""
FIELDS = ("number", "title", "title_es", "public", "owner", "required", "review_months")


@transaction.atomic
def write(
    *,
    actor: Actor,
    agency: Agency,
    number: str,
    title: str,
    title_es: str = "",
    required: str = "",
    owner: Staff | None = None,
    public: bool = True,
    review_months: int = 12,
    on: date | None = None,
    **words: str,
) -> PolicyVersion:
    """Begin a policy with its first draft; `words` are those of the version (WORDS). Returns the draft."""
    _check_owner(agency, owner)
    policy = Policy(
        agency=agency,
        number=number.strip(),
        slug=_free_slug(agency, title),
        title=title.strip(),
        title_es=title_es.strip(),
        required=required,
        owner=owner,
        public=public,
        review_months=review_months,
        synthetic=agency.demo,
    )
    policy.full_clean()
    policy.save()
    audit.record(agency=agency, actor=actor, verb="policies.write", subject=policy, details={"number": policy.number})
    return _draft(actor, policy, words, on)


def _check_owner(agency: Agency, owner: Staff | None) -> None:
    if owner is not None and (owner.agency_id != agency.pk or owner.ended is not None):
        raise ValidationError({"owner": _("Choose somebody who works here.")})


def _free_slug(agency: Agency, title: str) -> str:
    """A short name that no other policy of the agency and no page of the room has."""
    base = slugify(title)[:70] or "policy"
    taken = set(Policy.objects.filter(agency=agency, slug__startswith=base).values_list("slug", flat=True)) | RESERVED
    tries = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(one for one in tries if one not in taken)


@transaction.atomic
def change(
    *, actor: Actor, policy: Policy, changes: Mapping[str, Any], scopes: Sequence[Bound] | None = None
) -> Policy:
    """Change what stands around the versions: number, title, owner, review, whom it binds. Its address stays."""
    lock(policy)
    row = Policy.objects.select_related("agency").get(pk=policy.pk)
    _check_owner(row.agency, changes.get("owner"))
    changed = [name for name in FIELDS if name in changes and getattr(row, name) != changes[name]]
    for name in changed:
        setattr(row, name, changes[name])
    row.full_clean()
    row.save()
    if scopes is not None and {one.bound for one in row.scopes.all()} != set(scopes):
        _set_scopes(row, scopes)
        changed.append("scopes")
    if changed:
        details = {"number": row.number, "fields": changed}
        audit.record(agency=row.agency, actor=actor, verb="policies.change", subject=row, details=details)
        agencies.touch_public(row.agency)
    return row


def _set_scopes(policy: Policy, scopes: Sequence[Bound]) -> None:
    units = {unit.pk: unit for unit in Unit.objects.filter(agency=policy.agency)}
    check("" if all(one.unit is None or one.unit in units for one in scopes) else _("Choose a unit of this agency."))
    PolicyScope.objects.filter(policy=policy).delete()
    PolicyScope.objects.bulk_create(
        PolicyScope(
            agency=policy.agency,
            policy=policy,
            unit=units[one.unit] if one.unit is not None else None,
            rank=one.rank,
            sworn=one.sworn,
        )
        for one in scopes
    )


@transaction.atomic
def draft(*, actor: Actor, policy: Policy, on: date | None = None, **words: str) -> PolicyVersion:
    """Begin a new version: the words of the newest approved one, to be changed; `words` change them at once."""
    lock(policy)
    at_work = PolicyVersion.objects.at_work().filter(policy=policy).first()
    if at_work is not None:
        said = _("Version %(number)s is being worked on already. Go on with that one.")
        raise ValidationError(said % {"number": at_work.number})
    last = PolicyVersion.objects.filter(policy=policy, state__in=FIXED).order_by("-number").first()
    kept = {name: getattr(last, name) for name in WORDS if last and not name.startswith("change")}
    return _draft(actor, policy, {**kept, **words}, on)


def _draft(actor: Actor, policy: Policy, words: Mapping[str, str], on: date | None) -> PolicyVersion:
    highest = PolicyVersion.objects.filter(policy=policy).aggregate(last=Max("number"))["last"] or 0
    row = PolicyVersion.objects.create(
        agency=policy.agency,
        policy=policy,
        number=highest + 1,
        writer=User.objects.filter(pk=actor.pk).first() if actor.pk else None,
        writers=[actor.pk] if actor.pk else [],
        **{name: words.get(name, "") for name in WORDS},
    )
    VersionStep.objects.create(
        agency=policy.agency,
        version=row,
        state=VersionState.DRAFT,
        day=on or policy.agency.day(),
        by=actor.label[:200],
    )
    details = {"number": policy.number, "version": row.number}
    audit.record(agency=policy.agency, actor=actor, verb="policies.draft", subject=row, details=details)
    return row


def _plain(words: str) -> str:
    return words.replace("\r\n", "\n").strip()


def mark(version: PolicyVersion) -> str:
    """The mark of the words of a version as they are kept now."""
    return mark_of(_plain(getattr(version, name)) for name in WORDS)


@transaction.atomic
def revise(*, actor: Actor, version: PolicyVersion, words: Mapping[str, str], seen: str = "") -> PolicyVersion:
    """Change the words of a version that is not approved. A text that cannot be read yet is kept: its lines are told.

    `seen` is the mark of the words that the page showed: where others were saved since, nothing is written over.

    Whoever changed its words last is its writer; whoever ever did is kept, for none of them may approve it. Saving
    without a change changes nothing.
    """
    row = take(version)
    if row.state not in EDITABLE:
        raise ValidationError(_("Its words cannot change now. Send it back to draft first, or begin a new version."))
    before = {name: _plain(getattr(row, name)) for name in WORDS}
    after = before | {name: _plain(value) for name, value in words.items() if name in WORDS}
    if after == before:
        return row
    check(stale_problem(seen, mark_of(before.values())))
    for name, value in after.items():
        setattr(row, name, value)
    if actor.pk and actor.pk not in row.writers:
        row.writers = [*row.writers, actor.pk]
    row.writer = User.objects.filter(pk=actor.pk).first() if actor.pk else None
    row.full_clean(exclude=["text"])
    row.save()
    details = {"number": row.policy.number, "version": row.number}
    audit.record(agency=row.agency, actor=actor, verb="policies.revise", subject=row, details=details)
    return row


@transaction.atomic
def add_law(
    *,
    actor: Actor,
    policy: Policy,
    citation: str,
    demands: str,
    demands_es: str = "",
    exceeds_law: bool = False,
    how: str = "",
    how_es: str = "",
) -> LegalRequirement:
    """Write down what a law asks of a policy, and whether and how the policy goes beyond it."""
    check("" if how.strip() or not exceeds_law else _("Say how the policy goes beyond the law."), "how")
    row = LegalRequirement(
        agency=policy.agency,
        policy=policy,
        citation=citation.strip(),
        demands=demands.strip(),
        demands_es=demands_es.strip(),
        exceeds_law=exceeds_law,
        how=how.strip() if exceeds_law else "",
        how_es=how_es.strip() if exceeds_law else "",
    )
    row.full_clean()
    row.save()
    details = {"number": policy.number, "citation": row.citation, "exceeds": exceeds_law}
    audit.record(agency=policy.agency, actor=actor, verb="policies.add_law", subject=row, details=details)
    agencies.touch_public(policy.agency)
    return row


@transaction.atomic
def require(
    *,
    actor: Actor,
    agency: Agency,
    code: str,
    name_en: str,
    name_es: str,
    citation: str,
    effective_from: date,
    effective_until: date | None = None,
) -> RequiredPolicy:
    """Say that a policy must be there from a day on; at a state, for all its agencies."""
    row = RequiredPolicy(
        agency=agency,
        code=code,
        name_en=name_en.strip(),
        name_es=name_es.strip(),
        citation=citation.strip(),
        effective_from=effective_from,
        effective_until=effective_until,
    )
    row.full_clean()
    row.save()
    details = {"code": code, "citation": row.citation, "from": effective_from.isoformat()}
    audit.record(agency=agency, actor=actor, verb="policies.require", subject=row, details=details)
    for one in [agency, *Agency.objects.filter(parent=agency)]:
        agencies.touch_public(one)
    return row
