"""The catalogue: which datasets an agency has, with every version of each; and what a file of one holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.places.models import Neighborhood
from commonbeat.measure.findings import queries as findings
from commonbeat.measure.findings.models import DatasetRelease, Run
from commonbeat.measure.findings.rules import EVERYBODY, ReleaseState
from commonbeat.plumb import Window
from commonbeat.show.opendata.rules import MISSING, Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A file for the public, and every version of it that was released, newest first.

    `key` is the measure's own where the file holds one measure.
    """

    key: str
    releases: tuple[DatasetRelease, ...]

    @property
    def current(self) -> DatasetRelease | None:
        """The version to take now."""
        return next((one for one in self.releases if one.state == ReleaseState.PUBLISHED), None)

    @property
    def newest(self) -> DatasetRelease:
        """The last version, also if it was withdrawn: what is said of the dataset is said of this one."""
        return self.releases[0]

    @property
    def section(self) -> str:
        """Under which heading it stands; "" for a file of many measures."""
        run = self.newest.run
        return str(run.words["measures"].get(self.key, {}).get("section", "")) if run else ""

    def subject(self, language: str) -> str:
        """That heading in words; "" for a file of many measures."""
        return self.newest.run.label(f"section_{self.section}", language) if self.newest.run and self.section else ""

    def said(self, part: str, language: str) -> str:
        """What its measure's "question", "numerator", "caveat" ... is; "" for a file of many measures."""
        return self.newest.run.said(self.key, part, language) if self.newest.run else ""


def catalogue(agency: Agency) -> list[Dataset]:
    """Every dataset that is or once was public, in the order of the studies. One query."""
    found: dict[str, list[DatasetRelease]] = {}
    for release in findings.releases(agency):
        release.agency = agency
        found.setdefault(release.dataset, []).append(release)
    datasets = [Dataset(key=key, releases=tuple(releases)) for key, releases in found.items()]
    return sorted(datasets, key=_order)


def dataset(agency: Agency, key: str) -> Dataset | None:
    """One dataset by its name in addresses; None where there is none. One query."""
    return next((one for one in catalogue(agency) if one.key == key), None)


def version(agency: Agency, key: str, number: int) -> DatasetRelease | None:
    """One public version of one dataset; None where there is none."""
    found = dataset(agency, key)
    return next((one for one in found.releases if one.version == number), None) if found else None


def measures_to_release(agency: Agency) -> list[tuple[Run, str]]:
    """Each measure of a published run of which no file was ever released (a withdrawn one stays away).

    A measure without a single figure, such as force where no file of force is loaded, waits for nothing. Two queries,
    and one for each run.
    """
    done = {(one.dataset, one.run_id) for one in findings.releases(agency)}
    found = []
    for run in findings.published_runs(agency):
        filled = set(run.findings.order_by().values_list("measure", flat=True).distinct())
        found += [(run, one) for one in run.measures if one in filled and (one, run.pk) not in done]
    return found


def note(run: Run, measure: str, language: str) -> str:
    """What a file says of its figures: what is asked, how to read it, what it cannot show."""
    said = [run.said(measure, part, language) for part in ("question", "caveat", "cannot")]
    return " ".join(part for part in said if part)


def days(release: DatasetRelease) -> Window | None:
    """The first and the last day that the figures of a file cover; None where the file does not say."""
    summary, run = release.check_summary, release.run
    if "from" in summary:
        return Window(start=date.fromisoformat(summary["from"]), end=date.fromisoformat(summary["to"]))
    return Window(start=run.window_start, end=run.window_end) if run else None


def cells(run: Run, measure: str) -> list[Cell]:
    """Every figure of one measure in a run, hidden ones too: the whole first, then place by place. Two queries."""
    places = Neighborhood.objects.filter(agency=run.agency).light().in_bulk()
    found = findings.of_measure(run, measure)
    split = run.split(measure)
    return [
        Cell(
            area=area,
            place="" if area is None else places[area].slug,
            place_name=run.agency.place if area is None else places[area].name,
            line=code,
            line_name=_name(run, split, code, shown.window),
            shown=shown,
        )
        for area in sorted(found, key=lambda area: "" if area is None else places[area].name)
        for code, shown in found[area].items()
    ]


def head(release: DatasetRelease, language: str) -> dict[str, Any]:
    """What stands above the rows of a JSON file, and describes them (Data Package v2)."""
    fields = [
        {"name": column["name"], "type": column.get("type", "string"), "description": said(column, language)}
        for column in release.dictionary
    ]
    return {
        "name": release.dataset,
        "title": release.said("title", language),
        "description": release.said("method_note", language),
        "version": str(release.version),
        "created": release.published_at.isoformat() if release.published_at else "",
        "sha256_of_csv": release.sha256,
        "notice": release.agency.demo_notice.get(language[:2], "") if release.agency.demo else "",
        "schema": {"fields": fields, "missingValues": MISSING},
    }


def dcat_dataset(release: DatasetRelease, *, page: str, files: Mapping[str, str], language: str) -> dict[str, Any]:
    """One file in the words of DCAT-US 1.1; `files` maps media types to addresses."""
    agency, covered = release.agency, days(release)
    contact = {"@type": "vcard:Contact", "fn": agency.name}
    title = release.said("title", language)
    notice = head(release, language)["notice"]
    return {
        "@type": "dcat:Dataset",
        "identifier": page,
        "title": title,
        "description": " ".join(part for part in (notice, release.said("method_note", language)) if part) or title,
        "keyword": [release.dataset.replace("_", " "), agency.place],
        "modified": agency.day(release.published_at).isoformat() if release.published_at else "",
        "publisher": {"@type": "org:Organization", "name": agency.name},
        "contactPoint": contact | ({"hasEmail": f"mailto:{agency.email}"} if agency.email else {}),
        "accessLevel": "public",
        "language": [language],
        "landingPage": page,
        **({"temporal": f"{covered.start.isoformat()}/{covered.end.isoformat()}"} if covered else {}),
        "distribution": [
            {"@type": "dcat:Distribution", "mediaType": kind, "downloadURL": address} for kind, address in files.items()
        ],
    }


def dcat_catalogue(datasets: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The catalogue as DCAT-US 1.1 (Project Open Data Metadata Schema) writes it."""
    return {
        "@type": "dcat:Catalog",
        "conformsTo": "https://project-open-data.cio.gov/v1.1/schema",
        "describedBy": "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
        "dataset": list(datasets),
    }


def said(column: dict[str, Any], language: str) -> str:
    """What a column means, in the reader's language."""
    meaning = column.get("meaning", {})
    return str(meaning.get(language[:2], meaning.get("en", "")))


def _name(run: Run, split: str, code: str, window: Window) -> str:
    """What a line is called in a file: in English, beside its code."""
    return findings.line_label(run, split, code, window, "en") if code != EVERYBODY else ""


def _order(one: Dataset) -> tuple[int, str, int, str]:
    """Study by study, its measures in their order, files of many measures last."""
    run = one.newest.run
    measures = run.measures if run else []
    place = measures.index(one.key) if one.key in measures else 0
    return (one.key not in measures, run.study if run else "", place, one.key)
