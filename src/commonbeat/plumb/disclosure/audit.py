"""The audit: what an outsider could work out of published tables, all of them together, and if that is too much."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from commonbeat.plumb.checks import whole
from commonbeat.plumb.disclosure.attack import Attack
from commonbeat.plumb.disclosure.methods import LP_AUDIT
from commonbeat.plumb.disclosure.published import TOTAL, Axis, Key, Release, Table, axes_of, spot
from commonbeat.plumb.disclosure.system import Array, Rules, System
from commonbeat.plumb.disclosure.thresholds import STANDARD
from commonbeat.plumb.result import Method, Phrase

NAMED = 5
"""So many cells are named in a sentence; of more, how many there are."""


class LeakKind(StrEnum):
    """How a cell is given away: shown though small, worked out, narrowed too far, or following though not published."""

    SHOWN = "shown"
    RECOVERED = "recovered"
    NARROWED = "narrowed"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """What an outsider can say of a cell that is not told as a number: from `low` to `high` (None: no upper limit).

    `tightest`: no attack finds less; else the outsider is only known to be left with at least this range.
    """

    key: Key
    low: int
    high: int | None
    tightest: bool

    def said(self, language: str = "en") -> str:
        """The cell and its range in words."""
        return f"{spot(self.key, language)}: {_range(self.low, self.high, language)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A cell that is given away: what an outsider can say of it, and how."""

    key: Key
    low: int
    high: int | None
    kind: LeakKind

    def said(self, language: str = "en") -> str:
        """The cell, its range and how it is given away, in words."""
        return (
            f"{spot(self.key, language)}: {_range(self.low, self.high, language)} ({KINDS[self.kind].said(language)})"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OneGroup:
    """A line of a table where everybody falls into one category: who is in `line` is known to be `all_in`."""

    line: Key
    all_in: Key

    def said(self, language: str = "en") -> str:
        """The warning in words."""
        return ONE_GROUP.said(language, line=spot(self.line, language), all_in=spot(self.all_in, language))


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What an outsider could work out of `tables` (their names), who knows that counts under `minimum` are hidden.

    `safe`: there is no leak. `leaks`: cells left with fewer than `width` + 1 values. `ranges`: of each cell told
    otherwise than as a number. `groups`: warnings that do not make a table unsafe. `programs`: how many were solved.
    """

    tables: tuple[str, ...]
    minimum: int
    width: int
    leaks: tuple[Leak, ...]
    ranges: tuple[Inferred, ...]
    groups: tuple[OneGroup, ...]
    programs: int
    method: Method = LP_AUDIT

    @property
    def safe(self) -> bool:
        """Whether nothing is given away."""
        return not self.leaks

    def sentence(self, language: str = "en") -> str:
        """One honest sentence: how many cells are given away, and which."""
        named = "; ".join(leak.said(language) for leak in self.leaks[:NAMED])
        more = MORE.said(language, count=len(self.leaks) - NAMED) if len(self.leaks) > NAMED else ""
        frame = SAFE if self.safe else LEAKY
        return frame.said(language, hidden=f"{len(self.ranges):,}", leaks=f"{len(self.leaks):,}", named=named + more)

    def limits(self, language: str = "en") -> str:
        """What the audit cannot show."""
        return LIMITS.said(language)


KINDS = {
    LeakKind.SHOWN: Phrase("a small count is shown", "se muestra una cifra pequeña"),
    LeakKind.RECOVERED: Phrase("hidden, but follows from the rest", "oculta, pero se deduce del resto"),
    LeakKind.NARROWED: Phrase("hidden, but too few values are left", "oculta, pero quedan muy pocos valores"),
    LeakKind.DERIVED: Phrase("not published, but follows from the rest", "no se publica, pero se deduce del resto"),
}
ONE_GROUP = Phrase(
    "All in {line} are in {all_in}: this tells of each of them",
    "Todas las personas de {line} están en {all_in}: esto revela algo de cada una",
)
SAFE = Phrase(
    "Nothing is given away. Figures that are hidden or blurred: {hidden}; each could have other values that fit "
    "everything published.",
    "No se revela nada. Cifras ocultas o imprecisas: {hidden}; cada una podría tener otros valores que concuerdan con "
    "todo lo publicado.",
)
LEAKY = Phrase(
    "This must not be published. Figures that can be worked out, or nearly: {leaks} ({named}).",
    "Esto no debe publicarse. Cifras que se pueden deducir, o casi: {leaks} ({named}).",
)
MORE = Phrase("; and {count} more", "; y {count} más")
LIMITS = Phrase(
    "The check knows only these tables and the rules. It cannot see what a reader knows from elsewhere, such as one "
    "of the people counted, tables of other publishers, or tables that it was not given.",
    "La revisión solo conoce estas tablas y las reglas. No puede ver lo que alguien sabe por otras vías, como una de "
    "las personas contadas, tablas de otras fuentes o tablas que no se le dieron.",
)


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

    A cell leaks where it is hidden and fewer than `width` + 1 values are left, or where it is known to be from 1 to
    `minimum` - 1 as closely as that, whether it is shown, hidden, or follows (what came in between two releases, a
    strip between old and new borders). The outsider knows that counts are whole and not negative, that a TOO_FEW is
    1 to `minimum` - 1, and that zeros are not hidden (unless `zeros_hidden`).

    `axes`: of what wider codes are made, where a table has any. `unguarded`: hidden cells that nobody minds being
    found unless they are small. Without `ranges` only leaks get their tightest range (quicker for large tables).
    Source: M. Fischetti and J. J. Salazar, Journal of the American Statistical Association 95 (2000), 916-928.
    Raises DataError where tables contradict each other.
    """
    minimum, width = whole("minimum", minimum, least=1), whole("width", width, least=1)
    now = tables.tables if isinstance(tables, Release) else tuple(tables)
    every = [table for release in earlier for table in release.tables] + list(now)
    system = System(every, axes, Rules(minimum=minimum, zeros_hidden=zeros_hidden))
    attack = Attack(system)
    guarded = np.array([one.hidden and not set(unguarded).intersection(one.keys) for one in system.spots])
    decide(attack, guarded, minimum, width)
    blurred = [one.number for one in system.spots[: system.told] if not any(isinstance(told, int) for told in one.told)]
    for number in blurred if ranges else ():
        attack.least(number)
        attack.most(number)
    leaks = np.flatnonzero(leaking(attack, guarded, minimum, width)).tolist()
    return Audit(
        tables=tuple(table.name for table in every),
        minimum=minimum,
        width=width,
        leaks=tuple(sorted((_leak(attack, number, guarded) for number in leaks), key=lambda leak: sorted(leak.key))),
        ranges=tuple(_inferred(attack, number) for number in blurred),
        groups=_groups(attack, every, axes),
        programs=attack.programs,
    )


def decide(attack: Attack, guarded: Array, minimum: int, width: int) -> None:
    """Solve until each spot is known to leak or not to: many at once, then one by one."""
    wanted = np.flatnonzero(_open(attack, guarded, minimum, width))
    attack.stir(wanted)
    for number in wanted.tolist():
        for ask in (attack.least, attack.most):
            if _open(attack, guarded, minimum, width)[number]:
                ask(number)


def leaking(attack: Attack, guarded: Array, minimum: int, width: int) -> Array:
    """Which spots leak (bool), by the widest range that they could have."""
    small = (attack.low >= 1) & (attack.high < minimum)
    found: Array = (attack.high - attack.low < width) & (guarded | small)
    return found


def _open(attack: Attack, guarded: Array, minimum: int, width: int) -> Array:
    """Which spots may yet turn out to leak, or have a range that may yet turn out tighter."""
    harmless = ~guarded & ((attack.low >= minimum) | (attack.seen_high >= minimum) | (attack.seen_low < 1))
    found: Array = ~harmless & (attack.seen_high - attack.seen_low < width) & ~attack.exact
    return found


def _leak(attack: Attack, number: int, guarded: Array) -> Leak:
    found, one = _inferred(attack, number), attack.system.spots[number]
    if not one.told:
        kind = LeakKind.DERIVED
    elif not one.hidden:
        kind = LeakKind.SHOWN
    else:
        kind = LeakKind.RECOVERED if found.low == found.high else LeakKind.NARROWED
    return Leak(key=found.key, low=found.low, high=found.high, kind=kind)


def _inferred(attack: Attack, number: int) -> Inferred:
    """The tightest range that is known, else the one that tables which fit have reached."""
    tightest = bool(attack.exact[number])
    high = int(attack.seen_high[number])
    return Inferred(
        key=attack.system.spots[number].key,
        low=int(attack.seen_low[number]),
        high=None if high >= attack.system.ceiling else high,
        tightest=tightest,
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


def _range(low: int, high: int | None, language: str) -> str:
    """A range of counts in words."""
    spanish = language.startswith("es")
    if high is None:
        return f"{low:,} o más" if spanish else f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} {'a' if spanish else 'to'} {high:,}"
