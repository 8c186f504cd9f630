"""The statistics: numpy and scipy, no Django, no database; usable alone from a notebook.

    >>> from datetime import date
    >>> from commonbeat.plumb import Window, share
    >>> print(share(5237, 43699, window=Window.year(2017), as_of=date(2018, 6, 1), unit="stops"))
    12.0% (95% range 11.7% to 12.3%; n = 43,699; 2017)

Arrays or counts go in; frozen results come out that cannot lose their range, their n or their days.
"""

from commonbeat.plumb.errors import DataError
from commonbeat.plumb.interval import count, garwood, rate, share, wilson
from commonbeat.plumb.result import (
    POISSON_EXACT,
    WILSON,
    Estimate,
    Kind,
    Method,
    Reason,
    Shown,
    Window,
    Withheld,
    shown_from_dict,
)

__all__ = [
    "POISSON_EXACT",
    "WILSON",
    "DataError",
    "Estimate",
    "Kind",
    "Method",
    "Reason",
    "Shown",
    "Window",
    "Withheld",
    "count",
    "garwood",
    "rate",
    "share",
    "shown_from_dict",
    "wilson",
]
