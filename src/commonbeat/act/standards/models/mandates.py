"""What is demanded of the agency from outside, its evidence, what those who watch it found, and its whole history."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.standards.models.proofs import Proof
from commonbeat.act.standards.rules.mandates import (
    EvidenceKind,
    Finder,
    Grade,
    Happened,
    RequirementState,
    SourceKind,
    Wording,
)
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.measure.findings.models import DatasetRelease, Finding


class RequirementQuerySet(models.QuerySet["ComplianceRequirement"]):
    """Demands by whether the public sees them."""

    def public(self) -> "RequirementQuerySet":
        """Those that were chosen to be shown."""
        return self.filter(public=True)


class ComplianceRequirement(models.Model):
    """One demand: from which paper and paragraph, what it demands in the agency's own words, who keeps it, by when."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    source = models.CharField(_("where it comes from"), max_length=20, choices=SourceKind)
    citation = models.CharField(_("law, policy or decision"), max_length=300)
    paragraph = models.CharField(_("paragraph"), max_length=40, blank=True)
    title = models.CharField(_("in short"), max_length=150)
    demand = models.CharField(_("what it demands, in our words"), max_length=1000)
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="requirements")
    due = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(max_length=20, choices=RequirementState, default=RequirementState.NOT_STARTED)
    public = models.BooleanField(_("shown to the public"), default=False)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["citation", "paragraph", "pk"]
        indexes = [models.Index(fields=["agency", "state", "due"], name="requirement_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def wording(self) -> Wording:
        """How it is written down."""
        return Wording(self.source, self.citation, self.paragraph, self.title, self.demand)


class RequirementEvent(models.Model):
    """One entry of the history of a demand; entries are only added."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    requirement = models.ForeignKey(ComplianceRequirement, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Happened)
    state = models.CharField(max_length=20, choices=RequirementState)
    day = models.DateField()
    by = models.CharField(max_length=200)
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["requirement", "-pk"]

    def __str__(self) -> str:
        return f"{self.day}: {self.get_kind_display()}"


class EvidenceItem(models.Model):
    """One thing that shows that a demand is kept."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    requirement = models.ForeignKey(ComplianceRequirement, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dataset = models.ForeignKey(DatasetRelease, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proof = models.ForeignKey(Proof, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_for")
    words = models.CharField(max_length=300, blank=True)
    added_on = models.DateField()

    class Meta:
        ordering = ["requirement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(version__isnull=False)
                | models.Q(finding__isnull=False)
                | models.Q(dataset__isnull=False)
                | models.Q(proof__isnull=False)
                | ~models.Q(words=""),
                name="evidence_names_something",
            ),
        ]

    def __str__(self) -> str:
        return str(self.version or self.finding or self.dataset or self.proof or self.words)


class OutsideFinding(models.Model):
    """What a monitor, a court or the state found of a demand."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    requirement = models.ForeignKey(ComplianceRequirement, on_delete=models.PROTECT, related_name="findings")
    finder = models.CharField(max_length=20, choices=Finder)
    name = models.CharField(max_length=200)
    grade = models.CharField(max_length=20, choices=Grade)
    day = models.DateField()
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["requirement", "-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.day}: {self.get_grade_display()}"
