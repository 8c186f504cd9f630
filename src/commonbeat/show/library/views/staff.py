"""For those who keep the catalogue: the list, adding, changing, rating, marking as reviewed."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.library import actions
from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.models import LibraryResource
from commonbeat.ground.library.rules import Grade
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, FormPage, ListPage, Page
from commonbeat.kit.tables import Cell, Column, Filter, Table
from commonbeat.kit.words import day, language
from commonbeat.show.library.forms import ChangeForm, RateForm, RecordForm

LONGEST_NUMBER = 10
"""Digits of a wish's number in an address; longer ones name none."""


def crumbs() -> list[dict[str, Any]]:
    """The way to the list."""
    return [{"label": _("Library"), "url": reverse("resource_list")}]


class Resources(ListPage):
    """Every record; what is due for another look can be picked out."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("The library's records")
    template_name = "library/staff/list.html"

    def rows(self) -> Table:
        today = self.agency.day()
        return Table(
            queryset=access.visible(self.request.user, self.agency).with_grade(),
            columns=(
                Column("title", gettext_lazy("Title"), sortable=True, value=_title),
                Column("year", gettext_lazy("Year"), sortable=True, value=lambda row: str(row.year or "")),
                Column("grade", gettext_lazy("Evidence"), value=_grade),
                Column("review_by", gettext_lazy("Look again by"), sortable=True, value=lambda row: _due(row, today)),
            ),
            filters=(
                Filter("title__icontains", gettext_lazy("Title")),
                Filter(
                    "show",
                    gettext_lazy("Which records"),
                    [
                        ("", gettext_lazy("Every record")),
                        ("stale", gettext_lazy("To be looked at again")),
                        ("withdrawn", gettext_lazy("Withdrawn records")),
                    ],
                    lambda rows, value: access.stale(rows, today) if value == "stale" else access.withdrawn(rows),
                ),
            ),
            params=self.request.GET,
            caption=self.title,
            order="-year",
            synthetic=self.agency.demo,
        )


def _title(row: LibraryResource) -> Cell:
    return Cell(row.title, href=reverse("resource_change", args=[row.slug]), small=", ".join(row.type_labels))


def _grade(row: LibraryResource) -> str:
    return str(Grade(getattr(row, "grade", "") or Grade.NOT_RATED).label).partition(":")[0]


def _due(row: LibraryResource, today: Any) -> Cell:
    if row.withdrawn_at is not None:
        return Cell(_("withdrawn"), small=row.withdrawn_because)
    return Cell(day(row.review_by) if row.review_by else _("never set"), late=row.stale_on(today))


class _Topics(FormPage):
    """A form that offers the agency's topics."""

    abstract = True

    def form_kwargs(self) -> Mapping[str, Any]:
        topics = access.topics(self.request.user, self.agency)
        return {"topics": [(one.slug, one.name(language())) for one in topics], "initial": self.initial()}

    def initial(self) -> dict[str, Any]:
        """What the form holds at first."""
        return {}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()


class New(_Topics):
    """Add a record."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Add a resource")
    template_name = "library/staff/record.html"
    form_class = RecordForm
    done_message = gettext_lazy("Added. It is public now.")

    def initial(self) -> dict[str, Any]:
        return {"language": "en"}

    def act(self, form: RecordForm) -> str:
        row = actions.add_resource(actor=self.request.user, agency=self.agency, record=form.record())
        wish = self.request.GET.get("wish", "")
        number = int(wish) if wish.isascii() and wish.isdigit() and len(wish) < LONGEST_NUMBER else 0
        if access.request(self.request.user, self.agency, number):
            return reverse("resource_request", args=[number])
        return reverse("resource_change", args=[row.slug])


def resource_of(page: Page) -> LibraryResource:
    """The record that the address names; another agency's is a 404."""
    found = access.resource(page.request.user, page.agency, page.kwargs["slug"])
    if found is None:
        raise Http404
    return found


class OfResource(FormPage):
    """A form about one record; another agency's is a 404."""

    abstract = True
    resource: LibraryResource

    def prepare(self) -> None:
        self.resource = resource_of(self)

    def context(self) -> dict[str, Any]:
        return {
            "resource": self.resource,
            "stale": self.resource.stale_on(self.agency.day()),
            "ratings": list(self.resource.ratings.all()),
        }

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()


class Change(OfResource, _Topics):
    """Change a record; its version counts up and everybody reads what changed."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Change a record")
    template_name = "library/staff/record.html"
    form_class = ChangeForm
    done_message = gettext_lazy("Saved. The list of changes says what changed.")

    def initial(self) -> dict[str, Any]:
        row, citation = self.resource, self.resource.citations.first()
        cited = {"source": citation.words, "url": citation.url, "accessed_on": citation.accessed_on} if citation else {}
        names = ("title", "year", "types", "audiences", "kind", "provenance", "publisher", "language")
        return {
            **{name: getattr(row, name) for name in (*names, "note_en", "note_es")},
            "topics": [topic.slug for topic in row.topics.all()],
            "seen": row.version,
            **cited,
        }

    def act(self, form: ChangeForm) -> str:
        actions.change_resource(
            actor=self.request.user,
            resource=self.resource,
            record=form.record(),
            what=form.cleaned_data["what"],
            seen=form.cleaned_data["seen"],
        )
        return reverse("resource_change", args=[self.resource.slug])


class Rate(OfResource):
    """Rate the evidence; earlier ratings stay."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Rate the evidence")
    template_name = "library/staff/rate.html"
    form_class = RateForm
    done_message = gettext_lazy("Rated. The page of the resource shows it.")

    def act(self, form: RateForm) -> str:
        clean = form.cleaned_data
        actions.rate_evidence(
            actor=self.request.user, resource=self.resource, grade=clean["grade"], basis=clean["basis"]
        )
        return reverse("resource_change", args=[self.resource.slug])


class Reviewed(ActionPage):
    """The button that says: it still holds."""

    permission = Permission.MANAGE_LIBRARY
    done_message = gettext_lazy("Marked as looked at today.")

    def act(self) -> str:
        actions.mark_reviewed(actor=self.request.user, resource=resource_of(self))
        return self.back()

    def back(self) -> str:
        return reverse("resource_change", args=[self.kwargs["slug"]])
