"""Which gateway carries an agency's mails and texts, and what waits to be carried."""

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging.rules import Backend, Kind, State


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


class Message(models.Model):
    """One mail or text on its way out; its words are sealed, and gone once it has left."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind)
    purpose = models.CharField(max_length=60, help_text=_("The action that it came from, as in the trail."))
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    gateway_reference = models.CharField(max_length=100, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["agency", "state", "created_at"], name="message_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}: {self.state}"
