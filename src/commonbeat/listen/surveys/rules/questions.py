"""What is asked: the kinds of questions, the standard questions in our own words, and how each reads in a text.

The standard questions ask how somebody judges one contact with an officer. The first, the core item, measures
satisfaction with the treatment. The others measure parts of procedural justice, each by one question of our own
wording: openness (decisions are explained), voice (people are heard), and motives (the officer is seen to mean well).
The constructs are those of T. Tyler, Why People Obey the Law (2006), and of the review by L. Mazerolle and others,
Procedural justice and police legitimacy, Journal of Experimental Criminology 9 (2013), 245-274. No wording is theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

Texts: TypeAlias = Mapping[str, str]
"""One text in several languages: language code to words."""

NOT_SAID = ""
"""The code of "I would rather not say": somebody saw the question and gave no answer."""

SKIP = "0"
"""What a button or a text says for it."""


class ItemKind(TextChoices):
    """How a question is answered."""

    SATISFACTION = "satisfaction", _("Five answers, from very satisfied to very dissatisfied")
    EXTENT = "extent", _("Yes, partly or no")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be given: its code, and its words by language."""

    code: str
    said: Texts


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is put to somebody; `skip` are the words for giving no answer."""

    key: str
    kind: str
    wording: Texts
    choices: tuple[Choice, ...]
    skip: Texts

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its answers, in their order."""
        return tuple(choice.code for choice in self.choices)

    def label(self, code: str, language: str) -> str:
        """The words of an answer; those of giving none where the code is NOT_SAID."""
        said = next((choice.said for choice in self.choices if choice.code == code), self.skip)
        return in_language(said, language)

    def as_text(self, language: str) -> str:
        """The question with its answers as one text message asks it, in the language that is active."""
        first, *_between, last = self.choices
        if self.kind == ItemKind.SATISFACTION:
            how = gettext("Reply %(first)s %(best)s to %(last)s %(worst)s.") % {
                "first": first.code,
                "best": _small(first.said, language),
                "last": last.code,
                "worst": _small(last.said, language),
            }
        else:
            listed = ", ".join(f"{choice.code} {_small(choice.said, language)}" for choice in self.choices)
            how = gettext("Reply %(answers)s.") % {"answers": listed}
        return f"{in_language(self.wording, language)} {how}"


def in_language(texts: Texts, language: str) -> str:
    """The words in that language, or in English where there are none."""
    return texts.get(language[:2]) or texts.get("en", "")


def _small(texts: Texts, language: str) -> str:
    words = in_language(texts, language)
    return words[:1].lower() + words[1:]


def choices_from(kept: Sequence[Mapping[str, Any]]) -> tuple[Choice, ...]:
    """The answers as a row keeps them: `[{"code": "1", "en": "Yes", "es": "Sí"}, ...]`."""
    return tuple(
        Choice(str(one["code"]), {language: str(said) for language, said in one.items() if language != "code"})
        for one in kept
    )


def _choices(*said: tuple[str, str]) -> list[dict[str, str]]:
    return [{"code": str(code), "en": english, "es": spanish} for code, (english, spanish) in enumerate(said, start=1)]


ANSWERS: Mapping[str, list[dict[str, str]]] = {
    ItemKind.SATISFACTION: _choices(
        ("Very satisfied", "Muy satisfecho(a)"),
        ("Satisfied", "Satisfecho(a)"),
        ("Neither", "Ni una cosa ni la otra"),
        ("Dissatisfied", "Insatisfecho(a)"),
        ("Very dissatisfied", "Muy insatisfecho(a)"),
    ),
    ItemKind.EXTENT: _choices(("Yes", "Sí"), ("Partly", "En parte"), ("No", "No")),
}
"""The answers of each kind; the core item's five are the same everywhere, or scores could not be compared."""

RATHER_NOT = {"en": "I would rather not say", "es": "Prefiero no decir"}
FORGOTTEN = {"en": "I do not remember", "es": "No me acuerdo"}

CORE = "treatment"
"""The key of the core item, on which the contact satisfaction score rests; it is asked first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardItem:
    """A question of the standard set, with its passport: what it measures and how it was translated."""

    key: str
    kind: str
    construct: Texts
    about: Texts
    wording: Texts
    skip: Texts


TRANSLATION = "Put into Spanish by the project. No native reader has translated it back yet."
TITLE = {"en": "After a contact with an officer", "es": "Después de un contacto con la policía"}

STANDARD: tuple[StandardItem, ...] = (
    StandardItem(
        key=CORE,
        kind=ItemKind.SATISFACTION,
        construct={"en": "Satisfaction with the treatment", "es": "Satisfacción con el trato"},
        about={
            "en": "How satisfied somebody was with how an officer treated them, whatever came of it.",
            "es": "Qué tan satisfecha quedó una persona con el trato que le dio la policía, sea cual sea el resultado.",
        },
        wording={
            "en": "How satisfied were you with how the officer treated you?",
            "es": "¿Qué tan satisfecho(a) quedó con el trato que le dio la policía?",
        },
        skip=RATHER_NOT,
    ),
    StandardItem(
        key="explained",
        kind=ItemKind.EXTENT,
        construct={"en": "Openness", "es": "Transparencia"},
        about={
            "en": "Whether what was decided and what comes next was explained (procedural justice: neutrality).",
            "es": "Si se explicó lo que se decidió y lo que sigue (justicia procedimental: neutralidad).",
        },
        wording={
            "en": "Did the officer explain what would happen next?",
            "es": "¿La policía le explicó qué pasaría después?",
        },
        skip=FORGOTTEN,
    ),
    StandardItem(
        key="listened",
        kind=ItemKind.EXTENT,
        construct={"en": "Voice", "es": "Voz"},
        about={
            "en": "Whether somebody could tell their side and was heard (procedural justice: voice).",
            "es": "Si la persona pudo contar su versión y fue escuchada (justicia procedimental: voz).",
        },
        wording={
            "en": "Did the officer listen to what you had to say?",
            "es": "¿La policía escuchó lo que usted tenía que decir?",
        },
        skip=FORGOTTEN,
    ),
    StandardItem(
        key="helped",
        kind=ItemKind.EXTENT,
        construct={"en": "Motives", "es": "Intenciones"},
        about={
            "en": "Whether the officer was seen to mean well (procedural justice: trustworthy motives).",
            "es": "Si se percibió buena intención (justicia procedimental: motivos dignos de confianza).",
        },
        wording={
            "en": "Did you feel that the officer was trying to help?",
            "es": "¿Sintió que la policía trataba de ayudar?",
        },
        skip=FORGOTTEN,
    ),
)
"""Four questions, the core item first."""
