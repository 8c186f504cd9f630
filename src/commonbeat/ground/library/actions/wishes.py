"""Wishes for resources: taking them without knowing from whom, answering them, forgetting them in time."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import Language
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.library.models import LibraryResource, ResourceRequest
from commonbeat.ground.library.queries.waiting import clocks, requests_of_the_hour
from commonbeat.ground.library.rules import RequestState
from commonbeat.ground.library.rules.keeping import LONGEST_WISH, flooded
from commonbeat.ground.roles import Actor
from commonbeat.kit.retention import Retention
from commonbeat.kit.tabular.phones import without_numbers


@transaction.atomic
def ask_resource(*, actor: Actor, agency: Agency, words: str, asked: str, language: str) -> ResourceRequest:
    """Take a wish. Nothing is kept of who asks, no phone number in it either; the same wish sent twice is one.

    Raises ValidationError by field.
    """
    words = without_numbers(words.strip())
    if not words:
        raise ValidationError({"words": _("Tell us what you are looking for, in a sentence.")})
    if len(words) > LONGEST_WISH:
        raise ValidationError({"words": _("Shorten this, please.")})
    if language not in Language.values:
        raise ValidationError(_("This is not one of the choices."))
    agencies.take_turns(agency, "library.ask_resource")
    same = ResourceRequest.objects.filter(agency=agency, words=words, state=RequestState.WAITING).first()
    if same is not None:
        return same
    if flooded(requests_of_the_hour(agency), clocks(agency)["wishes_hourly"]):
        raise ValidationError(_("So many wishes came in this hour that we can take no more now. Try again in an hour."))
    row = ResourceRequest.objects.create(agency=agency, words=words, asked=asked[:1000], language=language)
    details = {"state": row.state}
    audit.record(agency=agency, actor=actor, verb="library.ask_resource", subject=row, details=details)
    return row


@transaction.atomic
def answer_request(*, actor: Actor, request: ResourceRequest, resource: LibraryResource | None) -> ResourceRequest:
    """Answer a wish with a resource of the library, or close it without one (None)."""
    row = ResourceRequest.objects.select_for_update().get(pk=request.pk)
    if row.state != RequestState.WAITING:
        raise ValidationError(_("This wish was answered already."))
    if resource is not None and resource.agency_id != row.agency_id:
        raise ValidationError(_("Choose a resource of this library."))
    if resource is not None and resource.withdrawn_at is not None:
        raise ValidationError(_("This resource was withdrawn. Choose another one, or put it back first."))
    row.resource = resource
    row.state = RequestState.CLOSED if resource is None else RequestState.ANSWERED
    row.ended_at = timezone.now()
    row.save()
    details = {"state": row.state, "resource": resource.slug if resource else ""}
    audit.record(agency=row.agency, actor=actor, verb="library.answer_request", subject=row, details=details)
    return row


def destroy_due(*, agency: Agency, before: Mapping[str, datetime]) -> dict[str, int]:
    """Delete the wishes that ended before that moment."""
    due = ResourceRequest.objects.filter(agency=agency, ended_at__lt=before[Retention.OPERATIONAL])
    count, _each = due.delete()
    return {"resource_requests": count}
