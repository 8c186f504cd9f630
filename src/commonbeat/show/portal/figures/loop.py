"""What the first page tells of the loop besides its measures: what was heard, what was promised, what was done."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.act.promises import figures as promises
from commonbeat.act.promises import queries as ledger
from commonbeat.act.promises.figures import Drawn
from commonbeat.act.promises.rules import Show, year_to
from commonbeat.ground.agency.models import Agency
from commonbeat.kit.charts import Chart, IntervalRow, interval_rows
from commonbeat.kit.drawing import Framed
from commonbeat.kit.words import day_range, language, number
from commonbeat.listen.reports import queries as reports
from commonbeat.plumb import Estimate, Shown, Window

HEARD_DAYS = 90
"""How far back the first page listens."""

HEARD_TOPICS = 4
"""So many topics the first page names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardSection:
    """How many concerns came in, and what most were about; no figure where each topic has too few."""

    lead: str
    figure: Framed | None
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedSection:
    """The year's share, one mark a promise, and the one that speaks loudest; `shared` goes before their lines."""

    score: Shown
    headline: str
    what: str
    marks: Chart | None
    shared: SafeString
    listed: list[Drawn]
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneSection:
    """Promises that the people promised say were kept, in words: their lines stand on the page of all promises."""

    listed: list[Drawn]
    synthetic: bool


def heard(agency: Agency) -> HeardSection | None:
    """What came in of late; None where nothing did, or too little to tell. Four queries."""
    window = of_late(agency)
    found = reports.published_counts(agency, window)
    if not isinstance(found.total, Estimate) or not found.total.point:
        return None
    lines = [line for line in found.by_topic if not isinstance(line.shown, Estimate) or line.shown.point]
    seen = [line for line in lines if isinstance(line.shown, Estimate)]
    drawn = _topics(lines, window.said(language())) if seen else None
    return HeardSection(lead=came_in(found.total, window), figure=drawn, synthetic=agency.demo)


def of_late(agency: Agency) -> Window:
    """The days of which pages tell what came in."""
    today = agency.day()
    return Window(start=today - timedelta(days=HEARD_DAYS - 1), end=today)


def came_in(shown: Estimate, window: Window) -> str:
    """How many concerns came in, as a sentence."""
    came = ngettext("%(count)s concern came in, %(days)s.", "%(count)s concerns came in, %(days)s.", shown.n)
    return came % {"count": number(shown.point), "days": window.said(language())}


def _topics(lines: list[reports.Line], days: str) -> Framed:
    """Concerns by topic, most first; what is too few to show stands last."""
    ordered = sorted(lines, key=lambda line: -line.shown.point if isinstance(line.shown, Estimate) else 1)[
        :HEARD_TOPICS
    ]
    most = {"topic": ordered[0].name}
    return Framed(
        id="concerns",
        title=_("Most often: %(topic)s") % most,
        what=_("Topics named most, %(days)s.") % {"days": days},
        note=_("People chose to write in, so this is not a poll."),
        source=_("Source: concerns that people sent in. Each counts once. Range: what chance alone could make of it."),
        method=reverse("how_we_measure"),
        csv="",
        chart=interval_rows(
            [IntervalRow(line.name, line.shown) for line in ordered],
            title=_("Concerns by topic"),
            desc=_("Most often: %(topic)s.") % most,
            names=[_("Topic")],
        ),
    )


def promised(agency: Agency) -> PromisedSection | None:
    """This year's promises; None before the first. Four queries."""
    found = ledger.for_home(agency, most=1)
    if not found:
        return None
    shared, listed = promises.listed(found.listed, found.today)
    window = year_to(found.today)
    days = day_range(window.start, window.end)
    return PromisedSection(
        score=promises.score(found.on_time),
        headline=promises.headline(found.on_time),
        what=_("One mark for each promise due %(days)s.") % {"days": days},
        marks=promises.marks(found.on_time, synthetic=found.synthetic) if found.on_time.tally.due else None,
        shared=shared,
        listed=listed,
        synthetic=found.synthetic,
    )


def done(agency: Agency, *, most: int = 2) -> DoneSection | None:
    """The first few promises that were verified; None where there are none. Three queries."""
    found = ledger.page_of(agency, Show.VERIFIED).listed[:most]
    if not found:
        return None
    _lines, listed = promises.listed(found, agency.day())
    return DoneSection(listed=listed, synthetic=agency.demo)
