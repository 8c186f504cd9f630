"""What the page of a neighborhood shows: its facts, its figures compared with the whole, what is not known of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.ground.places.models import Neighborhood
from commonbeat.kit.maps import Outlines
from commonbeat.kit.words import figure as in_words
from commonbeat.kit.words import language, number, of
from commonbeat.measure.findings.queries import AreaFigures, Figure
from commonbeat.plumb import Estimate
from commonbeat.show.portal.figures import city, frames, headlines
from commonbeat.show.portal.figures.frames import Framed, Released
from commonbeat.web.places import maps
from commonbeat.web.places.maps import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of the page: head and lead at left, its figure at right; `beside` puts a table next to a map."""

    id: str
    title: str
    lead: str
    small: str
    figure: Framed
    beside: bool = False


def facts(here: Neighborhood, area: AreaFigures) -> list[str]:
    """Two or three sentences under the name: who lives there, which district, how many stops."""
    said = []
    rate, stops = city.total(area, "stops_rate"), city.total(area, "stops_count")
    people = _("%(count)s residents") % {"count": number(rate.denominator)} if rate and rate.denominator else ""
    if where := ", ".join(part for part in (people, _district(here)) if part):
        said.append(f"{where}.")
    if stops:
        said.append(
            ngettext(
                "Officers made %(count)s stop here %(when)s.",
                "Officers made %(count)s stops here %(when)s.",
                int(stops.point),
            )
            % {"count": number(stops.point), "when": stops.window.during(language())}
        )
    if rate:
        said.append(_("That is %(rate)s for every 1,000 residents.") % {"rate": in_words(rate)})
    return said


def _district(here: Neighborhood) -> str:
    """The district's name; a bare number is told what it is."""
    if here.district is None:
        return ""
    name = here.district.name
    return _("police district %(number)s") % {"number": name} if name.isdigit() else name


def of_place(
    here: Neighborhood, area: AreaFigures, places: Sequence[Place], outlines: Outlines | None, released: Released
) -> list[Section]:
    """Every section for which something is published."""
    figures = area.figures
    made = []
    if figure := figures.get("stops_rate"):
        made.append(_where(here, figure, places, outlines, released))
    if figure := figures.get("stops_by_month"):
        made.append(_months(figure, released))
    if figure := figures.get("search_share"):
        made.append(_searches(here, figure, area, released))
    if figure := figures.get("force_by_year"):
        made.append(_force(figure, area, released))
    return [section for section in made if section]


def all_places(
    places: Sequence[Place], outlines: Outlines | None, rates: Figure, released: Released, order: str
) -> Framed | None:
    """The map and table of all neighborhoods."""
    known = [place for place in places if isinstance(place.rate, Estimate)]
    title = _("Stops per 1,000 residents, %(days)s") % {"days": rates.window.said(language())}
    chart = maps.drawn(outlines, places, maps.ranked(places, order), title=title, desc=_described(places))
    if chart is None:
        return None
    return frames.framed(
        rates,
        chart,
        released,
        id="map",
        title=_most_and_least(known),
        what=_("%(title)s. %(known)s of %(all)s neighborhoods have a population figure.")
        % {"title": title, "known": number(len(known)), "all": number(len(places))},
        note=f"{rates.caveat} {_('Where few people live, a rate says little about them.')}",
    )


def gaps(area: AreaFigures) -> list[str]:
    """What nobody knows about this place."""
    return city.gaps(area)


def _where(
    here: Neighborhood, figure: Figure, places: Sequence[Place], outlines: Outlines | None, released: Released
) -> Section | None:
    shown = figure.total.shown if figure.total else None
    if shown is None:
        return None
    rates = [place.rate for place in places if place.rate]
    known = sum(isinstance(rate, Estimate) for rate in rates)
    title = _("Stops per 1,000 residents, %(days)s") % {"days": figure.window.said(language())}
    chart = maps.drawn(outlines, places, maps.neighbors(places, here), title=title, desc=_described(places), here=here)
    if chart is None:
        return None
    uncounted = _("Of %(all)s neighborhoods, %(count)s have no population figure.") % {
        "all": number(len(rates)),
        "count": number(len(rates) - known),
    }
    framed = frames.framed(
        figure,
        chart,
        released,
        id="map",
        title=headlines.of_rank(here.name, shown, rates),
        what=" ".join(part for part in (f"{title}.", headlines.of_rank_range(shown, rates), uncounted) if part),
        note=figure.cannot if not isinstance(shown, Estimate) else "",
    )
    return Section(
        id="where",
        title=_("Stops, compared with the whole place"),
        lead=_("Darker areas had more stops for each resident."),
        small=figure.caveat,
        figure=framed,
        beside=True,
    )


def _months(figure: Figure, released: Released) -> Section:
    framed = frames.framed(
        figure,
        frames.months(figure),
        released,
        id="by-month",
        title=headlines.of_months(figure.lines),
        what=city.what_of(figure),
        note=figure.cannot,
    )
    lead = _("Each dot is a month, the band what chance alone could have made of it.")
    return Section(id="months", title=_("Stops by month"), lead=lead, small=figure.caveat, figure=framed)


def _searches(here: Neighborhood, figure: Figure, area: AreaFigures, released: Released) -> Section:
    lines = city.groups(figure)
    own, whole = (figure.total.shown, figure.total.reference) if figure.total else (None, None)
    chart = frames.rows(
        lines,
        title=figure.title,
        names=[_("Recorded race"), _("Stops"), _("Searched")],
        reference=_("same group, whole place"),
    )
    framed = frames.framed(
        figure,
        chart,
        released,
        id="by-race",
        title=headlines.of_searches(own, whole, [line.shown for line in lines]),
        what=_("%(title)s, by recorded race, %(place)s, %(days)s. The black tick is the same group in the whole place.")
        % {"title": figure.title, "place": here.name, "days": figure.window.said(language())},
        note=city.race_note(figure, area.figures.get("race_missing")),
    )
    lead = [_said(_("Here: %(share)s."), own), _said(_("In the whole place: %(share)s."), whole)]
    return Section(
        id="searches",
        title=_("Searches in stops"),
        lead=" ".join(part for part in lead if part),
        small=figure.cannot,
        figure=framed,
    )


def _force(figure: Figure, area: AreaFigures, released: Released) -> Section:
    chart = frames.rows(figure.lines, title=figure.title, names=[_("Year")])
    framed = frames.framed(
        figure,
        chart,
        released,
        id="by-year",
        title=headlines.of_years(figure.lines),
        what=city.what_of(figure),
        note=figure.cannot,
    )
    own = city.total(area, "force_by_year")
    lead = ""
    if own:
        days = figure.window.said(language())
        lead = _("%(count)s entries, %(days)s.") % {"count": number(own.point), "days": days}
    return Section(id="force", title=_("Use of force"), lead=lead, small=figure.caveat, figure=framed)


def _said(frame: str, shown: object) -> str:
    if not isinstance(shown, Estimate):
        return ""
    counted = of(int(shown.numerator or 0), int(shown.denominator or 0))
    return frame % {"share": f"{counted}, {in_words(shown)}"}


def _most_and_least(known: Sequence[Place]) -> str:
    """The two ends of the map as a headline."""
    if len(known) < 2:
        return _("Stops per resident, neighborhood by neighborhood")
    ordered = maps.ranked(known)
    return _("Most stops per resident in %(most)s, fewest in %(least)s") % {
        "most": ordered[0].row.name,
        "least": ordered[-1].row.name,
    }


def _described(places: Sequence[Place]) -> str:
    """The map for those who cannot see it."""
    known = maps.ranked([place for place in places if isinstance(place.rate, Estimate)])
    ends = [place.row.name for place in (*known[:3], *known[-3:])]
    if len(ends) < 6:
        return _("Shaded map of %(count)s areas. The table holds the figures.") % {"count": len(places)}
    return _("Shaded map of %(count)s areas. Highest: %(most)s. Lowest: %(least)s. The table holds the figures.") % {
        "count": len(places),
        "most": ", ".join(ends[:3]),
        "least": ", ".join(ends[3:]),
    }
