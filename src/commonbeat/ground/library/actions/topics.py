"""Adding topics, and giving one another name: its short name, and so its address, stays."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.library import tables
from commonbeat.ground.library.models import AreaChange, PracticeArea, TopicTag
from commonbeat.ground.library.rules import Cause
from commonbeat.ground.library.rules.texts import words
from commonbeat.ground.roles import Actor


@transaction.atomic
def add_topic(*, actor: Actor, agency: Agency, name_en: str, name_es: str) -> TopicTag:
    """Add a topic, last in its list. Raises ValidationError by field where a name is missing or taken."""
    agencies.take_turns(agency, "library.topics")
    names = {"name_en": name_en.strip(), "name_es": name_es.strip()}
    others = TopicTag.objects.filter(agency=agency)
    _check_names(others, names)
    slug = slugify(names["name_en"])[:60]
    if not slug:
        raise ValidationError({"name_en": _("Write the topic's name in both languages.")})
    if others.filter(slug=slug).exists():
        raise ValidationError({"name_en": _("There is such a topic already.")})
    place = others.count() + 1
    row = TopicTag.objects.create(agency=agency, slug=slug, place=place, **names)
    audit.record(agency=agency, actor=actor, verb="library.add_topic", subject=row, details={"slug": slug})
    agencies.touch_public(agency)
    return row


@transaction.atomic
def rename_topic(*, actor: Actor, topic: TopicTag, name_en: str, name_es: str) -> TopicTag:
    """Give it other names; everything that has it shows and finds them at once. Raises ValidationError by field."""
    agency = topic.agency
    agencies.take_turns(agency, "library.topics")
    row = TopicTag.objects.select_for_update().get(pk=topic.pk)
    names = {"name_en": name_en.strip(), "name_es": name_es.strip()}
    _check_names(TopicTag.objects.filter(agency=agency).exclude(pk=row.pk), names)
    differing = {name: (getattr(row, name), new) for name, new in names.items() if getattr(row, name) != new}
    if not differing:
        return row
    before = row.name_en
    audit.correct(agency=agency, subject=row, changes=differing, reason=_("The topic has another name now."))
    row.name_en, row.name_es = names["name_en"], names["name_es"]
    row.save(update_fields=["name_en", "name_es"])
    tables.derive(agency, row.resources.values_list("pk", flat=True))
    _log_on_area(row, before)
    details = {"slug": row.slug, "before": before, "name": row.name_en}
    audit.record(agency=agency, actor=actor, verb="library.rename_topic", subject=row, details=details)
    agencies.touch_public(agency)
    return row


def _check_names(others: Iterable[TopicTag], names: dict[str, str]) -> None:
    """Both must be there, and no other topic may be called so: files name topics by their names."""
    missing = {name: _("Write the topic's name in both languages.") for name, said in names.items() if not words(said)}
    if missing:
        raise ValidationError(missing)
    taken = {tuple(words(said)) for other in others for said in (other.slug, other.name_en, other.name_es)}
    doubled = {name: _("There is such a topic already.") for name, said in names.items() if tuple(words(said)) in taken}
    if doubled:
        raise ValidationError(doubled)


def _log_on_area(row: TopicTag, before: str) -> None:
    """The page of its practice area says what it was called."""
    for area in PracticeArea.objects.select_for_update().filter(agency_id=row.agency_id, topic=row):
        area.version += 1
        area.changed_at = timezone.now()
        area.save(update_fields=["version", "changed_at"])
        AreaChange.objects.create(
            agency_id=row.agency_id, area=area, version=area.version, cause=Cause.RENAMED, words=f"“{before}”"
        )
