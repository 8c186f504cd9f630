"""What somebody means who texts STOP, HELP or START, in English or Spanish, however they write it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.messaging.rules.outbox import Programme


class Word(TextChoices):
    """What a text that came in asks of us; NONE is a text for somebody else to read."""

    STOP = "stop", _("Send me no more texts")
    START = "start", _("Send me texts again")
    HELP = "help", _("Who are you, and how do I stop this?")
    NONE = "", _("Something else")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text means: the word, the language that it was written in ("" where it does not say), which programme.

    `programme` is "" for all. `perhaps` marks a bare yes: it asks for texts only where somebody had stopped them.
    """

    word: Word
    language: str = ""
    programme: str = ""
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a text that came in. A duplicate was dealt with before: do nothing again."""

    word: Word
    language: str
    duplicate: bool
    programme: str = ""


STOPS = {
    "": {"stop", "stopall", "stop all"},
    "en": {"unsubscribe", "cancel", "end", "quit", "revoke", "optout", "opt out", "remove", "no more"},
    "es": {"alto", "parar", "pare", "paren", "para", "basta", "cancelar", "baja", "no mas", "detener", "fin", "salir"},
}
"""Words that end texts, by language; "" for the word of both. The English ones are those of 47 CFR 64.1200(a)(10),
which asks to take any other reasonable wording as well."""

STRONG = frozenset({"stop", "stopall", "stop all", "unsubscribe", "optout", "opt out", "revoke", "alto", "parar"})
"""Those that count as a sentence of their own within a longer text; the others must be the whole text."""

ALONE = frozenset({"para", "fin"})
"""Everyday words that stop texts only with nothing but politeness beside them: "gracias, para todos" does not."""

HELPS = {"en": {"help", "info", "information"}, "es": {"ayuda", "informacion"}}
STARTS = {
    "en": {"start", "unstop", "resume", "subscribe", "optin", "opt in"},
    "es": {"inicio", "iniciar", "empezar", "comenzar", "reanudar", "alta"},
}
YES = {"en": {"yes"}, "es": {"si"}}

PHRASES = {
    "en": (
        "stop text", "stop messag", "stop sending me", "stop sending text", "stop sending messag", "stop contacting me",
        "stop bothering me", "do not text", "dont text", "do not message", "dont message", "do not contact me",
        "dont contact me", "do not send me", "dont send me", "no more text", "no more messag", "remove me from",
        "remove my number", "take me off", "unsubscribe", "opt me out", "opt out", "lose my number",
    ),
    "es": (
        "no me envie", "no me mande", "no me escriba", "no me texte", "no me contacte", "no mas mensaje",
        "no mas texto", "no quiero mas mensaje", "no quiero recibir mensaje", "no quiero recibir mas",
        "no quiero mensaje", "deje de enviarme", "dejen de enviarme", "deje de mandarme", "dejen de mandarme",
        "deje de escribirme", "dejen de escribirme", "darme de baja", "deme de baja", "denme de baja", "quiteme de",
        "quitenme de", "borre mi numero", "borren mi numero",
    ),
}  # fmt: skip
"""Beginnings of words within a text that leave no doubt, whatever else stands in it."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ENGLISH = _words(
    "please pls plz now it me my us the this these that all any more every to from of for thanks thank you i want "
    "number phone text texts texting texted message messages messaging msg msgs sms sending send contact contacting "
    "already immediately at once ok hey hi hello and with your"
)
SPANISH = _words(
    "por favor ya los las el la lo mis mi de un una todo todos toda todas gracias quiero numero telefono mensaje "
    "mensajes texto textos enviar enviarme mandar mandarme escribirme envios y con sus su hola"
)
FILLING = ENGLISH | SPANISH
"""Words that do not change what a stop word means."""

POLITE = _words("please pls plz thanks thank you por favor gracias hi hello hola")
"""What may stand beside a help or start word. "Help me" may be a call for help, which no machine may answer."""

TOPICS = {
    Programme.SURVEYS: {"survey", "surveys", "questionnaire", "encuesta", "encuestas", "cuestionario"},
    Programme.UPDATES: {"update", "updates", "aviso", "avisos", "novedades"},
    Programme.ANSWERS: {"answer", "answers", "reply", "replies", "respuesta", "respuestas"},
}
"""Words that name one programme: "STOP surveys" ends the surveys and leaves the rest."""

NAMES = frozenset().union(*TOPICS.values())

SENTENCE = re.compile(r"[.!?,;:\n\r]+|\s-+\s")


def meaning(body: str) -> Meant:
    """What the text asks of us. A sentence that only uses such a word ("please stop the speeding") asks nothing."""
    words = _plain(body)
    if (found := _asked(words)) is not None:
        return found
    for clause in SENTENCE.split(body):
        if (found := _asked(_plain(clause), strong=True)) is not None:
            return found
    text = f" {' '.join(words)}"
    for language, phrases in PHRASES.items():
        if any(f" {phrase}" in text for phrase in phrases):
            return Meant(Word.STOP, language, _topic(words))
    return Meant(Word.NONE)


def _plain(body: str) -> list[str]:
    """The words alone: small letters, no accents, no punctuation, no numbers; "don't" becomes one word."""
    decomposed = unicodedata.normalize("NFKD", body.casefold().replace("'", "").replace("’", ""))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.findall(r"[^\W\d_]+", letters)


def _asked(words: list[str], *, strong: bool = False) -> Meant | None:
    """What words ask that hold one of ours and besides it only filling or the name of a programme; None for nothing.

    `strong` looks at the words alone that count within a longer text.
    """
    for length in (2, 1):
        for place in range(len(words) - length + 1):
            key = " ".join(words[place : place + length])
            rest = frozenset([*words[:place], *words[place + length :]])
            found = _known(key)
            if found is None or (strong and key not in STRONG):
                continue
            if rest <= (FILLING | NAMES if found.word == Word.STOP and key not in ALONE else POLITE):
                language = found.language or ("es" if rest & SPANISH - ENGLISH else "")
                return Meant(found.word, language, _topic(rest), found.perhaps)
    return None


def _known(key: str) -> Meant | None:
    """A word or pair of words that means something by itself."""
    for word, lists in ((Word.STOP, STOPS), (Word.HELP, HELPS), (Word.START, STARTS), (Word.START, YES)):
        for language, names in lists.items():
            if key in names:
                return Meant(word, language, perhaps=lists is YES)
    return None


def _topic(words: Iterable[str]) -> str:
    """The one programme that the words name; "" where they name none, or several."""
    said = set(words)
    named = [programme.value for programme, names in TOPICS.items() if names & said]
    return named[0] if len(named) == 1 else ""
