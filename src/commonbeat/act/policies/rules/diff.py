"""What changed between two texts of a policy: by section first, then by paragraph, then by word inside a paragraph.

Anchors are found as in B. Cohen's patience diff (what stands once in each text, in the longest run that keeps its
order), by whole lines, then by runs of three, two and one words; what is left between anchors goes through E. W. Myers'
greedy algorithm (An O(ND) Difference Algorithm, 1986) with a ceiling, so that no text can make it slow.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from commonbeat.act.policies.rules.text import Document, Section

TOKEN = re.compile(r"\s*(?:\w+(?:['’\-]\w+)*|[^\w\s])")
MOST_EDITS = 16
"""Myers gives up beyond so many edits between two anchors: then all between them is told as replaced."""
ALIKE = 0.5
"""Paragraphs that share at least this part of their words are one that changed; else one went and one came."""


class Change(StrEnum):
    """What became of a section, a paragraph or a stretch of words."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


Pairs = list[tuple[int, int]]


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
    steady = set(_rising([back[place] for place in sorted(back)]))
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
    """The words of both, in stretches that stayed, went or came; lone words between two changes count as changed."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
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


def anchors(before: Sequence[Hashable], after: Sequence[Hashable]) -> Pairs:
    """What stays of two sequences: (place before, place after), rising in both."""
    return _cut(before, after, (1,))


def word_pairs(before: Sequence[str], after: Sequence[str]) -> Pairs:
    """What stays of two paragraphs, word by word; long runs are found first."""
    return _cut(before, after, (3, 2, 1))


def _cut(before: Sequence[Hashable], after: Sequence[Hashable], runs: tuple[int, ...]) -> Pairs:
    """Ends that are the same, then anchors, and again between them; a list of work instead of recursion."""
    found: Pairs = []
    work = [(0, len(before), 0, len(after), runs)]
    while work:
        a, b, c, d, left = work.pop()
        while a < b and c < d and before[a] == after[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and before[b - 1] == after[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        if not left or b - a + d - c <= MOST_EDITS:
            found += [(a + old, c + new) for old, new in _myers(before[a:b], after[c:d])]
            continue
        pairs = _once(before[a:b], after[c:d], left[0])
        deeper = left if pairs and len(left) == 1 else left[1:]
        place, other = a, c
        for old, new in [*((a + old, c + new) for old, new in pairs), (b, d)]:
            work.append((place, old, other, new, deeper))
            found += [(old, new)] if old < b else []
            place, other = old + 1, new + 1
    return sorted(found)


def _once(before: Sequence[Hashable], after: Sequence[Hashable], run: int) -> Pairs:
    """Runs of so many words that stand once on each side, in the longest chain that rises on both: patience."""
    olds = list(zip(*(before[place:] for place in range(run)), strict=False))
    news = list(zip(*(after[place:] for place in range(run)), strict=False))
    once, other = Counter(olds), Counter(news)
    places = {key: place for place, key in enumerate(news) if other[key] == 1}
    pairs = [(place, places[key]) for place, key in enumerate(olds) if once[key] == 1 and key in places]
    kept = set(_rising([new for _old, new in pairs]))
    return [pair for pair in pairs if pair[1] in kept]


def _rising(values: Sequence[int]) -> list[int]:
    """The longest rising run of values that differ, found by patience sorting."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(value)
            piles.append(place)
        else:
            tops[pile], piles[pile] = value, place
    found, place = [], piles[-1] if piles else -1
    while place >= 0:
        found.append(values[place])
        place = before[place]
    return found[::-1]


def _myers(before: Sequence[Hashable], after: Sequence[Hashable]) -> Pairs:
    """The shortest edit of two short sequences; nothing where it takes more than MOST_EDITS edits."""
    if abs(len(before) - len(after)) > MOST_EDITS or not set(before) & set(after):
        return []
    high, trace = {1: 0}, []
    for edits in range(MOST_EDITS + 1):
        trace.append(dict(high))
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and high[k - 1] < high[k + 1])
            x = high[k + 1] if down else high[k - 1] + 1
            while x < len(before) and x - k < len(after) and before[x] == after[x - k]:
                x += 1
            high[k] = x
            if x >= len(before) and x - k >= len(after):
                return _traced(trace, len(before), len(after))
    return []


def _traced(trace: list[dict[int, int]], x: int, y: int) -> Pairs:
    """Back along the edits from the end: the pairs that stayed."""
    found = []
    for edits in range(len(trace) - 1, -1, -1):
        high, k = trace[edits], x - y
        down = k == -edits or (k != edits and high[k - 1] < high[k + 1])
        earlier = k + 1 if down else k - 1
        start, other = high[earlier], high[earlier] - earlier
        while x > start and y > other:
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = start, other
    return found
