"""The trail itself: entries that point at nothing, so that nothing can take them along."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit import rules


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Reads of the trail; changes are refused here and again by triggers in the database."""

    def of(self, agency_id: int) -> "AuditEventQuerySet":
        return self.filter(agency_id=agency_id)

    def update(self, **kwargs: Any) -> int:
        raise TypeError("The audit trail is append-only: record a new entry instead.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The audit trail is append-only: entries cannot be deleted.")


class AuditEvent(models.Model):
    """Who did what to which, when. No foreign keys: an entry outlives all that it names."""

    agency_id = models.BigIntegerField(help_text=_("0 for what concerns the whole installation"))
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    verb = models.CharField(max_length=100)
    subject_type = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency_id", "sequence"], name="audit_sequence_once"),
        ]
        indexes = [
            models.Index(fields=["agency_id", "subject_type", "subject_id"], name="audit_subject"),
            models.Index(fields=["agency_id", "at"], name="audit_day"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label}: {self.verb} {self.subject_type} {self.subject_id}"

    @property
    def entry(self) -> dict[str, Any]:
        """What the hash covers."""
        return {
            "agency": self.agency_id,
            "sequence": self.sequence,
            "at": self.at,
            "actor_id": self.actor_id,
            "actor": self.actor_label,
            "verb": self.verb,
            "subject_type": self.subject_type,
            "subject_id": self.subject_id,
            "details": self.details,
        }

    @property
    def expected_hash(self) -> str:
        """What the hash must be if nobody touched this entry or the one before."""
        return rules.chained(self.previous, self.entry)


class AuditHead(models.Model):
    """The last link of one agency's chain; its row is the lock under which the next entry is written."""

    agency_id = models.BigIntegerField(primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=rules.GENESIS)

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.sequence}"


class AuditRoot(models.Model):
    """Where a chain stood when it was last checked and found whole, signed with a key outside the database."""

    agency_id = models.BigIntegerField()
    sequence = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    signature = models.CharField(max_length=64)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["agency_id", "sequence"], name="audit_root_once")]

    def __str__(self) -> str:
        return str(self.root)

    @property
    def root(self) -> rules.Root:
        """What somebody else may keep of it."""
        return rules.Root(self.agency_id, self.sequence, self.hash)


class Correction(models.Model):
    """What a value was before it was corrected, and why it changed. Never edited."""

    agency_id = models.BigIntegerField()
    subject_type = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=64)
    field = models.CharField(max_length=100)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    public = models.BooleanField(default=False, help_text=_("listed on the public corrections page"))

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["agency_id", "subject_type", "subject_id"], name="correction_subject")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}: {self.field}"
