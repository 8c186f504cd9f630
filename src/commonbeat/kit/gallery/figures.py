"""A chart of every kind: real open data where a source is named, all else is tagged."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commonbeat.kit import charts, levels, promise_line
from commonbeat.kit.charts import Chart, IntervalRow, Mark, TrendPoint
from commonbeat.kit.drawing import Framed
from commonbeat.kit.levels import LevelRow
from commonbeat.kit.promise_line import Life, Said
from commonbeat.plumb.about import About
from commonbeat.plumb.interval import count, share
from commonbeat.plumb.result import Kind, Reason, Window, Withheld

YEAR = Window.year(2017)
TAKEN = date(2026, 11, 21)
STOPS = About(window=YEAR, as_of=TAKEN, unit="stops")
SEARCHES = ((464, 1516), (3099, 15220), (170, 1348), (221, 1858), (62, 647), (954, 11703), (168, 2188))
"""Person searches and stops by recorded race: Minneapolis open data, 2017 (carData, MplsStops)."""


def few() -> Withheld:
    """A figure that is not shown because too few stand behind it."""
    return Withheld(reason=Reason.TOO_FEW, kind=Kind.SHARE, window=YEAR, as_of=TAKEN, n_hint=30)


def searches() -> Chart:
    """Interval rows with a comparison and a withheld row."""
    names = (
        _("Native American"),
        _("Black"),
        _("Other"),
        _("Latino"),
        _("Asian"),
        _("White"),
        _("East African"),
    )
    city = share(5237, 43699, about=STOPS)
    rows = [
        IntervalRow(name, share(hits, stops, about=STOPS), city)
        for name, (hits, stops) in zip(names, SEARCHES, strict=True)
    ]
    return charts.interval_rows(
        [*rows, IntervalRow(_("A group with few stops"), few())],
        title=_("Person searches per stop by recorded race"),
        desc=_("Native American and Black are above the city figure; White and East African are below it."),
        maximum=0.4,
        reference=_("all stops, 12.0%"),
        names=(_("Recorded race"), _("Stops"), _("Searched")),
    )


def topics() -> Chart:
    """Interval rows of made-up figures, with a label too long for one line of a phone."""
    summer = Window(start=date(2026, 7, 1), end=date(2026, 9, 30))
    about = About(window=summer, as_of=TAKEN, unit=_("concerns"), synthetic=True)
    told = (
        (_("Speeding and crossings"), 148),
        (_("No answer after somebody called the same number several times"), 97),
        (_("Street lights and lots"), 83),
        (_("Dumping"), 34),
    )
    rows = [IntervalRow(name, share(hits, 612, about=about)) for name, hits in told]
    return charts.interval_rows(
        rows,
        title=_("Concerns by topic"),
        desc=_("Four topics with share and range. Speeding and crossings lead with 24 percent."),
        names=(_("Topic"), _("Concerns"), _("With this topic")),
    )


def years() -> Chart:
    """A trend with a break and a period that was not collected."""
    counts = ((2019, 18), (2020, 52), (2022, 39), (2023, 31), (2024, 28))
    points = [
        TrendPoint(str(year), count(events, about=About(window=Window.year(year), as_of=TAKEN, synthetic=True)))
        for year, events in counts
    ]
    gap = Withheld(reason=Reason.NOT_COLLECTED, kind=Kind.COUNT, window=Window.year(2021), as_of=TAKEN)
    points.insert(2, TrendPoint("2021", gap))
    points[4] = TrendPoint("2023", points[4].shown, _("a report for each person, not each event"))
    return charts.trend(
        points,
        title=_("Force entries by year"),
        desc=_("18, 52, not collected in 2021, then 39, 31 and 28."),
        names=(_("Year"),),
    )


def promises() -> Chart:
    """Unit marks: one for each of fourteen."""
    told = (
        ("verified", pgettext("promises", "verified"), 9, _("The person promised says it was kept")),
        ("reported", _("reported kept"), 1, _("Nobody has checked yet")),
        ("disputed", _("disputed"), 1, _("The person promised says it was not kept")),
        ("moved", _("renegotiated"), 1, _("The old date still counts")),
        ("open", _("late"), 1, _("Still open after the first date")),
        ("broken", _("broken"), 1, _("It will not happen")),
    )
    return charts.unit_marks(
        [Mark(kind, word, many, meaning) for kind, word, many, meaning in told],
        title=_("Promises due in 2026"),
        desc=_("9 verified, 1 reported kept, 1 disputed, 1 renegotiated, 1 late, 1 broken."),
        synthetic=True,
    )


def life() -> Chart:
    """The promise line of a promise that was moved, reported kept and disputed."""
    moved = Said(date(2026, 9, 24), "moved", _("Renegotiated"))
    reported = Said(date(2026, 10, 26), "reported", _("Reported kept"))
    disputed = Said(date(2026, 11, 10), "disputed", _("Disputed"))
    drawn = Life(
        made=date(2026, 5, 15),
        due=date(2026, 9, 30),
        new_due=date(2026, 12, 15),
        today=TAKEN,
        said=(moved, reported, disputed),
    )
    return promise_line.alone(
        drawn,
        title=_("Life of a promise"),
        desc=_("Made in May, due in September, moved to December, reported kept in October, disputed in November."),
        synthetic=True,
    )


def answers() -> Framed:
    """Where two groups stand on a scale of levels, and how many do not know."""
    scale = levels.Scale(
        levels=(_("Not in place"), _("Informal"), _("Written"), _("Practiced"), _("Reviewed, with results")),
        apart=_("I do not know"),
        outside=_("Does not apply here"),
    )
    rows = (
        LevelRow(_("Officers"), (1, 3, 6, 2, 0), apart=2, middle=2.0),
        LevelRow(_("Community partners"), (4, 3, 1, 0, 0), apart=5, outside=1, middle=0.5),
    )
    chart = levels.level_rows(
        rows,
        scale=scale,
        title=_("Do officers say why they stop somebody?"),
        desc=_("Officers are most often at written, community partners at not in place."),
        name=_("Role"),
        synthetic=True,
    )
    return Framed(
        id="levels",
        title=_("Officers and partners see it differently"),
        what=_("How many of each group chose each level. Nothing is averaged."),
        note="",
        source=_("Made up for this page"),
        method="#figures",
        csv="",
        chart=Chart(chart.svg, chart.table, levels.level_key(scale, synthetic=True), chart.synthetic),
    )
