"""A file of standards (CSV): what its columns are, and reading it so that every bad line is told with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.rules.programs import Area, law_problem
from commonbeat.ground.agency.models import Agency
from commonbeat.kit.tabular.cells import shown
from commonbeat.kit.tabular.fields import Field, FieldType, RowKind
from commonbeat.kit.tabular.files import inspect
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
from commonbeat.kit.tabular.problems import REMEDIES, Problem, Reason, explain
from commonbeat.kit.tabular.reading import RowReader

MOST_ROWS = 2_000
"""More standards than any set has; a longer file is another kind of file."""
YES, NO = "yes", "no"

STANDARDS = RowKind(
    key="standards",
    label=gettext_lazy("Standards"),
    explanation=gettext_lazy("One line for each standard, in words that the agency may use."),
    natural_key=("number",),
    fields=(
        Field("chapter", gettext_lazy("Chapter"), required=True, longest=20, synonyms=("chapter number", "capítulo")),
        Field("chapter_title", gettext_lazy("Title of the chapter"), longest=200, blank=""),
        Field("number", gettext_lazy("Number"), required=True, longest=20, synonyms=("standard", "número")),
        Field(
            "area",
            gettext_lazy("Area"),
            FieldType.CHOICE,
            required=True,
            choices={area.value: area.label for area in Area},
            words={"resources": Area.RESOURCES, "service": Area.SERVICE},
            synonyms=("área",),
        ),
        Field("title", gettext_lazy("Title"), required=True, longest=200, synonyms=("título",)),
        Field("text", gettext_lazy("Text"), required=True, longest=10_000, synonyms=("texto",)),
        Field(
            "bullets",
            gettext_lazy("Parts to be proved"),
            hint=gettext_lazy("Separate them with a vertical bar."),
            longest=10_000,
            blank="",
        ),
        Field(
            "exceeds_law",
            gettext_lazy("Goes beyond the law"),
            FieldType.CHOICE,
            choices={YES: gettext_lazy("yes"), NO: gettext_lazy("no")},
            words={"y": YES, "n": NO, "true": YES, "false": NO, "1": YES, "0": NO, "si": YES},
            blank=NO,
        ),
        Field("citation", gettext_lazy("Law, policy or decision"), longest=300, blank=""),
    ),
)
"""The columns of a file of standards."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a line is not taken: where, what stands there, what is wrong and what to do."""

    line: int
    column: str
    value: str
    reason: str
    remedy: str


@dataclass(slots=True)
class Checked:
    """A file as it would be loaded; with any refusal, nothing is."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Columns of the file that say nothing that is kept."""


def check_file(path: Path, agency: Agency) -> Checked:
    """Read a file and check each line. Raises FileRefused, in words, where it is no table or misses a column."""
    sheet = inspect(path)
    columns = suggest(STANDARDS, sheet.headers)
    reader = RowReader(sheet, STANDARDS, ColumnMapping(columns=columns), zone=agency.zone, now=timezone.now())
    checked = Checked(left_out=[name for name in sheet.headers if (name,) not in columns.values()])
    for chunk in reader.chunks():
        for bad in chunk.bad:
            checked.refusals += [_refusal(problem) for problem in bad.problems]
        for line, values, _cells in chunk.rows:
            said = row_of(values)
            checked.rows.append(said)
            checked.refusals += _own_checks(line, said)
            if len(checked.rows) == MOST_ROWS + 1:
                words = _("A file of standards has at most 2,000 lines.")
                checked.refusals.append(Refusal(line, "", "", words, ""))
    checked.refusals.sort(key=lambda refusal: refusal.line)
    return checked


def row_of(values: list[Any]) -> dict[str, Any]:
    """One line as `actions.programs.place_standard` takes it."""
    said: dict[str, Any] = dict(zip((each.key for each in STANDARDS.fields), values, strict=True))
    parts = [part.strip() for part in str(said["bullets"]).split("|") if part.strip()]
    return {**said, "area": str(said["area"]), "bullets": parts, "exceeds_law": said["exceeds_law"] == YES}


def _own_checks(line: int, said: Mapping[str, Any]) -> list[Refusal]:
    found = []
    if problem := law_problem(said["exceeds_law"], said["citation"]):
        found.append(Refusal(line, "citation", "", problem, _("Fill it in, or say no in the column before it.")))
    for part in said["bullets"]:
        if len(part) > 500:
            words = _("One part has more than 500 characters.")
            found.append(Refusal(line, "bullets", shown(part), words, _("Separate them with a vertical bar.")))
    return found


def _refusal(problem: Problem) -> Refusal:
    """As the reader of files says it; but this file has no page on which a word could be explained."""
    words, remedy = explain(Reason(problem.reason).label, problem.detail), str(REMEDIES[problem.reason])
    if problem.reason == Reason.UNKNOWN_WORD:
        choices = next((each.choices for each in STANDARDS.fields if each.key == problem.field), {})
        words = _("This column knows only certain words.")
        remedy = _("Write one of: %(choices)s") % {"choices": ", ".join(choices)}
    return Refusal(problem.line, problem.column, problem.value, words, remedy)
