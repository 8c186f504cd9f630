"""The agency's rules on texts, what was decided about each contact, and the little that is remembered of a phone."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import Language
from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.records.models import ContactEvent
from commonbeat.listen.textline.rules import Listed, Outcome, Reason


class TextRuleQuerySet(models.QuerySet["TextRule"]):
    """Rules by the day on which they hold."""

    def begun(self, day: date) -> "TextRuleQuerySet":
        """Those that have begun by that day; of one pattern the newest holds (rules.listed_for)."""
        return self.filter(effective_from__lte=day)


class TextRule(models.Model):
    """After which calls people are texted, from a day on, with the policy behind it. A change is a new row."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="text_rules")
    pattern = models.CharField(_("kind of call"), max_length=80, help_text=_("As in the file; * stands for anything."))
    update = models.BooleanField(_("update"))
    survey = models.BooleanField(_("survey"))
    effective_from = models.DateField(_("from"))
    citation = models.CharField(_("policy or decision"), max_length=300)

    objects = TextRuleQuerySet.as_manager()

    class Meta:
        ordering = ["pattern", "-effective_from", "-pk"]

    def __str__(self) -> str:
        return f"{self.pattern} from {self.effective_from}"

    @property
    def listed(self) -> Listed:
        """The rule as a value."""
        return Listed(
            pattern=self.pattern, update=self.update, survey=self.survey, since=self.effective_from, pk=self.pk
        )


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions by what came of them."""

    def of(self, programme: str) -> "DecisionQuerySet":
        """Those about one kind of text."""
        return self.filter(programme=programme)

    def waiting(self) -> "DecisionQuerySet":
        """Those that are looked at again."""
        return self.filter(outcome=Outcome.WAITING)


class Decision(models.Model):
    """Whether one contact led to one kind of text, and why not; by the day, so that no hour leads to a person.

    It never says whether anybody answered: nothing in this space does.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="text_decisions")
    contact = models.ForeignKey(ContactEvent, on_delete=models.PROTECT, related_name="text_decisions")
    programme = models.CharField(max_length=10, choices=Programme)
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    rule = models.ForeignKey(TextRule, on_delete=models.PROTECT, null=True, help_text=_("The rule that allowed it."))
    message = models.UUIDField(null=True, help_text=_("The message that was sent, by its own reference."))
    due_on = models.DateField(null=True, help_text=_("From which day on it may be sent."))
    decided_on = models.DateField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["contact", "pk"]
        constraints = [models.UniqueConstraint(fields=["contact", "programme"], name="contact_decided_once")]
        indexes = [
            models.Index(fields=["agency", "programme", "contact"], name="decision_in_order"),
            models.Index(fields=["agency", "decided_on"], name="decision_by_day"),
            models.Index(
                fields=["agency", "due_on"], condition=models.Q(outcome=Outcome.WAITING), name="decision_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.outcome} {self.reason}".strip()


class Line(models.Model):
    """What is remembered of a phone: its language, when it was last asked, what it was told today. Never its answers.

    The number is a keyed fingerprint of this app's own; the row goes when nothing was heard of it for as long as two
    surveys lie apart.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    fingerprint = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=Language, blank=True)
    asked_on = models.DateField(null=True, help_text=_("When it was last asked how a contact went."))
    referred_on = models.DateField(null=True, help_text=_("When it was last told that nobody reads texts here."))
    told_on = models.DateField(null=True, help_text=_("The day of the replies that are counted."))
    told = models.PositiveSmallIntegerField(default=0, help_text=_("Replies of that day to what was no answer."))
    changed_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "fingerprint"], name="line_once")]
        indexes = [models.Index(fields=["agency", "changed_on"], name="line_by_day")]

    def __str__(self) -> str:
        return self.fingerprint[:8]
