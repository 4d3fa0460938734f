"""A client's logo: judged by its header before anything is decoded, and kept as a small PNG made anew."""

import io
import warnings

from PIL import Image, UnidentifiedImageError

from workshops.domain.operations import Refusal

BYTES_MOST = 5 * 1024 * 1024
MEGAPIXELS_MOST = 20
LARGEST = (1600, 800)
"""What is kept of it: enough for a poster."""
KINDS = ("PNG", "JPEG")


def read_logo(given: bytes) -> bytes:
    """The picture as a PNG within LARGEST. Only PNG and JPEG; its name and what it says it is do not count.

    Raises Refusal `logo-large`, `logo-kind`, `logo-pixels`.
    """
    if len(given) > BYTES_MOST:
        raise Refusal("logo-large", limit=BYTES_MOST // 1024 // 1024)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # there is a lower bound here
        try:
            return _small(given)
        except Image.DecompressionBombError as problem:
            raise Refusal("logo-pixels", limit=MEGAPIXELS_MOST) from problem
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as problem:
            raise Refusal("logo-kind") from problem


def _small(given: bytes) -> bytes:
    with Image.open(io.BytesIO(given), formats=KINDS) as picture:
        if picture.width * picture.height > MEGAPIXELS_MOST * 1_000_000:
            raise Refusal("logo-pixels", limit=MEGAPIXELS_MOST)
        small = picture.convert("RGBA")
    small.thumbnail(LARGEST)
    out = io.BytesIO()
    small.save(out, "PNG")
    return out.getvalue()
