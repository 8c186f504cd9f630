"""For those who keep or see standards: the programs, one of them, its editions."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import programs as actions
from commonbeat.act.standards.facts import accreditation as facts
from commonbeat.act.standards.figures import accreditation as figures
from commonbeat.act.standards.forms.accreditation import EditionForm, ProgramForm
from commonbeat.act.standards.models import Program
from commonbeat.act.standards.queries import assessments, gaps, programs
from commonbeat.act.standards.rules.programs import StandardState
from commonbeat.act.standards.views.asking import Asks
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, Page
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.words import of


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
            "chapters": figures.chapters(gaps.standing(current), synthetic=self.agency.demo) if current else None,
            "assessments": assessments.of_program(row),
            "awards": programs.awards(row),
            "may_manage": self.request.user.may(Permission.MANAGE_STANDARDS, self.agency),
        }


class OfProgram(Asks):
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


class ChangeProgram(OfProgram):
    """Change how a program is told, or whether the public sees it."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Change how it is written down")
    form_class = ProgramForm
    submit = gettext_lazy("Keep the change")
    done_message = gettext_lazy("Changed. The trail says what.")

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {name: getattr(self.row, name) for name in actions.TOLD}}

    def act(self, form: ProgramForm) -> str:
        actions.change_program(actor=self.request.user, program=self.row, said=form.cleaned_data)
        return self.back()


class NewEdition(OfProgram):
    """Begin an edition."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Begin an edition")
    form_class = EditionForm
    submit = gettext_lazy("Begin it")
    done_message = gettext_lazy("Begun. Now write its standards down, or load them from a file.")

    def act(self, form: EditionForm) -> str:
        row = actions.begin_edition(actor=self.request.user, program=self.row, **form.cleaned_data)
        return reverse("edition", args=[row.pk])
