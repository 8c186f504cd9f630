"""A policy and its versions: what it says, in plain words too, and from when to when it is in force."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.rules import VersionState
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import TopicTag
from commonbeat.ground.people.models import Staff


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Policies by whether the public may read them."""

    def public(self) -> "PolicyQuerySet":
        """Those that anybody may read."""
        return self.filter(public=True)


class Policy(models.Model):
    """A directive of the agency; its words are those of its versions."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    number = models.CharField(_("number"), max_length=20, help_text=_("As the agency counts its policies: 300, 4.12."))
    slug = models.SlugField(_("short name in addresses"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    title_es = models.CharField(_("title in Spanish"), max_length=200, blank=True)
    public = models.BooleanField(_("public"), default=True)
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="policies", null=True, blank=True)
    topics = models.ManyToManyField(TopicTag, related_name="policies", blank=True)
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="policy_number_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="policy_slug_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    """Versions by the day on which they hold."""

    def in_force(self, day: date) -> "PolicyVersionQuerySet":
        """Those in force on that day, superseded ones too if it was their time."""
        return self.filter(
            models.Q(effective_until__isnull=True) | models.Q(effective_until__gt=day),
            state__in=(VersionState.EFFECTIVE, VersionState.SUPERSEDED),
            effective_from__lte=day,
        )


class PolicyVersion(models.Model):
    """One version of a policy: in force from its effective day on, up to (not on) the day the next one is."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(help_text=_("Counts the versions of this policy from 1."))
    state = models.CharField(max_length=20, choices=VersionState, default=VersionState.DRAFT)
    text = models.TextField(_("text"))
    text_es = models.TextField(_("text in Spanish"), blank=True)
    summary = models.TextField(_("in plain words"), blank=True)
    summary_es = models.TextField(_("in plain words, in Spanish"), blank=True)
    effective_from = models.DateField(_("in force from"), null=True, blank=True)
    effective_until = models.DateField(null=True, blank=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ["policy", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_version_once"),
            models.UniqueConstraint(
                fields=["policy"], condition=models.Q(state="effective"), name="one_policy_version_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy}, version {self.number}"
