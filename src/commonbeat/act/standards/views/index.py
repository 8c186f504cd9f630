"""Setting the list of what must be public; every earlier version stays in sight."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.actions import transparency as actions
from commonbeat.act.standards.forms.assessments import IndexListForm
from commonbeat.act.standards.queries import transparency
from commonbeat.act.standards.views.asking import Asks
from commonbeat.ground.roles import Permission
from commonbeat.kit.tables import DataTable, Head
from commonbeat.kit.words import day


class SetIndexList(Asks):
    """Say what must be public, from a day on."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("The list of what must be public")
    template_name = "standards/index_list.html"
    form_class = IndexListForm
    submit = gettext_lazy("Set the list")
    done_message = gettext_lazy("Set. The public page goes by it from that day on.")

    def back(self) -> str:
        return reverse("transparency_index")

    def form_kwargs(self) -> Mapping[str, Any]:
        today = self.agency.day()
        now = transparency.list_in_use(self.agency, today)
        return {"items": now.items, "initial": {"effective_from": today}}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "earlier": self._earlier()}

    def _earlier(self) -> DataTable | None:
        rows = transparency.lists(self.agency)
        if not rows:
            return None
        return DataTable(
            caption=_("Every version of the list"),
            columns=(
                Head(_("Version"), numeric=True),
                Head(_("In force from")),
                Head(_("Items"), numeric=True),
                Head(_("Law, policy or decision")),
            ),
            rows=tuple((str(row.version), day(row.effective_from), str(len(row.items)), row.citation) for row in rows),
        )

    def act(self, form: IndexListForm) -> str:
        clean = form.cleaned_data
        actions.set_list(
            actor=self.request.user,
            agency=self.agency,
            items=form.items,
            effective_from=clean["effective_from"],
            citation=clean["citation"],
        )
        return self.back()
