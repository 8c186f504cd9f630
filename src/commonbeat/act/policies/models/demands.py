"""What must be there: required policies with their dates, and what laws ask of a policy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models.policies import Policy
from commonbeat.act.policies.rules.required import Rule
from commonbeat.ground.agency.models import Agency


class RequiredPolicy(models.Model):
    """A policy that this agency, or every agency of this state, must have from a day on; with the law behind it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    code = models.SlugField(_("short name"), max_length=40)
    name_en = models.CharField(_("name in English"), max_length=100)
    name_es = models.CharField(_("name in Spanish"), max_length=100)
    citation = models.CharField(_("law, policy or decision"), max_length=200)
    effective_from = models.DateField(_("from"))
    effective_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["effective_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code", "effective_from"], name="required_policy_once")
        ]

    def __str__(self) -> str:
        return self.name_en

    def rule(self, agency: Agency) -> Rule:
        """What the rule needs of it, for an agency whose own or whose state's it is."""
        return Rule(
            self.code,
            {"en": self.name_en, "es": self.name_es},
            self.citation,
            self.effective_from,
            self.effective_until,
            of_state=self.agency_id != agency.pk,
        )


class LegalRequirement(models.Model):
    """What one law asks of a policy, in the agency's own words, and whether the policy goes beyond it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="laws")
    citation = models.CharField(_("law, policy or decision"), max_length=200)
    demands = models.CharField(_("what it asks for"), max_length=500)
    demands_es = models.CharField(_("what it asks for, in Spanish"), max_length=500, blank=True)
    exceeds_law = models.BooleanField(_("The policy goes beyond it"), default=False)
    how = models.CharField(_("how it goes beyond it"), max_length=500, blank=True)
    how_es = models.CharField(_("how it goes beyond it, in Spanish"), max_length=500, blank=True)

    class Meta:
        ordering = ["citation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(exceeds_law=False) | ~models.Q(how=""), name="beyond_the_law_says_how"
            )
        ]

    def __str__(self) -> str:
        return self.citation

    def said(self, part: str, language: str) -> str:
        """`demands` or `how` in the reader's language."""
        return str((getattr(self, f"{part}_es") if language.startswith("es") else "") or getattr(self, part))
