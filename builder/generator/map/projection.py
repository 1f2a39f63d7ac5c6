"""The way from the globe to the page: Lambert's azimuthal projection, in which no country looks larger than it is.

Source: John P. Snyder, Map Projections: A Working Manual (1987), equations 24-2 to 24-4.
"""

import math

EARTH = 6371.0
"""Its radius in kilometers."""

CENTER = (-80.0, 10.0)
"""Longitude and latitude of the point that the plane touches."""

UNIT = 3.0
"""Kilometers that a unit of the drawing stands for."""


def project(place: tuple[float, float]) -> tuple[float, float]:
    """Degrees of longitude and latitude to units of the drawing, rightwards and downwards from the center."""
    along, up = math.radians(place[0] - CENTER[0]), math.radians(place[1])
    middle = math.radians(CENTER[1])
    depth = math.sin(middle) * math.sin(up) + math.cos(middle) * math.cos(up) * math.cos(along)
    scale = EARTH / UNIT * math.sqrt(2 / (1 + depth))
    rise = math.cos(middle) * math.sin(up) - math.sin(middle) * math.cos(up) * math.cos(along)
    return scale * math.cos(up) * math.sin(along), -scale * rise
