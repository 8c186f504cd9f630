"""What others rest on: resources by their short names, as this agency's library has them."""

from collections.abc import Iterable, Mapping

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import LibraryResource


def by_slug(agency: Agency, slugs: Iterable[str]) -> Mapping[str, LibraryResource]:
    """Those of these that the library has, withdrawn ones too, each with the grade that holds as `grade`. One query."""
    rows = LibraryResource.objects.filter(agency=agency, slug__in=set(slugs)).with_grade()
    return {row.slug: row for row in rows}
