"""What a file for the public holds: its columns, what stands where a number is not shown, and how it is called."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.retention import Retention
from commonbeat.measure.findings.rules import both
from commonbeat.plumb import Reason, Shown

RETENTION: dict[str, Retention] = {}
"""No tables here: releases are kept by measure.findings."""

EVERYWHERE = "all"
"""What stands in `place` and `line` for the row about all that the agency serves, or about everybody."""


class Missing(TextChoices):
    """What stands where a number is not shown; none of them is ever zero (Data Package v2: labelled missing values)."""

    SUPPRESSED = "S", _("too small to show")
    COMPLEMENTARY = "C", _("hidden so that a small figure beside it cannot be worked out")
    NOT_RECORDED = "NR", _("not recorded")
    NOT_COLLECTED = "NC", _("not collected by anyone")
    NO_DENOMINATOR = "ND", _("nothing was counted to divide it by")
    NOT_APPLICABLE = "", _("does not apply to this row")


MARKS: dict[Reason, Missing] = {
    Reason.TOO_FEW: Missing.SUPPRESSED,
    Reason.COMPLEMENTARY: Missing.COMPLEMENTARY,
    Reason.NOT_RECORDED: Missing.NOT_RECORDED,
    Reason.NOT_COLLECTED: Missing.NOT_COLLECTED,
    Reason.NO_DENOMINATOR: Missing.NO_DENOMINATOR,
}
"""From the reason why a figure is withheld to its mark in a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of every file: its name, its type (Table Schema) and what it means."""

    name: str
    kind: str
    words: str | Promise


FIELDS: tuple[Field, ...] = (
    Field(name="place", kind="string", words=_("Where: the neighborhood's short name, or all for the whole area")),
    Field(name="place_name", kind="string", words=_("Where, in words")),
    Field(name="line", kind="string", words=_("About what: a group, a month, a year or a kind; all for everything")),
    Field(name="line_name", kind="string", words=_("About what, in words")),
    Field(name="from", kind="date", words=_("First day covered")),
    Field(name="to", kind="date", words=_("Last day covered")),
    Field(name="kind", kind="string", words=_("What sort of figure: count, share (0 to 1), rate")),
    Field(name="value", kind="number", words=_("The figure itself")),
    Field(name="low", kind="number", words=_("Lower end of its range")),
    Field(name="high", kind="number", words=_("Upper end of its range")),
    Field(name="level", kind="number", words=_("Level of the range, 0 to 1")),
    Field(name="n", kind="integer", words=_("How many records stand behind it")),
    Field(name="numerator", kind="number", words=_("What was counted, where the figure is one over another")),
    Field(name="denominator", kind="number", words=_("What it was divided by")),
    Field(name="asked", kind="integer", words=_("How many people were asked, where the figure is a share of answers")),
    Field(name="per", kind="integer", words=_("A rate is per this many")),
    Field(name="unit", kind="string", words=_("What is counted, or what a share or rate is of")),
    Field(name="method", kind="string", words=_("How the range was made")),
    Field(name="notice", kind="string", words=_("What must be known about the whole file; empty for a real agency")),
)
"""Every column, in order: the data dictionary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure on its way into a file; `area` is None, `place` and `line` are "" for everywhere and everything."""

    area: int | None
    place: str
    place_name: str
    line: str
    line_name: str
    shown: Shown


MISSING = [{"value": mark.value, "label": str(mark.name).lower()} for mark in Missing if mark.value]
"""The marks as Data Package v2 lists them."""

COLUMNS = tuple(field.name for field in FIELDS)


def file_name(agency: str, dataset: str, version: int, ending: str, *, demo: bool) -> str:
    """What the file is called on the reader's disk; a demonstration's says so in its name too."""
    return f"{agency}-{'demonstration-' if demo else ''}{dataset}-v{version}.{ending}"


def section_title(subject: str) -> str:
    """The heading under which a subject's files stand; files of many subjects stand last."""
    return subject or gettext("Everything in one file")


def dictionary() -> list[dict[str, Any]]:
    """What each column means, in both languages, as it is kept with a release."""
    return [{"name": field.name, "type": field.kind, "meaning": both(field.words)} for field in FIELDS]
