"""The pictures of the public face, each with words for people who cannot see it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.show.portal.rules import PictureUse


class PictureQuerySet(models.QuerySet["Picture"]):
    """Pictures by place and time."""

    def current(self) -> "PictureQuerySet":
        """Those shown today."""
        return self.filter(until__isnull=True)

    def of_use(self, use: str) -> "PictureQuerySet":
        """Those made for one place."""
        return self.filter(use=use)


class Picture(models.Model):
    """A picture that was drawn afresh from what was uploaded, and its description in both languages."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    use = models.CharField(_("where it stands"), max_length=20, choices=PictureUse, default=PictureUse.SEAL)
    file = models.FileField(upload_to="pictures")
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    alt_en = models.CharField(_("what it shows, in English"), max_length=300)
    alt_es = models.CharField(_("what it shows, in Spanish"), max_length=300)
    since = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True, blank=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "use"], condition=models.Q(until__isnull=True), name="one_current_picture_a_use"
            ),
            models.CheckConstraint(condition=~models.Q(alt_en="") & ~models.Q(alt_es=""), name="picture_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_use_display()}: {self.alt_en}"

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height in pixels at which a page shows it: 160 on the longer side."""
        longest = max(self.width, self.height, 1)
        return round(160 * self.width / longest), round(160 * self.height / longest)

    def alt(self, language: str) -> str:
        """What it shows, in the reader's language."""
        return self.alt_es if language.startswith("es") else self.alt_en
