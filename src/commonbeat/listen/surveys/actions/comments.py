"""Words that people added: taken over to be redacted, and destroyed when they have been kept long enough."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor
from commonbeat.kit.retention import Retention
from commonbeat.kit.spaces import SEALED
from commonbeat.listen.surveys.models import Comment
from commonbeat.listen.surveys.rules import Consent


def mark_taken(*, actor: Actor, agency: Agency, comment: UUID, now: datetime | None = None) -> Comment:
    """Note that a comment's words were taken over to be redacted, and empty them here.

    The caller keeps the words in the main space first and calls this then: done again after a failure in between, it
    finds the comment again. Raises ValidationError where it is not there, was taken, or has no yes.
    """
    with transaction.atomic(using=SEALED):
        rows = Comment.objects.select_for_update().filter(agency_id=agency.pk, taken_on__isnull=True)
        row = rows.exclude(consent=Consent.NONE).filter(pk=comment).first()
        if row is None:
            raise ValidationError(_("This comment is not here any more."))
        row.words, row.taken_on = "", agency.day(now)
        row.save(update_fields=["words", "taken_on"])
        audit.record(agency=agency, actor=actor, verb="surveys.mark_taken", subject=row, using=SEALED)
    return row


def destroy_due(*, agency: Agency, before: Mapping[str, datetime]) -> dict[str, int]:
    """Destroy comments that were taken over, and those that nobody took over, before the moment for threads.

    A comment that nobody may be shown goes by the end of its month, or at once where no month is kept; so does one
    that has its writer's yes and was read by nobody. Without a month, whoever put it on a list destroys that one.
    They lie in the sealed space, so they are gone a moment before the certificate in the main space is written.
    """
    limit = agency.day(before[Retention.THREAD])
    unread = Q(taken_on__isnull=True, month__lt=limit.replace(day=1))
    nobodys = Q(consent=Consent.NONE, month__isnull=True)
    with transaction.atomic(using=SEALED):
        rows = Comment.objects.filter(unread | nobodys | Q(taken_on__lt=limit), agency_id=agency.pk)
        return {"survey_comments": rows.delete()[0]}
