"""Who sees the files that an agency loads, and how they are read."""

from commonbeat.ground.agency.models import Agency, ImportBatch, ImportBatchQuerySet, SavedMapping
from commonbeat.ground.roles import Actor, Permission
from django.db.models import QuerySet


def visible_imports(actor: Actor, agency: Agency) -> ImportBatchQuerySet:
    """Files of this agency, for those who may load files or see counts of records."""
    if actor.may(Permission.IMPORT_RECORDS, agency) or actor.may(Permission.SEE_RECORDS, agency):
        return ImportBatch.objects.filter(agency=agency)
    return ImportBatch.objects.none()


def visible_mappings(actor: Actor, agency: Agency) -> "QuerySet[SavedMapping]":
    """Saved mappings of this agency, for those who may load files."""
    if actor.may(Permission.IMPORT_RECORDS, agency):
        return SavedMapping.objects.filter(agency=agency)
    return SavedMapping.objects.none()
