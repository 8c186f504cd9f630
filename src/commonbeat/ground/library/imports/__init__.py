"""What a file of resources means: one row a resource, added or changed by its title and year."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.imports import ImportKind, TogetherLoader
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.library import tables
from commonbeat.ground.library.imports.fields import RESOURCES
from commonbeat.ground.library.models import Citation, EvidenceRating, LibraryResource, ResourceChange, TopicTag
from commonbeat.ground.library.queries.waiting import clocks
from commonbeat.ground.library.rules import Cause, LinkState, keeping
from commonbeat.ground.library.rules.texts import words
from commonbeat.ground.roles import Permission
from commonbeat.kit.tabular.problems import Refused
from commonbeat.kit.tabular.reading import Row

COLUMNS = ("audiences", "kind", "provenance", "publisher", "language", "note_en", "note_es")
"""Fields that are columns of the resource under the same name."""


class ResourceLoader(TogetherLoader):
    """Adds resources by title and year, and changes those that are there; keeps every old value."""

    @cached_property
    def topics(self) -> Mapping[str, TopicTag]:
        """Every topic by its names and short name, folded."""
        rows = TopicTag.objects.filter(agency=self.agency)
        return {" ".join(words(name)): row for row in rows for name in (row.slug, row.name_en, row.name_es)}

    @cached_property
    def there(self) -> Mapping[str, LibraryResource]:
        """Every resource by its title and year of today, the oldest of twins; with topics, ratings and citations."""
        rows = LibraryResource.objects.filter(agency=self.agency).with_grade().order_by("-pk")
        return {keeping.slug_for(row.title, row.year): row for row in rows.prefetch_related("topics", "citations")}

    @cached_property
    def _taken(self) -> set[str]:
        """The addresses of all resources: one that got another title keeps its own."""
        return set(LibraryResource.objects.filter(agency=self.agency).values_list("slug", flat=True))

    @cached_property
    def _named(self) -> set[str]:
        """The short names that this pass has met: titles that differ in commas alone are one resource."""
        return set()

    def fate(self, values: list[Any]) -> str:
        """New under this title and year, changed where anything differs."""
        told = self._told(values)
        slug = keeping.slug_for(told["title"], told["year"])
        if slug in self._named:
            raise Refused("twice", column="title")
        self._named.add(slug)
        row = self.there.get(slug)
        if row is None:
            return "new"
        if row.withdrawn_at is not None:
            raise Refused("withdrawn", column="title")
        return "changed" if self._differing(row, told) or self._rated_anew(row, told) else "same"

    def write(self, new: Sequence[Row], changed: Sequence[Row]) -> None:
        """Write all at once, and let the search and the pages see them."""
        keys = [*self._added([self._told(values) for _line, values, _cells in new])]
        for _line, values, _cells in changed:
            told = self._told(values)
            keys.append(self._changed(self.there[keeping.slug_for(told["title"], told["year"])], told))
        if keys:
            tables.derive(self.agency, keys)
            agencies.touch_public(self.agency)

    def _told(self, values: list[Any]) -> dict[str, Any]:
        """What a line says, checked; raises Refused with the field that is to be mended."""
        told = dict(zip(RESOURCES.by_key, values, strict=True))
        named = [" ".join(words(part)) for part in told["topics"].split("|") if part.strip()]
        if not named or any(name not in self.topics for name in named):
            raise Refused("no_such_topic", column="topics")
        if told["url"] and keeping.link_problem(told["url"]):
            raise Refused("bad_link", column="url")
        if told["url"] and told["accessed_on"] is None:
            raise Refused("not_opened", column="accessed_on")
        if told["accessed_on"] and not told["url"]:
            raise Refused("no_link", column="url")
        if told["evidence"] and not told["basis"]:
            raise Refused("no_ground", column="basis")
        topics = sorted({self.topics[name].slug: self.topics[name] for name in named}.items())
        return {**told, "types": sorted(told["types"]), "audiences": sorted(told["audiences"]), "topics": dict(topics)}

    def _differing(self, row: LibraryResource, told: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
        """Field to (old, new) of what the file says otherwise; an empty cell leaves what is there."""
        citation = next(iter(row.citations.all()), None)
        old: dict[str, Any] = {name: getattr(row, name) for name in ("types", *COLUMNS)}
        old["topics"] = sorted(topic.slug for topic in row.topics.all())
        old["source"], old["url"] = (citation.words, citation.url) if citation else ("", "")
        old["accessed_on"] = _day(citation.accessed_on if citation else None)
        new = {**told, "topics": list(told["topics"]), "accessed_on": _day(told["accessed_on"])}
        return {name: (value, new[name]) for name, value in old.items() if new[name] and new[name] != value}

    def _rated_anew(self, row: LibraryResource, told: Mapping[str, Any]) -> bool:
        return bool(told["evidence"]) and told["evidence"] != getattr(row, "grade", "")

    def _slug(self, title: str, year: int | None) -> str:
        """The address of a new resource, taken from now on."""
        slug = keeping.free_slug(keeping.slug_for(title, year), self._taken)
        self._taken.add(slug)
        return slug

    def _added(self, told: Sequence[Mapping[str, Any]]) -> list[int]:
        """The keys of the new resources."""
        today = self.agency.day()
        review_by = keeping.review_day(today, clocks(self.agency)["review_months"])
        rows = LibraryResource.objects.bulk_create(
            LibraryResource(
                agency=self.agency,
                slug=self._slug(one["title"], one["year"]),
                title=one["title"],
                year=one["year"],
                types=one["types"],
                reviewed_on=today,
                review_by=review_by,
                **{name: one[name] for name in COLUMNS},
            )
            for one in told
        )
        pairs = list(zip(rows, told, strict=True))
        through = LibraryResource.topics.through
        through._default_manager.bulk_create(
            through(libraryresource=row, topictag=topic) for row, one in pairs for topic in one["topics"].values()
        )
        Citation.objects.bulk_create(self._citation(row, one) for row, one in pairs)
        self._rate(pairs)
        self._log(rows, Cause.FROM_FILE)
        return [row.pk for row in rows]

    def _changed(self, row: LibraryResource, told: Mapping[str, Any]) -> int:
        """Write one changed resource; its key."""
        differing = self._differing(row, told)
        audit.correct(agency=self.agency, subject=row, changes=differing, reason=self.batch.file_name)
        for name in ("types", *COLUMNS):
            if name in differing:
                setattr(row, name, told[name])
        row.version += 1
        row.changed_at = timezone.now()
        row.save()
        if "topics" in differing:
            row.topics.set(told["topics"].values())
        self._cite_anew(row, told, differing)
        if self._rated_anew(row, told):
            self._rate([(row, told)])
        self._log([row], Cause.CHANGED_BY_FILE)
        return row.pk

    def _cite_anew(self, row: LibraryResource, told: Mapping[str, Any], differing: Mapping[str, Any]) -> None:
        """Write what the file says of the first citation; a changed link counts as never tried."""
        if not differing.keys() & {"source", "url", "accessed_on"}:
            return
        citation = row.citations.first() or self._citation(row, told)
        if "url" in differing:
            citation.url = told["url"]
            citation.link_state, citation.failures, citation.checked_at = LinkState.UNCHECKED, 0, None
        citation.words = told["source"] or citation.words
        citation.accessed_on = told["accessed_on"] or citation.accessed_on
        citation.save()

    def _citation(self, row: LibraryResource, one: Mapping[str, Any]) -> Citation:
        source = one["source"] or ", ".join(str(part) for part in (one["publisher"], row.title, row.year) if part)
        return Citation(
            agency=self.agency, resource=row, words=source[:500], url=one["url"], accessed_on=one["accessed_on"]
        )

    def _rate(self, pairs: Sequence[tuple[LibraryResource, Mapping[str, Any]]]) -> None:
        today = self.agency.day()
        EvidenceRating.objects.bulk_create(
            EvidenceRating(agency=self.agency, resource=row, grade=one["evidence"], basis=one["basis"], rated_on=today)
            for row, one in pairs
            if one["evidence"]
        )

    def _log(self, rows: Sequence[LibraryResource], cause: str) -> None:
        ResourceChange.objects.bulk_create(
            ResourceChange(agency=self.agency, resource=row, version=row.version, cause=cause) for row in rows
        )


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


KINDS = (
    ImportKind(rows=RESOURCES, loader=ResourceLoader, permission=Permission.MANAGE_LIBRARY, after="resource_list"),
)
"""What this app takes from files."""
