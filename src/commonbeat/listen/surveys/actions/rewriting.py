"""Writing answers without their link: in groups that look alike, in an order that chance chose."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from secrets import SystemRandom
from typing import Any
from uuid import UUID

from django.db import transaction

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import System
from commonbeat.kit.sealing import seal
from commonbeat.kit.spaces import SEALED
from commonbeat.listen.surveys import keys, rules
from commonbeat.listen.surveys.actions.answering import put_by
from commonbeat.listen.surveys.models import Comment, OpenAnswer, Response, ResponseItem, Waiting
from commonbeat.listen.surveys.rules.answers import Kept, Part, padded
from commonbeat.listen.surveys.rules.batches import Batch, Held, batches, channel_of

CHANCE = SystemRandom()
"""The operating system's own randomness: no seed lies anywhere from which an order could be worked out again."""


def time_out(*, agency: Agency, now: datetime | None = None) -> int:
    """Close every answer that has been open for a day; what was answered waits with the others. How many closed."""
    day = agency.day(now)
    with transaction.atomic(using=SEALED):
        rows = OpenAnswer.objects.select_for_update().filter(agency_id=agency.pk).order_by("pk")
        late = [row for row in rows if rules.timed_out(row.opened_on, day)]
        for row in late:
            put_by(row, keys.spare_opened(row.spare), day)
    return len(late)


def rewrite(*, agency: Agency, now: datetime | None = None) -> int:
    """Write all answers that form a group of five or more which look alike; returns how many.

    One transaction of the sealed space, with one entry for each campaign that names the campaign and the day.
    """
    day = agency.day(now)
    with transaction.atomic(using=SEALED):
        rows = Waiting.objects.select_for_update().filter(agency_id=agency.pk)
        kept = {row.pk: keys.taken_up(row.box) for row in rows}
        made = batches([_held(pk, one) for pk, one in kept.items()], day)
        for batch in _in_any_order(made):
            _write(agency, batch, kept)
        taken = [pk for batch in made for pk in batch.members]
        Waiting.objects.filter(pk__in=taken).delete()
        for campaign in sorted({batch.campaign for batch in made}):
            details = {"campaign": campaign, "day": day}
            audit.record(
                agency=agency,
                actor=System("surveys"),
                verb="surveys.rewrite",
                subject="",
                details=details,
                using=SEALED,
            )
    return len(taken)


def _held(pk: UUID, kept: Kept) -> Held[UUID]:
    return Held(
        id=pk,
        part=kept.part,
        campaign=kept.campaign,
        version=kept.version,
        month=kept.month,
        area=kept.area,
        since=date.fromisoformat(kept.since),
    )


def _write(agency: Agency, batch: Batch[UUID], kept: Mapping[UUID, Kept]) -> None:
    """The rows of one batch, in a random order."""
    members = _in_any_order([kept[pk] for pk in batch.members])
    month = date.fromisoformat(batch.month) if batch.month else None
    if batch.part == Part.WORDS:
        Comment.objects.bulk_create(
            Comment(agency_id=agency.pk, month=month, consent=one.consent, words=_sealed(one))
            for one in members
            if one.words
        )
        return
    channels = [one.channel for one in members]
    responses = [
        Response(
            agency_id=agency.pk,
            campaign=UUID(batch.campaign),
            instrument_version=batch.version,
            month=month,
            area=batch.area,
            channel=channel_of(channels, one.channel),
        )
        for one in members
    ]
    Response.objects.bulk_create(responses)
    ResponseItem.objects.bulk_create(
        ResponseItem(agency_id=agency.pk, response=response, item=key, code=code)
        for response, one in zip(responses, members, strict=True)
        for key, code in sorted(one.answers)
    )


def _sealed(one: Kept) -> str:
    return seal(padded(json.dumps({"words": one.words, "staff": one.staff}, ensure_ascii=False)), keys.COMMENT)


def _in_any_order(members: Sequence[Any]) -> list[Any]:
    return CHANCE.sample(members, len(members))
