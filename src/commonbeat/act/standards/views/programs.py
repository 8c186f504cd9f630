"""For those who keep or see standards: the programs, one of them, its editions, awards, calendar, gaps."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import programs as actions
from commonbeat.act.standards.exports import calendar as exports
from commonbeat.act.standards.facts import accreditation as facts
from commonbeat.act.standards.forms.accreditation import AwardForm, EditionForm, EndAwardForm, ProgramForm
from commonbeat.act.standards.models import Award, Program, StandardSet
from commonbeat.act.standards.queries import assessments, programs
from commonbeat.act.standards.rules.programs import StandardState
from commonbeat.act.standards.views.asking import Asks
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, Page
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.words import day, of


def crumbs(program: Program | None = None) -> list[dict[str, Any]]:
    """The way to the programs, or to one of them."""
    found = [{"label": _("Standards"), "url": reverse("accreditation_programs")}]
    if program is not None:
        found.append({"label": program.name, "url": reverse("accreditation_program", args=[program.pk])})
    return found


class Programs(Page):
    """Every program in one line."""

    permission = Permission.SEE_STANDARDS
    title = gettext_lazy("Standards and accreditation")
    template_name = "standards/programs.html"

    def context(self) -> dict[str, Any]:
        found = programs.overviews(self.agency)
        return {
            "table": DataTable(
                caption=_("Programs"),
                columns=(Head(_("Program")), Head(_("Status")), Head(_("Edition")), Head(_("Compliant"))),
                rows=tuple(self._line(one) for one in found),
                synthetic=self.agency.demo,
            )
            if found
            else None,
            "may_manage": self.request.user.may(Permission.MANAGE_STANDARDS, self.agency),
        }

    def _line(self, one: programs.Overview) -> tuple[Any, ...]:
        told = facts.of_badge(one.badge)
        compliant = one.counts.get(StandardState.COMPLIANT, 0)
        return (
            Cell(
                one.program.name, href=reverse("accreditation_program", args=[one.program.pk]), small=one.program.body
            ),
            Cell(told.word, state=told.kind),
            one.edition.edition if one.edition else _("none yet"),
            of(compliant, one.total),
        )


class NewProgram(Asks):
    """Add a program."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Add a program")
    form_class = ProgramForm
    submit = gettext_lazy("Add it")
    done_message = gettext_lazy("Added. Now begin its edition.")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def back(self) -> str:
        return reverse("accreditation_programs")

    def act(self, form: ProgramForm) -> str:
        row = actions.begin_program(actor=self.request.user, agency=self.agency, **form.cleaned_data)
        return reverse("accreditation_program", args=[row.pk])


class ProgramPage(DetailPage):
    """One program: what can be said of it today, its editions, assessments and awards."""

    permission = Permission.SEE_STANDARDS
    template_name = "standards/program.html"
    object: Program

    def find(self) -> Program | None:
        return access.program(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return self.object.name

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        row, today = self.object, self.agency.day()
        current = programs.current_edition(row, today)
        return {
            "program": row,
            "told": facts.of_badge(programs.badge_of(row, today)),
            "edition": current,
            "editions": list(row.editions.all()),
            "gaps": len(programs.gaps_in(current)) if current else 0,
            "assessments": assessments.of_program(row),
            "awards": programs.awards(row),
            "may_manage": self.request.user.may(Permission.MANAGE_STANDARDS, self.agency),
        }


class _OfProgram(Asks):
    """A form about one program."""

    abstract = True
    row: Program

    def find(self) -> Program | None:
        return access.program(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row.name}: {self.row.scope}"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs(self.row)

    def back(self) -> str:
        return reverse("accreditation_program", args=[self.kwargs["pk"]])


class NewEdition(_OfProgram):
    """Begin an edition."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Begin an edition")
    form_class = EditionForm
    submit = gettext_lazy("Begin it")
    done_message = gettext_lazy("Begun. Now write its standards down, or load them from a file.")

    def act(self, form: EditionForm) -> str:
        row = actions.begin_edition(actor=self.request.user, program=self.row, **form.cleaned_data)
        return reverse("edition", args=[row.pk])


class NewAward(_OfProgram):
    """Write down an accreditation that was given."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Write down an accreditation")
    form_class = AwardForm
    submit = gettext_lazy("Write it down")
    done_message = gettext_lazy("Written down. The public page says so.")

    def form_kwargs(self) -> Mapping[str, Any]:
        offered = [(one.pk, str(one)) for one in assessments.of_program(self.row)]
        return {"assessments": offered, "initial": {"scope": self.row.scope}}

    def act(self, form: AwardForm) -> str:
        clean = form.cleaned_data
        found = next((one for one in assessments.of_program(self.row) if str(one.pk) == clean["assessment"]), None)
        actions.give_award(actor=self.request.user, program=self.row, **{**clean, "assessment": found})
        return self.back()


class EndAward(Asks):
    """Write down that an accreditation was taken back."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Write down that it was taken back")
    form_class = EndAwardForm
    submit = gettext_lazy("Write it down")
    done_message = gettext_lazy("Written down. The public page says so.")
    row: Award

    def find(self) -> Award | None:
        return access.award(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row.program.name}: {self.row.scope}"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs(self.row.program)

    def back(self) -> str:
        return reverse("accreditation_program", args=[self.row.program_id])

    def act(self, form: EndAwardForm) -> str:
        actions.end_award(actor=self.request.user, award=self.row, why=form.cleaned_data["why"])
        return self.back()


class Gaps(DetailPage):
    """Every standard of an edition that has a gap, and why each is one."""

    permission = Permission.SEE_STANDARDS
    title = gettext_lazy("Gaps")
    template_name = "standards/gaps.html"
    object: StandardSet

    def find(self) -> StandardSet | None:
        return access.edition(self.request.user, self.agency, self.kwargs["pk"])

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs(self.object.program)

    def context(self) -> dict[str, Any]:
        today = self.agency.day()
        found = programs.gaps_in(self.object)
        return {
            "edition": self.object,
            "count": sum(len(one.gaps) for one in found),
            "found": [
                {
                    "standard": one.standard,
                    "gaps": [{"part": part, "said": gap.said(today)} for part, gap in one.gaps],
                }
                for one in found
            ],
        }


def _year(asked: str, today: date) -> int:
    """The year that an address asks for, near enough to be drawn; this one where it asks for none."""
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    return min(max(year, today.year - 10), today.year + 10)


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
        found = assessments.calendar(self.object, date(year, 1, 1), date(year, 12, 31))
        return {
            "program": self.object,
            "year": year,
            "before": year - 1,
            "after": year + 1,
            "ics": exports.can_write_ics(),
            "found": [
                {
                    "when": day(one.day),
                    "past": one.day < today,
                    "what": one.what,
                    "url": reverse(one.address, args=one.arguments),
                }
                for one in found
            ],
        }


class CalendarFile(Page):
    """The same year as a file: for calendar programs where this installation can write one, else as CSV."""

    permission = Permission.SEE_STANDARDS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        program = access.program(self.request.user, self.agency, kwargs["pk"])
        if program is None:
            raise Http404
        year = _year(request.GET.get("year", ""), self.agency.day())
        found = assessments.calendar(program, date(year, 1, 1), date(year, 12, 31))
        if exports.can_write_ics():
            body: bytes | str = exports.calendar_ics(found, program.name)
            kind, ending = "text/calendar; charset=utf-8", "ics"
        else:
            body, kind, ending = "".join(exports.calendar_csv(found)), "text/csv; charset=utf-8; header=present", "csv"
        headers = {"Content-Disposition": f'attachment; filename="{self.agency.slug}-accreditation-{year}.{ending}"'}
        return HttpResponse(body, content_type=kind, headers=headers)
