"""The rows of a file that cannot be taken: listed with line, column, value, reason and remedy, and as a file."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from commonbeat.ground.agency.imports import ImportKind, kinds
from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.agency.queries import ListedRow, refused_rows
from commonbeat.ground.agency.rules import PROBLEMS_LISTED
from commonbeat.ground.agency.views.files import BatchPage, ImportList
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.tabular.fields import A_NUMBER
from commonbeat.kit.tabular.phones import HIDDEN
from commonbeat.kit.tabular.problems import Problem
from commonbeat.kit.tabular.writing import lines

PER_PAGE = 50


class ImportProblems(BatchPage):
    """Every row that cannot be taken, page by page."""

    permission = Permission.BRING_FILES
    title = gettext_lazy("Rows that cannot be taken")
    template_name = "agency/import_problems.html"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        here = reverse("import_detail", args=[self.object.pk])
        return [
            {"label": ImportList.title, "url": reverse("import_list")},
            {"label": self.object.file_name, "url": here},
            {"label": self.title},
        ]

    def context(self) -> dict[str, Any]:
        batch: ImportBatch = self.object
        listed = min(batch.rows_bad, PROBLEMS_LISTED)
        last = max((listed - 1) // PER_PAGE + 1, 1)
        asked = self.request.GET.get("page", "1")
        page = min(max(int(asked), 1), last) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
        found = list(refused_rows(batch, (page - 1) * PER_PAGE, min(PER_PAGE, listed - (page - 1) * PER_PAGE)))
        return {
            "batch": batch,
            "table": self._table(found),
            "number": page,
            "last": last,
            "before": page - 1 if page > 1 else 0,
            "after": page + 1 if page < last else 0,
            "more": batch.rows_bad - listed,
        }

    def _table(self, found: list[ListedRow]) -> DataTable:
        kind = kinds()[self.object.kind]
        rows = []
        for row in found:
            for problem in row.problems:
                what, remedy = kind.rows.told(problem)
                column = problem.column or _("whole line")
                rows.append(
                    (Cell(words.number(row.line)), column, kind.rows.seen(problem) or "–", Cell(what, small=remedy))
                )
        return DataTable(
            caption=_("Line by line, as the file has them"),
            columns=(Head(_("Line")), Head(_("Column")), Head(_("What stands there")), Head(_("What is wrong"))),
            rows=tuple(rows),
        )


class ImportProblemsFile(BatchPage):
    """The refused rows as CSV, each with its reasons: put right, they can be brought as a file of their own."""

    permission = Permission.BRING_FILES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        batch: ImportBatch = self.load()
        written = self._lines(batch, words.language())
        response = StreamingHttpResponse((line.encode() for line in written), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="refused-rows-{batch.pk}.csv"'
        return response

    def _lines(self, batch: ImportBatch, language: str) -> Iterator[str]:
        """Written while it is sent, when the request's own language may be over."""
        kind = kinds()[batch.kind]
        headers = batch.sheet["headers"]
        with override(language):
            rows = (
                [
                    *(str(A_NUMBER) if cell == HIDDEN else cell for cell in _fitted(row.cells, len(headers))),
                    row.line,
                    " | ".join(_sentence(kind, each) for each in row.problems),
                ]
                for row in refused_rows(batch)
            )
            yield from lines([*headers, "commonbeat line", "commonbeat problem"], rows, bom=True)


def _fitted(cells: list[str], width: int) -> list[str]:
    """As many cells as there are columns: what is too much goes into the last one."""
    if len(cells) > width:
        return [*cells[: width - 1], ", ".join(cells[width - 1 :])]
    return [*cells, *[""] * (width - len(cells))]


def _sentence(kind: ImportKind, problem: Problem) -> str:
    what, remedy = kind.rows.told(problem)
    return f"{problem.column}: {what} {remedy}" if problem.column else f"{what} {remedy}"
