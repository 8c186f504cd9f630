"""Training in words: what a requirement asks for, where somebody stands with it, how far a group is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.act.policies.models import (
    Completion,
    CourseVersion,
    CurriculumTopic,
    PolicyVersion,
    TrainingRequirement,
)
from commonbeat.act.policies.queries.reading import Known, LeftBehind
from commonbeat.act.policies.queries.training import Asked, Coverage, Group, PassedOn, Standings
from commonbeat.act.policies.rules.coverage import Covered
from commonbeat.act.policies.rules.standing import Stand, Standing
from commonbeat.act.policies.rules.training import Part, Who
from commonbeat.ground.people.rules import Rank
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.words import Words, day, late, listing, number, of

SHAPES = {
    Stand.MET: "verified",
    Stand.DUE_SOON: "reported",
    Stand.PARTLY: "open",
    Stand.OVERDUE: "raised",
    Stand.NEVER: "unknown",
}


def hours(value: float) -> str:
    """Hours in words: "1 hour", "7.5 hours"."""
    places = 0 if value == int(value) else 1
    words = ngettext("%(hours)s hour", "%(hours)s hours", 1 if value == 1 else 2)
    return words % {"hours": number(value, places)}


def asks(row: TrainingRequirement) -> list[str]:
    """What it asks for, in short sentences."""
    said = []
    if row.recurrence:
        words = ngettext("Again every %(count)s month.", "Again every %(count)s months.", row.recurrence)
        said.append(words % {"count": row.recurrence})
    else:
        said.append(_("Once."))
    if row.hours:
        said.append(_("At least %(hours)s in that time.") % {"hours": hours(float(row.hours))})
    if row.sessions > 1:
        words = ngettext(
            "At least %(sessions)s sessions, %(count)s day or more apart.",
            "At least %(sessions)s sessions, %(count)s days or more apart.",
            row.days_apart,
        )
        said.append(words % {"sessions": row.sessions, "count": row.days_apart})
    if row.practice:
        said.append(_("With practice in a scenario."))
    if row.measure:
        said.append(_("Scores before and after each session, of the group alone."))
    if row.law_update and row.law_from:
        said.append(
            _("New law: everybody completes it once since %(day)s (%(law)s).")
            % {"day": day(row.law_from), "law": row.law_citation}
        )
    return said


def for_whom(row: TrainingRequirement) -> str:
    """Whom it is for, in one line."""
    said = [str(Who(row.who).label)]
    said += [listing([unit.name for unit in row.units.all()])] if row.units.all() else []
    said += [listing([str(Rank(rank).label) for rank in row.ranks])] if row.ranks else []
    if row.least_years is not None:
        said.append(_("from %(years)s years of service on") % {"years": row.least_years})
    if row.most_years is not None:
        said.append(_("up to %(years)s years of service") % {"years": row.most_years})
    return ", ".join(said)


def stand_words(stand: Standing, row: TrainingRequirement, today: date) -> str:
    """Where somebody stands, with its day and what counts so far."""
    if stand.current:
        return _("until %(day)s") % {"day": day(stand.until)} if stand.until else _("for good")
    said = []
    if row.hours:
        done, wanted = number(stand.hours, 1).removesuffix(".0"), number(float(row.hours), 1).removesuffix(".0")
        said.append(_("%(done)s of %(wanted)s hours") % {"done": done, "wanted": wanted})
    if row.sessions > 1:
        said.append(_("%(done)s of %(wanted)s sessions") % {"done": stand.sessions, "wanted": row.sessions})
    if stand.law:
        said.append(_("not since the new law"))
    if stand.due:
        behind = stand.late(today)
        said.append(late(behind) if behind else _("by %(day)s") % {"day": day(stand.due)})
    return ", ".join(said)


def stand_cell(stand: Standing | None, row: TrainingRequirement, today: date) -> Cell:
    """A cell that says it; a requirement that is not for somebody says so."""
    if stand is None:
        return Cell(_("Not asked"))
    return Cell(stand.state.label, state=SHAPES[stand.state], small=stand_words(stand, row, today))


def own(
    wanted: Sequence[Asked], found: Standings, staff: int, today: date, *, mine: bool, synthetic: bool
) -> DataTable:
    """What is asked of one person, and where they stand; `mine`: it is they who read it."""
    rows = [
        (
            Cell(one.row.title, small=" ".join(asks(one.row))),
            stand_cell(found[staff, one.key], one.row, today),
        )
        for one in wanted
        if (staff, one.key) in found
    ]
    heads = (Head(_("Training")), Head(_("Where you stand") if mine else _("Where they stand")))
    return DataTable(caption=_("What is asked"), columns=heads, rows=tuple(rows), synthetic=synthetic)


def transcript(rows: Sequence[Completion], *, synthetic: bool) -> DataTable:
    """Every completion of one person, the latest first."""
    heads = (Head(_("Course")), Head(_("Day")), Head(_("Hours")), Head(_("Practice")), Head(_("Signed off by")))
    said = tuple(
        (
            row.course.title,
            day(row.day),
            hours(float(row.hours)),
            _("practiced") if row.practised else _("not practiced"),
            row.signed_by or _("not signed off yet: it does not count"),
        )
        for row in rows
    )
    return DataTable(caption=_("Completed courses"), columns=heads, rows=said, synthetic=synthetic)


def covered(found: Coverage, *, synthetic: bool) -> list[DataTable]:
    """How far units, shifts and squads are: "9 of 14" current, and where the others stand; a table for each."""
    kinds = (
        (_("By unit"), _("Unit"), _("In no unit"), found.units),
        (_("By shift"), _("Shift"), _("On no shift on record"), found.shifts),
        (_("By squad"), _("Squad"), _("In no squad"), found.squads),
    )
    return [
        DataTable(
            caption=caption,
            columns=(
                Head(by),
                Head(_("Current"), numeric=True),
                *(Head(stand.label, numeric=True) for stand in Stand),
            ),
            rows=tuple(_counts(group.name or nobodys, group.covered) for group in groups),
            synthetic=synthetic,
        )
        for caption, by, nobodys, groups in kinds
        if [group.name for group in groups] != [""]
    ]


def _counts(name: str, found: Covered) -> tuple[Words | Cell, ...]:
    return (name, of(found.current, found.people), *(number(found.stands[stand]) for stand in Stand))


def passed_on(found: PassedOn, *, synthetic: bool) -> DataTable:
    """Unit by unit, in rows of enough people; with the total last."""
    small = _("Smaller units, together")
    units = found.units if len(found.units) > 1 else ()
    rows = [
        (small if group.name is None else group.name or _("In no unit"), _current(group.covered))
        for group in (*units, Group(_("Everybody"), found.all))
    ]
    heads = (Head(_("Unit")), Head(_("Current")))
    return DataTable(caption=_("People who are current, by unit"), columns=heads, rows=tuple(rows), synthetic=synthetic)


def _current(found: Covered) -> str:
    return _("Not shown: fewer people than may be counted") if found.hidden else of(found.current, found.people)


def people_told(count: int, least: int) -> str:
    """A count of people; of one to fewer than `least` only that there are so few."""
    return _("fewer than %(least)s") % {"least": number(least)} if 0 < count < least else number(count)


def matrix(
    topics: Sequence[CurriculumTopic],
    versions: Sequence[CourseVersion],
    covers: dict[tuple[int, int], list[Part]],
    language: str,
    *,
    synthetic: bool,
) -> DataTable:
    """Topics by courses: how each is covered, and which are covered by none."""
    heads = (
        Head(_("Topic")),
        *(Head(version.course.code.replace("-", "\u2011")) for version in versions),
        Head(_("In all")),
    )
    rows: list[tuple[Words | Cell, ...]] = []
    for topic in topics:
        parts = [covers.get((topic.pk, version.pk), []) for version in versions]
        said = [", ".join(str(part.label) for part in found) or "–" for found in parts]
        rows.append((Cell(topic.name(language), small=topic.citation), *said, _in_all(parts)))
    return DataTable(caption=_("Which course covers what"), columns=heads, rows=tuple(rows), synthetic=synthetic)


def _in_all(parts: Sequence[Sequence[Part]]) -> Cell:
    there = {part for found in parts for part in found}
    if not there:
        return Cell(_("Gap: no course covers it"), state="raised")
    if not there & {Part.PRACTICE, Part.SKILL_CHECK}:
        return Cell(_("Lecture alone, no practice"), state="open")
    return Cell(_("Covered, with practice"), state="verified")


def in_force(versions: Sequence[PolicyVersion]) -> list[str]:
    """Which versions hold today, and since when."""
    return [
        _("%(version)s, in force since %(day)s") % {"version": version.called, "day": day(version.effective_from)}
        for version in versions
        if version.effective_from
    ]


def left_behind(one: LeftBehind) -> str:
    """That a requirement trains for a version that another has replaced."""
    since = day(one.new.effective_from) if one.new.effective_from else ""
    told = {"title": one.asked.row.title, "old": one.old.called, "number": one.new.number, "day": since}
    return _("%(title)s trains for %(old)s. Version %(number)s is in force since %(day)s.") % told


def known_cell(known: Known) -> Cell:
    """How much of what is asked is done, and in small print which: read, understood, trained, or not asked."""
    said = [
        _answer(known.read, _("read"), _("not read"), _("not asked to read")),
        _answer(known.understood, _("understood"), _("not understood yet"), _("no questions") if known.read else ""),
        _answer(known.trained, _("trained"), _("not trained"), _("no training asked")),
    ]
    answers = [one for one in (known.read, known.understood, known.trained) if one is not None]
    small = ", ".join(words for words in said if words)
    if not answers:
        return Cell(_("Not asked"), small=small)
    return Cell(of(sum(answers), len(answers)), state="verified" if all(answers) else "open", small=small)


def _answer(value: bool | None, yes: str, no: str, unknown: str) -> str:
    return unknown if value is None else yes if value else no


def next_due(wanted: Sequence[Asked], found: Standings, staff: int) -> str:
    """In one line: how much of what is asked of one person is current, and what is due first."""
    mine = [(one.row.title, found[staff, one.key]) for one in wanted if (staff, one.key) in found]
    if not mine:
        return ""
    current = _("Current: %(count)s.") % {"count": of(sum(stand.current for _title, stand in mine), len(mine))}
    open_ones = [(stand.due, title) for title, stand in mine if not stand.current and stand.due is not None]
    if not open_ones:
        return current
    due, title = min(open_ones)
    return f"{current} " + _("Due first: %(title)s, by %(day)s.") % {"title": title, "day": day(due)}
