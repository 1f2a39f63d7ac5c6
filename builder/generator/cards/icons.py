"""The mark as an icon, for the places where a browser or a phone wants pixels."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw

from builder.generator.cards import mark
from builder.generator.cards.colors import Colors

_ROUND = 5 / 32
"""The radius of a tile's corners, of its side; templates/assets/icon.svg has the same."""

_FINER = 4

_TAB = 32


@lru_cache(maxsize=16)
def icon(side: int, share: float, colors: Colors, *, is_round: bool) -> bytes:
    """A PNG of so many pixels, of which the mark's square takes a share; the tile's corners are round, or are there."""
    file = io.BytesIO()
    image = _tile(side, share, colors, is_round=is_round)
    (image if is_round else image.convert("RGB")).save(file, "PNG", optimize=True)
    return file.getvalue()


@lru_cache(maxsize=2)
def favicon(colors: Colors) -> bytes:
    """The same for tabs and bookmarks, as an ICO."""
    file = io.BytesIO()
    _tile(_TAB, 1, colors, is_round=True).save(file, "ICO", sizes=[(_TAB, _TAB)])
    return file.getvalue()


def _tile(side: int, share: float, colors: Colors, *, is_round: bool) -> Image.Image:
    image = Image.new("RGB", (side, side), colors.band)
    inner = round(side * share)
    at = ((side - inner) // 2, (side - inner) // 2)
    image.paste(colors.on_band, at, mark.frame(inner))
    for number, column in enumerate(mark.columns(inner)):
        image.paste(colors.on_column(number), at, column)
    image.putalpha(_corners(side) if is_round else 255)
    return image


def _corners(side: int) -> Image.Image:
    large = side * _FINER
    mask = Image.new("L", (large, large))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, large - 1, large - 1), large * _ROUND, fill=255)
    return mask.reduce(_FINER)
