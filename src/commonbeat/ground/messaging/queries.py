"""How messages leave now, and whether they do."""

from dataclasses import dataclass

from django.db.models import Count, Q

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging import gateways
from commonbeat.ground.messaging.models import Gateway, Message
from commonbeat.ground.messaging.rules import Kind, State


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of message: its gateway, whose that is, and what waits or was refused in all."""

    kind: Kind
    gateway: Gateway | None
    borrowed: bool
    waiting: int
    failed: int


def ways(agency: Agency) -> list[Way]:
    """Mail first, then text."""
    counts = {
        row["kind"]: row
        for row in Message.objects.filter(agency=agency)
        .values("kind")
        .annotate(waiting=Count("pk", Q(state=State.QUEUED)), failed=Count("pk", Q(state=State.FAILED)))
        .order_by("kind")
    }
    found = []
    for kind in Kind:
        gateway = gateways.in_force(agency, kind)
        row = counts.get(kind.value, {"waiting": 0, "failed": 0})
        borrowed = gateway is not None and gateway.agency_id != agency.pk
        found.append(Way(kind, gateway, borrowed, row["waiting"], row["failed"]))
    return found
