"""What a figure says in one sentence: decided by ranges, never by best figures alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonbeat.kit.words import figure, number, of
from commonbeat.measure.findings.queries import Line
from commonbeat.plumb import Estimate, Shown


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


def above(own: Shown | None, other: Shown | None) -> bool:
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


def of_searches(here: Shown | None, city: Shown | None, groups: Sequence[Shown]) -> str:
    """Searches here against the whole place, and whether the groups can be told apart."""
    if not isinstance(here, Estimate):
        return _("Too few stops with a search record to compare")
    if above(here, city):
        first = _("More searches here than in the whole place.")
    elif above(city, here):
        first = _("Fewer searches here than in the whole place.")
    else:
        first = _("Searches here are about as common as in the whole place.")
    known = [one for one in groups if isinstance(one, Estimate)]
    if len(known) < 2:
        return first
    second = _("Between groups, the ranges overlap.") if overlap(known) else _("Between groups, some ranges lie apart.")
    return f"{first} {second}"


def of_spread(groups: Sequence[Shown]) -> str:
    """Whether searches were spread evenly over the groups, as far as their ranges tell."""
    known = [one for one in groups if isinstance(one, Estimate)]
    if len(known) < 2:
        return _("Too few stops with a recorded race to compare groups")
    if overlap(known):
        return _("Between groups, the ranges of searches overlap")
    return _("Searches were not spread evenly")


def of_share(title: str, line: Line | None) -> str:
    """A share as a headline: what it is, how much, with its range."""
    if line is None:
        return title
    return _("%(title)s: %(share)s") % {"title": title, "share": figure(line.shown)}


def of_line(line: Line) -> str:
    """A share of one line in a sentence: how many of how many, then the percent with its range."""
    shown = line.shown
    if not isinstance(shown, Estimate) or shown.numerator is None or shown.denominator is None:
        return ""
    counted = of(int(shown.numerator), int(shown.denominator))
    return _("%(label)s: %(counted)s were searched, %(share)s.") % {
        "label": line.label,
        "counted": counted,
        "share": figure(shown),
    }


def of_months(lines: Sequence[Line]) -> str:
    """Which month had the most stops, and whether its range lies over all others."""
    most, apart = _most(lines)
    if most is None:
        return _("Too few stops to show any month")
    frame = _("More stops in %(period)s than in any other month") if apart else _("Most stops in %(period)s: %(count)s")
    return frame % {"period": most.label, "count": figure(most.shown)}


def of_years(lines: Sequence[Line]) -> str:
    """Which year had the most entries of force, and whether its range lies over all others."""
    most, apart = _most(lines)
    if most is None:
        return _("Too few entries to show any year")
    if apart:
        frame = _("More force was recorded in %(period)s than in any other year")
    else:
        frame = _("Most entries in %(period)s: %(count)s; the ranges of some years overlap")
    return frame % {"period": most.label, "count": figure(most.shown)}


def _most(lines: Sequence[Line]) -> tuple[Line | None, bool]:
    """The line with the largest figure, and whether its range lies over all others."""
    known = {line: line.shown for line in lines if isinstance(line.shown, Estimate)}
    if not known:
        return None, False
    most = max(known, key=lambda line: known[line].point)
    return most, len(known) > 1 and all(above(known[most], shown) for line, shown in known.items() if line != most)
