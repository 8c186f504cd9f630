"""Rates set against several benchmarks at once: residents, drivers in crashes, other stops; never one number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import partial
from types import MappingProxyType
from typing import Any

from commonbeat.plumb.about import About
from commonbeat.plumb.checks import number, one_of, whole, words
from commonbeat.plumb.disparity.benchmark_words import LIMITS, sentences
from commonbeat.plumb.disparity.methods import COUNT_RATIO_EXACT, RATE_RATIO_EXACT, RATIO_OF_COUNTS
from commonbeat.plumb.disparity.ratios import odds_exact, ratio_of_counts
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import garwood
from commonbeat.plumb.result import Shown
from commonbeat.plumb.terms import POISSON_EXACT, Kind, Phrase, Reason

HALVES = Phrase("Half was added to each count, as one of them is 0", "Se sumó medio a cada conteo, porque uno es 0")
ITSELF_CHANCE = Phrase(
    "The benchmark is itself a count, whose chance is in the range",
    "La referencia es a su vez un conteo, cuyo azar está en el rango",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """What events are divided by, group by group, and why it should serve.

    `name`: as "residents". `why`: its justification, which is shown beside every figure. `amounts`: how many of each
    group (a mapping, or pandas' Series); a group that is missing or None, or that a census puts at 0, was counted by
    nobody, and gets no rate. `unit` and `per` as in a rate ("residents", 1,000). `counted`: the amounts are themselves
    counts of chance events (drivers in crashes, other stops), so that their own chance widens the ranges; a census is
    not. A count of 0 was counted, but is too few to divide by.
    """

    name: Phrase
    why: Phrase
    amounts: Mapping[str, float | None]
    unit: str
    per: int = 1000
    counted: bool = False

    def __post_init__(self) -> None:
        """Refuse a benchmark without a reason, and amounts that cannot be."""
        one_of("name", self.name, Phrase)
        one_of("why", self.why, Phrase)
        words("unit", self.unit, empty=False)
        whole("per", self.per, least=1)
        amounts = labelled("amounts", self.amounts)
        object.__setattr__(self, "amounts", MappingProxyType(amounts))
        for group, amount in amounts.items():
            if amount is None:
                continue
            size = number(f"amounts[{group}]", amount)
            if size < 0 or (self.counted and size != int(size)):
                found = f"{amount!r} {self.unit} cannot be"
                raise DataError(f"amounts[{group}]", found, "Give a number from 0 up (a count whole), or leave it out")

    def of(self, group: str) -> float | None:
        """How many of a group; None where nobody counted them."""
        return self.amounts.get(group) or (0 if self.counted and self.amounts.get(group) is not None else None)

    def __reduce__(self) -> tuple[Callable[[], Benchmark], tuple[()]]:
        """Travel between processes: a read-only mapping cannot by itself."""
        parts = {field.name: getattr(self, field.name) for field in fields(self)}
        return partial(type(self), **parts | {"amounts": dict(self.amounts)}), ()


def labelled(argument: str, given: Any) -> dict[str, Any]:
    """A mapping (or pandas' Series) by label as a dict; refuses what is none, and a label that stands twice."""
    if not hasattr(given, "items"):
        raise DataError(argument, f"{given!r} does not say which group is which", "Give a mapping from group to number")
    pairs: list[tuple[str, Any]] = list(given.items())
    found: dict[str, Any] = {}
    for label, value in pairs:
        if words(f"{argument}: group", label, empty=False) in found:
            raise DataError(f"{argument}[{label}]", "the group stands there twice", "Add its numbers up, or drop one")
        found[label] = value
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """One benchmark's figures: `rates` of all groups, and `ratios` of all but the reference to the reference."""

    benchmark: Benchmark
    rates: tuple[Shown, ...]
    ratios: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkedRates:
    """Events of `groups` set against several benchmarks, side by side. It has no single number, on purpose."""

    groups: tuple[str, ...]
    reference: str
    against: tuple[Against, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """The groups but the reference."""
        return tuple(group for group in self.groups if group != self.reference)

    def ratios(self, group: str) -> tuple[Shown, ...]:
        """The ratio of one group to the reference by every benchmark, in their order."""
        if group not in self.others:
            raise DataError("group", f"{group!r} has no ratio", f"Take one of {', '.join(self.others)}")
        place = self.others.index(group)
        return tuple(one.ratios[place] for one in self.against)

    def sentence(self, language: str = "en") -> str:
        """What every benchmark says of every group, whether they agree, and why each was chosen."""
        names = [one.benchmark.name for one in self.against]
        said = sentences(names, {group: self.ratios(group) for group in self.others}, self.reference, language)
        reasons = [f"{one.benchmark.name.said(language)}: {one.benchmark.why.said(language)}" for one in self.against]
        return f"{said} ({'; '.join(reasons)}.)"

    def limits(self, language: str = "en") -> str:
        """What it cannot show."""
        return LIMITS.said(language)


def benchmarked_rates(
    events: Mapping[str, int],
    benchmarks: Iterable[Benchmark],
    *,
    reference: str,
    about: About,
    level: float = 0.95,
) -> BenchmarkedRates:
    """Rates of `events` by group against every benchmark, and each group's ratio to the `reference` group's rate.

    A rate has the exact Poisson range (Garwood); a ratio the exact conditional one of two Poisson rates. Where the
    benchmark is itself `counted`, rates have the exact conditional range of two counts and ratios a log-normal one.
    A group that a benchmark does not count is Withheld (no denominator); a ratio to a reference without events, and a
    figure over a count of 0, is Withheld too (too few). Raises DataError for groups that do not fit and counts that
    cannot be.
    """
    one_of("about", about, About)
    pairs = labelled("events", events)
    seen = {group: whole(f"events[{group}]", many, least=0) for group, many in pairs.items()}
    if not isinstance(benchmarks, Iterable):
        raise DataError("benchmarks", f"it is a {type(benchmarks).__name__}", "Give a list, even of one Benchmark")
    benchmarks = tuple(benchmarks)
    if reference not in seen:
        raise DataError("reference", f"no events are given for {reference!r}", f"Take one of {', '.join(seen)}")
    if len(seen) < 2 or not benchmarks:
        raise DataError("benchmarks", "there is nothing to compare", "Give two groups or more, and a benchmark or more")
    for benchmark in benchmarks:
        one_of("benchmarks", benchmark, Benchmark)
        if unknown := [group for group in benchmark.amounts if group not in seen]:
            said = f"{benchmark.name.en} count {unknown[0]!r}, a group without events"
            raise DataError("benchmarks", said, "Spell groups alike, and give 0 events where none happened")
    others = [group for group in seen if group != reference]
    against = [
        Against(
            benchmark=one,
            rates=tuple(_rate(seen[group], one, one.of(group), about, level) for group in seen),
            ratios=tuple(_ratio(seen, group, reference, one, about, level) for group in others),
        )
        for one in benchmarks
    ]
    return BenchmarkedRates(groups=tuple(seen), reference=reference, against=tuple(against))


def _rate(events: int, benchmark: Benchmark, amount: float | None, about: About, level: float) -> Shown:
    """One group's rate by one benchmark."""
    if amount is None:
        return about.withheld(Reason.NO_DENOMINATOR, Kind.RATE)
    if amount == 0:
        return about.withheld(Reason.TOO_FEW, Kind.RATE, n_hint=1)
    low, high = odds_exact(events, amount, level) if benchmark.counted else garwood(events, level)
    factor = benchmark.per * (1.0 if benchmark.counted else 1 / amount)
    return about.figure(
        point=events * benchmark.per / amount,
        low=float(low) * factor,
        high=float(high) * factor,
        n=events,
        method=COUNT_RATIO_EXACT if benchmark.counted else POISSON_EXACT,
        kind=Kind.RATE,
        level=level,
        notes=(benchmark.why, ITSELF_CHANCE) if benchmark.counted else (benchmark.why,),
        per=benchmark.per,
        unit=benchmark.unit,
        numerator=events,
        denominator=amount,
    )


def _ratio(
    seen: Mapping[str, int], group: str, reference: str, benchmark: Benchmark, about: About, level: float
) -> Shown:
    """One group's rate over the reference's, by one benchmark."""
    mine, theirs = benchmark.of(group), benchmark.of(reference)
    if mine is None or theirs is None:
        return about.withheld(Reason.NO_DENOMINATOR, Kind.RATIO)
    if 0 in (seen[reference], mine, theirs):
        return about.withheld(Reason.TOO_FEW, Kind.RATIO, n_hint=1)
    notes = [benchmark.why]
    if benchmark.counted:
        ends, halved = ratio_of_counts((seen[group], mine, seen[reference], theirs), level)
        notes += [ITSELF_CHANCE, HALVES] if halved else [ITSELF_CHANCE]
    else:
        low, high = (float(end) * theirs / mine for end in odds_exact(seen[group], seen[reference], level))
        ends = seen[group] / seen[reference] * theirs / mine, low, high
    return about.figure(
        point=ends[0],
        low=ends[1],
        high=ends[2],
        n=seen[group] + seen[reference],
        method=RATIO_OF_COUNTS if benchmark.counted else RATE_RATIO_EXACT,
        kind=Kind.RATIO,
        level=level,
        notes=notes,
        unit="",
    )
