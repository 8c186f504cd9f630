"""What the texts say: who writes, why to this number, how to stop; in two segments, so that phones show one text."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commonbeat.ground.messaging.rules import segments
from commonbeat.ground.messaging.rules.segments import BASIC, EXTENDED
from commonbeat.ground.records.rules import PersonRole

MOST_SEGMENTS = 2
LONGEST_NAME = 60
LONGEST_KEY = 24
"""A number of a call longer than this says nothing to anybody, and is left out."""

MUST = 0
"""Of a part that no text may lack."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a text; of those that may be missing, the one with the highest number goes first."""

    words: str
    spare: int = MUST


def fitting(parts: Sequence[Part], most: int = MOST_SEGMENTS) -> str:
    """The parts as one text of at most so many segments, as far as they can be left out.

    Accents that the 7-bit alphabet lacks (á í ó ú) are given up before any sentence is: people write texts so.
    """
    left = [part for part in parts if part.words]
    while True:
        text = " ".join(part.words for part in left)
        for form in (text, plain(text)):
            if segments(form).count <= most:
                return form
        spare = max(left, key=lambda part: part.spare)
        if spare.spare == MUST:
            return plain(text)
        left.remove(spare)


def plain(text: str) -> str:
    """The text in the 7-bit alphabet: accents that it lacks are given up, all else that it lacks is left out."""
    return "".join(letter if letter in BASIC or letter in EXTENDED else _bare(letter) for letter in text)


def _bare(letter: str) -> str:
    usual = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "}
    if letter in usual:
        return usual[letter]
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if part in BASIC)


def short_name(name: str) -> str:
    """An agency's name as it stands in a text: cut at a word where it is long."""
    name = " ".join(plain(name).split())
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME + 1].rsplit(" ", 1)[0][:LONGEST_NAME]


def update_text(*, agency: str, role: str, day: str, key: str, phone: str) -> str:
    """The update after a contact, in the language that is active."""
    name = short_name(agency)
    if role == PersonRole.CALLER:
        said = _("%(agency)s: we have your call of %(day)s.") % {"agency": name, "day": day}
    else:
        said = _("%(agency)s: we have on record that you were in contact with us on %(day)s.") % {
            "agency": name,
            "day": day,
        }
    number = plain(key)
    return fitting(
        [
            Part(said),
            Part(_("Its number is %(key)s.") % {"key": number} if 0 < len(number) <= LONGEST_KEY else "", 2),
            Part(_("You get this because we were given this number for it.")),
            Part(_("Questions: %(phone)s.") % {"phone": phone} if phone else "", 3),
            Part(_("In danger call 911.")),
            Part(_("Reply STOP to end texts.")),
        ]
    )


def survey_text(*, agency: str, role: str, day: str, question: str, link: str, other: str) -> str:
    """The first text of a survey, in the language that is active; `other` is how to change the language."""
    names = {"agency": short_name(agency), "day": day}
    if role == PersonRole.CALLER:
        why = _("%(agency)s: you called us from this number on %(day)s.") % names
    else:
        why = _("%(agency)s: you were in contact with us on %(day)s and gave this number.") % names
    return fitting(
        [
            Part(why),
            Part(question),
            Part(_("On the web: %(link)s") % {"link": link}, 2),
            Part(other, 1),
            Part(_("Nobody is told who answers."), 3),
            Part(pgettext("end of a survey's first text", "STOP ends texts.")),
        ]
    )


def nobody_reads(*, agency: str, link: str) -> str:
    """The answer to words that belong to no thread."""
    return fitting(
        [
            Part(_("%(agency)s: nobody reads texts here.") % {"agency": short_name(agency)}),
            Part(_("In danger call 911.")),
            Part(_("To point something out, begin your text with ISSUE, or use %(link)s") % {"link": link}),
        ]
    )


def issue_empty() -> str:
    """The answer to the word ISSUE alone."""
    return _("Write ISSUE and what it is in one text, like this: ISSUE the street light at 5th and Main is out.")


def language_changed() -> str:
    """The answer to the name of a language where no survey is open."""
    return _("From now on we text you in English. For Spanish text ESPAÑOL.")


def with_other_words(said: str, words: str) -> str:
    """A reply to an answer that came with other words: those are not kept, and how to have us act on them."""
    if not words:
        return said
    more = _("Your other words were not kept. To have us act on them, send them again after the word ISSUE.")
    return fitting([Part(said), Part(more)], most=3)
