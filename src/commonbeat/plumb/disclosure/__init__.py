"""Disclosure control: small groups are merged, small counts hidden, and others with them so that none follows.

What needs numpy (the audit, linked tables, rounding) is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from commonbeat.plumb.disclosure.merging import Merged, merge_groups
from commonbeat.plumb.disclosure.published import TOTAL, Axis, Between, Key, Release, Rounded, Table
from commonbeat.plumb.disclosure.suppression import Cell, Protected, ProtectedList, protect, protect_list
from commonbeat.plumb.disclosure.thresholds import STANDARD, Thresholds, count_shown, enough, rate_shown

if TYPE_CHECKING:
    from commonbeat.plumb.disclosure.auditing import audit
    from commonbeat.plumb.disclosure.codes import merge_codes
    from commonbeat.plumb.disclosure.inferred import Audit, Inferred, Leak, LeakKind, OneGroup
    from commonbeat.plumb.disclosure.linked import Linked, protect_linked
    from commonbeat.plumb.disclosure.release import Releasable, releasable
    from commonbeat.plumb.disclosure.rounding import Rounding, round_table

__all__ = [
    "STANDARD",
    "TOTAL",
    "Audit",
    "Axis",
    "Between",
    "Cell",
    "Inferred",
    "Key",
    "Leak",
    "LeakKind",
    "Linked",
    "Merged",
    "OneGroup",
    "Protected",
    "ProtectedList",
    "Releasable",
    "Release",
    "Rounded",
    "Rounding",
    "Table",
    "Thresholds",
    "audit",
    "count_shown",
    "enough",
    "merge_codes",
    "merge_groups",
    "protect",
    "protect_linked",
    "protect_list",
    "rate_shown",
    "releasable",
    "round_table",
]

_LATER = {
    "audit": "auditing",
    "merge_codes": "codes",
    "Audit": "inferred",
    "Inferred": "inferred",
    "Leak": "inferred",
    "LeakKind": "inferred",
    "OneGroup": "inferred",
    "Linked": "linked",
    "protect_linked": "linked",
    "Releasable": "release",
    "releasable": "release",
    "Rounding": "rounding",
    "round_table": "rounding",
}


def __getattr__(name: str) -> Any:
    """What is loaded when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    return found
