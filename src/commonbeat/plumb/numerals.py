"""Numbers written for people: thousands apart, no more digits than the range can carry, and never a false zero."""

import math
from collections.abc import Collection

from commonbeat.plumb.checks import spoken

MOST_DECIMALS = 6
PERCENT = {"en": "%", "es": "\u00a0%"}
BEYOND = {"en": ("under ", "over "), "es": ("menos de ", "más de ")}


def decimals(point: float, low: float, high: float, *, marks: Collection[float] = ()) -> int:
    """How many decimals to print: the range spans five steps of the last, so rounding moves an end by a tenth at most.

    More are added (up to six) while a figure that is not zero, or not one of `marks`, would be printed as if it were,
    or while figures that differ would be printed alike. What differs in the thirteenth digit does so by rounding alone.
    """
    point, low, high = (float(f"{value:.12g}") for value in (point, low, high))
    values, ends = {point, low, high}, {0, *marks}
    for places in range(MOST_DECIMALS):
        printed = {round(value, places) for value in values}
        wide = (high - low) * 10**places >= 5 or high == low
        false_end = any(round(value, places) in ends and value not in ends for value in values)
        if wide and not false_end and len(printed) == len(values) and (high > low or printed == values):
            return places
    return MOST_DECIMALS


def written(value: float, places: int, *, language: str = "en", percent: bool = False, sign: bool = True) -> str:
    """`value` with `places` decimals; as a percent ("20.4%", in Spanish "20.4 %", unbreakable) where asked."""
    language = spoken(language)
    mark = PERCENT[language] if percent and sign else ""
    rounded = round(value, places)
    step = 10.0**-places
    under, over = BEYOND[language]
    if rounded == 0 and value != 0:
        return f"{under}{step:.{places}f}{mark}" if value > 0 else f"{over}−{step:.{places}f}{mark}"
    if percent and rounded == 100 and value < 100:
        return f"{over}{100 - step:.{places}f}{mark}"
    return f"{rounded + 0.0:,.{places}f}{mark}".replace("-", "−")


def ranged(
    point: float,
    low: float,
    high: float,
    *,
    language: str = "en",
    percent: bool = False,
    count: bool = False,
    ratio: bool = False,
    signs: bool = True,
) -> tuple[str, str, str]:
    """Point, low and high written with the same decimals.

    A share (`percent`) comes as 0 to 1, its ends without a percent sign unless `signs`.
    A `count` has whole ends, rounded outwards. No end of a `ratio` is printed as 1 that is not 1.
    """
    if count:
        low, high = math.floor(low), math.ceil(high)
        places = 0 if point == round(point) else decimals(point, low, high)
    else:
        scale = 100.0 if percent else 1.0
        point, low, high = point * scale, low * scale, high * scale
        places = decimals(point, low, high, marks=(100.0,) if percent else (1.0,) if ratio else ())
    ends = [written(value, places, language=language, percent=percent, sign=signs) for value in (low, high)]
    return written(point, places, language=language, percent=percent), ends[0], ends[1]
