"""The statistics: numpy and scipy, no Django, no database; usable alone from a notebook.

    >>> from datetime import date
    >>> from commonbeat.plumb import About, Window, sentence, share
    >>> stops = About(window=Window.year(2017), as_of=date(2018, 6, 1), unit="stops")
    >>> searched = share(5237, 43699, about=stops)
    >>> print(sentence(searched))
    Our best figure is 12.0% (5,237 of 43,699 stops, 2017); it could be anywhere from 11.7% to 12.3%.

Arrays or counts go in; frozen results come out that cannot lose their range, their n or their days.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from commonbeat.plumb.about import About
from commonbeat.plumb.disclosure import (
    Merged,
    Protected,
    ProtectedList,
    Thresholds,
    count_shown,
    enough,
    merge_groups,
    protect,
    protect_list,
    rate_shown,
)
from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import count, garwood, rate, share, wilson
from commonbeat.plumb.result import (
    POISSON_EXACT,
    WILSON,
    Estimate,
    Kind,
    Method,
    Phrase,
    Reason,
    Shown,
    Window,
    Withheld,
    shown_from_dict,
)
from commonbeat.plumb.wording import basis, response, sentence, short, worst, worst_ends

if TYPE_CHECKING:
    from commonbeat.plumb.groups import Groups

__all__ = [
    "POISSON_EXACT",
    "WILSON",
    "About",
    "DataError",
    "Estimate",
    "Groups",
    "Kind",
    "Merged",
    "Method",
    "Phrase",
    "Protected",
    "ProtectedList",
    "Reason",
    "Shown",
    "Thresholds",
    "Window",
    "Withheld",
    "basis",
    "count",
    "count_shown",
    "enough",
    "garwood",
    "merge_groups",
    "protect",
    "protect_list",
    "rate",
    "rate_shown",
    "response",
    "sentence",
    "share",
    "short",
    "shown_from_dict",
    "wilson",
    "worst",
    "worst_ends",
]


def __getattr__(name: str) -> Any:
    """`Groups`, once it is asked for: it needs numpy, which a page that only words figures can do without."""
    if name == "Groups":
        return import_module("commonbeat.plumb.groups").Groups
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
