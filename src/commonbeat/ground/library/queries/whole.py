"""Whole records for files: read a slice at a time, as plain values, so that memory stays flat for any number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import Citation, EvidenceRating, LibraryResource
from commonbeat.ground.library.rules import SHIPPED_GROUNDS, Grade

SLICE = 500
"""Records that are read at a time."""
PLAIN = (
    "slug",
    "title",
    "year",
    "types",
    "audiences",
    "kind",
    "provenance",
    "publisher",
    "language",
    "note_en",
    "note_es",
    "version",
    "review_by",
)
CITED = ("words", "url", "accessed_on")
NOWHERE: tuple[str, str, date | None] = ("", "", None)
"""The source of what names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """All that files hold of one resource; its grade and the ground of it "" where nobody rated it."""

    slug: str
    title: str
    year: int | None
    types: list[str]
    topics: list[str]
    audiences: list[str]
    kind: str
    provenance: str
    grade: str
    basis: str
    publisher: str
    language: str
    note_en: str
    note_es: str
    source: str
    url: str
    accessed_on: date | None
    version: int
    review_by: date | None


@dataclass(frozen=True, slots=True)
class Gone:
    """A resource that was withdrawn: when, and why."""

    slug: str
    title: str
    withdrawn_at: datetime | None
    because: str


def slices(agency: Agency, keys: tuple[int, ...]) -> Iterator[list[Whole]]:
    """These resources in this order, so many at a time. Four queries each; none stays open between two slices."""
    for start in range(0, len(keys), SLICE):
        yield _slice(agency, keys[start : start + SLICE])


def _slice(agency: Agency, keys: tuple[int, ...]) -> list[Whole]:
    rows = LibraryResource.objects.filter(agency=agency, pk__in=keys).order_by()
    plain = {pk: dict(zip(PLAIN, values, strict=True)) for pk, *values in rows.values_list("pk", *PLAIN)}
    topics: dict[int, list[str]] = {}
    for pk, slug in rows.order_by("topics__place", "topics__name_en").values_list("pk", "topics__slug"):
        topics.setdefault(pk, []).extend([slug] if slug else [])
    graded = EvidenceRating.objects.filter(resource__in=keys).order_by("rated_on", "pk")
    grades = {
        pk: (grade, str(SHIPPED_GROUNDS[Grade(grade)]) if shipped else basis)
        for pk, grade, basis, shipped in graded.values_list("resource_id", "grade", "basis", "shipped")
    }
    cited = Citation.objects.filter(resource__in=keys).order_by("-pk")
    sources = {pk: (words, url, opened) for pk, words, url, opened in cited.values_list("resource_id", *CITED)}
    found = []
    for key in keys:
        if key in plain:
            grade, basis = grades.get(key, ("", ""))
            source, url, accessed_on = sources.get(key, NOWHERE)
            found.append(
                Whole(
                    **plain[key],
                    topics=topics.get(key, []),
                    grade=grade,
                    basis=basis,
                    source=source,
                    url=url,
                    accessed_on=accessed_on,
                )
            )
    return found


def withdrawn(agency: Agency) -> list[Gone]:
    """Everything that was withdrawn, the latest first. One query."""
    rows = LibraryResource.objects.filter(agency=agency, withdrawn_at__isnull=False).order_by("-withdrawn_at")
    return [Gone(*row) for row in rows.values_list("slug", "title", "withdrawn_at", "withdrawn_because")]
