"""A proof that a part of a standard is kept: asked of somebody, handed in, checked by somebody else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.standards.models.programs import Bullet, Standard
from commonbeat.act.standards.rules.proofs import Held, ProofKind, ProofState
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff, User
from commonbeat.measure.findings.models import Finding


class ProofQuerySet(models.QuerySet["Proof"]):
    """Proofs by where they stand and of whom they are asked."""

    def in_state(self, *states: str) -> "ProofQuerySet":
        """Those that stand at one of these."""
        return self.filter(state__in=states)

    def asked_of(self, user_id: int | None) -> "ProofQuerySet":
        """Those that one account's person was asked for."""
        return self.filter(asked__user_id=user_id) if user_id is not None else self.none()


class Proof(models.Model):
    """One proof: what is asked, of whom, by when; then what was handed in, for which days, and who checked it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="proofs")
    bullet = models.ForeignKey(Bullet, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs")
    after = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="next",
        help_text=_("The one that went out of date."),
    )
    state = models.CharField(max_length=20, choices=ProofState, default=ProofState.REQUESTED)
    request = models.CharField(_("what is asked for"), max_length=300)
    asked = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="proofs")
    asked_on = models.DateField()
    due = models.DateField(_("due"))
    reminded_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=ProofKind, blank=True)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    stored = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    covers_from = models.DateField(null=True, blank=True)
    covers_to = models.DateField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitter = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checker = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text=_("Why it was sent back."))

    objects = ProofQuerySet.as_manager()

    class Meta:
        ordering = ["standard", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(submitted_by__isnull=True)
                | models.Q(checked_by__isnull=True)
                | ~models.Q(submitted_by=models.F("checked_by")),
                name="proof_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[ProofState.VERIFIED, ProofState.REJECTED, ProofState.STALE])
                | models.Q(checked_by__isnull=False),
                name="proof_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProofState.REJECTED) | ~models.Q(reason=""), name="proof_sent_back_says_why"
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "due"], name="proof_by_state")]

    def __str__(self) -> str:
        return self.request

    @property
    def held(self) -> Held:
        """What finding gaps needs of it."""
        return Held(self.bullet_id, self.state, self.covers_to, self.due)
