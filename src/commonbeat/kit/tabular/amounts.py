"""Numbers as files write them: with or without decimals, thousands apart, as a share or in percent."""

import re

from commonbeat.kit.tabular.problems import Reason, Refused

LARGEST = 1e15
"""Where a field names no end of its range."""
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,3})?")


def read_number(value: str, least: float, most: float, *, comma: bool) -> float:
    """The number that a cell names; `comma` says that decimals stand behind one. Raises Refused."""
    if comma:
        value = value.replace(".", "").replace(",", ".")
    if not NUMBER.fullmatch(value):
        raise Refused(Reason.NOT_A_NUMBER)
    try:
        number = float(value.replace(",", ""))
    except ValueError:
        raise Refused(Reason.NOT_A_NUMBER) from None
    if not least <= number <= most:
        raise Refused(Reason.OUT_OF_RANGE, least=f"{least:g}", most=f"{most:g}")
    return number


def read_whole(value: str, least: float, most: float, *, comma: bool) -> int:
    """The whole number that a cell names. Raises Refused."""
    number = read_number(value, least, most, comma=comma)
    if number != int(number):
        raise Refused(Reason.NOT_WHOLE)
    return int(number)


def read_share(value: str, *, comma: bool) -> float:
    """The share from 0 to 1 that a cell names, also in percent. Raises Refused."""
    percent = value.endswith("%")
    number = read_number(value.rstrip("% "), -LARGEST, LARGEST, comma=comma) / (100 if percent else 1)
    if not 0 <= number <= 1:
        raise Refused(Reason.NOT_A_SHARE)
    return round(number, 9)
