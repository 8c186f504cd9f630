"""Reading what people said of an assessment, setting some aside with a reason, answering all, the file of them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import comments as actions
from commonbeat.act.standards.forms.assessments import AnswerForm, AsideForm
from commonbeat.act.standards.models import Assessment, PublicComment
from commonbeat.act.standards.queries import assessments
from commonbeat.act.standards.rules.assessments import CommentState
from commonbeat.act.standards.views.asking import Asks
from commonbeat.act.standards.views.assessments import address
from commonbeat.act.standards.views.programs import crumbs
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, Page
from commonbeat.kit.tabular.writing import lines


class Keep(ActionPage):
    """It was read, and goes to the assessors as it is."""

    permission = Permission.MANAGE_STANDARDS
    done_message = gettext_lazy("Read. The assessors get it.")

    def act(self) -> str:
        row = access.comment(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        done = actions.sort_comment(actor=self.request.user, comment=row, to=CommentState.READ)
        return f"{reverse('assessment', args=[done.assessment_id])}#comments"

    def back(self) -> str:
        return reverse("accreditation_programs")


class SetAside(Asks):
    """Set it aside, with a reason of the list."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Set a comment aside")
    form_class = AsideForm
    submit = gettext_lazy("Set it aside")
    done_message = gettext_lazy("Set aside. The assessors get it all the same, with the reason.")
    row: PublicComment

    def find(self) -> PublicComment | None:
        return access.comment(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"“{self.row.words}”"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        row = self.row.assessment
        return [*crumbs(row.edition.program), {"label": str(row), "url": address(row)}]

    def back(self) -> str:
        return f"{address(self.row.assessment)}#comments"

    def act(self, form: AsideForm) -> str:
        why = form.cleaned_data["aside"]
        actions.sort_comment(actor=self.request.user, comment=self.row, to=CommentState.ASIDE, aside=why)
        return self.back()


class Answer(Asks):
    """Answer all of it in public."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Answer what people said")
    form_class = AnswerForm
    submit = gettext_lazy("Publish the answer")
    done_message = gettext_lazy("Published. It stands on the page of accreditation.")
    row: Assessment

    def find(self) -> Assessment | None:
        return access.assessment(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row}: {self.row.assessor}"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [*crumbs(self.row.edition.program), {"label": str(self.row), "url": address(self.row)}]

    def back(self) -> str:
        return f"{address(self.row)}#comments"

    def act(self, form: AnswerForm) -> str:
        actions.answer_comments(actor=self.request.user, assessment=self.row, words=form.cleaned_data["words"])
        return self.back()


class CommentsFile(Page):
    """Every comment for the assessors, also those set aside, with the reason; by the day, not by the minute."""

    permission = Permission.SEE_STANDARDS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        row = access.assessment(self.request.user, self.agency, kwargs["pk"])
        if row is None:
            raise Http404
        header = [_("day"), _("language"), _("What people said"), _("What became of it"), _("Why")]
        told = (
            (
                self.agency.day(one.received_at).isoformat(),
                one.language,
                one.words,
                one.get_state_display(),
                one.get_aside_display(),
            )
            for one in assessments.comments(row)
        )
        name = f"{self.agency.slug}-comments-{row.starts_on.isoformat()}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
        body = "".join(lines(header, told, bom=True))
        return HttpResponse(body, content_type="text/csv; charset=utf-8; header=present", headers=headers)
