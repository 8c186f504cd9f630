"""A few things in a row, one mark for each: for a cell or a line where a whole figure would be too much."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from commonbeat.kit.drawing import KeyItem
from commonbeat.kit.shapes import rank, shape
from commonbeat.kit.words import Words, number

MOST = 60
"""Marks in one row; more are no longer counted by anybody, the words beside them say how many."""

Counts = Sequence[tuple[str, int]]
"""Each state with how many there are."""


def units(counts: Counts) -> SafeString:
    """One mark for each, in the fixed order of states. It says nothing by itself: the counts stand beside it in words.

    Nothing is drawn where there are more than `MOST`.
    """
    ordered = sorted((one for one in counts if one[1]), key=lambda one: rank(one[0]))
    if sum(many for _kind, many in ordered) > MOST:
        return SafeString("")
    marks = format_html_join(
        "", '<span class="is-{}">{}</span>', ((kind, SafeString(shape(kind) * many)) for kind, many in ordered)
    )
    return format_html('<span class="cb-units" aria-hidden="true">{}</span>', marks)


def unit_key(marks: Sequence[tuple[str, Words, int]]) -> tuple[KeyItem, ...]:
    """What each mark means, with how many there are, in the fixed order; a state of which there is none is left out."""
    ordered = sorted((one for one in marks if one[2]), key=lambda one: rank(one[0]))
    return tuple(
        KeyItem(format_html('<span class="cb-state is-{}">{}{} {}</span>', kind, shape(kind), number(many), word), "")
        for kind, word, many in ordered
    )
