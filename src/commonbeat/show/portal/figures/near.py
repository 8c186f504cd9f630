"""What was heard, scored and promised, of the whole place and of one neighborhood, for the pages that tell it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.act.promises import facts
from commonbeat.act.promises import queries as ledger
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.places.models import Neighborhood
from commonbeat.kit.words import figure, language, number
from commonbeat.listen.reports import queries as reports
from commonbeat.measure.experience.rules import SCORE
from commonbeat.measure.findings.queries import AreaFigures
from commonbeat.plumb import Estimate, Shown, response, worst
from commonbeat.show.portal.figures.loop import came_in, of_late


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The contact satisfaction score: its figure, or why none is shown; how many answered, what the silent could do."""

    title: str
    shown: Shown
    silent: list[str]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """How many concerns were told about a neighborhood of late, in words."""

    words: str
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise in a line: number, state as shape and word, title."""

    number: int
    kind: str
    word: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """What was promised to a neighborhood, in words, and the few that speak loudest."""

    words: str
    listed: list[Promise]
    synthetic: bool


def score(area: AreaFigures) -> Score | None:
    """The score of a place; None before any is published."""
    found = area.figures.get(SCORE)
    if found is None or found.total is None:
        return None
    shown, part = found.total.shown, area.neighborhood is not None
    answered = response(shown, language(), at_least=part)
    silent = [said for said in (answered, worst(shown, language())) if said]
    return Score(
        title=found.title, shown=shown, silent=[f"{one}." for one in silent], href=reverse("measure", args=[SCORE])
    )


def heard(agency: Agency, here: Neighborhood) -> Heard:
    """What came in about a neighborhood in the days of which the first page tells. Four queries."""
    window = of_late(agency)
    lines = reports.published_counts(agency, window).by_neighborhood
    shown = next((line.shown for line in lines if line.key == here.pk), None)
    days = window.said(language())
    if shown is None:
        return Heard(words=_("No concern came in, %(days)s.") % {"days": days}, synthetic=agency.demo)
    if not isinstance(shown, Estimate):
        words = _("How many came in is not shown: %(why)s.") % {"why": figure(shown)}
        return Heard(words=words, synthetic=agency.demo)
    return Heard(words=came_in(shown, window), synthetic=agency.demo)


def promised(agency: Agency, here: Neighborhood, *, most: int = 2) -> Promised | None:
    """What was promised to a neighborhood; None where nothing ever was. Four queries."""
    found = ledger.for_area(agency, here, most=most)
    if not found:
        return None
    made = ngettext(
        "%(total)s promise was made here; open: %(open)s.",
        "%(total)s promises were made here; open: %(open)s.",
        found.total,
    )
    return Promised(
        words=made % {"total": number(found.total), "open": number(found.open)},
        listed=[
            Promise(
                number=one.row.number,
                kind=facts.kind_of(one.row, found.today),
                word=facts.state_of(one.row, found.today),
                title=one.row.title,
            )
            for one in found.listed
        ],
        synthetic=found.synthetic,
    )
