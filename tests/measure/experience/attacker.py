"""Somebody who keeps every release and adds and subtracts all that was ever published, of both lists.

Answers are atoms: those of one neighborhood and month that came in before one release. A figure is the sum of the atoms
that it counts. What follows from all figures is every sum of atoms in the space that they span. Wherever such a sum
counts each answer once or not at all, it is a group of people, told exactly. The attacker may even know which atoms are
empty, as somebody does who knows where and when people were asked.
"""

from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from commonbeat.measure.experience.analysis import Frame, figures
from commonbeat.measure.experience.rules import BY_MONTH, SCORE, months, window_of
from commonbeat.measure.experience.tables import Answers
from commonbeat.measure.findings.rules import Seen, leaks, leaks_between, parts_of
from commonbeat.plumb import Estimate, Thresholds

MEASURES = frozenset({SCORE, BY_MONTH})
WORDS = {measure: {"adds_up": True, "base": "answers"} for measure in MEASURES}
WHOLE = f"{SCORE}//"


@dataclass
class Town:
    """Releases one after another, and for each published figure the atoms that it counts."""

    areas: tuple = (1, 2)
    first: str = "2026-01"
    limits: Thresholds = field(default_factory=Thresholds)
    atoms: list = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)
    counts: dict = field(default_factory=dict)
    known: list = field(default_factory=list)
    hidden: list = field(default_factory=list)

    def release(self, until, cells):
        """Publish with these new answers (neighborhood, month, satisfied, others); check each figure against atoms."""
        number = len(self.hidden)
        self.atoms += [(area, month, number, top, rest) for area, month, top, rest in cells if top + rest]
        over = [(area, month) for area in (*self.areas, None) for month in months(self.first, until)]
        there = {(area, month) for area, month, *_counts in cells if _counts != [0, 0]}
        self.atoms += [(*cell, number, 0, 0) for cell in [*over, (None, "")] if cell not in there]
        said = [
            (area, month, code, n) for area, month, _r, *both in self.atoms for code, n in zip("15", both, strict=True)
        ]
        asked = [(area, month, 99) for area in self.areas for month in months(self.first, until)]
        answers = Answers(areas=self.areas, asked=asked, answered=said, until=until)
        drafts = figures(answers, Frame(thresholds=self.limits, as_of=until, seen=self.seen))
        assert leaks(drafts, self.limits, MEASURES, MEASURES) == []
        assert leaks_between(drafts, self.seen, self.limits, WORDS) == []
        shown = {draft.key: draft.shown for draft in drafts}
        self._learn(shown)
        lines = [key for key in shown if key not in (WHOLE, f"{BY_MONTH}//")]
        self.hidden.append([key for key in lines if not isinstance(shown[key], Estimate)])
        ever = {key: one for key, one in shown.items() if isinstance(one, Estimate)}
        self.seen = Seen(figures={**self.seen.figures, **shown}, ever={**self.seen.ever, **ever})
        return shown

    def _learn(self, shown):
        last = self.seen.ever.get(WHOLE)
        for key, one in shown.items():
            old = self.seen.ever.get(key)
            if not isinstance(one, Estimate):
                assert old is None, "what was shown stays"
                continue
            if one != old:
                self.counts[key] = self._counted(key, one, old, last)
                self.known.append(self.counts[key])
            tops, rests = (sum(self.atoms[at][part] for at in self.counts[key]) for part in (3, 4))
            assert (one.numerator, one.n) == (tops, tops + rests), key

    def _counted(self, key, one, old, last):
        _measure, area, month = parts_of(key)
        if not area and not month:
            return frozenset(range(len(self.atoms)))
        if month:
            return self.of(None, month)
        grows = old is not None and old.window.start == one.window.start
        first = last.window.end if grows else one.window.start - timedelta(days=1)
        new = {at for at in self.of(area, "") if (when := self.atoms[at][1]) and window_of(when).start > first}
        return frozenset(new) | (self.counts[key] if grows else frozenset())

    def of(self, area, month):
        """The atoms of a neighborhood, or of a month."""
        return frozenset(
            at for at, (place, when, *_rest) in enumerate(self.atoms) if (place == area if area else when == month)
        )

    def groups(self):
        """Every smallest piece of what follows: for each part of the span that hangs together, all groups in it."""
        full = self._full()
        rows = self._rows(full)
        if not rows.size:
            return
        kinds, members = np.unique(rows, axis=1, return_inverse=True)
        reduced = _reduced(kinds)
        for part in _parts(reduced):
            assert len(part) <= 18, "too much to try"
            chosen = ((np.arange(1, 1 << len(part))[:, None] >> np.arange(len(part))) & 1).astype(float)
            own = reduced[:, part]
            own = own[np.abs(own).sum(axis=1) > 0]
            pivots = [int(np.flatnonzero(row)[0]) for row in own]
            follows = np.abs(chosen[:, pivots] @ own - chosen).max(axis=1) < 1e-6
            for pick in chosen[follows]:
                taken = {part[place] for place in np.flatnonzero(pick)}
                yield frozenset(at for at, kind in zip(full, members, strict=True) if kind in taken)

    def size(self, group):
        """How many answers a group has, and how many of each kind."""
        tops, rests = (sum(self.atoms[at][part] for at in group) for part in (3, 4))
        return tops + rests, tops, rests

    def found(self):
        """The groups worked out that are too small."""
        small = []
        for group in self.groups():
            answered, *both = self.size(group)
            if 0 < answered < self.limits.score or any(0 < part < self.limits.count for part in both):
                small.append((sorted(group), answered, both))
        return small

    def follows(self, group):
        """Whether this group follows from all figures, for somebody who does not know which atoms are empty."""
        atoms = range(len(self.atoms))
        rows, mine = self._rows(atoms), np.array([[at in group for at in atoms]], dtype=float)
        return bool(rows.size) and np.linalg.matrix_rank(np.vstack([rows, mine])) == np.linalg.matrix_rank(rows)

    def _full(self):
        return [at for at, (_area, _month, _release, top, rest) in enumerate(self.atoms) if top + rest]

    def _rows(self, atoms):
        return np.array([[at in counted for at in atoms] for counted in set(self.known)], dtype=float)


def _reduced(rows):
    """The rows reduced until each has a column of its own."""
    rows, rank = rows.copy(), 0
    for column in range(rows.shape[1]):
        best = rank + int(np.argmax(np.abs(rows[rank:, column]))) if rank < len(rows) else rank
        if rank == len(rows) or abs(rows[best, column]) < 1e-9:
            continue
        rows[[rank, best]] = rows[[best, rank]]
        rows[rank] /= rows[rank, column]
        for other in range(len(rows)):
            if other != rank:
                rows[other] -= rows[rank] * rows[other, column]
        rank += 1
    rows[np.abs(rows) < 1e-9] = 0
    return rows[:rank]


def _parts(reduced):
    """The columns that hang together by some row."""
    parts = []
    for row in reduced:
        mine = set(np.flatnonzero(row))
        joined = [part for part in parts if part & mine]
        parts = [part for part in parts if not part & mine] + [mine.union(*joined)]
    return [sorted(int(column) for column in part) for part in parts]
