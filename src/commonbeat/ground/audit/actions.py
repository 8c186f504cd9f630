"""Writing the trail: called inside the transaction of the action that it tells of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from commonbeat.ground.audit import queries, rules
from commonbeat.ground.audit.models import AuditEvent, AuditHead, AuditRoot, Correction
from commonbeat.ground.audit.queries import Verification
from commonbeat.ground.roles import Actor, AgencyLike


def record(
    *,
    agency: AgencyLike | None,
    actor: Actor,
    verb: str,
    subject: models.Model | str,
    details: Mapping[str, Any] | None = None,
    using: str = "default",
) -> AuditEvent:
    """Append one entry to the agency's chain and return it.

    `verb` names the action as `app.action`; `subject` is the row that it concerns, or words where there is none.
    Raises TransactionManagementError outside a transaction: an entry without its deed would be a lie.
    """
    if not transaction.get_connection(using).in_atomic_block:
        raise transaction.TransactionManagementError("An audit entry is written inside its action's transaction.")
    agency_id = agency.pk if agency is not None else rules.INSTALLATION
    head = AuditHead.objects.using(using).select_for_update().filter(pk=agency_id).first()
    if head is None:
        AuditHead.objects.using(using).bulk_create([AuditHead(pk=agency_id)], ignore_conflicts=True)
        head = AuditHead.objects.using(using).select_for_update().get(pk=agency_id)
    event = AuditEvent(
        agency_id=agency_id,
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor_id=actor.pk,
        actor_label=actor.label[:200],
        verb=verb,
        subject_type=subject._meta.label_lower if isinstance(subject, models.Model) else "",
        subject_id=str(subject.pk) if isinstance(subject, models.Model) else subject[:64],
        details=rules.settled(details or {}),
        previous=head.hash,
    )
    event.hash = event.expected_hash
    event.save(using=using, force_insert=True)
    AuditHead.objects.using(using).filter(pk=agency_id).update(sequence=event.sequence, hash=event.hash)
    return event


def correct(
    *,
    agency: AgencyLike,
    subject: models.Model,
    changes: Mapping[str, tuple[Any, Any]],
    reason: str,
    public: bool = False,
    using: str = "default",
) -> list[Correction]:
    """Keep what the values were: `changes` maps a field to (old, new). Values must be JSON."""
    return correct_many(
        agency=agency,
        model=type(subject),
        changes={subject.pk: changes},
        reason=reason,
        public=public,
        using=using,
    )


def correct_many(
    *,
    agency: AgencyLike,
    model: type[models.Model],
    changes: Mapping[int, Mapping[str, tuple[Any, Any]]],
    reason: str,
    public: bool = False,
    using: str = "default",
) -> list[Correction]:
    """The same for many rows of one table at once: primary key to its changes."""
    now = timezone.now()
    return Correction.objects.using(using).bulk_create(
        Correction(
            agency_id=agency.pk,
            subject_type=model._meta.label_lower,
            subject_id=str(pk),
            field=field,
            old=old,
            new=new,
            reason=reason[:300],
            at=now,
            public=public,
        )
        for pk, fields in changes.items()
        for field, (old, new) in fields.items()
    )


def check(agency_id: int, *, actor: Actor, using: str = "default") -> Verification:
    """Check a whole chain. Found whole: keep its root. Found altered: say so in the trail itself, and keep no root."""
    found = queries.verify(agency_id, using=using)
    with transaction.atomic(using=using):
        if not found.ok:
            record(
                agency=_Numbered(agency_id),
                actor=actor,
                verb="audit.check_failed",
                subject="",
                details={"problem": found.problem, "at": found.at},
                using=using,
            )
        elif found.root.sequence:
            at = timezone.now()
            AuditRoot.objects.using(using).get_or_create(
                agency_id=agency_id,
                sequence=found.root.sequence,
                defaults={
                    "hash": found.root.hash,
                    "at": at,
                    "signature": rules.signature(str(settings.SECRET_KEY).encode(), found.root, at),
                },
            )
    return found


@transaction.atomic
def export(*, agency: AgencyLike | None, actor: Actor) -> AuditEvent:
    """Note that somebody takes a copy of the chain; the copy holds this entry, too."""
    return record(agency=agency, actor=actor, verb="audit.export", subject="")


@dataclass(frozen=True)
class _Numbered:
    """A chain by its number: this app knows no agencies."""

    pk: int
