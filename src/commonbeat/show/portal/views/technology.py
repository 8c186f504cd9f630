"""Technology in use: the list for everybody, and for staff the pages where it is kept."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import FormPage, ListPage, Page
from commonbeat.kit.tables import Cell, Column, Table
from commonbeat.show.portal import access, actions
from commonbeat.show.portal.actions.technology import TEXTS
from commonbeat.show.portal.forms.keeping import TechnologyForm
from commonbeat.show.portal.models import TechnologyRegister
from commonbeat.show.portal.queries import keeping
from commonbeat.show.portal.queries import technology as queries
from commonbeat.show.portal.rules.keeping import SHAPES, keep_of

DAYS = ("since", "until", "last_review", "next_review")


class Technology(Page):
    """Every tool that works with data about people: what it is for, who decides, who checks, by which policy."""

    public = True
    cached = True
    section = "show"
    title = gettext_lazy("Technology we use")
    template_name = "portal/technology/register.html"

    def context(self) -> dict[str, Any]:
        found, language = queries.register(self.agency), words.language()
        return {
            "using": [_told(row, language) for row in found.now],
            "before": [_told(row, language) for row in found.before],
            "record": found.page,
        }


def _told(row: TechnologyRegister, language: str) -> dict[str, Any]:
    """A tool as the public reads it."""
    told = {what: row.said(what, language) for what in ("purpose", "data", "decides", "review")}
    policy = row.policy if row.policy and row.policy.public else None
    return {"row": row, **told, "policy": policy, "policy_url": _policy_url(policy.slug) if policy else ""}


def _policy_url(slug: str) -> str:
    """Where the policy's text stands, if policies have public pages here."""
    try:
        return reverse("policy", args=[slug])
    except NoReverseMatch:
        return ""


class TechnologyList(ListPage):
    """The list for who keeps it, with the next review of each tool."""

    permission = Permission.MANAGE_PAGES
    title = gettext_lazy("Technology in use")
    template_name = "portal/technology/list.html"

    def rows(self) -> Table:
        today = self.agency.day()

        def state(row: TechnologyRegister) -> Cell:
            if row.until is not None:
                return Cell(_("No longer in use"), state="unknown", small=words.day(row.until))
            keep = keep_of(row.owner.ended is None, row.next_review, today)
            return Cell(keep.label, state=SHAPES[keep], small=words.day(row.next_review))

        return Table(
            queryset=access.technology(self.request.user, self.agency),
            columns=(
                Column("name", gettext_lazy("Tool"), sortable=True, value=_link),
                Column("owner", gettext_lazy("Who answers for it"), value=lambda row: row.owner.name),
                Column("since", gettext_lazy("In use since"), sortable=True, value=lambda row: words.day(row.since)),
                Column("next_review", gettext_lazy("Next review"), sortable=True, value=state),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Technology in use"),
            order="name",
            synthetic=self.agency.demo,
        )


def _link(row: TechnologyRegister) -> Cell:
    return Cell(row.name, href=reverse("technology_change", args=[row.pk]), small=row.maker)


class _Tool(FormPage):
    """What the pages for a new tool and for a known one share."""

    abstract = True
    form_class = TechnologyForm
    template_name = "portal/technology/change.html"
    row: TechnologyRegister | None = None

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Technology in use"), "url": reverse("technology_list")}]

    def form_kwargs(self) -> Mapping[str, Any]:
        row = self.row
        known = {name: getattr(row, name) for name in ("name", "maker", *TEXTS, *DAYS)} if row else {}
        ties = {"owner": row.owner_id, "policy": row.policy_id or ""} if row else {}
        return {
            "owners": [(one.pk, one.name) for one in keeping.owners(self.agency)],
            "policies": queries.policies(self.agency),
            "initial": {**known, **ties},
        }

    def given(self, form: TechnologyForm) -> dict[str, Any]:
        clean = form.cleaned_data
        return {
            "words": {name: clean[name] for name in ("name", "maker", *TEXTS)},
            "owner": keeping.owner(self.agency, clean["owner"]),
            "policy": queries.policy(self.agency, clean["policy"]),
            **{name: clean[name] for name in DAYS},
        }


class NewTool(_Tool):
    """Put a tool on the list."""

    permission = Permission.MANAGE_PAGES
    title = gettext_lazy("List a tool")
    done_message = gettext_lazy("Saved. The public sees it.")

    def act(self, form: TechnologyForm) -> str:
        actions.list_technology(actor=self.request.user, agency=self.agency, **self.given(form))
        return reverse("technology_list")


class ChangeTool(_Tool):
    """Change what the list says of a tool, write down a review, or end its use."""

    permission = Permission.MANAGE_PAGES
    title = gettext_lazy("Change this tool")
    done_message = gettext_lazy("Saved. The public sees it.")
    known: TechnologyRegister

    def prepare(self) -> None:
        row = access.tool(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        self.row = self.known = row

    def act(self, form: TechnologyForm) -> str:
        actions.change_technology(actor=self.request.user, tool=self.known, **self.given(form))
        return reverse("technology_list")
