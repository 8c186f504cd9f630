"""What every write to a concern shares: holding its row, moving it, writing a line of its thread."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor
from commonbeat.listen.reports import access
from commonbeat.listen.reports.models import Concern, ConcernEvent
from commonbeat.listen.reports.rules import EventKind, State, may_move


def held(concern: Concern) -> Concern:
    """The concern as the database has it now, locked until the transaction ends."""
    rows = Concern.objects.select_for_update(of=("self",)).select_related("agency", "neighborhood", "owner")
    return rows.get(pk=concern.pk)


def go(concern: Concern, to: State) -> None:
    """Move it; the caller saves. Raises ValidationError in words where it cannot go there from where it stands."""
    if not may_move(concern.state, to):
        words = _("This concern stands at “%(state)s”, so this cannot be done now.")
        raise ValidationError(words % {"state": State(concern.state).label})
    concern.state = to


def give(concern: Concern, owner: Staff) -> None:
    """Say who answers, in its thread too; the caller saves."""
    go(concern, State.ASSIGNED)
    concern.owner = owner
    write(concern, EventKind.ASSIGNED, facts={**named(owner), "due": concern.due.isoformat()})


def named(owner: Staff) -> dict[str, str]:
    """Name and rank as a line of the thread keeps them, to be said in any language."""
    return {"owner": owner.name, "rank": owner.rank if owner.sworn else ""}


def write(
    concern: Concern,
    kind: EventKind,
    *,
    words: str = "",
    by: Actor | None = None,
    facts: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> ConcernEvent:
    """Add a line to its thread; `by` whom on the staff it was written."""
    own = access.own_staff(by, concern.agency) if by is not None else None
    signature = {"author_rank": own.rank} if own is not None and own.sworn else {}
    return ConcernEvent.objects.create(
        agency_id=concern.agency_id,
        concern=concern,
        kind=kind,
        words=words,
        author=own.name if own is not None else by.label if by is not None else "",
        facts={**(facts or {}), **signature},
        at=at or timezone.now(),
    )


def written(words: str, field: str = "words") -> str:
    """Words that say something; raises ValidationError at the field where there are none."""
    if not words.strip():
        raise ValidationError({field: _("Write a sentence: the person reads it.")})
    return words.strip()
