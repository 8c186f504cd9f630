"""What stays of two sequences: the places of what is the same in both, rising in both.

Anchors are found as in B. Cohen's patience diff (what stands once on each side, in the longest run that keeps its
order): by whole lines, or by runs of three, two and one words. What is left between anchors goes through E. W. Myers'
greedy algorithm (An O(ND) Difference Algorithm, 1986) with a ceiling, so that no text can make it slow.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

MOST_EDITS = 16
"""Myers gives up beyond so many edits between two anchors: then all between them is told as replaced."""

Pairs = list[tuple[int, int]]


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
    kept = set(rising([new for _old, new in pairs]))
    return [pair for pair in pairs if pair[1] in kept]


def rising(values: Sequence[int]) -> list[int]:
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
