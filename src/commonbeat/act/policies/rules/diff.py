"""What changed between two texts of a policy: by section first, then by paragraph, then by word inside a paragraph."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from commonbeat.act.policies.rules.alignment import MOST_EDITS, Pairs, anchors, rising, word_pairs
from commonbeat.act.policies.rules.text import Document, Section

TOKEN = re.compile(r"\s*(?:\w+(?:['’\-]\w+)*|[^\w\s])")
ALIKE = 0.5
"""Paragraphs that share at least this part of their words are one that changed; else one went and one came."""


class Change(StrEnum):
    """What became of a section, a paragraph or a stretch of words."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stayed, came or went."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, list item, term or heading: what became of it, and word by word where it changed."""

    change: Change
    stretches: tuple[Stretch, ...]

    @property
    def words(self) -> str:
        """All its words, old and new."""
        return "".join(stretch.words for stretch in self.stretches)


@dataclass(slots=True)
class SectionChange:
    """A section: what became of it, its old and new number, whether it stands elsewhere now, and its lines."""

    change: Change
    number: str
    title: str
    was: str = ""
    moved: bool = False
    lines: list[Line] = field(default_factory=list)

    @property
    def renumbered(self) -> bool:
        """Whether it has another number than before."""
        return bool(self.was) and self.was != self.number

    @property
    def quiet(self) -> bool:
        """Whether nothing at all happened to it."""
        return self.change is Change.SAME and not self.moved and not self.renumbered


def compare(old: Document, new: Document) -> list[SectionChange]:
    """Every section of both texts in the order of the new one, those that went where they stood."""
    before, after = list(old.walk()), list(new.walk())
    pairs = _matched(before, after)
    partner = dict(pairs)
    back = {new_place: old_place for old_place, new_place in pairs}
    steady = set(rising([back[place] for place in sorted(back)]))
    made: list[SectionChange] = []
    gone = [place for place in range(len(before)) if place not in partner]
    for place, section in enumerate(after):
        origin = back.get(place)
        if origin is None:
            made.append(_one_sided(section, Change.ADDED))
            continue
        if origin in steady:
            while gone and gone[0] < origin:
                made.append(_one_sided(before[gone.pop(0)], Change.REMOVED))
        made.append(_paired(before[origin], section, moved=origin not in steady))
    return [*made, *(_one_sided(before[place], Change.REMOVED) for place in gone)]


def _one_sided(section: Section, change: Change) -> SectionChange:
    lines = [Line(change, (Stretch(change, line),)) for line in _lines(section)]
    return SectionChange(change, section.number, section.title, lines=lines)


def _paired(old: Section, new: Section, *, moved: bool) -> SectionChange:
    before, after = _lines(old), _lines(new)
    if old.title != new.title:
        before, after = [old.title, *before], [new.title, *after]
    lines = [] if before == after else list(compare_lines(before, after))
    change = Change.CHANGED if lines else Change.SAME
    kept = lines or [Line(Change.SAME, (Stretch(Change.SAME, line),)) for line in after]
    return SectionChange(change, new.number, new.title, was=old.number, moved=moved, lines=kept)


def _lines(section: Section) -> list[str]:
    """A section line by line: a list gives one line an item."""
    found = []
    for block in section.blocks:
        found += [f"{block.name}: {' '.join(block.items)}"] if block.name else block.items
    return [" ".join(line.split()) for line in found]


def _matched(before: Sequence[Section], after: Sequence[Section]) -> Pairs:
    """Which old section is which new one: by all its words, then its name, then its number if the words are alike."""
    pairs: dict[int, int] = {}
    texts = [_key(section) for section in before], [_key(section) for section in after]
    keys = (
        texts,
        ([(row.number, row.title.casefold()) for row in before], [(row.number, row.title.casefold()) for row in after]),
        ([row.title.casefold() for row in before], [row.title.casefold() for row in after]),
        ([text[1] for text in texts[0]], [text[1] for text in texts[1]]),
    )
    for olds, news in keys:
        _join(pairs, olds, news)
    taken = set(pairs.values())
    by_number = {section.number: place for place, section in enumerate(after) if place not in taken}
    for place, section in enumerate(before):
        other = by_number.get(section.number)
        if (
            place not in pairs
            and other is not None
            and _shared(_bag(texts[0][place][1]), _bag(texts[1][other][1])) >= ALIKE
        ):
            pairs[place] = other
    return sorted(pairs.items())


def _key(section: Section) -> tuple[str, str]:
    return section.title.casefold(), "\n".join(_lines(section))


def _join(pairs: dict[int, int], olds: Sequence[Hashable], news: Sequence[Hashable]) -> None:
    """Join what is still free on both sides and has a key that no other free one of its side has."""
    taken = set(pairs.values())
    left = {place: key for place, key in enumerate(olds) if place not in pairs and key}
    right = {place: key for place, key in enumerate(news) if place not in taken and key}
    once_left, once_right = Counter(left.values()), Counter(right.values())
    places = {key: place for place, key in right.items() if once_right[key] == 1}
    pairs |= {place: places[key] for place, key in left.items() if once_left[key] == 1 and key in places}


def compare_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Paragraph by paragraph; one that changed is told word by word."""
    old_place = new_place = 0
    for old_at, new_at in [*anchors(before, after), (len(before), len(after))]:
        yield from _between(before[old_place:old_at], after[new_place:new_at])
        if old_at < len(before):
            yield Line(Change.SAME, (Stretch(Change.SAME, after[new_at]),))
        old_place, new_place = old_at + 1, new_at + 1


def _between(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Lines of which none stayed as it was: those alike are paired in their order, the others came or went."""
    start = 0
    bags = [_bag(line) for line in after]
    for old in before:
        bag = _bag(old)
        shared = [_shared(bag, other) for other in bags[start : start + MOST_EDITS]]
        best = max(range(len(shared)), key=shared.__getitem__, default=None)
        if best is None or shared[best] < ALIKE:
            yield Line(Change.REMOVED, (Stretch(Change.REMOVED, old),))
            continue
        for new in after[start : start + best]:
            yield Line(Change.ADDED, (Stretch(Change.ADDED, new),))
        yield Line(Change.CHANGED, tuple(compare_words(old, after[start + best])))
        start += best + 1
    for new in after[start:]:
        yield Line(Change.ADDED, (Stretch(Change.ADDED, new),))


def _bag(line: str) -> frozenset[str]:
    return frozenset(line.split())


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice the words in common over all words (Dice, 1945): 1 for the same words, 0 for none in common."""
    return 2 * len(one & other) / max(len(one) + len(other), 1)


def compare_words(before: str, after: str) -> list[Stretch]:
    """The words of both, in stretches that stayed, went or came; lone words between two changes count as changed.

    Each word brings the space before it, the first one too.
    """
    old, new = TOKEN.findall(f" {before}"), TOKEN.findall(f" {after}")
    same = [*word_pairs([token.strip() for token in old], [token.strip() for token in new]), (len(old), len(new))]
    told: list[tuple[list[str], list[str], list[str]]] = []
    old_place = new_place = 0
    for old_at, new_at in same:
        if old_at > old_place or new_at > new_place or not told:
            told.append((old[old_place:old_at], new[new_place:new_at], []))
        told[-1][2].extend(new[new_at : new_at + 1])
        old_place, new_place = old_at + 1, new_at + 1
    return _tidied(told)


def _tidied(told: list[tuple[list[str], list[str], list[str]]]) -> list[Stretch]:
    """Join changes that only one short word parts: two sentences are read more easily than ten scraps."""
    kept: list[tuple[list[str], list[str], list[str]]] = []
    for gone, come, stayed in told:
        if kept and len(kept[-1][2]) == 1 and (gone or come) and (kept[-1][0] or kept[-1][1]):
            old, new, lone = kept[-1]
            old += [*lone, *gone]
            new += [*lone, *come]
            lone[:] = stayed
        else:
            kept.append((gone, come, stayed))
    made = []
    for gone, come, stayed in kept:
        for change, tokens in ((Change.REMOVED, gone), (Change.ADDED, come), (Change.SAME, stayed)):
            if tokens:
                made.append(Stretch(change, "".join(tokens)))
    return made
