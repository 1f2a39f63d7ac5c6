"""Where each country's number stands on the map, decided by eye: on its land, or in the sea beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Panel = Literal["americas", "caribbean"]
"""The whole map, and the larger one of the small states in the middle of it."""

Side = Literal["right", "left", "above", "below"]
"""Where a name stands, seen from its number."""

Place = tuple[float, float]
"""Degrees of longitude and latitude; west and south are negative."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a country's number and name stand."""

    at: Place
    """The middle of the number."""
    side: Side
    """Where the name stands, as far as there is room for names."""
    of: Place | None = None
    """The place on land that a line leads to; none where the number stands on the land itself."""


SITES: Mapping[Panel, Mapping[str, Site]] = {
    # about from north to south: the order in which a keyboard comes to them. It is that of drawing, too, so that a name
    # on land covers its neighbors' land. Where the map is narrowest, 288 pixels, numbers are 24 pixels apart
    "americas": {
        "CA": Site((-108.0, 57.0), "below"),
        "US": Site((-98.5, 39.5), "below"),
        "MX": Site((-102.5, 24.0), "below"),
        "BR": Site((-52.5, -10.0), "below"),
        "GY": Site((-50.5, 14.5), "right", (-58.5, 6.8)),
        "SR": Site((-45.5, 6.3), "right", (-55.6, 5.8)),
        "CO": Site((-74.3, 3.6), "below"),
        "VE": Site((-64.8, 7.6), "below"),
        "EC": Site((-87.5, -4.5), "left", (-80.2, -2.0)),
        "PE": Site((-75.0, -9.5), "below"),
        "CL": Site((-80.0, -32.0), "left", (-71.3, -32.0)),
        "BO": Site((-64.5, -16.6), "below"),
        "PY": Site((-41.5, -31.5), "right", (-57.2, -24.8)),
        "UY": Site((-47.5, -39.8), "right", (-55.0, -33.8)),
        "AR": Site((-64.4, -34.5), "below"),
    },
    "caribbean": {
        "BS": Site((-72.3, 26.0), "right", (-75.5, 23.6)),
        "CU": Site((-85.2, 24.4), "left", (-82.6, 22.7)),
        "DO": Site((-69.2, 22.5), "above", (-70.3, 19.4)),
        "HT": Site((-74.4, 15.6), "below", (-72.9, 18.4)),
        "JM": Site((-78.6, 15.5), "below", (-77.4, 18.1)),
        "KN": Site((-61.6, 24.2), "right", (-62.7, 17.4)),
        "AG": Site((-58.2, 20.5), "right", (-61.7, 17.2)),
        "DM": Site((-65.0, 15.6), "left", (-61.4, 15.4)),
        "LC": Site((-57.4, 17.1), "right", (-60.9, 13.9)),
        "BB": Site((-57.0, 13.8), "right", (-59.5, 13.1)),
        "VC": Site((-57.4, 10.5), "right", (-61.1, 13.1)),
        "GD": Site((-65.6, 12.2), "left", (-61.8, 12.1)),
        "TT": Site((-58.0, 7.2), "right", (-61.2, 10.4)),
        "BZ": Site((-85.6, 19.9), "right", (-88.3, 17.2)),
        "GT": Site((-92.8, 13.2), "left", (-90.6, 14.4)),
        "HN": Site((-82.9, 16.5), "right", (-86.2, 15.2)),
        "SV": Site((-90.3, 9.9), "left", (-88.9, 13.5)),
        "NI": Site((-84.6, 12.9), "right"),
        "CR": Site((-86.6, 7.6), "left", (-84.3, 10.0)),
        "PA": Site((-81.0, 5.6), "below", (-80.5, 8.3)),
    },
}  # fmt: skip
