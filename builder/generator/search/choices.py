"""What the search page narrows and sorts by: for each choice, the programs that it leaves.

Pagefind could do that, too. But it looks through all choices once for each program that it finds, which takes seconds
where there are ten thousand, and a reader would have to load four times as much.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder.generator.catalogue import Catalogue, Entry

UNSTATED = "-"
"""The choice of programs that state nothing of a facet: no slug looks like it."""


def files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """The files that the page loads as it needs them, by name: one for each facet, one for each value, and the order.

    They know a program by its place in the order of titles, from 0. A facet has for each of its values the places of
    its programs, each told by how far it is from the one before it, the first from -1. A value's own file has the same
    of it alone, for the first answer to whoever chose it.
    """
    facets: dict[str, dict[str, list[int]]] = {}
    for place, entry in enumerate(catalogue.entries):
        for facet, values in _values(entry, catalogue).items():
            for value in values or (UNSTATED,):
                facets.setdefault(facet, {}).setdefault(value, []).append(place)
    for facet, held in facets.items():
        steps = {value: [*_steps(held[value])] for value in sorted(held)}
        yield facet, _json(steps)
        for value, own in steps.items():
            yield f"{facet}.{value}", _json(own)
    dated = {entry.slug for entry in catalogue.latest}
    by_start = (*catalogue.latest, *(entry for entry in catalogue.entries if entry.slug not in dated))
    places = {entry.slug: place for place, entry in enumerate(catalogue.entries)}
    yield "start", _json([places[entry.slug] for entry in by_start])


def _values(entry: Entry, catalogue: Catalogue) -> Mapping[str, Sequence[str]]:
    facts = entry.program.facts
    dated = (each for each in facts.activities if each.start and not catalogue.unsure_dates(each, entry.program))
    return {
        "country": entry.countries,
        "donor": entry.donors,
        "pillar": entry.slugs("pillars"),
        "unit": entry.slugs("units"),
        "status": entry.statuses,
        "year": sorted({str(each.start.year) for each in dated if each.start}),
    }


def _steps(places: Iterable[int]) -> Iterator[int]:
    last = -1
    for place in places:
        yield place - last
        last = place


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
