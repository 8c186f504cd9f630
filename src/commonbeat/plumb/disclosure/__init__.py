"""Disclosure control: small groups are merged, small counts hidden, and others with them so that none follows."""

from commonbeat.plumb.disclosure.merging import Merged, merge_groups
from commonbeat.plumb.disclosure.suppression import Cell, Protected, ProtectedList, protect, protect_list
from commonbeat.plumb.disclosure.thresholds import STANDARD, Thresholds, count_shown, enough, rate_shown

__all__ = [
    "STANDARD",
    "Cell",
    "Merged",
    "Protected",
    "ProtectedList",
    "Thresholds",
    "count_shown",
    "enough",
    "merge_groups",
    "protect",
    "protect_list",
    "rate_shown",
]
