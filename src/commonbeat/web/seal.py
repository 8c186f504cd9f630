"""The demonstration agency's seal, drawn here from plain shapes: invented, and it says so."""

from io import BytesIO
from math import cos, radians, sin

from PIL import Image, ImageDraw, ImageFont

INK, PAPER, WATER, ACCENT = "#1c1d21", "#ffffff", "#a9cdd2", "#6d1f4e"
SIDE, FINE = 480, 3
"""Pixels of the finished square, and how many times finer it is drawn before it is made small and smooth."""

ALT = {
    "en": "Round seal: a bridge of three arches over a river, and the words demonstration, not a real agency",
    "es": "Sello redondo: un puente de tres arcos sobre un río y, en inglés, las palabras demostración, no es una "
    "agencia real",
}
"""What it shows, in each language."""


def demonstration_seal() -> bytes:
    """The seal as a PNG of 480 by 480 pixels."""
    side = SIDE * FINE
    image = Image.new("RGB", (side, side), PAPER)
    draw = ImageDraw.Draw(image)
    unit = side / 100
    _disc(draw, unit, 49, INK)
    _disc(draw, unit, 46.5, PAPER)
    _words(image, unit, "DEMONSTRATION", middle=-90)
    _words(image, unit, "NOT A REAL AGENCY", middle=90)
    _disc(draw, unit, 33, INK)
    _disc(draw, unit, 31.8, PAPER)
    _bridge(image, unit)
    small = image.resize((SIDE, SIDE), Image.Resampling.LANCZOS).quantize(32)
    file = BytesIO()
    small.save(file, "PNG", optimize=True)
    return file.getvalue()


def _disc(draw: ImageDraw.ImageDraw, unit: float, radius: float, color: str) -> None:
    low, high = (50 - radius) * unit, (50 + radius) * unit
    draw.ellipse((low, low, high, high), fill=color)


def _words(image: Image.Image, unit: float, words: str, *, middle: float) -> None:
    """Letters around the rim; `middle` is the angle of the middle letter, -90 at the top and 90 at the foot."""
    font = ImageFont.load_default(8.2 * unit)
    upward = middle < 0
    step = 9.6 if upward else -8.4
    for place, letter in enumerate(words):
        angle = middle + (place - (len(words) - 1) / 2) * step
        tile = Image.new("L", (int(14 * unit), int(14 * unit)), 0)
        ImageDraw.Draw(tile).text((7 * unit, 7 * unit), letter, fill=255, font=font, anchor="mm")
        turned = tile.rotate(-(angle + 90) if upward else 90 - angle, Image.Resampling.BICUBIC)
        x, y = (50 + 40 * cos(radians(angle)) - 7) * unit, (50 + 40 * sin(radians(angle)) - 7) * unit
        image.paste(INK, (int(x), int(y)), turned)


def _bridge(image: Image.Image, unit: float) -> None:
    """Three arches over water, inside the inner disc."""
    scene = Image.new("RGB", image.size, PAPER)
    draw = ImageDraw.Draw(scene)
    draw.rectangle((0, 62 * unit, 100 * unit, 100 * unit), fill=WATER)
    draw.rectangle((0, 46 * unit, 100 * unit, 62 * unit), fill=ACCENT)
    draw.rectangle((0, 42 * unit, 100 * unit, 44.5 * unit), fill=ACCENT)
    for left in range(20, 82, 5):
        draw.rectangle((left * unit, 44 * unit, (left + 1) * unit, 47 * unit), fill=ACCENT)
    for middle in (31, 50, 69):
        draw.ellipse(((middle - 8) * unit, 51 * unit, (middle + 8) * unit, 67 * unit), fill=PAPER)
    draw.rectangle((0, 62 * unit, 100 * unit, 100 * unit), fill=WATER)
    for row, shift in ((68, 0), (73, 6), (78, 2)):
        for left in range(10 + shift, 90, 14):
            draw.line((left * unit, row * unit, (left + 8) * unit, row * unit), fill=PAPER, width=int(1.2 * unit))
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).ellipse((18.2 * unit, 18.2 * unit, 81.8 * unit, 81.8 * unit), fill=255)
    image.paste(scene, (0, 0), mask)
