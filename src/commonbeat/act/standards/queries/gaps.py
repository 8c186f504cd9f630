"""How every part of an edition stands: what is a gap and why, and how many are proven in each chapter."""

from collections.abc import Iterator
from dataclasses import dataclass

from commonbeat.act.standards.models import Bullet, Chapter, Proof, Standard, StandardSet
from commonbeat.act.standards.queries.programs import clocks
from commonbeat.act.standards.rules import proofs
from commonbeat.act.standards.rules.programs import StandardState
from commonbeat.act.standards.rules.proofs import Gap, Held, Stand


@dataclass(frozen=True, slots=True)
class StandardGaps:
    """A standard with its gaps: the bullet (None for the whole), and why, in words."""

    standard: Standard
    gaps: tuple[tuple[Bullet | None, Gap], ...]


@dataclass(frozen=True, slots=True)
class ChapterStand:
    """A chapter: how many of the parts of its standards stand how."""

    chapter: Chapter
    counts: dict[Stand, int]

    @property
    def needed(self) -> int:
        """How many parts must be proven: all but those that are waived."""
        return sum(self.counts.values()) - self.counts[Stand.WAIVED]


@dataclass(frozen=True, slots=True)
class Standing:
    """An edition today: its chapters, and its standards with gaps."""

    chapters: tuple[ChapterStand, ...]
    gaps: tuple[StandardGaps, ...]

    def count(self, stand: Stand) -> int:
        """How many parts stand so."""
        return sum(one.counts[stand] for one in self.chapters)

    @property
    def needed(self) -> int:
        """How many parts must be proven."""
        return sum(one.needed for one in self.chapters)

    @property
    def missing(self) -> int:
        """How many parts have no current checked proof."""
        return sum(len(one.gaps) for one in self.gaps)


def standing(edition: StandardSet) -> Standing:
    """How an edition stands today; a waived standard has no gaps. Four queries, whatever its size."""
    chapters: dict[int, ChapterStand] = {}
    found = []
    for row, parts in _parts(edition):
        counted = chapters.setdefault(row.chapter_id, ChapterStand(row.chapter, dict.fromkeys(Stand, 0)))
        waived = row.state == StandardState.WAIVED
        for _part, gap in parts:
            counted.counts[proofs.stand_of(gap, waived=waived)] += 1
        gaps = tuple((part, gap) for part, gap in parts if gap is not None)
        if gaps and not waived:
            found.append(StandardGaps(row, gaps))
    return Standing(tuple(chapters.values()), tuple(found))


def gaps_in(edition: StandardSet) -> list[StandardGaps]:
    """Every standard of an edition that has gaps; one that is waived has none."""
    return list(standing(edition).gaps)


def _parts(edition: StandardSet) -> Iterator[tuple[Standard, list[tuple[Bullet | None, Gap | None]]]]:
    """Every standard in order with each of its parts (None for the whole) and the gap of each, None where proven."""
    day = edition.agency.day()
    days = clocks(edition.agency, day)["proof_days"]
    bullets: dict[int, list[Bullet]] = {}
    for bullet in Bullet.objects.filter(standard__edition=edition, ended=False):
        bullets.setdefault(bullet.standard_id, []).append(bullet)
    held: dict[int, list[Held]] = {}
    for one in Proof.objects.filter(standard__edition=edition).only(
        "standard_id", "bullet_id", "state", "covers_to", "due"
    ):
        held.setdefault(one.standard_id, []).append(one.held)
    for row in Standard.objects.of(edition).select_related("chapter", "owner"):
        parts: list[Bullet | None] = [*bullets.get(row.pk, [])] or [None]
        keys = [part.pk for part in parts if part is not None]
        gaps = {gap.part: gap for gap in proofs.gaps_of(keys, held.get(row.pk, []), row.proof_days or days, day)}
        yield row, [(part, gaps.get(part.pk if part else None)) for part in parts]
