"""What is forgotten by itself: messages that could not leave in time, and rows that have served their turn."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging import rules
from commonbeat.ground.messaging.actions.carrying import empty, note
from commonbeat.ground.messaging.models import Inbound, Message
from commonbeat.ground.messaging.rules import State
from commonbeat.kit.retention import Retention


def forget_unsent() -> int:
    """Empty what could not be sent in time, and what nobody decided about; returns how many. Called nightly."""
    limit = timezone.now() - rules.HOLDS
    pks = Message.objects.filter(state__in=(State.QUEUED, State.UNKNOWN), created_at__lt=limit).values_list("pk")
    forgotten = 0
    for (pk,) in list(pks):
        with transaction.atomic():
            row = Message.objects.select_for_update(of=("self",)).select_related("agency").get(pk=pk)
            if row.state not in (State.QUEUED, State.UNKNOWN):
                continue
            row.answer = row.answer or gettext_noop("It could not be sent in time.")
            row.state = State.FAILED if row.state == State.QUEUED else State.LEFT_ALONE
            row.save(update_fields=["state", "answer"])
            empty([row.pk])
            note(row)
            forgotten += 1
    return forgotten


def destroy_due(*, agency: Agency, before: Mapping[str, datetime]) -> dict[str, int]:
    """Destroy what is still known of messages that ended before that moment, and by what texts that came in are known.

    Their words went when they left.
    """
    limit = before[Retention.OPERATIONAL]
    old = Message.objects.filter(agency=agency, state__in=rules.ENDED, settled_at__lt=limit)
    messages = old.delete()[1].get(Message._meta.label, 0)
    inbound = Inbound.objects.filter(agency=agency, day__lt=agency.day(limit)).delete()[0]
    return {"messages": messages, "inbound": inbound}
