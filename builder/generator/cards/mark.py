"""The catalogue's mark: a house of four pillars, as templates/macros/mark.svg draws it."""

from PIL import Image, ImageDraw

SIDE = 32
"""The mark's own square, in which its shapes are measured."""

FRAME = (((3, 9), (16, 3), (29, 9), (29, 11), (3, 11)), ((3, 27), (29, 27), (29, 29), (3, 29)))
"""The corners of the roof and of the ground."""

COLUMNS = tuple(((left, 13), (left + 4, 13), (left + 4, 25), (left, 25)) for left in (5, 11, 17, 23))
"""The corners of the four pillars."""

_FINER = 4

_Shape = tuple[tuple[int, int], ...]


def frame(side: int) -> Image.Image:
    """Roof and ground as a mask, on a square of so many pixels."""
    return _mask(side, FRAME)


def columns(side: int) -> tuple[Image.Image, ...]:
    """The four pillars, a mask each."""
    return tuple(_mask(side, (column,)) for column in COLUMNS)


def _mask(side: int, shapes: tuple[_Shape, ...]) -> Image.Image:
    large = Image.new("L", (side * _FINER, side * _FINER))
    pen = ImageDraw.Draw(large)
    scale = side * _FINER / SIDE
    for shape in shapes:
        # Pillow paints the pixels on the outline as well, which makes what lies right and below one larger
        left, top = min(x for x, _ in shape), min(y for _, y in shape)
        pen.polygon([(x * scale - (x > left), y * scale - (y > top)) for x, y in shape], fill=255)
    return large.reduce(_FINER)
