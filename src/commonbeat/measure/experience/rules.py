"""The contact satisfaction score, defined once: which answers count, for which months, in which words it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonbeat.ground.audit.rules import Told
from commonbeat.listen.surveys.rules import LINK_HOLDS
from commonbeat.measure.findings.rules import EVERYBODY, Base, Measured, Split
from commonbeat.plumb import Window

STUDY = "experience"

TOP = frozenset({"1", "2"})
"""The two top answers to the core item: very satisfied, satisfied. The score is their share of all its answers."""

SCORE, BY_MONTH = "contact_score", "contact_score_by_month"

FIRST_ROUND, NEXT_ROUND = 3, 6
"""After how many months that are over the score is told for the first time, and after how many more each next time."""

MOST_MONTHS = 12
"""So many months of one round are told one by one."""

RETENTION: dict[str, str] = {}
"""This app keeps no rows of its own: its figures are findings."""

DETAILS = {"findings.study": Told(words={STUDY: _("satisfaction after a contact")})}


class Section(TextChoices):
    """Under which heading a measure stands."""

    CONTACTS = "contacts", _("After a contact with an officer")


_NUMERATOR = _("Answers “very satisfied” and “satisfied” to: How satisfied were you with how the officer treated you?")
_DENOMINATOR = _("All answers to that question. Five can be given; who gave none counts among the silent.")
_CAVEAT = _(
    "Asked by text after a contact, of people whose number is known and who may be texted. Those who stay silent are "
    "not in the figure; the worst case says what it would be had all of them said no, or all yes. Some answers come "
    "late, or lose their neighborhood or month so that nobody is known by it: there, at least so many answered."
)
_CANNOT = _(
    "What people think who stayed silent, who were never asked (nobody texts suspects, arrested people or witnesses), "
    "or who met no officer. It shows no officer’s score."
)

_OF_ALL = Measured(
    key=SCORE,
    section=Section.CONTACTS,
    split=Split.NONE,
    title=_("Contact satisfaction score"),
    question=_("Of people who answered after a contact, how many were satisfied with how they were treated?"),
    numerator=_NUMERATOR,
    denominator=_DENOMINATOR,
    caveat=_CAVEAT,
    cannot=_CANNOT,
    adds_up=True,
    base=Base.ANSWERS,
)

MEASURES: Sequence[Measured] = (
    _OF_ALL,
    replace(
        _OF_ALL,
        key=BY_MONTH,
        split=Split.MONTH,
        title=_("Contact satisfaction score by month"),
        question=_("Did more or fewer people say that they were satisfied from month to month?"),
    ),
)

LABELS: Mapping[str, str | Promise] = {
    EVERYBODY: pgettext_lazy("people", "All"),
    **{f"section_{section.value}": section.label for section in Section},
}
"""What each line of a figure is called; months say themselves."""


def over_until(today: date) -> date:
    """The last day of the last month in which nobody who was asked can still answer.

    Answers keep their month and no day, so only whole months can be set against the people who were asked in them.
    """
    return (today - LINK_HOLDS).replace(day=1) - timedelta(days=1)


def months(first: str, until: date) -> list[str]:
    """Every month ("2026-11") from the first on, those in which nobody was asked too."""
    year, month = (int(part) for part in first.split("-"))
    numbers = range(year * 12 + month - 1, until.year * 12 + until.month)
    return [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]


def due(over: Sequence[str], told_until: date | None) -> list[str]:
    """The months of the round that is due: all that are over and were in no round yet; none while they are too few."""
    new = [month for month in over if told_until is None or window_of(month).start > told_until]
    return new if len(new) >= (FIRST_ROUND if told_until is None else NEXT_ROUND) else []


def window_of(month: str) -> Window:
    """The days of a month."""
    year, number = (int(part) for part in month.split("-"))
    return Window.month(year, number)
