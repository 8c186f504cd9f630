"""For those who keep the library: networks, peers, and how our own file tells of us."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.library.access import peers as access
from commonbeat.ground.library.actions import peers as actions
from commonbeat.ground.library.models import Network, PeerSite
from commonbeat.ground.library.queries import peers as queries
from commonbeat.ground.library.rules.peers import SizeBand
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import FormPage, ListPage
from commonbeat.kit.tables import Cell, Column, DataTable, Head, Table
from commonbeat.show.library.forms.peers import NetworkForm, PeerForm, ProfileForm

Crumbs = list[dict[str, Any]]


class PeerList(ListPage):
    """Every peer, seen by the public or not."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Peers")
    template_name = "library/peers/list.html"

    def rows(self) -> Table:
        return Table(
            queryset=access.peers(self.request.user, self.agency),
            columns=(
                Column("name", gettext_lazy("Agency"), sortable=True, value=_peer_link),
                Column("size", gettext_lazy("Size"), value=lambda row: SizeBand(row.size).label),
                Column("public", gettext_lazy("Public"), value=lambda row: _("Yes") if row.public else _("No")),
                Column(
                    "checked_on",
                    gettext_lazy("Last checked on"),
                    sortable=True,
                    value=lambda row: words.day(row.checked_on),
                ),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Peers"),
            order="name",
            synthetic=self.agency.demo,
        )


def _peer_link(row: PeerSite) -> Cell:
    return Cell(row.name, href=reverse("peer_change", args=[row.slug]), small=row.place)


class _Peer(FormPage):
    """What the pages for a new peer and for a known one share."""

    abstract = True
    form_class: ClassVar[type[ProfileForm]] = PeerForm
    template_name = "library/peers/change.html"
    done_message = gettext_lazy("Saved.")
    peer: PeerSite | None = None

    def breadcrumbs(self) -> Crumbs:
        return [{"label": _("Peers"), "url": reverse("peer_list")}]

    def form_kwargs(self) -> Mapping[str, Any]:
        row = self.peer
        networks = [(str(one.pk), one.name) for one in queries.networks(self.agency)]
        return {"networks": networks, "initial": _of_peer(row) if row else {}}

    def context(self) -> dict[str, Any]:
        return {"back": reverse("peer_list")}

    def act(self, form: PeerForm) -> str:
        clean = form.cleaned_data
        networks = queries.chosen_networks(self.agency, clean["networks"])
        actions.set_peer(actor=self.request.user, agency=self.agency, values=clean, networks=networks, peer=self.peer)
        return reverse("peer_list")


def _of_peer(row: PeerSite) -> dict[str, Any]:
    plain = ("name", "place", "size", "measured", "office", "contact", "public")
    return {name: getattr(row, name) for name in plain} | {"networks": [str(one.pk) for one in row.networks.all()]}


class NewPeer(_Peer):
    """Write down a peer."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Write down a peer")


class ChangePeer(_Peer):
    """Change what is written of a peer."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Change this peer")

    def prepare(self) -> None:
        self.peer = access.peer(self.request.user, self.agency, self.kwargs["slug"])
        if self.peer is None:
            raise Http404


class Profile(_Peer):
    """How our own file of practices tells of us."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("How others reach us")
    form_class = ProfileForm

    def prepare(self) -> None:
        self.peer = queries.profile(self.agency)

    def context(self) -> dict[str, Any]:
        return {"back": reverse("practice_list")}

    def act(self, form: ProfileForm) -> str:
        clean = {**form.cleaned_data, "name": self.agency.name, "place": self.agency.place, "public": True}
        networks = queries.chosen_networks(self.agency, clean["networks"])
        actions.set_peer(
            actor=self.request.user, agency=self.agency, values=clean, networks=networks, peer=self.peer, ours=True
        )
        return reverse("practice_list")


class Networks(FormPage):
    """The networks that can be named, and a new one."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Networks of peers")
    template_name = "library/peers/networks.html"
    form_class = NetworkForm
    done_message = gettext_lazy("Saved.")
    network: Network | None = None

    def breadcrumbs(self) -> Crumbs:
        return [{"label": _("Peers"), "url": reverse("peer_list")}]

    def context(self) -> dict[str, Any]:
        rows = list(queries.networks(self.agency, ended=True))
        return {"table": _networks(rows) if rows else None}

    def act(self, form: NetworkForm) -> str:
        actions.set_network(actor=self.request.user, agency=self.agency, values=form.cleaned_data, network=self.network)
        return reverse("network_list")


def _networks(rows: list[Network]) -> DataTable:
    return DataTable(
        caption=_("Networks of peers"),
        columns=(Head(_("Name of the network")), Head(_("Office")), Head(_("In use"))),
        rows=tuple(
            (
                Cell(row.name, href=reverse("network_change", args=[row.pk]), small=row.about),
                Cell(row.office, small=row.contact),
                _("until %(day)s") % {"day": words.day(row.ended_on)} if row.ended_on else _("Yes"),
            )
            for row in rows
        ),
    )


class ChangeNetwork(Networks):
    """Change a network, or say that it is no longer in use."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Change this network")

    def prepare(self) -> None:
        self.network = access.network(self.request.user, self.agency, self.kwargs["pk"])
        if self.network is None:
            raise Http404

    def form_kwargs(self) -> Mapping[str, Any]:
        names = ("name", "about", "office", "contact", "ended_on")
        return {"initial": {name: getattr(self.network, name) for name in names}}
