"""Withdrawing a resource with a reason, and putting it back: its page and its address stay either way."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.audit import actions as audit
from commonbeat.ground.library.actions.cataloguing import log_change, open_record, publish
from commonbeat.ground.library.models import LibraryResource
from commonbeat.ground.library.rules import Cause
from commonbeat.ground.roles import Actor


@transaction.atomic
def withdraw_resource(*, actor: Actor, resource: LibraryResource, because: str) -> LibraryResource:
    """Take it out of the search and the files; its page stays and says why. Raises ValidationError by field."""
    because = because.strip()
    if not because:
        raise ValidationError({"because": _("Say in a few words why: everybody can read it on its page.")})
    row = open_record(resource)
    row.withdrawn_at, row.withdrawn_because = timezone.now(), because[:250]
    _moved(row, Cause.WITHDRAWN, row.withdrawn_because)
    details = {"slug": row.slug, "because": row.withdrawn_because, "version": row.version}
    audit.record(agency=row.agency, actor=actor, verb="library.withdraw_resource", subject=row, details=details)
    publish(row)
    return row


@transaction.atomic
def return_resource(*, actor: Actor, resource: LibraryResource) -> LibraryResource:
    """Put it back where it can be found; that it was withdrawn stays in its list of changes."""
    row = LibraryResource.objects.select_for_update().get(pk=resource.pk)
    if row.withdrawn_at is None:
        raise ValidationError(_("This record is in the library: nothing has to be put back."))
    row.withdrawn_at, row.withdrawn_because = None, ""
    _moved(row, Cause.RETURNED)
    details = {"slug": row.slug, "version": row.version}
    audit.record(agency=row.agency, actor=actor, verb="library.return_resource", subject=row, details=details)
    publish(row)
    return row


def _moved(row: LibraryResource, cause: Cause, words: str = "") -> None:
    """Count the version up and write the line of its list of changes."""
    row.version += 1
    row.changed_at = timezone.now()
    row.save(update_fields=["withdrawn_at", "withdrawn_because", "version", "changed_at"])
    log_change(row, words, cause=cause)
