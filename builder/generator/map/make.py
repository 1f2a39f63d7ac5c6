"""Makes the files that hold the map: `python -m builder.generator.map.make countries-10m.json`.

The shapes are those of Natural Earth (https://www.naturalearthdata.com, public domain) at 1:10 million, as the npm
package `world-atlas` 2 gives them in TopoJSON. What comes out is the same for the same input: `americas.json` beside
this module, for the maps that stand in pages, and `templates/assets/americas.svg`, the land around a country's own
place. Lines are simplified by Visvalingam's way, to within about 20 km, and 4 km where the small states are; islands
under 5,000 km² (30 km² there) are left out, but for the largest of each country.
"""

import itertools
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.generator.map import topology
from builder.generator.map.projection import UNIT, project
from builder.generator.map.sites import SITES, Panel, Place
from builder.generator.map.topology import Arc, Shape

DATA = Path(__file__).with_name("americas.json")
PICTURE = Path(__file__).parents[3] / "templates" / "assets" / "americas.svg"

SOURCE = "Natural Earth 1:10m (public domain), through world-atlas 2"

Box = tuple[float, float, float, float]
"""West, south, east, north."""

PANELS: Mapping[Panel, tuple[int, int, int, int]] = {
    "americas": (-1420, -2560, 3290, 4920),
    "caribbean": (-540, -680, 1440, 1090),
}
"""What each map shows: left, top, width and height in units of the drawing."""

CLOSE: Box = (-93.5, 6.0, -58.5, 28.0)
"""Where the small states lie."""

BLEND = 6.0
"""Degrees around it over which the lines become as coarse as everywhere else."""

TOLERANCE = (3.5, 20.0)
"""Kilometers that a line may leave its course by, there and everywhere else."""

SMALLEST = (30.0, 5000.0)
"""Square kilometers of the smallest island that is drawn, there and everywhere else."""

NORTH = (50.0, 60.0)
"""Degrees of latitude between which coasts become half as fine again: the many fjords and islands of the Arctic."""

AWAY: tuple[Box, ...] = (
    (-30.0, -90.0, 180.0, 90.0),
    (-180.0, -90.0, 180.0, -57.0),
    (-180.0, -57.0, -85.5, -3.0),
    (-180.0, -57.0, -140.0, 50.0),
    (-180.0, 50.0, -170.0, 56.0),
    (-42.0, -57.0, -30.0, 58.0),
)
"""Lands that would make the map twice as wide: all other continents, Hawaii, the far Aleutians, islands far out."""

CODES: Mapping[str, str] = {
    "028": "AG", "032": "AR", "044": "BS", "052": "BB", "060": "BM", "068": "BO", "076": "BR", "084": "BZ",
    "092": "VG", "124": "CA", "136": "KY", "152": "CL", "170": "CO", "188": "CR", "192": "CU", "212": "DM",
    "214": "DO", "218": "EC", "222": "SV", "238": "FK", "304": "GL", "308": "GD", "320": "GT", "328": "GY",
    "332": "HT", "340": "HN", "388": "JM", "484": "MX", "500": "MS", "531": "CW", "533": "AW", "534": "SX",
    "558": "NI", "591": "PA", "600": "PY", "604": "PE", "630": "PR", "652": "BL", "659": "KN", "660": "AI",
    "662": "LC", "663": "MF", "666": "PM", "670": "VC", "740": "SR", "780": "TT", "796": "TC", "840": "US",
    "850": "VI", "858": "UY", "862": "VE",
}  # fmt: skip
"""The numbers of ISO 3166-1, and its letters."""

OVERSEAS = {"250": "", "528": ""}
"""States of Europe whose lands in the Americas are drawn, and belong to no entry of theirs: France, the Netherlands."""


Polygon = tuple[tuple[int, ...], ...]
"""Its rings, the outer one first, as indexes of arcs."""


def made(source: Mapping[str, Any]) -> dict[str, Any]:
    """What `americas.json` holds, from a TopoJSON file of the world's countries."""
    arcs = topology.arcs(source)
    lands = _lands(topology.shapes(source), arcs)
    needed = {max(index, ~index) for land in lands.values() for polygon in land for ring in polygon for index in ring}
    lines = {index: _line(arcs[index]) for index in needed}
    drawn = {code: [_rings(polygon, lines) for polygon in land] for code, land in lands.items()}
    quiet = drawn.pop("", [])
    order = [*(code for sites in SITES.values() for code in sites), *sorted(drawn)]
    return {
        "source": SOURCE,
        "panels": PANELS,
        "shapes": {
            code: {"path": _path(polygons), **_placed(code, polygons)}
            for code, polygons in sorted(drawn.items(), key=lambda each: order.index(each[0]))
        },
        "quiet": _path(quiet),
    }


def _lands(shapes: Iterable[Shape], arcs: Sequence[Arc]) -> dict[str, list[Polygon]]:
    """What is drawn of each country, the largest land first; under no code what has none here."""
    found: dict[str, list[Polygon]] = {}
    for shape in shapes:
        code = CODES.get(shape.id, OVERSEAS.get(shape.id))
        if code is None:
            continue
        sizes = {polygon: _size(polygon, arcs) for polygon in shape.polygons if not _is_away(polygon, arcs)}
        order = sorted(sizes, key=lambda polygon: -sizes[polygon])
        kept = [each for each in order if sizes[each] >= _between(SMALLEST, arcs[max(each[0][0], ~each[0][0])][0])]
        found.setdefault(code, []).extend(kept or (order[:1] if code else ()))
    return {code: land for code, land in found.items() if land}


def _is_away(polygon: Polygon, arcs: Sequence[Arc]) -> bool:
    (x, y), *_ = topology.ring(polygon[0], arcs)
    return any(west <= x <= east and south <= y <= north for west, south, east, north in AWAY)


def _size(polygon: Polygon, arcs: Sequence[Arc]) -> float:
    return topology.area([project(place) for place in topology.ring(polygon[0], arcs)]) * UNIT**2


def _between(values: tuple[float, float], place: Place) -> float:
    """The first value where the small states are, the second elsewhere, and what is between them on the way."""
    west, south, east, top = CLOSE
    outside = max(west - place[0], place[0] - east, south - place[1], place[1] - top, 0)
    north = min(1.0, max(0.0, (place[1] - NORTH[0]) / (NORTH[1] - NORTH[0])))
    return (values[0] + (values[1] - values[0]) * min(1.0, outside / BLEND)) * (1 + north)


def _line(arc: Arc) -> tuple[tuple[int, int], ...]:
    """The arc in whole units of the drawing, simplified."""
    points = tuple(project(place) for place in arc)
    tolerance = {point: _between(TOLERANCE, place) / UNIT for point, place in zip(points, arc, strict=True)}
    kept = topology.simplified(points, tolerance.__getitem__, least=4 if arc[0] == arc[-1] else 2)
    return tuple((round(x), round(y)) for x, y in kept)


def _rings(polygon: Polygon, lines: Mapping[int, tuple[tuple[int, int], ...]]) -> list[list[tuple[int, int]]]:
    rings = []
    for ring in polygon:
        points = [point for index in ring for point in (lines[index] if index >= 0 else lines[~index][::-1])[:-1]]
        kept = [point for before, point in zip((points[-1], *points), points, strict=False) if point != before]
        # half an island can come to nothing in whole units
        rings.append(kept if len(kept) > 2 else _speck(*points[0]))
    return rings


def _speck(x: int, y: int) -> list[tuple[int, int]]:
    return [(x - 1, y), (x, y - 1), (x + 1, y), (x, y + 1)]


def _path(polygons: Iterable[list[list[tuple[int, int]]]]) -> str:
    return "".join(_closed(ring) for rings in polygons for ring in rings)


def _closed(ring: Sequence[tuple[int, int]]) -> str:
    """The ring as SVG writes it: where it begins, then from point to point, without a blank before a minus."""
    steps = [value for (x1, y1), (x2, y2) in itertools.pairwise(ring) for value in (x2 - x1, y2 - y1)]
    told = "".join(f"{value}" if value < 0 or not first else f" {value}" for first, value in enumerate(steps))
    return f"M{ring[0][0]} {ring[0][1]}l{told}z"


def _placed(code: str, polygons: Sequence[list[list[tuple[int, int]]]]) -> dict[str, Any]:
    """Where the country lies, and where its number stands."""
    sizes = [topology.area(rings[0]) for rings in polygons]
    main = [point for rings, size in zip(polygons, sizes, strict=True) if size * 10 >= sizes[0] for point in rings[0]]
    (left, right), (top, bottom) = ((min(each), max(each)) for each in zip(*main, strict=True))
    box = [left, top, right - left, bottom - top]
    for panel, sites in SITES.items():
        if site := sites.get(code):
            return {
                "box": box,
                "panel": panel,
                "at": _whole(site.at),
                "of": site.of and _whole(site.of),
                "side": site.side,
            }
    center = [(left + right) // 2, (top + bottom) // 2]
    x, y, width, height = PANELS["caribbean"]
    is_close = x < center[0] < x + width and y < center[1] < y + height
    return {"box": box, "panel": "caribbean" if is_close else "americas", "at": center, "of": None, "side": "right"}


def _whole(place: Place) -> list[int]:
    return [round(value) for value in project(place)]


def picture(drawing: Mapping[str, Any]) -> str:
    """All the land as a picture of its own, in a gray that suits a light page and a dark one."""
    x, y, width, height = drawing["panels"]["americas"]
    land = "".join(shape["path"] for shape in drawing["shapes"].values()) + drawing["quiet"]
    look = 'fill="#8d897e" fill-opacity=".4" stroke="#8d897e" stroke-width="3" stroke-linejoin="round"'
    size = f'viewBox="{x} {y} {width} {height}" width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path {look} d="{land}"/></svg>\n'


def main(arguments: Sequence[str]) -> None:
    """Reads the TopoJSON file that is named and writes both files."""
    drawing = made(json.loads(Path(arguments[0]).read_text("utf-8")))
    DATA.write_text(json.dumps(drawing, indent=1, ensure_ascii=False) + "\n", "utf-8")
    PICTURE.write_text(picture(drawing), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
