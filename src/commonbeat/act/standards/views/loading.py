"""Loading a file of standards: look at it first, then load all of it or nothing."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.act.standards import imports
from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import loading as actions
from commonbeat.act.standards.forms.accreditation import StandardsFileForm
from commonbeat.act.standards.imports import STANDARDS
from commonbeat.act.standards.models import StandardSet
from commonbeat.act.standards.views.programs import crumbs
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import FormPage
from commonbeat.kit.tables import DataTable, Head
from commonbeat.kit.tabular.problems import FileRefused
from commonbeat.kit.uploads import receive

LIMIT = 1_000_000
"""Bytes of a file of standards."""
HOLDS = 3600
"""Seconds between looking at a file and loading it."""
SALT = "commonbeat.standards.file"
SHOWN = 200
"""How many refused lines, and how many good ones, the page lists; the counts are of all."""


class LoadStandards(FormPage):
    """Choose a file, see what it would do, load it."""

    permission = Permission.MANAGE_STANDARDS
    title = _("Load a file of standards")
    template_name = "standards/load.html"
    form_class = StandardsFileForm
    edition: StandardSet

    def prepare(self) -> None:
        """The edition that the file is for."""
        found = access.edition(self.request.user, self.agency, self.kwargs["pk"])
        if found is None:
            raise Http404
        self.edition = found

    def context(self) -> dict[str, Any]:
        return {"fields": STANDARDS.fields, "edition": self.edition}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        edition = self.edition
        here = {"label": edition.edition, "url": reverse("edition", args=[edition.pk])}
        return [*crumbs(edition.program), here]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """With a checked file's token: load it. With a file: look at it."""
        self.prepare()
        return self._load(request.POST["checked"]) if "checked" in request.POST else self._look(request)

    def _look(self, request: HttpRequest) -> HttpResponseBase:
        form = StandardsFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render(form=form, status=422)
        with tempfile.TemporaryDirectory(prefix="commonbeat-standards-") as folder:
            try:
                stored = receive(form.cleaned_data["file"].chunks(), Path(folder), "standards", limit=LIMIT)
                checked = imports.check_file(Path(folder) / stored.name, self.agency)
            except FileRefused as refused:
                form.add_error("file", STANDARDS.refusal(refused.reason, refused.detail))
                return self.render(form=form, status=422)
        kept = {"edition": self.edition.pk, "sha256": stored.sha256, "rows": checked.rows}
        return self.render(
            form=form,
            checked=checked,
            token="" if checked.refusals else signing.dumps(kept, salt=SALT, compress=True),
            refused=_refused(checked),
            preview=_preview(checked),
            status=422 if checked.refusals else 200,
        )

    def _load(self, token: str) -> HttpResponseBase:
        here = redirect("standards_load", self.edition.pk)
        try:
            kept = signing.loads(token, salt=SALT, max_age=HOLDS)
        except signing.BadSignature:
            kept = {}
        if kept.get("edition") != self.edition.pk:
            messages.error(self.request, gettext("Choose the file again: it was looked at too long ago."))
            return here
        try:
            counts = actions.load_standards(
                actor=self.request.user, edition=self.edition, rows=kept["rows"], digest=kept["sha256"]
            )
        except ValidationError as problem:
            messages.error(self.request, " ".join(problem.messages))
            return here
        messages.success(self.request, gettext("%(new)s added, %(changed)s changed, %(same)s as they were.") % counts)
        return redirect("edition", self.edition.pk)


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
    shown = [each for each in STANDARDS.fields if each.key != "text"]
    return DataTable(
        caption=_("As it will be kept"),
        columns=tuple(Head(each.label) for each in shown),
        rows=tuple(tuple(_cell(row, each.key) for each in shown) for row in checked.rows[:SHOWN]),
    )


def _cell(row: dict[str, Any], key: str) -> str:
    if key == "exceeds_law":
        return gettext("yes") if row[key] else gettext("no")
    if key == "bullets":
        return " | ".join(row[key])
    return str(STANDARDS.by_key[key].choices.get(row[key], row[key]))
