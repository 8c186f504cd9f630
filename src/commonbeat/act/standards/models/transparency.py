"""The list of what must be public, as the agency set it from a day on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency


class IndexList(models.Model):
    """One version of the list: each item with the days that it may be old (0 for any age), and who decided it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    version = models.PositiveSmallIntegerField()
    rules_version = models.PositiveSmallIntegerField(help_text=_("By which text the items are judged."))
    items = models.JSONField()
    effective_from = models.DateField()
    citation = models.CharField(max_length=300)

    class Meta:
        ordering = ["-effective_from", "-pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "version"], name="index_list_version_once")]

    def __str__(self) -> str:
        return f"{self.version}, {self.effective_from}"
