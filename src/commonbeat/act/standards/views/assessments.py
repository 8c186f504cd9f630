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
from commonbeat.act.standards.rules.assessments import COMMENT_KINDS, COMPARED_KINDS, MARK_KINDS, CommentState, Mark
from commonbeat.act.standards.views.asking import Asks
from commonbeat.act.standards.views.programs import crumbs
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, Words
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.units import units
from commonbeat.kit.words import day, of

STAYS = gettext_lazy("This assessment is closed: it stays as it is.")


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


class ChangeAssessment(Asks):
    """Change the plan of an assessment, until it is closed."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Change the plan")
    form_class = AssessmentForm
    submit = gettext_lazy("Keep the change")
    done_message = gettext_lazy("Changed. The trail says what.")
    row: Assessment

    def find(self) -> Assessment | None:
        return access.assessment(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row}: {self.row.assessor}"

    def stop(self) -> Words:
        return STAYS if self.row.closed_on else ""

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {name: getattr(self.row, name) for name in actions.PLANNED}}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [*crumbs(self.row.edition.program), {"label": str(self.row), "url": address(self.row)}]

    def back(self) -> str:
        return reverse("assessment", args=[self.kwargs["pk"]])

    def act(self, form: AssessmentForm) -> str:
        return address(actions.change(actor=self.request.user, assessment=self.row, said=form.cleaned_data))


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
            "units": units([(MARK_KINDS[mark], counts[mark]) for mark in Mark]),
            "marks": self._table(marks, link=manages and row.closed_on is None) if marks else None,
            "to_mend": [one for one in marks if one.mark == Mark.NOT_MET],
            "may_close": manages and row.closed_on is None,
            "next": assessments.next_unmarked(row) if manages and row.closed_on is None else None,
            "others": assessments.others(row),
            **_comments(row, window, self.agency, manages=manages),
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


def _comments(row: Assessment, window: rules.Window, agency: Any, *, manages: bool) -> dict[str, Any]:
    """What people said, by the day: the minute could tell who was at a computer then."""
    found = assessments.comments(row)
    waiting = sum(one.state == CommentState.NEW for one in found)
    return {
        "window": window.label,
        "asked": window is not rules.Window.NONE,
        "waiting": waiting,
        "may_sort": manages,
        "may_answer": manages and window is rules.Window.OVER and not waiting,
        "answers": [{"when": day(one.day), "who": one.by, "words": one.words} for one in assessments.answers(row)],
        "comments": [
            {
                "row": one,
                "when": day(agency.day(one.received_at)),
                "kind": COMMENT_KINDS[CommentState(one.state)],
                "new": one.state == CommentState.NEW,
            }
            for one in found
        ],
    }


class _OfAssessment(Asks):
    """A form about one assessment; none once it is closed."""

    abstract = True
    row: Assessment

    def find(self) -> Assessment | None:
        return access.assessment(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row}: {self.row.assessor}"

    def stop(self) -> Words:
        return STAYS if self.row.closed_on else ""

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
    done_message = gettext_lazy("Written down. Here is the next one that nobody looked at.")
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
        following = assessments.next_unmarked(self.row, self.mark.place)
        if following is None or following.pk == self.mark.pk:
            return self.back()
        return reverse("assessment_mark", args=[self.row.pk, following.pk])


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
        titles = assessments.titles(first, last)
        return {
            "assessment": row,
            "other": other,
            "others": assessments.others(row),
            "table": DataTable(
                caption=_("Standard by standard"),
                columns=(Head(_("Standard")), Head(str(first)), Head(str(last)), Head(_("Beside each other"))),
                rows=tuple(_line(one, titles[one.number]) for one in lines),
                synthetic=self.agency.demo,
            ),
        }


def _line(one: rules.Line, title: str) -> tuple[Any, ...]:
    return (
        Cell(one.number, small=title),
        Cell(one.before.label, state=MARK_KINDS[one.before]),
        Cell(one.after.label, state=MARK_KINDS[one.after]),
        Cell(one.compared.label, state=COMPARED_KINDS[one.compared]),
    )
