"""Peers for everybody: the directory, one peer, one practice, and the file of our own practices with its schema."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.library.access import peers as access
from commonbeat.ground.library.models import PeerSite, Practice
from commonbeat.ground.library.queries import peers as queries
from commonbeat.ground.library.rules import Grade, practice_file
from commonbeat.ground.library.rules.peers import SizeBand, contact_link
from commonbeat.kit import words
from commonbeat.kit.pages import DetailPage, Page
from commonbeat.kit.tables import Cell, DataTable, Head


class Peers(Page):
    """Everybody from whom something can be learned, and what this agency itself does."""

    public = True
    cached = True
    section = "show"
    title = gettext_lazy("Peers and what they do")
    template_name = "library/peers/peers.html"

    def context(self) -> dict[str, Any]:
        rows, own = queries.directory(self.agency), queries.ours(self.agency)
        return {
            "table": _directory(rows, synthetic=self.agency.demo) if rows else None,
            "ours": own,
            "profile": queries.profile(self.agency),
        }


def _directory(rows: list[PeerSite], *, synthetic: bool) -> DataTable:
    return DataTable(
        caption=_("Peers"),
        columns=(Head(_("Agency")), Head(_("Size")), Head(_("Networks")), Head(_("Practices told"))),
        rows=tuple(
            (
                Cell(row.name, href=reverse("peer", args=[row.slug]), small=row.place),
                SizeBand(row.size).label,
                ", ".join(network.name for network in row.networks.all()) or _("None"),
                words.number(sum(practice.published for practice in row.practices.all())),
            )
            for row in rows
        ),
        synthetic=synthetic,
    )


class PeerPage(DetailPage):
    """One peer: how large, what it measured, what it does, and which office to ask."""

    public = True
    cached = True
    section = "show"
    template_name = "library/peers/peer.html"
    object: PeerSite

    def find(self) -> PeerSite | None:
        return access.peer(None, self.agency, self.kwargs["slug"])

    def heading(self) -> str:
        return self.object.name

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Peers"), "url": reverse("peers")}, {"label": self.heading(), "url": ""}]

    def context(self) -> dict[str, Any]:
        row = self.object
        return {
            "peer": row,
            "size": SizeBand(row.size).label,
            "networks": ", ".join(network.name for network in row.networks.all()),
            "contact_url": contact_link(row.contact),
            "practices": queries.practices_of(row),
        }


class PracticePage(DetailPage):
    """One practice: what, why, what it needed, what was measured, and from whom and when it came."""

    public = True
    cached = True
    section = "show"
    template_name = "library/peers/practice.html"
    object: Practice

    def find(self) -> Practice | None:
        return access.practice(None, self.agency, self.kwargs["slug"])

    def heading(self) -> str:
        return self.object.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Peers"), "url": reverse("peers")}, {"label": self.heading(), "url": ""}]

    def context(self) -> dict[str, Any]:
        row = self.object
        asked = row.peer or queries.profile(self.agency)
        return {
            "practice": row,
            "grade": Grade(row.grade).label,
            "topics": queries.names_of(row, words.language()),
            "asked": asked,
            "contact_url": contact_link(asked.contact) if asked else "",
        }


class PracticeFile(Page):
    """Every practice of ours that is public, as a file for other installations."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        document = queries.document(self.agency)
        if document is None:
            raise Http404
        headers = {"Content-Disposition": f'attachment; filename="practices-{self.agency.slug}.json"'}
        return JsonResponse(document, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 2})


class PracticeSchema(Page):
    """The schema of that file."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return JsonResponse(practice_file.schema(), json_dumps_params={"indent": 2})
