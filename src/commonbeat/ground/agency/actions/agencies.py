"""Every write to an agency and its settings."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from commonbeat.ground.agency.models import Agency, Setting
from commonbeat.ground.agency.rules import setting_problem
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor
from commonbeat.kit.turns import take_turn


@transaction.atomic
def found(*, actor: Actor, name: str, slug: str, place: str, timezone: str, **rest: Any) -> Agency:
    """Start an agency: its first row, from which all others hang."""
    agency = Agency(name=name, slug=slug, place=place, timezone=timezone, **rest)
    agency.full_clean()
    agency.save(force_insert=True)
    audit.record(agency=agency, actor=actor, verb="agency.found", subject=agency, details={"name": name, "slug": slug})
    return agency


@transaction.atomic
def change(*, actor: Actor, agency: Agency, changes: Mapping[str, Any]) -> Agency:
    """Change what the agency is called, where it is, how it is reached; keeps the old values."""
    old = {field: getattr(agency, field) for field in changes}
    for field, value in changes.items():
        setattr(agency, field, value)
    agency.full_clean()
    agency.save(update_fields=[*changes])
    differing = {field: (old[field], value) for field, value in changes.items() if old[field] != value}
    audit.correct(agency=agency, subject=agency, changes=differing, reason="changed by an administrator")
    audit.record(
        agency=agency, actor=actor, verb="agency.change", subject=agency, details={"fields": sorted(differing)}
    )
    touch_public(agency)
    return agency


@transaction.atomic
def set_value(
    *, actor: Actor, agency: Agency, key: str, value: Mapping[str, int], effective_from: date, citation: str
) -> Setting:
    """Set a dated setting; earlier ones stay, so that figures of then can be understood. Raises ValidationError."""
    if problem := setting_problem(key, value):
        raise ValidationError(problem)
    row = Setting(agency=agency, key=key, value=dict(value), effective_from=effective_from, citation=citation)
    row.full_clean()
    row.save(force_insert=True)
    audit.record(
        agency=agency,
        actor=actor,
        verb="agency.set_value",
        subject=row,
        details={"key": key, "value": dict(value), "from": effective_from.isoformat(), "citation": citation},
    )
    return row


def take_turns(agency: Agency, doing: str) -> None:
    """Let those who do this in this agency follow each other, each until its transaction ends.

    Its own row is no lock for that: this one would take it before the trail's, and `touch_public` takes it after.
    """
    take_turn(doing, agency.pk)


def touch_public(agency: Agency) -> None:
    """Say that something published has changed, so that no public page is served from before."""
    Agency.objects.filter(pk=agency.pk).update(public_version=F("public_version") + 1)
    agency.refresh_from_db(fields=["public_version"])
