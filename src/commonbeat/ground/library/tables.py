"""Keeps the search's table in step: whoever writes a resource calls `derive` in the same transaction."""

from collections.abc import Iterable

from django.db.models import F

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import CatalogEntry, CatalogState, EvidenceRating, LibraryResource
from commonbeat.ground.library.rules import Grade
from commonbeat.ground.library.rules.texts import document

DERIVED = (
    "agency",
    "sequence",
    "types",
    "year",
    "topics",
    "audiences",
    "kind",
    "provenance",
    "grade",
    "language",
    "listed",
    "words",
)
SLICE = 500


def next_sequence(agency: Agency) -> int:
    """The catalogue's next number; its row stays locked until the transaction ends, so numbers commit in order."""
    CatalogState.objects.bulk_create([CatalogState(agency=agency)], ignore_conflicts=True)
    state = CatalogState.objects.select_for_update().get(agency=agency)
    CatalogState.objects.filter(pk=state.pk).update(sequence=F("sequence") + 1)
    return state.sequence + 1


def derive(agency: Agency, keys: Iterable[int]) -> None:
    """Write anew what the search knows of these resources."""
    keys, sequence = list(keys), next_sequence(agency)
    for start in range(0, len(keys), SLICE):
        _derive(agency, keys[start : start + SLICE], sequence)


def _derive(agency: Agency, keys: list[int], sequence: int) -> None:
    rows = LibraryResource.objects.filter(agency=agency, pk__in=keys).prefetch_related("topics", "citations")
    CatalogEntry.objects.bulk_create(
        [_entry(row, grade, sequence) for row, grade in _graded(list(rows))],
        update_conflicts=True,
        unique_fields=["resource"],
        update_fields=DERIVED,
    )


def _graded(rows: list[LibraryResource]) -> list[tuple[LibraryResource, str]]:
    """Each with the grade that holds now."""
    given = EvidenceRating.objects.filter(resource__in=rows).order_by("rated_on", "pk")
    newest = dict(given.values_list("resource_id", "grade"))
    return [(row, newest.get(row.pk, Grade.NOT_RATED)) for row in rows]


def _entry(row: LibraryResource, grade: str, sequence: int) -> CatalogEntry:
    topics = sorted(row.topics.all(), key=lambda topic: topic.slug)
    said = [row.title, row.publisher, row.note_en, row.note_es, str(row.year or "")]
    said += [words for topic in topics for words in (topic.name_en, topic.name_es)]
    said += [citation.words for citation in row.citations.all()]
    return CatalogEntry(
        resource=row,
        agency_id=row.agency_id,
        sequence=sequence,
        types=",".join(row.types),
        year=row.year,
        topics=",".join(topic.slug for topic in topics),
        audiences=",".join(row.audiences),
        kind=row.kind,
        provenance=row.provenance,
        grade=grade,
        language=row.language,
        listed=row.withdrawn_at is None,
        words=document(row.agency_id, said),
    )
