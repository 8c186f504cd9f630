"""The one switch that holds back all that goes out."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging.actions.queueing import wake
from commonbeat.ground.messaging.models import Pause
from commonbeat.ground.messaging.rules import Kind
from commonbeat.ground.roles import Actor, Permission


@transaction.atomic
def pause(*, actor: Actor, agency: Agency, reason: str, until: datetime) -> Pause:
    """Hold back every mail and text of a programme from now until then: notices to staff, too.

    Invitations, sign-ins, word of somebody in danger, and answers to STOP and HELP still go.
    Raises ValidationError without a reason, with an end that is past, or while another pause holds.
    """
    if not actor.may(Permission.PAUSE_SENDING, agency):
        raise PermissionDenied
    agencies.take_turns(agency, "messaging.pause")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that everybody here knows.")})
    if until <= timezone.now():
        raise ValidationError({"until": _("Choose an end that is still to come.")})
    if Pause.objects.in_force().filter(agency=agency).exists():
        raise ValidationError(_("All that goes out is paused already."))
    row = Pause.objects.create(agency=agency, reason=reason.strip()[:300], until=until, by=actor.label[:200])
    details = {"reason": row.reason, "until": until.isoformat()}
    audit.record(agency=agency, actor=actor, verb="messaging.pause", subject=row, details=details)
    return row


@transaction.atomic
def resume(*, actor: Actor, agency: Agency) -> Pause:
    """End the pause now; what waited leaves. Raises ValidationError where nothing is paused."""
    if not actor.may(Permission.PAUSE_SENDING, agency):
        raise PermissionDenied
    row = Pause.objects.select_for_update().in_force().filter(agency=agency).first()
    if row is None:
        raise ValidationError(_("Nothing is paused."))
    row.ended_at, row.ended_by = timezone.now(), actor.label[:200]
    row.save(update_fields=["ended_at", "ended_by"])
    for kind in Kind:
        wake(kind)
    audit.record(agency=agency, actor=actor, verb="messaging.resume", subject=row)
    return row
