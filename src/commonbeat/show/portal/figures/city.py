"""What is said of all that the agency serves: the first page's facts and figures, and what nobody knows."""

from django.utils.translation import gettext as _

from commonbeat.kit.words import figure as in_words
from commonbeat.kit.words import language, number, of
from commonbeat.measure.experience.rules import SCORE
from commonbeat.measure.findings.queries import AreaFigures, Figure, Line
from commonbeat.plumb import Estimate, Shown
from commonbeat.show.portal.figures import frames, headlines
from commonbeat.show.portal.figures.frames import Framed, Released

READ_FIRST = ("race_missing", "search_missing", "force_race_missing")
"""The measures of what is missing, most telling first."""
STAND_ALONE = (SCORE, "search_share", "stops_by_month")
"""Measures whose sentence on what they cannot show is understood without their figure."""
NO_RACE = "no_race"
"""The line of records without a usable race: no group, so it is told in words and not set beside groups."""


def total(figures: AreaFigures, measure: str) -> Estimate | None:
    """The figure that sums a measure up; None where it is not published or not shown."""
    found = figures.figures.get(measure)
    shown = found.total.shown if found and found.total else None
    return shown if isinstance(shown, Estimate) else None


def sentences(city: AreaFigures) -> list[str]:
    """The first page's facts: how many stops, how many of them with a search."""
    said = []
    if stops := total(city, "stops_count"):
        said.append(
            _("Officers made %(stops)s stops %(when)s.")
            % {"stops": number(stops.point), "when": stops.window.during(language())}
        )
    if searched := total(city, "search_share"):
        said.append(
            _("The record says whether the person was searched in %(cases)s of them: %(share)s were.")
            % {"cases": number(searched.n), "share": in_words(searched)}
        )
    return said


def first_figures(city: AreaFigures, released: Released) -> list[Framed]:
    """The first page's figure: searches by recorded race or, where there are none, stops by month."""
    if (figure := city.figures.get("search_share")) and figure.lines:
        return [_searches(figure, city, released)]
    if (figure := city.figures.get("stops_by_month")) and figure.lines:
        return [_months(figure, released)]
    return []


def missing_figures(city: AreaFigures, released: Released) -> list[Framed]:
    """What is missing, as figures: without race, without an answer on searches, and which way that pulls."""
    found = []
    for measure in (*READ_FIRST, "race_recorded"):
        figure = city.figures.get(measure)
        if figure is None:
            continue
        lines = ([figure.total] if figure.total else []) + list(figure.lines)
        title = figure.title if measure == "race_recorded" else headlines.of_share(figure.title, figure.total)
        chart = frames.rows(lines, title=figure.title, names=[_("Records"), _("All"), _("Of them")])
        found.append(
            frames.framed(figure, chart, released, id=measure, title=title, what=what_of(figure), note=figure.caveat)
        )
    return found


def gaps(figures: AreaFigures) -> list[str]:
    """What is not known, in sentences: the missing shares first, then what stands by itself of what cannot be shown."""
    said = [sentence for measure in READ_FIRST if (sentence := missing_sentence(figures.figures.get(measure)))]
    return said + [figures.figures[measure].cannot for measure in STAND_ALONE if measure in figures.figures]


def what_of(figure: Figure) -> str:
    """The line under a headline: what is shown, for which days, out of how many."""
    days = figure.window.said(language())
    base = figure.total.shown if figure.total else None
    if isinstance(base, Estimate):
        return _("%(title)s, %(days)s, n = %(n)s.") % {"title": figure.title, "days": days, "n": number(base.n)}
    return _("%(title)s, %(days)s.") % {"title": figure.title, "days": days}


def groups(figure: Figure) -> list[Line]:
    """The lines of named groups, largest first."""
    return frames.by_size([line for line in figure.lines if line.code != NO_RACE])


def race_note(figure: Figure, missing: Figure | None) -> str:
    """How many records have no usable race, what is recorded of them, and which way that pulls the groups' figures."""
    line = figure.line(NO_RACE)
    said = [missing_sentence(missing), headlines.of_line(line) if line else "", figure.caveat]
    return " ".join(part for part in said if part)


def _searches(figure: Figure, city: AreaFigures, released: Released) -> Framed:
    lines = groups(figure)
    base = total(city, "search_share")
    chart = frames.rows(
        lines,
        title=figure.title,
        names=[_("Recorded race"), _("Stops"), _("Searched")],
        reference=_("all stops, %(share)s") % {"share": in_words(base)} if base else "",
        against=base,
    )
    return frames.framed(
        figure,
        chart,
        released,
        id="searches",
        title=headlines.of_spread([line.shown for line in lines]),
        what=_("%(what)s Each row: best figure and 95%% range.") % {"what": what_of(figure)},
        note=race_note(figure, city.figures.get("race_missing")),
    )


def _months(figure: Figure, released: Released) -> Framed:
    return frames.framed(
        figure,
        frames.months(figure),
        released,
        id="months",
        title=headlines.of_months(figure.lines),
        what=what_of(figure),
        note=" ".join(part for part in (figure.caveat, figure.cannot) if part),
    )


def missing_sentence(figure: Figure | None) -> str:
    """One sentence on a share that is missing: how many of how many, then the percent with its range."""
    shown: Shown | None = figure.total.shown if figure and figure.total else None
    if figure is None or not isinstance(shown, Estimate) or shown.numerator is None or shown.denominator is None:
        return ""
    counted = of(int(shown.numerator), int(shown.denominator))
    return _("%(title)s: %(counted)s, %(share)s.") % {
        "title": figure.title,
        "counted": counted,
        "share": in_words(shown),
    }
