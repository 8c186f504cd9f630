"""Describing a topic as a practice area, changing its page, and marking it as looked at again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.library.models import AreaChange, PracticeArea, TopicTag
from commonbeat.ground.library.queries.waiting import clocks
from commonbeat.ground.library.rules import Cause, keeping
from commonbeat.ground.roles import Actor

WORDS = ("definition_en", "definition_es", "why_en", "why_es")


@transaction.atomic
def add_area(*, actor: Actor, topic: TopicTag, words: dict[str, str]) -> PracticeArea:
    """Make a topic a practice area with a page of its own, last in the list. Raises ValidationError by field."""
    agency = topic.agency
    if missing := _missing(words):
        raise ValidationError(missing)
    agencies.take_turns(agency, "library.areas")
    others = PracticeArea.objects.filter(agency=agency)
    if others.filter(topic=topic).exists():
        raise ValidationError(_("This topic has a page already."))
    told = {name: words[name].strip() for name in WORDS}
    row = PracticeArea(agency=agency, topic=topic, place=others.count() + 1, **told)
    row.review_by = _next_review(row)
    row.save()
    AreaChange.objects.create(agency=agency, area=row, version=1, cause=Cause.ADDED)
    details = {"slug": topic.slug}
    audit.record(agency=agency, actor=actor, verb="library.add_area", subject=row, details=details)
    agencies.touch_public(agency)
    return row


@transaction.atomic
def change_area(*, actor: Actor, area: PracticeArea, words: dict[str, str], what: str) -> PracticeArea:
    """Write the page anew; `what` says to everybody what changed. Raises ValidationError by field."""
    missing = _missing(words)
    if not what.strip():
        missing["what"] = _("Say in a few words what changed: everybody can read it.")
    if missing:
        raise ValidationError(missing)
    row = PracticeArea.objects.select_for_update().get(pk=area.pk)
    told = {name: words[name].strip() for name in WORDS}
    differing = {name: (getattr(row, name), said) for name, said in told.items() if getattr(row, name) != said}
    audit.correct(agency=area.agency, subject=row, changes=differing, reason=what[:300])
    for name in WORDS:
        setattr(row, name, told[name])
    row.version += 1
    row.changed_at = timezone.now()
    row.review_by = _next_review(row)
    row.save()
    AreaChange.objects.create(agency=area.agency, area=row, version=row.version, words=what[:300])
    details = {"what": what[:300], "version": row.version}
    audit.record(agency=area.agency, actor=actor, verb="library.change_area", subject=row, details=details)
    agencies.touch_public(area.agency)
    return row


@transaction.atomic
def review_area(*, actor: Actor, area: PracticeArea) -> PracticeArea:
    """Say that somebody looked at it again and it still holds."""
    row = PracticeArea.objects.select_for_update().get(pk=area.pk)
    row.review_by = _next_review(row)
    row.save(update_fields=["review_by"])
    details = {"review_by": row.review_by.isoformat()}
    audit.record(agency=area.agency, actor=actor, verb="library.review_area", subject=row, details=details)
    agencies.touch_public(area.agency)
    return row


def _missing(words: dict[str, str]) -> dict[str, str]:
    return {name: _("Write it in both languages.") for name in WORDS if not words.get(name, "").strip()}


def _next_review(row: PracticeArea) -> date:
    return keeping.review_day(row.agency.day(), clocks(row.agency)["review_months"])
