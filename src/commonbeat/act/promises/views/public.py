"""The ledger for everybody: the list, one promise with its record, the file, and how to check it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from commonbeat.act.promises import access, exports, facts, figures, queries
from commonbeat.act.promises.queries import LedgerPage, Listed
from commonbeat.act.promises.rules import Show, year_to
from commonbeat.kit import promise_line
from commonbeat.kit.pages import DetailPage, Page
from commonbeat.kit.words import day_range, number
from commonbeat.plumb import Window

SHOWN: dict[Show, str | Promise] = {
    Show.ALL: gettext_lazy("Every promise"),
    Show.LATE: pgettext_lazy("promises", "Late"),
    Show.OPEN: pgettext_lazy("promises", "Open"),
    Show.WAITING: gettext_lazy("Waiting for a check"),
    Show.VERIFIED: gettext_lazy("Verified"),
    Show.BROKEN: gettext_lazy("Broken or declined"),
    Show.LEADERS: gettext_lazy("By our leaders"),
}
"""What each filter of the list is called."""


class Ledger(Page):
    """Every promise: how many were kept on time, then all of them, late first."""

    public = True
    cached = True
    section = "act"
    title = gettext_lazy("Promises")
    template_name = "promises/ledger.html"

    def context(self) -> dict[str, Any]:
        asked, page = self.request.GET.get("show", ""), self.request.GET.get("page", "")
        show = Show(asked) if asked in set(Show) else Show.ALL
        found = queries.page_of(
            self.agency, show, int(page) if page.isascii() and page.isdigit() and page < "9" * 9 else 1
        )
        today = self.agency.day()
        shared, promises = figures.listed(found.listed, today)
        newest = queries.newest_entry(self.agency)
        return {
            **self._on_time(),
            "shared": shared,
            "promises": promises,
            "key": promise_line.key(),
            "filters": _filters(found),
            "found": found,
            "led": facts.of_leaders(found.led, synthetic=self.agency.demo) if show is Show.LEADERS else None,
            "newer": _page(found, found.page - 1),
            "older": _page(found, found.page + 1),
            "left": max(found.count - found.page * queries.PER_PAGE, 0),
            "newest": newest.hash if newest else "",
            "synthetic": self.agency.demo,
        }

    def _on_time(self) -> dict[str, Any]:
        """The figure of the year that the address names, this year where it names none."""
        years = queries.years(self.agency)
        today = self.agency.day()
        asked = self.request.GET.get("year", "")
        year = next((one for one in years if str(one) == asked), today.year)
        window = year_to(today) if year == today.year else Window.year(year)
        figure = queries.on_time(self.agency, window)
        return {
            "score": figures.score(figure),
            "headline": figures.headline(figure),
            "marks": figures.marks(figure, synthetic=self.agency.demo) if figure.tally.due else None,
            "days": day_range(window.start, window.end),
            "years": [{"year": one, "current": one == year} for one in years],
        }


class PromisePage(DetailPage):
    """One promise: where it stands, its dates on a line, its record, and the hash by which it can be checked."""

    public = True
    cached = True
    section = "act"
    template_name = "promises/promise.html"
    object: Listed

    def find(self) -> Listed | None:
        row = access.promise(None, self.agency, self.kwargs["number"])
        return queries.record_of(row) if row else None

    def heading(self) -> str:
        return self.object.row.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": Ledger.title, "url": reverse("promise_ledger")}]

    def context(self) -> dict[str, Any]:
        one, today = self.object, self.agency.day()
        return {
            "promise": one.row,
            "kind": facts.kind_of(one.row, today),
            "word": facts.state_of(one.row, today),
            "meta": facts.meta_of(one, today),
            "chart": figures.alone(one, today),
            "record": facts.record(one),
            "figure": _figure(one),
            "last": one.events[-1],
        }


class LedgerFile(Page):
    """The whole chain as CSV, for anybody to check."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        notice = _("Demonstration: every promise is made up.") if self.agency.demo else ""
        rows = exports.ledger_csv(queries.chain(self.agency).iterator(2000), notice=notice)
        name = f"{self.agency.slug}-promises{'-demonstration' if self.agency.demo else ''}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Access-Control-Allow-Origin": "*"}
        return HttpResponse("".join(rows), content_type="text/csv; charset=utf-8; header=present", headers=headers)


class HowToCheck(Page):
    """How the chain is made, what each column holds, and how to check it without this program."""

    public = True
    cached = True
    section = "act"
    title = gettext_lazy("Check the record of promises")
    template_name = "promises/check.html"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": Ledger.title, "url": reverse("promise_ledger")}]

    def context(self) -> dict[str, Any]:
        newest = queries.newest_entry(self.agency)
        return {"newest": newest, "columns": exports.MEANINGS.items(), "fault": queries.first_fault(self.agency)}


def _filters(found: LedgerPage) -> list[dict[str, Any]]:
    return [
        {
            "url": f"?show={show}#all" if show is not Show.ALL else f"{reverse('promise_ledger')}#all",
            "label": f"{words} ({number(found.counts[show])})",
            "current": show is found.show,
        }
        for show, words in SHOWN.items()
    ]


def _page(found: LedgerPage, page: int) -> str:
    """The address of another page of the same list; "" where there is none."""
    if not 1 <= page <= found.last:
        return ""
    return f"?show={found.show}&page={page}#all"


def _figure(one: Listed) -> dict[str, str] | None:
    """The published figure that a promise answers: its name and page."""
    finding = one.row.finding
    if finding is None:
        return None
    title = finding.run.said(finding.measure, "title", get_language() or "en")
    return {"title": title, "url": reverse("run", args=[finding.run_id])}
