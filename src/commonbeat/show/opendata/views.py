"""Pages of the catalogue: all datasets, one with its versions, its files, the list for programs, and releasing."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, Page
from commonbeat.measure.findings.models import DatasetRelease
from commonbeat.measure.findings.rules import ReleaseState
from commonbeat.show.opendata import actions, exports, facts, queries, rules
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
        sections = {one.section: rules.section_title(one.subject(words.language())) for one in found}
        return {
            "sections": [
                {
                    "id": section or "all",
                    "title": title,
                    "table": facts.listed(title, [one for one in found if one.section == section]),
                }
                for section, title in sections.items()
            ],
            "marks": facts.marks(),
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
        return str(self.object.newest.said("title", words.language()))

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Open data"), "url": reverse("dataset_list")}, {"label": self.heading(), "url": ""}]

    def context(self) -> dict[str, Any]:
        dataset: queries.Dataset = self.object
        current = dataset.current
        return {
            "question": dataset.said("question", words.language())
            or dataset.newest.said("method_note", words.language()),
            "notes": [said for part in ("caveat", "cannot") if (said := dataset.said(part, words.language()))],
            "current": current,
            "withdrawn": dataset.newest if current is None else None,
            "csv": facts.address(current, "csv") if current else "",
            "json": facts.address(current, "json") if current else "",
            "facts": facts.of_dataset(dataset, current) if current else [],
            "columns": facts.columns(dataset.newest),
            "marks": facts.marks(),
            "versions": facts.versions(dataset),
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
            content = exports.as_json(content, queries.head(release, words.language()))
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
                    kind.split(";")[0]: request.build_absolute_uri(facts.address(one.current, ending))
                    for ending, kind in KINDS.items()
                },
                language=words.language(),
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
            "waiting": [run.said(measure, "title", words.language()) for run, measure in waiting],
            "datasets": facts.out([one.current for one in queries.catalogue(self.agency) if one.current]),
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
        return {"release": self.release, "release_title": self.release.said("title", words.language())}

    def act(self, form: WithdrawForm) -> str:
        actions.withdraw(actor=self.request.user, release=self.release, notice=form.cleaned_data["notice"])
        return reverse("release_list")


def waiting_panel(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    """For the desk of those who publish: how many published figures have no file; stays away where all have."""
    waiting = len(queries.measures_to_release(request.agency))  # type: ignore[attr-defined]
    return {"waiting": waiting} if waiting else None
