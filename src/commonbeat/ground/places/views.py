"""Places for those who keep them: the list, one place, its spellings, and the file of official borders."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.places import access, actions, borders, queries
from commonbeat.ground.places.forms import BordersForm, PlaceForm
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.maps import Area, locator
from commonbeat.kit.pages import DetailPage, FormPage, ListPage
from commonbeat.kit.tables import Cell, Column, DataTable, Filter, Head, Table


class Places(ListPage):
    """Every neighborhood: its district, its people, where its shape comes from, how else it is written."""

    permission = Permission.IMPORT_RECORDS
    title = gettext_lazy("Places")
    template_name = "places/place_list.html"

    def rows(self) -> Table:
        return Table(
            queryset=queries.listed(access.visible(self.request.user, self.agency)),
            columns=(
                Column("name", gettext_lazy("Neighborhood"), sortable=True, value=_link),
                Column("district", gettext_lazy("District"), value=lambda row: row.district or "–"),
                Column("people", gettext_lazy("People"), numeric=True, sortable=True, value=_people),
                Column("shape_source", gettext_lazy("Shape"), value=lambda row: row.get_shape_source_display()),
                Column("aliases", gettext_lazy("Other spellings"), value=lambda row: ", ".join(row.aliases) or "–"),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Neighborhoods"),
            order="name",
            per_page=100,
            filters=(Filter("name", gettext_lazy("Name"), apply=_named_like),),
        )


class PlacePage(DetailPage):
    """One neighborhood: where it is, who lives there, and how it is written."""

    permission = Permission.IMPORT_RECORDS
    template_name = "places/place_detail.html"
    object: Neighborhood

    def find(self) -> Neighborhood | None:
        return access.by_slug(self.request.user, self.agency, self.kwargs["slug"])

    def heading(self) -> str:
        return self.object.name

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Places"), "url": reverse("place_list")}, {"label": self.heading(), "url": ""}]

    def context(self) -> dict[str, Any]:
        shapes = access.visible(self.request.user, self.agency).drawn()
        areas = [Area(slug, name, shape) for slug, name, shape in shapes]
        title = _("Where %(name)s is") % {"name": self.object.name}
        return {
            "map": locator(areas, title=title, here=self.object.slug) if areas else "",
            "people": _margins(self.object),
        }


class ChangePlace(FormPage):
    """Change the name, the other spellings or the district."""

    permission = Permission.IMPORT_RECORDS
    form_class = PlaceForm
    title = gettext_lazy("Change a neighborhood")
    template_name = "places/place_change.html"
    done_message = gettext_lazy("Changed. The address of its page stays the same.")
    place: Neighborhood

    def prepare(self) -> None:
        found = access.by_slug(self.request.user, self.agency, self.kwargs["slug"])
        if found is None:
            raise Http404
        self.place = found

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "districts": access.visible_districts(self.request.user, self.agency),
            "initial": {
                "name": self.place.name,
                "aliases": "\n".join(self.place.aliases),
                "district": self.place.district_id,
            },
        }

    def context(self) -> dict[str, Any]:
        return {"place": self.place}

    def act(self, form: PlaceForm) -> str:
        actions.describe(actor=self.request.user, neighborhood=self.place, **form.cleaned_data)
        return reverse("place_detail", args=[self.place.slug])


class LoadBorders(FormPage):
    """Take official borders from a GeoJSON file, or say what is wrong with it."""

    permission = Permission.IMPORT_RECORDS
    form_class = BordersForm
    title = gettext_lazy("Load official borders")
    template_name = "places/borders.html"
    done_message = gettext_lazy("Loaded. Maps show the official borders from now on.")

    def act(self, form: BordersForm) -> str:
        clean = form.cleaned_data
        found = borders.read_borders(clean["file"].read(), property_name=clean["property_name"])
        actions.load_borders(actor=self.request.user, agency=self.agency, borders=found, note=clean["note"])
        return reverse("place_list")


def _named_like(rows: Any, word: str) -> Any:
    return rows.named_like(word)


def _link(row: Neighborhood) -> Cell:
    return Cell(row.name, href=reverse("place_detail", args=[row.slug]))


def _people(row: Any) -> str:
    return words.number(row.people) if row.people is not None else _("not known")


def _margins(place: Neighborhood) -> DataTable | None:
    """Who lives there, by group, with the source."""
    margins = queries.margins(place)
    if not margins:
        return None
    return DataTable(
        caption=_("People who live here"),
        columns=(Head(_("Group")), Head(_("People"), numeric=True), Head(_("Source")), Head(_("How it was made"))),
        rows=tuple(
            (one.group, words.number(one.count), f"{one.source} ({one.year})", one.note or "–") for one in margins
        ),
    )
