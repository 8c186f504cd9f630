"""Runs of a study, the figures that each run found, and the files released to the public."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.places.models import Neighborhood
from commonbeat.measure.findings.rules import ReleaseState, RunState
from commonbeat.plumb import Shown, shown_from_dict


class RunQuerySet(models.QuerySet["Run"]):
    """Runs by where they stand."""

    def current(self) -> "RunQuerySet":
        """Those whose figures the public sees."""
        return self.filter(state=RunState.PUBLISHED)

    def public(self) -> "RunQuerySet":
        """Those that the public sees or once saw."""
        return self.filter(state__in=[RunState.PUBLISHED, RunState.SUPERSEDED, RunState.WITHDRAWN])


class Run(models.Model):
    """One time that a study was worked out: by which code and settings, from which files, for which days.

    `words` keeps what each measure and each line is called, in English and Spanish, as it stood then; `inputs` lists
    the files that were loaded when it ran, with their hashes; `check` is what the disclosure check found.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    study = models.CharField(max_length=40)
    state = models.CharField(max_length=20, choices=RunState, default=RunState.BUILT)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    code_version = models.CharField(max_length=40)
    settings = models.JSONField(default=dict)
    inputs = models.JSONField(default=list)
    words = models.JSONField(default=dict)
    window_start = models.DateField()
    window_end = models.DateField()
    as_of = models.DateField(help_text=_("The day when the data were taken."))
    author = models.CharField(max_length=200)
    check_summary = models.JSONField(default=dict)
    approved_by = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    notice = models.CharField(max_length=500, blank=True, help_text=_("Why it was withdrawn, for the public."))

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "study"],
                condition=models.Q(state=RunState.PUBLISHED),
                name="one_published_run_a_study",
            ),
        ]

    def __str__(self) -> str:
        return _("Run %(number)s") % {"number": self.pk}

    @property
    def measures(self) -> list[str]:
        """The keys of its measures, in the order of the study."""
        return list(self.words["order"])

    def left_out(self, language: str) -> list[tuple[str, str]]:
        """The keys of the measures for which there was nothing to count, each with the reason."""
        found = self.words.get("left_out", ())
        return [(one["measure"], one["why"].get(language[:2], one["why"]["en"])) for one in found]

    def said(self, measure: str, part: str, language: str) -> str:
        """One part of what was said of a measure ("title", "question", ...), in the reader's language."""
        words = self.words["measures"].get(measure, {}).get(part, {})
        return str(words.get(language[:2], words.get("en", "")))

    def label(self, code: str, language: str) -> str:
        """What a line is called; its own code where the run has no word for it."""
        words = self.words["labels"].get(code, {})
        return str(words.get(language[:2], words.get("en", code)))

    def subjects(self, language: str) -> list[str]:
        """The headings under which its measures stand: what the run is about."""
        sections = dict.fromkeys(str(self.words["measures"][measure]["section"]) for measure in self.measures)
        return [self.label(f"section_{section}", language) for section in sections]

    def split(self, measure: str) -> str:
        """What the lines of a measure are told apart by."""
        return str(self.words["measures"].get(measure, {}).get("split", ""))


class FindingQuerySet(models.QuerySet["Finding"]):
    """Figures by where they are."""

    def of_all(self) -> "FindingQuerySet":
        """Those for all that the agency serves."""
        return self.filter(neighborhood__isnull=True)

    def here_and_all(self, neighborhood: Neighborhood) -> "FindingQuerySet":
        """Those of one neighborhood and, to compare with, those for all."""
        return self.filter(models.Q(neighborhood=neighborhood) | models.Q(neighborhood__isnull=True))


class Finding(models.Model):
    """One published number: an Estimate or a Withheld, with what it measures, where, about whom and for which days.

    `code` is the line within its figure: a group, a month, a kind; empty for the line that sums up. Numerator and
    denominator are kept only where they are shown.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="findings")
    key = models.CharField(max_length=90)
    measure = models.CharField(max_length=40)
    neighborhood = models.ForeignKey(Neighborhood, on_delete=models.PROTECT, null=True, related_name="findings")
    code = models.CharField(max_length=40, blank=True)
    period_start = models.DateField()
    period_end = models.DateField()
    shown = models.JSONField()
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    method = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="finding_once_a_run")]
        indexes = [
            models.Index(fields=["run", "neighborhood"], name="finding_by_place"),
            models.Index(fields=["run", "measure", "code"], name="finding_by_measure"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def figure(self) -> Shown:
        """The Estimate or Withheld itself."""
        return shown_from_dict(self.shown)


class DatasetReleaseQuerySet(models.QuerySet["DatasetRelease"]):
    """Files for the public."""

    def current(self) -> "DatasetReleaseQuerySet":
        """Those that may be taken now."""
        return self.filter(state=ReleaseState.PUBLISHED)

    def public(self) -> "DatasetReleaseQuerySet":
        """Those that are or once were public; what replaced or withdrew them is said."""
        return self.filter(state__in=[ReleaseState.PUBLISHED, ReleaseState.CORRECTED, ReleaseState.WITHDRAWN])


def _release_path(release: "DatasetRelease", name: str) -> str:
    return f"releases/{release.agency_id}/{release.dataset}-{release.version}-{release.sha256[:12]}.csv"


class DatasetRelease(models.Model):
    """One version of a file for the public: its hash, its dictionary, its disclosure check and who approved it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    dataset = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="releases")
    title = models.JSONField(default=dict)
    file = models.FileField(upload_to=_release_path)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    dictionary = models.JSONField(default=list, help_text=_("Each column: name, meaning in each language, values."))
    check_summary = models.JSONField(default=dict)
    method_note = models.JSONField(default=dict)
    built_by = models.CharField(max_length=200)
    approved_by = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=ReleaseState, default=ReleaseState.BUILT)
    notice = models.CharField(max_length=500, blank=True, help_text=_("Why it was withdrawn, for the public."))

    objects = DatasetReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["dataset", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "dataset", "version"], name="release_version_once"),
            models.UniqueConstraint(
                fields=["agency", "dataset"],
                condition=models.Q(state=ReleaseState.PUBLISHED),
                name="one_published_release",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.version}"

    def said(self, part: str, language: str) -> str:
        """`title` or `method_note` in the reader's language."""
        words: dict[str, Any] = getattr(self, part)
        return str(words.get(language[:2], words.get("en", "")))
