"""The library for programs: what was added as an Atom feed, and what a search finds as CSV or JSON."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.queries import search
from commonbeat.ground.library.rules import asked
from commonbeat.kit.pages import Page
from commonbeat.kit.words import language
from commonbeat.show.library import exports, facts


class Feed(Page):
    """The resources that were added or withdrawn last, newest first."""

    public = True
    cached = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = search.came_and_went(self.agency)
        content = exports.atom(
            rows,
            agency=self.agency,
            feed=request.build_absolute_uri(reverse("library_feed")),
            page=request.build_absolute_uri(reverse("library")),
            address=lambda row: request.build_absolute_uri(reverse("library_resource", args=[row.slug])),
            language=language(),
        )
        return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


class LibraryFile(Page):
    """What a search finds, all of it, as CSV or JSON; every text is safe to open in a spreadsheet."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ending = kwargs["ending"]
        words = facts.Words(access.topics(None, self.agency))
        found = words.known(asked(request.GET))
        rows = search.in_order(self.agency, search.everything(self.agency, found))
        records = exports.records(
            rows, address=lambda row: request.build_absolute_uri(reverse("library_resource", args=[row.slug]))
        )
        name = f"{self.agency.slug}-library{'-demonstration' if self.agency.demo else ''}.{ending}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Access-Control-Allow-Origin": "*"}
        if ending == "csv":
            content, kind = exports.as_csv(records), "text/csv; charset=utf-8; header=present"
        else:
            gone = search.withdrawn(self.agency) if found.empty else []
            content, kind = exports.as_json(records, query=found.query(), gone=gone), "application/json"
        return HttpResponse(content, content_type=kind, headers=headers)
