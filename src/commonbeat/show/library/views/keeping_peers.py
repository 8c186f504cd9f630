"""For those who keep the library: networks, peers, our own profile and practices, and files that come in."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.library.access import peers as access
from commonbeat.ground.library.actions import peers as actions
from commonbeat.ground.library.models import Network, PeerSite, Practice
from commonbeat.ground.library.queries import peers as queries
from commonbeat.ground.library.rules.peers import SizeBand
from commonbeat.ground.library.rules.practice_file import LARGEST
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, FormPage, ListPage
from commonbeat.kit.tables import Cell, Column, DataTable, Filter, Head, Table
from commonbeat.show.library.forms.peers import FileForm, NetworkForm, PeerForm, PracticeForm, ProfileForm, TakeForm

FATES = {
    queries.NEW: gettext_lazy("New"),
    queries.CHANGED: gettext_lazy("Changed since"),
    queries.SAME: gettext_lazy("Here already"),
}
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


class PracticeList(ListPage):
    """Every practice, ours and those of peers."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Practices")
    template_name = "library/peers/practices.html"

    def rows(self) -> Table:
        return Table(
            queryset=access.practices(self.request.user, self.agency),
            columns=(
                Column("title", gettext_lazy("Practice"), sortable=True, value=_practice_link),
                Column("peer", gettext_lazy("Whose"), value=lambda row: row.peer.name if row.peer else _("Ours")),
                Column("published", gettext_lazy("Public"), value=lambda row: _("Yes") if row.published else _("No")),
                Column("version", gettext_lazy("Version"), numeric=True),
                Column(
                    "changed_on", gettext_lazy("Changed on"), sortable=True, value=lambda row: words.day(row.changed_on)
                ),
            ),
            filters=(
                Filter("published", gettext_lazy("Public"), [("1", gettext_lazy("Yes")), ("0", gettext_lazy("No"))]),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Practices"),
            order="title",
            synthetic=self.agency.demo,
        )

    def context(self) -> dict[str, Any]:
        return {**super().context(), "profile": queries.profile(self.agency)}


def _practice_link(row: Practice) -> Cell:
    return Cell(row.title, href=reverse("practice_change", args=[row.slug]))


class _Practice(FormPage):
    """What the pages for a new practice and for a known one share."""

    abstract = True
    form_class = PracticeForm
    template_name = "library/peers/practice_change.html"
    done_message = gettext_lazy("Saved.")
    practice: Practice | None = None

    def breadcrumbs(self) -> Crumbs:
        return [{"label": _("Practices"), "url": reverse("practice_list")}]

    def form_kwargs(self) -> Mapping[str, Any]:
        row, names = self.practice, actions.TEXTS
        initial = {name: getattr(row, name) for name in names} if row else {}
        initial |= {"topics": [str(topic.pk) for topic in row.topics.all()]} if row else {}
        return {"topics": queries.topics(self.agency, words.language()), "initial": initial}

    def context(self) -> dict[str, Any]:
        return {"practice": self.practice}

    def act(self, form: PracticeForm) -> str:
        clean = form.cleaned_data
        row = actions.write_practice(
            actor=self.request.user,
            agency=self.agency,
            values=clean,
            topics=queries.chosen_topics(self.agency, clean["topics"]),
            practice=self.practice,
        )
        return reverse("practice_change", args=[row.slug])


class NewPractice(_Practice):
    """Write down what we do."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Write down a practice of ours")


class ChangePractice(_Practice):
    """Change a practice of ours, publish it or take it back; a peer's can only be shown or hidden."""

    permission = Permission.MANAGE_LIBRARY

    def prepare(self) -> None:
        self.practice = access.practice(self.request.user, self.agency, self.kwargs["slug"])
        if self.practice is None:
            raise Http404

    def heading(self) -> str:
        return str(self.practice)


class PublishPractice(ActionPage):
    """Show a practice to everybody, or take it back."""

    permission = Permission.MANAGE_LIBRARY
    done_message = gettext_lazy("Saved.")

    def act(self) -> str:
        row = access.practice(self.request.user, self.agency, self.kwargs["slug"])
        if row is None:
            raise Http404
        public = self.request.POST.get("public") == "yes"
        actions.publish_practice(actor=self.request.user, practice=row, published=public)
        return self.back()

    def back(self) -> str:
        return reverse("practice_change", args=[self.kwargs["slug"]])


class ImportPractices(FormPage):
    """Look at a file of practices, then take it in, whole or not at all. Between the two steps nothing is kept."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Take in practices of a peer")
    template_name = "library/peers/import.html"
    form_class = FileForm

    def breadcrumbs(self) -> Crumbs:
        return [{"label": _("Practices"), "url": reverse("practice_list")}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "content" in request.POST:
            return self.take(TakeForm(data=request.POST))
        form = FileForm(data=request.POST, files=request.FILES)
        if not form.is_valid():
            return self.render(form=form, status=422)
        return self.look(form.cleaned_data["file"].read(LARGEST + 1))

    def look(self, content: bytes) -> HttpResponseBase:
        """Show what the file would do."""
        found = queries.preview(self.agency, content)
        if found.problems:
            return self.render(form=FileForm(), problems=found.problems, status=422)
        take = TakeForm(initial={"content": content.decode("utf-8-sig")})
        return self.render(form=take, preview=found, table=_coming(found))

    def take(self, form: TakeForm) -> HttpResponseBase:
        """Take it in as it was shown; it is checked again."""
        if not form.is_valid():
            return self.render(form=FileForm(), status=422)
        content, public = form.cleaned_data["content"].encode(), form.cleaned_data["public"]
        try:
            actions.import_practices(actor=self.request.user, agency=self.agency, content=content, public=public)
        except ValidationError as problem:
            return self.render(form=FileForm(), problems=problem.messages, status=422)
        return redirect("practice_list")


def _coming(found: queries.Preview) -> DataTable:
    return DataTable(
        caption=_("Practices in this file"),
        columns=(Head(_("Practice")), Head(_("Version")), Head(_("What happens"))),
        rows=tuple((str(one.given["title"]), str(one.given["version"]), FATES[one.fate]) for one in found.lines),
    )
