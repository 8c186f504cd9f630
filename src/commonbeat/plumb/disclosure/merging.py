"""Groups of too few people are merged before anything is shown of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from commonbeat.plumb.checks import whole
from commonbeat.plumb.disclosure.thresholds import STANDARD


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Groups after merging: `counts` to show, `members` that went into the merged group, and whether that was `enough`.

    Where not even all together reach the minimum, `enough` is False and `counts` is empty: show a Withheld.
    """

    counts: Mapping[str, int]
    members: tuple[str, ...]
    enough: bool


def merge_groups(counts: Mapping[str, int], *, minimum: int = STANDARD.people, into: str) -> Merged:
    """Merge every group of fewer than `minimum` people into `into`, then the next smallest until that has enough.

    A group already called `into` is merged with them. Groups keep their order; the merged one comes last.
    """
    sizes = {label: whole(label, size, least=0) for label, size in counts.items()}
    small = {label for label, size in sizes.items() if size < minimum}
    if not small:
        return Merged(counts=sizes, members=(), enough=True)
    members = small | ({into} & sizes.keys())
    for label in sorted(sizes.keys() - members, key=lambda label: (sizes[label], label)):
        if sum(sizes[member] for member in members) >= minimum:
            break
        members.add(label)
    together = sum(sizes[member] for member in members)
    ordered = tuple(label for label in sizes if label in members)
    if together < minimum:
        return Merged(counts={}, members=ordered, enough=False)
    kept = {label: size for label, size in sizes.items() if label not in members}
    return Merged(counts=kept | {into: together}, members=ordered, enough=True)
