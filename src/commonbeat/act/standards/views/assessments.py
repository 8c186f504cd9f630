"""Assessments for those who keep or see standards: planning one, its marks, its end, one beside another, comments."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import assessments as actions
from commonbeat.act.standards.forms.assessments import AssessmentForm, CloseForm, MarkForm
from commonbeat.act.standards.models import Assessment, AssessmentMark, StandardSet
from commonbeat.act.standards.queries import assessments
from commonbeat.act.standards.rules import assessments as rules
from commonbeat.act.standards.rules.assessments import COMPARED_KINDS, MARK_KINDS, Mark
from commonbeat.act.standards.views.asking import Asks
from commonbeat.act.standards.views.programs import crumbs
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, Words
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.words import moment, of


def address(row: Assessment) -> str:
    """The page of an assessment."""
    return reverse("assessment", args=[row.pk])


class NewAssessment(Asks):
    """Plan an assessment of an edition."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Plan an assessment")
    form_class = AssessmentForm
    submit = gettext_lazy("Plan it")
    done_message = gettext_lazy("Planned. Each standard waits for a mark.")
    row: StandardSet

    def find(self) -> StandardSet | None:
        return access.edition(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row.program.name}: {self.row.edition}"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs(self.row.program)

    def back(self) -> str:
        return reverse("edition", args=[self.kwargs["pk"]])

    def act(self, form: AssessmentForm) -> str:
        return address(actions.plan(actor=self.request.user, edition=self.row, **form.cleaned_data))


class AssessmentPage(DetailPage):
    """One assessment: its marks and what people said."""

    permission = Permission.SEE_STANDARDS
    template_name = "standards/assessment.html"
    object: Assessment

    def find(self) -> Assessment | None:
        return access.assessment(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return str(self.object)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs(self.object.edition.program)

    def context(self) -> dict[str, Any]:
        row = self.object
        marks = assessments.marks(row)
        counts = rules.tally({one.number: one.mark for one in marks})
        manages = self.request.user.may(Permission.MANAGE_STANDARDS, self.agency)
        window = rules.window_of(row.comments_from, row.comments_until, self.agency.day())
        return {
            "assessment": row,
            "met": of(counts[Mark.MET], len(marks)),
            "counts": counts,
            "marks": self._table(marks, link=manages and row.closed_on is None),
            "may_close": manages and row.closed_on is None,
            "others": assessments.others(row),
            "window": window.label,
            "asked": window is not rules.Window.NONE,
            "comments": [
                {"when": moment(one.received_at), "words": one.words, "language": one.language}
                for one in assessments.comments(row)
            ],
        }

    def _table(self, marks: list[AssessmentMark], *, link: bool) -> DataTable:
        return DataTable(
            caption=_("What was found of each standard"),
            columns=(Head(_("Number")), Head(_("Standard")), Head(_("What they found")), Head(_("In words"))),
            rows=tuple(
                (
                    Cell(one.number, href=reverse("assessment_mark", args=[self.object.pk, one.pk]) if link else ""),
                    one.title,
                    Cell(one.get_mark_display(), state=MARK_KINDS[Mark(one.mark)]),
                    one.words,
                )
                for one in marks
            ),
            synthetic=self.agency.demo,
        )


class _OfAssessment(Asks):
    """A form about one assessment; none once it is closed."""

    abstract = True
    row: Assessment

    def find(self) -> Assessment | None:
        return access.assessment(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row}: {self.row.assessor}"

    def stop(self) -> Words:
        return gettext_lazy("This assessment is closed: it stays as it is.") if self.row.closed_on else ""

    def breadcrumbs(self) -> list[dict[str, Any]]:
        program = self.row.edition.program
        return [*crumbs(program), {"label": str(self.row), "url": address(self.row)}]

    def back(self) -> str:
        return reverse("assessment", args=[self.kwargs["pk"]])


class MarkStandard(_OfAssessment):
    """Write down what the assessor says of one standard."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("What the assessor found")
    form_class = MarkForm
    submit = gettext_lazy("Write it down")
    done_message = gettext_lazy("Written down.")
    mark: AssessmentMark

    def prepare(self) -> None:
        super().prepare()
        found = assessments.mark_of(self.row, self.kwargs["mark"])
        if found is None:
            raise Http404
        self.mark = found

    def about(self) -> str:
        return f"{self.mark.number} {self.mark.title}"

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {"mark": self.mark.mark, "words": self.mark.words}}

    def act(self, form: MarkForm) -> str:
        clean = form.cleaned_data
        actions.mark(actor=self.request.user, mark=self.mark, said=clean["mark"], words=clean["words"])
        return self.back()


class Close(_OfAssessment):
    """Close it: from then on nothing of it changes."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Close the assessment")
    form_class = CloseForm
    submit = gettext_lazy("Close it for good")
    done_message = gettext_lazy("Closed. Nothing of it can be changed any more.")

    def act(self, form: CloseForm) -> str:
        actions.close(actor=self.request.user, assessment=self.row, summary=form.cleaned_data["summary"])
        return self.back()


class Compare(DetailPage):
    """What two assessments of a program say beside each other, standard by standard."""

    permission = Permission.SEE_STANDARDS
    title = gettext_lazy("Two assessments beside each other")
    template_name = "standards/compare.html"
    object: Assessment

    def find(self) -> Assessment | None:
        return access.assessment(self.request.user, self.agency, self.kwargs["pk"])

    def breadcrumbs(self) -> list[dict[str, Any]]:
        row = self.object
        return [*crumbs(row.edition.program), {"label": str(row), "url": address(row)}]

    def context(self) -> dict[str, Any]:
        row = self.object
        other = assessments.other(row, self.request.GET.get("with", ""))
        if other is None:
            return {"assessment": row, "other": None, "others": []}
        first, last = sorted((row, other), key=lambda one: (one.starts_on, one.pk))
        lines = rules.compare(assessments.by_number(first), assessments.by_number(last))
        return {
            "assessment": row,
            "other": other,
            "others": assessments.others(row),
            "table": DataTable(
                caption=_("Standard by standard"),
                columns=(Head(_("Number")), Head(str(first)), Head(str(last)), Head(_("Beside each other"))),
                rows=tuple(_line(one) for one in lines),
                synthetic=self.agency.demo,
            ),
        }


def _line(one: rules.Line) -> tuple[Any, ...]:
    return (
        one.number,
        Cell(one.before.label, state=MARK_KINDS[one.before]),
        Cell(one.after.label, state=MARK_KINDS[one.after]),
        Cell(one.compared.label, state=COMPARED_KINDS[one.compared]),
    )
