"""What the head of a country's, donor's, pillar's or unit's page tells in numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.generator.catalogue import Catalogue, Entry, Kind, chosen_activities
from builder.generator.doubts import has_unsure_dates
from builder.program import status


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the programs of a list, as far as they are about its facet entry."""

    activities: int
    """Each told by one sheet."""
    ongoing: int
    """Of these, those that go on today."""
    countries: int
    """That benefit."""
    donors: int
    """That are named."""
    units: int
    """In charge."""
    years: tuple[int, int] | None
    """The first and the last that sheets state, but for dates still to be checked."""


def figures(entries: Iterable[Entry], chosen: Mapping[Kind, str], catalogue: Catalogue) -> Figures:
    """Those of the programs, by the activities alone that have the countries and donors of `chosen`."""
    told = [(entry, each) for entry in entries for each in chosen_activities(entry, chosen)]
    years = [
        day.year
        for entry, each in told
        for day in (each.start, each.end)
        if day and not has_unsure_dates(each, entry.program.facts)
    ]
    return Figures(
        len(told),
        sum(status(each, catalogue.today) == "ongoing" for _, each in told),
        len({slug for _, each in told for slug in each.countries}),
        len({slug for _, each in told for slug in each.donors}),
        len({entry.unit for entry, _ in told if entry.unit}),
        (min(years), max(years)) if years else None,
    )
