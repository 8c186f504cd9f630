"""What there is to know of a figure and of a run, as facts and tables in the reader's language."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from commonbeat.kit import words
from commonbeat.kit.facts import Fact
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.measure.findings import queries
from commonbeat.measure.findings.models import Finding, Run
from commonbeat.measure.findings.queries import Figure
from commonbeat.measure.findings.rules import Base
from commonbeat.plumb import Estimate, Shown


def method(figure: Figure) -> list[Fact]:
    """How a figure is worked out, and by which run."""
    shown = [line.shown for line in (figure.total, *figure.lines) if line]
    methods = dict.fromkeys(one.method for one in shown if isinstance(one, Estimate))
    return [
        Fact(_("Counted"), figure.numerator),
        Fact(_("Divided by"), figure.denominator),
        Fact(_("Range"), "; ".join(f"{one.name(words.language())} ({one.source})" for one in methods)),
        Fact(_("Days covered"), figure.window.said(words.language())),
        Fact(_("Data as of"), words.day(figure.run.as_of)),
        Fact(_("Read with care"), figure.caveat),
        Fact(_("What it cannot show"), figure.cannot),
        Fact(_("Run"), str(figure.run), reverse("run", args=[figure.run.pk])),
    ]


def places(figure: Figure, label: str, rows: Sequence[Finding]) -> DataTable:
    """One line of a figure in every neighborhood, by name."""
    return DataTable(
        caption=f"{figure.title}: {label}",
        columns=(
            Head(_("Neighborhood")),
            *([Head(_("Asked"), numeric=True)] if (asked := any(_asked(row.figure) for row in rows)) else []),
            Head("n", numeric=True),
            Head(_("Figure and range"), numeric=True),
            *([Head(_("If the silent all said no, or yes"), numeric=True)] if asked else []),
        ),
        rows=tuple(_place(row, asked=asked) for row in rows),
    )


def _asked(shown: Shown) -> bool:
    """Whether it is known how many were asked."""
    return isinstance(shown, Estimate) and shown.asked is not None


def _place(row: Finding, *, asked: bool) -> tuple[str | Cell, ...]:
    place, shown = row.neighborhood, row.figure
    name = Cell(place.name, href=reverse("neighborhood", args=[place.slug])) if place else ""
    if not isinstance(shown, Estimate):
        return (name, *["–"] * (1 + asked), words.figure(shown), *["–"] * asked)
    before = [words.number(shown.asked or 0)] * asked
    return (name, *before, words.number(shown.n), words.figure(shown), *[words.silent(shown)] * asked)


def of_run(run: Run) -> list[Fact]:
    """What there is to know of a run."""
    shown, hidden = run.check_summary.get("figures"), run.check_summary.get("hidden", {})
    facts = [
        Fact(_("Days covered"), words.day_range(run.window_start, run.window_end)),
        Fact(_("Data as of"), words.day(run.as_of)),
        Fact(_("Worked out"), f"{words.moment(run.ended_at)}, {run.author}"),
        Fact(_("Version of the program"), run.code_version),
        Fact(
            _("Thresholds"),
            _held(run),
        ),
    ]
    if shown:
        checked = _("%(figures)s figures, %(hidden)s of them hidden; none of these can be worked out from the others")
        facts.append(
            Fact(
                _("Check for small groups"),
                checked % {"figures": words.number(shown), "hidden": words.number(sum(hidden.values()))},
            )
        )
    if run.approved_at:
        facts.append(Fact(_("Approved"), f"{words.moment(run.approved_at)}, {run.approved_by}"))
    if run.published_at:
        facts.append(Fact(_("Published"), words.moment(run.published_at)))
    return facts


def _held(run: Run) -> str:
    """From how many on the run shows something: of records, and of answers where it counts any."""
    held: dict[str, int] = run.settings["thresholds"]
    measures = run.words["measures"].values()
    if any(one.get("base") == Base.ANSWERS for one in measures):
        return _("scores from %(score)s answers, of a neighborhood from %(area)s, parts of them from %(count)s") % held
    return _("counts from %(count)s, shares and rates from n = %(rate)s, groups of %(people)s people") % held


def files(run: Run) -> DataTable | None:
    """The files that the run counted, each with its hash, by which anybody can tell whether they have the same one.

    None where it counted no files, but answers that nobody is given one by one.
    """
    found = [one for one in run.inputs if "file" in one]
    if run.inputs and not found:
        return None
    return DataTable(
        caption=_("Files that were counted"),
        columns=(Head(_("File")), Head(_("Rows"), numeric=True), Head("SHA-256")),
        rows=tuple((str(one["file"]), words.number(int(one["rows"])), str(one["sha256"])) for one in found),
    )


def hidden(run: Run) -> DataTable:
    """For each measure how many figures are shown, and how many are hidden for which reason."""
    return DataTable(
        caption=_("Shown and hidden"),
        columns=(
            Head(_("Figure")),
            Head(_("Shown"), numeric=True),
            Head(_("Too few"), numeric=True),
            Head(_("To protect another"), numeric=True),
            Head(_("Nothing to divide by"), numeric=True),
        ),
        rows=tuple(
            (run.said(one.measure, "title", words.language()), *(words.number(count) for count in one.counts))
            for one in queries.hidden_by_measure(run)
        ),
    )


def left_out(run: Run) -> list[tuple[str, list[str]]]:
    """Why there is no figure, and the names of the measures of which that is true."""
    found: dict[str, list[str]] = {}
    for measure, why in run.left_out(words.language()):
        found.setdefault(why, []).append(run.said(measure, "title", words.language()))
    return list(found.items())


def lines(figure: Figure) -> DataTable:
    """A figure's lines for the whole place."""
    lines = [line for line in (figure.total, *figure.lines) if line]
    return DataTable(
        caption=figure.title,
        columns=(Head(_("Line")), Head(_("Figure and range"), numeric=True)),
        rows=tuple((line.label, words.figure(line.shown)) for line in lines),
    )
