"""A draft put to people: what they were shown and asked, what they said, and what the agency answered."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models.policies import PolicyVersion
from commonbeat.act.policies.rules.consultations import Answer, CommentState, LeftOut, is_open
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import Language


class PolicyConsultation(models.Model):
    """One time that a version is put to people; its words are what they read, whatever becomes of the version."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="consultations")
    starts_on = models.DateField(_("opens on"))
    ends_on = models.DateField(_("open until"))
    ended_on = models.DateField(null=True, blank=True)
    questions = models.TextField(_("what people are asked"), help_text=_("One question a line."))
    questions_es = models.TextField(_("what people are asked, in Spanish"), blank=True)
    text = models.TextField()
    text_es = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    summary_es = models.TextField(blank=True)
    change = models.CharField(max_length=500, blank=True)
    change_es = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=models.F("starts_on")), name="consultation_in_order")
        ]

    def __str__(self) -> str:
        return str(self.version)

    def open_on(self, day: date) -> bool:
        """Whether it takes comments on that day."""
        return is_open(self.starts_on, self.ends_on, self.ended_on, day)

    def asked(self, language: str) -> list[str]:
        """Its questions in the reader's language."""
        words = (self.questions_es if language.startswith("es") else "") or self.questions
        return [line.strip() for line in words.splitlines() if line.strip()]

    def said(self, part: str, language: str) -> tuple[str, str]:
        """`text`, `summary` or `change` as people read it, with its language: theirs, or English."""
        spanish = getattr(self, f"{part}_es") if language.startswith("es") else ""
        return (spanish, "es") if spanish else (getattr(self, part), "en")


class ConsultationTheme(models.Model):
    """What several comments say, in the agency's words, and its answer in writing."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    consultation = models.ForeignKey(PolicyConsultation, on_delete=models.PROTECT, related_name="themes")
    name = models.CharField(_("what people say"), max_length=200)
    name_es = models.CharField(_("what people say, in Spanish"), max_length=200)
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    why = models.TextField(_("why"), max_length=2000, blank=True)
    why_es = models.TextField(_("why, in Spanish"), max_length=2000, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def said(self, part: str, language: str) -> str:
        """`name` or `why` in the reader's language."""
        return str((getattr(self, f"{part}_es") if language.startswith("es") else "") or getattr(self, part))


class ConsultationComment(models.Model):
    """One comment. Nothing tells who wrote it; its words as written are erased as soon as somebody has read it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    consultation = models.ForeignKey(PolicyConsultation, on_delete=models.PROTECT, related_name="comments")
    theme = models.ForeignKey(
        ConsultationTheme, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    state = models.CharField(max_length=12, choices=CommentState, default=CommentState.HELD)
    language = models.CharField(max_length=8, choices=Language, default=Language.ENGLISH)
    came_at = models.DateTimeField(auto_now_add=True)
    original = models.TextField(blank=True)
    words = models.TextField(blank=True)
    taken_out = models.JSONField(default=list, help_text=_("How many words each […] stands for."))
    reason = models.CharField(max_length=12, choices=LeftOut, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state="held") | Q(original=""), name="comment_read_is_erased"),
            models.CheckConstraint(condition=Q(state="shown") | Q(words=""), name="comment_words_only_if_shown"),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def words_out(self) -> int:
        """How many words were taken out of it before it was shown."""
        return sum(self.taken_out)
