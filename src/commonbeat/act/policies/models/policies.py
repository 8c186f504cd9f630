"""A policy and its versions: what it says, in plain words too, and from when to when it is in force."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.rules.versions import FIXED, IN_PUBLIC, OPEN, Bound, VersionState, title_in
from commonbeat.ground.agency.models import Agency, Unit
from commonbeat.ground.library.models import TopicTag
from commonbeat.ground.people.models import Staff
from commonbeat.ground.people.rules import Rank
from commonbeat.kit.words import language


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Policies by whether the public may read them."""

    def public(self) -> "PolicyQuerySet":
        """Those that anybody may read."""
        return self.filter(public=True)

    def in_force(self, day: date) -> "PolicyQuerySet":
        """Those of which a version is in force on that day."""
        return self.filter(pk__in=PolicyVersion.objects.in_force(day).values("policy"))


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
    required = models.CharField(_("which required policy it is"), max_length=40, blank=True)
    review_months = models.PositiveSmallIntegerField(_("months between reviews"), default=12)
    next_review = models.DateField(_("next review"), null=True, blank=True)
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

    def numbered(self, language: str) -> str:
        """Its number and title in the reader's language."""
        return f"{self.number} {self.name(language)}"

    def name(self, language: str) -> str:
        """Its title in the reader's language, in English where it has none in Spanish."""
        return title_in(language, english=self.title, spanish=self.title_es)


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    """Versions by the day on which they hold."""

    def in_force(self, day: date) -> "PolicyVersionQuerySet":
        """Those in force on that day, superseded ones too if it was their time."""
        return self.filter(
            models.Q(effective_until__isnull=True) | models.Q(effective_until__gt=day),
            state__in=(VersionState.EFFECTIVE, VersionState.SUPERSEDED),
            effective_from__lte=day,
        )

    def published(self) -> "PolicyVersionQuerySet":
        """Those that are or were in force."""
        return self.filter(state__in=IN_PUBLIC)

    def at_work(self) -> "PolicyVersionQuerySet":
        """Those that are not approved yet."""
        return self.filter(state__in=OPEN)

    def due(self, day: date) -> "PolicyVersionQuerySet":
        """Those approved whose day has come, the earliest first."""
        return self.filter(state=VersionState.APPROVED, effective_from__lte=day).order_by("effective_from", "number")


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
    change = models.CharField(_("what changes, and why"), max_length=500, blank=True)
    change_es = models.CharField(_("what changes, and why, in Spanish"), max_length=500, blank=True)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    writers = models.JSONField(default=list, help_text=_("Accounts of everybody who wrote any of it, by number."))
    approved_by = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True, blank=True)
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

    @property
    def called(self) -> str:
        """What a page calls it: the policy's number and title and its own number, in the reader's language."""
        told = {"number": self.policy.number, "title": self.policy.name(language()), "version": self.number}
        return gettext("%(number)s %(title)s, version %(version)s") % told

    @property
    def fixed(self) -> bool:
        """Whether its words can never change again."""
        return self.state in FIXED

    def said(self, part: str, language: str) -> tuple[str, str]:
        """`text`, `summary` or `change` with its language: the reader's, English where it was not translated."""
        spanish = getattr(self, f"{part}_es") if language.startswith("es") else ""
        return (spanish, "es") if spanish else (getattr(self, part), "en")


class VersionStep(models.Model):
    """One step in the life of a version: where it went, on which day, by whom, and why."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=20, choices=VersionState)
    day = models.DateField()
    by = models.CharField(max_length=200)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_state_display()


class PolicyScope(models.Model):
    """Whom a policy binds: a unit, a rank, those sworn or those not. A policy without such a row binds everybody."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="scopes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rank = models.CharField(_("rank"), max_length=30, choices=Rank, blank=True)
    sworn = models.BooleanField(_("sworn"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.bound)

    @property
    def bound(self) -> Bound:
        """What the rule needs of it."""
        return Bound(self.unit_id, self.rank, self.sworn)


class PolicyText(models.Model):
    """What is searched of a policy in one language: title, summary and text of the version in force."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="searched")
    language = models.CharField(max_length=8)
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "language"], name="policy_text_once")]

    def __str__(self) -> str:
        return f"{self.policy} ({self.language})"
