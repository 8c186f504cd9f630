"""What an audit finds, in words: ranges, cells that are given away, and lines where all are in one group."""

from dataclasses import dataclass
from enum import StrEnum

from commonbeat.plumb.disclosure.methods import LP_AUDIT
from commonbeat.plumb.disclosure.published import Key, spot
from commonbeat.plumb.result import Method, Phrase

NAMED = 5
"""So many cells are named in a sentence; of more, how many there are."""


class LeakKind(StrEnum):
    """How a cell is given away: shown though small, worked out, narrowed too far, sharpened, or following unpublished.

    `SHARPENED`: told as a range or rounded, and known exactly.
    """

    SHOWN = "shown"
    RECOVERED = "recovered"
    NARROWED = "narrowed"
    SHARPENED = "sharpened"
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

    `safe`: there is no leak. `leaks`: hidden or small cells left with fewer than `width` + 1 values, and cells told
    roughly that are known exactly. `ranges`: of each cell told otherwise than as a number. `groups`: warnings that do
    not make a table unsafe. `notes`: what was taken for granted. `programs`: how many were solved.
    """

    tables: tuple[str, ...]
    minimum: int
    width: int
    leaks: tuple[Leak, ...]
    ranges: tuple[Inferred, ...]
    groups: tuple[OneGroup, ...]
    programs: int
    notes: tuple[Phrase, ...] = ()
    method: Method = LP_AUDIT

    @property
    def safe(self) -> bool:
        """Whether nothing is given away."""
        return not self.leaks

    def sentence(self, language: str = "en") -> str:
        """How many cells are given away, and which; how many are truly open; and how many warnings there are."""
        known = [one for one in self.ranges if one.low == one.high]
        if self.safe:
            hidden = f"{len(self.ranges) - len(known):,}"
            said = [SAFE.said(language, minimum=f"{self.minimum:,}", hidden=hidden)]
            said += [KNOWN.said(language, named=_named(known, language))] if known else []
        else:
            leaks, named = f"{len(self.leaks):,}", _named(self.leaks, language)
            said = [LEAKY.said(language, minimum=f"{self.minimum:,}", leaks=leaks, named=named)]
        said += [WARNED.said(language, groups=f"{len(self.groups):,}")] if self.groups else []
        return " ".join(said)

    def limits(self, language: str = "en") -> str:
        """What the audit cannot show, and what it took for granted."""
        return " ".join([LIMITS.said(language), *(note.said(language) for note in self.notes)])


KINDS = {
    LeakKind.SHOWN: Phrase("a small count is shown", "se muestra una cifra pequeña"),
    LeakKind.RECOVERED: Phrase("hidden, but follows from the rest", "oculta, pero se deduce del resto"),
    LeakKind.NARROWED: Phrase("not told, but too few values are left", "no se da, pero quedan muy pocos valores"),
    LeakKind.SHARPENED: Phrase("told only roughly, but follows exactly", "se da aproximada, pero se deduce exacta"),
    LeakKind.DERIVED: Phrase("not published, but follows from the rest", "no se publica, pero se deduce del resto"),
}
ONE_GROUP = Phrase(
    "All in {line} are in {all_in}: this tells of each of them",
    "Todas las personas de {line} están en {all_in}: esto revela algo de cada una",
)
SAFE = Phrase(
    "Nothing is given away when counts under {minimum} must be hidden. Figures that are hidden or blurred: {hidden}; "
    "each could have other values that fit everything published.",
    "No se revela nada cuando deben ocultarse las cifras menores de {minimum}. Cifras ocultas o imprecisas: {hidden}; "
    "cada una podría tener otros valores que concuerdan con todo lo publicado.",
)
KNOWN = Phrase(
    "Others are known exactly, which was allowed: {named}.",
    "Otras se conocen con exactitud, lo que estaba permitido: {named}.",
)
LEAKY = Phrase(
    "This must not be published when counts under {minimum} must be hidden. Figures that can be worked out, or nearly: "
    "{leaks} ({named}).",
    "Esto no debe publicarse cuando deben ocultarse las cifras menores de {minimum}. Cifras que se pueden deducir, o "
    "casi: {leaks} ({named}).",
)
WARNED = Phrase(
    "Lines where all people are in one category, which tells of each of them: {groups}.",
    "Líneas donde todas las personas están en una sola categoría, lo que revela algo de cada una: {groups}.",
)
MORE = Phrase("; and {count} more", "; y {count} más")
LIMITS = Phrase(
    "The check knows only these tables and the rules. It cannot see what a reader knows from elsewhere, such as one "
    "of the people counted, tables of other publishers, or tables that it was not given.",
    "La revisión solo conoce estas tablas y las reglas. No puede ver lo que alguien sabe por otras vías, como una de "
    "las personas contadas, tablas de otras fuentes o tablas que no se le dieron.",
)


def undeclared_note(axes: list[str]) -> Phrase:
    """What is taken for granted of axes that nobody declared."""
    named = ", ".join(axes)
    return Phrase(
        f"No Axis was declared for {named}: its codes are taken to be all there are, and none to hold another.",
        f"No se declaró un Axis para {named}: se supone que sus códigos son todos los que hay y que ninguno contiene "
        "a otro.",
    )


def _named(found: "list[Inferred] | tuple[Leak, ...]", language: str) -> str:
    """The first few by name."""
    more = MORE.said(language, count=len(found) - NAMED) if len(found) > NAMED else ""
    return "; ".join(one.said(language) for one in found[:NAMED]) + more


def _range(low: int, high: int | None, language: str) -> str:
    """A range of counts in words."""
    spanish = language.startswith("es")
    if high is None:
        return f"{low:,} o más" if spanish else f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} {'a' if spanish else 'to'} {high:,}"
