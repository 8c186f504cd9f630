"""Which gateway carries an agency's mails and texts, what waits to be carried, and who wants no texts."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging.rules import Backend, Haste, Kind, Programme, State


class GatewayQuerySet(models.QuerySet["Gateway"]):
    """Gateways by the moment at which they carry."""

    def in_force(self, agency: Agency, kind: str, at: datetime | None = None) -> "GatewayQuerySet":
        """The one that carries at that moment first."""
        moment = at or timezone.now()
        return self.filter(agency=agency, kind=kind, active_from__lte=moment).order_by("-active_from", "-pk")


class Gateway(models.Model):
    """How one agency's mails or texts leave, from a moment on. A change is a new row; the secret is sealed."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind)
    backend = models.CharField(max_length=20, choices=Backend)
    settings = models.JSONField(default=dict, blank=True)
    secret = models.TextField(blank=True)
    active_from = models.DateTimeField(default=timezone.now)
    tested_at = models.DateTimeField(null=True, blank=True)
    test_passed = models.BooleanField(null=True, blank=True)
    test_words = models.CharField(max_length=500, blank=True)

    objects = GatewayQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "kind", "-active_from"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_backend_display()}"


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by where they stand. Time is the database's, so that workers on several machines agree."""

    def waiting(self) -> "MessageQuerySet":
        """Not yet taken by a gateway, as far as is known."""
        return self.filter(state__in=(State.QUEUED, State.SENDING))

    def ready(self, kind: str) -> "MessageQuerySet":
        """Queued and due, the hastiest first."""
        return self.filter(kind=kind, state=State.QUEUED, ready_at__lte=Now()).order_by("haste", "ready_at", "pk")

    def lost(self, kind: str) -> "MessageQuerySet":
        """Claimed by a worker that did not settle them before its lease ended: nobody knows whether they left."""
        return self.filter(kind=kind, state=State.SENDING, ready_at__lte=Now()).order_by("ready_at", "pk")


class Message(models.Model):
    """One mail or text on its way out; its words are sealed, and gone once it has left."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind)
    programme = models.CharField(
        max_length=10, choices=Programme, blank=True, help_text=_("Empty for sign-ins and answers to STOP and HELP.")
    )
    purpose = models.CharField(max_length=60, help_text=_("The action that it came from, as in the trail."))
    haste = models.PositiveSmallIntegerField(choices=Haste, default=Haste.AT_ONCE)
    language = models.CharField(max_length=8, blank=True)
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    segments = models.PositiveSmallIntegerField(null=True, help_text=_("How many segments a text takes."))
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    ready_at = models.DateTimeField(
        db_default=Now(), help_text=_("When it may leave; while it is sending, when its worker's lease ends.")
    )
    attempts = models.PositiveIntegerField(
        default=0, help_text=_("How often a worker claimed it: an older claim counts no more.")
    )
    gateway = models.ForeignKey(Gateway, on_delete=models.PROTECT, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    gateway_reference = models.CharField(max_length=100, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["agency", "state", "created_at"], name="message_waiting"),
            models.Index(fields=["kind", "state", "haste", "ready_at"], name="message_outbox"),
            models.Index(fields=["gateway_reference"], name="message_at_gateway"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}: {self.state}"


class Receipt(models.Model):
    """What a gateway told later about a message that it had taken."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="receipts")
    status = models.CharField(max_length=30)
    code = models.CharField(max_length=20, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["message", "status"], name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.status}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Who wants no texts."""

    def against(self, agency: Agency, programme: str) -> "ConsentQuerySet":
        """Rows that forbid texts of this programme, by its own word or by one that holds for all."""
        return self.filter(agency=agency, allowed=False, programme__in={"", programme})


class Consent(models.Model):
    """Whether somebody wants texts, for one programme or ("") for all. The number is a keyed fingerprint."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    programme = models.CharField(max_length=10, choices=Programme, blank=True)
    fingerprint = models.CharField(max_length=64)
    allowed = models.BooleanField()
    changed_at = models.DateTimeField(auto_now=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "fingerprint", "programme"], name="consent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.programme or 'all'}: {'yes' if self.allowed else 'no'}"


class Inbound(models.Model):
    """That a text came in, so that the gateway's second copy of it is known: neither its words nor whose it was."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    fingerprint = models.CharField(max_length=64, help_text=_("Of the gateway's own reference."))
    day = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "fingerprint"], name="inbound_once")]

    def __str__(self) -> str:
        return f"{self.day}"


class PauseQuerySet(models.QuerySet["Pause"]):
    """Pauses by whether they hold."""

    def in_force(self) -> "PauseQuerySet":
        """Those that hold now, by the database's clock."""
        return self.filter(ended_at=None, begins__lte=Now(), until__gt=Now())


class Pause(models.Model):
    """A time in which an agency sends nothing but sign-ins, word of danger, and answers to STOP; why, how long, who."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    reason = models.CharField(max_length=300)
    begins = models.DateTimeField(db_default=Now())
    until = models.DateTimeField()
    by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"until {self.until:%Y-%m-%d %H:%M}: {self.reason}"
