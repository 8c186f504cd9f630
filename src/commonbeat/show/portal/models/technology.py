"""The technology that works with data about people: what it is for, who decides, which policy governs it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models import Policy
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff


class TechnologyQuerySet(models.QuerySet["TechnologyRegister"]):
    """Tools with what a page shows of them."""

    def with_ties(self) -> "TechnologyQuerySet":
        """Together with policy and owner."""
        return self.select_related("policy", "owner")


class TechnologyRegister(models.Model):
    """One line of the register: a tool in use, or no longer in use. It is public as soon as it is written."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    name = models.CharField(_("name"), max_length=120)
    maker = models.CharField(_("maker"), max_length=120)
    purpose_en = models.CharField(_("what it is for, in English"), max_length=500)
    purpose_es = models.CharField(_("what it is for, in Spanish"), max_length=500)
    data_en = models.CharField(_("what data it uses, in English"), max_length=500)
    data_es = models.CharField(_("what data it uses, in Spanish"), max_length=500)
    decides_en = models.CharField(_("who decides, in English"), max_length=500)
    decides_es = models.CharField(_("who decides, in Spanish"), max_length=500)
    review_en = models.CharField(_("how a person checks it, in English"), max_length=500)
    review_es = models.CharField(_("how a person checks it, in Spanish"), max_length=500)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, null=True, blank=True, related_name="technology")
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="technology")
    since = models.DateField(_("in use since"))
    until = models.DateField(_("in use until"), null=True, blank=True)
    last_review = models.DateField(_("last review"), null=True, blank=True)
    next_review = models.DateField(_("next review"))
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    objects = TechnologyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="technology_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="technology_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def said(self, what: str, language: str) -> str:
        """Its purpose, data, decides or review in the reader's language."""
        return str(getattr(self, f"{what}_{'es' if language.startswith('es') else 'en'}"))
