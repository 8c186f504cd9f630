"""The score: cells of people asked and of their answers in; share, range and worst case of every row out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeGuard

from commonbeat.measure.experience.rounds import Round, round_of, said
from commonbeat.measure.experience.rules import BY_MONTH, FIRST_ROUND, SCORE, due, window_of
from commonbeat.measure.experience.tables import Answers, Key, Row, hidden, total, unshown
from commonbeat.measure.findings.rules import EVERYBODY, Draft, Seen, key_of
from commonbeat.plumb import About, Estimate, Kind, Reason, Shown, Thresholds, Window, Withheld, share

WHOLE = key_of(SCORE, None, EVERYBODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all figures share: thresholds, the day of the data, whether they are made up, and what was seen before."""

    thresholds: Thresholds
    as_of: date
    synthetic: bool = False
    seen: Seen = field(default_factory=Seen)

    @property
    def least(self) -> dict[str, int]:
        """From how many answers on a line of each measure is shown."""
        return {SCORE: self.thresholds.area, BY_MONTH: self.thresholds.score}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lists:
    """The whole, and each neighborhood and each month in it, before they are judged by today's thresholds."""

    whole: Shown
    areas: Mapping[Key, Shown]
    months: Mapping[Key, Shown]


def figures(answers: Answers, frame: Frame) -> list[Draft]:
    """The score of the whole, of each neighborhood and of each month; small ones hidden, and others to cover them.

    A new round where one is due; else all as it was told before. None before the first round can be, and none where the
    last round was taken back and the next is not due.
    """
    last = frame.seen.ever.get(WHOLE)
    new = due(answers.months, last.window.end if last else None)
    found = _round(answers, new, last, frame)
    if found:
        lists = _with_round(answers, found, new, last, frame)
    elif last is None and len(answers.months) >= FIRST_ROUND:
        lists = _nothing(answers, frame)
    elif last and frame.seen.figures.get(WHOLE) == last:
        lists = _as_told(answers, last, frame)
    else:
        return []
    return _drafts(lists, frame)


def _round(answers: Answers, months: list[str], last: Estimate | None, frame: Frame) -> Round | None:
    """The round of those months, where there are any and it can be told."""
    if not months:
        return None
    going_on = [key for key in answers.areas if last and _goes_on(_area(key, frame), last, frame)]
    return round_of(answers, _row(last) if last else Row(), months, going_on, frame.thresholds)


def _goes_on(area: Shown | None, last: Estimate, frame: Frame) -> TypeGuard[Estimate]:
    """Whether a neighborhood was told up to the end of the last round, so that the next follows it without a gap."""
    if not isinstance(area, Estimate) or area.window.end != last.window.end:
        return False
    return unshown(_row(area), frame.thresholds.area, frame.thresholds) is None


def _with_round(answers: Answers, found: Round, new: list[str], last: Estimate | None, frame: Frame) -> _Lists:
    """All figures with a round of `new` months: what it tells begins or grows, all else is as it was told."""
    window = Window(start=window_of(new[0]).start, end=answers.until)
    areas: dict[Key, Shown] = {}
    for key in answers.areas:
        old = _area(key, frame)
        if key not in found.areas:
            areas[key] = old if isinstance(old, Estimate) else _withheld(found.hides[key], window, frame, SCORE)
        elif last and _goes_on(old, last, frame):
            grown = Window(start=old.window.start, end=answers.until)
            areas[key] = _share(_row(old) + found.areas[key], grown, frame)
        else:
            areas[key] = _share(found.areas[key], window, frame)
    months = _months_told(answers.months, last, frame)
    for month in new:
        why, days = found.hides.get(month), window_of(month)
        months[month] = _withheld(why, days, frame, BY_MONTH) if why else _share(found.months[month], days, frame)
    days = Window(start=last.window.start, end=answers.until) if last else window
    return _Lists(whole=_share(found.whole, days, frame), areas=areas, months=months)


def _as_told(answers: Answers, last: Estimate, frame: Frame) -> _Lists:
    """All figures as they were told before; a neighborhood that is new since then is not shown."""
    new = _withheld(Reason.COMPLEMENTARY, last.window, frame, SCORE)
    areas: dict[Key, Shown] = {key: _area(key, frame) or new for key in answers.areas}
    return _Lists(whole=last, areas=areas, months=_months_told(answers.months, last, frame))


def _nothing(answers: Answers, frame: Frame) -> _Lists:
    """Nothing is shown: too few answered as yet, or too few of one kind. The lines tell nothing of their size."""
    whole = total([row for _area, _month, row in answers.counted()])
    days = Window(start=window_of(answers.months[0]).start, end=answers.until)
    least = frame.thresholds.score
    why = unshown(whole, least, frame.thresholds) or Reason.COMPLEMENTARY
    return _Lists(
        whole=_withheld(why, days, frame, SCORE, least),
        areas={key: _withheld(Reason.COMPLEMENTARY, days, frame, SCORE) for key in answers.areas},
        months={key: _withheld(Reason.COMPLEMENTARY, window_of(key), frame, BY_MONTH) for key in answers.months},
    )


def _area(key: Key, frame: Frame) -> Shown | None:
    return frame.seen.figures.get(key_of(SCORE, int(key), EVERYBODY))


def _months_told(months: Iterable[str], last: Estimate | None, frame: Frame) -> dict[Key, Shown]:
    """The months of earlier rounds as they were told; one that is no longer on record is not told again."""
    found: dict[Key, Shown] = {}
    for month in months:
        window = window_of(month)
        if last and window.end <= last.window.end:
            told = frame.seen.figures.get(key_of(BY_MONTH, None, month))
            found[month] = told or _withheld(Reason.COMPLEMENTARY, window, frame, BY_MONTH)
    return found


def _drafts(lists: _Lists, frame: Frame) -> list[Draft]:
    """Both lists under their whole, judged by today's thresholds."""
    found = []
    for measure, lines in ((SCORE, lists.areas), (BY_MONTH, lists.months)):
        whole = lists.whole
        if isinstance(whole, Estimate) and (why := unshown(_row(whole), frame.thresholds.score, frame.thresholds)):
            whole = _withheld(why, whole.window, frame, measure, frame.thresholds.score)
        found.append(Draft(measure=measure, area=None, code=EVERYBODY, shown=whole))
        for place, (key, shown) in enumerate(_judged(measure, lines, lists.whole, frame).items(), start=1):
            area, code, position = (int(key), EVERYBODY, 0) if measure == SCORE else (None, str(key), place)
            found.append(Draft(measure=measure, area=area, code=code, shown=shown, position=position))
    return found


def _judged(measure: str, lines: Mapping[Key, Shown], whole: Shown, frame: Frame) -> dict[Key, Shown]:
    """The lines of a list, those hidden that today's thresholds no longer let us show. Nothing is shown by this."""
    rows = {key: _row(one) for key, one in lines.items() if isinstance(one, Estimate)}
    if not rows or not isinstance(whole, Estimate):
        return dict(lines)
    least = dict.fromkeys(rows, frame.least[measure])
    hides = hidden(rows, _row(whole) - total(list(rows.values())), least, frame.thresholds)
    return {
        key: _withheld(hides[key], one.window, frame, measure) if key in hides else one for key, one in lines.items()
    }


def _row(shown: Estimate) -> Row:
    """The counts of a figure that was told."""
    return said(Row(int(shown.numerator or 0), shown.n, shown.asked or 0))


def _share(row: Row, window: Window, frame: Frame) -> Shown:
    about = About(window=window, as_of=frame.as_of, unit="answers", synthetic=frame.synthetic)
    return share(row.top, row.answered, asked=row.asked, about=about)


def _withheld(why: Reason, window: Window, frame: Frame, measure: str, least: int | None = None) -> Withheld:
    hint = (least or frame.least[measure]) if why is Reason.TOO_FEW else None
    return Withheld(reason=why, kind=Kind.SHARE, window=window, as_of=frame.as_of, n_hint=hint)
