"""Adding resources and topics, changing a record, rating its evidence, marking it as looked at again."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.library import tables
from commonbeat.ground.library.models import Citation, EvidenceRating, LibraryResource, ResourceChange, TopicTag
from commonbeat.ground.library.queries.waiting import clocks
from commonbeat.ground.library.rules import Cause, Grade, LinkState, keeping
from commonbeat.ground.roles import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a catalogue record says, as a form or a file gives it; topics by short name."""

    title: str
    year: int | None = None
    types: Sequence[str] = ()
    topics: Sequence[str] = ()
    audiences: Sequence[str] = ()
    kind: str = ""
    provenance: str = ""
    publisher: str = ""
    language: str = "en"
    note_en: str = ""
    note_es: str = ""
    source: str = ""
    url: str = ""
    accessed_on: date | None = None


CITED = ("source", "url", "accessed_on")
"""What of a record its citation keeps."""


@transaction.atomic
def add_resource(*, actor: Actor, agency: Agency, record: Record) -> LibraryResource:
    """Add a resource with its citation; its evidence is not rated yet. Raises ValidationError by field."""
    topics = _checked(agency, record)
    agencies.take_turns(agency, "library.add_resource")
    _refuse_twin(agency, record)
    today = agency.day()
    row = LibraryResource.objects.create(
        agency=agency,
        slug=_free_slug(agency, keeping.slug_for(record.title, record.year)),
        reviewed_on=today,
        review_by=keeping.review_day(today, clocks(agency)["review_months"]),
        **_columns(record),
    )
    row.topics.set(topics)
    _cite(row, record)
    log_change(row, cause=Cause.ADDED)
    details = {"slug": row.slug, "title": row.title}
    audit.record(agency=agency, actor=actor, verb="library.add_resource", subject=row, details=details)
    publish(row)
    return row


@transaction.atomic
def change_resource(
    *, actor: Actor, resource: LibraryResource, record: Record, what: str, seen: int | None = None
) -> LibraryResource:
    """Change a record; `what` says to everybody what changed, and the version counts up. Raises ValidationError.

    `seen` is the version from which the change was written: with another one by now, it would undo somebody's work.
    """
    agency = resource.agency
    topics = _checked(agency, record)
    if not what.strip():
        raise ValidationError({"what": _("Say in a few words what changed: everybody can read it.")})
    agencies.take_turns(agency, "library.add_resource")
    row = open_record(resource)
    if seen not in (None, row.version):
        raise ValidationError(
            _("Somebody changed this record after you opened it. Copy what you wrote, open the page again, put it in.")
        )
    if keeping.slug_for(record.title.strip(), record.year) != keeping.slug_for(row.title, row.year):
        _refuse_twin(agency, record)
    columns = _columns(record)
    differing = {name: (getattr(row, name), value) for name, value in columns.items() if getattr(row, name) != value}
    audit.correct(agency=agency, subject=row, changes=differing, reason=what[:300])
    for name, value in columns.items():
        setattr(row, name, value)
    row.version += 1
    row.changed_at = timezone.now()
    row.save()
    row.topics.set(topics)
    _cite(row, record)
    log_change(row, what)
    details = {"slug": row.slug, "what": what[:300], "version": row.version}
    audit.record(agency=agency, actor=actor, verb="library.change_resource", subject=row, details=details)
    publish(row)
    return row


@transaction.atomic
def rate_evidence(*, actor: Actor, resource: LibraryResource, grade: str, basis: str) -> EvidenceRating:
    """Say how good the evidence is and on what ground; the newest rating holds, earlier ones stay."""
    if grade not in Grade.values:
        raise ValidationError({"grade": _("This is not one of the choices.")})
    if not basis.strip():
        raise ValidationError({"basis": _("Say on what ground: which studies, how many, compared with what.")})
    agency = resource.agency
    row = open_record(resource)
    rating = EvidenceRating.objects.create(
        agency=agency, resource=resource, grade=grade, basis=basis.strip(), rated_on=agency.day()
    )
    row.version += 1
    row.changed_at = timezone.now()
    row.save(update_fields=["version", "changed_at"])
    log_change(row, cause=Cause.RATED)
    details = {"slug": row.slug, "grade": grade, "basis": basis.strip()}
    audit.record(agency=agency, actor=actor, verb="library.rate_evidence", subject=row, details=details)
    publish(row)
    return rating


@transaction.atomic
def mark_reviewed(*, actor: Actor, resource: LibraryResource) -> LibraryResource:
    """Say that somebody looked at it again and it still holds; the next day of review follows from the setting."""
    agency = resource.agency
    row = open_record(resource)
    row.reviewed_on = agency.day()
    row.review_by = keeping.review_day(agency.day(), clocks(agency)["review_months"])
    row.save(update_fields=["reviewed_on", "review_by"])
    details = {"slug": row.slug, "review_by": row.review_by.isoformat()}
    audit.record(agency=agency, actor=actor, verb="library.mark_reviewed", subject=row, details=details)
    agencies.touch_public(agency)
    return row


def open_record(resource: LibraryResource) -> LibraryResource:
    """The record as it is now, locked; raises ValidationError where it was withdrawn."""
    row = LibraryResource.objects.select_for_update().get(pk=resource.pk)
    if row.withdrawn_at is not None:
        raise ValidationError(_("This record was withdrawn. Put it back before you change it."))
    return row


def _checked(agency: Agency, record: Record) -> list[TopicTag]:
    """The topics of a record that can be kept; raises ValidationError by field."""
    today = agency.day()
    problems: dict[str, Any] = dict(
        keeping.record_problems(
            title=record.title, year=record.year, types=record.types, topics=record.topics, today=today
        )
    )
    problems |= keeping.link_problems(record.url, record.accessed_on, today)
    if problems:
        raise ValidationError(problems)
    topics = list(TopicTag.objects.filter(agency=agency, slug__in=record.topics))
    if len(topics) != len(set(record.topics)):
        raise ValidationError({"topics": _("Choose topics from the list.")})
    return topics


def _columns(record: Record) -> dict[str, Any]:
    """The columns of the resource itself."""
    found = {name: value for name, value in asdict(record).items() if name not in (*CITED, "topics")}
    found |= {
        "title": record.title.strip(),
        "types": sorted(set(record.types)),
        "audiences": sorted(set(record.audiences)),
    }
    return found


def _free_slug(agency: Agency, wanted: str) -> str:
    """The short name, with a number behind it where another resource has it."""
    alike = LibraryResource.objects.filter(agency=agency, slug__startswith=wanted[: keeping.LONGEST_SLUG - 5])
    return keeping.free_slug(wanted, set(alike.values_list("slug", flat=True)))


def _refuse_twin(agency: Agency, record: Record) -> None:
    """Raises ValidationError where another resource has this title and year: files know a resource by both."""
    wanted = keeping.slug_for(record.title.strip(), record.year)
    there = LibraryResource.objects.filter(agency=agency, year=record.year).values_list("title", flat=True)
    if any(keeping.slug_for(title, record.year) == wanted for title in there):
        problem = _("The library has this title of this year already, perhaps withdrawn. Find it there and change it.")
        raise ValidationError({"title": problem})


def _cite(row: LibraryResource, record: Record) -> None:
    """Keep the first citation as the record says; a changed link counts as never tried."""
    source = record.source.strip() or ", ".join(str(part) for part in (row.publisher, row.title, row.year) if part)
    there = row.citations.first()
    if there is None:
        Citation.objects.create(
            agency=row.agency, resource=row, words=source[:500], url=record.url, accessed_on=record.accessed_on
        )
        return
    if there.url != record.url:
        there.link_state, there.failures, there.checked_at, there.said = LinkState.UNCHECKED, 0, None, ""
    there.words, there.url, there.accessed_on = source[:500], record.url, record.accessed_on
    there.save()


def log_change(row: LibraryResource, words: str = "", *, cause: str = "") -> None:
    """One line more in its list of changes, under its version now."""
    ResourceChange.objects.create(
        agency=row.agency, resource=row, version=row.version, words=words[:300], cause=cause, at=row.changed_at
    )


def publish(row: LibraryResource) -> None:
    """The search and every public page see it with this transaction."""
    tables.derive(row.agency, [row.pk])
    agencies.touch_public(row.agency)
