"""Who keeps each public page and by when it is read again; and what the last walk along our own links found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff


class PageRecord(models.Model):
    """A public page by the name of its address: its owner, and when somebody read it and will again."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    name = models.CharField(_("name of the address"), max_length=60)
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="public_pages")
    review_by = models.DateField(_("to be read again by"))
    reviewed_on = models.DateField(_("last read"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="page_record_once")]

    def __str__(self) -> str:
        return self.name


class LinkWalk(models.Model):
    """The last walk along the links of an agency's own public pages."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    ended_at = models.DateTimeField(auto_now=True)
    pages = models.PositiveIntegerField(help_text=_("Pages that were read."))
    links = models.PositiveIntegerField(help_text=_("Addresses that were asked."))
    complete = models.BooleanField(default=True, help_text=_("Whether every address was asked."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency"], name="one_link_walk")]

    def __str__(self) -> str:
        return f"{self.ended_at:%Y-%m-%d}"


class BrokenLink(models.Model):
    """An address of our own that does not answer, a page where it stands, and since when."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    address = models.CharField(_("address"), max_length=500)
    page = models.CharField(_("stands on"), max_length=500)
    status = models.PositiveSmallIntegerField(_("answer"))
    since = models.DateField(_("since"))

    class Meta:
        ordering = ["since", "address"]
        constraints = [models.UniqueConstraint(fields=["agency", "address"], name="broken_link_once")]

    def __str__(self) -> str:
        return f"{self.status} {self.address}"
