"""At which crisis calls an officer with current crisis training was, month by month, as far as records can tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commonbeat.act.policies.models import CrisisCalls
from commonbeat.act.policies.queries.training import Asked, asked, done_by
from commonbeat.act.policies.rules.coverage import (
    Answered,
    Call,
    answered,
    badges,
    by_month,
    month_window,
    share_trained,
)
from commonbeat.act.policies.rules.standing import current_spans
from commonbeat.act.policies.rules.training import Purpose
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.rules import folded
from commonbeat.ground.records.models import ContactEvent
from commonbeat.plumb import Shown, Window

YEAR = 365


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its first day, the counts, and the share with its range or why there is none."""

    first: date
    found: Answered
    shown: Shown


@dataclass(frozen=True, slots=True)
class CrisisPage:
    """The list that holds, the requirement that makes somebody trained, and what a year of calls says.

    `lists`: every list that held on some of these days, the newest first. Days before the first list are left out.
    """

    calls: CrisisCalls | None
    needs: Sequence[Asked]
    window: Window
    found: Answered
    shown: Shown
    months: Sequence[Month]
    lists: Sequence[CrisisCalls] = ()


def in_force(agency: Agency, day: date) -> CrisisCalls | None:
    """The list of crisis calls that holds on that day."""
    return CrisisCalls.objects.filter(agency=agency, effective_from__lte=day).first()


def call_types(agency: Agency) -> list[str]:
    """Every kind of call that stands in the records, by name. One query."""
    rows = ContactEvent.objects.live().filter(agency=agency).exclude(call_type="")
    return sorted(set(rows.order_by().values_list("call_type", flat=True).distinct()))


def crisis(agency: Agency) -> CrisisPage:
    """The page of crisis calls of the last 365 days; a fixed number of queries."""
    today = agency.day()
    lists = list(CrisisCalls.objects.filter(agency=agency, effective_from__lte=today))
    listed = lists[0] if lists else None
    start = today - timedelta(days=YEAR - 1)
    window = Window(start=max(start, lists[-1].effective_from) if lists else start, end=today)
    needs = [one for one in asked(agency, today) if one.row.purpose == Purpose.CRISIS]
    rows = _calls(agency, lists, window) if lists and needs else []
    spans = _trained(agency, needs) if rows else {}
    least = setting(agency, SettingKey.THRESHOLDS, today)["rate"]
    found = answered(rows, spans)
    months = []
    for first, calls in by_month(rows).items():
        of_month, days = answered(calls, spans), month_window(first, window)
        shown = share_trained(of_month, days, minimum=least, synthetic=agency.demo)
        months.append(Month(first, of_month, shown))
    shown = share_trained(found, window, minimum=least, synthetic=agency.demo)
    held = [one for one in lists if one == listed or _held(one, lists) > window.start]
    return CrisisPage(listed, needs, window, found, shown, months, held)


def _held(one: CrisisCalls, lists: Sequence[CrisisCalls]) -> date:
    """The first day on which this list, not the newest, holds no more."""
    return lists[lists.index(one) - 1].effective_from


def _trained(agency: Agency, needs: Sequence[Asked]) -> dict[int, list[tuple[date, date]]]:
    """By person, the days on which they were current in any of these requirements. Two queries."""
    staff = list(Staff.objects.filter(agency=agency))
    done = done_by(agency, staff, {course for one in needs for course in one.courses})
    found: dict[int, list[tuple[date, date]]] = {}
    for who, by_course in done.items():
        for one in needs:
            counted = [each for course in one.courses for each in by_course.get(course, ())]
            found.setdefault(who, []).extend(current_spans(one.row.need, counted))
    return found


def _calls(agency: Agency, lists: Sequence[CrisisCalls], window: Window) -> list[Call]:
    """Every call of a kind listed on its day, however its kind is spelled, with who is known to have been there."""
    wanted = [(one.effective_from, {folded(name) for name in one.call_types}) for one in lists]
    spelled = [name for name in call_types(agency) if any(folded(name) in names for _since, names in wanted)]
    by_badge = dict(Staff.objects.filter(agency=agency).values_list("badge", "pk"))
    by_number = {badge.lstrip("0"): pk for badge, pk in by_badge.items()}
    rows = ContactEvent.objects.live().filter(
        agency=agency, call_type__in=spelled, local_date__gte=window.start, local_date__lte=window.end
    )
    found = []
    for day, kind, first, text in rows.order_by().values_list("local_date", "call_type", "staff_id", "badge_text"):
        if folded(kind) not in next(names for since, names in wanted if since <= day):
            continue
        said = [by_badge.get(one) or by_number.get(one.lstrip("0")) for one in badges(text)]
        known = {pk for pk in (first, *said) if pk is not None}
        found.append(Call(day, tuple(sorted(known)), unknown=not known or None in said))
    return found
