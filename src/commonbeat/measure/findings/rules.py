"""How a figure becomes public: the moves of a run and of a release, and the check that nothing small shows through."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from commonbeat.kit.retention import Retention
from commonbeat.plumb import Estimate, Kind, Shown, Thresholds, Window, Withheld
from commonbeat.plumb.terms import said_day

RETENTION = {
    "Run": Retention.PERMANENT,
    "Finding": Retention.PERMANENT,
    "DatasetRelease": Retention.PERMANENT,
}

VERBS = {
    "findings.keep": _("worked out figures"),
    "findings.check_disclosure": _("checked figures for small groups"),
    "findings.approve": _("approved figures"),
    "findings.publish": _("published figures"),
    "findings.withdraw": _("withdrew figures"),
    "findings.build_release": _("built a file for the public"),
    "findings.check_release": _("checked a file for small groups"),
    "findings.approve_release": _("approved a file"),
    "findings.publish_release": _("released a file"),
    "findings.withdraw_release": _("withdrew a file"),
}
"""How the trail tells of this app's actions."""

LANGUAGES = ("en", "es")
EVERYBODY = ""
"""The group of a finding that is about all people, and the code of the line that sums a figure up."""


class RunState(TextChoices):
    """Where a run of a study stands (reference/model.md B3, DatasetRelease)."""

    BUILT = "built", _("worked out")
    CHECKED = "disclosure_checked", _("checked for small groups")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("replaced by a later run")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ReleaseState(TextChoices):
    """Where a file for the public stands (reference/model.md B3)."""

    BUILT = "built", _("built")
    CHECKED = "disclosure_checked", _("checked for small groups")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    CORRECTED = "corrected", _("replaced by a corrected file")
    WITHDRAWN = "withdrawn", _("withdrawn")


RUN_MOVES: Mapping[str, frozenset[str]] = {
    RunState.BUILT: frozenset({RunState.CHECKED}),
    RunState.CHECKED: frozenset({RunState.APPROVED}),
    RunState.APPROVED: frozenset({RunState.PUBLISHED}),
    RunState.PUBLISHED: frozenset({RunState.SUPERSEDED, RunState.WITHDRAWN}),
    RunState.SUPERSEDED: frozenset(),
    RunState.WITHDRAWN: frozenset(),
}
RELEASE_MOVES: Mapping[str, frozenset[str]] = {
    ReleaseState.BUILT: frozenset({ReleaseState.CHECKED}),
    ReleaseState.CHECKED: frozenset({ReleaseState.APPROVED}),
    ReleaseState.APPROVED: frozenset({ReleaseState.PUBLISHED}),
    ReleaseState.PUBLISHED: frozenset({ReleaseState.CORRECTED, ReleaseState.WITHDRAWN}),
    ReleaseState.CORRECTED: frozenset(),
    ReleaseState.WITHDRAWN: frozenset(),
}


class Split(TextChoices):
    """What the lines of a figure are told apart by."""

    GROUP = "group", _("by recorded race")
    MONTH = "month", _("by month")
    YEAR = "year", _("by year")
    KIND = "kind", _("by kind")
    NONE = "none", _("in one figure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One figure on its way to being kept: what it measures, where, about whom, and the figure itself.

    `area`: a neighborhood's id, None for all that the agency serves. `code`: the line within its figure ("" sums up).
    `position`: the order of lines as they should be read.
    """

    measure: str
    area: int | None
    code: str
    shown: Shown
    position: int = 0

    @property
    def key(self) -> str:
        """What names this figure from run to run."""
        return key_of(self.measure, self.area, self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a reader must know of a measure, in words that may still wait for their language.

    `section`: under which heading it stands ("stops"). `title`: names it. `question`: what it answers. `numerator`,
    `denominator`: what is counted and what by. `caveat`: read with care. `cannot`: what it cannot show.
    `adds_up`: whether its lines and its areas sum to their totals, so that a hidden one could be worked out.
    """

    key: str
    section: str
    split: Split
    title: str | Promise
    question: str | Promise
    numerator: str | Promise
    denominator: str | Promise
    caveat: str | Promise
    cannot: str | Promise
    adds_up: bool = False


def may_move(moves: Mapping[str, frozenset[str]], old: str, new: str) -> bool:
    """Whether this step of a life-cycle is allowed."""
    return new in moves[old]


def key_of(measure: str, area: int | None, code: str) -> str:
    """The name of a figure from run to run: measure, neighborhood id and line ("stops_count/17/black")."""
    return f"{measure}/{'' if area is None else area}/{code}"


def parts_of(key: str) -> tuple[str, int | None, str]:
    """Measure, area and line code of a figure's name."""
    measure, area, code = key.split("/", 2)
    return measure, int(area) if area else None, code


def both(words: str | Promise) -> dict[str, str]:
    """Words as they stand now in each language, so that a published figure keeps the words it was published under."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = str(words)
    return said


def snapshot(
    measures: Iterable[Measured], labels: Mapping[str, str | Promise], *, left_out: Mapping[str, str | Promise]
) -> dict[str, Any]:
    """All words of a run, in both languages: `measures` by key, their `order`, `labels` by line code.

    The order stands apart, for PostgreSQL keeps no order of keys. It leaves out the measures of `left_out`, which found
    nothing to count: each with the reason. Their other words stay, for an earlier run may have had figures of them.
    """
    measures = list(measures)
    return {
        "order": [one.key for one in measures if one.key not in left_out],
        "left_out": [{"measure": key, "why": both(why)} for key, why in left_out.items()],
        "measures": {
            one.key: {
                "section": one.section,
                "split": one.split.value,
                "adds_up": one.adds_up,
                "title": both(one.title),
                "question": both(one.question),
                "numerator": both(one.numerator),
                "denominator": both(one.denominator),
                "caveat": both(one.caveat),
                "cannot": both(one.cannot),
            }
            for one in measures
        },
        "labels": {code: both(words) for code, words in labels.items()},
    }


def period_label(window: Window, language: str) -> str:
    """A month as "May 2017", a year as "2017", a year that is not over as "2021 (to August 31, 2021)"."""
    first_of_year = (window.start.month, window.start.day) == (1, 1)
    if first_of_year and window.end.year == window.start.year and window.days > 31 and window.end != _last(window):
        until = "hasta el" if language.startswith("es") else "to"
        return f"{window.start.year} ({until} {said_day(window.end, language)})"
    return window.said(language)


def _last(window: Window) -> date:
    return date(window.start.year, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A figure that must not be published as it stands, and which rule it breaks."""

    key: str
    rule: str


class LeakRule(TextChoices):
    """What the disclosure check looks for; the label says what is wrong."""

    SMALL_COUNT = "small_count", _("a count under the threshold is shown")
    SMALL_BASE = "small_base", _("a share or rate with too small an n is shown")
    SMALL_PART = "small_part", _("a share gives away a count under the threshold")
    BY_SUBTRACTION = "by_subtraction", _("one hidden figure can be worked out from the others and their total")


def leaks(drafts: Sequence[Draft], thresholds: Thresholds, adding: frozenset[str]) -> list[Leak]:
    """Every figure that is too small to show, or hidden alone among figures that sum to a shown total.

    `adding`: the measures whose lines sum to their line "" and whose areas sum to the whole. The check knows nothing
    of how the figures were hidden; it looks only at what would be published, as an outsider does.
    """
    found = [leak for draft in drafts if (leak := _too_small(draft, thresholds))]
    return found + _by_subtraction([draft for draft in drafts if draft.measure in adding], thresholds)


def _too_small(draft: Draft, thresholds: Thresholds) -> Leak | None:
    shown = draft.shown
    if isinstance(shown, Withheld):
        return None
    if shown.kind is Kind.COUNT:
        return Leak(key=draft.key, rule=LeakRule.SMALL_COUNT) if 0 < shown.point < thresholds.count else None
    if shown.n < thresholds.rate:
        return Leak(key=draft.key, rule=LeakRule.SMALL_BASE)
    parts = [shown.numerator or 0]
    if shown.kind is Kind.SHARE:
        parts.append((shown.denominator or 0) - parts[0])
    if any(0 < part < thresholds.count for part in parts):
        return Leak(key=draft.key, rule=LeakRule.SMALL_PART)
    return None


def _by_subtraction(drafts: Sequence[Draft], thresholds: Thresholds) -> list[Leak]:
    """Along each line of a table (over areas, over codes): a single hidden part or total that follows and is small."""
    lines: dict[tuple[str, str, str], list[tuple[Draft, bool]]] = {}
    for draft in drafts:
        lines.setdefault((draft.measure, "area", str(draft.area)), []).append((draft, draft.code == EVERYBODY))
        lines.setdefault((draft.measure, "code", draft.code), []).append((draft, draft.area is None))
    found = {}
    for line in lines.values():
        hidden = [draft for draft, _is_total in line if isinstance(draft.shown, Withheld)]
        follows = len(hidden) == 1 and any(is_total for _draft, is_total in line)
        if follows and any(0 < value < thresholds.count for value in _worked_out(line)):
            found[hidden[0].key] = Leak(key=hidden[0].key, rule=LeakRule.BY_SUBTRACTION)
    return list(found.values())


def _worked_out(line: Sequence[tuple[Draft, bool]]) -> list[float]:
    """What the one hidden figure of a line must be: its count, or its hits and its misses."""
    known = [
        (sign, draft.shown)
        for draft, is_total in line
        if isinstance(draft.shown, Estimate)
        for sign in [1 - 2 * is_total]
    ]
    hits = abs(sum(sign * (shown.numerator or 0) for sign, shown in known))
    if all(shown.kind is Kind.COUNT for _sign, shown in known):
        return [hits]
    return [hits, abs(sum(sign * (shown.denominator or 0) for sign, shown in known)) - hits]


def same(old: Shown, new: Shown) -> bool:
    """Whether a reader would see the same figure: same point, range and n, or hidden for the same reason."""
    if isinstance(old, Estimate) and isinstance(new, Estimate):
        return (old.point, old.low, old.high, old.n, old.window) == (new.point, new.low, new.high, new.n, new.window)
    return isinstance(old, Withheld) and isinstance(new, Withheld) and old.reason == new.reason
