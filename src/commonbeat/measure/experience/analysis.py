"""The score: cells of people asked and of their answers in; share, range and worst case of every row out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from commonbeat.measure.experience.rules import BY_MONTH, SCORE, window_of
from commonbeat.measure.experience.tables import Answers, Key, Row, hidden, settled, total, unshown
from commonbeat.measure.findings.rules import EVERYBODY, Draft
from commonbeat.plumb import Estimate, Kind, Reason, Shown, Thresholds, Window, Withheld, share

Before = Mapping[str, Estimate]
"""What was shown last under the name of each figure (`Draft.key`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all figures share: thresholds, the day of the data, whether they are made up, and what was shown before."""

    thresholds: Thresholds
    as_of: date
    synthetic: bool = False
    before: Before = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One figure before it is hidden or shown."""

    measure: str
    area: int | None
    code: str
    row: Row
    window: Window
    as_of: date
    position: int = 0

    def draft(self, shown: Shown) -> Draft:
        """The figure on its way to being kept."""
        return Draft(measure=self.measure, area=self.area, code=self.code, shown=shown, position=self.position)


def figures(answers: Answers, frame: Frame) -> list[Draft]:
    """The score of the whole, of each neighborhood and of each month; small ones hidden, and others to cover them.

    Answers whose neighborhood or month is not kept count for the whole alone.
    """
    if not answers.months:
        return []
    counted, limits = answers.counted(), frame.thresholds
    days = Window(start=window_of(answers.months[0]).start, end=answers.until)
    whole = total([row for _area, _month, row in counted])
    areas: dict[Key, _Place] = {
        key: _place(SCORE, key, EVERYBODY, total([row for area, _month, row in counted if area == key]), days, frame)
        for key in answers.areas
    }
    by_month: dict[Key, _Place] = {}
    for position, key in enumerate(answers.months, start=1):
        row = total([row for _area, month, row in counted if month == key])
        by_month[key] = replace(_place(BY_MONTH, None, key, row, window_of(key), frame), position=position)
    drafts = []
    for measure, places, least in ((SCORE, areas, limits.area), (BY_MONTH, by_month, limits.score)):
        everything = _place(measure, None, EVERYBODY, whole, days, frame)
        drafts.append(_whole(everything, frame))
        drafts += _list(places, everything.row, least, frame)
    return drafts


def _place(measure: str, area: Key | None, code: Key, row: Row, window: Window, frame: Frame) -> _Place:
    """The figure as it may follow the one that was shown before."""
    place = _Place(
        measure=measure,
        area=None if area is None else int(area),
        code=str(code),
        row=replace(row, asked=max(row.asked, row.answered)),
        window=window,
        as_of=frame.as_of,
    )
    old = frame.before.get(place.draft(_withheld(place, Reason.TOO_FEW, 1)).key)
    if old is None:
        return place
    before = Row(int(old.numerator or 0), old.n, old.asked or old.n)
    kept = settled(place.row, before, frame.thresholds)
    return place if kept is place.row else replace(place, row=before, window=old.window, as_of=old.as_of)


def _whole(place: _Place, frame: Frame) -> Draft:
    """The figure for all that the agency serves, judged by itself."""
    why = unshown(place.row, frame.thresholds.score, frame.thresholds)
    return place.draft(_shown(place, why, frame.thresholds.score, frame))


def _list(places: Mapping[Key, _Place], whole: Row, least: int, frame: Frame) -> list[Draft]:
    """The figures of one list, hidden as far as they and their total require."""
    rows = {key: place.row for key, place in places.items()}
    sums = total(list(rows.values()))
    apart = Row(max(whole.top - sums.top, 0), max(whole.answered - sums.answered, 0))
    hides = hidden(rows, apart, least, frame.thresholds)
    return [place.draft(_shown(place, hides.get(key), least, frame)) for key, place in places.items()]


def _shown(place: _Place, why: Reason | None, least: int, frame: Frame) -> Shown:
    if why:
        return _withheld(place, why, least)
    return share(
        place.row.top,
        place.row.answered,
        asked=place.row.asked,
        window=place.window,
        as_of=place.as_of,
        unit="answers",
        synthetic=frame.synthetic,
    )


def _withheld(place: _Place, why: Reason, least: int) -> Withheld:
    hint = least if why is Reason.TOO_FEW else None
    return Withheld(reason=why, kind=Kind.SHARE, window=place.window, as_of=place.as_of, n_hint=hint)
