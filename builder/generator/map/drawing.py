"""The shapes and places that the map is drawn from, as `make.py` wrote them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builder.generator.map.sites import Panel, Side

Point = tuple[int, int]
Box = tuple[int, int, int, int]
"""Left, top, width and height."""

FILE = Path(__file__).with_name("americas.json")


@dataclass(frozen=True, slots=True)
class Shape:
    """A country as the map draws it. All numbers are units of the drawing."""

    path: str
    """Its land, as SVG writes paths."""
    box: Box
    """What its main lands fill."""
    panel: Panel
    """The map on which its number stands."""
    at: Point
    """Where its number stands."""
    of: Point | None
    """Where a line from there leads, if the number does not stand on the land itself."""
    side: Side
    """Where its name stands, seen from the number."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The Americas."""

    panels: Mapping[Panel, Box]
    """What each map shows."""
    shapes: Mapping[str, Shape]
    """Every country, by its two letters in ISO 3166-1."""
    quiet: str
    """Land that is no country of its own, such as French Guiana."""


@cache
def drawing() -> Drawing:
    """The map that comes with the catalogue."""
    held = json.loads(FILE.read_text("utf-8"))
    return Drawing(
        {name: tuple(box) for name, box in held["panels"].items()},
        {
            code: Shape(
                shape["path"],
                tuple(shape["box"]),
                shape["panel"],
                tuple(shape["at"]),
                shape["of"] and tuple(shape["of"]),
                shape["side"],
            )
            for code, shape in held["shapes"].items()
        },
        held["quiet"],
    )
