"""What opens every sentence about made-up data."""

from commonbeat.plumb.result import Estimate
from commonbeat.plumb.terms import MADE_UP


def opening(figure: Estimate, language: str) -> str:
    """The warning where the `figure` is of made-up data, else nothing."""
    return MADE_UP.said(language) if figure.synthetic else ""
