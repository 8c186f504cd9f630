"""A picture comes in: drawn afresh on an empty canvas, so that nothing but what is seen is kept."""

from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
"""What is read; anything else, and anything that only calls itself so, is refused."""
MOST_PIXELS = 60_000_000
"""A picture of more is refused before it is unpacked: a small file can claim to be enormous."""


class PictureReason(StrEnum):
    """Why a picture is refused."""

    NOT_A_PICTURE = "not_a_picture"
    TOO_LARGE = "too_large"
    BROKEN = "broken"


class PictureRefused(ValueError):
    """This file is not taken as a picture; `reason` says why."""

    def __init__(self, reason: PictureReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrawn:
    """A picture as it is kept: new bytes without any of the old file's notes, places, cameras or comments."""

    content: bytes
    media_type: str
    ending: str
    width: int
    height: int


def redrawn(content: bytes, *, longest_side: int) -> Redrawn:
    """The picture on a fresh canvas, turned upright, at most `longest_side` pixels a side.

    PNG where it is a PNG, GIF or see-through, else JPEG. Raises PictureRefused.
    """
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureRefused(PictureReason.TOO_LARGE)
            kind = opened.format
            upright = ImageOps.exif_transpose(opened)
            clear = "A" in upright.getbands() or "transparency" in upright.info
            seen = upright.convert("RGBA" if clear else "RGB")
    except Image.DecompressionBombError:
        raise PictureRefused(PictureReason.TOO_LARGE) from None
    except UnidentifiedImageError:
        raise PictureRefused(PictureReason.NOT_A_PICTURE) from None
    except (OSError, SyntaxError, ValueError, EOFError) as problem:
        if isinstance(problem, PictureRefused):
            raise
        raise PictureRefused(PictureReason.BROKEN) from None
    seen.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    canvas = Image.new(seen.mode, seen.size)
    canvas.paste(seen)
    as_jpeg = not clear and kind in ("JPEG", "WEBP")
    file = BytesIO()
    if as_jpeg:
        canvas.save(file, "JPEG", quality=88)
    else:
        canvas.save(file, "PNG", optimize=True)
    return Redrawn(
        content=file.getvalue(),
        media_type="image/jpeg" if as_jpeg else "image/png",
        ending="jpg" if as_jpeg else "png",
        width=canvas.width,
        height=canvas.height,
    )
