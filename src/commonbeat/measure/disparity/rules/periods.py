"""The months and years that the data cover."""

from commonbeat.plumb import Window


def month_window(code: str, data: Window) -> Window:
    """The days of a month ("2017-05") that the data cover."""
    year, month = (int(part) for part in code.split("-"))
    return _within(Window.month(year, month), data)


def year_window(code: str, data: Window) -> Window:
    """The days of a year ("2017") that the data cover."""
    return _within(Window.year(int(code)), data)


def months(data: Window) -> list[str]:
    """Every month that the data touch, those without a record too."""
    first, last = data.start.year * 12 + data.start.month - 1, data.end.year * 12 + data.end.month - 1
    return [f"{number // 12}-{number % 12 + 1:02}" for number in range(first, last + 1)]


def years(data: Window) -> list[str]:
    """Every year that the data touch."""
    return [str(year) for year in range(data.start.year, data.end.year + 1)]


def _within(window: Window, data: Window) -> Window:
    return Window(start=max(window.start, data.start), end=min(window.end, data.end))
