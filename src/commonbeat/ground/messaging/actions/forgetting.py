"""What is forgotten by itself: messages that could not leave in time, and rows that have served their turn."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.messaging import rules
from commonbeat.ground.messaging.actions.carrying import empty, note
from commonbeat.ground.messaging.models import Inbound, Message
from commonbeat.ground.messaging.rules import State


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


def clear_away() -> int:
    """Destroy the rows of messages that ended long ago, as each agency has set it; returns how many. Called nightly."""
    now, gone = timezone.now(), 0
    for agency in Agency.objects.all():
        days = agencies.setting(agency, SettingKey.RETENTION_DAYS, now.date())["operational"]
        ended = Message.objects.filter(agency=agency, state__in=rules.ENDED, settled_at__lt=now - timedelta(days=days))
        gone += ended.delete()[0]
    Inbound.objects.filter(day__lt=now.date() - timedelta(days=rules.INBOUND_HOLDS)).delete()
    return gone
