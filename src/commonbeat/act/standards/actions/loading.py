"""Loading a checked file of standards into an edition: all of it or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from commonbeat.act.standards.actions.programs import change_standard, check, place_standard
from commonbeat.act.standards.models import Standard, StandardSet
from commonbeat.act.standards.rules.programs import law_problem
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor

COMPARED = ("title", "text", "area", "exceeds_law", "citation")


@transaction.atomic
def load_standards(
    *, actor: Actor, edition: StandardSet, rows: Sequence[Mapping[str, Any]], digest: str
) -> dict[str, int]:
    """Add standards of new numbers and change those that are there; none is taken out by a file. Returns counts."""
    there = {row.number: row for row in edition.standards.prefetch_related("bullets")}
    counts = {"new": 0, "changed": 0, "same": 0}
    for said in rows:
        check(law_problem(said["exceeds_law"], said["citation"]))
        row = there.get(said["number"])
        if row is None:
            place_standard(edition, said)
            counts["new"] += 1
        elif _same(row, said):
            counts["same"] += 1
        else:
            change_standard(actor=actor, standard=row, said={name: said[name] for name in (*COMPARED, "bullets")})
            counts["changed"] += 1
    details = {**counts, "edition": edition.edition, "sha256": digest}
    audit.record(agency=edition.agency, actor=actor, verb="standards.load_standards", subject=edition, details=details)
    return counts


def _same(row: Standard, said: Mapping[str, Any]) -> bool:
    parts = [one.text for one in row.bullets.all() if not one.ended]
    return parts == list(said["bullets"]) and all(getattr(row, name) == said[name] for name in COMPARED)
