"""Loading a staff file: look at it first, then load all of it or nothing."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.people import actions, imports
from commonbeat.ground.people.forms import StaffFileForm
from commonbeat.ground.people.imports import STAFF
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import FormPage
from commonbeat.kit.tables import DataTable, Head
from commonbeat.kit.tabular.problems import FileRefused
from commonbeat.kit.uploads import receive

LIMIT = 4_000_000
"""Bytes of a staff file: some 20,000 people."""
HOLDS = 3600
"""Seconds between looking at a file and loading it."""
SALT = "commonbeat.people.staff_file"
SHOWN = 200
"""How many refused lines, and how many good ones, the page lists; the counts are of all."""


class StaffImport(FormPage):
    """Choose a file, see what it would do, load it."""

    permission = Permission.MANAGE_STAFF
    title = _("Load a staff file")
    template_name = "people/staff_import.html"
    form_class = StaffFileForm

    def context(self) -> dict[str, Any]:
        return {"fields": STAFF.fields}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("People"), "url": reverse("staff_list")}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """With a checked file's token: load it. With a file: look at it."""
        return self._load(request.POST["checked"]) if "checked" in request.POST else self._look(request)

    def _look(self, request: HttpRequest) -> HttpResponseBase:
        form = StaffFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render(form=form, status=422)
        with tempfile.TemporaryDirectory(prefix="commonbeat-staff-") as folder:
            try:
                stored = receive(form.cleaned_data["file"].chunks(), Path(folder), "staff", limit=LIMIT)
                checked = imports.check_file(Path(folder) / stored.name, self.agency)
            except FileRefused as refused:
                form.add_error("file", imports.STAFF.refusal(refused.reason, refused.detail))
                return self.render(form=form, status=422)
        kept = {
            "agency": self.agency.pk,
            "sha256": stored.sha256,
            "facts": [imports.as_plain(each) for each in checked.facts],
        }
        token = "" if checked.refusals else signing.dumps(kept, salt=SALT, compress=True)
        status = 422 if checked.refusals else 200
        refused_table, shown_table = _refused(checked), _preview(checked)
        return self.render(
            form=form, checked=checked, token=token, refused=refused_table, preview=shown_table, status=status
        )

    def _load(self, token: str) -> HttpResponseBase:
        try:
            kept = signing.loads(token, salt=SALT, max_age=HOLDS)
        except signing.BadSignature:
            kept = {}
        if kept.get("agency") != self.agency.pk:
            messages.error(self.request, gettext("Choose the file again: it was looked at too long ago."))
            return redirect("staff_import")
        rows = [imports.from_plain(each) for each in kept["facts"]]
        try:
            counts = actions.import_staff(actor=self.request.user, agency=self.agency, rows=rows, digest=kept["sha256"])
        except ValidationError as problem:
            messages.error(self.request, " ".join(problem.messages))
            return redirect("staff_import")
        words = gettext("%(added)s added, %(changed)s changed, %(same)s as they were.") % counts
        messages.success(self.request, words)
        return redirect("staff_list")


def _refused(checked: imports.Checked) -> DataTable:
    return DataTable(
        caption=_("Lines that cannot be taken"),
        columns=(
            Head(_("Line"), numeric=True),
            Head(_("Column")),
            Head(_("What stands there")),
            Head(_("What is wrong")),
            Head(_("What to do")),
        ),
        rows=tuple(
            (str(each.line), each.column, each.value, each.reason, each.remedy) for each in checked.refusals[:SHOWN]
        ),
    )


def _preview(checked: imports.Checked) -> DataTable:
    return DataTable(
        caption=_("As it will be kept"),
        columns=tuple(Head(each.label) for each in STAFF.fields),
        rows=tuple(_row(imports.as_plain(each)) for each in checked.facts[:SHOWN]),
    )


def _row(said: dict[str, Any]) -> tuple[str, ...]:
    shown = {
        **said,
        "sworn": gettext("yes") if said["sworn"] else gettext("no"),
        "hired": said["hired"] or "",
        "shift": said["shift"] or "",
    }
    labels = {"rank": STAFF.by_key["rank"].choices.get(said["rank"], said["rank"])}
    return tuple(str(labels.get(each.key, shown[each.key])) for each in STAFF.fields)
