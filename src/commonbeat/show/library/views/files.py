"""The library for programs: what was added as an Atom feed, and what a search finds as CSV or JSON."""

from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.queries import search, whole
from commonbeat.ground.library.rules import asked
from commonbeat.kit.pages import Page
from commonbeat.kit.words import language
from commonbeat.show.library import exports, facts

AT_ONCE = 4
"""Long files that one process sends at the same time: a slow reader holds a thread as long as the file lasts."""
AGAIN = 30
"""Seconds after which who came too many is asked to try again."""


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


class Sending:
    """Pieces of a long file while they are sent, in the reader's language; its place is free again at its close.

    The request's own language is over when the pieces are made. A file that nobody begins to read is closed too.
    """

    def __init__(self, pieces: Iterator[str], language: str, places: BoundedSemaphore) -> None:
        self.pieces, self.language, self.places, self.open = pieces, language, places, True

    def __iter__(self) -> "Sending":
        return self

    def __next__(self) -> bytes:
        with override(self.language):
            return next(self.pieces).encode()

    def close(self) -> None:
        if self.open:
            self.open = False
            self.places.release()


class LibraryFile(Page):
    """What a search finds, all of it, as CSV or JSON; every text is safe to open in a spreadsheet.

    A file of more than one slice is sent while it is read: memory stays flat and its first piece leaves at once.
    """

    public = True
    places = BoundedSemaphore(AT_ONCE)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ending = kwargs["ending"]
        words = facts.Words(access.topics(None, self.agency))
        found = words.known(asked(request.GET))
        keys = search.everything(self.agency, found)
        rows = whole.slices(self.agency, keys)
        page = request.build_absolute_uri(reverse("library_resource", args=["-"])).removesuffix("-/")
        name = f"{self.agency.slug}-library{'-demonstration' if self.agency.demo else ''}.{ending}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Access-Control-Allow-Origin": "*"}
        if ending == "csv":
            pieces, kind = exports.as_csv(rows, page=page), "text/csv; charset=utf-8; header=present"
        else:
            gone = whole.withdrawn(self.agency) if found.empty else []
            pieces, kind = exports.as_json(rows, page=page, query=found.query(), gone=gone), "application/json"
        if len(keys) <= whole.SLICE:
            return HttpResponse("".join(pieces), content_type=kind, headers=headers)
        if not self.places.acquire(blocking=False):
            return self._busy()
        return StreamingHttpResponse(Sending(pieces, language(), self.places), content_type=kind, headers=headers)

    def _busy(self) -> HttpResponse:
        said = _("Many people take the whole library at this moment. Please try again in half a minute.")
        return HttpResponse(said, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": AGAIN})
