"""How far scores changed from before a session to after it, of groups alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonbeat.act.policies.analysis import Scores, mean_change, together
from commonbeat.act.policies.models import MeasureResult, TrainingSession
from commonbeat.act.policies.rules.training import Measure
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.plumb import About, Shown, Window


@dataclass(frozen=True, slots=True)
class Changed:
    """How far scores of one kind changed in the sessions of some courses, or why that is not shown."""

    kind: Measure
    sessions: int
    shown: Shown


def changes(agency: Agency, courses: Sequence[int]) -> list[Changed]:
    """Before and after in every session of these courses, kind by kind, brought to a scale of 100. Three queries."""
    least = setting(agency, SettingKey.THRESHOLDS, agency.day())["score"]
    rows = list(MeasureResult.objects.filter(agency=agency, session__version__course__in=courses))
    days = list(TrainingSession.objects.filter(pk__in=[row.session_id for row in rows]).values_list("day", flat=True))
    if not days:
        return []
    window = Window(start=min(days), end=max(days))
    about = About(window=window, as_of=max(agency.day(), window.end), unit="points of 100", synthetic=agency.demo)
    found = []
    for kind in Measure:
        of_kind = [row for row in rows if row.kind == kind]
        if of_kind:
            shown = mean_change(together(_scaled(row) for row in of_kind), minimum=least, about=about)
            found.append(Changed(kind, len(of_kind), shown))
    return found


def _scaled(row: MeasureResult) -> Scores:
    """On a scale of 0 to 100."""
    by = 100 / row.best
    spread = None if row.spread is None else row.spread * by
    return Scores(row.people, row.before * by, row.after * by, spread)
