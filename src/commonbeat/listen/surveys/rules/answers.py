"""What somebody has answered so far, how it is written into a box of one size, and what is kept of it in the end."""

import json
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum

from commonbeat.listen.surveys.rules import WORDS_LIMIT
from commonbeat.listen.surveys.rules.questions import NOT_SAID

BOX = 6144
"""Bytes of what is sealed, whatever it holds: 1,000 characters of 4 bytes each and all the rest fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer while it is open. `month` is the first day of the month of the invitation, `staff` the officer's
    reference, `used` what the link is known by once it is used; `answers` pairs of question and code as they came."""

    campaign: str
    version: int
    month: str
    area: str
    staff: str
    used: str
    questions: tuple[str, ...]
    channel: str = ""
    language: str = ""
    answers: tuple[tuple[str, str], ...] = ()

    def answered(self, question: str, code: str, channel: str) -> "Given":
        """With this answer, in place of an earlier one to the same question; it came last, by this channel."""
        others = tuple(pair for pair in self.answers if pair[0] != question)
        return replace(self, answers=(*others, (question, code)), channel=channel)

    def code(self, question: str) -> str | None:
        """The code given to a question, NOT_SAID for none, None where it has not been answered."""
        return dict(self.answers).get(question)

    @property
    def last(self) -> tuple[str, str] | None:
        """The question answered last, and its code."""
        return self.answers[-1] if self.answers else None

    @property
    def next(self) -> str | None:
        """The first question that has not been answered; None after the last."""
        return next((key for key in self.questions if self.code(key) is None), None)


class Part(StrEnum):
    """What waits to be written. Parts of one kind look alike from outside, so they hide each other and no other."""

    WHOLE = "whole"
    """All questions were seen."""
    CORE = "core"
    """Somebody broke off: the core item alone."""
    WORDS = "words"
    """What somebody added in words, or that they added nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A part of an answer that waits to be written, without its link; only words stand beside an officer."""

    part: str
    campaign: str
    version: int
    month: str
    since: str
    area: str = ""
    channel: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    words: str = ""
    consent: str = ""
    staff: str = ""


def answers_of(given: Given, today: date) -> Kept | None:
    """What is kept of the codes; None where no question was answered at all.

    Of an answer that somebody broke off only the core item is kept: how far each of a few people came is easily seen,
    and would tell theirs from the others.
    """
    if not given.answers:
        return None
    whole, core = given.next is None, given.questions[0]
    return Kept(
        part=Part.WHOLE if whole else Part.CORE,
        campaign=given.campaign,
        version=given.version,
        month=given.month,
        since=today.isoformat(),
        area=given.area,
        channel=given.channel,
        answers=tuple((key, code) for key, code in given.answers if code != NOT_SAID and (whole or key == core)),
    )


def words_of(given: Given, today: date, words: str, consent: str) -> Kept:
    """The words of somebody who finished, with the officer whom they may be about; a box without words hides others."""
    return Kept(
        part=Part.WORDS,
        campaign=given.campaign,
        version=given.version,
        month=given.month,
        since=today.isoformat(),
        words=words,
        consent=consent,
        staff=given.staff,
    )


def readable(words: str) -> str:
    """A comment as it is kept: without characters that cannot be read, at most WORDS_LIMIT long."""
    plain = "".join(
        letter for letter in words if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs", "Cn")
    )
    return plain.strip()[:WORDS_LIMIT].strip()


def first_of_month(day: date) -> str:
    """The month of a day, by its first: "2026-11-01"."""
    return day.replace(day=1).isoformat()


def packed(values: Given | Kept) -> str:
    """As text of exactly BOX bytes in UTF-8, so that the length of a box tells nothing."""
    return padded(json.dumps(asdict(values), ensure_ascii=False))


def padded(text: str) -> str:
    """JSON with spaces behind it up to BOX bytes. Raises ValueError where it is longer."""
    spare = BOX - len(text.encode())
    if spare < 0:
        raise ValueError("An answer does not fit its box.")
    return text + " " * spare


def given_from(text: str) -> Given:
    """An open answer out of its box."""
    values = json.loads(text)
    pairs = tuple((str(key), str(code)) for key, code in values.pop("answers"))
    return Given(**{**values, "questions": tuple(values["questions"]), "answers": pairs})


def kept_from(text: str) -> Kept:
    """An answer that waits, out of its box."""
    values = json.loads(text)
    pairs = tuple((str(key), str(code)) for key, code in values.pop("answers"))
    return Kept(**{**values, "answers": pairs})
