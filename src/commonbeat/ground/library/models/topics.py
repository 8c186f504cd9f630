"""The topics by which resources, policies, courses and standards are found together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency


class TopicTag(models.Model):
    """One topic, the same word on everything that it is put on."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    slug = models.SlugField(_("short name in addresses"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=100)
    name_es = models.CharField(_("name in Spanish"), max_length=100)
    place = models.PositiveSmallIntegerField(default=0, help_text=_("Its place in lists, lowest first."))
    shipped = models.BooleanField(default=False, help_text=_("Came with the program."))

    class Meta:
        ordering = ["place", "name_en"]
        constraints = [models.UniqueConstraint(fields=["agency", "slug"], name="topic_once")]

    def __str__(self) -> str:
        return self.name_en

    def name(self, language: str) -> str:
        """Its name in the reader's language."""
        return self.name_es if language.startswith("es") else self.name_en
