"""Courses with their versions, and the topics that the curriculum has to cover."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.rules.training import Part
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import TopicTag


class CourseQuerySet(models.QuerySet["Course"]):
    """Courses by whether they are still held."""

    def held(self) -> "CourseQuerySet":
        """Those that have not ended."""
        return self.filter(ended_on__isnull=True)


class Course(models.Model):
    """A course; what it teaches and for how long stands in its versions."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    title = models.CharField(_("title"), max_length=150)
    code = models.CharField(_("short code"), max_length=30, help_text=_("As files of completed courses name it."))
    topics = models.ManyToManyField(TopicTag, related_name="courses", blank=True)
    ended_on = models.DateField(null=True, blank=True)
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="course_code_once")]

    def __str__(self) -> str:
        return self.title


class CourseVersion(models.Model):
    """One version of a course, from a day on: its hours, how it teaches, and what is new in it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2)
    content = models.TextField(_("what it teaches"), blank=True)
    lecture = models.BooleanField(_("lecture"), default=True)
    practice = models.BooleanField(_("scenario practice"), default=False)
    skill_check = models.BooleanField(_("skill check"), default=False)
    effective_from = models.DateField(_("from"))

    class Meta:
        ordering = ["course", "-number"]
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="course_version_once")]

    def __str__(self) -> str:
        return f"{self.course}, version {self.number}"

    @property
    def parts(self) -> list[Part]:
        """How it teaches, in the usual order."""
        there = {Part.LECTURE: self.lecture, Part.PRACTICE: self.practice, Part.SKILL_CHECK: self.skill_check}
        return [part for part, has in there.items() if has]


class CurriculumTopicQuerySet(models.QuerySet["CurriculumTopic"]):
    """Topics by the day on which they hold."""

    def in_force(self, day: date) -> "CurriculumTopicQuerySet":
        """Those that the curriculum has to cover on that day."""
        return self.filter(models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=day), effective_from__lte=day)


class CurriculumTopic(models.Model):
    """A topic that courses have to cover from a day on, and why."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    key = models.SlugField(max_length=60)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120, blank=True)
    citation = models.CharField(_("law, policy or decision"), max_length=300)
    effective_from = models.DateField(_("from"))
    ended_on = models.DateField(null=True, blank=True)

    objects = CurriculumTopicQuerySet.as_manager()

    class Meta:
        ordering = ["name_en"]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="curriculum_topic_once")]

    def __str__(self) -> str:
        return self.name_en

    def name(self, language: str) -> str:
        """Its name in the reader's language, in English where it has no other."""
        return self.name_es if language.startswith("es") and self.name_es else self.name_en


class CurriculumCoverage(models.Model):
    """One version of a course covers one topic, in one way."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="coverage")
    topic = models.ForeignKey(CurriculumTopic, on_delete=models.PROTECT, related_name="coverage")
    part = models.CharField(max_length=12, choices=Part)

    class Meta:
        ordering = ["version", "topic", "part"]
        constraints = [models.UniqueConstraint(fields=["version", "topic", "part"], name="coverage_once")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_part_display()}"
