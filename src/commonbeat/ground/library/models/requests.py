"""Wishes for resources that the library does not have; nobody's name or address is kept with them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import Language
from commonbeat.ground.library.models.resources import LibraryResource
from commonbeat.ground.library.rules import RequestState


class ResourceRequest(models.Model):
    """What somebody looked for in vain, with the filters that found nothing, and what became of it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    words = models.TextField(_("what was looked for"), max_length=500)
    asked = models.CharField(_("the search that found too little"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language)
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.WAITING)
    resource = models.ForeignKey(
        LibraryResource, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return self.words[:80]
