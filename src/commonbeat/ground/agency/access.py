"""Who sees the files that an agency loads, and how they are read: whoever may load rows of that kind."""

from collections.abc import Iterable
from typing import Protocol

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils.module_loading import import_string

from commonbeat.ground.agency.models import Agency, ImportBatch, ImportBatchQuerySet, SavedMapping
from commonbeat.ground.roles import Actor


class Kind(Protocol):
    """What this page needs to know of a kind of row; `imports.ImportKind` is one."""

    @property
    def key(self) -> str: ...

    @property
    def permission(self) -> str: ...


def own_kinds(actor: Actor, agency: Agency) -> frozenset[str]:
    """The kinds of rows that this person may load here: each kind names the permission that it needs."""
    named: str = getattr(settings, "IMPORT_KINDS")  # noqa: B009 - a setting of ours, unknown to the type checker
    kinds: Iterable[Kind] = import_string(named)
    return frozenset(kind.key for kind in kinds if actor.may(kind.permission, agency))


def visible_imports(actor: Actor, agency: Agency) -> ImportBatchQuerySet:
    """Files of this agency whose rows this person may load."""
    return ImportBatch.objects.filter(agency=agency, kind__in=own_kinds(actor, agency))


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
    """Saved mappings of this agency for the kinds of rows that this person may load."""
    return SavedMapping.objects.filter(agency=agency, kind__in=own_kinds(actor, agency))
