"""The audit: what an outsider could work out of published tables, all of them together, and if that is too much."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from commonbeat.plumb.disclosure.attack import ENDLESS, Attack
from commonbeat.plumb.disclosure.inferred import Audit, Inferred, Leak, LeakKind, OneGroup, undeclared_note
from commonbeat.plumb.disclosure.published import TOTAL, Axis, Key, Release, Table, axes_of, undeclared
from commonbeat.plumb.disclosure.system import Array, Rules, System
from commonbeat.plumb.disclosure.thresholds import STANDARD
from commonbeat.plumb.disclosure.told import all_of, counted


def audit(
    tables: Release | Sequence[Table],
    *,
    axes: Sequence[Axis] = (),
    earlier: Sequence[Release] = (),
    minimum: int = STANDARD.count,
    width: int = 1,
    zeros_hidden: bool = False,
    unguarded: Collection[Key] = (),
    ranges: bool = True,
) -> Audit:
    """What an outsider could work out of `tables` and all `earlier` releases together.

    A cell leaks where it is hidden and fewer than `width` + 1 values are left, where it is told as a range or rounded
    and only one value is left, or where it is known to be from 1 to `minimum` - 1 as closely as `width` says, whether
    it is shown, hidden, or follows (what came in between two releases, the group that a table leaves out). The outsider
    knows that counts are whole and not negative, that a TOO_FEW is 1 to `minimum` - 1, and that zeros are not hidden
    (unless `zeros_hidden`). A Release with a `minimum` of its own was hidden by that, and that of `tables` is
    judged by the larger of the two; what an earlier one shows under a lower minimum is no leak, but what follows from
    it is judged like `tables`.

    `axes`: of what wider codes are made (each is asked for, though no table may show it), and all codes where tables
    leave some out. `unguarded`: hidden or blurred cells that nobody minds being found unless they are small. Without
    `ranges` only leaks get their tightest range (quicker for large tables).
    Source: M. Fischetti and J. J. Salazar, Journal of the American Statistical Association 95 (2000).
    Raises DataError where tables contradict each other.
    """
    own = tables.minimum if isinstance(tables, Release) else None
    minimum, width = counted("minimum", minimum, least=1), counted("width", width, least=1)
    now = tables.tables if isinstance(tables, Release) else all_of("tables", tables, Table)
    axes = all_of("axes", axes, Axis)
    told = told_in(earlier, now, Rules(minimum=minimum, zeros_hidden=zeros_hidden), own)
    minimum = max(minimum, own or minimum)
    every = [table for table, _ in told]
    attack = Attack(System(told, axes))
    guard = _Guard(attack, minimum, width, frozenset(all_of("unguarded", unguarded, frozenset)))
    guard.decide()
    for number in np.flatnonzero(guard.untold).tolist() if ranges else ():
        attack.least(number)
        attack.most(number)
    unsaid = undeclared(every, axes)
    return Audit(
        tables=tuple(table.name for table in every),
        minimum=minimum,
        width=width,
        leaks=tuple(sorted(map(guard.leak, guard.leaking()), key=lambda leak: sorted(leak.key))),
        ranges=tuple(_inferred(attack, number) for number in np.flatnonzero(guard.untold).tolist()),
        groups=_groups(attack, every, axes),
        programs=attack.programs,
        notes=(undeclared_note(unsaid),) if unsaid else (),
    )


def told_in(
    earlier: Sequence[Release], tables: Sequence[Table], rules: Rules, own: int | None = None
) -> list[tuple[Table, Rules]]:
    """All tables, earlier ones first, each with the rules that it was hidden by: those of its release, else `rules`.

    What `tables` show is judged by the larger minimum of the two: their own cannot lower that of the audit.
    """

    def of(minimum: int | None, judged: int = 0) -> Rules:
        hidden_under = minimum or rules.minimum
        return replace(rules, minimum=hidden_under, judged=max(hidden_under, judged))

    before = [(table, of(one.minimum)) for one in all_of("earlier", earlier, Release) for table in one.tables]
    return [*before, *((table, of(own, rules.minimum)) for table in tables)]


class _Guard:
    """How closely each spot may be known, and which are known more closely.

    `needs` (int64, one for each spot): with fewer than so many more values than one a spot leaks, however large it is;
    those from 1 up to under `small` leak with fewer than `width`. `untold`: which are told, but not as a number.
    """

    def __init__(self, attack: Attack, minimum: int, width: int, unguarded: frozenset[Any]) -> None:
        spots = attack.system.spots
        free = np.array([not unguarded.isdisjoint(one.keys) for one in spots])
        hidden = np.array([one.hidden for one in spots])
        blurred = np.array([one.blurred for one in spots], dtype=np.int64)
        self.attack, self.width = attack, width
        self.needs = np.where(free, 0, np.where(hidden, width, blurred))
        self.small = np.array([min(minimum, one.shown_under or minimum) for one in spots])
        self.untold = np.array(
            [bool(one.told) and not any(isinstance(told, int) for told in one.told) for one in spots]
        )

    def decide(self) -> None:
        """Solve until each spot is known to leak or not to: many at once, then one by one."""
        wanted = np.flatnonzero(self._open())
        self.attack.stir(wanted)
        for number in wanted.tolist():
            for ask in (self.attack.least, self.attack.most):
                if self._open()[number]:
                    ask(number)

    def leaking(self) -> list[int]:
        """Which spots leak, by the widest range that they could have."""
        low, high = self.attack.low, self.attack.high
        needs = np.maximum(self.needs, np.where((low >= 1) & (high < self.small), self.width, 0))
        return np.flatnonzero(high - low < needs).tolist()

    def _open(self) -> Array:
        """Which spots may yet turn out to leak, to be known exactly, or to have a tighter range."""
        attack = self.attack
        may_be_small = (attack.low < self.small) & (attack.seen_high < self.small) & (attack.seen_low >= 1)
        needs = np.maximum(np.where(may_be_small, self.width, self.untold), self.needs)
        found: Array = (attack.seen_high - attack.seen_low < needs) & ~attack.exact
        return found

    def leak(self, number: int) -> Leak:
        """A spot that leaks, with how it does."""
        found, one = _inferred(self.attack, number), self.attack.system.spots[number]
        if not one.told:
            kind = LeakKind.DERIVED
        elif not one.hidden and one.shown_under:
            kind = LeakKind.SHOWN
        elif found.low < (ENDLESS if found.high is None else found.high):
            kind = LeakKind.NARROWED
        else:
            kind = LeakKind.SHARPENED if one.blurred and not one.hidden else LeakKind.RECOVERED
        return Leak(key=found.key, low=found.low, high=found.high, kind=kind)


def _inferred(attack: Attack, number: int) -> Inferred:
    """The tightest range that is known, else the one that tables which fit have reached."""
    high = int(attack.seen_high[number])
    return Inferred(
        key=attack.system.spots[number].key,
        low=int(attack.seen_low[number]),
        high=None if high >= ENDLESS else high,
        tightest=bool(attack.exact[number]),
    )


def _groups(attack: Attack, tables: Sequence[Table], axes: Sequence[Axis]) -> tuple[OneGroup, ...]:
    """Lines that show every code of an axis, of which only one has anybody."""
    found: dict[OneGroup, None] = {}
    known = axes_of(tables, axes)
    for table in tables:
        for place, name in enumerate(table.axes):
            lines: dict[tuple[str, ...], list[Key]] = {}
            for codes in table.cells:
                if codes[place] in known[name].codes:
                    line = (*codes[:place], TOTAL, *codes[place + 1 :])
                    lines.setdefault(line, []).append(table.key(codes))
            for line, keys in lines.items():
                held = [key for key in keys if attack.high[attack.system.places[key]] > 0]
                if len(keys) == len(known[name].codes) > len(held) == 1:
                    found[OneGroup(line=table.key(line), all_in=held[0])] = None
    return tuple(sorted(found, key=lambda one: (sorted(one.line), sorted(one.all_in))))
