"""Saying who keeps a public page, and that somebody read it again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor
from commonbeat.show.portal.models import PageRecord
from commonbeat.show.portal.queries import keeping
from commonbeat.show.portal.rules.keeping import review_problem


def check_kept(agency: Agency, owner: Staff, review_by: date, *, day: str = "review_by") -> None:
    """Whether somebody of this agency keeps it and reads it again in time; raises ValidationError by field."""
    if owner.agency_id != agency.pk or owner.ended is not None:
        raise ValidationError({"owner": _("Choose somebody who works here.")})
    if problem := review_problem(review_by, agency.day()):
        raise ValidationError({day: problem})


@transaction.atomic
def keep_page(*, actor: Actor, agency: Agency, name: str, owner: Staff, review_by: date) -> PageRecord:
    """Say who keeps a public page and by when they read it again. Raises ValidationError by field."""
    if keeping.page_called(name) is None:
        raise ValidationError(_("There is no public page of that name."))
    check_kept(agency, owner, review_by)
    row, _made = PageRecord.objects.update_or_create(
        agency=agency, name=name, defaults={"owner": owner, "review_by": review_by}
    )
    details = {"page": name, "owner": owner.pk, "review_by": review_by}
    audit.record(agency=agency, actor=actor, verb="portal.keep_page", subject=row, details=details)
    agencies.touch_public(agency)
    return row


@transaction.atomic
def review_page(*, actor: Actor, record: PageRecord, review_by: date) -> PageRecord:
    """Say that the page was read today and holds, and by when it is read again. Raises ValidationError by field."""
    if problem := review_problem(review_by, record.agency.day()):
        raise ValidationError({"review_by": problem})
    record.reviewed_on, record.review_by = record.agency.day(), review_by
    record.save(update_fields=["reviewed_on", "review_by"])
    details = {"page": record.name, "review_by": review_by}
    audit.record(agency=record.agency, actor=actor, verb="portal.review_page", subject=record, details=details)
    agencies.touch_public(record.agency)
    return record
