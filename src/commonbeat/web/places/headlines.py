"""What a figure of a neighborhood says in one sentence: decided by ranges, never by best figures alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonbeat.kit.words import number
from commonbeat.plumb.result import Estimate, Shown


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a figure stands among others, most first, and from where to where its range would let it stand."""

    place: int
    of: int
    best: int
    worst: int


def rank(own: Estimate, all_shown: Sequence[Shown]) -> Rank:
    """The rank of `own` among `all_shown` (itself among them); withheld figures have none."""
    known = [shown for shown in all_shown if isinstance(shown, Estimate)]
    return Rank(
        place=1 + sum(other.point > own.point for other in known),
        of=len(known),
        best=1 + sum(other.low > own.high for other in known),
        worst=sum(other.high >= own.low for other in known),
    )


def above(own: Shown, other: Shown) -> bool:
    """Is the whole range of `own` over the whole range of `other`?"""
    return isinstance(own, Estimate) and isinstance(other, Estimate) and own.low > other.high


def overlap(shown: Sequence[Shown]) -> bool:
    """Do all the ranges share a value? Withheld figures say nothing."""
    known = [one for one in shown if isinstance(one, Estimate)]
    return not known or max(one.low for one in known) <= min(one.high for one in known)


def of_rank(name: str, own: Shown, all_shown: Sequence[Shown]) -> str:
    """How a place stands by stops per resident."""
    if not isinstance(own, Estimate):
        return _("No rate for %(name)s: nobody counted its residents") % {"name": name}
    place = rank(own, all_shown)
    return _("By stops per resident, %(name)s ranks %(place)s of %(of)s") % {
        "name": name,
        "place": number(place.place),
        "of": number(place.of),
    }


def of_rank_range(own: Shown, all_shown: Sequence[Shown]) -> str:
    """From where to where the range would let the place stand."""
    if not isinstance(own, Estimate):
        return ""
    place = rank(own, all_shown)
    if place.best == place.worst:
        return ""
    return _("Given the ranges, it could stand anywhere from %(best)s to %(worst)s.") % {
        "best": number(place.best),
        "worst": number(place.worst),
    }


def of_searches(here: Shown, city: Shown, groups: Sequence[Shown]) -> str:
    """Searches here against the city, and whether the groups can be told apart."""
    if not isinstance(here, Estimate):
        return _("Too few stops with a search record to compare")
    if above(here, city):
        first = _("More searches here than across the city.")
    elif above(city, here):
        first = _("Fewer searches here than across the city.")
    else:
        first = _("Searches here are about as common as across the city.")
    known = [one for one in groups if isinstance(one, Estimate)]
    if len(known) < 2:
        return first
    second = _("Between groups, the ranges overlap.") if overlap(known) else _("Between groups, some ranges lie apart.")
    return f"{first} {second}"


def of_periods(periods: Mapping[str, Shown], *, apart: str, alike: str, none: str) -> str:
    """Which period had the most: `apart` if its range lies over all others, `alike` if not, `none` if none is shown.

    `apart` and `alike` are translated frames with %(period)s and %(count)s.
    """
    known = {label: shown for label, shown in periods.items() if isinstance(shown, Estimate)}
    if not known:
        return none
    most = max(known, key=lambda label: known[label].point)
    told_apart = len(known) > 1 and all(above(known[most], other) for label, other in known.items() if label != most)
    frame = apart if told_apart else alike
    return frame % {"period": most, "count": number(known[most].point)}
