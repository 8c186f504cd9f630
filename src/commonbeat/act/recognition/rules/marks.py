"""Where something is out of a copy, and whether a mark says so: without "not", "not kind" would read "kind"."""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from commonbeat.act.recognition.rules.redaction import OUT, tokens


def marked(original: str, copy: str) -> str:
    """The copy with a mark wherever words of the original are out of it and none stands: its reader needs no care.

    A copy with words that the original has not is left as it is; `redaction.put_in` tells which.
    """
    for place in reversed(_missing(original, copy) or ()):
        copy = f"{copy} {OUT}" if place == len(copy) else f"{copy[:place]}{OUT} {copy[place:]}"
    return copy


def unmarked(original: str, copy: str) -> bool:
    """Whether words of the original are out of the copy where no mark says so, or it has words of its own."""
    return _missing(original, copy) != []


def _missing(original: str, copy: str) -> list[int] | None:
    """The characters of the copy before which a mark is missing, as few as can be; None where it has words of its own.

    Each word of the copy is laid on a word of the original, in their order. `cost` says for each place of the original
    how many marks are missing if the copy so far reaches up to it.
    """
    said = tokens(original)
    found = list(re.finditer(r"\w+", copy))
    places = [*(one.start() for one in found), len(copy)]
    marks = [OUT in copy[start:end] for start, end in pairwise([0, *places])]
    cost: list[float] = [0, *[inf] * len(said)]
    origins = []
    for word, mark in zip([*tokens(copy), ""], marks, strict=True):
        reached, origin = _skip(cost, mark)
        origins.append(origin)
        cost = [inf, *(before if one == word else inf for one, before in zip(said, reached, strict=False))]
    if reached[-1] == inf:
        return None
    return [places[number] for number in _gaps(origins, len(said)) if not marks[number]]


def _skip(cost: Sequence[float], mark: bool) -> tuple[list[float], list[int]]:
    """The cost of each place where words may be skipped before it, and the place from which they were skipped."""
    reached, origins = [], []
    least, origin = inf, 0
    for place, here in enumerate(cost):
        skipped = least if mark else least + 1
        reached.append(min(here, skipped))
        origins.append(place if here <= skipped else origin)
        if here < least:
            least, origin = here, place
    return reached, origins


def _gaps(origins: Sequence[Sequence[int]], end: int) -> list[int]:
    """Before which words of the copy something was skipped, read back from the end of the original."""
    found = []
    for number in reversed(range(len(origins))):
        origin = origins[number][end]
        if origin < end:
            found.append(number)
        end = origin - 1
    return found[::-1]
