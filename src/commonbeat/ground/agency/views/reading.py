"""How a file is read: which column means what, and what its words mean."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from commonbeat.ground.agency import access, actions
from commonbeat.ground.agency.forms import ColumnsForm, WordsForm
from commonbeat.ground.agency.imports import kinds
from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.agency.queries import fitting_mapping, sheet_of
from commonbeat.ground.agency.views.files import ImportList
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import FormPage
from commonbeat.kit.tabular.files import sample
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
from commonbeat.kit.tabular.problems import FileRefused


class _ReadingPage(FormPage):
    """A form about one file."""

    abstract = True
    batch: ImportBatch

    def prepare(self) -> None:
        self.batch = access.found_import(self.request.user, self.agency, self.kwargs["pk"])
        self.kind = kinds()[self.batch.kind]

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": ImportList.title, "url": reverse("import_list")},
            {"label": self.batch.file_name, "url": self.back()},
            {"label": self.title},
        ]

    def context(self) -> dict[str, Any]:
        return {"batch": self.batch, "kind": self.kind, "back": self.back()}

    def back(self) -> str:
        return reverse("import_detail", args=[self.batch.pk])

    def read_as(self, mapping: ColumnMapping, name: str) -> str:
        """Keep the mapping, under its name if it has one, and have the file checked."""
        actor: Any = self.request.user
        actions.map_columns(actor=actor, batch=self.batch, mapping=mapping, name=name)
        if name:
            actions.save_mapping(actor=actor, agency=self.agency, kind=self.batch.kind, name=name, mapping=mapping)
        return self.back()


class ImportColumns(_ReadingPage):
    """Which column means what."""

    permission = Permission.BRING_FILES
    title = gettext_lazy("Which column means what")
    template_name = "agency/import_columns.html"
    form_class = ColumnsForm

    def prepare(self) -> None:
        super().prepare()
        self.saved = access.visible_mappings(self.request.user, self.agency)
        self.start, self.start_name = self._start()

    def _start(self) -> tuple[ColumnMapping, str]:
        """What the form is filled with: what was chosen before, else what was saved for such files, else a guess."""
        if self.batch.mapping:
            return ColumnMapping.from_json(self.batch.mapping), self.batch.mapping_name
        if (saved := fitting_mapping(self.saved, self.batch)) is not None:
            return ColumnMapping.from_json(saved.mapping), saved.name
        guess = suggest(self.kind.rows, self.batch.sheet["headers"])
        return ColumnMapping(columns=guess, decimal_comma=self.batch.sheet["separator"] == ";"), ""

    def form_kwargs(self) -> dict[str, Any]:
        """Examples from the file help to tell its columns apart; where one may hold numbers, none are shown."""
        try:
            sheet = sheet_of(self.batch)
        except FileRefused:
            raise Http404 from None
        rows = [] if self.kind.rows.private else sample(sheet, 50)
        return {
            "kind": self.kind.rows,
            "headers": self.batch.sheet["headers"],
            "sample": rows,
            "initial": ColumnsForm.initial_of(self.start, self.start_name),
        }

    def act(self, form: ColumnsForm) -> str:
        return self.read_as(form.mapping(self.start.words), form.cleaned_data["name"].strip())


class ImportWords(_ReadingPage):
    """What words mean that nobody has explained yet."""

    permission = Permission.BRING_FILES
    title = gettext_lazy("What these words mean")
    template_name = "agency/import_words.html"
    form_class = WordsForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"kind": self.kind.rows, "unknown": self.batch.summary.get("unknown_words", {})}

    def act(self, form: WordsForm) -> str:
        mapping = ColumnMapping.from_json(self.batch.mapping).with_words(form.words())
        return self.read_as(mapping, self.batch.mapping_name)
