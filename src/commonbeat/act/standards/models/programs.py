"""A program of accreditation: its editions, chapters, standards and their parts, what they are tied to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.standards.rules.programs import Area, LinkKind, StandardState
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff


class ProgramQuerySet(models.QuerySet["Program"]):
    """Programs by whether the public sees them."""

    def public(self) -> "ProgramQuerySet":
        """Those whose status anybody may read."""
        return self.filter(public=True)


class Program(models.Model):
    """A body that accredits, for what, and every how many months."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    name = models.CharField(_("name"), max_length=150)
    body = models.CharField(_("who accredits"), max_length=150)
    scope = models.CharField(_("for what"), max_length=300)
    months = models.PositiveSmallIntegerField(_("months of a cycle"))
    starts_on = models.DateField(_("the cycle began on"))
    public = models.BooleanField(_("shown to the public"), default=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="program_name_once")]

    def __str__(self) -> str:
        return self.name


class StandardSet(models.Model):
    """One edition of a program's standards, in force from a day on until the next one is."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="editions")
    edition = models.CharField(_("edition"), max_length=60)
    effective_from = models.DateField(_("in force from"))

    class Meta:
        ordering = ["-effective_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["program", "edition"], name="edition_once"),
            models.UniqueConstraint(fields=["program", "effective_from"], name="edition_day_once"),
        ]

    def __str__(self) -> str:
        return self.edition


class Chapter(models.Model):
    """A chapter of an edition."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    edition = models.ForeignKey(StandardSet, on_delete=models.PROTECT, related_name="chapters")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["edition", "place", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="chapter_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class StandardQuerySet(models.QuerySet["Standard"]):
    """Standards by where they are and how they stand."""

    def of(self, edition: StandardSet) -> "StandardQuerySet":
        """Those of one edition, in their order."""
        return self.filter(edition=edition).order_by("chapter__place", "place", "pk")

    def in_state(self, *states: str) -> "StandardQuerySet":
        """Those that stand at one of these."""
        return self.filter(state__in=states)


class Standard(models.Model):
    """One standard. Its title and text are what the agency entered; none is shipped."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    edition = models.ForeignKey(StandardSet, on_delete=models.PROTECT, related_name="standards")
    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="standards")
    number = models.CharField(_("number"), max_length=20)
    place = models.PositiveSmallIntegerField(default=0)
    area = models.CharField(_("area"), max_length=30, choices=Area)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    exceeds_law = models.BooleanField(_("goes beyond the law"), default=False)
    citation = models.CharField(_("law, policy or decision"), max_length=300, blank=True)
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="standards")
    proof_days = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=StandardState, default=StandardState.NOT_STARTED)
    state_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text=_("Why it is waived or not compliant."))

    objects = StandardQuerySet.as_manager()

    class Meta:
        ordering = ["chapter__place", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="standard_once"),
            models.CheckConstraint(
                condition=models.Q(exceeds_law=False) | ~models.Q(citation=""), name="standard_beyond_a_law_names_it"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=StandardState.WAIVED) | ~models.Q(reason=""), name="standard_waived_says_why"
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="standard_by_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Bullet(models.Model):
    """A part of a standard that is proved by itself."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="bullets")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    ended = models.BooleanField(default=False, help_text=_("The text has it no longer; its proofs stay."))

    class Meta:
        ordering = ["standard", "place", "pk"]

    def __str__(self) -> str:
        return self.text


class StandardLink(models.Model):
    """What a standard is tied to: a policy (or one version), training or a record; what has no page, in words."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=20, choices=LinkKind)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, null=True, blank=True, related_name="standard_links")
    version = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="standard_links"
    )
    training = models.CharField(
        max_length=100, blank=True, help_text=_("A requirement by its key or a course by its code.")
    )
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["standard", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(policy__isnull=False) | ~models.Q(words=""), name="standard_link_names_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.version or self.policy or self.words)
