"""Samples of every component for the gallery page: real open data where a source is named, all else is tagged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from commonbeat.kit import charts, maps, promise_line
from commonbeat.kit.charts import Chart, IntervalRow, Mark, TrendPoint
from commonbeat.kit.drawing import Framed
from commonbeat.kit.facets import Chip, Facet, FacetValue
from commonbeat.kit.forms import Form, Hinted
from commonbeat.kit.maps import Area
from commonbeat.kit.promise_line import Life, Said
from commonbeat.kit.tables import Cell, Control, DataTable, Head, PageLink
from commonbeat.kit.units import units
from commonbeat.kit.words import number, short_day
from commonbeat.plumb.about import About
from commonbeat.plumb.interval import count, rate, share
from commonbeat.plumb.result import Kind, Reason, Shown, Window, Withheld

YEAR = Window.year(2017)
TAKEN = date(2026, 11, 21)
STOPS = About(window=YEAR, as_of=TAKEN, unit="stops")
SEARCHES = ((464, 1516), (3099, 15220), (170, 1348), (221, 1858), (62, 647), (954, 11703), (168, 2188))
"""Person searches and stops by recorded race: Minneapolis open data, 2017 (carData, MplsStops)."""


CHOICES = [("speed", gettext_lazy("Speeding and crossings")), ("light", gettext_lazy("Street lights and lots"))]
TILES = [
    ("no", gettext_lazy("No")),
    ("yes", Hinted(gettext_lazy("Yes"), gettext_lazy("Call 911 first. This site is not watched day and night."))),
]


class SampleForm(Form):
    """One field of every kind."""

    place = forms.CharField(
        label=gettext_lazy("Street address or corner"),
        help_text=gettext_lazy("For example: 31st Street and 15th Avenue"),
        error_messages={"required": gettext_lazy("Tell us where it is: type an address or a corner")},
        max_length=80,
    )
    mail = forms.EmailField(label=gettext_lazy("Email address"), required=False)
    people = forms.IntegerField(label=gettext_lazy("How many people were there?"), min_value=1, max_value=500)
    day = forms.DateField(label=gettext_lazy("When was it?"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), choices=[("", gettext_lazy("Choose one")), *CHOICES]
    )
    danger = forms.ChoiceField(label=gettext_lazy("Is anyone in danger now?"), choices=TILES, widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What should change?"),
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("What happened, in your words"), widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(label=gettext_lazy("A picture"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("You may call me about this"))


def samples() -> dict[str, Any]:
    """The context of kit/gallery.html, in the language of the page."""
    wrong = SampleForm({"people": "many", "kind": "x", "danger": "maybe"}, auto_id="wrong_%s")
    wrong.is_valid()
    due = About(window=Window.year(2026), as_of=date(2026, 12, 31), unit=_("promises"), synthetic=True)
    return {
        "searches": searches(),
        "topics": topics(),
        "years": Framed(
            id="years",
            title=_("A trend whose rule changed"),
            what=_("Force entries each year in a made-up town, each with its range."),
            note="",
            source=_("Made up for this page"),
            method="#figures",
            csv="",
            chart=years(),
        ),
        "promises": promises(),
        "life": life(),
        "town": town(),
        "town_plain": maps.locator([*_areas()], title=_("A made-up town of 24 areas"), here="b3"),
        "score": share(9, 14, about=due),
        "withheld": few(),
        "real": share(3099, 15220, about=STOPS),
        "meetings": listed(meetings()),
        "form": SampleForm(auto_id="blank_%s"),
        "wrong": wrong,
        "changed": changed_words(),
        "lit": [True, True, False, False],
        "states": _states(),
        "late": short_day(date(2026, 11, 24)),
        "units": units([("verified", 9), ("reported", 1), ("disputed", 1), ("moved", 1), ("open", 1), ("broken", 1)]),
        "facets": facets(),
        "chips": [Chip(_("Street lights and lots"), "#browse")],
    }


def changed_words() -> list[dict[str, str]]:
    """A sentence of which words came and went."""
    told = (
        ("same", _("An officer says the reason")),
        ("removed", _(" if somebody asks")),
        ("added", _(" in the first minute")),
        ("same", "."),
    )
    return [{"change": change, "words": words} for change, words in told]


def facets() -> list[Facet]:
    """One facet with one value on."""
    values = [
        FacetValue(code, words, number(40 + place), code == "light") for place, (code, words) in enumerate(CHOICES)
    ]
    return [Facet("topic", gettext_lazy("Topic"), values)]


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


def town() -> Chart:
    """A shaded map of a made-up town; three areas have no figure."""
    return maps.choropleth(
        [*_areas()],
        title=_("Stops per 1,000 residents, a made-up town"),
        desc=_("Darker areas had more stops for each resident. Area B3 is outlined. The table holds the same figures."),
        steps=(60, 100, 160, 250),
        here="b3",
        unit=_("Per 1,000"),
        listed=["a3", "b2", "b3", "b4", "c3", "d6"],
        names=(_("Neighborhood"), _("Stops")),
    )


def _areas() -> Iterator[Area]:
    """Twenty-four areas on a bent grid, with made-up figures."""

    def corner(column: int, row: int) -> list[float]:
        bend = ((column * 7 + row * 5) % 4 - 1.5) * 0.002
        return [-93.3 + column * 0.012 + bend, 44.9 + row * 0.009 + bend / 2]

    about = About(window=YEAR, as_of=TAKEN, synthetic=True)
    for column in range(4):
        for row in range(6):
            ring = [corner(column + x, row + y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
            key = f"{'abcd'[column]}{row + 1}"
            stops = (column * 97 + row * 61) % 230 + 20
            figure: Shown = rate(stops, 900, per=1000, unit="residents", about=about)
            if stops % 9 == 0:
                figure = about.withheld(Reason.NO_DENOMINATOR, Kind.RATE)
            yield Area(
                key, _("Area %(name)s") % {"name": key.upper()}, {"type": "Polygon", "coordinates": [ring]}, figure
            )


def meetings() -> DataTable:
    """A table of words: cards on a phone."""
    return DataTable(
        caption=_("Next meetings"),
        columns=(Head(_("When")), Head(_("What")), Head(_("State")), Head(_("Where"))),
        rows=(
            (
                _("Tue., Dec. 1, 6:30 p.m."),
                Cell(_("Beat meeting"), href="#tables", small=_("Somali and Spanish spoken")),
                Cell(_("Open"), state="open"),
                _("Park building"),
            ),
            (
                _("Sat., Dec. 12, 10 a.m."),
                _("Walk with the crossing guards"),
                Cell(_("Cannot tell"), state="unknown"),
                _("31st Street and 15th Avenue"),
            ),
            (_("Mon., Dec. 14, noon"), _("Coffee at the library"), Cell(number(12345)), _("Library")),
        ),
        synthetic=True,
    )


def listed(table: DataTable) -> SimpleNamespace:
    """A table as a list shows it: with a filter, a search word and pages."""
    choices = [("", _("Every state")), ("open", _("Open"))]
    pages = [PageLink("1", "", "", True), PageLink("2", "#tables", _("Page %(number)s") % {"number": 2}), PageLink("…")]
    return SimpleNamespace(
        caption=table.caption,
        rows=table.rows,
        markup=table.markup,
        numbers=False,
        synthetic=True,
        controls=[Control("state", _("Show"), "open", choices), Control("word", _("Word"), "", ())],
        sort="-when",
        pages=[*pages, PageLink("9", "#tables", _("Page %(number)s") % {"number": 9})],
        position=_("%(first)s to %(last)s of %(count)s") % {"first": 1, "last": 3, "count": 27},
    )


def _states() -> list[tuple[str, str]]:
    """Every state with a word."""
    return [
        ("open", _("Accepted")),
        ("reported", _("Reported kept")),
        ("verified", _("Verified")),
        ("disputed", _("Disputed")),
        ("broken", _("Broken")),
        ("moved", _("Renegotiated")),
        ("fine", _("Not raised")),
        ("raised", _("Raised")),
        ("unknown", _("Cannot tell")),
    ]
