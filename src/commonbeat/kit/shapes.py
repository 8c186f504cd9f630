"""The small drawn shapes of a state: told apart by form before colour, and always printed beside a word."""

import hashlib

from django.utils.safestring import SafeString, mark_safe

# Each is drawn on 18 by 18. "shape-full" is filled with the color of the state, "shape-cut" is drawn in paper on it:
# one class each, because copies by <use> lose whatever a longer selector says.
RING = '<circle cx="9" cy="9" r="7"/>'
DISK = '<circle class="shape-full" cx="9" cy="9" r="7"/>'
DRAWN = {
    "open": RING,
    "reported": f'{RING}<path class="shape-full" d="M9 2a7 7 0 0 1 0 14z"/>',
    "verified": f'{DISK}<path class="shape-cut" d="M5.5 9.2l2.4 2.4 4.6-4.9"/>',
    "disputed": '<path d="M9 1.5L16.5 9 9 16.5 1.5 9z"/><path d="M9 5.5v4.2M9 12v.3" stroke-linecap="round"/>',
    "broken": f'{DISK}<path class="shape-cut" d="M6.2 6.2l5.6 5.6M11.8 6.2l-5.6 5.6"/>',
    "moved": f'{RING}<path d="M5.5 9h6.5M9.6 6.4L12.2 9l-2.6 2.6"/>',
    "fine": f'{RING}<path d="M5.5 9.2l2.4 2.4 4.6-4.9"/>',
    "raised": '<path class="shape-full" d="M9 2l7.5 13.5h-15z"/>'
    '<path class="shape-cut" d="M9 7v4M9 13v.3" stroke-linecap="round"/>',
    "unknown": '<circle cx="9" cy="9" r="7" stroke-dasharray="2 2.4"/>',
}
ORDER = ("verified", "fine", "reported", "disputed", "moved", "open", "broken", "raised", "unknown")
"""The fixed order in which states stand in unit marks and keys."""


def drawn(kind: str) -> str:
    """The inside of the shape of a state; ValueError for a state that has none."""
    if kind not in DRAWN:
        raise ValueError(f"{kind!r} is no state that has a shape: use one of {', '.join(DRAWN)}.")
    return DRAWN[kind]


def rank(kind: str) -> int:
    """The place of a state in the fixed order."""
    drawn(kind)
    return ORDER.index(kind)


def shape(kind: str) -> SafeString:
    """The shape of a state as an SVG that says nothing by itself: the word stands beside it."""
    return mark_safe(_framed(drawn(kind)))  # noqa: S308


def drawn_once(html: str) -> str:
    """The same markup with each shape that is in it more than twice drawn at its first place, then repeated."""
    for kind, inside in DRAWN.items():
        first, *others = html.split(_framed(inside))
        if len(others) > 2:
            name = f"s{hashlib.sha256(html.encode()).hexdigest()[:5]}-{kind}"
            again = _framed(f'<use href="#{name}"/>')
            html = first + _framed(f'<g id="{name}">{inside}</g>') + again.join(others)
    return html


def _framed(inside: str) -> str:
    return f'<svg class="cb-shape" viewBox="0 0 18 18" aria-hidden="true">{inside}</svg>'
