"""The chain as a file that anybody can check without this program: one JSON object a line."""

import json
from collections.abc import Iterator

from commonbeat.ground.audit import queries, rules
from commonbeat.ground.audit.models import AuditEvent


def lines(agency_id: int, *, using: str = "default") -> Iterator[bytes]:
    """Every entry of a chain as `{"entry": ..., "previous": ..., "hash": ...}`, then its root as `{"root": ...}`."""
    root = queries.root(agency_id, using=using)
    events = (
        AuditEvent.objects.using(using).of(agency_id).filter(sequence__lte=root.sequence).order_by("sequence", "pk")
    )
    for event in events.iterator(2000):
        entry = rules.canonical(event.entry).decode()
        yield f'{{"entry":{entry},"previous":"{event.previous}","hash":"{event.hash}"}}\n'.encode()
    yield json.dumps({"root": str(root)}, separators=(",", ":")).encode() + b"\n"
