"""The check that nothing small shows through, made as an outsider would make it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.measure.findings.rules.figures import EVERYBODY, Base, Draft, Seen
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
    BY_DIFFERENCE = "by_difference", _("what came in since earlier figures shows a group that is too small")


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


def leaks_between(
    drafts: Sequence[Draft], seen: Seen, thresholds: Thresholds, words: Mapping[str, Mapping[str, Any]]
) -> list[Leak]:
    """What a run's figures tell beside those seen before: the answers that came in since, by what is shown of them.

    Of each measure that sums answers up: how much its whole grew, how much each line grew or began with, and what is
    left of the one without the other. Each must be nothing or large enough; so must what is left in one list without
    what is left in another list of the same whole. A line that was hidden may begin only with what is new.
    """
    found: list[Leak] = []
    left: list[tuple[str, _Answers]] = []
    for measure, one in words.items():
        if one["adds_up"] and one.get("base") == Base.ANSWERS:
            rest, leaks = _since([draft for draft in drafts if draft.measure == measure], seen, thresholds)
            found += leaks
            left += [(measure, rest)] if rest else []
    for place, (measure, rest) in enumerate(left):
        for _other, before in left[:place]:
            apart = rest.less(before)
            if not (apart.large_enough(thresholds) or before.less(rest).large_enough(thresholds) or apart.mixed):
                found.append(Leak(key=f"{measure}//{EVERYBODY}", rule=LeakRule.BY_DIFFERENCE))
    return found


@dataclass(frozen=True, slots=True)
class _Answers:
    """Answers of both kinds."""

    hits: float
    misses: float

    @classmethod
    def of(cls, shown: Estimate) -> "_Answers":
        """Those behind a figure."""
        return cls(shown.numerator or 0, shown.n - (shown.numerator or 0))

    def less(self, other: "_Answers") -> "_Answers":
        """Those that are left without the other's."""
        return _Answers(self.hits - other.hits, self.misses - other.misses)

    @property
    def mixed(self) -> bool:
        """Whether there are more of one kind and fewer of the other, as no group can have."""
        return self.hits * self.misses < 0

    def large_enough(self, thresholds: Thresholds) -> bool:
        """Whether it tells of nobody: there are none, or as many as a score needs and no handful of one kind."""
        if not (self.hits or self.misses):
            return True
        parts = (self.hits, self.misses)
        return sum(parts) >= thresholds.score and all(part == 0 or part >= thresholds.count for part in parts)


def _since(drafts: Sequence[Draft], seen: Seen, thresholds: Thresholds) -> tuple[_Answers | None, list[Leak]]:
    """What is left of the answers that came in since without those of all lines shown, and each group too small."""
    found = []
    rest, last = None, None
    for draft in drafts:
        if draft.area is None and draft.code == EVERYBODY and isinstance(draft.shown, Estimate):
            last = seen.ever.get(draft.key)
            rest = _Answers.of(draft.shown).less(_Answers.of(last) if last else _Answers(0, 0))
    for draft in drafts:
        if not isinstance(draft.shown, Estimate) or (draft.area is None and draft.code == EVERYBODY):
            continue
        old = seen.ever.get(draft.key)
        grows = old is not None and draft.shown.window.start <= old.window.end
        part = _Answers.of(draft.shown).less(_Answers.of(old) if old and grows else _Answers(0, 0))
        was_hidden = last is not None and not grows and draft.shown.window.start <= last.window.end
        if was_hidden or not part.large_enough(thresholds):
            found.append(Leak(key=draft.key, rule=LeakRule.BY_DIFFERENCE))
        rest = rest.less(part) if rest else None
    if rest and not rest.large_enough(thresholds):
        found.append(Leak(key=drafts[0].key, rule=LeakRule.BY_DIFFERENCE))
    return rest, found
