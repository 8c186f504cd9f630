"""All neighborhoods on one map with its table, and the page of one."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.places import access, queries
from commonbeat.ground.places.models import Neighborhood
from commonbeat.kit.pages import DetailPage, Page
from commonbeat.measure.findings import queries as findings
from commonbeat.web import panels
from commonbeat.web.places import maps, sections

ORDERS = {
    "rate": gettext_lazy("Stops per resident"),
    "stops": gettext_lazy("Number of stops"),
    "name": gettext_lazy("Name"),
}


class Neighborhoods(Page):
    """Every neighborhood: the map of stops per resident and its table, in the order that the reader chose."""

    public = True
    cached = True
    section = "measure"
    title = gettext_lazy("Stops, neighborhood by neighborhood")
    template_name = "web/neighborhood_list.html"

    def context(self) -> dict[str, Any]:
        places = maps.places_of(self.agency, self.request.user)
        asked = self.request.GET.get("sort", "")
        order = asked if asked in ORDERS else "rate"
        outlines = queries.outlines(self.agency)
        rates = findings.for_city(self.agency).figures.get("stops_rate")
        released = findings.released(self.agency)
        return {
            "places": places,
            "figure": sections.all_places(places, outlines, rates, released, order) if rates else None,
            "orders": [{"key": key, "label": label, "current": key == order} for key, label in ORDERS.items()],
            "derived": any(place.row.derived for place in places),
        }


class NeighborhoodPage(DetailPage):
    """One neighborhood: what was recorded there, compared with the whole, and what is not known."""

    public = True
    cached = True
    section = "measure"
    template_name = "web/neighborhood.html"

    def find(self) -> Neighborhood | None:
        return (
            access.visible(self.request.user, self.agency)
            .select_related("district")
            .filter(slug=self.kwargs["slug"])
            .first()
        )

    def heading(self) -> str:
        return str(self.object.name)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Home"), "url": reverse("home")},
            {"label": _("Neighborhoods"), "url": reverse("neighborhood_list")},
            {"label": self.object.name, "url": ""},
        ]

    def context(self) -> dict[str, Any]:
        here: Neighborhood = self.object
        outlines = queries.outlines(self.agency)
        area = findings.for_area(self.agency, here)
        places = maps.places_of(self.agency, self.request.user)
        return {
            "facts": sections.facts(here, area),
            "sections": sections.of_place(here, area, places, outlines, findings.released(self.agency)),
            "published": bool(area),
            "gaps": sections.gaps(area),
            "derived": here.derived,
            "panels": panels.for_page("neighborhood", self.request, area),
        }
