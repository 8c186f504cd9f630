"""The search, one topic, one resource."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.models import EvidenceRating, LibraryResource, TopicTag
from commonbeat.ground.library.queries import search
from commonbeat.ground.library.rules import Asked, asked
from commonbeat.kit.pages import DetailPage, Page
from commonbeat.kit.words import language, number
from commonbeat.show.library import facts


def crumbs() -> list[dict[str, Any]]:
    """The way to the library."""
    return [{"label": _("Library"), "url": reverse("library")}]


class Library(Page):
    """Everything worth reading, narrowed by words and facets; every filter stands in the address."""

    public = True
    section = "show"
    title = gettext_lazy("Library")
    template_name = "library/library.html"
    asked: Asked

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page; an address that says the same in another way leads to the one that stays."""
        self.topics = tuple(access.topics(None, self.agency))
        self.words = facts.Words(self.topics)
        self.asked = self.words.known(asked(request.GET))
        query = self.asked.query()
        if query != request.META.get("QUERY_STRING", ""):
            return redirect(f"{reverse('library')}?{query}" if query else reverse("library"))
        return self.render()

    def context(self) -> dict[str, Any]:
        page = search.page_of(self.agency, self.asked)
        query = page.asked.on_page(1).query()
        return {
            "asked": page.asked,
            "count": page.found.count,
            "said": _said(page),
            "facets": facts.facets(page, self.words),
            "chips": facts.chips(page.asked, self.words),
            "looser": list(facts.looser(page, self.words)) if not page.found.count else [],
            "cards": facts.cards(page.rows, self.agency.day(), synthetic=self.agency.demo),
            "paging": {"pages": facts.pages(page), "position": _position(page)},
            "reset": f"{reverse('library')}{facts.FOUND}",
            "action": f"{reverse('library')}{facts.FOUND}",
            "query": f"?{query}" if query else "",
            "total": number(page.total),
            "areas": reverse("practice_area_list"),
        }


def _said(page: search.Page) -> str:
    """How many were found, in a sentence that a screen reader reads out."""
    if page.asked.empty:
        return ngettext("%(count)s resource", "%(count)s resources", page.total) % {"count": number(page.total)}
    return ngettext("%(count)s of %(total)s resource", "%(count)s of %(total)s resources", page.total) % {
        "count": number(page.found.count),
        "total": number(page.total),
    }


def _position(page: search.Page) -> str:
    start = (page.asked.page - 1) * search.PER_PAGE
    return _("%(first)s to %(last)s of %(count)s") % {
        "first": number(start + 1),
        "last": number(start + len(page.rows)),
        "count": number(page.found.count),
    }


class Topic(DetailPage):
    """Everything with one topic, the newest first; from here the search goes on."""

    public = True
    cached = True
    section = "show"
    template_name = "library/topic.html"
    object: TopicTag

    def find(self) -> TopicTag | None:
        return access.topic(None, self.agency, self.kwargs["slug"])

    def heading(self) -> str:
        return self.object.name(language())

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        narrowed = Asked(chosen=(("topic", (self.object.slug,)),))
        page = search.page_of(self.agency, narrowed)
        area = access.area(None, self.agency, self.object.slug)
        return {
            "cards": facts.cards(page.rows, self.agency.day(), synthetic=self.agency.demo),
            "count": page.found.count,
            "more": facts.address(narrowed),
            "area": reverse("practice_area", args=[self.object.slug]) if area else "",
            "topics": [(one.name(language()), reverse("library_topic", args=[one.slug])) for one in self.others()],
        }

    def others(self) -> list[TopicTag]:
        """The other topics."""
        return [one for one in access.topics(None, self.agency) if one != self.object]


class Resource(DetailPage):
    """One resource: what the catalogue says of it, how to use it, how good its evidence is, what changed."""

    public = True
    cached = True
    section = "show"
    template_name = "library/resource.html"
    object: LibraryResource

    def find(self) -> LibraryResource | None:
        return access.resource(None, self.agency, self.kwargs["slug"])

    def heading(self) -> str:
        return self.object.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        row = self.object
        rating: EvidenceRating | None = row.ratings.first()
        return {
            "resource": row,
            "types": ", ".join(row.type_labels),
            "facts": facts.of_resource(row, getattr(row, "grade", "")),
            "rating": rating,
            "note": row.note(language()),
            "stale": row.withdrawn_at is None and row.stale_on(self.agency.day()),
            "topics": [(one.name(language()), reverse("library_topic", args=[one.slug])) for one in row.topics.all()],
            "citations": list(row.citations.all()),
            "changes": list(row.changes.all()[:20]),
            "help": facts.resolved(*facts.HELP),
            "peers": facts.resolved(*facts.PEERS),
        }
