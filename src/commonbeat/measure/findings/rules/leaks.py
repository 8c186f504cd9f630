"""The check that nothing small shows through, made as an outsider would make it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.measure.findings.rules.figures import EVERYBODY, Base, Draft
from commonbeat.plumb import Estimate, Kind, Thresholds, Withheld


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


def leaks_of(drafts: Sequence[Draft], thresholds: Thresholds, words: Mapping[str, Mapping[str, Any]]) -> list[Leak]:
    """`leaks` of a run's figures, by what its words keep of each measure."""
    adding = frozenset(key for key, one in words.items() if one["adds_up"])
    scores = frozenset(key for key, one in words.items() if one.get("base") == Base.ANSWERS)
    return leaks(drafts, thresholds, adding, scores)


def leaks(
    drafts: Sequence[Draft], thresholds: Thresholds, adding: frozenset[str], scores: frozenset[str] = frozenset()
) -> list[Leak]:
    """Every figure that is too small to show, or hidden alone among figures that sum to a shown total.

    `adding`: the measures whose lines sum to their line "" and whose areas sum to the whole. `scores`: those that rest
    on answers, of which a neighborhood needs more than the whole. The check knows nothing of how the figures were
    hidden; it looks only at what would be published, as an outsider does.
    """
    found = [leak for draft in drafts if (leak := _too_small(draft, thresholds, draft.measure in scores))]
    return found + _by_subtraction([draft for draft in drafts if draft.measure in adding], thresholds)


def _too_small(draft: Draft, thresholds: Thresholds, is_score: bool) -> Leak | None:
    shown = draft.shown
    if isinstance(shown, Withheld):
        return None
    if shown.kind is Kind.COUNT:
        return Leak(key=draft.key, rule=LeakRule.SMALL_COUNT) if 0 < shown.point < thresholds.count else None
    least = (thresholds.score if draft.area is None else thresholds.area) if is_score else thresholds.rate
    if shown.n < least:
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
