"""What the maps show of a catalogue: countries shaded and numbered by their programs, and where one of them lies."""

from collections.abc import Mapping
from dataclasses import dataclass

from builder.generator.catalogue import Catalogue
from builder.generator.map.drawing import Box, Drawing, Point, drawing
from builder.generator.map.shades import Shade, shades, step
from builder.generator.map.sites import Panel, Side

AROUND = 3
"""How many times its own size a country's picture is wide, so that its neighbors are seen."""

NARROWEST = 800
"""Units that such a picture is wide at least: 2,400 km."""

RING = 0.1
"""The part of such a picture below which a country needs a ring around it to be found."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A country of the catalogue on the map. All places are percentages of the map's width and height."""

    slug: str
    """Its name in addresses."""
    code: str
    """Its two letters in ISO 3166-1."""
    count: int
    """How many programs benefit it."""
    step: int
    """How dark it is drawn: 0 without a program, up to `shades.STEPS`."""
    x: float
    """Where its number stands: from the left."""
    y: float
    """From the top."""
    of: tuple[float, float] | None
    """The place on its land that a line leads to; None where the number stands on the land."""
    side: Side
    """Where its name stands, seen from the number."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of the two maps."""

    name: Panel
    """Which."""
    box: Box
    """What it shows, in units of the drawing: left, top, width and height."""
    spots: tuple[Spot, ...]
    """The countries whose numbers stand on it."""
    others: tuple[Spot, ...]
    """The countries whose numbers stand on the other one."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The maps of a catalogue."""

    sheets: tuple[Sheet, ...]
    """Both of them, or the whole one alone where no small state needs the other."""
    paths: Mapping[str, str]
    """The land of every country of the catalogue, by its code."""
    quiet: str
    """All other land."""
    shades: tuple[Shade, ...]
    """What the darkness means, the lightest first."""

    @property
    def has_blank(self) -> bool:
        """Whether a country has no program."""
        return any(not spot.step for sheet in self.sheets for spot in sheet.spots)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one country lies. All numbers are units of the drawing."""

    path: str
    """Its land."""
    box: Box
    """What the picture shows."""
    whole: Box
    """What the picture of all the land, `assets/americas.svg`, shows."""
    ring: tuple[int, int, int] | None
    """Around a country that is too small to be found: the middle and the radius."""


def picture(catalogue: Catalogue) -> Picture | None:
    """The maps; None where no country of the catalogue is in the Americas.

    A country that they do not have is left to the lists beside them.
    """
    known = drawing()
    counts = {
        slug: len(catalogue.under["countries"].get(slug, ()))
        for slug, country in catalogue.facets.countries.items()
        if country.code in known.shapes
    }
    codes = {slug: catalogue.facets.countries[slug].code for slug in counts}
    steps = shades(counts.values())
    order = {code: number for number, code in enumerate(known.shapes)}
    slugs = sorted(counts, key=lambda slug: order[codes[slug]])
    sheets = []
    for name, box in known.panels.items():
        spots = [_spot(slug, codes[slug], counts[slug], step(counts[slug], steps), box, known) for slug in slugs]
        own = tuple(spot for spot in spots if known.shapes[spot.code].panel == name)
        others = (spot for spot in spots if spot not in own and _meet(known.shapes[spot.code].box, box))
        if own:
            sheets.append(Sheet(name, box, own, tuple(others)))
    if not sheets:
        return None
    drawn = set(codes.values())
    return Picture(
        tuple(sheets),
        {code: shape.path for code, shape in known.shapes.items() if code in drawn},
        "".join(shape.path for code, shape in known.shapes.items() if code not in drawn) + known.quiet,
        steps,
    )


def place(code: str) -> Place | None:
    """Where the country with that code lies; None where the map does not have it."""
    known = drawing()
    shape = known.shapes.get(code)
    if shape is None:
        return None
    left, top, width, height = shape.box
    whole = known.panels["americas"]
    side = min(max(NARROWEST, AROUND * max(width, height)), max(whole[2:]))
    x, y = left + width // 2, top + height // 2
    box = (_within(x, side, whole[0], whole[2]), _within(y, side, whole[1], whole[3]), side, side)
    ring = (x, y, round(side * RING * 0.75)) if max(width, height) < side * RING else None
    return Place(shape.path, box, whole, ring)


def _within(middle: int, side: int, start: int, length: int) -> int:
    """Where a stretch around a middle begins, moved so that it does not leave a longer one without need."""
    if side >= length:
        return start - (side - length) // 2
    return min(max(middle - side // 2, start), start + length - side)


def _spot(slug: str, code: str, count: int, step: int, box: Box, known: Drawing) -> Spot:
    shape = known.shapes[code]
    of = _percent(shape.of, box) if shape.of else None
    return Spot(slug, code, count, step, *_percent(shape.at, box), of, shape.side)


def _percent(point: Point, box: Box) -> tuple[float, float]:
    left, top, width, height = box
    return round((point[0] - left) * 100 / width, 2), round((point[1] - top) * 100 / height, 2)


def _meet(one: Box, other: Box) -> bool:
    return all(one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2] for axis in (0, 1))
