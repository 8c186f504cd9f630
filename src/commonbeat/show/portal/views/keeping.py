"""Who keeps each public page: the stale report, an owner's page, reading again, and links that do not answer."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, FormPage, Page
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.show.portal import access, actions
from commonbeat.show.portal.forms.keeping import KeepForm, ReviewForm
from commonbeat.show.portal.models import BrokenLink, PageRecord
from commonbeat.show.portal.queries import keeping
from commonbeat.show.portal.rules.keeping import SHAPES, Keep


class Pages(Page):
    """Every public page: who keeps it, by when it is read again, what is stale; those that need somebody first."""

    permission = Permission.MANAGE_PAGES
    title = gettext_lazy("Who keeps each page")
    template_name = "portal/keeping/pages.html"

    def context(self) -> dict[str, Any]:
        order = list(Keep)
        kept = sorted(keeping.kept_pages(self.agency), key=lambda one: (order.index(one.keep), one.page.address))
        counts = [(keep, sum(one.keep == keep for one in kept)) for keep in order]
        return {
            "table": DataTable(
                caption=_("Public pages"),
                columns=(Head(_("Page")), Head(_("Owner")), Head(_("State"))),
                rows=tuple(_line(one) for one in kept),
            ),
            "counts": [
                {"kind": SHAPES[keep], "words": keep.label, "count": words.number(count)}
                for keep, count in counts
                if count
            ],
            "walk": keeping.last_walk(self.agency),
            "broken": len(keeping.broken_links(self.agency)),
        }


def _line(one: keeping.Kept) -> tuple[Cell, Cell | str, Cell]:
    address = reverse("page_keep", args=[one.page.name])
    page = Cell(one.page.title or one.page.address, href=address, small=one.page.address if one.page.title else "")
    record = one.record
    owner = record.owner.name if record else _("Nobody")
    small = words.day(record.review_by) if record else ""
    return page, owner, Cell(one.keep.label, state=SHAPES[one.keep], small=small)


class KeepPage(FormPage):
    """Say who keeps a page."""

    permission = Permission.MANAGE_PAGES
    form_class = KeepForm
    template_name = "portal/keeping/keep.html"
    done_message = gettext_lazy("Saved.")

    def prepare(self) -> None:
        page = keeping.page_called(self.kwargs["name"])
        if page is None:
            raise Http404
        self.page = page
        self.record = access.page_record(self.request.user, self.agency, page.name)

    def heading(self) -> str:
        return str(self.page.title or self.page.address)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Who keeps each page"), "url": reverse("page_list")}]

    def form_kwargs(self) -> Mapping[str, Any]:
        row = self.record
        in_half_a_year = self.agency.day() + timedelta(days=182)
        return {
            "owners": [(one.pk, one.name) for one in keeping.owners(self.agency)],
            "initial": {"owner": row.owner_id, "review_by": row.review_by} if row else {"review_by": in_half_a_year},
        }

    def context(self) -> dict[str, Any]:
        url = reverse(self.page.name) if not self.page.takes else ""
        return {"shown": self.page, "url": url, "record": self.record}

    def act(self, form: KeepForm) -> str:
        clean = form.cleaned_data
        actions.keep_page(
            actor=self.request.user,
            agency=self.agency,
            name=self.page.name,
            owner=keeping.owner(self.agency, clean["owner"]),
            review_by=clean["review_by"],
        )
        return reverse("page_list")


class ReviewPage(FormPage):
    """For a page's owner: read it, say that it holds, and choose the next day."""

    permission = Permission.SEE_DESK
    form_class = ReviewForm
    template_name = "portal/keeping/review.html"
    done_message = gettext_lazy("Written down: you read it today.")
    record: PageRecord

    def prepare(self) -> None:
        page = keeping.page_called(self.kwargs["name"])
        record = access.page_record(self.request.user, self.agency, self.kwargs["name"])
        if page is None or record is None:
            raise Http404
        self.page, self.record = page, record

    def heading(self) -> str:
        return str(self.page.title or self.page.address)

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {"review_by": self.agency.day() + timedelta(days=182)}}

    def context(self) -> dict[str, Any]:
        return {"record": self.record, "url": reverse(self.page.name) if not self.page.takes else ""}

    def act(self, form: ReviewForm) -> str:
        actions.review_page(actor=self.request.user, record=self.record, review_by=form.cleaned_data["review_by"])
        return reverse("desk")


class BrokenLinks(Page):
    """What did not answer when the program last walked along its own links."""

    permission = Permission.MANAGE_PAGES
    title = gettext_lazy("Links that do not answer")
    template_name = "portal/keeping/links.html"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Who keeps each page"), "url": reverse("page_list")}]

    def context(self) -> dict[str, Any]:
        found = keeping.broken_links(self.agency)
        return {"walk": keeping.last_walk(self.agency), "table": _table(found) if found else None}


def _table(found: list[BrokenLink]) -> DataTable:
    return DataTable(
        caption=_("Links that do not answer"),
        columns=(Head(_("Address")), Head(_("Stands on")), Head(_("Answer")), Head(_("Since"))),
        rows=tuple(
            (one.address, Cell(one.page, href=one.page) if one.page else "", str(one.status), words.day(one.since))
            for one in found
        ),
    )


class CheckLinks(ActionPage):
    """Check the links now."""

    permission = Permission.MANAGE_PAGES
    done_message = gettext_lazy("The check has been ordered. Look again in a minute or two.")

    def act(self) -> str:
        actions.order_walk(actor=self.request.user, agency=self.agency)
        return self.back()

    def back(self) -> str:
        return reverse("broken_links")
