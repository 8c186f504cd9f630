"""A made-up town as a map."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from commonbeat.kit import maps
from commonbeat.kit.charts import Chart
from commonbeat.kit.gallery.figures import TAKEN, YEAR
from commonbeat.kit.maps import Area
from commonbeat.plumb.about import About
from commonbeat.plumb.interval import rate
from commonbeat.plumb.result import Kind, Reason, Shown


def town() -> Chart:
    """A shaded map of a made-up town; three areas have no figure."""
    return maps.choropleth(
        [*areas()],
        title=_("Stops per 1,000 residents, a made-up town"),
        desc=_("Darker areas had more stops for each resident. Area B3 is outlined. The table holds the same figures."),
        steps=(60, 100, 160, 250),
        here="b3",
        unit=_("Per 1,000"),
        listed=["a3", "b2", "b3", "b4", "c3", "d6"],
        names=(_("Neighborhood"), _("Stops")),
    )


def areas() -> Iterator[Area]:
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
