"""Tables that share cells are covered together: more cells are hidden in all of them until the audit passes.

For each cell that is given away, a program finds what else must be hidden, at the least loss, so that it could be
`width` more or less: another whole table that fits all that stays shown. Where there is one table this is the ring of
`protect`. Sources: J. Kelly, B. Golden and A. Assad, Networks (1992; not checked); M. Fischetti and J. J. Salazar,
Journal of the American Statistical Association 95 (2000).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from commonbeat.plumb.disclosure.attack import NEAR, SECONDS
from commonbeat.plumb.disclosure.auditing import audit, told_in
from commonbeat.plumb.disclosure.codes import counted_cells, merge_codes, merged_axis
from commonbeat.plumb.disclosure.inferred import Audit, Leak
from commonbeat.plumb.disclosure.published import Axis, Release, Table, axes_of, spot
from commonbeat.plumb.disclosure.system import Array, Rules, System
from commonbeat.plumb.disclosure.thresholds import STANDARD
from commonbeat.plumb.disclosure.told import all_of, counted
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.result import Phrase, Reason

__all__ = ["Linked", "merge_codes", "protect_linked"]

TURNS = 20
"""After so many audits that still find leaks the tables are given up."""
TIE = 1e-3
"""What moving a hidden cell costs, so that none moves without need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Tables covered together, and the audit that they passed.

    `small`, `covers`: how many different cells and totals are hidden because they are small, and to cover these.
    """

    tables: tuple[Table, ...]
    small: int
    covers: int
    audit: Audit

    def sentence(self, language: str = "en") -> str:
        """One honest sentence: how much is hidden, and why."""
        return HIDDEN.said(language, small=f"{self.small:,}", covers=f"{self.covers:,}", minimum=self.audit.minimum)

    def limits(self, language: str = "en") -> str:
        """What the protection cannot do."""
        return self.audit.limits(language)


HIDDEN = Phrase(
    "Figures hidden because they are under {minimum}: {small}; others hidden so that nobody can work these out: "
    "{covers}.",
    "Cifras ocultas porque son menores de {minimum}: {small}; otras ocultas para que nadie las deduzca: {covers}.",
)


def protect_linked(
    tables: Sequence[Table],
    *,
    axes: Sequence[Axis] = (),
    earlier: Sequence[Release] = (),
    minimum: int = STANDARD.count,
    width: int = 1,
    merge: Mapping[str, str] | None = None,
) -> Linked:
    """`tables` of true counts, with enough of them hidden that the audit passes beside all `earlier` releases.

    Counts from 1 to `minimum` - 1 are hidden (TOO_FEW), others to cover them (COMPLEMENTARY); zeros are shown. A cell
    that several tables share is hidden in all. `merge`: {axis: name of the merged code} puts codes of too few people
    together first, under `minimum` of them. Raises DataError where no hiding helps, naming the cell.
    """
    minimum, width = counted("minimum", minimum, least=1), counted("width", width, least=1)
    tables, earlier = all_of("tables", tables, Table), all_of("earlier", earlier, Release)
    axes = all_of("axes", axes, Axis)
    for axis, into in (merge or {}).items():
        before, tables = tables, merge_codes(tables, axis=axis, into=into, minimum=minimum, axes=axes)
        axes = merged_axis(axis, into, before, tables, earlier, axes)
    cover = _Cover(tables, axes, earlier, minimum, width)
    cover.small()
    for _turn in range(TURNS):
        shown = [cover.shown(table) for table in tables]
        found = audit(shown, axes=axes, earlier=earlier, minimum=minimum, width=width, ranges=False)
        if found.safe:
            reasons = list(cover.reasons.values())
            few = reasons.count(Reason.TOO_FEW)
            return Linked(tables=tuple(shown), small=few, covers=len(reasons) - few, audit=found)
        cover.cover(found.leaks)
    raise DataError("tables", f"{len(found.leaks)} cells still leak after {TURNS} audits", "Merge categories first")


class _Cover:
    """Which cells are hidden so far (`reasons`, by the spot's number), and what else must be."""

    def __init__(
        self, tables: Sequence[Table], axes: Sequence[Axis], earlier: Sequence[Release], minimum: int, width: int
    ) -> None:
        every = told_in(earlier, tables, Rules(minimum=minimum))
        before = every[: len(every) - len(tables)]
        known = axes_of([table for table, _ in every], axes)
        self.system = System(every, list(known.values()))
        self.minimum, self.width = minimum, width
        self.reasons: dict[int, Reason] = {}
        keys = {table.key(codes): count for table in tables for codes, count in counted_cells(table).items()}
        self.values = {self.system.places[key]: count for key, count in keys.items()}
        used = {name for table, _ in before for name in (*table.axes, *table.within)}
        old = System(before, [axis for axis in known.values() if axis.name in used]) if before else None
        self._fixed = self._told_before(old)
        told = old.spots[: old.told] if old else []
        self._shown = {self.system.places[one.key] for one in told if one.shown_under}

    def _told_before(self, old: System | None) -> dict[int, tuple[int, int]]:
        """The range in which a cell must stay by what earlier releases tell of it; what they hid stays hidden."""
        ranges = {}
        for one in old.spots[: old.told] if old else ():
            number = self.system.places[one.key]
            ranges[number] = (one.low, self.system.ceiling if one.high is None else one.high)
            if one.hidden and number in self.values:
                reason = Reason.TOO_FEW if Reason.TOO_FEW in one.told else Reason.COMPLEMENTARY
                self.reasons[number] = reason
        return ranges

    def small(self) -> None:
        """Hide what is small, unless an earlier release shows it: hiding it now would protect nothing."""
        for number, value in self.values.items():
            if 0 < value < self.minimum and number not in self._shown:
                self.reasons.setdefault(number, Reason.TOO_FEW)

    def cover(self, leaks: Sequence[Leak]) -> None:
        """Hide more until each of these could be something else; the largest first, which may cover others."""
        left = [
            (self.system.places[leak.key], leak.low, leak.low if leak.high is None else leak.high)
            for leak in sorted(leaks, key=lambda leak: (-leak.low, sorted(leak.key)))
        ]
        while left:
            moved = self._freed(*left[0])
            left = [one for one in left if one[2] - self.width < moved[one[0]] < one[1] + self.width]

    def shown(self, table: Table) -> Table:
        """A table as it may be shown by now."""
        told = {codes: self.system.places[table.key(codes)] for codes in table.cells}
        return replace(table, cells={codes: self.reasons.get(one, self.values[one]) for codes, one in told.items()})

    def _freed(self, number: int, low: int, high: int) -> Array:
        """Hide, at the least loss, what lets a spot known to be from `low` to `high` be further up or down.

        Returns all spots (int64) in the other whole table that fits from now on.
        """
        priced = self._priced()
        up = self._program(priced, number, (low + self.width, np.inf))
        down = self._program(priced, number, (0, high - self.width)) if high >= self.width else None
        found = min((one for one in (up, down) if one), key=lambda one: one[0], default=None)
        if found is None:
            cell = spot(self.system.spots[number].key)
            raise DataError("tables", f"nothing that may still be hidden covers {cell}", "Merge it with others")
        moved = self.system.picks @ found[1]
        for one, value in self.values.items():
            if moved[one] == value:
                continue
            if one not in self.reasons or (self.reasons[one] is Reason.TOO_FEW and moved[one] >= self.minimum):
                self.reasons[one] = Reason.COMPLEMENTARY
        return np.asarray(moved)

    def _program(
        self, priced: tuple[Array, Bounds, LinearConstraint], number: int, target: tuple[float, float]
    ) -> tuple[float, Array] | None:
        """The cheapest whole table in which the spot lies in `target`, with what it costs; None where there is none."""
        cost, bounds, lines = priced
        size = self.system.size
        pick = sparse.hstack([self.system.picks[[number]], sparse.csr_array((1, len(cost) - size))], format="csr")
        rules = [lines, LinearConstraint(pick.astype(float), *target)]
        answer = milp(cost, constraints=rules, bounds=bounds)
        if answer.x is not None and np.abs(answer.x[:size] - np.rint(answer.x[:size])).max() > NEAR:
            whole_ones = (np.arange(len(cost)) < size).astype(int)
            answer = milp(
                cost,
                constraints=rules,
                bounds=bounds,
                integrality=whole_ones,
                options={"mip_rel_gap": 1e-3, "time_limit": SECONDS},
            )
        if answer.x is None:
            return None
        return float(answer.fun), np.rint(answer.x[:size]).astype(np.int64)

    def _priced(self) -> tuple[Array, Bounds, LinearConstraint]:
        """Costs and bounds of: smallest cells; then of each told spot how far it is down, up, and up past `minimum`."""
        system, told = self.system, self.system.told
        low, high = system.low.astype(float), system.high.astype(float)
        price, down, up, past = (np.zeros(told) for _ in range(4))
        for one in range(told):
            value = self.values.get(one)
            least, most = self._fixed.get(one, (0, system.ceiling))
            low[one], high[one] = (least, most) if value is None else (value, value)
            if not value:
                continue
            reason = self.reasons.get(one)
            price[one] = TIE if reason else value
            down[one], up[one] = value - max(1, least), most - value
            if reason is Reason.TOO_FEW:
                up[one] = min(up[one], self.minimum - 1 - value)
                past[one] = most - value - up[one]
        itself = sparse.vstack([sparse.eye_array(told), sparse.csr_array((len(low) - told, told))])
        lines = LinearConstraint(sparse.hstack([system.matrix, itself, -itself, -itself], format="csr"), low, high)
        ends = np.concatenate([np.full(system.size, float(system.ceiling)), down, up, past])
        cost = np.concatenate([np.zeros(system.size), price, price, np.ones(told)])
        return cost, Bounds(0, ends), lines
