"""A comment on its way to the officer: what may be passed on of it, to whom, and what the officer does with it."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.recognition.rules import Keeping, Reason, State
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import Language
from commonbeat.ground.people.models import Staff


class PraiseQuerySet(models.QuerySet["Praise"]):
    """Praise by where it stands."""

    def waiting(self) -> "PraiseQuerySet":
        """What nobody has read yet."""
        return self.filter(state=State.WAITING)

    def passed_on(self) -> "PraiseQuerySet":
        """What has reached its officer, the newest first."""
        return self.filter(state=State.PASSED_ON).order_by("-decided_on", "-pk")

    def untold(self, before: date) -> "PraiseQuerySet":
        """What was passed on before that day, and no weekly mail has told of."""
        return self.filter(state=State.PASSED_ON, told=False, decided_on__lt=before)

    def not_hidden(self) -> "PraiseQuerySet":
        """Without what its officer hid."""
        return self.exclude(keeping=Keeping.HIDDEN)


class Praise(models.Model):
    """One comment. It has words and an officer only once it is passed on; the database itself holds that.

    There is no month, no area, no time, no score, and no tie to an answer: the random id of the sealed comment is
    forgotten as soon as the original is destroyed.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    comment = models.UUIDField(
        null=True, unique=True, help_text=_("The random id of the sealed comment, while it is there.")
    )
    came_on = models.DateField(help_text=_("The Monday on which it came on the list, with all others of the week."))
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    decided_on = models.DateField(null=True)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    words = models.TextField(
        blank=True, help_text=_("What may be read of it: something may be taken out, nothing added.")
    )
    language = models.CharField(max_length=8, choices=Language, default=Language.ENGLISH)
    staff = models.ForeignKey(
        Staff,
        on_delete=models.PROTECT,
        null=True,
        related_name="praise",
        help_text=_("The officer it was passed on to."),
    )
    public_allowed = models.BooleanField(default=False, help_text=_("Whether its writer let us show it in public."))
    told = models.BooleanField(default=False, help_text=_("Whether the weekly mail has had its turn to tell of it."))
    keeping = models.CharField(max_length=8, choices=Keeping, default=Keeping.SHOWN)

    objects = PraiseQuerySet.as_manager()

    class Meta:
        ordering = ["came_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=State.PASSED_ON, reason="", staff__isnull=False) & ~models.Q(words="")
                | models.Q(state=State.LEFT_OUT, words="", staff__isnull=True, public_allowed=False)
                & ~models.Q(reason="")
                | models.Q(state=State.WAITING, words="", reason="", staff__isnull=True, public_allowed=False),
                name="praise_only_passed_on_has_words_and_officer",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "decided_on"], name="praise_by_state")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_state_display()}"


class NoDigest(models.Model):
    """Somebody on the staff who wants no weekly mail about praise."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    staff = models.OneToOneField(Staff, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.staff)
