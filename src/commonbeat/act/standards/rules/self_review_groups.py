"""What of the answers may be seen: groups of five or more, from which no subtraction finds fewer; how far they differ.

The roles whose answers are too few stand together as one group. Where even together they are too few, the smallest
group that could be shown joins them. So the groups shown cover everybody who answered, none is small, none overlaps
another, and the difference of any two sums is nobody or a whole group.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from commonbeat.act.standards.rules.self_review import LEVELS, RaterKind, Rating

FEWEST = 5
"""The smallest group that a review shows, whatever the agency chose before: of fewer, one could tell who said what."""
_PLACE = {level: place for place, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of one or more roles to one question, as counts by rating."""

    kinds: tuple[RaterKind, ...]
    counts: Mapping[Rating, int] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """How many answered, "I do not know" included."""
        return sum(self.counts.values())

    @property
    def leveled(self) -> int:
        """How many gave one of the ratings that stand in an order."""
        return sum(self.counts.get(level, 0) for level in LEVELS)

    def median(self, minimum: int) -> float | None:
        """The middle rating as its place from 0 (not in place) to 4; None where fewer than `minimum` gave one."""
        places = [place for level, place in _PLACE.items() for _one in range(self.counts.get(level, 0))]
        if len(places) < max(minimum, 1):
            return None
        return (places[(len(places) - 1) // 2] + places[len(places) // 2]) / 2

    def plain(self) -> dict[str, object]:
        """As JSON: roles, and every rating that somebody gave, in their order."""
        return {
            "kinds": [kind.value for kind in self.kinds],
            "counts": {rating.value: self.counts[rating] for rating in Rating if self.counts.get(rating)},
        }


def group_from(plain: Mapping[str, object]) -> Group:
    """What `plain` wrote."""
    kinds, counts = plain["kinds"], plain["counts"]
    if not isinstance(kinds, Sequence) or not isinstance(counts, Mapping):
        raise TypeError("A group is written with its kinds and its counts.")
    return Group(
        tuple(RaterKind(kind) for kind in kinds), {Rating(rating): int(count) for rating, count in counts.items()}
    )


def groups_of(answers: Iterable[tuple[RaterKind, Rating]], minimum: int) -> tuple[Group, ...]:
    """The groups that may be seen, in the order of roles; none where fewer than `minimum` answered in all."""
    counted: dict[RaterKind, dict[Rating, int]] = {}
    for kind, rating in answers:
        own = counted.setdefault(kind, {})
        own[rating] = own.get(rating, 0) + 1
    found = [Group((kind,), counted[kind]) for kind in RaterKind if kind in counted]
    large = [group for group in found if group.n >= minimum]
    together = _merged([group for group in found if group.n < minimum])
    if together.kinds and together.n < minimum:
        if not large:
            return ()
        nearest = min(large, key=lambda group: group.n)
        large.remove(nearest)
        together = _merged([*(Group((kind,), counted[kind]) for kind in together.kinds), nearest])
    shown = [*large, together] if together.kinds else large
    order = list(RaterKind)
    return tuple(sorted(shown, key=lambda group: order.index(group.kinds[0])))


def _merged(groups: Sequence[Group]) -> Group:
    """Several groups as one."""
    counts: dict[Rating, int] = {}
    for group in groups:
        for rating, count in group.counts.items():
            counts[rating] = counts.get(rating, 0) + count
    order = list(RaterKind)
    return Group(tuple(sorted((kind for group in groups for kind in group.kinds), key=order.index)), counts)


@dataclass(frozen=True, slots=True)
class Spread:
    """How far roles are apart on one question: the lowest and highest middle rating, and how many do not know."""

    low: float
    high: float
    compared: int
    unknown: int

    @property
    def distance(self) -> float:
        """In steps of the scale, from 0 to 4; 0 where fewer than two groups can be compared."""
        return self.high - self.low if self.compared > 1 else 0.0


def spread_of(groups: Sequence[Group], minimum: int) -> Spread:
    """The distance between the groups' middle ratings; groups without `minimum` such ratings are not compared."""
    medians = [median for group in groups if (median := group.median(minimum)) is not None]
    unknown = sum(group.counts.get(Rating.DONT_KNOW, 0) for group in groups)
    if not medians:
        return Spread(0.0, 0.0, 0, unknown)
    return Spread(min(medians), max(medians), len(medians), unknown)


def differs(spread: Spread) -> bool:
    """Whether roles see it differently: a whole step of the scale or more between two of them."""
    return spread.distance >= 1
