"""Groups of too few people are merged before anything is shown of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from commonbeat.plumb.checks import whole, words
from commonbeat.plumb.disclosure.arguments import mapped
from commonbeat.plumb.disclosure.thresholds import STANDARD
from commonbeat.plumb.disclosure.told import packed


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Groups after merging: `counts` to show, `members` that went into the merged group, and whether that was `enough`.

    Where not even all together reach the minimum, `enough` is False and `counts` is empty: show a Withheld.
    """

    counts: Mapping[str, int]
    members: tuple[str, ...]
    enough: bool

    def __post_init__(self) -> None:
        """Freeze the counts."""
        object.__setattr__(self, "counts", MappingProxyType(dict(self.counts)))

    def __reduce__(self) -> Any:
        """Travel between processes."""
        return packed(self)


def merge_groups(counts: Mapping[str, int], *, minimum: int = STANDARD.people, into: str) -> Merged:
    """Merge every group of 1 to `minimum` - 1 people into `into`, then the next smallest until that has enough.

    A group already called `into` is merged with them. Groups keep their order; the merged one comes last. A group of
    nobody is never listed and needs no merging, but goes with the others where some are merged.
    """
    minimum = whole("minimum", minimum, least=1)
    given = {words("counts: label", label): size for label, size in mapped("counts", counts).items()}
    sizes = {label: whole(label, size, least=0) for label, size in given.items()}
    held = {label: size for label, size in sizes.items() if size}
    small = {label for label, size in held.items() if size < minimum}
    if not small:
        return Merged(counts=held, members=(), enough=bool(held) or not sizes)
    members = small | ({into} & held.keys())
    for label in sorted(held.keys() - members, key=lambda label: (held[label], label)):
        if sum(held[member] for member in members) >= minimum:
            break
        members.add(label)
    together = sum(held[member] for member in members)
    ordered = tuple(label for label in sizes if label in members or label not in held)
    if together < minimum:
        return Merged(counts={}, members=ordered, enough=False)
    kept = {label: size for label, size in held.items() if label not in members}
    return Merged(counts=kept | {into: together}, members=ordered, enough=True)
