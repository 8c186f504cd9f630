"""A question that people ask often, its answer in both languages, who keeps it; and how many said that it helped."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import TopicTag
from commonbeat.ground.people.models import Staff


class FaqQuerySet(models.QuerySet["Faq"]):
    """Questions by whether the public reads them and what they explain."""

    def published(self) -> "FaqQuerySet":
        """Those that anybody may read."""
        return self.filter(published=True)

    def about(self, measure: str) -> "FaqQuerySet":
        """Those that explain one published figure."""
        return self.filter(measure=measure)


class Faq(models.Model):
    """One question and its answer; with a measure's key it says what that figure means."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    topic = models.ForeignKey(TopicTag, on_delete=models.PROTECT, null=True, blank=True, related_name="questions")
    measure = models.SlugField(_("published figure"), max_length=60, blank=True)
    question_en = models.CharField(_("question in English"), max_length=200)
    question_es = models.CharField(_("question in Spanish"), max_length=200)
    answer_en = models.TextField(_("answer in English"))
    answer_es = models.TextField(_("answer in Spanish"))
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="questions")
    answered_on = models.DateField(_("answered on"))
    review_by = models.DateField(_("to be read again by"))
    published = models.BooleanField(_("public"), default=False)
    synthetic = models.BooleanField(default=False, help_text=_("Made up for a demonstration."))

    objects = FaqQuerySet.as_manager()

    class Meta:
        ordering = ["question_en"]
        indexes = [models.Index(fields=["agency", "published", "measure"], name="faq_by_measure")]

    def __str__(self) -> str:
        return self.question_en

    def question(self, language: str) -> str:
        """The question in the reader's language."""
        return self.question_es if language.startswith("es") else self.question_en

    def answer(self, language: str) -> str:
        """The answer in the reader's language."""
        return self.answer_es if language.startswith("es") else self.answer_en


class FaqHelp(models.Model):
    """How many said in one month that an answer helped, and how many that it did not; nothing else is kept."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    faq = models.ForeignKey(Faq, on_delete=models.PROTECT, related_name="help")
    month = models.DateField()
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["faq", "month"], name="faq_help_once_a_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.yes} / {self.no}"
