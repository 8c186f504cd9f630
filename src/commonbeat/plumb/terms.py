"""The words that every result is made of: kinds, reasons, methods, and the days that the data cover."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from commonbeat.plumb.checks import LANGUAGES, day, spoken, words
from commonbeat.plumb.errors import DataError

MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}


class Kind(StrEnum):
    """What sort of figure it is; decides its limits and how it is written.

    A DIFFERENCE of shares is in points (hundredths). A RATIO says how many times. A CHANCE (0 to 1) is a model's.
    An INDEX has no unit and reaches 1 at best (reliability, representativeness).
    """

    SHARE = "share"
    RATE = "rate"
    COUNT = "count"
    MEAN = "mean"
    TOTAL = "total"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    CHANCE = "chance"
    INDEX = "index"


class Reason(StrEnum):
    """Why a figure is not shown. None of these is ever zero."""

    TOO_FEW = "too_few"
    COMPLEMENTARY = "complementary"
    NO_DENOMINATOR = "no_denominator"
    NOT_RECORDED = "not_recorded"
    NOT_COLLECTED = "not_collected"


@dataclass(frozen=True, slots=True)
class Phrase:
    """The same words in English and in Spanish; `{names}` in them are filled when they are said."""

    en: str
    es: str

    def __post_init__(self) -> None:
        """Refuse a phrase that lacks a language."""
        for language in LANGUAGES:
            words(f"phrase.{language}", getattr(self, language), empty=False)

    def said(self, language: str = "en", **parts: object) -> str:
        """The words in `language` ("en" or "es", with or without a region), with their `parts` filled in."""
        text = self.es if spoken(language) == "es" else self.en
        return text.format(**parts) if parts else text

    def filled(self, **parts: object) -> Self:
        """The same phrase with its `parts` filled in, alike in both languages (numbers, labels of the data)."""
        return type(self)(self.en.format(**parts), self.es.format(**parts))

    def as_dict(self) -> dict[str, str]:
        """Both languages, for JSON."""
        return {"en": self.en, "es": self.es}


MADE_UP = Phrase("Made-up data for demonstration. ", "Datos inventados para demostración. ")
"""What opens every sentence about synthetic data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How an interval was made: a stable key, its name in English and Spanish, and the paper it comes from."""

    key: str
    name_en: str
    name_es: str
    source: str

    def __post_init__(self) -> None:
        """Refuse a method without a name or a source."""
        for field in ("key", "name_en", "name_es", "source"):
            words(f"method.{field}", getattr(self, field), empty=False)

    def name(self, language: str = "en") -> str:
        """The method's name in `language` ("en" or "es", with or without a region)."""
        return self.name_es if spoken(language) == "es" else self.name_en

    def as_dict(self) -> dict[str, Any]:
        """Plain text under plain names, for JSON."""
        return {"key": self.key, "name_en": self.name_en, "name_es": self.name_es, "source": self.source}


WILSON = Method(
    key="wilson",
    name_en="Wilson score interval",
    name_es="intervalo de puntuación de Wilson",
    source="E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212",
)
POISSON_EXACT = Method(
    key="poisson_exact",
    name_en="exact Poisson interval",
    name_es="intervalo exacto de Poisson",
    source="F. Garwood, Biometrika 28 (1936), 437-442",
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Window:
    """The days that the data cover, first and last included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse times of day and a window that ends before it starts."""
        day("window.start", self.start)
        day("window.end", self.end)
        if self.end < self.start:
            raise DataError("window", f"it ends ({self.end}) before it starts ({self.start})", "Swap the two dates")

    @classmethod
    def year(cls, year: int) -> Self:
        """The whole calendar year."""
        return cls(start=date(year, 1, 1), end=date(year, 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """The whole calendar month (1 to 12)."""
        return cls(start=date(year, month, 1), end=date(year, month, monthrange(year, month)[1]))

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.end - self.start).days + 1

    def said(self, language: str = "en") -> str:
        """The window in words: "2017", "May 2017", "2016 to 2021", or its two dates."""
        language = spoken(language)
        start, end = self.start, self.end
        if start == end:
            return said_day(start, language)
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return str(start.year) if start.year == end.year else f"{start.year} {_TO[language]} {end.year}"
        if start.day == 1 and end == Window.month(start.year, start.month).end:
            return f"{MONTHS[language][start.month - 1]}{' de ' if language == 'es' else ' '}{start.year}"
        first, last = said_day(start, language), said_day(end, language)
        return f"del {first} al {last}" if language == "es" else f"{first} to {last}"

    def during(self, language: str = "en") -> str:
        """When, as the end of a sentence: "in 2017", "from 2016 to 2021", "on May 3, 2017"."""
        said, spanish = self.said(language), spoken(language) == "es"
        if self.start == self.end:
            return f"{'el' if spanish else 'on'} {said}"
        if self in (Window.month(self.start.year, self.start.month), Window.year(self.start.year)):
            return f"{'en' if spanish else 'in'} {said}"
        return (said if said.startswith("del ") else f"de {said}") if spanish else f"from {said}"

    def __str__(self) -> str:
        """The window in English."""
        return self.said()

    def as_dict(self) -> dict[str, Any]:
        """Two ISO dates, for JSON."""
        return {"start": self.start.isoformat(), "end": self.end.isoformat()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The window that `as_dict` wrote."""
        return cls(start=date.fromisoformat(data["start"]), end=date.fromisoformat(data["end"]))


def after(window: Window, as_of: date) -> None:
    """Refuse data that were taken, on the day `as_of`, before their `window` had ended."""
    if day("as_of", as_of) < window.end:
        taken, last = said_day(as_of), said_day(window.end)
        raise DataError("as_of", f"the data were taken on {taken}, before {last}", "End the window at that day")


_TO = {"en": "to", "es": "a"}


def said_day(value: date, language: str = "en") -> str:
    """A day in words: "May 3, 2017" or "3 de mayo de 2017"."""
    month = MONTHS[spoken(language)][value.month - 1]
    if spoken(language) == "es":
        return f"{value.day} de {month} de {value.year}"
    return f"{month} {value.day}, {value.year}"
