"""A self-review: its questions as they stood, who may answer, what was counted and agreed, and the signed snapshot."""

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.promises.models import Commitment
from commonbeat.act.standards.rules.instrument import Area, EvidenceKind
from commonbeat.act.standards.rules.self_review import OVER, Audience, RaterKind, Rating, RecheckReason, Stage
from commonbeat.act.standards.rules.self_review_groups import Group, group_from
from commonbeat.act.standards.rules.self_review_snapshot import GENESIS
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff, User
from commonbeat.measure.findings.models import Run

KEPT_FOR_GOOD = "A signed snapshot is never changed or deleted."


class SelfReviewQuerySet(models.QuerySet["SelfReview"]):
    """Reviews by where they stand."""

    def at(self, *stages: str) -> "SelfReviewQuerySet":
        """Those that stand at one of these."""
        return self.filter(stage__in=stages)

    def under_way(self) -> "SelfReviewQuerySet":
        """Those that are neither closed nor dropped."""
        return self.exclude(stage__in=OVER)


class SelfReview(models.Model):
    """One look in the mirror. `questions` are those of its first day, so that later words change nothing in it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    number = models.PositiveIntegerField(help_text=_("Counts the agency's reviews from 1; stands in the address."))
    title = models.CharField(_("what it is called"), max_length=120)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.OPENED)
    opened_on = models.DateField()
    rate_by = models.DateField(_("answers by"))
    counted_on = models.DateField(null=True, blank=True, help_text=_("When answers were counted and untied."))
    closed_on = models.DateField(null=True, blank=True)
    abandoned_on = models.DateField(null=True, blank=True)
    abandoned_why = models.CharField(_("why it is given up"), max_length=500, blank=True)
    facilitator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    questions = models.JSONField(default=list)
    invited = models.PositiveIntegerField(default=0)
    finished = models.PositiveIntegerField(default=0, help_text=_("How many finished, known when answers are counted."))
    minimum = models.PositiveSmallIntegerField(default=5, help_text=_("The smallest group shown, as it held then."))
    signed_hash = models.CharField(max_length=64, blank=True, help_text=_("What the facilitator signed."))
    signed_name = models.CharField(max_length=150, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    objects = SelfReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="self_review_number_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def keys(self) -> list[str]:
        """The keys of its questions, in their order."""
        return [str(one["key"]) for one in self.questions]

    @property
    def areas(self) -> list[Area]:
        """The areas that it asks about, in their order."""
        asked = {one["area"] for one in self.questions}
        return [area for area in Area if area.value in asked]

    def of_area(self, area: str) -> list[dict[str, Any]]:
        """The questions of one area."""
        return [one for one in self.questions if one["area"] == area]


class SelfReviewRater(models.Model):
    """Somebody who was asked to answer, and as what. Deleted when the answers are counted."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    review = models.ForeignKey(SelfReview, on_delete=models.PROTECT, related_name="raters")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=RaterKind)
    finished = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "user"], name="rater_once_a_review")]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.kind}"


class SelfReviewAnswers(models.Model):
    """What one rater said to one area, sealed; nobody else opens it. Deleted when the answers are counted."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    rater = models.ForeignKey(SelfReviewRater, on_delete=models.CASCADE, related_name="answers")
    area = models.CharField(max_length=20, choices=Area)
    sealed = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["rater", "area"], name="answers_once_an_area")]

    def __str__(self) -> str:
        return f"{self.rater_id}: {self.area}"


class SelfReviewResult(models.Model):
    """One question after the count: the groups that may be seen, and what those in the room agreed on."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    review = models.ForeignKey(SelfReview, on_delete=models.PROTECT, related_name="results")
    question = models.CharField(max_length=40)
    groups = models.JSONField(default=list, help_text=_("Counts by role; roles with too few stand together."))
    agreed = models.CharField(_("agreed answer"), max_length=20, choices=Rating, blank=True)
    words = models.CharField(_("in your words"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "question"], name="result_once_a_question")]

    def __str__(self) -> str:
        return self.question

    @property
    def shown(self) -> tuple[Group, ...]:
        """The groups, ready to be compared."""
        return tuple(group_from(plain) for plain in self.groups)


class SelfReviewNote(models.Model):
    """What somebody wrote beside an answer, without who or in which role; deleted when the review is closed."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    review = models.ForeignKey(SelfReview, on_delete=models.PROTECT, related_name="notes")
    question = models.CharField(max_length=40)
    words = models.CharField(max_length=500)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class SelfReviewReflection(models.Model):
    """What one area made those in the room think of."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    review = models.ForeignKey(SelfReview, on_delete=models.PROTECT, related_name="reflections")
    area = models.CharField(max_length=20, choices=Area)
    words = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "area"], name="reflection_once_an_area")]

    def __str__(self) -> str:
        return self.words[:80]


class SelfReviewEvidence(models.Model):
    """Something that shows an answer: a version of a policy, a run of published figures, or words and an address."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    review = models.ForeignKey(SelfReview, on_delete=models.PROTECT, related_name="evidence")
    question = models.CharField(max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind)
    adopted = models.BooleanField(default=True, help_text=_("Whoever leads the review stands by it."))
    words = models.CharField(_("what it is"), max_length=200)
    address = models.URLField(_("address"), max_length=500, blank=True)
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["review", "question"], name="evidence_by_question")]

    def __str__(self) -> str:
        return self.words


class NextStep(models.Model):
    """What follows from an agreed gap: who does what by when; a promise once it was made one."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    review = models.ForeignKey(SelfReview, on_delete=models.PROTECT, related_name="steps")
    question = models.CharField(max_length=40)
    title = models.CharField(_("what will be done"), max_length=120)
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(_("due"))
    promise = models.ForeignKey(Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.title


class SelfReviewShare(models.Model):
    """With whom the chief shares a review, from when until when."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    review = models.ForeignKey(SelfReview, on_delete=models.PROTECT, related_name="shares")
    audience = models.CharField(max_length=20, choices=Audience)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "audience"], condition=models.Q(until__isnull=True), name="shared_once_an_audience"
            )
        ]

    def __str__(self) -> str:
        return self.audience


class SelfReviewSnapshotQuerySet(models.QuerySet["SelfReviewSnapshot"]):
    """Snapshots; deleting is refused here and again by triggers in the database."""

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError(KEPT_FOR_GOOD)


class SelfReviewSnapshot(models.Model):
    """What a closed review says, for good: one canonical text, its hash, and the hash of the snapshot before."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    review = models.OneToOneField(SelfReview, on_delete=models.PROTECT, related_name="snapshot")
    sequence = models.PositiveIntegerField(help_text=_("Its place in the agency's chain, from 1."))
    content = models.TextField(help_text=_("Canonical JSON: sorted names, no spaces."))
    previous = models.CharField(max_length=64, default=GENESIS)
    hash = models.CharField(max_length=64, unique=True)

    objects = SelfReviewSnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["agency", "sequence"], name="snapshot_sequence_once")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.hash[:12]}"

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(KEPT_FOR_GOOD)

    @property
    def told(self) -> dict[str, Any]:
        """The content, read."""
        found: dict[str, Any] = json.loads(self.content)
        return found


class SelfReviewPaper(models.Model):
    """A snapshot as a PDF in one language, kept beside the uploads; made anew by the same words at any time."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    snapshot = models.ForeignKey(SelfReviewSnapshot, on_delete=models.PROTECT, related_name="papers")
    language = models.CharField(max_length=10)
    made_with = models.CharField(max_length=12, help_text=_("The mark of the layout that made it."))
    stored = models.CharField(max_length=120, help_text=_("Its place in the folder of uploads."))
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text=_("In bytes."))

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "language"], name="paper_once_a_language")]

    def __str__(self) -> str:
        return f"{self.snapshot_id}: {self.language}"


class SelfReviewRecheck(models.Model):
    """A question of a closed review that is to be looked at again, and why; all of it where `question` is empty."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    review = models.ForeignKey(SelfReview, on_delete=models.PROTECT, related_name="rechecks")
    question = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=20, choices=RecheckReason)
    since = models.DateField()
    done_on = models.DateField(null=True, blank=True, help_text=_("When a review asked it again."))

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "question", "reason"], name="recheck_once_a_reason")]

    def __str__(self) -> str:
        return f"{self.question}: {self.reason}"
