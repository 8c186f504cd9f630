"""Who sees the files that an agency loads, and how they are read."""

from django.db.models import QuerySet
from django.http import Http404

from commonbeat.ground.agency.models import Agency, ImportBatch, ImportBatchQuerySet, SavedMapping
from commonbeat.ground.roles import Actor, Permission


def visible_imports(actor: Actor, agency: Agency) -> ImportBatchQuerySet:
    """Files of this agency, for those who may load files or see counts of records."""
    if actor.may(Permission.IMPORT_RECORDS, agency) or actor.may(Permission.SEE_RECORDS, agency):
        return ImportBatch.objects.filter(agency=agency)
    return ImportBatch.objects.none()


def one_import(actor: Actor, agency: Agency, pk: int) -> ImportBatch | None:
    """The file of that number, if this person sees it."""
    return visible_imports(actor, agency).select_related("agency").filter(pk=pk).first()


def found_import(actor: Actor, agency: Agency, pk: int) -> ImportBatch:
    """The same; raises Http404 where there is none."""
    batch = one_import(actor, agency, pk)
    if batch is None:
        raise Http404
    return batch


def visible_mappings(actor: Actor, agency: Agency) -> "QuerySet[SavedMapping]":
    """Saved mappings of this agency, for those who may load files."""
    if actor.may(Permission.IMPORT_RECORDS, agency):
        return SavedMapping.objects.filter(agency=agency)
    return SavedMapping.objects.none()
