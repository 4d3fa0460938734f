"""A logo as it goes on a page: a small PNG made anew from what was given, so that nothing else comes along."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

MOST_PIXELS = 50_000_000
LARGEST = (900, 400)


class BadLogo(ValueError):
    """Not a PNG or JPEG, or too large to look at."""


def as_png(given: bytes) -> bytes:
    """The picture as a PNG of at most 900 by 400 pixels. Raises BadLogo."""
    try:
        with Image.open(io.BytesIO(given), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise BadLogo("more than 50 megapixels")
            small = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        raise BadLogo(str(problem)) from problem
    small.thumbnail(LARGEST)
    out = io.BytesIO()
    small.save(out, "PNG")
    return out.getvalue()
