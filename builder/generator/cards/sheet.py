"""A picture of few colors, painted through masks: small as a file, and the same bytes each time."""

import io

from PIL import Image, ImageColor

STEPS = 16
"""Shades between a color and what it lies on, so that edges look smooth."""


class Sheet:
    """A ground that colors are painted on."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        """All of it has the color `ground`, such as `#fbfaf6`."""
        self._image = Image.new("L", (width, height))
        self._colors: dict[tuple[int, ...], int] = {ImageColor.getrgb(ground): 0}

    def fill(self, box: tuple[int, int, int, int], color: str) -> None:
        """Paints a rectangle: its left, top, right and bottom, the last two outside."""
        self._image.paste(self._number(ImageColor.getrgb(color)), box)

    def paint(self, mask: Image.Image, at: tuple[int, int], color: str, on: str) -> None:
        """Paints where the mask is white, with its top left corner at a place that has the color `on`."""
        shades = [self._number(_between(on, color, step / STEPS)) for step in range(STEPS + 1)]
        steps = [round(level * STEPS / 255) for level in range(256)]
        painted = mask.point([shades[step] for step in steps])
        self._image.paste(painted, at, mask.point([255 if step else 0 for step in steps]))

    def png(self) -> bytes:
        """The picture as a file."""
        image = self._image.copy()
        image.putpalette([value for color in self._colors for value in color])
        file = io.BytesIO()
        image.save(file, "PNG")
        return file.getvalue()

    def _number(self, color: tuple[int, ...]) -> int:
        return self._colors.setdefault(color, len(self._colors))


def mixed(color: str, on: str, share: float) -> str:
    """A color thinned with what it lies on; `share` is how much of it is left, from 0 to 1."""
    return "#" + "".join(f"{value:02x}" for value in _between(on, color, share))


def _between(one: str, other: str, share: float) -> tuple[int, ...]:
    pairs = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True)
    return tuple(round(first + (last - first) * share) for first, last in pairs)
