"""Pages of the catalogue: all datasets, one with its versions, its files, the list for programs, and releasing."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, Page
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.measure.findings.models import DatasetRelease
from commonbeat.measure.findings.rules import ReleaseState
from commonbeat.show.opendata import actions, exports, queries, rules
from commonbeat.show.opendata.forms import WithdrawForm

KINDS = {"csv": "text/csv; charset=utf-8; header=present", "json": "application/json"}


class Datasets(Page):
    """Every file that can be taken, by subject."""

    public = True
    cached = True
    section = "measure"
    title = gettext_lazy("Download the data behind every figure")
    template_name = "opendata/dataset_list.html"

    def context(self) -> dict[str, Any]:
        found = queries.catalogue(self.agency)
        sections = dict.fromkeys(one.section for one in found)
        return {
            "sections": [
                {
                    "id": section or "all",
                    "title": rules.section_title(section),
                    "table": _list(section, [one for one in found if one.section == section]),
                }
                for section in sections
            ],
            "marks": _marks(),
            "catalogue_address": reverse("data_catalogue"),
        }


class DatasetPage(DetailPage):
    """One dataset: what it holds, its columns, every version."""

    public = True
    cached = True
    section = "measure"
    template_name = "opendata/dataset.html"

    def find(self) -> queries.Dataset | None:
        return queries.dataset(self.agency, self.kwargs["key"])

    def heading(self) -> str:
        return str(self.object.newest.said("title", _language()))

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Open data"), "url": reverse("dataset_list")}, {"label": self.heading(), "url": ""}]

    def context(self) -> dict[str, Any]:
        dataset: queries.Dataset = self.object
        current = dataset.current
        return {
            "question": dataset.said("question", _language()) or dataset.newest.said("method_note", _language()),
            "notes": [words for part in ("caveat", "cannot") if (words := dataset.said(part, _language()))],
            "current": current,
            "withdrawn": dataset.newest if current is None else None,
            "csv": _address(current, "csv") if current else "",
            "json": _address(current, "json") if current else "",
            "facts": _facts(dataset, current) if current else [],
            "columns": _columns(dataset.newest),
            "marks": _marks(),
            "versions": _versions(dataset),
        }


class DatasetFile(Page):
    """One version of a dataset as CSV or JSON; a withdrawn one says why instead (410)."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        release = self._find(**kwargs)
        if release is None:
            raise Http404
        if release.state == ReleaseState.WITHDRAWN:
            said = _("This file was withdrawn: %(notice)s") % {"notice": release.notice}
            return HttpResponse(f"{said}\n", status=410, content_type="text/plain; charset=utf-8")
        with release.file.open("rb") as file:
            content = file.read()
        ending = kwargs["ending"]
        if ending == "json":
            content = exports.as_json(content, queries.head(release, _language()))
        name = rules.file_name(self.agency.slug, release.dataset, release.version, ending, demo=self.agency.demo)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Access-Control-Allow-Origin": "*"}
        return HttpResponse(content, content_type=KINDS[ending], headers=headers)

    def _find(self, *, key: str, version: int, ending: str) -> DatasetRelease | None:
        return queries.version(self.agency, key, version)


class LatestFile(DatasetFile):
    """The version of today, at an address that stays: what the charts link to."""

    def _find(self, *, key: str, ending: str) -> DatasetRelease | None:  # type: ignore[override]
        found = queries.dataset(self.agency, key)
        return found.current if found else None


class Catalogue(Page):
    """The catalogue for programs: data.json of DCAT-US 1.1."""

    public = True
    cached = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        entries = [
            queries.dcat_dataset(
                one.current,
                page=request.build_absolute_uri(reverse("dataset", args=[one.key])),
                files={
                    kind.split(";")[0]: request.build_absolute_uri(_address(one.current, ending))
                    for ending, kind in KINDS.items()
                },
                language=_language(),
            )
            for one in queries.catalogue(self.agency)
            if one.current
        ]
        return JsonResponse(queries.dcat_catalogue(entries), json_dumps_params={"ensure_ascii": False, "indent": 1})


class Releases(Page):
    """For those who publish: which files are out, which figures have none yet."""

    permission = Permission.PUBLISH_FIGURES
    title = gettext_lazy("Files for the public")
    template_name = "opendata/release_list.html"

    def context(self) -> dict[str, Any]:
        waiting = queries.measures_to_release(self.agency)
        return {
            "waiting": [run.said(measure, "title", _language()) for run, measure in waiting],
            "datasets": _out([one.current for one in queries.catalogue(self.agency) if one.current]),
        }


class ReleaseNew(ActionPage):
    """The button that releases what is published but not yet a file."""

    permission = Permission.PUBLISH_FIGURES
    done_message = gettext_lazy("Built, checked and released.")

    def act(self) -> str:
        actions.release_new(actor=self.request.user, agency=self.agency)
        return self.back()

    def back(self) -> str:
        return reverse("release_list")


class Withdraw(FormPage):
    """Take one file back and say why."""

    permission = Permission.PUBLISH_FIGURES
    form_class = WithdrawForm
    title = gettext_lazy("Withdraw a file")
    template_name = "opendata/withdraw.html"
    done_message = gettext_lazy("Withdrawn. Its page says why.")
    release: DatasetRelease

    def prepare(self) -> None:
        found = queries.dataset(self.agency, self.kwargs["key"])
        if found is None or found.current is None:
            raise Http404
        self.release = found.current

    def context(self) -> dict[str, Any]:
        return {"release": self.release, "release_title": self.release.said("title", _language())}

    def act(self, form: WithdrawForm) -> str:
        actions.withdraw(actor=self.request.user, release=self.release, notice=form.cleaned_data["notice"])
        return reverse("release_list")


def waiting_panel(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    """For the desk of those who publish: how many published figures have no file; stays away where all have."""
    waiting = len(queries.measures_to_release(request.agency))  # type: ignore[attr-defined]
    return {"waiting": waiting} if waiting else None


def _language() -> str:
    return get_language() or "en"


def _address(release: DatasetRelease, ending: str) -> str:
    return reverse("dataset_file", args=[release.dataset, release.version, ending])


def _out(releases: list[DatasetRelease]) -> DataTable | None:
    """The files that are out, for those who may withdraw them."""
    if not releases:
        return None
    return DataTable(
        caption=_("Files that can be downloaded"),
        columns=(Head(_("File")), Head(_("Version")), Head(_("Released")), Head(_("Take it back"))),
        rows=tuple(
            (
                Cell(one.said("title", _language()), href=reverse("dataset", args=[one.dataset])),
                str(one.version),
                words.day(one.published_at) if one.published_at else "",
                Cell(_("Withdraw"), href=reverse("release_withdraw", args=[one.dataset])),
            )
            for one in releases
        ),
    )


def _list(section: str, datasets: list[queries.Dataset]) -> DataTable:
    """Files of one subject: what each holds, how much, for which days, where to take it."""
    return DataTable(
        caption=_("Files: %(subject)s") % {"subject": rules.section_title(section)},
        columns=(Head(_("File")), Head(_("Rows")), Head(_("Days")), Head(_("Version")), Head(_("Take it"))),
        rows=tuple(_list_row(one) for one in datasets),
    )


def _list_row(one: queries.Dataset) -> tuple[str | Cell, ...]:
    current = one.current
    name = Cell(one.newest.said("title", _language()), href=reverse("dataset", args=[one.key]))
    if current is None:
        return (name, "–", "–", _("withdrawn"), "–")
    version = Cell(str(current.version), small=words.day(current.published_at) if current.published_at else "")
    return (name, words.number(current.rows), _days(current), version, Cell("CSV", href=_address(current, "csv")))


def _days(release: DatasetRelease) -> str:
    """The days that a file covers, in words."""
    covered = queries.days(release)
    return covered.said(_language()) if covered else "–"


def _facts(dataset: queries.Dataset, current: DatasetRelease) -> list[dict[str, str]]:
    """What a reader must know of the current version, name and words."""
    run = current.run
    checked = current.check_summary
    hidden = sum(checked.get("hidden", {}).values())
    facts = [
        (_("Counted"), dataset.said("numerator", _language()), ""),
        (_("Divided by"), dataset.said("denominator", _language()), ""),
        (_("Days covered"), _days(current), ""),
        (_("Data as of"), words.day(run.as_of) if run else "", ""),
        (_("Rows"), words.number(current.rows), ""),
        (_("Version"), str(current.version), ""),
        (_("Released"), words.day(current.published_at) if current.published_at else "", ""),
        (
            _("Checked for small groups"),
            _("%(figures)s figures looked at; %(hidden)s are hidden; none can be worked out from the others")
            % {"figures": words.number(checked.get("figures", 0)), "hidden": words.number(hidden)},
            "",
        ),
        (_("Made by"), str(run) if run else "", reverse("run", args=[run.pk]) if run else ""),
        (_("Fingerprint (SHA-256)"), current.sha256, ""),
    ]
    return [{"name": name, "words": said, "href": href} for name, said, href in facts if said]


def _columns(release: DatasetRelease) -> DataTable:
    """The data dictionary of a version."""
    return DataTable(
        caption=_("Columns of the file"),
        columns=(Head(_("Column")), Head(_("Type")), Head(_("What it means"))),
        rows=tuple(
            (column["name"], column.get("type", "string"), queries.said(column, _language()))
            for column in release.dictionary
        ),
    )


def _marks() -> DataTable:
    """What stands where a number is not shown."""
    return DataTable(
        caption=_("Where a number is not shown"),
        columns=(Head(_("Mark")), Head(_("What it means"))),
        rows=tuple((mark.value, mark.label) for mark in rules.Missing if mark.value),
    )


def _versions(dataset: queries.Dataset) -> DataTable:
    """Every version, newest first: what became of it and where to take it."""
    return DataTable(
        caption=_("Versions"),
        columns=(Head(_("Version")), Head(_("Released")), Head(_("Rows"), numeric=True), Head(_("State"))),
        rows=tuple(_version_row(one) for one in dataset.releases),
    )


def _version_row(one: DatasetRelease) -> tuple[str | Cell, ...]:
    taken = one.state != ReleaseState.WITHDRAWN
    number = Cell(str(one.version), href=_address(one, "csv") if taken else "")
    state = Cell(ReleaseState(one.state).label, small=one.notice)
    return (number, words.day(one.published_at) if one.published_at else "", words.number(one.rows), state)
