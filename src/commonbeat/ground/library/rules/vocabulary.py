"""What a resource is called, whom it is for, where it comes from, and how good its evidence is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Grade(TextChoices):
    """How much is known about whether what a resource describes works; best first."""

    STRONG = "strong", _("Strong: several rigorous studies agree")
    MODERATE = "moderate", _("Moderate: at least one rigorous study")
    PROMISING = "promising", _("Promising: studies without a sound comparison")
    EXPERIENCE = "experience", _("Experience: practitioners and departments report it")
    NOT_RATED = "not_rated", _("Not rated yet")
