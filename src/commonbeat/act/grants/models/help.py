"""A request for help from one agency to its state, to a network or to a peer, and what both sides wrote."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.act.grants.rules.help import HelpState
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import Network, PeerSite, TopicTag

ONE_OF = ("to_agency", "network", "peer")


def _exactly_one() -> models.Q:
    """Somebody is asked, and only one."""
    found = models.Q()
    for name in ONE_OF:
        others = {f"{other}__isnull": other != name for other in ONE_OF}
        found |= models.Q(**others)
    return found


class AssistanceRequestQuerySet(models.QuerySet["AssistanceRequest"]):
    """Requests by where they stand."""

    def in_state(self, *states: str) -> "AssistanceRequestQuerySet":
        """Those that stand at one of these."""
        return self.filter(state__in=states)


class AssistanceRequest(models.Model):
    """What an agency asks, and whom: its state, which answers here, or a network or peer, which is reached outside.

    It belongs to the agency that asks. The state to which it is addressed sees it too; nobody else does.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="help_asked")
    number = models.PositiveIntegerField(help_text=_("Counts the agency's requests from 1."))
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="help_wanted")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    peer = models.ForeignKey(PeerSite, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    topic = models.ForeignKey(TopicTag, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("what it is about"), max_length=120)
    words = models.TextField(_("what we ask"))
    state = models.CharField(max_length=20, choices=HelpState, default=HelpState.OPEN)
    reason = models.CharField(_("why it was declined"), max_length=500, blank=True)
    asked_on = models.DateField(_("asked on"))
    moved_on = models.DateField(_("stands so since"))
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    objects = AssistanceRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="help_number_once"),
            models.CheckConstraint(condition=_exactly_one(), name="help_asks_exactly_one"),
            models.CheckConstraint(
                condition=models.Q(to_agency__isnull=True) | ~models.Q(to_agency=models.F("agency")),
                name="help_asks_somebody_else",
            ),
        ]
        indexes = [models.Index(fields=["to_agency", "state"], name="help_wanted_of")]

    def __str__(self) -> str:
        return self.title

    @property
    def whom(self) -> str:
        """Who is asked, by name."""
        return str(self.to_agency or self.network or self.peer)

    @property
    def outside(self) -> bool:
        """Whether whoever is asked answers elsewhere, so that the asker writes down what they said."""
        return self.to_agency_id is None


class AssistanceMessage(models.Model):
    """One message; the name of its writer is for their own side, the other side reads the agency's."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, help_text=_("The one that asked."))
    request = models.ForeignKey(AssistanceRequest, on_delete=models.PROTECT, related_name="messages")
    by_asker = models.BooleanField()
    author = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    written_on = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.written_on}"
