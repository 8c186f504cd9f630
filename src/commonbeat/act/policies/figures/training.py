"""How far scores changed from before a session to after it, of groups alone; and where people stand, drawn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as date_

from django.utils.translation import gettext as _

from commonbeat.act.policies.analysis import Scores, mean_change, together
from commonbeat.act.policies.facts.training import SHAPES
from commonbeat.act.policies.models import Completion, MeasureResult
from commonbeat.act.policies.queries.training import Coverage
from commonbeat.act.policies.rules.standing import Stand
from commonbeat.act.policies.rules.training import Measure
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.kit.charts import IntervalRow, Mark, interval_rows, unit_marks
from commonbeat.kit.drawing import Framed
from commonbeat.kit.words import day, day_range, figure, number, of
from commonbeat.plumb import About, Shown, Window
from commonbeat.plumb.result import Estimate, Withheld

FEW = 40
"""Up to so many people are drawn one by one."""


@dataclass(frozen=True, slots=True)
class Held:
    """One session: its day, how many completed it, how many of them were scored twice, and how far that changed."""

    day: date_
    completed: int
    scored: int
    shown: Shown


@dataclass(frozen=True, slots=True)
class Changed:
    """How far scores of one kind changed, session by session; `shown`: in all of them, each person once, if it is so.

    None where somebody completed two of the sessions: counted twice, they would make the range too narrow.
    """

    kind: Measure
    sessions: Sequence[Held]
    shown: Shown | None


def changes(agency: Agency, courses: Sequence[int]) -> list[Changed]:
    """Before and after in every session of these courses, kind by kind, brought to a scale of 100. Three queries."""
    today = agency.day()
    least = setting(agency, SettingKey.THRESHOLDS, today)["score"]
    rows = MeasureResult.objects.filter(agency=agency, session__version__course__in=courses)
    by_kind: dict[str, list[MeasureResult]] = {}
    for row in rows.select_related("session").order_by("session__day", "pk"):
        by_kind.setdefault(row.kind, []).append(row)
    if not by_kind:
        return []
    took = Completion.objects.live().filter(agency=agency, session__measures__in=rows).distinct()
    there: dict[int, set[int]] = {}
    for session, staff in took.values_list("session_id", "staff_id"):
        there.setdefault(session, set()).add(staff)
    return [_changed(kind, by_kind[kind], there, agency, least) for kind in Measure if kind in by_kind]


def _changed(
    kind: Measure, rows: Sequence[MeasureResult], there: dict[int, set[int]], agency: Agency, least: int
) -> Changed:
    held = [
        Held(
            day=row.session.day,
            completed=len(there.get(row.session_id, ())),
            scored=row.people,
            shown=mean_change(_scaled(row), minimum=least, about=_about(agency, [row])),
        )
        for row in rows
    ]
    counts = Counter(who for row in rows for who in there.get(row.session_id, ()))
    if any(times > 1 for times in counts.values()):
        return Changed(kind, held, None)
    small = [row.people for row in rows if row.people < least]
    kept = (
        rows if not small or (sum(small) >= least and len(small) > 1) else [row for row in rows if row.people >= least]
    )
    shown = mean_change(together(map(_scaled, kept or rows)), minimum=least, about=_about(agency, kept or rows))
    return Changed(kind, held, shown)


def _about(agency: Agency, rows: Sequence[MeasureResult]) -> About:
    """The days of these sessions; made up where one of them is."""
    window = Window(start=rows[0].session.day, end=rows[-1].session.day)
    made_up = agency.demo or any(row.session.synthetic for row in rows)
    return About(window=window, as_of=max(agency.day(), window.end), unit="points of 100", synthetic=made_up)


def _scaled(row: MeasureResult) -> Scores:
    """On a scale of 0 to 100."""
    by = 100 / row.best
    spread = None if row.spread is None else row.spread * by
    return Scores(row.people, row.before * by, row.after * by, spread)


def not_shown(one: Changed) -> list[str]:
    """Why nothing can be drawn, session by session; empty where something can."""
    if any(isinstance(shown, Estimate) for shown in (one.shown, *(held.shown for held in one.sessions))):
        return []
    return [f"{day(held.day)}, {_scored(held)}: {figure(held.shown)}" for held in one.sessions]


def _scored(held: Held) -> str:
    """How many of those who completed it the scores are of."""
    if held.scored > held.completed:
        told = {"scored": number(held.scored), "completed": number(held.completed)}
        return _("%(scored)s scored twice, %(completed)s on record as having completed it") % told
    return _("%(scored)s who completed it were scored twice") % {"scored": of(held.scored, held.completed)}


def framed(one: Changed, place: int) -> Framed:
    """Session by session, and all together where nobody counts twice: each with its range, n and days."""
    rows = [IntervalRow(day(held.day), held.shown, note=_scored(held)) for held in one.sessions]
    note = _(
        "Nobody who was not trained was scored beside them, so nobody can tell how scores would have moved without the "
        "sessions. A second look at the same questions, or who chose to answer twice, may explain a part or all of it."
    )
    if one.shown is None:
        note = _("Somebody took part in two of these sessions, so they are not put together.") + " " + note
    elif len(rows) > 1:
        rows.append(IntervalRow(_("Together"), one.shown))
    title = _headline(one.shown if one.shown is not None else one.sessions[-1].shown, alone=one.shown is None)
    return Framed(
        id=f"scores-{place}",
        title=title,
        what=_("%(what)s: how far the mean score changed in the people scored before and after, in points of 100.")
        % {"what": one.kind.label},
        note=note,
        source=_("Paired t range, 95%%. Scores of sessions from %(days)s, as entered here.")
        % {"days": day_range(one.sessions[0].day, one.sessions[-1].day)},
        method="",
        csv="",
        chart=interval_rows(
            rows,
            title=_("Mean change by session"),
            desc=". ".join(f"{row.name}: {figure(row.shown)}" for row in rows),
            unit=_("points of 100"),
            names=[_("Session")],
        ),
    )


def _headline(shown: Shown, *, alone: bool) -> str:
    """What the figure says, and no more: never that the training did it."""
    if isinstance(shown, Withheld):
        return _("Too little is known to show a change")
    if shown.low > 0:
        return _("Scores were higher after the last session") if alone else _("Scores were higher after the sessions")
    if shown.high < 0:
        return _("Scores were lower after the last session") if alone else _("Scores were lower after the sessions")
    return _("No clear change: scores may have gone up or down")


def standings(found: Coverage, *, synthetic: bool) -> Framed | None:
    """One mark a person by where they stand, for groups that can be taken in at a glance."""
    if not 0 < found.all.people <= FEW:
        return None
    marks = [Mark(SHAPES[stand], stand.label, found.all.stands[stand]) for stand in Stand]
    return Framed(
        id="standings",
        note="",
        method="",
        csv="",
        title=_("%(count)s are current") % {"count": of(found.all.current, found.all.people)},
        what=_("One mark for each person whom it is for and whose training you may see."),
        source=_(
            "Current is whoever meets it today, also where it runs out soon. "
            "Due soon may also mean: a new law, not met yet."
        ),
        chart=unit_marks(
            marks,
            title=_("Where people stand"),
            desc=", ".join(f"{stand.label}: {number(found.all.stands[stand])}" for stand in Stand),
            synthetic=synthetic,
        ),
    )
