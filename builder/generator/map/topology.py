"""Shapes from a TopoJSON file, simplified arc by arc: what two countries share stays shared, so no border gapes."""

import heapq
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]
Arc = tuple[Point, ...]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a TopoJSON file calls a geometry."""

    id: str
    """The number of the country in ISO 3166-1; empty for what has none."""
    polygons: tuple[tuple[tuple[int, ...], ...], ...]
    """Polygons, each with its rings, the outer one first, as indexes of arcs; `~index` is an arc run backwards."""


def arcs(topology: Mapping[str, Any]) -> tuple[Arc, ...]:
    """The arcs of a file as longitudes and latitudes."""
    (scale_x, scale_y), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    made: list[Arc] = []
    for steps in topology["arcs"]:
        places = itertools.accumulate(steps, lambda place, step: (place[0] + step[0], place[1] + step[1]))
        made.append(tuple((x * scale_x + x0, y * scale_y + y0) for x, y in places))
    return tuple(made)


def shapes(topology: Mapping[str, Any], name: str = "countries") -> Iterator[Shape]:
    """The shapes of one of a file's collections."""
    for geometry in topology["objects"][name]["geometries"]:
        held = geometry.get("arcs", ())
        polygons = [held] if geometry["type"] == "Polygon" else held
        yield Shape(str(geometry.get("id", "")), tuple(tuple(map(tuple, polygon)) for polygon in polygons))


def ring(indexes: Sequence[int], arcs: Sequence[Arc]) -> Ring:
    """The arcs as one closed line, whose last point is not said again."""
    points: list[Point] = []
    for index in indexes:
        points.extend((arcs[index] if index >= 0 else arcs[~index][::-1])[:-1])
    return tuple(points)


def area(ring: Sequence[Point]) -> float:
    """What the ring encloses, in the square of its unit."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise((*ring, *ring[:1])))) / 2


def simplified(arc: Arc, tolerance: Callable[[Point], float], *, least: int = 2) -> Arc:
    """The arc without the points that matter least; its ends stay, for other arcs begin there.

    A point matters as the triangle does that it makes with its neighbors (Visvalingam and Whyatt, 1993), measured
    against the square of the tolerance where it stands. At least `least` points stay.
    """
    before = list(range(-1, len(arc) - 1))
    after = list(range(1, len(arc) + 1))

    def weight(index: int) -> float:
        (x1, y1), (x2, y2), (x3, y3) = arc[before[index]], arc[index], arc[after[index]]
        triangle = abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1)) / 2
        return triangle / tolerance(arc[index]) ** 2

    weights = {index: weight(index) for index in range(1, len(arc) - 1)}
    waiting = [(each, index) for index, each in weights.items()]
    heapq.heapify(waiting)
    while waiting and len(weights) + 2 > least:
        lightest, index = heapq.heappop(waiting)
        if weights.get(index) != lightest:
            continue
        if lightest >= 1:
            break
        del weights[index]
        after[before[index]], before[after[index]] = after[index], before[index]
        for neighbor in (before[index], after[index]):
            if neighbor in weights:
                # a point that was hidden by a lighter one must not go before its turn
                weights[neighbor] = max(lightest, weight(neighbor))
                heapq.heappush(waiting, (weights[neighbor], neighbor))
    return tuple(arc[index] for index in (0, *sorted(weights), len(arc) - 1)) if len(arc) > 1 else arc
