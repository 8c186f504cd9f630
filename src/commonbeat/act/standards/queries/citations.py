"""The resource behind a question as this agency's library knows it; one that it lacks is named all the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from commonbeat.act.standards.rules.instrument import BY_SLUG
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import LibraryResource
from commonbeat.ground.library.queries import cited
from commonbeat.ground.library.rules import Grade


@dataclass(frozen=True, slots=True)
class Citation:
    """One resource: title, year, publisher, how good its evidence is, and whether the library has it still."""

    slug: str
    title: str
    year: int | None
    publisher: str
    grade: Grade
    in_library: bool
    withdrawn: bool


def citations(agency: Agency, slugs: Iterable[str]) -> dict[str, Citation]:
    """By slug; the library's own grade comes before ours. One query."""
    wanted = set(slugs)
    rows = cited.by_slug(agency, wanted)
    return {slug: _citation(slug, rows.get(slug)) for slug in wanted}


def grades(agency: Agency, slugs: Iterable[str]) -> dict[str, str]:
    """Only the grade of each, as it is written down."""
    return {slug: one.grade.value for slug, one in citations(agency, slugs).items()}


def _citation(slug: str, row: LibraryResource | None) -> Citation:
    ours = BY_SLUG.get(slug)
    grade = getattr(row, "grade", "") or (ours.grade if ours else Grade.NOT_RATED)
    return Citation(
        slug=slug,
        title=row.title if row else ours.title if ours else slug,
        year=row.year if row else ours.year if ours else None,
        publisher=row.publisher if row else ours.publisher if ours else "",
        grade=Grade(grade),
        in_library=row is not None,
        withdrawn=row is not None and row.withdrawn_at is not None,
    )
