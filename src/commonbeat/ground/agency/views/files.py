"""The list of files, the upload, and the page of one file from its check to its last row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.agency import access, actions
from commonbeat.ground.agency.forms import UploadForm
from commonbeat.ground.agency.imports import ImportKind, kinds
from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.agency.queries import same_file_loaded
from commonbeat.ground.agency.rules import ImportState
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, ListPage
from commonbeat.kit.tables import Cell, Column, DataTable, Filter, Head, Table
from commonbeat.kit.tabular.cells import shown
from commonbeat.kit.tabular.fields import A_NUMBER, Field, FieldType
from commonbeat.kit.tabular.problems import Note, Reason

SHAPES = {
    ImportState.RECEIVED: "open",
    ImportState.CHECKING: "moved",
    ImportState.CHECKED: "reported",
    ImportState.LOADING: "moved",
    ImportState.LOADED: "fine",
    ImportState.KNOWN: "fine",
    ImportState.REFUSED: "broken",
    ImportState.DISCARDED: "unknown",
}
"""The shape that stands beside each state's word."""


def kind_words(batch: ImportBatch) -> str:
    """What the rows of a file are, in words."""
    kind = kinds().get(batch.kind)
    return str(kind.rows.label) if kind else batch.kind


def _name(batch: ImportBatch) -> Cell:
    return Cell(batch.file_name, href=reverse("import_detail", args=[batch.pk]), small=kind_words(batch))


def _state(batch: ImportBatch) -> Cell:
    return Cell(batch.get_state_display(), state=SHAPES[ImportState(batch.state)])


def _rows(batch: ImportBatch) -> Cell:
    left_out = _("%(count)s left out") % {"count": words.number(batch.rows_bad)} if batch.rows_bad else ""
    return Cell(words.number(batch.rows_good), small=left_out)


COLUMNS = (
    Column("file_name", gettext_lazy("File"), sortable=True, value=_name),
    Column("state", gettext_lazy("State"), sortable=True, value=_state),
    Column("rows_new", gettext_lazy("Rows"), numeric=True, value=_rows),
    Column("received_at", gettext_lazy("Received"), sortable=True, value=lambda batch: words.moment(batch.received_at)),
    Column("received_by", gettext_lazy("By")),
)


class ImportList(ListPage):
    """Every file that came in, and what became of it."""

    permission = Permission.BRING_FILES
    title = gettext_lazy("Files that came in")
    template_name = "agency/import_list.html"

    def context(self) -> dict[str, Any]:
        own = access.own_kinds(self.request.user, self.agency)
        kinds_here = [(kind.key, kind.rows.label) for kind in kinds().values() if kind.key in own]
        table = Table(
            queryset=access.visible_imports(self.request.user, self.agency),
            columns=COLUMNS,
            params=self.request.GET,
            caption=gettext_lazy("Files, the latest first"),
            order="-received_at",
            filters=[
                Filter("kind", gettext_lazy("What the rows hold"), [("", gettext_lazy("All")), *kinds_here]),
                Filter("state", gettext_lazy("State"), [("", gettext_lazy("All")), *ImportState.choices]),
            ],
        )
        return {"table": table, "records": self.request.user.may(Permission.IMPORT_RECORDS, self.agency)}


class ImportNew(FormPage):
    """Bring a file."""

    permission = Permission.BRING_FILES
    title = gettext_lazy("Bring a file")
    template_name = "agency/import_new.html"
    form_class = UploadForm

    def form_kwargs(self) -> dict[str, Any]:
        own = access.own_kinds(self.request.user, self.agency)
        allowed = [kind for kind in kinds().values() if kind.key in own]
        only = allowed[0].key if len(allowed) == 1 else ""
        return {"kinds": allowed, "initial": {"kind": self.request.GET.get("kind", only)}}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": ImportList.title, "url": reverse("import_list")}, {"label": self.title}]

    def act(self, form: UploadForm) -> str:
        file = form.cleaned_data["file"]
        batch = actions.receive(
            actor=self.request.user,
            agency=self.agency,
            kind=form.cleaned_data["kind"],
            name=file.name or "",
            blocks=file.chunks(),
        )
        return reverse("import_columns", args=[batch.pk])


class BatchPage(DetailPage):
    """What all pages on one file share."""

    abstract = True

    def find(self) -> ImportBatch | None:
        return access.one_import(self.request.user, self.agency, self.kwargs["pk"])

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": ImportList.title, "url": reverse("import_list")}, {"label": self.object.file_name}]


class ImportDetail(BatchPage):
    """One file: how far it is, what loading it would do, what became of it."""

    permission = Permission.BRING_FILES
    template_name = "agency/import_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().get(request, *args, **kwargs)
        if "HX-Request" in request.headers and not self.object.under_way:
            # The progress bar asked again and the work has ended: show the whole page anew.
            response.headers["HX-Refresh"] = "true"
        return response

    def heading(self) -> str:
        return str(self.object.file_name)

    def context(self) -> dict[str, Any]:
        batch: ImportBatch = self.object
        kind = kinds()[batch.kind]
        unknown = batch.summary.get("unknown_words", {})
        return {
            "batch": batch,
            "kind": kind,
            "shape": SHAPES[ImportState(batch.state)],
            "far": _("%(part)s read") % {"part": f"{words.size(batch.done)} / {words.size(batch.size)}"},
            "size": words.size(batch.size),
            "failure": _failure(batch, kind),
            "earlier": same_file_loaded(batch) if batch.state == ImportState.KNOWN else None,
            "notes": _notes(batch),
            "window": [batch.agency.day(datetime.fromisoformat(end)) for end in batch.summary.get("window", ())],
            "unknown": sum(len(found) for found in unknown.values()),
            "preview": preview(batch, kind),
            "unmatched": _unmatched(batch, kind),
            "problems": _problem_kinds(batch, kind),
        }


class ImportConfirm(ActionPage):
    """Load the file, all of it or its good rows."""

    permission = Permission.BRING_FILES

    def act(self) -> str:
        batch = access.found_import(self.request.user, self.agency, self.kwargs["pk"])
        leave_out = self.request.POST.get("leave_out_bad") == "yes"
        actions.confirm(actor=self.request.user, batch=batch, leave_out_bad=leave_out)
        return self.back()

    def back(self) -> str:
        return reverse("import_detail", args=[self.kwargs["pk"]])


class ImportDiscard(ImportConfirm):
    """Give the file up."""

    permission = Permission.BRING_FILES
    done_message = gettext_lazy("The file was discarded. Nothing of it was loaded.")

    def act(self) -> str:
        batch = access.found_import(self.request.user, self.agency, self.kwargs["pk"])
        actions.discard(actor=self.request.user, batch=batch)
        return reverse("import_list")


def preview(batch: ImportBatch, kind: ImportKind) -> DataTable | None:
    """The first rows as they are understood; columns that the file does not have are left out."""
    rows = batch.summary.get("preview")
    if not rows:
        return None
    mapped = [(place, each) for place, each in enumerate(kind.rows.fields) if batch.mapping["columns"].get(each.key)]
    zone = batch.agency.zone
    return DataTable(
        caption=_("The first rows, as they will be understood"),
        columns=tuple(Head(each.label) for _place, each in mapped),
        rows=tuple(tuple(understood(each, row[place], zone) for place, each in mapped) for row in rows),
    )


def understood(each: Field, value: Any, zone: ZoneInfo) -> str:
    """One value as it will be understood, times on the agency's clock."""
    if value is None or value in ("", []):
        return "–"
    if each.private:
        return str(A_NUMBER)
    if each.type == FieldType.CHOICE:
        return str(each.choices[value])
    if each.type == FieldType.SEVERAL:
        return words.listing([str(each.choices[code]) for code in value])
    if each.type == FieldType.MOMENT:
        return f"{datetime.fromisoformat(value).astimezone(zone):%Y-%m-%d %H:%M:%S}"
    return shown(str(value))


def _failure(batch: ImportBatch, kind: ImportKind) -> str:
    return kind.rows.refusal(**batch.failure) if batch.failure else ""


def _notes(batch: ImportBatch) -> list[dict[str, Any]]:
    """What was noticed and taken all the same, with how often and where first."""
    notes: dict[str, Sequence[int]] = batch.summary.get("notes", {})
    return [{"words": Note(note).label, "count": count, "line": line} for note, (count, line) in sorted(notes.items())]


def _unmatched(batch: ImportBatch, kind: ImportKind) -> list[dict[str, Any]]:
    """Names of the file that nothing on record has: how many rows, which names, what it means and what to do."""
    found: dict[str, dict[str, Any]] = batch.summary.get("unmatched", {})
    return [
        {
            "words": kind.unmatched[key],
            "rows": names["rows"],
            "more": names["more"],
            "table": DataTable(
                caption=kind.unmatched[key].title,
                columns=(Head(_("Name in the file")), Head(_("Rows"), numeric=True)),
                rows=tuple((shown(name), words.number(count)) for name, count in names["names"]),
            ),
        }
        for key, names in found.items()
    ]


def _problem_kinds(batch: ImportBatch, kind: ImportKind) -> DataTable | None:
    """How often each reason refused a row, column by column."""
    found = batch.summary.get("problems")
    if not found:
        return None
    return DataTable(
        caption=_("Why rows cannot be taken"),
        columns=(Head(_("Column")), Head(_("Reason")), Head(_("How often"), numeric=True)),
        rows=tuple(
            (column or _("whole line"), reason_words(kind, reason), words.number(n)) for column, reason, n in found
        ),
    )


def reason_words(kind: ImportKind, reason: str) -> str:
    """A reason without its details."""
    own = kind.rows.reasons.get(reason)
    return str(own[0] if own else SHORT.get(Reason(reason), Reason(reason).label))


SHORT = {
    Reason.OUT_OF_RANGE: gettext_lazy("A number lies outside its range."),
    Reason.TOO_LONG_AGO: gettext_lazy("It lies too far back."),
    Reason.TOO_LONG: gettext_lazy("A text is too long."),
    Reason.DOUBLED: gettext_lazy("An earlier line has the same key."),
    Reason.TOO_MANY_CELLS: gettext_lazy("The line has more values than there are columns."),
    Reason.TOO_FEW_CELLS: gettext_lazy("The line has fewer values than there are columns."),
}
"""Reasons whose own words name the details of one row, as they stand over many."""
