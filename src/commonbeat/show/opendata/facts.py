"""What there is to know of a dataset and of its versions, as facts and tables in the reader's language."""

from django.urls import reverse
from django.utils.translation import gettext as _

from commonbeat.kit import words
from commonbeat.kit.facts import Fact
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.measure.findings.models import DatasetRelease
from commonbeat.measure.findings.rules import ReleaseState
from commonbeat.show.opendata import queries, rules


def address(release: DatasetRelease, ending: str) -> str:
    """Where one version of a file is."""
    return reverse("dataset_file", args=[release.dataset, release.version, ending])


def out(releases: list[DatasetRelease]) -> DataTable | None:
    """The files that are out, for those who may withdraw them."""
    if not releases:
        return None
    return DataTable(
        caption=_("Files that can be downloaded"),
        columns=(Head(_("File")), Head(_("Version")), Head(_("Released")), Head(_("Take it back"))),
        rows=tuple(
            (
                Cell(one.said("title", words.language()), href=reverse("dataset", args=[one.dataset])),
                str(one.version),
                words.day(one.published_at) if one.published_at else "",
                Cell(_("Withdraw"), href=reverse("release_withdraw", args=[one.dataset])),
            )
            for one in releases
        ),
    )


def listed(title: str, datasets: list[queries.Dataset]) -> DataTable:
    """Files of one subject: what each holds, how much, for which days, where to take it."""
    return DataTable(
        caption=_("Files: %(subject)s") % {"subject": title},
        columns=(Head(_("File")), Head(_("Rows")), Head(_("Days")), Head(_("Version")), Head(_("Take it"))),
        rows=tuple(_list_row(one) for one in datasets),
    )


def _list_row(one: queries.Dataset) -> tuple[str | Cell, ...]:
    current = one.current
    name = Cell(one.newest.said("title", words.language()), href=reverse("dataset", args=[one.key]))
    if current is None:
        return (name, "–", "–", _("withdrawn"), "–")
    version = Cell(str(current.version), small=words.day(current.published_at) if current.published_at else "")
    return (name, words.number(current.rows), _days(current), version, Cell("CSV", href=address(current, "csv")))


def _days(release: DatasetRelease) -> str:
    """The days that a file covers, in words."""
    covered = queries.days(release)
    return covered.said(words.language()) if covered else "–"


def of_dataset(dataset: queries.Dataset, current: DatasetRelease) -> list[Fact]:
    """What a reader must know of the current version."""
    run = current.run
    checked = current.check_summary
    hidden = sum(checked.get("hidden", {}).values())
    return [
        Fact(_("Counted"), dataset.said("numerator", words.language())),
        Fact(_("Divided by"), dataset.said("denominator", words.language())),
        Fact(_("Days covered"), _days(current)),
        Fact(_("Data as of"), words.day(run.as_of) if run else ""),
        Fact(_("Rows"), words.number(current.rows)),
        Fact(_("Version"), str(current.version)),
        Fact(_("Released"), words.day(current.published_at) if current.published_at else ""),
        Fact(
            _("Checked for small groups"),
            _("%(figures)s figures looked at; %(hidden)s are hidden; none can be worked out from the others")
            % {"figures": words.number(checked.get("figures", 0)), "hidden": words.number(hidden)},
        ),
        Fact(_("Made by"), str(run) if run else "", reverse("run", args=[run.pk]) if run else ""),
        Fact(_("Fingerprint (SHA-256)"), current.sha256),
    ]


def columns(release: DatasetRelease) -> DataTable:
    """The data dictionary of a version."""
    return DataTable(
        caption=_("Columns of the file"),
        columns=(Head(_("Column")), Head(_("Type")), Head(_("What it means"))),
        rows=tuple(
            (column["name"], column.get("type", "string"), queries.said(column, words.language()))
            for column in release.dictionary
        ),
    )


def marks() -> DataTable:
    """What stands where a number is not shown."""
    return DataTable(
        caption=_("Where a number is not shown"),
        columns=(Head(_("Mark")), Head(_("What it means"))),
        rows=tuple((mark.value, mark.label) for mark in rules.Missing if mark.value),
    )


def versions(dataset: queries.Dataset) -> DataTable:
    """Every version, newest first: what became of it and where to take it."""
    return DataTable(
        caption=_("Versions"),
        columns=(Head(_("Version")), Head(_("Released")), Head(_("Rows"), numeric=True), Head(_("State"))),
        rows=tuple(_version_row(one) for one in dataset.releases),
    )


def _version_row(one: DatasetRelease) -> tuple[str | Cell, ...]:
    taken = one.state != ReleaseState.WITHDRAWN
    number = Cell(str(one.version), href=address(one, "csv") if taken else "")
    state = Cell(ReleaseState(one.state).label, small=one.notice)
    return (number, words.day(one.published_at) if one.published_at else "", words.number(one.rows), state)
