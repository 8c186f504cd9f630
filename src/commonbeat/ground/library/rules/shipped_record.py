"""What a record that comes with the program says."""

from dataclasses import dataclass

from commonbeat.ground.library.rules.keeping import slug_for
from commonbeat.ground.library.rules.vocabulary import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedResource:
    """A record of the catalogue."""

    title: str
    year: int
    types: tuple[str, ...]
    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    kind: str
    provenance: str
    publisher: str
    note_en: str
    note_es: str
    grade: Grade = Grade.EXPERIENCE
    citation: str = ""

    @property
    def slug(self) -> str:
        """Its short name in addresses, for good."""
        return slug_for(self.title, self.year)

    @property
    def source(self) -> str:
        """How a list of sources names it."""
        return self.citation or f"{self.title} ({self.publisher}, {self.year})"


ALL = ("agency", "practitioner", "community")
STAFF = ("agency", "practitioner")
