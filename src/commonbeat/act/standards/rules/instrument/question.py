"""What one question of the self-review is, and in which areas the questions stand."""

import hashlib
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Area(TextChoices):
    """The eight areas, in their order."""

    LISTENING = "listening", _("Listening and asking")
    TRANSPARENCY = "transparency", _("Openness")
    COMPLAINTS = "complaints", _("Complaints and accountability")
    FORCE = "force", _("Use of force and stepping in")
    FAIRNESS = "fairness", _("Fairness, bias and stops")
    COMMUNITY = "community", _("Beats, problems and partners")
    TRAINING = "training", _("Training and supervision")
    LEADERSHIP = "leadership", _("Leadership, promises and oversight")


class EvidenceKind(TextChoices):
    """What could show that an answer is true."""

    POLICY = "policy", _("Version of a policy")
    DATA = "data", _("Published figure or file")
    SURVEY = "survey", _("Survey result")
    RECORD = "record", _("Meeting or other record")
    DOCUMENT = "document", _("Document kept elsewhere")


@dataclass(frozen=True, slots=True)
class Question:
    """One question in both languages, the resource that it rests on (by slug), and what could show the answer."""

    key: str
    en: str
    es: str
    cites: str
    shows: tuple[EvidenceKind, ...]

    @property
    def wording(self) -> str:
        """A short mark of its exact words: whoever changes a word changes the mark."""
        return hashlib.sha256(f"{self.en}\n{self.es}".encode()).hexdigest()[:12]

    def said(self, language: str) -> str:
        """Its words in the reader's language."""
        return self.es if language.startswith("es") else self.en


POLICY, DATA, SURVEY, RECORD, DOCUMENT = EvidenceKind
