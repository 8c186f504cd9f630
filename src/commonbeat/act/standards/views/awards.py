"""Writing down an accreditation that was given, and that it was taken back."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import awards as actions
from commonbeat.act.standards.forms.accreditation import AwardForm, EndAwardForm
from commonbeat.act.standards.models import Award
from commonbeat.act.standards.queries import assessments
from commonbeat.act.standards.views.asking import Asks
from commonbeat.act.standards.views.programs import OfProgram, crumbs
from commonbeat.ground.roles import Permission


class NewAward(OfProgram):
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

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {"on": self.agency.day()}}

    def act(self, form: EndAwardForm) -> str:
        actions.end_award(actor=self.request.user, award=self.row, **form.cleaned_data)
        return self.back()
