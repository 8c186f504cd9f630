"""The calendar of a cycle, for those who see standards; the public days as an address that programs subscribe to."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.exports.calendar import calendar_ics
from commonbeat.act.standards.models import Program
from commonbeat.act.standards.queries import calendar
from commonbeat.act.standards.queries.calendar import Due
from commonbeat.act.standards.views.programs import crumbs
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, Page
from commonbeat.kit.words import short_day

BACK, AHEAD = timedelta(days=366), timedelta(days=3 * 366)
"""What the public calendar holds: a year back, three ahead."""


def _year(asked: str, today: date) -> int:
    """The year that an address asks for, near enough to be drawn; this one where it asks for none."""
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    return min(max(year, today.year - 10), today.year + 10)


def _address(one: Due) -> str:
    return reverse(one.address, args=one.arguments)


class Calendar(DetailPage):
    """What of a program's cycle is due when, a year at a time."""

    permission = Permission.SEE_STANDARDS
    title = gettext_lazy("Calendar of the cycle")
    template_name = "standards/calendar.html"
    object: Program

    def find(self) -> Program | None:
        return access.program(self.request.user, self.agency, self.kwargs["pk"])

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs(self.object)

    def context(self) -> dict[str, Any]:
        today = self.agency.day()
        year = _year(self.request.GET.get("year", ""), today)
        found = calendar.calendar(self.object, date(year, 1, 1), date(year, 12, 31))
        return {
            "program": self.object,
            "year": year,
            "before": year - 1,
            "after": year + 1,
            "months": [
                {
                    "name": date_format(days[0].day, "F"),
                    "days": [{"when": short_day(one.day), "what": one.what, "url": _address(one)} for one in days],
                }
                for _month, group in groupby(found, key=lambda one: one.day.month)
                if (days := list(group))
            ],
        }


class _File(Page):
    """Days as a file for calendar programs."""

    abstract = True

    def answer(self, found: list[Due], name: str, *, keep: str, file: str = "") -> HttpResponse:
        """The answer with the days; `keep` says how long anybody may hold it, `file` its name as a download."""
        body = calendar_ics(
            found, name=name, agency=self.agency, link=lambda one: self.request.build_absolute_uri(_address(one))
        )
        headers = {"Cache-Control": keep}
        if file:
            headers["Content-Disposition"] = f'attachment; filename="{file}"'
        return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


class CalendarFile(_File):
    """The same year as a file, for who is signed in: it names people and proofs, so no address is given out for it."""

    permission = Permission.SEE_STANDARDS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        program = access.program(self.request.user, self.agency, kwargs["pk"])
        if program is None:
            raise Http404
        year = _year(request.GET.get("year", ""), self.agency.day())
        found = calendar.calendar(program, date(year, 1, 1), date(year, 12, 31))
        name = f"{self.agency.slug}-accreditation-{year}.ics"
        return self.answer(found, program.name, keep="private, no-store", file=name)


class PublicCalendar(_File):
    """The days that anybody may know, under an address that stays: a calendar program subscribes to it."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        today = self.agency.day()
        found = calendar.public_calendar(self.agency, today - BACK, today + AHEAD)
        name = _("%(agency)s: accreditation and mandates") % {"agency": self.agency.name}
        return self.answer(found, name, keep="public, max-age=3600")
