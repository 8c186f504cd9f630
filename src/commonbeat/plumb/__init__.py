"""The statistics: numpy and scipy, no Django, no database; usable alone from a notebook.

    >>> from datetime import date
    >>> from commonbeat.plumb import About, Window, sentence, share
    >>> stops = About(window=Window.year(2017), as_of=date(2018, 6, 1), unit="stops")
    >>> searched = share(5237, 43699, about=stops)
    >>> print(sentence(searched))
    Our best figure is 12.0% (5,237 of 43,699 stops, 2017); it could be anywhere from 11.7% to 12.3%.

Arrays or counts go in; frozen results come out that cannot lose their range, their n or their days.
"""

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

__all__ = [
    "POISSON_EXACT",
    "WILSON",
    "About",
    "DataError",
    "Estimate",
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
