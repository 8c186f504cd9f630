"""Writing down courses, their versions and what the curriculum has to cover."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonbeat.act.policies.models import Course, CourseVersion, CurriculumCoverage, CurriculumTopic
from commonbeat.act.policies.rules.training import Part
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.library.models import TopicTag
from commonbeat.ground.roles import Actor

Covers = Collection[tuple[CurriculumTopic, Part]]


@transaction.atomic
def add_course(
    *,
    actor: Actor,
    agency: Agency,
    title: str,
    code: str,
    hours: Decimal,
    parts: Collection[Part],
    content: str = "",
    topics: Iterable[TopicTag] = (),
    covers: Covers = (),
    effective_from: date | None = None,
) -> Course:
    """A course with its first version. Raises ValidationError where the code is taken, or a part is not there."""
    if Course.objects.filter(agency=agency, code__iexact=code.strip()).exists():
        raise ValidationError({"code": _("Another course has this code. Choose one that is free.")})
    row = Course(agency=agency, title=title.strip(), code=code.strip(), synthetic=agency.demo)
    row.full_clean()
    row.save(force_insert=True)
    row.topics.set([topic for topic in topics if topic.agency_id == agency.pk])
    audit.record(agency=agency, actor=actor, verb="policies.add_course", subject=row, details={"course": row.code})
    add_version(
        actor=actor,
        course=row,
        hours=hours,
        parts=parts,
        content=content,
        covers=covers,
        effective_from=effective_from or agency.day(),
    )
    return row


@transaction.atomic
def add_version(
    *,
    actor: Actor,
    course: Course,
    hours: Decimal,
    parts: Collection[Part],
    effective_from: date,
    content: str = "",
    covers: Covers = (),
) -> CourseVersion:
    """A new version of a course, from a day on; earlier ones stay as they were taught."""
    agency = course.agency
    _check(course, parts, covers)
    last = CourseVersion.objects.select_for_update().filter(course=course).first()
    row = CourseVersion(
        agency=agency,
        course=course,
        number=last.number + 1 if last else 1,
        hours=hours,
        content=content.strip(),
        lecture=Part.LECTURE in parts,
        practice=Part.PRACTICE in parts,
        skill_check=Part.SKILL_CHECK in parts,
        effective_from=effective_from,
    )
    row.full_clean()
    row.save(force_insert=True)
    CurriculumCoverage.objects.bulk_create(
        CurriculumCoverage(agency=agency, version=row, topic=topic, part=part) for topic, part in covers
    )
    details = {"course": course.code, "course_version": row.number, "training_from": effective_from.isoformat()}
    audit.record(agency=agency, actor=actor, verb="policies.add_course_version", subject=row, details=details)
    return row


def _check(course: Course, parts: Collection[Part], covers: Covers) -> None:
    if course.ended_on is not None:
        raise ValidationError(_("This course has ended. Add a course of its own."))
    if not parts:
        raise ValidationError({"parts": _("Say how the course teaches: check one part or more.")})
    if any(topic.agency_id != course.agency_id for topic, _part in covers):
        raise ValidationError(_("Choose topics of this agency."))
    if any(part not in parts for _topic, part in covers):
        raise ValidationError(_("A topic is covered by a part that the course does not have. Check that part as well."))


@transaction.atomic
def end_course(*, actor: Actor, course: Course) -> Course:
    """The course is held no more; what was completed stays and counts."""
    if course.ended_on is not None:
        raise ValidationError(_("This course has ended already."))
    course.ended_on = course.agency.day()
    course.save(update_fields=["ended_on"])
    details = {"course": course.code, "training_day": course.ended_on.isoformat()}
    audit.record(agency=course.agency, actor=actor, verb="policies.end_course", subject=course, details=details)
    return course


@transaction.atomic
def add_topic(
    *, actor: Actor, agency: Agency, name_en: str, citation: str, name_es: str = "", effective_from: date | None = None
) -> CurriculumTopic:
    """A topic that courses have to cover from a day on. Raises ValidationError where it is there."""
    key = slugify(name_en)[:60] or "topic"
    if CurriculumTopic.objects.filter(agency=agency, key=key).exists():
        raise ValidationError({"name_en": _("This topic is there already.")})
    row = CurriculumTopic(
        agency=agency,
        key=key,
        name_en=name_en.strip(),
        name_es=name_es.strip(),
        citation=citation.strip(),
        effective_from=effective_from or agency.day(),
    )
    row.full_clean()
    row.save(force_insert=True)
    details = {"topics": row.key, "training_cite": row.citation}
    audit.record(agency=agency, actor=actor, verb="policies.add_curriculum_topic", subject=row, details=details)
    return row
