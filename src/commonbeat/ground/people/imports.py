"""A staff file (CSV): what its columns are, and reading it so that every bad line is told with its reason."""

from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.people.rules import Rank, StaffFacts
from commonbeat.kit.tabular.cells import shown
from commonbeat.kit.tabular.fields import Field, FieldType, RowKind
from commonbeat.kit.tabular.files import inspect
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
from commonbeat.kit.tabular.problems import REMEDIES, Problem, Reason, explain
from commonbeat.kit.tabular.reading import RowReader

MOST_ROWS = 20_000
"""More people than any agency of this country has; a longer file is another kind of file."""

YES, NO = "yes", "no"

STAFF = RowKind(
    key="staff",
    label=gettext_lazy("Staff"),
    explanation=gettext_lazy("One line for each person who works for the agency."),
    natural_key=("badge",),
    fields=(
        Field("name", gettext_lazy("Name"), required=True, longest=150, synonyms=("full name", "employee", "nombre")),
        Field(
            "badge",
            gettext_lazy("Badge or employee number"),
            required=True,
            longest=40,
            synonyms=("badge number", "employee id", "employee number", "placa"),
        ),
        Field("email", gettext_lazy("Mail address"), longest=254, blank="", synonyms=("e-mail", "mail", "correo")),
        Field(
            "rank",
            gettext_lazy("Rank"),
            FieldType.CHOICE,
            choices={rank.value: rank.label for rank in Rank},
            words={
                "police officer": Rank.OFFICER,
                "patrol officer": Rank.OFFICER,
                "deputy": Rank.OFFICER,
                "detective": Rank.OFFICER,
                "sgt": Rank.SERGEANT,
                "lt": Rank.LIEUTENANT,
                "captain": Rank.COMMANDER,
                "deputy chief": Rank.CHIEF,
                "chief of police": Rank.CHIEF,
                "professional staff": Rank.CIVILIAN,
            },
            blank="",
            synonyms=("grade", "rango"),
        ),
        Field("title", gettext_lazy("Job title"), longest=80, blank="", synonyms=("job title", "position", "puesto")),
        Field(
            "sworn",
            gettext_lazy("Sworn"),
            FieldType.CHOICE,
            choices={YES: gettext_lazy("yes"), NO: gettext_lazy("no")},
            words={
                "y": YES,
                "n": NO,
                "true": YES,
                "false": NO,
                "1": YES,
                "0": NO,
                "sworn": YES,
                "civilian": NO,
                "si": YES,
            },
            blank="",
        ),
        Field("unit", gettext_lazy("Unit"), longest=100, blank="", synonyms=("division", "bureau", "unidad")),
        Field("squad", gettext_lazy("Squad"), longest=100, blank="", synonyms=("team", "platoon")),
        Field(
            "supervisor",
            gettext_lazy("Supervisor's badge"),
            longest=40,
            blank="",
            synonyms=("supervisor badge", "supervisor id", "reports to"),
        ),
        Field(
            "shift",
            gettext_lazy("Shift"),
            longest=60,
            blank="",
            synonyms=("watch", "shift name", "tour", "turno"),
        ),
        Field("hired", gettext_lazy("Hired"), FieldType.DATE, synonyms=("hire date", "hired on", "start date")),
    ),
)
"""The columns of a staff file."""


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
    """A staff file as it would be loaded; with any refusal, nothing is."""

    facts: list[StaffFacts] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Columns of the file that say nothing that is kept."""


def check_file(path: Path, agency: Agency) -> Checked:
    """Read a staff file and check each line. Raises FileRefused, in words, where it is no table or misses a column."""
    sheet = inspect(path)
    columns = suggest(STAFF, sheet.headers)
    reader = RowReader(sheet, STAFF, ColumnMapping(columns=columns), zone=agency.zone, now=timezone.now())
    checked = Checked(left_out=[name for name in sheet.headers if (name,) not in columns.values()])
    lines: list[int] = []
    for chunk in reader.chunks():
        for bad in chunk.bad:
            checked.refusals += [_refusal(problem) for problem in bad.problems]
        for line, values, _cells in chunk.rows:
            lines.append(line)
            checked.facts.append(_facts(values, shifts="shift" in columns))
        if len(lines) > MOST_ROWS:
            checked.refusals.append(_own(lines[-1], "", "", _("A staff file has at most 20,000 lines.")))
            break
    checked.refusals += _own_checks(agency, lines, checked.facts)
    checked.refusals.sort(key=lambda refusal: refusal.line)
    return checked


def _facts(values: list[Any], *, shifts: bool) -> StaffFacts:
    """A line as it would be kept; a file without a column of shifts says nothing of them."""
    said = dict(zip((each.key for each in STAFF.fields), values, strict=True))
    rank = said["rank"] or (Rank.CIVILIAN if said["sworn"] == NO else Rank.OFFICER)
    sworn = said["sworn"] == YES if said["sworn"] else rank != Rank.CIVILIAN
    shift = said["shift"] if shifts else None
    return StaffFacts(**{**said, "rank": str(rank), "sworn": sworn, "shift": shift})


def _refusal(problem: Problem) -> Refusal:
    """As the reader of files says it; but a staff file has no page on which a word could be explained."""
    words, remedy = explain(Reason(problem.reason).label, problem.detail), str(REMEDIES[problem.reason])
    if problem.reason == Reason.UNKNOWN_WORD:
        choices = next((each.choices for each in STAFF.fields if each.key == problem.column), {})
        words = _("This column knows only certain words.")
        remedy = _("Write one of: %(choices)s") % {"choices": ", ".join(choices)}
    return Refusal(problem.line, problem.column, problem.value, words, remedy)


def _own(line: int, column: str, value: str, words: str, remedy: str = "") -> Refusal:
    return Refusal(line, column, shown(value), words, remedy)


def _own_checks(agency: Agency, lines: list[int], facts: list[StaffFacts]) -> list[Refusal]:
    """What can be known only of the file as a whole, and of mail addresses."""
    known = dict(Staff.objects.filter(agency=agency).values_list("badge", "supervisor__badge"))
    gone = set(Staff.objects.filter(agency=agency, ended__isnull=False).values_list("badge", flat=True))
    above = {**known, **{each.badge: each.supervisor or None for each in facts}}
    found = []
    for line, each in zip(lines, facts, strict=True):
        if each.badge in gone:
            words = _("This badge belongs to somebody whose work here has ended.")
            found.append(_own(line, "badge", each.badge, words, _("Give the new person a number of their own.")))
        if each.email and not _is_mail(each.email):
            remedy = _("Write it like this: name@example.org")
            found.append(_own(line, "email", each.email, _("This is not a mail address."), remedy))
        if each.squad and not each.unit:
            words = _("A squad belongs to a unit: give the unit as well.")
            found.append(_own(line, "squad", each.squad, words))
        if each.supervisor and (each.supervisor not in above or each.supervisor in gone):
            words = _("Nobody in the file or on the staff has this badge.")
            remedy = _("Add the supervisor to the file, or leave the cell empty.")
            found.append(_own(line, "supervisor", each.supervisor, words, remedy))
        elif way := _way_round(each.badge, above):
            words = _("By way of their supervisors, this person would report to themselves.")
            remedy = _("These badges report to each other in a circle: %(way)s. Correct the supervisor of one of them.")
            found.append(_own(line, "supervisor", each.supervisor, words, remedy % {"way": " → ".join(way)}))
    return found


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _way_round(badge: str, above: dict[str, str | None]) -> list[str]:
    """The badges by way of which somebody would report to themselves, themselves at both ends; empty where not."""
    way, now = [badge], above.get(badge)
    while now is not None and now not in way:
        way.append(now)
        now = above.get(now)
    return [*way, badge] if now == badge else []


def as_plain(facts: StaffFacts) -> dict[str, Any]:
    """The facts as JSON, for the signed form between the preview and the load."""
    return {**asdict(facts), "hired": facts.hired.isoformat() if facts.hired else None}


def from_plain(kept: dict[str, Any]) -> StaffFacts:
    """What `as_plain` wrote."""
    return StaffFacts(**{**kept, "hired": date.fromisoformat(kept["hired"]) if kept["hired"] else None})
