"""Maps as SVG, drawn on the server from longitude and latitude: five fixed steps of one hue, and always a table."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonbeat.kit import drawing
from commonbeat.kit.drawing import Chart, KeyItem, short_number
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.words import Words, figure, language, level, number, parts
from commonbeat.plumb.numerals import PERCENT
from commonbeat.plumb.result import Estimate, Kind, Shown, Withheld
from commonbeat.plumb.wording import short

WIDTH = 230
"""How wide the drawing is, in pixels, before the page makes it fit."""
FINE = 3
"""Whole units of the drawing in a pixel: finer than the eye, and shorter to write than decimals."""
ROOM = 4 * FINE
"""Units around the drawing, so that an outline at its edge is not cut."""
STEPS = 5

Shape = Mapping[str, Any]
"""A GeoJSON geometry, Polygon or MultiPolygon, in longitude and latitude."""
Rings = list[list[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Area:
    """A named area with its shape, its figure (None for a map without figures) and where its page is."""

    key: str
    name: Words
    shape: Shape
    shown: Shown | None = None
    href: str = ""


def choropleth(
    areas: Sequence[Area],
    *,
    title: Words,
    desc: Words,
    steps: Sequence[float],
    here: str = "",
    unit: Words = "",
    listed: Sequence[str] | None = None,
    names: Sequence[Words] = (),
    outlines: Outlines | None = None,
) -> Chart:
    """A shaded map: darker is more. `steps` are four round limits, the same on every page that shows this figure.

    `here`: key of the area outlined. `unit`: what the figure is ("per 1,000 residents"). `listed`: keys of the areas
    in the table, in that order (all, largest first, where it is None). `names`: heads of the columns "Area" and "n".
    `outlines`: the same shapes already projected, which is most of the work.
    Raises TypeError for bare numbers, ValueError for limits that do not rise or for shapes that are no polygons.
    """
    shown = [_shown(area) for area in areas]
    synthetic = drawing.check_all(shown)
    if len(steps) != STEPS - 1 or list(steps) != sorted(set(steps)):
        raise ValueError(f"A map has {STEPS} steps: give {STEPS - 1} rising limits, not {list(steps)}.")
    outlines = outlines or Outlines({area.key: area.shape for area in areas})
    paths: dict[int, list[str]] = {}
    for area, figure_ in zip(areas, shown, strict=True):
        step = bisect_right(steps, figure_.point) + 1 if isinstance(figure_, Estimate) else 0
        paths.setdefault(step, []).append(outlines.paths[area.key])
    svg = drawing.svg(
        _layers(paths, outlines.paths.get(here, "")),
        title=title,
        desc=desc,
        size=outlines.size,
        css="cb-map",
    )
    current = next((area.name for area in areas if here and area.key == here), "")
    key = _key(steps, shown, current)
    return Chart(svg, _table(areas, title, unit, listed, here, names, synthetic), key, synthetic)


def locator(areas: Sequence[Area], *, title: Words, here: str = "", outlines: Outlines | None = None) -> SafeString:
    """A plain map that says where something is: every area alike, one outlined; no figure."""
    outlines = outlines or Outlines({area.key: area.shape for area in areas})
    body = f'<path class="plain areas" d="{"".join(outlines.paths.values())}"/>'
    if here in outlines.paths:
        body += f'<path class="here" d="{outlines.paths[here]}"/>'
    size = f'{outlines.size} role="img" aria-label="{escape(title)}"'
    return mark_safe(f'<svg class="cb-map cb-locator" {size}>{body}</svg>')  # noqa: S308


def picture(outlines: Outlines, *, here: str = "") -> str:
    """The plain map as an SVG file of its own, for `<input type="image">`: every area alike, one outlined.

    Its colors stand in the file, since no stylesheet of a page reaches into a picture.
    """
    body = f'<path fill="#e3dfd8" stroke="#fff" stroke-width="3.6" d="{"".join(outlines.paths.values())}"/>'
    if here in outlines.paths:
        body += f'<path fill="none" stroke="#6d1f4e" stroke-width="10" d="{outlines.paths[here]}"/>'
    frame = f'xmlns="http://www.w3.org/2000/svg" {outlines.size} fill-rule="evenodd" stroke-linejoin="round"'
    return f"<svg {frame}>{body}</svg>"


class Outlines:
    """Shapes projected onto the drawing: equirectangular, narrowed by the cosine of the middle latitude.

    Make it once and keep it as long as the shapes stay the same. `paths`: path data by the key of the area.
    """

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        rings = {key: _rings(shape) for key, shape in shapes.items()}
        points = [point for shape in rings.values() for ring in shape for point in ring]
        if not points:
            raise ValueError("A map needs at least one area with a shape.")
        self.west, east = min(x for x, _y in points), max(x for x, _y in points)
        south, self.north = min(y for _x, y in points), max(y for _x, y in points)
        self.narrow = math.cos(math.radians((south + self.north) / 2))
        across = max((east - self.west) * self.narrow, (self.north - south) / 2, 1e-9)
        self.scale = WIDTH * FINE / across
        self.width = (east - self.west) * self.narrow * self.scale
        self.height = (self.north - south) * self.scale
        self.paths = {key: "".join(self._ring(ring) for ring in shape) for key, shape in rings.items()}

    @property
    def units(self) -> tuple[int, int]:
        """Width and height of the drawing in its own units, with room for the outline."""
        return math.ceil(self.width) + 2 * ROOM, math.ceil(self.height) + 2 * ROOM

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height at which the drawing is shown before the page makes it fit."""
        width, height = self.units
        return round(width / FINE), round(height / FINE)

    @property
    def size(self) -> str:
        """The drawing's attributes."""
        (width, height), (across, down) = self.units, self.pixels
        return f'viewBox="-{ROOM} -{ROOM} {width} {height}" width="{across}" height="{down}"'

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a pixel of the drawing, counted from its upper left corner at its usual size."""
        (width, height), (across, down) = self.units, self.pixels
        right, below = x * width / across - ROOM, y * height / down - ROOM
        return self.west + right / (self.narrow * self.scale), self.north - below / self.scale

    def _ring(self, ring: Sequence[tuple[float, float]]) -> str:
        """A ring as path data: absolute first point, then steps, in whole units."""
        across, down = self.narrow * self.scale, self.scale
        places = [(round((x - self.west) * across), round((self.north - y) * down)) for x, y in ring]
        if places[0] == places[-1]:
            places.pop()
        moves, (x, y) = [], places[0]
        for next_x, next_y in places[1:]:
            if (next_x, next_y) != (x, y):
                moves.append(f"{next_x - x} {next_y - y}")
                x, y = next_x, next_y
        return f"M{places[0][0]} {places[0][1]}l{' '.join(moves)}z".replace(" -", "-") if moves else ""


def _rings(shape: Shape) -> Rings:
    """Every ring of a Polygon or MultiPolygon."""
    kind, coordinates = shape.get("type"), shape.get("coordinates", ())
    if kind == "Polygon":
        return [[(point[0], point[1]) for point in ring] for ring in coordinates]
    if kind == "MultiPolygon":
        return [[(point[0], point[1]) for point in ring] for polygon in coordinates for ring in polygon]
    raise ValueError(f"A map draws polygons, not {kind}.")


def _shown(area: Area) -> Shown:
    """The figure of an area; a shaded map has one for each, even if it is withheld."""
    if area.shown is None:
        raise TypeError(f"{area.name} has neither an Estimate nor a Withheld.")
    return area.shown


def _layers(paths: Mapping[int, Sequence[str]], current: str) -> Iterator[str]:
    """One path for each step, hatching for those without a figure, the outline of the current area on top."""
    yield '<g class="areas" fill-rule="evenodd">'
    if 0 in paths:
        data = "".join(paths[0])
        name = drawing.digest(data)
        yield (
            f'<defs><pattern id="{name}" width="15" height="15" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><rect width="15" height="15" class="hatch"/>'
            '<path d="M0 0v15" class="hatch-line"/></pattern></defs>'
            f'<path fill="url(#{name})" d="{data}"/>'
        )
    for step in sorted(step for step in paths if step):
        yield f'<path class="s{step}" d="{"".join(paths[step])}"/>'
    yield "</g>"
    if current:
        yield f'<path class="here" d="{current}"/>'


def _key(steps: Sequence[float], shown: Sequence[Shown], current: Words) -> tuple[KeyItem, ...]:
    """The five steps with their limits, the hatching with its reasons, the outline with the name of the area."""
    kind = shown[0].kind
    limits = [_limit(value, kind) for value in steps]
    words = [_("under %(limit)s") % {"limit": limits[0]}]
    words += [_("%(low)s to under %(high)s") % {"low": limits[i], "high": limits[i + 1]} for i in range(STEPS - 2)]
    words += [_("%(limit)s and over") % {"limit": limits[-1]}]
    found = [KeyItem(_swatch(f"step-{place + 1}"), said) for place, said in enumerate(words)]
    reasons = dict.fromkeys(short(one, language()) for one in shown if isinstance(one, Withheld))
    if reasons:
        found.append(KeyItem(_swatch("step-none"), "; ".join(reasons)))
    if current:
        found.append(KeyItem(_swatch("step-here"), current))
    return tuple(found)


def _limit(value: float, kind: Kind) -> str:
    """A limit in words."""
    if kind is Kind.SHARE:
        return f"{short_number(value * 100)}{PERCENT[language()[:2]]}"
    return number(value, 0 if value == round(value) else 1)


def _swatch(css: str) -> SafeString:
    """A little field of the key."""
    return mark_safe(f'<span class="cb-swatch {css}"></span>')  # noqa: S308


def _table(
    areas: Sequence[Area],
    title: Words,
    unit: Words,
    listed: Sequence[str] | None,
    here: str,
    names: Sequence[Words],
    synthetic: bool,
) -> DataTable:
    """The figures behind the map, largest first and those without a figure last, or as `listed`."""
    by_key = {area.key: area for area in areas}
    if listed is None:
        ranked = sorted(areas, key=lambda area: -area.shown.point if isinstance(area.shown, Estimate) else math.inf)
    else:
        ranked = [by_key[key] for key in listed]
    level_of = next((level(area.shown) for area in areas if isinstance(area.shown, Estimate)), _("Range"))
    heads = [*names, *[_("Area"), "n"][len(names) :], unit or _("Figure"), level_of]
    return DataTable(
        caption=title,
        columns=tuple(Head(words, numeric=place > 0) for place, words in enumerate(heads)),
        rows=tuple(_line(area) for area in ranked),
        here=next((place for place, area in enumerate(ranked) if here and area.key == here), None),
        synthetic=synthetic,
    )


def _line(area: Area) -> tuple[str | Cell, ...]:
    """One area in words."""
    name = Cell(area.name, href=area.href)
    if isinstance(area.shown, Estimate):
        return (name, number(area.shown.n), *parts(area.shown))
    return (name, "–", Cell(figure(_shown(area)), span=2))
